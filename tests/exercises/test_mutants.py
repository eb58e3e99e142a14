"""Every small change of a reference answer is caught on every seed, save those that change nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from course_lib.exercises.comparing import agree
from course_lib.exercises.sheet import Exercise
from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.sandbox.answers import answer
from tests.exercises.mutants import Mutant, mutants

EQUAL = tomllib.loads(Path(__file__).with_name("equal_mutants.toml").read_text(encoding="utf-8"))
"""For each exercise the changes after which the answer is as right as before, with the reason."""

# What is tried out, and not compared, has no single right answer.
EXERCISES = [
    exercise for name in sheet_names() for exercise in load_sheet(name).exercises.values() if exercise.trial is None
]
SEEDS = range(3)


def survivors(exercise: Exercise, seed: int, without: int | None = None) -> set[str]:
    """Return the changes that this seed's inputs don't notice, with one input left out if wanted."""
    cases = exercise.cases(seed)
    pairs = [
        (inputs, expected)
        for place, (inputs, expected) in enumerate(zip(cases.inputs, cases.expected, strict=True))
        if place != without
    ]
    return {
        mutant.change
        for mutant in mutants(exercise.reference)
        if all(_is_right(exercise, mutant, inputs, expected) for inputs, expected in pairs)
    }


def _is_right(exercise, mutant: Mutant, inputs, expected) -> bool:
    try:
        function = mutant.make(exercise.reference.__globals__)
    except SyntaxError:
        return False
    given = answer(function, inputs)
    return agree(expected, given, exercise.tolerance) and given.changed == expected.changed


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_each_change_is_caught_on_every_seed_or_changes_nothing(exercise):
    for seed in SEEDS:
        assert survivors(exercise, seed) == EQUAL.get(exercise.name, {}).keys(), f"seed {seed}"


def test_the_list_of_equals_names_exercises_and_gives_reasons():
    assert EQUAL.keys() <= {exercise.name for exercise in EXERCISES}
    assert all(len(reason) > 10 for changes in EQUAL.values() for reason in changes.values())


@pytest.mark.parametrize("name", ["relative_error", "has_converged"])
def test_an_input_taken_away_lets_a_change_through(name):
    exercise = next(exercise for exercise in EXERCISES if exercise.name == name)
    through = [
        survivors(exercise, 0, without=place) - EQUAL.get(name, {}).keys() for place in range(len(exercise.cases(0).inputs))
    ]
    assert any(through)
