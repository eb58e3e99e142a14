"""Whatever is killed while a class is graded, and whenever: run again, the grades are those of an undisturbed run."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from course_lib.__main__ import main
from course_lib.exercises.draws import Draw
from course_lib.grading import classroom
from course_lib.grading.executors import Workforce
from course_lib.grading.incoming.collecting import HandIn
from course_lib.grading.job import Graded
from tests.conftest import ROOT, need
from tests.grading.small_class import SHEET, UPHILL, folder_of, notebook, run, small_course, start, zip_of
from tests.grading.test_class import sandbox  # noqa: F401

pytestmark = pytest.mark.usefixtures("sandbox")
FILE = f"{SHEET}.ipynb"
CLASS = {f"s{n}/{FILE}": notebook(UPHILL if n % 3 else {}, remark=str(n)) for n in range(120)}  # a second of work, at least


def grades(out):
    """Return all grades; none where nothing is there yet."""
    if not (out / "gradebook.sqlite").exists():
        return []
    connection = sqlite3.connect(out / "gradebook.sqlite", timeout=30)
    try:
        return connection.execute("SELECT * FROM grades ORDER BY student, exercise").fetchall()
    except sqlite3.OperationalError:  # begun, and without tables yet
        return []
    finally:
        connection.close()


def submissions(out):
    return len({row[:2] for row in grades(out)})


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return small_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def undisturbed(course, tmp_path_factory, sandbox):  # noqa: F811
    out = tmp_path_factory.mktemp("undisturbed")
    place = folder_of(tmp_path_factory.mktemp("class"), CLASS)
    code, printed, complaint = run(course, "grade", place, "--out", out, "--json")
    assert code == 0 and json.loads(printed)["graded"] == len(CLASS), complaint
    return grades(out)


@pytest.mark.parametrize("seed", range(2))
def test_killing_the_grader_at_any_moment(course, undisturbed, tmp_path, seed):
    rng = random.Random(seed)
    place, out = folder_of(tmp_path / "class", CLASS), tmp_path / "out"
    killed = 0
    while killed < 4:
        done = submissions(out)
        process = start(course, "grade", place, "--out", out, "--workers", "2", "--json")
        # Sometimes at any moment from the start on, sometimes in the midst of writing grades.
        wanted = 0 if killed % 2 else rng.randrange(1, 8)
        while process.poll() is None and wanted and submissions(out) < min(done + wanted, len(CLASS)):
            time.sleep(0.005)
        time.sleep(rng.uniform(0, 0.05) if wanted else rng.uniform(0.1, 2))
        if process.poll() is None:
            process.kill()
            killed += 1
        process.communicate()
        if process.returncode == 0:
            break
    assert killed > 0
    before = submissions(out)
    code, printed, complaint = run(course, "grade", place, "--out", out, "--json")
    told = json.loads(printed)
    assert code == 0, complaint
    assert (told["known"], told["graded"]) == (before, len(CLASS) - before)  # nothing twice, nothing missing
    assert grades(out) == undisturbed
    assert len((out / "grades.csv").read_text().splitlines()) == 1 + len(undisturbed)


def descendants(parent):
    """Return the processes that belong to a process, as /proc tells."""
    children = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    above = int(file.read().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(above, []).append(int(name))
    found, todo = [], [parent]
    while todo:
        below = children.get(todo.pop(), [])
        found += below
        todo += below
    return found


@pytest.mark.parametrize("seed", range(2))
def test_killing_workers_at_any_moment(course, undisturbed, tmp_path, seed):
    rng = random.Random(seed)
    place, out = folder_of(tmp_path / "class", CLASS), tmp_path / "out"
    process = start(course, "grade", place, "--out", out, "--workers", "2", "--json")
    shot = 0
    # Once the table is written there is nobody left to kill, and the grader waits for its report to be read.
    while process.poll() is None and shot < 3 and not (out / "grades.csv").exists():
        time.sleep(rng.uniform(0.01, 0.1))
        workers = descendants(process.pid)
        # The outermost of a worker's processes: those within go with it.
        if workers and submissions(out):
            os.kill(workers[rng.randrange(min(2, len(workers)))], signal.SIGKILL)
            shot += 1
    _, complaint = process.communicate(timeout=120)
    assert shot > 0
    assert process.returncode == 0, complaint
    assert grades(out) == undisturbed


@pytest.fixture(scope="module")
def dask(course, tmp_path_factory):
    """A real scheduler and two real workers on this machine, each a process; the course's sheets are theirs too."""
    pytest.importorskip("distributed", reason="Dask is not installed")
    environment = {**os.environ, "PYTHONPATH": str(course), "DASK_DISTRIBUTED__DASHBOARD__LINK": ""}
    place = tmp_path_factory.mktemp("dask")
    processes = []

    def begin(program, *arguments):
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--scheduler-file", str(place / "scheduler.json")]
        with (place / f"log{len(processes)}").open("w") as log:
            processes.append(subprocess.Popen([*command, "--no-dashboard", *arguments], cwd=place, env=environment, stdout=log, stderr=log))
        return processes[-1]

    begin("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    workers = [begin("dask_worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--name", f"w{n}") for n in range(2)]
    deadline = time.monotonic() + 60
    while not all("Registered to" in (place / f"log{n}").read_text() for n in (1, 2)):
        if time.monotonic() > deadline:
            need(None, "Dask's workers did not start: " + (place / "log1").read_text()[-500:])
        time.sleep(0.2)
    yield json.loads((place / "scheduler.json").read_text())["address"], workers
    for process in reversed(processes):
        process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def test_dask_workers_with_other_sheets_are_refused(course, dask, tmp_path):
    address, _ = dask
    code, _, complaint = run(ROOT, "grade", folder_of(tmp_path / "class", CLASS), "--out", tmp_path / "out", "--scheduler", address)
    assert code == 2 and "another version of the course" in complaint


def test_a_class_graded_by_dask_while_one_of_its_workers_is_killed(course, undisturbed, dask, tmp_path):
    address, workers = dask
    # A zip: the workers see none of the files, all that they need is sent.
    place, out = zip_of(tmp_path / "class.zip", CLASS), tmp_path / "out"
    process = start(course, "grade", place, "--out", out, "--scheduler", address, "--json")
    while process.poll() is None and not submissions(out):
        time.sleep(0.05)
    workers[0].kill()
    printed, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    told = json.loads(printed)
    assert (told["graded"], told["failed"]) == (len(CLASS), [])
    assert grades(out) == undisturbed


def test_a_grader_killed_while_dask_works_for_it(course, undisturbed, dask, tmp_path):
    address, _ = dask
    place, out = zip_of(tmp_path / "class.zip", CLASS), tmp_path / "out"
    process = start(course, "grade", place, "--out", out, "--scheduler", address, "--json")
    while process.poll() is None and not submissions(out):
        time.sleep(0.05)
    process.kill()
    process.communicate()
    code, _, complaint = run(course, "grade", place, "--out", out, "--scheduler", address, "--json")
    assert code == 0, complaint
    assert grades(out) == undisturbed


def test_no_scheduler_is_a_clear_error(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("course_lib.grading.executors.SECONDS_TO_CONNECT", 1)
    place = folder_of(tmp_path / "class", CLASS)
    assert main(["grade", str(place), "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err


def test_what_is_graded_is_entered_while_a_slow_submission_still_runs(monkeypatch, tmp_path):
    """However long one takes, a kill costs no more than what was graded in the last moments."""
    hand_ins = [
        HandIn(name, name, "", FILE, name, False, 0, 0, 0.0, bytes, tmp_path / name) for name in ("quick", "slow", "fast")
    ]
    released = threading.Event()

    def grade_sent(job, content):
        if job.path.endswith("slow"):
            assert released.wait(60)
        return Graded("", "en", ())

    monkeypatch.setattr(classroom, "grade_sent", grade_sent)
    with ThreadPoolExecutor(2) as pool:
        try:
            batches = classroom._batches(hand_ins, {one.student: Draw(1) for one in hand_ins}, True, Workforce(lambda: pool, 2), pool)
            entered = [one.student for one, *_ in next(batches)[0]]
            assert sorted(entered) == ["fast", "quick"] and not released.is_set()
        finally:
            released.set()
        assert [one.student for results, _ in batches for one, *_ in results] == ["slow"]
