"""Telling whether a grade still stands: a digest of all that it depends on, except the submission itself.

When a sheet is mended, the fingerprints of the exercises that changed are new and only those are graded again; another
wording of the sheet's text changes none.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.exercises.sheet import Cases, Exercise
from course_lib.exercises.sheets import SOLUTIONS, drawn_cases, load_sheet, sheet_names
from course_lib.grading.confining.confinement import Limits
from course_lib.sandbox.answers import Answer
from course_lib.sandbox.plain import write

PACKAGE = Path(__file__).parents[2]
# What turns answers into verdicts. Not the sandbox around it, which has no say in what is right.
JUDGES = (
    "exercises/judging.py", "exercises/submission.py", "grading/job.py", "grading/confining/running.py",
    "sandbox/answers.py", "sandbox/plain.py", "sandbox/serving.py",
)  # fmt: skip


@cache
def fingerprint(sheet: str, exercise: str, seed: int) -> str:
    """Return the fingerprint of an exercise; that of a file which is no notebook of a sheet where it is ``""``.

    Args:
        sheet: name of the sheet.
        exercise: name of the function.
        seed: draws the inputs.
    """
    if not exercise:
        return _digest([[name, *load_sheet(name).exercises] for name in sheet_names()], _judges())
    described = _describe(load_sheet(sheet).exercises[exercise], drawn_cases(sheet, exercise, seed))
    return _digest(described, _judges(), Limits(), seed)


def fingerprints(sheet: str, seed: int) -> dict[str, str]:
    """Return the fingerprint of each exercise of a sheet, by its name."""
    names = load_sheet(sheet).exercises if sheet else [""]
    return {name: fingerprint(sheet, name, seed) for name in names}


@cache
def version() -> str:
    """Return a digest of the sheets and of the code that judges: machines that grade together must agree on it."""
    return _digest(_judges(), *(path.read_bytes() for path in sorted(SOLUTIONS.glob("[0-9]*.py"))))


@cache
def _judges() -> str:
    return _digest(*((PACKAGE / name).read_bytes() for name in JUDGES))


def _describe(exercise: Exercise, cases: Cases) -> str:
    mistakes = [[mistake.name, mistake.feedback, mistake.worth] for mistake in exercise.mistakes]
    answers = [cases.expected, *cases.mistaken.values(), cases.shipped or []]
    rounded = [[vars(_rounded_answer(answer)) for answer in each] for each in answers]
    described = [exercise.name, exercise.points, exercise.tolerance, list(cases.inputs), mistakes, rounded]
    return write([*described, _trial(exercise)])


def _trial(exercise: Exercise) -> str:
    """Return what the trial of an exercise depends on: its name and the file that it is written in."""
    if exercise.trial is None:
        return ""
    spec = find_spec(exercise.trial.function.rpartition(".")[0])
    assert spec is not None and spec.origin is not None
    return _digest(exercise.trial, Path(spec.origin).read_bytes())


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
