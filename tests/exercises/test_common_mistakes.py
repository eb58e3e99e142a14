"""What wrong answers have in common gets its name, in any exercise, and nobody is blamed by chance."""

from __future__ import annotations

import math

import numpy as np
import pytest

from course_lib.exercises.common_mistakes import ENTRY_BY_ENTRY, KINDS_OF_INPUT, WHOLE
from course_lib.exercises.judging import judge, sentence
from course_lib.exercises.sheet import Sheet
from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.sandbox.answers import answer
from course_lib.words.catalogue import has_words
from course_lib.words.language import LANGUAGES

NUMBERS = [(2.5, 1.5), (-3.25, 0.5), (0.75, -2.0), (4.0, 3.5), (1e-3, 700.0)]
ROWS = [(np.array([3.5, -1.25, 0.5]),), (np.array([2.0, 8.0]),), (np.array([-4.0, 0.75, 6.0, 1.5]),)]
TABLES = [(np.array([[1.5, -2.0, 3.0]]),), (np.array([[0.5, 4.0], [1.0, -7.0], [2.5, 9.0]]),)]


def told(right, wrong, inputs):
    """Return the name, and the sentences, that a wrong answer gets where ``right`` is the reference."""
    sheet = Sheet("any")
    hints = {"ja": ["一", "二", "三"], "en": ["a", "b", "c"]}
    right.__name__ = "anything"
    sheet.exercise(right, points=1, inputs=lambda rng: inputs, **hints)
    exercise = sheet.exercises["anything"]
    cases = exercise.cases(0)
    verdict = judge(exercise, cases, [answer(wrong, case) for case in inputs])
    assert verdict.outcome == "wrong"
    return verdict.mistake, [sentence(verdict, exercise, language) for language in LANGUAGES]


def product(a, b):
    return a * b


def doubled(row):
    return 2 * row


@pytest.mark.parametrize(
    "name, right, wrong, inputs",
    [
        ("opposite_sign", product, lambda a, b: -a * b, NUMBERS),
        ("sign_dropped", product, lambda a, b: abs(a * b), NUMBERS),
        ("one_over_it", product, lambda a, b: 1 / (a * b), NUMBERS),
        ("square_of_it", product, lambda a, b: (a * b) ** 2, NUMBERS),
        ("root_of_it", lambda a, b: a * a * b * b, lambda a, b: abs(a * b), NUMBERS),
        ("rest_to_one", product, lambda a, b: 1 - a * b, NUMBERS),
        ("all_zero", product, lambda a, b: 0.0, NUMBERS),
        ("constant_factor", product, lambda a, b: 3 * a * b, NUMBERS),
        ("constant_shift", product, lambda a, b: a * b + 1, NUMBERS),
        ("whole_numbers_only", product, lambda a, b: round(a * b), NUMBERS),
        ("nearly", product, lambda a, b: a * b * (1 + 1e-6), NUMBERS),
        ("rounded_off", product, lambda a, b: round(a * b, 1), NUMBERS),
        ("same_for_all", product, lambda a, b: 3.75, NUMBERS),
        ("argument_returned", product, lambda a, b: b, NUMBERS),
        ("parts_in_another_order", lambda a, b: (a + b, a), lambda a, b: (a, a + b), NUMBERS),
        ("first_part_only", lambda a, b: (a + b, a), lambda a, b: a + b, NUMBERS),
        ("some_parts_wrong", lambda a, b: (a + b, a), lambda a, b: (a - 3 * b, a), NUMBERS),
        ("turned_on_its_side", lambda table: 2 * table, lambda table: 2 * table.T, TABLES),
        ("back_to_front", doubled, lambda row: 2 * row[::-1], ROWS),
        ("last_one_missing", doubled, lambda row: 2 * row[:-1], ROWS),
        ("first_one_missing", doubled, lambda row: 2 * row[1:], ROWS),
        ("one_too_many_at_the_end", doubled, lambda row: [*(2 * row), 7.0], ROWS),
        ("one_too_many_at_the_start", doubled, lambda row: [7.0, *(2 * row)], ROWS),
        ("only_the_sum", doubled, lambda row: np.sum(2 * row), ROWS),
        ("only_the_mean", doubled, lambda row: np.mean(2 * row), ROWS),
        ("largest_only", doubled, lambda row: np.max(2 * row), ROWS),
        ("first_only", doubled, lambda row: 2 * row[0], [(np.array([3.5, 9.0]),), *ROWS]),
        ("last_only", doubled, lambda row: 2 * row[-1], ROWS),
        ("spelling", lambda a, b: "up" if a > b else "down", lambda a, b: "Up " if a > b else "Down", NUMBERS),
        ("yes_for_no", lambda a, b: a > b, lambda a, b: a <= b, NUMBERS),
        ("one_answer_missed", lambda a, b: "up" if a > b else "down", lambda a, b: "up" if a > 3 else "down", NUMBERS),
        ("wrong_with_negatives", product, lambda a, b: abs(a) * abs(b) + (a < 0 or b < 0), NUMBERS),
        ("one_case_missed", product, lambda a, b: a * b + (a == 4.0), NUMBERS),
    ],
)
def test_what_is_common_is_named(name, right, wrong, inputs):
    found, (japanese, english) = told(right, wrong, inputs)
    assert found == name
    assert japanese != english and "{" not in japanese + english


