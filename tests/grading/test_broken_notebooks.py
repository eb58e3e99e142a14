"""Notebooks in whatever state: what is right in them keeps its points, and a sentence says what is the matter."""

from __future__ import annotations

import copy
import json
import os

import pytest

from course_lib.exercises import submission
from course_lib.exercises.sheets import load_sheet
from course_lib.grading.job import Job, grade
from course_lib.words.catalogue import words
from rehearsal.learner import empty_sheet, fill, right_answers
from tests.grading.test_class import SHEET, sandbox  # noqa: F401

pytestmark = pytest.mark.usefixtures("sandbox")

EXERCISES = list(load_sheet(SHEET).exercises)
TARGET, *OTHERS = EXERCISES
OTHER_SHEET = "03_computing_a_gradient"


@pytest.fixture(scope="module")
def right():
    """A sheet with all answers right, as plain data."""
    return json.loads(json.dumps(fill(empty_sheet(SHEET, "en"), right_answers(SHEET))))


@pytest.fixture
def notebook(right):
    return copy.deepcopy(right)


def graded(content, tmp_path, name=f"{SHEET}.ipynb"):
    path = tmp_path / name
    if isinstance(content, dict):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return grade(Job(str(path), 1))


def outcomes(result):
    return {row.exercise: row.outcome for row in result.grades}


def answers_of(notebook):
    """Return the places of the cells with the answers, by function."""
    return {
        name: place
        for place, cell in enumerate(notebook["cells"])
        for name in EXERCISES
        if cell["cell_type"] == "code" and f"def {name}(" in cell["source"]
    }


def all_right(result):
    return outcomes(result) == dict.fromkeys(EXERCISES, "right")


def all_right_but_target(result, outcome, entry):
    assert outcomes(result) == dict.fromkeys(EXERCISES, "right") | {TARGET: outcome}
    row = result.grades[0]
    assert row.exercise == TARGET and row.points == 0
    assert row.sentence == words(entry, "en")


def test_whole(notebook, tmp_path):
    assert all_right(graded(notebook, tmp_path))


def unreadable(result, entry):
    assert outcomes(result) == dict.fromkeys(EXERCISES, "unreadable")
    assert {row.sentence for row in result.grades} == {words(f"grading.{entry}")}
    assert sum(row.points for row in result.grades) == 0


@pytest.mark.parametrize("share", [0.0, 0.001, 0.5, 0.999])
def test_truncated(notebook, tmp_path, share):
    text = json.dumps(notebook)
    unreadable(graded(text[: int(share * len(text))], tmp_path), "not_a_notebook")


def test_not_unicode(tmp_path):
    unreadable(graded(bytes(range(1, 256)) * 100, tmp_path), "not_a_notebook")


def test_utf8_with_a_mark_at_its_start_as_some_editors_leave_it(notebook, tmp_path):
    assert all_right(graded(json.dumps(notebook).encode("utf-8-sig"), tmp_path))


def test_nbformat_3(notebook, tmp_path):
    cells = [
        {"cell_type": "code", "input": cell["source"], "outputs": [], "language": "python"} if cell["cell_type"] == "code" else cell
        for cell in notebook["cells"]
    ]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}
    assert all_right(graded(old, tmp_path))


def test_missing_cell(notebook, tmp_path):
    del notebook["cells"][answers_of(notebook)[TARGET]]
    all_right_but_target(graded(notebook, tmp_path), "not attempted", "check.raised.missing")


def test_only_the_answers_left(notebook, tmp_path):
    cells = [notebook["cells"][place] for place in answers_of(notebook).values()]
    imports = {"cell_type": "code", "source": "import numpy as np", "metadata": {}, "outputs": []}
    assert all_right(graded(notebook | {"cells": [imports, *cells]}, tmp_path))


def test_duplicated_cells(notebook, tmp_path):
    notebook["cells"] = [copy.deepcopy(cell) for cell in notebook["cells"] for _ in range(2)]
    assert all_right(graded(notebook, tmp_path))


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_blank_copy_of_a_cell_takes_no_answer_away(notebook, tmp_path, where):
    place = answers_of(notebook)[TARGET]
    blank = copy.deepcopy(notebook["cells"][place])
    blank["source"] = f"def {TARGET}(x, gradient, rate):\n    ..."
    blank["source"] = blank["source"].replace("    ...", "    return ...")
    notebook["cells"].insert(place + (where == "after"), blank)
    assert all_right(graded(notebook, tmp_path))


