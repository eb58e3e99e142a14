"""A JupyterHub as doors/hub/Dockerfile sets it up, to which learners come by links of a school's system (LTI 1.3).

The longer suite: ``pytest tests/doors/hub_lti.py``; what it needs is said in hub.py. The system is `lti_platform.py`, under
another address than the Hub's, so that browsers treat the two as the strangers that they are in earnest.
"""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from playwright.sync_api import expect

from course_lib.__main__ import main
from course_lib.grading.lti.launch import account
from rehearsal.checkout import copy_of_course
from rehearsal.learner import right_answers
from rehearsal.stages import CANVAS
from rehearsal.tour import ERRORS
from tests.conftest import ROOT, need
from tests.course.test_package import plain
from tests.doors.browser_edition import RUN, SKIP
from tests.doors.hub import SHOWN, VENV, Container, free_port, install, set_up

pytestmark = pytest.mark.browser

SHEET = "04_gradient_descent"
SUBJECTS = {"aoi": "2a7d", "ren": "9c1f", "sensei": "0e55"}
ACCOUNTS = {name: account({"sub": subject}) for name, subject in SUBJECTS.items()}
REFUSALS = {
    "signature": 400,
    "unsigned": 400,
    "audience": 401,
    "issuer": 400,
    "expired": 400,
    "nonce": 400,
    "deployment": 403,
}


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    """A Hub and a school's system that know each other, and the folder in which all of it lies."""
    need(shutil.which("npm"), "This needs npm: on Debian and Ubuntu, apt-get install npm.")
    need(shutil.which("bwrap") and os.geteuid() == 0, "This needs bubblewrap, and root to make accounts in it.")
    set_up()
    folder = tmp_path_factory.mktemp("lti")
    install(copy_of_course(folder / "course"), folder)
    ports = free_port(), free_port()
    hub_address, own = f"http://127.0.0.1:{ports[0]}", f"http://localhost:{ports[1]}"
    (folder / "hub").mkdir()
    (folder / "lti").mkdir(mode=0o700)
    settings = {"hub": hub_address, "issuer": own, "client_id": "gradient-hub", "authorize_url": f"{own}/auth"}
    settings |= {"keys_url": f"{own}/keys", "token_url": f"{own}/token"}
    lines = [*(f'{name} = "{value}"' for name, value in settings.items()), 'deployments = ["1"]', ""]
    (folder / "lti/lti.toml").write_text("\n".join(lines))
    command = [VENV / "bin/python", ROOT / "tests/doors/lti_platform.py", str(ports[1]), hub_address]
    platform = subprocess.Popen(command, env=plain(), start_new_session=True)
    hub = Container(folder / "hub", lti=folder / "lti", port=ports[0])
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{own}/keys", timeout=5)
                break
            except OSError:
                time.sleep(0.1)
        yield own, hub, folder
    finally:
        hub.end()
        os.killpg(platform.pid, signal.SIGTERM)
        platform.wait(30)


class Client:
    """A browser without a screen: it follows a link up to the launch, and sends that when it is told to."""

    def __init__(self):
        policy = http.cookiejar.DefaultCookiePolicy(secure_protocols=("http", "https"))  # as browsers do on this machine
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar(policy)))

    def follow(self, own, **query):
        """Return the address and the fields of the form that the system would have a browser send."""
        page = self.text(f"{own}/course?{urllib.parse.urlencode(query)}")
        form = self.text(re.search('href="([^"]+)"', page)[1].replace("&amp;", "&"))
        return re.search('action="([^"]+)"', form)[1], dict(re.findall('name="([^"]+)" value="([^"]+)"', form))

    def text(self, address):
        return self.opener.open(address, timeout=30).read().decode()

    def send(self, address, fields):
        """Return the status of the answer, what it says, and where it leads."""
        try:
            answer = self.opener.open(address, urllib.parse.urlencode(fields).encode(), timeout=60)
        except urllib.error.HTTPError as refused:
            answer = refused
        return answer.status, answer.read().decode(), answer.url


def got(own):
    return json.load(urllib.request.urlopen(f"{own}/scores", timeout=10))


@pytest.mark.parametrize("fault", REFUSALS)
def test_a_launch_that_is_not_right_is_refused(system, fault):
    own, hub, _ = system
    client = Client()
    status, said, _ = client.send(*client.follow(own, user="ren", link="chapter04", fault=fault))
    assert status == REFUSALS[fault], said
    assert not (hub.homes / ACCOUNTS["ren"]).exists()
    if fault == "deployment":
        assert "lti.toml" in said


def test_a_launch_can_not_be_used_by_anybody_else_nor_again(system):
    own, _, _ = system
    client = Client()
    address, fields = client.follow(own, user="sensei", link="chapter04")
    assert Client().send(address, fields)[0] == 400
    other = Client()
    _, theirs = other.follow(own, user="ren", link="chapter04")
    assert other.send(address, fields | {"state": theirs["state"]})[0] == 400  # their state, a stolen launch
    assert client.send(address, fields)[0] == 200
    assert client.send(address, fields)[0] == 400


def test_a_link_to_a_chapter_that_there_is_not_says_what_to_write(system):
    own, _, _ = system
    client = Client()
    status, said, _ = client.send(*client.follow(own, user="ren", link="nowhere"))
    assert status == 400 and "44" in said and "chapter=" in said and "00b" in said


def launched(browser_kept_here, own, language, **query):
    """Return a page of a learner's own browser, in which a link has led to a notebook."""
    page = browser_kept_here(language).new_page()
    page.goto(f"{own}/course?{urllib.parse.urlencode(query)}")
    page.click("a")
    page.wait_for_selector(SHOWN, timeout=180_000)
    return page


