"""Problems whose ways down can be compared: each a gradient, an error, a start and a curvature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.ground.landscapes import Landscape
from course_lib.ground.regression import least_squares, mean_squared_error_hessian


@dataclass(frozen=True)
class Problem:
    """Something to minimize, at one point or at many at once.

    Attributes:
        gradient: points of shape (..., n) to the gradients there, of that shape.
        error: points of shape (..., n) to how much worse than the best they are, shape (...); 0 is the best there is.
        start: where to start, shape (n,).
        hessian: the curvature at the start, shape (n, n); on a bowl it is the same everywhere.
    """

    gradient: Callable[[np.ndarray], np.ndarray]
    error: Callable[[np.ndarray], np.ndarray]
    start: np.ndarray
    hessian: np.ndarray


def landscape_problem(landscape: Landscape) -> Problem:
    """Return the descent to a landscape's deepest minimum.

    Args:
        landscape: with at least one minimum.
    """
    best = float(landscape.f(landscape.minima[0]))
    return Problem(
        landscape.gradient, lambda x: landscape.f(x) - best, landscape.start, landscape.hessian(landscape.start)
    )


def line_problem(heights: np.ndarray, weights: np.ndarray) -> Problem:
    """Return the fit of a straight line, weight = a × height + b, by its mean squared error; the point is (a, b).

    That error is a bowl around the best line, whose curvature depends on the heights alone.

    Args:
        heights: in any unit, shape (n,), with at least two different values.
        weights: in any unit, shape (n,).
    """
    bottom, hessian = np.array(least_squares(heights, weights)), mean_squared_error_hessian(heights)
    return Problem(
        lambda line: (line - bottom) @ hessian,
        lambda line: np.einsum("...i,ij,...j->...", line - bottom, hessian, line - bottom) / 2,
        np.zeros(2),
        hessian,
    )
