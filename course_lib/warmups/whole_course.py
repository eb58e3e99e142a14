"""Ideas of chapter 10: what the gradient is, and how a network learns by it."""

from __future__ import annotations

import numpy as np

from course_lib.warmups.idea import Drawn, Idea, drawn, one_of


def numbers_in_it(rng: np.random.Generator) -> Drawn:
    """The gradient of the error has one number for each parameter."""
    parameters = one_of(rng, 200, 500, 3000)
    return drawn(parameters=parameters, twice=2 * parameters)


def round_of_learning(rng: np.random.Generator) -> Drawn:
    """Forward, error, backward, a step; again and again."""
    return drawn()


IDEAS = (
    Idea("whole_course.numbers_in_it", "10", numbers_in_it, exercises=("five_points",),
         quizzes=("10.quiz_rate_of_change",)),
    Idea("whole_course.round_of_learning", "10", round_of_learning,
         exercises=("read_digits", "read_digits_from_nothing"),
         quizzes=("10.quiz_descent", "10.quiz_backpropagation", "10.predict_epoch")),
)  # fmt: skip