def is_over(x):
    return 1.0 if x > 0 else 0.0


@pytest.mark.parametrize(
    "name, wrong",
    [
        ("array_in_condition", lambda row: is_over(row)),
        ("array_in_condition", lambda row: min(row, 0)),
        ("array_in_math", lambda row: math.exp(row)),
        ("array_in_math", lambda row: float(row)),
        ("fraction_as_count", lambda row: [2 * row[i] for i in range(len(row) / 1)]),
        ("fraction_as_count", lambda row: row[: len(row) / 2]),
        ("list_for_array", lambda row: list(row) * 2.0),
        ("list_for_array", lambda row: list(row) - list(row)),
        ("list_for_array", lambda row: -list(row)),
        ("number_called", lambda row: row(2)),
        ("number_called", lambda row: len(row)(2)),
        ("function_for_number", lambda row: 2 * np.sin),
        ("function_for_number", lambda row: 2 + doubled),
        ("none_for_number", lambda row: 2 * print(row)),
        ("no_such_axis", lambda row: np.mean(row[0], 1)),
        ("unknown_name", lambda row: Row * 2),  # noqa: F821
        ("past_the_end", lambda row: row[99]),
        ("past_the_end", lambda row: list(row)[len(row)]),
    ],
)
def test_an_error_that_says_which_mistake_it_is_gets_its_name(name, wrong):
    exercise, verdict = on_rows(wrong)
    assert (verdict.outcome, verdict.mistake) == ("error", name)
    japanese, english = (sentence(verdict, exercise, language) for language in LANGUAGES)
    assert japanese != english and "{" not in japanese + english and has_words(f"grading.mistakes.{name}")


@pytest.mark.parametrize("wrong", [lambda row: row + "a", lambda row: row.nothing, lambda row: row.reshape(7, 7)])
def test_another_error_has_no_name(wrong):
    _, verdict = on_rows(wrong)
    assert (verdict.outcome, verdict.mistake) == ("error", "")


def on_rows(wrong):
    """Return an exercise, and the verdict on a wrong answer to it."""
    sheet = Sheet("any")
    sheet.exercise(doubled, points=1, inputs=lambda rng: ROWS, ja=["一", "二", "三"], en=["a", "b", "c"])
    (exercise,) = sheet.exercises.values()
    return exercise, judge(exercise, exercise.cases(0), [answer(wrong, case) for case in ROWS])


def test_what_has_nothing_in_common_is_shown_and_not_named():
    assert told(product, lambda a, b: a * a + b, NUMBERS)[0] == ""
    assert told(doubled, lambda row: row**3 + 1, ROWS)[0] == ""


def test_what_is_near_by_chance_is_not_called_nearly_right():
    assert told(product, lambda a, b: a * b * (1 + 1e-6 if a == 2.5 else 1.5 + a), NUMBERS)[0] == ""


def test_one_wrong_input_blames_nobody_for_the_sign():
    assert told(product, lambda a, b: -a * b if a == 4.0 else a * b, NUMBERS)[0] == "one_case_missed"


def test_names_are_not_those_of_an_exercise_s_own_mistakes_and_have_their_words():
    own = {mistake.name for name in sheet_names() for exercise in load_sheet(name).exercises.values() for mistake in exercise.mistakes}
    for name in (*ENTRY_BY_ENTRY, *WHOLE, *KINDS_OF_INPUT, "some_parts_wrong", "same_for_all", "constant_factor", "rounded_off"):
        assert name not in own
        assert has_words(f"check.common.{name}") and has_words(f"grading.mistakes.{name}")
