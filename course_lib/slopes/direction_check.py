"""The quick gradient check: along one random direction, for the price of two evaluations."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course_lib.slopes.gradient_check import relative_error


def direction_error(
    f: Callable[[np.ndarray], float],
    gradient: Callable[[np.ndarray], np.ndarray],
    x: object,
    rng: np.random.Generator,
    h: float = 1e-5,
) -> float:
    """Return the relative error of a gradient along one random direction u.

    The slope along u is gradient · u; by nudging it is (f(x + h u) − f(x − h u)) / 2h. A mistake in any one number of
    the gradient shows in the product, unless u happens to be at right angles to it. It does not tell which number.

    Args:
        f: function of an array, giving one number; in 64-bit numbers, or rounding hides all but large mistakes.
        gradient: gives what is claimed to be its gradient, of the point's shape.
        x: the point, any shape.
        rng: draws the direction.
        h: how far to go each way.
    """
    x = np.asarray(x, dtype=float)
    u = rng.normal(size=x.shape)
    u /= np.linalg.norm(u)
    numerical = (f(x + h * u) - f(x - h * u)) / (2 * h)
    return float(relative_error(np.sum(gradient(x) * u), numerical))
