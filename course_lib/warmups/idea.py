"""An idea that a warm-up asks for: a question whose numbers are drawn anew each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import SupportsFloat

import numpy as np

from course_lib.words.catalogue import word_list, words
from course_lib.words.language import Language
from course_lib.words.numbers import spoken

DIGITS = 6
"""Of a number in a question: more than any of them has, so that all are exact."""


@dataclass(frozen=True)
class Drawn:
    """What was drawn for a question.

    Attributes:
        places: a value for each place of the texts; numbers are written as people read them.
        form: the table of texts below the idea's own, where the answer depends on what was drawn; else ``""``.
    """

    places: dict[str, SupportsFloat | str]
    form: str = ""


def drawn(form: str = "", **places: SupportsFloat | str) -> Drawn:
    """Return values for the places of a question's texts; see `Drawn`."""
    return Drawn(places, form)


@dataclass(frozen=True)
class Question:
    """A question with its numbers set in.

    Attributes:
        idea: the name of the idea that it asks for.
        text: what is asked.
        options: the possible answers.
        right: the number of the right one, from 1.
        why: for each answer a sentence: why it is right, or what was overlooked.
    """

    idea: str
    text: str
    options: list[str]
    right: int
    why: list[str]


@dataclass(frozen=True)
class Idea:
    """One idea of the course, and how to ask for it.

    Attributes:
        name: its table in the catalogue of words, ``"descent_steps.one_step"``, with ``question``; ``options``, the
            right answer first; and ``why``, a sentence for each answer. Where the answer depends on what was drawn,
            there is such a table for each form below it.
        chapter: the chapter that teaches it, ``"04"``.
        draw: draws numbers for the places of the texts.
        exercises: the functions in which learners use it; with a point and the name of a mistake behind, that mistake
            alone: ``"gradient_step.uphill"``.
        quizzes: the questions and predictions of chapters that ask for it, by chapter and name: ``"04.quiz_slow"``.
    """

    name: str
    chapter: str
    draw: Callable[[np.random.Generator], Drawn]
    exercises: tuple[str, ...] = field(default=(), kw_only=True)
    quizzes: tuple[str, ...] = field(default=(), kw_only=True)

    def ask(self, rng: np.random.Generator, language: Language | None = None) -> Question:
        """Return the question with numbers drawn from ``rng``, its answers in an order drawn too.

        Args:
            rng: for the numbers and the order.
            language: ``"ja"`` or ``"en"``; the reader's own where it is not given.
        """
        made = self.draw(rng)
        table = f"{self.name}.{made.form}" if made.form else self.name
        places = {name: _written(value, language) for name, value in made.places.items()}
        options = word_list(f"{table}.options", language, **places)
        why = word_list(f"{table}.why", language, **places)
        order = [int(place) for place in rng.permutation(len(options))]
        return Question(
            self.name,
            words(f"{table}.question", language, **places),
            [options[place] for place in order],
            order.index(0) + 1,
            [why[place] for place in order],
        )


def _written(value: SupportsFloat | str, language: Language | None) -> str:
    return value if isinstance(value, str) else spoken(float(value), DIGITS, language)


def one_of(rng: np.random.Generator, *values: float) -> float:
    """Return one of some numbers, each as likely as the others."""
    return values[int(rng.integers(len(values)))]


def either_sign(rng: np.random.Generator, value: float) -> float:
    """Return a number or its opposite."""
    return value * one_of(rng, -1, 1)
