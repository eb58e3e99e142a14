"""JupyterHub for one class: each learner has a home that nobody else can read, with the course in it.

Who comes in is on the class's list, ``class.txt``, or is sent by the school's system, where ``lti/lti.toml`` names one.

Whenever a learner's server starts, the notebooks of the package that is installed then are put into that home, or those
in it brought up to date; what the learner wrote stays.
"""

from pathlib import Path

from course_lib.lab.jupyter import FILES, SETTINGS
from course_lib.words.language import language

HAND_OUT = 'gradient-course lab "$HOME/gradient-course" --copy-only'
HERE = Path("/srv/hub")

c = get_config()  # noqa: F821
if (HERE / "lti/lti.toml").is_file():
    load_subconfig(str(HERE / "lti_config.py"))  # noqa: F821
else:
    class_list = (HERE / "class.txt").read_text(encoding="utf-8")
    c.Authenticator.allowed_users = {line.partition(":")[0] for line in class_list.splitlines() if ":" in line}
    c.PAMAuthenticator.open_sessions = False  # a container has nothing that keeps them
c.Spawner.cmd = ["sh", "-c", f'{HAND_OUT} && exec jupyterhub-singleuser "$@"', "sh"]
c.Spawner.args = [f"--LabApp.app_settings_dir={SETTINGS / language()}", f"--ServerApp.contents_manager_class={FILES}"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 180  # seconds; a whole class may begin at the same moment
c.Spawner.default_url = f"/lab/tree/gradient-course/notebooks/{language()}/00_welcome.ipynb"
