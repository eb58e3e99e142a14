"""Ideas of chapter 0 and of Python in 40 minutes: correcting by the miss, names, lists, what a function gives back."""

from __future__ import annotations

import numpy as np

from course_lib.warmups.idea import Drawn, Idea, drawn, one_of

BASKET = 5  # metres, as in chapter 0


def correction(rng: np.random.Generator) -> Drawn:
    """Next throw = throw − share × miss."""
    share, miss = one_of(rng, 0.1, 0.5), one_of(rng, 2, 4, 6)
    throw = BASKET + miss
    return drawn(
        basket=BASKET, throw=throw, share=share, miss=miss,
        right=throw - share * miss, wrong_way=throw + share * miss, miss_forgotten=throw - share,
    )  # fmt: skip


def rise(rng: np.random.Generator) -> Drawn:
    """Rise = height there − height here, negative where the way goes down."""
    here, there = rng.choice(np.arange(1, 10), size=2, replace=False)
    return drawn(here=here, there=there, right=there - here, turned=here - there, total=here + there)


def name_given_anew(rng: np.random.Generator) -> Drawn:
    """``throw = throw - miss``, twice."""
    start, miss = rng.integers(7, 13), rng.integers(1, 4)
    return drawn(start=start, miss=miss, right=start - 2 * miss, once=start - miss)


def counted_from_zero(rng: np.random.Generator) -> Drawn:
    """``values[place]``, counted from 0."""
    values = [int(value) for value in rng.choice(np.arange(2, 10), size=4, replace=False)]
    place = int(rng.integers(1, 3))
    return drawn(
        values=f"[{', '.join(map(str, values))}]", place=place,
        right=values[place], from_one=values[place - 1], last=values[3],
    )  # fmt: skip


def printed_only(rng: np.random.Generator) -> Drawn:
    """A function that prints and has no ``return`` gives back None."""
    added, given = rng.integers(2, 6), rng.integers(6, 10)
    return drawn(added=added, given=given, total_shown=given + added)


IDEAS = (
    Idea("first_steps.correction", "00", correction, exercises=("double",), quizzes=("00.quiz_correction",)),
    Idea("first_steps.rise", "00", rise, exercises=("rise",), quizzes=("00.predict_level",)),
    Idea("first_steps.name_given_anew", "00b", name_given_anew, exercises=("half_way", "halvings", "twice_through"),
         quizzes=("00b.quiz_names",)),
    Idea("first_steps.counted_from_zero", "00b", counted_from_zero, exercises=("change", "above_mean")),
    Idea("first_steps.printed_only", "00b", printed_only, exercises=("limited", "total_of_squares", "smallest_miss"),
         quizzes=("00b.quiz_return", "00b.quiz_loop")),
)  # fmt: skip
