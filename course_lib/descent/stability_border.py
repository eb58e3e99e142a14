"""How large a learning rate may be: the border between settling and flying away, found by trying."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course_lib.descent.gradient_descent import gradient_descent


def settles(gradient: Callable[[np.ndarray], np.ndarray], x0: object, rate: float, steps: int = 1000) -> bool:
    """Tell whether gradient descent is still coming to rest: whether the ground is flatter at the end than half-way.

    Half-way and not at the start: by then it is the steepest direction that counts, the one that blows up first.

    Args:
        gradient: gives the gradient at a point.
        x0: where to start, any shape.
        rate: learning rate.
        steps: how long to try, at least 2; the more, the nearer to the border it can tell.
    """
    path = gradient_descent(gradient, x0, rate, steps)
    with np.errstate(over="ignore", invalid="ignore"):
        halfway, end = (float(np.linalg.norm(gradient(x))) for x in (path[len(path) // 2], path[-1]))
    return bool(np.isfinite(path[-1]).all() and (end < halfway or end == 0))


def measured_border(
    gradient: Callable[[np.ndarray], np.ndarray],
    x0: object,
    low: float,
    high: float,
    steps: int = 1000,
    halvings: int = 30,
) -> float:
    """Return the largest rate at which descent settles, found by halving the interval that must hold it.

    Args:
        gradient: gives the gradient at a point.
        x0: where to start, any shape; not at rest already.
        low: a rate at which it settles.
        high: a rate at which it does not.
        steps: how long to try each rate.
        halvings: how often to halve (on a scale where factors count: 0.01 to 1 is halved at 0.1).

    Raises:
        ValueError: if it does not settle at ``low``, or does at ``high``.

    Source: bisection; the border to compare it with is `course_lib.descent.gradient_descent.largest_stable_rate`.
    """
    if not settles(gradient, x0, low, steps):
        raise ValueError(f"Descent does not settle at the rate {low:g}: give a smaller low.")
    if settles(gradient, x0, high, steps):
        raise ValueError(f"Descent still settles at the rate {high:g}: give a larger high.")
    for _ in range(halvings):
        middle = float(np.sqrt(low * high))
        if settles(gradient, x0, middle, steps):
            low = middle
        else:
            high = middle
    return low
