"""A thousand classes' inputs of each exercise, and a thousand paths to read slopes from: all mistakes are named on all.

Longer suite, some ten minutes: ``python -m pytest -n 2 tests/exercises/thousand_variants.py``.
"""

from __future__ import annotations

from functools import partial

import pytest

from course_lib.exercises.judging import judge
from course_lib.exercises.own_questions import STRETCHES
from course_lib.exercises.sheets import find_exercise, load_sheet, sheet_names
from course_lib.grading.class_key import BYTES, ClassKey
from course_lib.sandbox.answers import answer

VARIANTS = 1000
EXERCISES = [exercise for name in sheet_names() for exercise in load_sheet(name).exercises.values()]
# Their trials take no part in the numbers of one's own: a class has one seed.
COMPARED = [exercise for exercise in EXERCISES if exercise.trial is None]


@pytest.mark.parametrize("exercise", COMPARED, ids=lambda exercise: exercise.name)
def test_all_mistakes_are_named_on_a_thousand_inputs(exercise):
    missed = []
    for number in range(VARIANTS):
        draw = ClassKey(number.to_bytes(BYTES, "big")).draw("aoi")
        cases = exercise.cases(*draw.of(exercise))
        if judge(exercise, cases, cases.expected).outcome != "right":
            missed.append((number, "right"))
        missed += [(number, name) for name, given in cases.mistaken.items() if judge(exercise, cases, given).mistake != name]
    assert missed == []


def test_all_mistakes_are_other_answers_on_a_thousand_paths():
    _, exercise = find_exercise("slope_at")
    marks = STRETCHES.removeprefix("X")
    for variant in range(1, VARIANTS + 1):
        functions = [exercise.own.right, *(mistake.own for mistake in exercise.mistakes)]
        given = [tuple(float(answer(partial(one, variant=variant), (mark,)).value) for mark in marks) for one in functions]
        assert len(set(given)) == len(given), variant
