"""An instructor's own word on a grade: points set by hand, with the reason. It outlives every grading."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from course_lib.exercises.sheets import find_exercise
from course_lib.grading.book.harmless import harmless


@dataclass(frozen=True)
class Adjustment:
    """Points set by hand.

    Attributes:
        student: as in the table of grades.
        sheet: name of the sheet.
        exercise: name of the function.
        points: what it is to be; nothing is taken off for lateness. None takes earlier adjustments back.
        reason: shown to the student.
    """

    student: str
    sheet: str
    exercise: str
    points: float | None
    reason: str


def adjustment(student: str, exercise: str, points: float | None, reason: str) -> Adjustment:
    """Return a checked adjustment.

    Raises:
        ValueError: if there is no such exercise, the points are not between 0 and its own, or no reason is given.
    """
    found = find_exercise(exercise)
    if found is None:
        raise ValueError(f"There is no exercise called {exercise}.")
    sheet, described = found
    if points is not None and not 0 <= points <= described.points:
        raise ValueError(f"{exercise} is worth {described.points} points: {points:g} is not from 0 to that.")
    if not reason.strip():
        raise ValueError("Say why, with --reason: the student will read it.")
    return Adjustment(student, sheet.name, exercise, points, reason.strip())


def find_student(name: str, students: Iterable[str]) -> str:
    """Return the student of a name as it is, as grades.csv shows it, or in another form of Unicode that looks the same.

    Raises:
        ValueError: if there is none, or more than one.
    """
    known = set(students)
    if name in known:
        return name
    found = [one for one in known if _composed(name) in (_composed(one), _composed(str(harmless(one))))]
    if not found:
        raise ValueError(f"The gradebook has no student {name}: grades.csv has the names.")
    if len(found) > 1:
        raise ValueError(f"The name {name} fits {len(found)} students, whose names differ in signs that look alike.")
    return found[0]


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
