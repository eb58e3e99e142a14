"""A slip is named where, on every input, the answer is that of other arguments; and its sentence is true elsewhere too."""

from __future__ import annotations

import ast
import inspect
import textwrap
from contextlib import suppress
from functools import partial

import numpy as np
import pytest

from course_lib.exercises.comparing import agree
from course_lib.exercises.formula_slips import formula_slips
from course_lib.exercises.judging import judge
from course_lib.exercises.sheet import Cases
from course_lib.exercises.sheets import drawn_cases, load_sheet, sheet_names
from course_lib.exercises.slips import (
    OF_NUMBERS,
    OF_RESULTS,
    OF_ROWS,
    OF_ROWS_OF_ONE_LENGTH,
    OF_WHOLE_NUMBERS,
    all_slips,
    slips_of,
)
from course_lib.exercises.stored import read_exercises
from course_lib.exercises.storing import store
from course_lib.sandbox.answers import answer
from course_lib.words.catalogue import has_words, words
from tests.exercises.mutants import mutants
from tests.exercises.other_answers import WRONG
from tests.exercises.test_common_mistakes import told

EXERCISES = [
    (name, exercise) for name in sheet_names() for exercise in load_sheet(name).exercises.values() if exercise.trial is None
]
PAIRS = [(2.5, 1.5), (-3.25, 0.5), (0.75, -2.0), (4.0, 3.5), (-1.5, 0.25)]
COUNTED = [(2.5, 3), (-3.25, 1), (0.5, 2), (1.5, 5)]
ROWS = [(np.array([3.5, -1.25, 0.5]), 2.0), (np.array([2.0, 8.0]), -0.5), (np.array([-4.0, 0.75, 6.0, 1.5]), 3.0)]
TABLES = [(np.array([[1.5, -2.0], [0.25, 3.0]]), 2.0), (np.array([[0.5, 4.0], [1.0, -7.0]]), 3.0)]


def line(a, b):
    return a * a * a + 2 * b


def power(a, n):
    return a**n + n


def weighed(row, weight):
    return np.sum(np.cumsum(row) * weight) + 1


def table_times(table, number):
    return table @ np.array([number, 1.0]) + number


def ratio(a, b):
    return (a + 1) * b**3


@pytest.mark.parametrize(
    "name, right, wrong, inputs",
    [
        ("swapped", line, lambda a, b: line(b, a), PAIRS),
        ("taken_for", line, lambda a, b: line(b, b), PAIRS),
        ("one_less", power, lambda a, n: a ** (n - 1) + n - 1, COUNTED),
        ("one_more", power, lambda a, n: a ** (n + 1) + n + 1, COUNTED),
        ("opposite", line, lambda a, b: 2 * b - a * a * a, PAIRS),
        ("without_sign", line, lambda a, b: abs(a) ** 3 + 2 * b, PAIRS),
        ("twice", line, lambda a, b: a * a * a + b + b + b + b, PAIRS),
        ("half", line, lambda a, b: a * a * a + b, PAIRS),
        ("squared", line, lambda a, b: a**3 + 2 * b * b, PAIRS),
        ("one_over", ratio, lambda a, b: (1 / a + 1) * b**3, PAIRS),
        ("rest", line, lambda a, b: a**3 + 2 * (1 - b), PAIRS),
        ("always", line, lambda a, b: a**3, PAIRS),
        ("always", line, lambda a, b: a**3 + 0.2, PAIRS),
        ("back_to_front", weighed, lambda row, weight: weighed(row[::-1], weight), ROWS),
        ("on_its_side", table_times, lambda table, number: table_times(table.T, number), TABLES),
        ("first_only", lambda arrays, weight: [weight * one for one in arrays], lambda arrays, weight: [weight * arrays[0]], [([np.ones(2), np.eye(2)], 3.0), ([np.ones(1), np.ones(3)], 2.0)]),
        ("first_only", weighed, lambda row, weight: row[0] * weight + 1, ROWS),
        ("last_only", weighed, lambda row, weight: row[-1] * weight + 1, ROWS),
        ("first_left_out", weighed, lambda row, weight: weighed(row[1:], weight), ROWS),
        ("last_left_out", weighed, lambda row, weight: weighed(row[:-1], weight), ROWS),
        ("times", ratio, lambda a, b: (a + 1) * b**4, PAIRS),
        ("over", ratio, lambda a, b: (a + 1) * b**2, PAIRS),
        ("plus", line, lambda a, b: a**3 + 2 * b + a, PAIRS),
        ("minus", line, lambda a, b: a**3 + 2 * b - a, PAIRS),
        ("times_count", weighed, lambda row, weight: weighed(row, weight) * len(row), ROWS),
        ("over_count", weighed, lambda row, weight: weighed(row, weight) / len(row), ROWS),
    ],
)
def test_a_slip_is_named(name, right, wrong, inputs):
    found, (japanese, english) = told(right, wrong, inputs)
    assert found == f"slip_{name}"
    assert japanese != english and "{" not in japanese + english


