"""Which questions are due: a learner over ten dates, own mistakes first, equal rests, nothing not yet taught."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from course_lib.exercises.progress import (
    Asked,
    Predicted,
    asked,
    mistakes,
    record_answer,
    record_asked,
    record_mistake,
    record_prediction,
)
from course_lib.warmups.asking import questions_of
from course_lib.warmups.bank import IDEAS, earlier
from course_lib.warmups.schedule import REST, History, due, is_own_mistake, own_history
from course_lib.words.catalogue import words

DAY = date(2026, 4, 6)
BY_NAME = {idea.name: idea for idea in IDEAS}
SEEDS = range(10)


def names(chapter, day, history, seed=0):
    return [idea.name for idea in due(chapter, day, history, np.random.default_rng(seed))]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_learner_over_ten_dates(seed):
    """One chapter a week; every third answer is wrong, and one exercise goes wrong each week."""
    rng = np.random.default_rng(seed)
    times = defaultdict(list)
    missed = []
    for week in range(10):
        day, chapter = DAY + timedelta(weeks=week), f"{week + 1:02d}"
        history = own_history()
        chosen = names(chapter, day, history, seed)
        assert len(set(chosen)) == 3
        assert all(BY_NAME[name].chapter < chapter for name in chosen)
        own = {idea.name for idea in earlier(chapter) if is_own_mistake(idea, history)}
        # Own mistakes come first, as many as there is room for; what was answered wrong last week is among them.
        assert len(own & set(chosen)) == min(3, len(own)) and own >= set(missed)
        if not own:
            longest = {name: history.asked.get(name, Asked(date.min, True)).day for name in (idea.name for idea in earlier(chapter))}
            assert max(longest[name] for name in chosen) <= min(day for name, day in longest.items() if name not in chosen)
        missed = [name for number, name in enumerate(chosen) if (week * 3 + number + seed) % 3 == 2]
        for name in chosen:
            times[name].append(day)
            record_asked(name, Asked(day, name not in missed))
        taught = [idea for idea in IDEAS if idea.chapter == chapter and idea.exercises]
        idea = taught[rng.integers(len(taught))]
        if week % 2:
            record_mistake(idea.exercises[0].partition(".")[0], "some_mistake", day)
    assert sum(map(len, times.values())) == 30
    assert all(later - sooner >= REST for days in times.values() for sooner, later in pairwise(days))
    assert len(times) > 15


def test_nothing_is_asked_twice_within_the_rest_as_long_as_there_is_something_else():
    history = History({name: Asked(DAY, False) for name in names("02", DAY, History())})
    for days in range(REST.days):
        assert not set(names("02", DAY + timedelta(days=days), history)) & set(history.asked)
    # Then what went wrong comes back first.
    assert set(names("02", DAY + REST, history)) == set(history.asked)


def test_where_all_rest_those_come_that_rest_longest():
    all_asked = {idea.name: Asked(DAY - timedelta(days=number % 2), True) for number, idea in enumerate(earlier("01"))}
    chosen = names("01", DAY, History(all_asked))
    assert len(chosen) == 3 and [name for name in chosen if all_asked[name].day < DAY] == chosen[:2]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_asked_longest_ago_comes_first(seed):
    order = np.random.default_rng(seed).permutation([idea.name for idea in earlier("06")])
    history = History({name: Asked(DAY - timedelta(days=100 - place), True) for place, name in enumerate(order)})
    assert names("06", DAY, history, seed) == list(order[:3])


def test_a_named_mistake_brings_its_idea_until_it_is_answered_right():
    mistaken = {"gradient_step.uphill": DAY}
    assert names("05", DAY, History({}, mistaken))[0] == "descent_steps.one_step"
    # What comes later in the course is not asked, mistake or not.
    assert "descent_steps.one_step" not in names("04", DAY, History({}, mistaken))
    wrong, right = ({"descent_steps.one_step": Asked(DAY + REST, answer)} for answer in (False, True))
    week_later = DAY + timedelta(days=7)
    assert names("05", week_later, History(wrong, mistaken))[0] == "descent_steps.one_step"
    assert "descent_steps.one_step" not in names("05", week_later, History(right, mistaken))
    again = {"gradient_step.uphill": week_later}
    assert names("05", week_later + REST, History(right, again))[0] == "descent_steps.one_step"


def test_a_mistake_that_an_idea_names_itself_brings_that_idea():
    overwritten, other = ({f"backward.{mistake}": DAY} for mistake in ("overwritten", "start_forgotten"))
    assert "chain_products.two_ways" in names("06", DAY, History({}, overwritten))[:2]
    assert not is_own_mistake(BY_NAME["chain_products.two_ways"], History({}, other))


def test_wrong_answers_and_wrong_predictions_count_and_right_ones_and_guesses_do_not():
    record_answer("chapter04.quiz_slow", int(words("chapter04.quiz_slow.right")))
    record_answer("chapter04.quiz_steeper", 1)
    record_answer("chapter03.quiz_smaller_h", 1)  # neither right nor wrong
    record_answer("chapter99.gone", 1)
    record_prediction("chapter04.predict_rate", Predicted(1, 3))
    record_prediction("chapter03.predict_a", Predicted(2, 2))
    record_prediction("chapter01.predict_steepest", Predicted(1))
    history = own_history()
    assert history.wrong == {"04.quiz_steeper", "04.predict_rate"}
    assert set(names("05", DAY, history)[:2]) == {"descent_steps.border", "descent_steps.jumping"}
    answered = {name: Asked(DAY, True) for name in ("descent_steps.border", "descent_steps.jumping")}
    assert not any(is_own_mistake(idea, History(answered, {}, history.wrong)) for idea in IDEAS)


def test_a_day_has_its_questions_and_the_next_has_new_numbers():
    history = History({idea.name: Asked(DAY - timedelta(days=9), True) for idea in earlier("05")})
    for chapter in ("04", "05"):
        assert questions_of(chapter, DAY, history) == questions_of(chapter, DAY, history)
    one_idea = History({}, {"gradient_step.uphill": DAY})
    texts = {questions_of("05", DAY + timedelta(days=days), one_idea)[0].text for days in range(10)}
    assert len(texts) > 5


@pytest.mark.parametrize("chapter", ["00", "", "0"])
def test_before_the_first_chapter_there_is_nothing_to_warm_up_with(chapter):
    with pytest.raises(ValueError, match="nothing to warm up with"):
        questions_of(chapter, DAY, History())


def test_what_is_kept_is_read_again():
    record_asked("descent_steps.border", Asked(DAY, False))
    record_mistake("gradient_step", "uphill", DAY)
    record_mistake("gradient_step", "uphill", DAY + REST)
    assert asked() == {"descent_steps.border": Asked(DAY, False)}
    assert mistakes() == {"gradient_step.uphill": DAY + REST}
