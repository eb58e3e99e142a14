"""Ideas of chapter 3: the squared miss, slopes by looking left and right, the signs of a gradient."""

from __future__ import annotations

import numpy as np

from course_lib.warmups.idea import Drawn, Idea, drawn, one_of


def squared_miss(rng: np.random.Generator) -> Drawn:
    """E = (prediction − right answer)²."""
    target, miss = one_of(rng, 50, 60, 70), one_of(rng, 3, 4, 5, 10)
    return drawn(prediction=target + miss, target=target, miss=miss, right=miss**2, twice=2 * miss)


def central_difference(rng: np.random.Generator) -> Drawn:
    """Slope ≈ (f(x + h) − f(x − h)) / (2h)."""
    place, h, slope, left = (
        int(rng.integers(2, 6)),
        one_of(rng, 0.1, 0.2),
        int(rng.integers(3, 8)),
        int(rng.integers(2, 9)),
    )
    rise = 2 * h * slope
    return drawn(
        before=place - h, after=place + h, left=left, right_height=left + rise, rise=rise, way=2 * h, h=h,
        right=slope, over_h=2 * slope,
    )  # fmt: skip


def slope_of_the_square(rng: np.random.Generator) -> Drawn:
    """The slope of x² at x is 2x."""
    x = int(rng.integers(3, 10))
    return drawn(x=x, right=2 * x, value=x**2)


def signs(rng: np.random.Generator) -> Drawn:
    """Against the gradient, entry by entry: where it is negative, raise the parameter."""
    sizes = rng.choice([20, 30, 50, 80, 200, 400], size=2, replace=False)
    sign = one_of(rng, -1, 1)
    return drawn("raise_a" if sign < 0 else "lower_a", of_a=sign * sizes[0], of_b=-sign * sizes[1])


def height_times_a(rng: np.random.Generator) -> Drawn:
    """Weight = a × height + b: raising a by da raises the prediction by da × height."""
    height, change = one_of(rng, 150, 160, 170, 180), one_of(rng, 0.1, 0.01)
    return drawn(height=height, change=change, right=change * height)


IDEAS = (
    Idea("difference_quotients.squared_miss", "03", squared_miss, exercises=("squared_error",)),
    Idea("difference_quotients.central_difference", "03", central_difference,
         exercises=("central_difference", "numerical_gradient"), quizzes=("03.quiz_smaller_h",)),
    Idea("difference_quotients.slope_of_the_square", "03", slope_of_the_square,
         exercises=("squared_error_gradient.factor_two_lost", "squared_error_gradient.power_kept")),
    Idea("difference_quotients.signs", "03", signs, quizzes=("03.quiz_sign",)),
    Idea("difference_quotients.height_times_a", "03", height_times_a, exercises=("predict_weight",
         "squared_error_gradient", "mean_squared_error_gradient"), quizzes=("03.predict_a", "03.quiz_nudge")),
)  # fmt: skip
