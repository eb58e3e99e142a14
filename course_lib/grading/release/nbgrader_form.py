"""The sheets as assignments of nbgrader, for instructors who have it: source notebooks, which hold the answers.

nbgrader makes the learners' version of them, collects and grades. Its tests run where the learner's code runs, with all
that follows for safety: what `docs/grading.md` promises holds for the course's own grader alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from course_lib.exercises.judging import earned, judge, sentence
from course_lib.exercises.sheet import Exercise, Sheet
from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.exercises.stored import VISIBLE_SEED, read_exercises
from course_lib.exercises.storing import store
from course_lib.grading.release.belonging import ROOT
from course_lib.grading.release.releasing import write_zip
from course_lib.sandbox.answers import answer
from course_lib.sources.functions import function_in, functions_in, source_of, with_lines
from course_lib.words.catalogue import words
from course_lib.words.language import Language

TOP = "gradient-course-nbgrader"
CONFIG = '''c = get_config()
c.CourseDirectory.course_id = "gradient-course"
# What stands where the answer is to be written: the course's instant checks know it as not attempted.
c.ClearSolutions.code_stub = {{"python": "return ...  # {blank}"}}
'''


def release_for_nbgrader(path: Path, language: Language, seed: int) -> None:
    """Write a zip with nbgrader's configuration and an assignment for each sheet: for instructors, it has the answers.

    Args:
        path: the zip to write.
        language: of the sheets.
        seed: draws the inputs of the hidden tests; not 0, which the visible checks use.

    Raises:
        ValueError: if the seed is that of the visible checks, or a sheet is not built.
        OSError: if the zip can't be written.
    """
    if seed == VISIBLE_SEED:
        raise ValueError("--seed must be at least 1: the seed 0 draws the inputs that learners see.")
    contents = {
        "nbgrader_config.py": CONFIG.format(blank=words("check.blank", language)),
        "README.md": words("grading.nbgrader_readme", language) + "\n",
    }
    for name in sheet_names():
        built = ROOT / "exercises" / language / f"{name}.ipynb"
        if not built.is_file():
            raise ValueError(f"{built} is not there: make build.")
        notebook = assignment(json.loads(built.read_text(encoding="utf-8")), load_sheet(name), language, seed)
        contents[f"source/{name}/{name}.ipynb"] = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    write_zip(path, {f"{TOP}/{name}": text.encode() for name, text in contents.items()})


def assignment(notebook: dict[str, Any], sheet: Sheet, language: Language, seed: int) -> dict[str, Any]:
    """Return the source notebook of an assignment.

    Args:
        notebook: the sheet as built for learners, blank.
        sheet: the sheet with its answers.
        language: of the sheet.
        seed: draws the inputs of the hidden tests.
    """
    hidden = read_exercises(store(sheet, seed))
    cells = []
    for cell in notebook["cells"]:
        cell = {**cell, "outputs": [], "execution_count": None} if cell["cell_type"] == "code" else cell
        cells.append(cell)
        names = [name for name in _defined(cell) if name in sheet.exercises]
        blank = [name for name in names if sheet.exercises[name].shipped is None]
        for name in blank:
            cell["source"] = _with_solution("".join(cell["source"]), sheet.exercises[name])
        if blank:  # a broken script, which learners are to mend, stays an ordinary cell: nbgrader would blank it
            cell["metadata"] = cell["metadata"] | {"nbgrader": _marks(f"answer-{'-'.join(names)}", solution=True)}
        cells += [_hidden_test(hidden[name], language) for name in names]
    return notebook | {"cells": cells}


def judge_here(function: Callable[..., Any], described: str, language: Language) -> float:
    """Judge a function where it is, as nbgrader's tests do; return the points that it earns.

    Args:
        function: the learner's.
        described: the exercise, as `stored.store` writes it.
        language: of the sentence.

    Raises:
        AssertionError: if it earns none; the sentence says which mistake it is.
    """
    (exercise,) = read_exercises(described).values()
    cases = exercise.cases(VISIBLE_SEED)
    verdict = judge(exercise, cases, [answer(function, inputs) for inputs in cases.inputs])
    points = earned(verdict, exercise)
    if not points:
        raise AssertionError(sentence(verdict, exercise, language))
    return points


def _hidden_test(exercise: Exercise, language: Language) -> dict[str, Any]:
    alone = Sheet("")
    alone.exercises = {exercise.name: exercise}
    source = (
        f"# {words('grading.nbgrader_test', language, exercise=exercise.name)}\n"
        "### BEGIN HIDDEN TESTS\n"
        "from course_lib.grading.release.nbgrader_form import judge_here\n"
        f"judge_here({exercise.name}, {store(alone)!r}, {language!r})\n"
        "### END HIDDEN TESTS"
    )
    marks = _marks(f"test-{exercise.name}", points=exercise.points)
    return {
        "cell_type": "code",
        "id": f"test-{exercise.name}"[:64],
        "metadata": {"nbgrader": marks},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def _marks(name: str, solution: bool = False, points: int | None = None) -> dict[str, Any]:
    """Return a cell's metadata as nbgrader wants it."""
    graded = {} if points is None else {"points": points}
    kind = {"grade": points is not None, "solution": solution, "locked": not solution, "task": False}
    return {"grade_id": name, "schema_version": 3, "cell_type": "code", **kind, **graded}


def _defined(cell: dict[str, Any]) -> list[str]:
    if cell["cell_type"] != "code" or "answer" not in cell["metadata"].get("tags", []):
        return []
    return [function.name for function in functions_in("".join(cell["source"]))]


def _with_solution(source: str, exercise: Exercise) -> str:
    """Return a blank answer cell with the reference in it, between nbgrader's marks."""
    blank = function_in(source, exercise.name).body
    reference = source_of(exercise.reference)
    body = function_in(reference, exercise.name).body
    answer_lines = reference.splitlines()[body[0].lineno - 1 : body[-1].end_lineno]
    marked = ["    ### BEGIN SOLUTION", *answer_lines, "    ### END SOLUTION"]
    return with_lines(source, blank[0].lineno, blank[-1].end_lineno, marked)
