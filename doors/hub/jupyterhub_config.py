"""JupyterHub for one class: who is on its list has a home that nobody else can read, with the course in it.

Whenever a learner's server starts, the notebooks of the package that is installed then are put into that home, or those
in it brought up to date; what the learner wrote stays.
"""

from pathlib import Path

from course_lib.lab.jupyter import FILES, SETTINGS
from course_lib.words.language import language

HAND_OUT = 'gradient-course lab "$HOME/gradient-course" --copy-only'
LIST = Path("/srv/hub/class.txt").read_text(encoding="utf-8")

c = get_config()  # noqa: F821
c.Authenticator.allowed_users = {line.partition(":")[0] for line in LIST.splitlines() if ":" in line}
c.PAMAuthenticator.open_sessions = False  # a container has nothing that keeps them
c.Spawner.cmd = ["sh", "-c", f'{HAND_OUT} && exec jupyterhub-singleuser "$@"', "sh"]
c.Spawner.args = [f"--LabApp.app_settings_dir={SETTINGS / language()}", f"--ServerApp.contents_manager_class={FILES}"]
c.Spawner.default_url = f"/lab/tree/gradient-course/notebooks/{language()}/00_welcome.ipynb"
