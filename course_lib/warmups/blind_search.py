"""Ideas of chapter 2: why searching without gradients takes for ever, shares out of scores, who moves how far."""

from __future__ import annotations

import numpy as np

from course_lib.warmups.idea import Drawn, Idea, drawn, one_of


def patterns(rng: np.random.Generator) -> Drawn:
    """A grid of p points for each of n numbers has pⁿ patterns."""
    points, numbers = one_of(rng, 10, 20), one_of(rng, 2, 3)
    return drawn(
        points=points, numbers=numbers, right=points**numbers, product=points * numbers, total=points + numbers
    )


def equal_scores(rng: np.random.Generator) -> Drawn:
    """Softmax: n equal scores give each a share of 100 / n percent."""
    answers, score = one_of(rng, 2, 4, 5, 10), int(rng.integers(6, 10))
    return drawn(answers=answers, score=score, right=100 / answers)


def inked_pixels(rng: np.random.Generator) -> Drawn:
    """The gradient of a weight is (confidence − right) × ink: the change goes with the ink."""
    light, times = one_of(rng, 0.1, 0.2), int(rng.integers(2, 6))
    return drawn(light=light, dark=light * times, times=times)


def not_straight(rng: np.random.Generator) -> Drawn:
    """Against the gradient is steepest downhill here and now, which need not point to the bottom."""
    return drawn()


IDEAS = (
    Idea(
        "blind_search.patterns",
        "02",
        patterns,
        exercises=("grid_evaluations", "random_search"),
        quizzes=("02.quiz_random",),
    ),
    Idea("blind_search.equal_scores", "02", equal_scores, exercises=("confidence",)),
    Idea("blind_search.inked_pixels", "02", inked_pixels, exercises=("nudge",), quizzes=("02.predict_pixels",)),
    Idea("blind_search.not_straight", "02", not_straight, quizzes=("02.quiz_straight",)),
)
