"""Gradescope: results in its own format, and an autograder's zip that does there what grading does here."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile

import pytest

from course_lib.__main__ import main
from course_lib.exercises.sheets import sheet_names
from course_lib.words.catalogue import words
from tests.grading.small_class import POINTS, RIGHT, SHEET, UPHILL, folder_of, notebook

FILE = f"{SHEET}.ipynb"
# Of a test, as Gradescope's Autograder Specifications list them.
FIELDS = {"score", "max_score", "name", "number", "output", "tags", "visibility", "extra_data"}


def grade(tmp_path, files, *options):
    folder_of(tmp_path / "class", files)
    command = ["grade", str(tmp_path / "class"), "--out", str(tmp_path / "out"), "--trust-submissions", "--workers", "1"]
    return main([*command, "--results", str(tmp_path / "results.json"), *options])


def results(tmp_path):
    return json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("visibility", [(), ("--visibility", "after_due_date")])
def test_each_exercise_is_a_test_with_its_points_and_what_is_said(tmp_path, visibility):
    assert grade(tmp_path, {f"learner/{FILE}": notebook(RIGHT | UPHILL, language="ja")}, *visibility) == 0
    found = results(tmp_path)
    expected = visibility[-1] if visibility else "visible"
    tests = {one["name"]: one for one in found["tests"]}
    assert [*tests] == [f"{SHEET}: {name}" for name in POINTS]
    assert all(set(one) <= FIELDS and one["visibility"] == expected for one in found["tests"]) and found["visibility"] == expected
    assert {name: one["max_score"] for name, one in tests.items()} == {f"{SHEET}: {name}": points for name, points in POINTS.items()}
    wrong, right = tests[f"{SHEET}: gradient_step"], tests[f"{SHEET}: exponential_decay"]
    assert (wrong["score"], right["score"]) == (0, POINTS["exponential_decay"]) and "逆" in wrong["output"]
    assert "score" not in found  # what the tests add up to is the score
    assert found["output"] == words("grading.total", "ja", points=POINTS["exponential_decay"], possible=sum(POINTS.values()))
    assert stat.S_IMODE((tmp_path / "results.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("files", [{"learner/answer.py": "x"}, {"learner/sub/notes.txt": "x"}])
def test_who_hands_in_no_notebook_is_told_so(tmp_path, capsys, files):
    assert grade(tmp_path, files) == 2
    found = results(tmp_path)
    assert found["score"] == 0 and found["tests"] == [] and ".ipynb" in found["output"] and "提出" in found["output"]
    assert "No notebook found" in capsys.readouterr().err


def test_what_can_not_be_read_is_a_test_without_points(tmp_path):
    assert grade(tmp_path, {"learner/broken.ipynb": "{"}) == 0
    (only,) = results(tmp_path)["tests"]
    assert (only["name"], only["score"], only["max_score"]) == ("broken.ipynb", 0, 0) and only["output"]


def test_results_are_of_one_learner_alone(tmp_path, capsys):
    assert grade(tmp_path, {f"aoi/{FILE}": notebook(), f"ben/{FILE}": notebook(UPHILL)}) == 2
    assert "one learner's work" in capsys.readouterr().err and not (tmp_path / "results.json").exists()


@pytest.fixture(scope="module")
def autograder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("autograder")
    command = ["release", str(folder / "autograder.zip"), "--format", "gradescope", "--seed", "7"]
    assert main(command) == 0
    assert main(["release", str(folder / "trusting.zip"), *command[2:], "--trust-submissions"]) == 0
    return folder


def unpacked(archive, place):
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(place / "source")
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in opened.infolist()}
    return modes


def test_the_zip_holds_scripts_at_its_root_the_course_and_its_answers(autograder, tmp_path):
    modes = unpacked(autograder / "autograder.zip", tmp_path)
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755 and modes["course_lib/__main__.py"] == 0o644
    assert {f"solutions/{name}.py" for name in sheet_names()} <= set(modes)
    assert not [name for name in modes if "__pycache__" in name or name.split("/")[0] not in ("setup.sh", "run_autograder", "requirements.txt", "constraints.txt", "course_lib", "solutions")]
    assert stat.S_IMODE((autograder / "autograder.zip").stat().st_mode) == 0o600  # it has the answers
    pins = (tmp_path / "source/constraints.txt").read_text(encoding="utf-8")
    assert "hash" not in pins and all("==" in line for line in pins.splitlines())
    names = {re.match(r"[\w.-]+", line)[0] for line in (tmp_path / "source/requirements.txt").read_text(encoding="utf-8").splitlines()}
    assert {"numpy", "jinja2"} <= names <= {line.split("==")[0] for line in pins.splitlines()}
    for script in ("setup.sh", "run_autograder"):
        assert subprocess.run(["bash", "-n", tmp_path / "source" / script], check=False).returncode == 0


def run_there(autograder, archive, place, files, python=sys.executable):
    """Run an autograder as Gradescope does, in its folders; return what it printed and the results."""
    unpacked(autograder / archive, place)
    folder_of(place / "submission", files)
    shutil.copy(place / "source/run_autograder", place / "run_autograder")
    environment = {"PATH": os.environ["PATH"], "AUTOGRADER": str(place), "PYTHON": str(python), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(["bash", place / "run_autograder"], env=environment, cwd=place, capture_output=True, text=True, timeout=120)
    found = place / "results/results.json"
    return run, json.loads(found.read_text(encoding="utf-8")) if found.exists() else None


def without_sandbox(place):
    """Return a Python for which there is no bubblewrap, as in a container that has none."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "python").write_text(f'#!/bin/sh\nPATH=/nowhere exec {sys.executable} "$@"\n')
    (place / "python").chmod(0o755)
    return place / "python"


@pytest.mark.sandbox
def test_the_autograder_grades_what_lies_in_gradescopes_folders(autograder, tmp_path):
    run, found = run_there(autograder, "autograder.zip", tmp_path, {"any name.ipynb": notebook(UPHILL), "photo.png": b"x"})
    assert run.returncode == 0, run.stdout
    scores = {one["name"].split(": ")[1]: one["score"] for one in found["tests"]}
    assert scores["gradient_step"] == 0 and "uphill" in next(one["output"] for one in found["tests"] if "gradient_step" in one["name"])


def test_without_a_sandbox_it_refuses_unless_it_was_made_to_trust(autograder, tmp_path):
    python = without_sandbox(tmp_path / "bin")
    run, found = run_there(autograder, "autograder.zip", tmp_path / "a", {FILE: notebook()}, python)
    assert run.returncode != 0 and found is None and "bubblewrap" in run.stdout
    run, found = run_there(autograder, "trusting.zip", tmp_path / "b", {FILE: notebook()}, python)
    assert run.returncode == 0, run.stdout
    assert sum(one["score"] for one in found["tests"]) == POINTS["gradient_step"] + POINTS["exponential_decay"]


def test_results_of_the_submission_before_are_not_taken_for_this_ones(autograder, tmp_path):
    (tmp_path / "results").mkdir()
    (tmp_path / "results/results.json").write_text('{"score": 100}')
    run, found = run_there(autograder, "autograder.zip", tmp_path, {FILE: notebook()}, without_sandbox(tmp_path / "bin"))
    assert run.returncode != 0 and found is None


def test_the_seed_that_learners_see_is_refused(tmp_path, capsys):
    assert main(["release", str(tmp_path / "a.zip"), "--format", "gradescope", "--seed", "0"]) == 2
    assert "--seed must be at least 1" in capsys.readouterr().err and not (tmp_path / "a.zip").exists()
