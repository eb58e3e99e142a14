"""Answers that are right for another learner's numbers, and whose numbers these are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from course_lib.exercises.judging import OTHERS_NUMBERS
from course_lib.grading.book.table import Row

Variants = Mapping[str, Mapping[str, int]]


class OthersNumbers(NamedTuple):
    """An answer that is right, but for numbers of others.

    Attributes:
        student: who handed it in.
        exercise: that it answers.
        owners: who in the class has those numbers; nobody where they are those of the sheet as it is built, or of
            somebody who has handed nothing in.
        as_built: whether they are those of the sheet as it is built, which anybody can have.
    """

    student: str
    exercise: str
    owners: tuple[str, ...]
    as_built: bool


def others_numbers(rows: list[Row], variants: Variants) -> list[OthersNumbers]:
    """Return the answers that are right for others' numbers, in the order of the rows.

    Args:
        rows: all that count.
        variants: which variant of each question learners had, by learner and exercise.
    """
    owners: dict[tuple[str, int], list[str]] = defaultdict(list)
    for student, own in variants.items():
        for exercise, variant in own.items():
            owners[exercise, variant].append(student)
    found = []
    for row in rows:
        if row.mistake.startswith(OTHERS_NUMBERS):
            variant = int(row.mistake.removeprefix(OTHERS_NUMBERS))
            whose = tuple(sorted(owners[row.exercise, variant]))
            found.append(OthersNumbers(row.student, row.exercise, whose, variant == 0))
    return found
