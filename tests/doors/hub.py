"""A JupyterHub as doors/hub/Dockerfile sets it up, with two learners in real browsers; an update leaves their answers.

The longer suite: it sets up the packages of the Dockerfile once. ``pytest tests/doors/hub.py``. What the container would
have of its own, /etc, /home and /srv, is laid over this machine's by bubblewrap, so that real accounts are made, but not
here. That takes root.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from doors.addresses import pull
from rehearsal.checkout import copy_of_course
from rehearsal.stages import CANVAS
from rehearsal.tour import ERRORS
from tests.conftest import ROOT, need
from tests.course.test_package import build, pip, plain
from tests.doors.browser_edition import cell_with, run_all, write
from tests.doors.test_hub_files import DOCKERFILE, copied, said

pytestmark = pytest.mark.browser

VENV = ROOT / "build" / "hub-venv"
PROXY = ROOT / "build" / "hub-proxy"
CHAPTER = "01_what_is_a_gradient.ipynb"
PASSWORDS = {"aoi": "moss green", "ren": "sky blue"}
SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell"
"""A cell of the notebook in front: JupyterLab opens again what was open."""

ANSWER = "def rise_over_run(f, x, dx):\n    return (f(x + dx) - f(x)) / dx  # {}\n"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def set_up():
    """Install what the Dockerfile installs, once."""
    if not (VENV / "bin" / "jupyterhub").exists():
        subprocess.run(["python3", "-m", "venv", "--clear", "--without-pip", VENV], check=True)
        pins = ROOT / "doors" / "hub" / "constraints.txt"
        pip(VENV / "bin" / "python", "install", "--no-deps", "--require-hashes", "--requirement", pins)
    if not (PROXY / "node_modules").exists():
        (proxy,) = re.findall(r"npm install --global (\S+)", DOCKERFILE)
        subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", PROXY, proxy], check=True)


class Container:
    """What `docker run` would start, with a volume for the homes, and a class list or a folder for LTI."""

    def __init__(self, folder, names=(), lti=None, port=None):
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.homes = folder / "home"
        self.homes.mkdir(exist_ok=True)
        etc = folder / "etc"  # a new container knows no accounts but those of its image
        shutil.rmtree(etc, ignore_errors=True)
        subprocess.run(["cp", "--archive", "/etc", etc], check=True)
        classlist = folder / "class.txt"
        classlist.write_text("".join(f"{name}:{PASSWORDS.get(name, 'new here')}\r\n\n" for name in names))
        command = ["bwrap", "--die-with-parent", "--unshare-pid", "--dev-bind", "/", "/", "--proc", "/proc", "--cap-add", "ALL"]
        command += ["--bind", etc, "/etc", "--bind", self.homes, "/home", "--tmpfs", "/srv"]
        base = Path(sys.base_prefix)
        if Path("/root") in base.parents:  # closed to the learners, but the packages want that Python
            command += ["--perms", "0755", "--tmpfs", "/root"]
            for parent in [*reversed(base.parents)][2:]:
                command += ["--perms", "0755", "--dir", parent]
            command += ["--ro-bind", base, base]
        for source, target in copied():
            command += ["--ro-bind", ROOT / source, target]
        command += ["--bind", lti, "/srv/hub/lti"] if lti else ["--ro-bind", classlist, "/srv/hub/class.txt"]
        command += ["--chdir", "/srv/hub", *said("ENTRYPOINT"), *said("CMD")]
        command += [f"--JupyterHub.bind_url={self.address}", f"--JupyterHub.hub_port={free_port()}"]
        command += [f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{free_port()}"]
        path = f"{VENV}/bin:{PROXY}/node_modules/.bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
        own = {"PATH": path, "LANG": "C.UTF-8", "GRADIENT_COURSE_LANGUAGE": "en" if lti else "ja"}
        if node := shutil.which("node"):
            own["PATH"] += f":{Path(node).resolve().parent}"
        self.log = folder / "hub.log"
        with self.log.open("a") as log:
            self.running = subprocess.Popen(command, stdout=log, stderr=log, env=own, start_new_session=True)
        for _ in range(300):
            if self.answers():
                return
            if self.running.poll() is not None:
                break
            time.sleep(0.2)
        self.end()
        pytest.fail(f"JupyterHub did not start:\n{self.log.read_text()[-3000:]}")

    def inside(self, path):
        """Return a path of the container as it is reached from here."""
        (first,) = Path(f"/proc/{self.running.pid}/task/{self.running.pid}/children").read_text().split()
        return Path(f"/proc/{first}/root") / path.lstrip("/")

    def answers(self):
        try:
            return urllib.request.urlopen(f"{self.address}/hub/health", timeout=5).status == 200
        except OSError:
            return False

    def end(self):
        os.killpg(self.running.pid, signal.SIGTERM)
        self.running.wait(60)


def logged_in(browser_kept_here, hub, name, address):
    """Return a page of a learner's own browser, in which the link has led past the form to log in to a notebook."""
    page = browser_kept_here("ja").new_page()
    page.goto(address)
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORDS[name])
    page.press("input[name=password]", "Enter")
    page.wait_for_selector(SHOWN, timeout=180_000)
    return page


def opened(page, address):
    page.goto(address)
    page.wait_for_selector(SHOWN, timeout=180_000)


