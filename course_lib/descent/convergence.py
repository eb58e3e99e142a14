"""How fast a descent gets there: the number of steps until the error is a share of what it was."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course_lib.descent.gradient_descent import gradient_step


def steps_until(errors: np.ndarray, share: float | np.ndarray = 1e-3) -> np.ndarray:
    """Return after how many steps each error had shrunk to a share of what it was at the start.

    Args:
        errors: shape (steps + 1, ...) for any number of runs, the start first; 0 is the best there is.
        share: which share of the first error is good enough; an array of shares must fit the shape of one step.

    Returns:
        Shape (...); ``inf`` where it flew away before, ``nan`` where the steps were too few.
    """
    arrived = errors <= share * errors[0]
    flown = ~(np.abs(errors[-1]) < 1e6 * errors[0])
    return np.where(arrived.any(axis=0), arrived.argmax(axis=0), np.where(flown, np.inf, np.nan))


def steps_needed(
    gradient: Callable[[np.ndarray], np.ndarray],
    error: Callable[[np.ndarray], float | np.ndarray],
    x0: object,
    rate: float,
    share: float = 1e-3,
    most: int = 10_000,
) -> float:
    """Return how many steps gradient descent needs at a learning rate, as `steps_until` counts them.

    Args:
        gradient: gives the gradient at a point.
        error: gives the error at a point; 0 is the best there is.
        x0: where to start, any shape.
        rate: learning rate.
        share: which share of the first error is good enough, between 0 and 1.
        most: give up after so many steps.
    """
    x = np.array(x0, dtype=float)
    errors = [error(x)]
    with np.errstate(over="ignore", invalid="ignore"):
        while len(errors) <= most and share * errors[0] < errors[-1] < 1e100 * errors[0]:
            x = gradient_step(x, gradient(x), rate)
            errors.append(error(x))
    return float(steps_until(np.array(errors), share))