def test_of_two_answers_the_last_counts(notebook, tmp_path):
    place = answers_of(notebook)[TARGET]
    wrong = copy.deepcopy(notebook["cells"][place])
    wrong["source"] = f"def {TARGET}(x, gradient, rate):\n    return x + rate * gradient"
    notebook["cells"].insert(place + 1, wrong)
    result = graded(notebook, tmp_path)
    assert outcomes(result) == dict.fromkeys(EXERCISES, "right") | {TARGET: "wrong"}
    assert result.grades[0].mistake == "uphill"


def test_reordered_cells(notebook, tmp_path):
    notebook["cells"].reverse()
    assert all_right(graded(notebook, tmp_path))


def test_a_cell_turned_into_text(notebook, tmp_path):
    notebook["cells"][answers_of(notebook)[TARGET]]["cell_type"] = "markdown"
    all_right_but_target(graded(notebook, tmp_path), "not attempted", "grading.text_cell")


@pytest.mark.parametrize("what", ["tags", "metadata", "ids", "all"])
def test_stripped(notebook, tmp_path, what):
    for cell in notebook["cells"]:
        if what in ("tags", "all"):
            cell["metadata"].pop("tags", None)
        if what in ("metadata", "all"):
            cell["metadata"] = {}
        if what in ("ids", "all"):
            cell.pop("id", None)
    if what in ("metadata", "all"):
        notebook["metadata"] = {}
    assert all_right(graded(notebook, tmp_path, "my homework.ipynb"))


def test_another_sheet_under_this_ones_name(tmp_path):
    other = json.loads(json.dumps(fill(empty_sheet(OTHER_SHEET, "en"), right_answers(OTHER_SHEET))))
    result = graded(other, tmp_path)
    assert result.sheet == OTHER_SHEET and set(outcomes(result).values()) == {"right"}


def test_a_sheet_that_says_it_is_another(notebook, tmp_path):
    notebook["metadata"]["course"]["source"] = f"solutions/{OTHER_SHEET}.py"
    result = graded(notebook, tmp_path)
    assert result.sheet == SHEET and all_right(result)


def test_no_sheet_of_this_course(tmp_path):
    cells = [{"cell_type": "code", "source": "def something_else(): pass", "metadata": {}}]
    result = graded({"cells": cells, "metadata": {}}, tmp_path, "notes.ipynb")
    assert result.sheet == "" and [(row.outcome, row.points) for row in result.grades] == [("unreadable", 0)]


def test_too_large(notebook, tmp_path):
    notebook["cells"][0]["source"] = "x" * 100 * 2**20
    unreadable(graded(notebook, tmp_path), "too_large")


def test_large_but_not_too_large(notebook, tmp_path):
    place = answers_of(notebook)[TARGET]
    notebook["cells"][place]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 15 * 2**20}]
    assert all_right(graded(notebook, tmp_path))


def test_thousands_of_cells(notebook, tmp_path):
    cell = {"cell_type": "code", "source": "1", "metadata": {}}
    notebook["cells"] += [cell] * 5000
    assert all_right(graded(notebook, tmp_path))


@pytest.mark.parametrize("kind", ["directory", "link", "dangling link", "pipe", "nothing"])
def test_what_is_no_file(kind, tmp_path, right):
    path = tmp_path / f"{SHEET}.ipynb"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text(json.dumps(right))
    {
        "directory": path.mkdir,
        "link": lambda: path.symlink_to(elsewhere),
        "dangling link": lambda: path.symlink_to(tmp_path / "gone"),
        "pipe": lambda: os.mkfifo(path),
        "nothing": lambda: None,
    }[kind]()
    unreadable(grade(Job(str(path), 1)), "not_a_file")
    assert submission.digest(path) == "unreadable"


@pytest.mark.parametrize(
    "source",
    ["def gradient_step(x, gradient, rate:\n", "\x00", "\ud800", "(" * 10**5, "x" * 10**6, "\n" * 10**6, "%%bash\nls", "?help"],
    ids=["syntax", "nul", "half a character", "parentheses", "long name", "lines", "shell", "help"],
)  # fmt: skip
def test_a_cell_that_is_no_python_costs_no_other(notebook, tmp_path, source):
    notebook["cells"].insert(0, {"cell_type": "code", "source": source, "metadata": {}})
    assert all_right(graded(notebook, tmp_path))
    place = answers_of(notebook)[TARGET]
    notebook["cells"][place]["source"] = source
    result = graded(notebook, tmp_path)
    assert {name: outcomes(result)[name] for name in OTHERS} == dict.fromkeys(OTHERS, "right")
    assert result.grades[0].points == 0 and result.grades[0].sentence
