"""Telling whether a grade still stands: a digest of all that it depends on, except the submission itself.

When a sheet is mended, the fingerprints of the exercises that changed are new and only those are graded again; another
wording of the sheet's text changes none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.exercises.draws import Draw
from course_lib.exercises.sheet import Cases, Exercise
from course_lib.exercises.sheets import SOLUTIONS, drawn_cases, load_sheet, sheet_names
from course_lib.grading.confining.confinement import Limits
from course_lib.sandbox.answers import Answer
from course_lib.sandbox.plain import write
from course_lib.sources.closure import digest, files_of, files_reached

PACKAGE = Path(__file__).parents[2]
# What turns answers into verdicts. Not the sandbox around it, which has no say in what is right.
JUDGES = (
    "exercises/judging.py", "exercises/comparing.py", "exercises/common_mistakes.py", "exercises/slips.py",
    "exercises/formula_slips.py", "exercises/refused.py", "exercises/star_import.py", "exercises/submission.py",
    "grading/job.py", "grading/confining/running.py", "grading/confining/notebook_lines.py",
    "sandbox/answers.py", "sandbox/plain.py", "sandbox/serving.py", "sandbox/standins.py",
)  # fmt: skip
# What decides whose numbers are which: it has no say in a verdict on them, but machines must agree on it too.
DRAWS = ("exercises/draws.py", "grading/class_key.py")


@cache
def fingerprint(sheet: str, exercise: str, seed: int, variant: int = 0) -> str:
    """Return the fingerprint of an exercise; that of a file which is no notebook of a sheet where it is ``""``.

    Args:
        sheet: name of the sheet.
        exercise: name of the function.
        seed: draws the inputs.
        variant: of the question.
    """
    if not exercise:
        return _digest([[name, *load_sheet(name).exercises] for name in sheet_names()], _judges())
    described = _describe(load_sheet(sheet).exercises[exercise], drawn_cases(sheet, exercise, seed, variant))
    return _digest(described, _judges(), Limits(), seed)


def fingerprints(sheet: str, draw: Draw) -> dict[str, str]:
    """Return the fingerprint of each exercise of a sheet, by its name, for somebody who is graded on these inputs."""
    if not sheet:
        return {"": fingerprint("", "", 0)}
    return {name: fingerprint(sheet, name, *draw.of(one)) for name, one in load_sheet(sheet).exercises.items()}


@cache
def version() -> str:
    """Return a digest of the sheets and of the code that judges: machines that grade together must agree on it.

    With the sheets goes all of the course that they use: the trials of sick runs, the layers and optimizers in those.
    """
    sheets = sorted(SOLUTIONS.glob("[0-9]*.py"))
    reached = [_code(files_reached(path.read_text(encoding="utf-8"), path.name)) for path in sheets]
    drawing = [(PACKAGE / name).read_bytes() for name in DRAWS]
    return _digest(_judges(), *drawing, *(path.read_bytes() for path in sheets), *reached)


@cache
def _judges() -> str:
    return _digest(*((PACKAGE / name).read_bytes() for name in JUDGES))


def _describe(exercise: Exercise, cases: Cases) -> str:
    mistakes = [[mistake.name, mistake.feedback, mistake.worth] for mistake in exercise.mistakes]
    answers = [cases.expected, *cases.mistaken.values(), cases.shipped or [], *cases.others.values()]
    rounded = [[vars(_rounded_answer(answer)) for answer in each] for each in answers]
    described = [exercise.name, exercise.points, exercise.tolerance, list(cases.inputs), mistakes, rounded]
    return write([*described, _trial(exercise)])


def _trial(exercise: Exercise) -> str:
    """Return what the trial of an exercise depends on: its name, and all the code and data that it reaches."""
    if exercise.trial is None:
        return ""
    return _digest(exercise.trial, _code(files_of([exercise.trial.function])))


def _code(files: Iterable[Path]) -> str:
    """Return a digest of files, catalogues of words aside: they have no say in a verdict."""
    return digest(path for path in files if path.suffix != ".toml")


def _rounded_answer(answer: Answer) -> Answer:
    return replace(answer, value=_rounded(answer.value))


def _rounded(value: Any) -> Any:
    """Round numbers to 9 digits: another processor's last digits are no other answer."""
    if isinstance(value, float | np.floating):
        return f"{value:.8e}"
    if isinstance(value, np.ndarray):
        return [list(value.shape), [_rounded(number) for number in value.ravel().tolist()]]
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return value


def _digest(*parts: object) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass"))
        total.update(b"\0")
    return total.hexdigest()[:16]