def run_all_cells(page):
    """Run all cells of the notebook in front, once its Python is there; return when none waits."""
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=180_000)
    menu, item = RUN["en"]  # the Hub's menus are in the language it was started with
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{menu}$")).click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{item}$")).click()
    waiting = page.locator(".jp-InputPrompt", has_text="[*]")
    waiting.first.wait_for()
    expect(waiting).to_have_count(0, timeout=600_000)


def test_a_link_opens_the_chapter_in_the_learners_language_and_it_runs(browser_kept_here, system):
    own, hub, _ = system
    aoi = launched(browser_kept_here, own, "ja", user="aoi", link="chapter04")
    assert aoi.url == f"{hub.address}/user/{ACCOUNTS['aoi']}/lab/tree/gradient-course/notebooks/ja/{SHEET}.ipynb"
    run_all_cells(aoi)
    assert aoi.locator(ERRORS).all_text_contents() == []
    first = aoi.locator(".jp-CodeCell", has=aoi.locator(SKIP)).first
    first.locator(SKIP).click()
    first.locator(CANVAS).wait_for(timeout=60_000)
    first.scroll_into_view_if_needed()
    aoi.screenshot(path=ROOT / "build" / "hub-lti-aoi.png")
    assert not browser_kept_here.asked


def sheet_of(hub, name, language):
    """Return a learner's sheet, once the learner's server has put it into the home."""
    path = hub.homes / ACCOUNTS[name] / f"gradient-course/exercises/{language}/{SHEET}.ipynb"
    for _ in range(600):
        if path.exists():
            return path
        time.sleep(0.2)
    pytest.fail(f"{path} is not there")


def write_answers(path, answers):
    """Put answers into a learner's sheet, as if they had been written there."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for name, answer in answers.items():
            if cell["cell_type"] == "code" and f"def {name}(" in "".join(cell["source"]):
                cell["source"] = answer
    path.write_text(json.dumps(notebook), encoding="utf-8")


def sent(folder, *options, lti=None):
    """Run the command where the Hub's packages are; return its exit code and what it said."""
    command = [VENV / "bin/gradient-course", "send", folder / "graded", "--lti", lti or folder / "lti", *options]
    answer = subprocess.run(command, env=plain(), capture_output=True, text=True)
    return answer.returncode, answer.stdout + answer.stderr


def test_points_go_back_to_the_learner_who_earned_them_and_to_nobody_else(system):
    own, hub, folder = system
    for name, link, language, answers in (
        ("aoi", "chapter04", "ja", right_answers(SHEET)),
        ("ren", "sheet04", "en", {}),
        ("sensei", "sheet04-in-english", "en", right_answers(SHEET)),
    ):
        client = Client()
        assert client.send(*client.follow(own, user=name, link=link))[0] == 200
        sheet = sheet_of(hub, name, language)
        write_answers(sheet, answers)
        (folder / "collected" / ACCOUNTS[name]).mkdir(parents=True)
        shutil.copy(sheet, folder / "collected" / ACCOUNTS[name])
    assert len({(hub.homes / account).stat().st_uid for account in ACCOUNTS.values()}) == 3
    assert main(["grade", str(folder / "collected"), "--out", str(folder / "graded"), "--seed", "7", "--workers", "1"]) == 0

    code, said = sent(folder, "--dry-run")
    assert code == 0 and got(own) == [] and f"would be sent: {ACCOUNTS['aoi']} (山田 葵), {SHEET}: 11 of 11" in said
    assert f"not sent: {ACCOUNTS['sensei']}" in said  # a teacher has no column
    code, said = sent(folder)
    assert code == 0, said
    scores = {score["userId"]: score for score in got(own)}
    assert {subject: (score["scoreGiven"], score["scoreMaximum"]) for subject, score in scores.items()} == {"2a7d": (11, 11), "9c1f": (0, 11)}
    assert "gradient_step 1/1" in scores["2a7d"]["comment"]
    assert not any(subject in said for subject in SUBJECTS.values()) and "localhost" not in said
    for name in ("key.pem", "launches.sqlite"):
        assert stat.S_IMODE((folder / "lti" / name).stat().st_mode) == 0o600
    outside = hub.inside("/srv/hub").stat()  # whoever owns the folder on this machine may be a learner in there
    assert (stat.S_IMODE(outside.st_mode), outside.st_uid) == (0o700, 0)

    assert sent(folder)[0] == 0 and len(got(own)) == 2  # nothing new
    adjusted = ["adjust", str(folder / "graded"), ACCOUNTS["ren"], "gradient_step", "--points", "0.5", "--reason", "On paper."]
    assert main(adjusted) == 0
    assert sent(folder)[0] == 0
    assert [(score["userId"], score["scoreGiven"]) for score in got(own)[2:]] == [("9c1f", 0.5)]
    urllib.request.urlopen(f"{own}/leave?user=ren", timeout=10)
    code, said = sent(folder, "--again")
    assert code == 1 and f"not sent: {ACCOUNTS['ren']}" in said and "refused (400" in said and f"sent: {ACCOUNTS['aoi']}" in said
    assert [score["userId"] for score in got(own)[3:]] == ["2a7d"]  # with a newer time: the system refuses others

    stranger = folder / "stranger"  # who has the launches but not the Hub's key
    shutil.copytree(folder / "lti", stranger, ignore=shutil.ignore_patterns("key.pem"))
    code, said = sent(folder, "--again", lti=stranger)
    assert code == 2 and "gives no right to send scores (invalid_client)" in said and len(got(own)) == 4
