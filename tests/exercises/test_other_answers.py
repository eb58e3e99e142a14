"""Other answers than those of the sheets: right ones are taken, wrong ones are not, on every seed."""

import pytest

from course_lib.exercises.judging import judge, sentence
from course_lib.exercises.sheets import drawn_cases, find_exercise
from course_lib.sandbox.answers import answer
from course_lib.words.language import LANGUAGES
from tests.exercises.other_answers import RIGHT, WRONG

SEEDS = range(12)


def verdicts(name, function, seeds=SEEDS):
    sheet, exercise = find_exercise(name)
    for seed in seeds:
        cases = drawn_cases(sheet.name, name, seed)
        yield judge(exercise, cases, [answer(function, inputs) for inputs in cases.inputs])


@pytest.mark.parametrize("name, number", [(name, number) for name in RIGHT for number in range(len(RIGHT[name]))])
def test_right_answers_are_taken(name, number):
    assert [verdict.outcome for verdict in verdicts(name, RIGHT[name][number])] == ["right"] * len(SEEDS)


@pytest.mark.parametrize("name, number", [(name, number) for name in WRONG for number in range(len(WRONG[name]))])
def test_wrong_answers_are_caught_and_told_so(name, number):
    _, exercise = find_exercise(name)
    for verdict in verdicts(name, WRONG[name][number]):
        assert verdict.outcome in ("wrong", "error")
    for language in LANGUAGES:
        assert len(sentence(verdict, exercise, language)) > 20


def test_two_fifths_at_least_are_named():
    named = [next(verdicts(name, wrong, [0])).mistake for name in WRONG for wrong in WRONG[name]]
    assert sum(map(bool, named)) / len(named) > 0.4
