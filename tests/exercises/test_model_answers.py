"""A solution to compare with: when it is shown, what stands beside it, and why it is written so."""

from __future__ import annotations

import re

import numpy as np
import pytest

from course_lib.exercises import checking
from course_lib.exercises.checking import check, hint
from course_lib.exercises.model_answer import Comparison, solution
from course_lib.exercises.progress import record_solved, solved
from course_lib.words.language import LANGUAGES
from tests.course.test_editions import numbers_apart
from tests.exercises.orders import EXERCISES


@pytest.fixture(autouse=True)
def learner(tmp_path, monkeypatch):
    """A learner of whom nothing is known yet, who reads English."""
    monkeypatch.setenv("GRADIENT_COURSE_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", "en")
    monkeypatch.setattr(checking, "_hints_shown", {})


def gradient_step(x, gradient, rate):
    return x - rate * gradient


def limited(step, limit):
    if step > limit:
        return limit
    else:
        return step  # < as it is


def test_every_answer_has_its_reason_in_both_languages():
    reasons = [exercise.why for exercise in EXERCISES]
    for exercise in EXERCISES:
        assert exercise.why.keys() == set(LANGUAGES), exercise.name
        assert len(exercise.why["en"]) > 60 and len(exercise.why["ja"]) > 30, exercise.name
        assert not any(re.search(r"\$|simply|obviously|(?<![\w`])\d+e-?\d", text) for text in exercise.why.values())
        assert not numbers_apart(exercise.why["ja"], exercise.why["en"]), exercise.name
        # A hint leads there, a reason says why: neither stands for the other.
        assert not any(text in exercise.hints[code] for code, text in exercise.why.items())
    for code in LANGUAGES:
        assert len({why[code] for why in reasons}) == len(EXERCISES)


def test_a_solution_waits_for_the_exercise_or_for_three_hints_and_a_word():
    asked = solution(gradient_step)
    assert "3 left" in asked.text and asked.tone == "neutral"
    assert solution(gradient_step, sure=True) == asked
    for _ in range(3):
        assert not isinstance(solution(gradient_step, sure=True), Comparison)
        hint(gradient_step)
    assert "sure=True" in solution(gradient_step).text
    assert isinstance(solution(gradient_step, sure=True), Comparison)
    # It was looked at, not solved.
    assert solved() == set()


def test_a_solved_exercise_shows_it_at_once():
    record_solved("gradient_step")
    assert isinstance(solution(gradient_step), Comparison)


def test_ones_own_lines_stand_beside_it_and_equal_ones_are_marked():
    record_solved("limited")
    shown = solution(limited)
    assert shown.theirs[0] == "def limited(step, limit):" and shown.theirs[-1].strip() == "return step  # < as it is"
    page = shown._repr_html_()
    marked = re.findall(r"<span [^>]*>= </span>([^\n<]*)", page)
    assert sorted(line.split("#")[0].strip() for line in marked) == sorted(2 * ["if step &gt; limit:", "return limit", "return step"])
    assert "# &lt; as it is" in page and page.count("<pre") == 2
    assert "Your answer" in repr(shown) and "One way to write it" in repr(shown)


def test_a_blank_and_what_cannot_be_read_are_not_shown():
    def half_way(here, there):
        return ...  # write your answer in place of ...

    record_solved("half_way")
    assert solution(half_way).theirs == []
    assert "Your answer" not in solution(half_way)._repr_html_() and "= " not in re.findall(r"<pre.*?</pre>", solution(half_way)._repr_html_(), re.S)[0].split("(")[0]
    made = {}
    exec("def half_way(here, there):\n    return (here + there) / 2", made)
    assert solution(made["half_way"]).theirs == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_reads_its_own_and_where_many_answers_are_right_that_is_said(language, monkeypatch):
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", language)
    record_solved("treatment_of_case_1")
    exercise = next(one for one in EXERCISES if one.name == "treatment_of_case_1")

    def treatment_of_case_1():
        return ...

    shown = solution(treatment_of_case_1)
    assert shown.why.startswith(exercise.why[language]) and len(shown.why) > len(exercise.why[language]) + 10
    assert isinstance(solution(gradient_step), checking.Message)
    for one in EXERCISES:
        assert "# ja:" not in "".join(solution_lines(one)) and "# en:" not in "".join(solution_lines(one))


def solution_lines(exercise):
    record_solved(exercise.name)
    return solution(exercise.reference).ours


def test_commands_are_named_only_where_the_notebook_knows_them():
    notebook = {"np": np, "check": check, "hint": hint}
    exec("def has_converged(errors, tolerance):\n    return ...", notebook)
    told = [eval("hint(has_converged)", notebook).text for _ in range(3)]
    assert not any("puzzle(" in text or "solution(" in text for text in told)
    checking._hints_shown.clear()
    notebook["puzzle"] = notebook["solution"] = None
    told = [eval("hint(has_converged)", notebook).text for _ in range(3)]
    assert "`puzzle(has_converged)`" in told[2] and not any("puzzle(" in text for text in told[:2])
    exec("def double(x):\n    return 2 * x", notebook)
    assert "`solution(double)`" in eval("check(double)", notebook).text
    del notebook["solution"]
    assert "solution(" not in eval("check(double)", notebook).text
    # Where there are no lines to order, the third hint names the solution.
    notebook["solution"] = None
    exec("def slope_at(mark):\n    return ...", notebook)
    told = [eval("hint(slope_at)", notebook).text for _ in range(3)]
    assert "`solution(slope_at)`" in told[2] and "puzzle(" not in told[2]


def test_a_name_that_is_no_exercise_is_told():
    def unheard_of(x):
        return x

    assert "no exercise called unheard_of" in solution(unheard_of).text
    assert solution().tone == "neutral"
