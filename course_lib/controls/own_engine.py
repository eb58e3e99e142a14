"""A network trained by the learner's own engine, as soon as all its parts are right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_lib.exercises.checking import check
from course_lib.plots.own_training import REACH, own_training
from course_lib.plots.picture import Picture
from course_lib.words.catalogue import words
from course_lib.words.message import Message

POINTS = 25


def train_when_right(
    train: Callable[[], tuple[list[float], Any]],
    answer: Callable[[Any, float, float], float],
    examples: Sequence[tuple[float, float, float]],
    parts: Sequence[Callable[..., Any]],
) -> Picture | Message:
    """Check the parts of an engine; train with it if all are right, else say which are not.

    Args:
        train: trains a network, returns its error before each step, and its parameters afterwards.
        answer: takes these parameters and x₁ and x₂, returns the network's answer.
        examples: (x₁, x₂, right answer) for each example.
        parts: the functions that the engine is made of.
    """
    missing = [part.__name__ for part in parts if check(part).tone != "right"]
    if missing:
        return Message("neutral", words("own_engine.missing", names=", ".join(f"`{name}`" for name in missing)))
    errors, parameters = train()
    places = np.linspace(-REACH, REACH, POINTS)
    answers = np.array([[answer(parameters, x1, x2) for x1 in places] for x2 in places], dtype=float)
    return own_training(errors, answers, examples)
