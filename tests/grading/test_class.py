"""The bundled example class gets the grades it should, and grading it twice, or again after a stop, changes nothing."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest

from course_lib.__main__ import main
from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.grading.classroom import grade_class
from course_lib.grading.confining.availability import NoSandbox
from course_lib.grading.confining.pool import require_sandbox
from course_lib.grading.executors import Workforce, this_machine
from course_lib.grading.job import Job, grade
from examples.make_class import ALWAYS_WRONG, CLASS, SHEET
from tests.conftest import ROOT, need

# What becomes of gradient_step for those whose other answers are right.
BROKEN = {
    "kenta": ("time limit", ""),
    "laura": ("memory limit", ""),
    "mika": ("error", ""),
    "nick": ("error", "unknown_name"),
    "oki": ("error", ""),
    "paula": ("wrong", "returned_none"),
    "rin": ("wrong", ""),
    "sam": ("error", ""),
}


@pytest.fixture(scope="session")
def sandbox():
    try:
        require_sandbox()
    except NoSandbox as problem:
        need(None, str(problem))


@pytest.fixture(scope="session")
def graded(sandbox, tmp_path_factory):
    out = tmp_path_factory.mktemp("graded")
    assert main(["grade", str(CLASS), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="session")
def table(graded):
    with (graded / "grades.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["student", "sheet", "exercise", "outcome", "points", "possible", "mistake"]
    found = defaultdict(dict)
    for row in rows:
        found[row["student"], row["sheet"]][row["exercise"]] = row
    return found


def outcomes(rows):
    return {name: (row["outcome"], row["mistake"]) for name, row in rows.items()}


def test_the_whole_class_is_there(table):
    students = {student for student, _ in table}
    assert students == {path.name for path in CLASS.iterdir()} and len(students) >= 12


@pytest.mark.parametrize("student", ["aoi", "ben"])
@pytest.mark.parametrize("sheet", sheet_names())
def test_right(table, student, sheet):
    rows = table[student, sheet]
    assert outcomes(rows) == dict.fromkeys(load_sheet(sheet).exercises, ("right", ""))
    assert all(int(row["points"]) == int(row["possible"]) > 0 for row in rows.values())


@pytest.mark.parametrize("sheet", sheet_names())
def test_every_named_mistake(table, sheet):
    named = defaultdict(set)
    for number, student in enumerate(ALWAYS_WRONG):
        for name, row in table.get((student, sheet), {}).items():
            mistakes = load_sheet(sheet).exercises[name].mistakes
            mistake = mistakes[number % len(mistakes)]
            assert (row["outcome"], row["mistake"]) == ("wrong", mistake.name)
            assert float(row["points"]) == mistake.worth * int(row["possible"])
            named[name].add(row["mistake"])
    for name, exercise in load_sheet(sheet).exercises.items():
        assert named[name] == {mistake.name for mistake in exercise.mistakes}


@pytest.mark.parametrize("student", BROKEN)
def test_one_broken_answer_costs_nothing_but_itself(table, student):
    expected = dict.fromkeys(load_sheet(SHEET).exercises, ("right", "")) | {"gradient_step": BROKEN[student]}
    assert outcomes(table[student, SHEET]) == expected


def test_untouched_is_not_attempted(table):
    assert outcomes(table["tomo", SHEET]) == dict.fromkeys(load_sheet(SHEET).exercises, ("not attempted", ""))


def test_a_renamed_file_is_known_by_what_is_in_it(table):
    assert outcomes(table["uma", SHEET]) == dict.fromkeys(load_sheet(SHEET).exercises, ("right", ""))


def test_a_truncated_file_is_unreadable(table):
    assert outcomes(table["vera", SHEET]) == dict.fromkeys(load_sheet(SHEET).exercises, ("unreadable", ""))


def test_pages_are_written_in_the_language_of_the_submission(graded, table):
    pages = {path.stem for path in (graded / "feedback").glob("*.html")}
    assert pages == {student for student, _ in table}
    assert '<html lang="ja">' in (graded / "feedback" / "chika.html").read_text(encoding="utf-8")
    mistake = load_sheet(SHEET).exercises["gradient_step"].mistakes[1]
    page = (graded / "feedback" / "daniel.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page and mistake.feedback["en"].split(".")[0] in page
    report = (graded / "report.html").read_text(encoding="utf-8")
    assert mistake.name in report and "aoi" in report


def database(folder):
    with sqlite3.connect(folder / "gradebook.sqlite") as connection:
        rows = connection.execute("SELECT * FROM grades ORDER BY student, digest, exercise").fetchall()
    connection.close()
    return rows


def small_class(tmp_path):
    for student in ("aoi", "rin", "tomo"):
        shutil.copytree(CLASS / student, tmp_path / "class" / student)
    return tmp_path / "class"


class Counting(ThreadPoolExecutor):
    """Counts the jobs and can refuse to go on, like a machine that is switched off."""

    def __init__(self, stop_after=None):
        super().__init__(2)
        self.jobs, self.stop_after = 0, stop_after

    def submit(self, function, *arguments):
        self.jobs += 1
        if self.stop_after is not None and self.jobs > self.stop_after:
            raise KeyboardInterrupt
        return super().submit(function, *arguments)


def test_what_is_graded_is_not_graded_again_until_it_changes(sandbox, tmp_path):
    folder, out = small_class(tmp_path), tmp_path / "out"
    first, second, third, fourth = (Counting() for _ in range(4))
    grade_class(folder, out, workforce=Workforce(lambda: first, 3))
    before = database(out)
    grade_class(folder, out, workforce=Workforce(lambda: second, 3))
    assert first.jobs == len(list(folder.glob("*/*.ipynb"))) and second.jobs == 0
    assert database(out) == before
    changed = folder / "tomo" / f"{SHEET}.ipynb"
    shutil.copy(CLASS / "aoi" / changed.name, changed)
    grade_class(folder, out, workforce=Workforce(lambda: third, 3))
    assert third.jobs == 1 and database(out) != before
    grade_class(folder, out, seed=2, workforce=Workforce(lambda: fourth, 3))
    assert fourth.jobs == first.jobs


def test_a_run_that_was_stopped_goes_on_to_the_same_grades(sandbox, tmp_path):
    folder = small_class(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        grade_class(folder, tmp_path / "stopped", workforce=Workforce(lambda: Counting(stop_after=2), 3))
    grade_class(folder, tmp_path / "stopped")
    grade_class(folder, tmp_path / "whole", workforce=this_machine(1))
    assert database(tmp_path / "stopped") == database(tmp_path / "whole")


def test_a_submission_that_is_withdrawn_leaves_the_gradebook(sandbox, tmp_path):
    folder, out = small_class(tmp_path), tmp_path / "out"
    grade_class(folder, out)
    shutil.rmtree(folder / "rin")
    grading = grade_class(folder, out)
    assert [student for student, _ in grading.withdrawn] == ["rin"]
    assert {row.student for row in grading.rows} == {"aoi", "tomo"}
    assert not (out / "feedback" / "rin.html").exists()


def test_report_is_written_anew_from_the_gradebook(sandbox, tmp_path, capsys):
    folder, out = small_class(tmp_path), tmp_path / "out"
    grade_class(folder, out)
    written = (out / "grades.csv").read_bytes(), (out / "report.html").read_bytes()
    (out / "grades.csv").unlink()
    (out / "report.html").unlink()
    assert main(["report", str(out)]) == 0
    assert ((out / "grades.csv").read_bytes(), (out / "report.html").read_bytes()) == written
    assert main(["report", str(tmp_path)]) == 2
    assert "There is no gradebook" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["nowhere"], "There is no folder nowhere"),
        (["."], "No notebook found"),
        ([str(CLASS), "--workers", "0"], "at least 1"),
        ([str(CLASS), "--seed", "0"], "at least 1"),
    ],
)
def test_grade_says_what_is_wrong_with_its_arguments(arguments, sentence, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["grade", *arguments, "--out", "out"]) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_bubblewrap_grading_refuses_and_says_how_to_get_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["grade", str(CLASS), "--out", str(tmp_path / "out")]) == 2
    message = capsys.readouterr().err
    assert "apt-get install bubblewrap" in message and "--trust-submissions" in message
    assert not (tmp_path / "out").exists()


def test_a_bubblewrap_that_does_not_work_is_no_sandbox(tmp_path, monkeypatch):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(NoSandbox, match="No permissions"):
        require_sandbox()


def test_trusted_submissions_are_graded_without_a_sandbox(tmp_path, monkeypatch):
    folder = small_class(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    rows = grade_class(folder, tmp_path / "out", trusted=True).rows
    assert {row.outcome for row in rows if row.student == "aoi"} == {"right"}
    assert {row.outcome for row in rows if row.student == "tomo"} == {"not attempted"}


def test_a_gradebook_that_is_none_is_refused_and_kept(sandbox, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "gradebook.sqlite").write_text("precious notes, no database at all, much longer than a page header")
    with pytest.raises(OSError, match="can't be used"):
        grade_class(small_class(tmp_path), out)
    assert "precious" in (out / "gradebook.sqlite").read_text()


def test_check_on_the_command_line(sandbox, capsys, speak):
    speak("en")
    assert main(["check", str(CLASS / "ben" / f"{SHEET}.ipynb")]) == 0
    assert "gradient_step: right" in capsys.readouterr().out
    assert main(["check", str(CLASS / "rin" / f"{SHEET}.ipynb")]) == 1
    assert main(["check", str(ROOT / "README.md")]) == 1
    assert "can't be read as a notebook" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"cells": 3}', '{"cells": [{"cell_type": "code"}]}', "\xff", "[" * 9999])
def test_what_is_no_notebook_is_unreadable(tmp_path, content):
    path = tmp_path / "04_gradient_descent.ipynb"
    path.write_bytes(content.encode("latin-1"))
    graded = grade(Job(str(path), 1))
    assert {row.outcome for row in graded.grades} == {"unreadable"} and graded.sheet == SHEET


def test_a_folder_or_link_in_place_of_a_notebook_is_unreadable(tmp_path):
    (tmp_path / "04_gradient_descent.ipynb").mkdir()
    (tmp_path / "link.ipynb").symlink_to(CLASS / "ben" / f"{SHEET}.ipynb")
    for path in tmp_path.iterdir():
        graded = grade(Job(str(path), 1))
        assert {row.outcome for row in graded.grades} == {"unreadable"}