def answered(page, note, sheet):
    """Write an answer, run it and its check, save; return what the check says."""
    write(page, cell_with(page, "def rise_over_run"), ANSWER.format(note))
    cell_with(page, "import numpy").locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    cell_with(page, "def rise_over_run").locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    check = cell_with(page, "check(rise_over_run)")
    check.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    shown = check.locator(".jp-OutputArea-output").first
    shown.wait_for(timeout=60_000)
    page.keyboard.press("Control+S")
    for _ in range(100):
        if note in sheet.read_text(encoding="utf-8"):
            return shown.text_content()
        page.wait_for_timeout(200)
    pytest.fail(f"{sheet} was not saved")


def newer(source):
    """Make of a copy of the course its next edition: another first sentence in each notebook of chapter 1."""
    for path in source.glob(f"*/ja/{CHAPTER}"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["cells"][0]["source"][0] = "# 新しい版\n"
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def install(source, folder):
    pip(VENV / "bin" / "python", "install", "--no-deps", "--no-index", "--force-reinstall", build("wheel", source, folder))


def git(folder, *arguments):
    own = ["-c", "user.name=Teacher", "-c", "user.email=teacher@localhost", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *own, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def put_into(repository):
    """Do what docs/doors.md says a teacher does: the notebooks of the installed course become the class's repository."""
    command = [VENV / "bin" / "gradient-course", "lab", repository, "--copy-only"]
    subprocess.run(command, env=plain(), check=True, stdout=subprocess.DEVNULL)
    git(repository, "init", "--quiet")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "The course")


@pytest.fixture
def served(tmp_path):
    """A folder whose repositories git can pull from, and its address."""
    port = free_port()
    (tmp_path / "git").mkdir()
    command = ["git", "daemon", "--listen=127.0.0.1", f"--port={port}", "--export-all", f"--base-path={tmp_path / 'git'}"]
    daemon = subprocess.Popen([*command, str(tmp_path / "git")], stderr=subprocess.DEVNULL, start_new_session=True)
    yield tmp_path / "git", f"git://127.0.0.1:{port}"
    os.killpg(daemon.pid, signal.SIGTERM)
    daemon.wait(30)


def test_two_learners_run_a_chapter_and_an_update_leaves_their_answers(browser_kept_here, served, tmp_path):
    need(shutil.which("npm"), "This needs npm: on Debian and Ubuntu, apt-get install npm.")
    need(shutil.which("bwrap") and os.geteuid() == 0, "This needs bubblewrap, and root to make accounts in it.")
    set_up()
    source = copy_of_course(tmp_path / "course")
    install(source, tmp_path)
    repositories, address = served
    put_into(repositories / "class")
    by_link = {name: f"{name}/ja/{CHAPTER}" for name in ("notebooks", "exercises")}
    (tmp_path / "hub").mkdir()
    hub = Container(tmp_path / "hub", ["aoi", "ren"])
    try:
        aoi = logged_in(browser_kept_here, hub, "aoi", f"{hub.address}/hub/user-redirect/lab/tree/gradient-course/notebooks/ja/{CHAPTER}")
        ren = logged_in(browser_kept_here, hub, "ren", pull(by_link["notebooks"], hub.address, f"{address}/class"))
        for name, page in (("aoi", aoi), ("ren", ren)):
            run_all(page, "ja")
            assert page.locator(ERRORS).all_text_contents() == []
            page.locator(CANVAS).first.wait_for(timeout=60_000)
            page.screenshot(path=ROOT / "build" / f"hub-{name}.png")
            home = hub.homes / name
            assert home.stat().st_mode & 0o777 == 0o700
        assert (hub.homes / "aoi").stat().st_uid != (hub.homes / "ren").stat().st_uid
        assert not list(hub.homes.glob("*/**/solutions"))
        own = hub.homes / "aoi" / "gradient-course" / by_link["exercises"]
        pulled = hub.homes / "ren" / "class" / by_link["exercises"]
        opened(aoi, f"{hub.address}/hub/user-redirect/lab/tree/gradient-course/exercises/ja/{CHAPTER}")
        assert answered(aoi, "aoi's own", own).startswith("✓")
        opened(ren, f"{hub.address}/hub/user-redirect/lab/tree/class/exercises/ja/{CHAPTER}")
        assert answered(ren, "ren's own", pulled).startswith("✓")
        assert "rise_over_run" in (hub.homes / "aoi" / "gradient-course" / "my-progress.json").read_text()
        assert "rise_over_run" in (hub.homes / "ren" / "class" / "my-progress.json").read_text()
        owners = {name: (hub.homes / name).stat().st_uid for name in PASSWORDS}
    finally:
        hub.end()
    newer(source)
    install(source, tmp_path)
    put_into(repositories / "class")
    # A new container of a new image, and somebody new stands first in the list.
    hub = Container(tmp_path / "hub", ["hana", "ren", "aoi"])
    try:
        assert {name: (hub.homes / name).stat().st_uid for name in PASSWORDS} == owners
        assert (hub.homes / "hana").stat().st_uid not in owners.values()
        logged_in(browser_kept_here, hub, "aoi", f"{hub.address}/hub/user-redirect/lab/tree/gradient-course/exercises/ja/{CHAPTER}")
        assert "aoi's own" in own.read_text(encoding="utf-8")
        assert "新しい版" in own.with_name(f"new-{CHAPTER}").read_text(encoding="utf-8")
        logged_in(browser_kept_here, hub, "ren", pull(by_link["exercises"], hub.address, f"{address}/class"))
        assert "ren's own" in pulled.read_text(encoding="utf-8")
        assert "新しい版" in (hub.homes / "ren" / "class" / by_link["notebooks"]).read_text(encoding="utf-8")
    finally:
        hub.end()
    assert not browser_kept_here.asked
