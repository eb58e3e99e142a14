"""Answers written blind: from the statements alone, by somebody who had seen neither the answers nor the mistakes.

They stand in `blind_answers`, for each exercise two meant as right and six meant as wrong, each with what its writer
thought of it, and were not changed once judged. `in_truth` says with a reason where the writer erred. For ten of the
harder exercises somebody else wrote another three and five later (`harder.toml`, part c).

Half a may be read by whoever adds named mistakes; half b and part c are for measuring. Don't add mistakes because of
them.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from course_lib.exercises.judging import Verdict, judge
from course_lib.exercises.sheets import drawn_cases, find_exercise, load_sheet, sheet_names
from course_lib.sandbox.answers import answer

BLIND = [
    one
    for path in sorted(Path(__file__).with_name("blind_answers").glob("*.toml"))
    for one in tomllib.loads(path.read_text(encoding="utf-8"))["answer"]
]
EXERCISES = list(dict.fromkeys(one["exercise"] for one in BLIND))
CAUGHT = 0.995  # of the answers meant as wrong, also those that are right in truth
NAMED = 0.5  # of those caught


def is_right(one: dict[str, str]) -> bool:
    return one.get("in_truth", one["meant"]) == "right"


@cache
def verdicts(exercise_name: str, number: int) -> list[Verdict]:
    """Return the verdicts on one answer: with 3 seeds; with one where it is tried out, which takes longer."""
    sheet, exercise = find_exercise(exercise_name)
    given = [one for one in BLIND if one["exercise"] == exercise_name][number]
    found = []
    for seed in range(3 if exercise.trial is None else 1):
        cases = drawn_cases(sheet.name, exercise_name, seed)
        namespace = {"np": np}
        exec(given["code"], namespace)
        answers = [answer(namespace[exercise_name], inputs) for inputs in cases.inputs]
        found.append(judge(exercise, cases, answers))
    return found


def judged() -> list[tuple[dict[str, str], list[Verdict]]]:
    seen: Counter[str] = Counter()
    both = []
    for one in BLIND:
        both.append((one, verdicts(one["exercise"], seen[one["exercise"]])))
        seen[one["exercise"]] += 1
    return both


def test_every_exercise_has_two_right_and_six_wrong_ones_in_halves_and_ten_have_more():
    assert set(EXERCISES) == {name for sheet in sheet_names() for name in load_sheet(sheet).exercises}
    for name in EXERCISES:
        assert Counter(one["meant"] for one in BLIND if one["exercise"] == name and one["half"] != "c") == {"right": 2, "wrong": 6}
    more = Counter((one["exercise"], one["meant"]) for one in BLIND if one["half"] == "c")
    assert len(more) == 20 and all(count == {"right": 3, "wrong": 5}[meant] for (_, meant), count in more.items())
    for meant in ("right", "wrong"):
        halves = Counter(one["half"] for one in BLIND if one["meant"] == meant)
        assert halves["a"] == halves["b"]
    assert all(len(one["reason"]) > 10 for one in BLIND if "in_truth" in one)


@pytest.mark.parametrize("name", EXERCISES)
def test_right_ones_are_taken_and_wrong_ones_are_not(name):
    for number, one in enumerate(one for one in BLIND if one["exercise"] == name):
        right = [verdict.outcome == "right" for verdict in verdicts(name, number)]
        assert right == [is_right(one)] * len(right), one["what"]


@pytest.mark.parametrize("half", "abc")
def test_nearly_all_are_caught_and_at_least_half_by_name(half, capsys):
    wrong = [found for one, found in judged() if one["half"] == half and one["meant"] == "wrong"]
    caught = [found for found in wrong if all(verdict.outcome != "right" for verdict in found)]
    named = [found for found in caught if all(verdict.mistake for verdict in found)]
    with capsys.disabled():
        print(f"\npart {half}: {len(caught)} of {len(wrong)} wrong answers caught, {len(named)} of them by name")
    assert len(caught) >= CAUGHT * len(wrong)
    assert len(named) >= NAMED * len(caught)
