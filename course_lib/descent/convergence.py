"""How fast gradient descent gets there: the number of steps that a learning rate needs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course_lib.descent.gradient_descent import gradient_step


def steps_needed(
    gradient: Callable[[np.ndarray], np.ndarray],
    error: Callable[[np.ndarray], float],
    x0: object,
    rate: float,
    share: float = 1e-3,
    most: int = 10_000,
) -> float:
    """Return after how many steps the error has shrunk to a share of what it was at the start.

    Args:
        gradient: gives the gradient at a point.
        error: gives the error at a point; 0 is the best there is.
        x0: where to start, any shape.
        rate: learning rate.
        share: which share of the first error is good enough, between 0 and 1.
        most: give up after so many steps.

    Returns:
        A number of steps; ``inf`` where the error left for infinity; ``nan`` where ``most`` steps were too few.
    """
    x = np.array(x0, dtype=float)
    first = error(x)
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(most + 1):
            now = error(x)
            if now <= share * first:
                return step
            if not now < 1e100 * first:
                return np.inf
            x = gradient_step(x, gradient(x), rate)
    return np.nan
