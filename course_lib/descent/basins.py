"""Which valley a start leads to."""

from __future__ import annotations

import numpy as np

from course_lib.descent.gradient_descent import gradient_step
from course_lib.ground.landscapes import Landscape

NOWHERE = -1


def valley_reached(
    landscape: Landscape, starts: np.ndarray, rate: float, steps: int = 400, near: float = 0.01
) -> np.ndarray:
    """Return for each start the number of the minimum at which gradient descent ends.

    Args:
        landscape: with its minima.
        starts: points, shape (m, n).
        rate: learning rate.
        steps: how long each start is followed.
        near: how close to a minimum counts as reaching it.

    Returns:
        Whole numbers of shape (m,): the row of ``landscape.minima`` (0 is the deepest), or `NOWHERE`.
    """
    x = np.asarray(starts, dtype=float)
    # All starts walk at once.
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            x = gradient_step(x, landscape.gradient(x), rate)
    return valley_of(landscape, x, near)


def valley_of(landscape: Landscape, points: np.ndarray, near: float = 0.01) -> np.ndarray:
    """Return for each point the number of the minimum that it lies at.

    Args:
        landscape: with its minima.
        points: shape (..., n); infinite or NaN ones are near to nothing.
        near: how close to a minimum counts as at it.

    Returns:
        Whole numbers of shape (...): the row of ``landscape.minima`` (0 is the deepest), or `NOWHERE`.
    """
    reached = np.full(points.shape[:-1], NOWHERE)
    with np.errstate(over="ignore", invalid="ignore"):
        for number, minimum in enumerate(landscape.minima):
            reached[np.linalg.norm(points - minimum, axis=-1) < near] = number
    return reached