def slope(a, b):
    return (abs(a) - b) / (2 * b**2 + 1)


def root(a, b):
    return np.sqrt(a * a + 1) + b


def larger(a, b):
    return max(a, b) + a * b


def above(a, b):
    if a < b:
        return 2.5 * a + b
    return b - a


def gathered(row, weight):
    total = 1.0
    for number in row:
        total += number * weight
    return total


def first_round(row, weight):
    for number in row:
        return 1.0 + number * weight


def means(table, number):
    return np.mean(table, axis=0) * number


def counted(row, weight):
    return bool(np.all(row * weight > -8))


@pytest.mark.parametrize(
    "name, right, wrong, inputs",
    [
        ("plus_for_minus", root, lambda a, b: np.sqrt(a * a - 1) + b, [(2.5, 1.5), (-3.25, 0.5), (4.0, 3.5)]),
        ("times_for_over", slope, lambda a, b: (abs(a) - b) * (2 * b**2 + 1), PAIRS),
        ("whole_division", slope, lambda a, b: 0.0 + (abs(a) - b) // (2 * b**2 + 1), [(7.5, 0.5), (-9.0, 0.75), (4.5, 0.25)]),
        ("power_lost", slope, lambda a, b: (abs(a) - b) / (2 * b + 1), PAIRS),
        ("parentheses", slope, lambda a, b: abs(a) - b / (2 * b**2 + 1), PAIRS),
        ("parentheses", slope, lambda a, b: (abs(a) - b) / (2 * b**2) + 1, PAIRS),
        ("parentheses_too_many", line, lambda a, b: (a * a * a + 2) * b, PAIRS),
        ("plus_for_times", line, lambda a, b: a * a * a + 2 + b, PAIRS),
        ("part_left_out", slope, lambda a, b: (abs(a) - b) / (2 * b**2), PAIRS),
        ("size_lost", slope, lambda a, b: (a - b) / (2 * b**2 + 1), PAIRS),
        ("root_lost", root, lambda a, b: a * a + 1 + b, PAIRS),
        ("min_for_max", larger, lambda a, b: min(a, b) + a * b, PAIRS),
        ("other_way", above, lambda a, b: 2.5 * a + b if a > b else b - a, PAIRS),
        ("border", above, lambda a, b: 2.5 * a + b if a <= b else b - a, [*PAIRS, (1.5, 1.5), (2.0, 2.0)]),
        ("return_in_loop", gathered, lambda row, weight: 1.0 + row[0] * weight, ROWS),
        ("return_in_loop", gathered, first_round, [*ROWS, (np.array([]), 1.0)]),
        ("overwritten", gathered, lambda row, weight: row[-1] * weight, ROWS),
        ("other_axis", means, lambda table, number: np.mean(table, axis=1) * number, TABLES),
        ("sum_for_mean", means, lambda table, number: np.sum(table, axis=0) * number, [*TABLES, (np.eye(3), 3.0)]),
        ("any_for_all", counted, lambda row, weight: bool(np.any(row * weight > -8)), [*ROWS, (np.array([9.0, -9.0]), 1.0), (np.array([8.0, -9.5]), 1.0), (np.array([-9.0]), 1.0)]),
    ],
)
def test_a_slip_in_a_formula_is_named(name, right, wrong, inputs):
    found, (japanese, english) = told(right, wrong, inputs)
    # What is true as well, and plainer, comes first.
    assert found in {f"slip_{name}", *ALSO_TRUE.get(name, ())}
    assert japanese != english and "{" not in japanese + english


ALSO_TRUE = {
    "sum_for_mean": ["slip_times_count"],
    "return_in_loop": ["slip_first_only"],
    "whole_division": ["whole_numbers_only"],
    "other_axis": ["slip_on_its_side"],
}


def test_a_formula_is_never_shown():
    for code in ("ja", "en"):
        for name in {name for name, _ in formula_slips(slope)}:
            assert "2 * b" not in words(f"check.common.slip_{name}", code, call="", expected="", got="")


def test_one_wrong_input_names_no_slip():
    assert told(line, lambda a, b: line(b, a) if a == 4.0 else line(a, b), PAIRS)[0] == "one_case_missed"


def test_every_slip_has_its_words():
    kinds = (*OF_WHOLE_NUMBERS, *OF_NUMBERS, *OF_ROWS, *OF_ROWS_OF_ONE_LENGTH, *OF_RESULTS, "swapped", "taken_for", "always")
    formulas = {name for _, exercise in EXERCISES for name, _ in formula_slips(exercise.reference)}
    for kind in (*kinds, *formulas):
        assert has_words(f"check.common.slip_{kind}") and has_words(f"grading.mistakes.slip_{kind}")


@pytest.mark.parametrize("name, exercise", EXERCISES, ids=lambda one: getattr(one, "name", ""))
def test_a_slip_named_once_leads_to_the_same_on_other_inputs_too(name, exercise):
    """So its sentence, which speaks of every input, is true of those that nobody tried."""
    cases, others = (drawn_cases(name, exercise.name, seed) for seed in (0, 1))
    elsewhere = list(all_slips(exercise.reference, others.inputs, others.expected))
    wrong = list(WRONG.get(exercise.name, []))
    for mutant in mutants(exercise.reference):
        with suppress(SyntaxError):
            wrong.append(mutant.make(exercise.reference.__globals__))
    for function in wrong:
        verdict = judge(exercise, cases, [answer(function, inputs) for inputs in cases.inputs])
        if verdict.mistake.startswith("slip_"):
            given = [answer(function, inputs) for inputs in others.inputs]
            same = [
                slip
                for slip in elsewhere
                if f"slip_{slip.name}" == verdict.mistake and slip.places.items() <= verdict.places.items()
            ]
            assert any(all(map(partial(agree, tolerance=exercise.tolerance), slip.answers, given)) for slip in same), verdict


@pytest.mark.parametrize("name, exercise", EXERCISES, ids=lambda one: getattr(one, "name", ""))
def test_no_reference_can_go_on_without_an_end(name, exercise):
    """They are called with arguments that were never meant for them, in the grader itself."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(exercise.reference)))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.While)]


def test_learners_without_the_answers_are_told_the_same():
    sheet = load_sheet("04_gradient_descent")
    drawn, stored = sheet.exercises, read_exercises(store(sheet))
    swapped = [answer(lambda x, gradient, rate: gradient - rate * x, inputs) for inputs in drawn["gradient_step"].cases(0).inputs]
    verdicts = [judge(one["gradient_step"], one["gradient_step"].cases(0), swapped) for one in (drawn, stored)]
    assert verdicts[0] == verdicts[1] and verdicts[0].mistake == "slip_swapped"


def test_cases_made_by_hand_have_no_slips():
    assert slips_of(Cases([(1,)], [answer(abs, (1,))], {})) == []
