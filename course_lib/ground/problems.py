"""Problems for gradient descent that can be compared: each a gradient, an error, a start and a curvature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.ground.landscapes import Landscape
from course_lib.ground.regression import (
    least_squares,
    mean_squared_error,
    mean_squared_error_gradient,
    mean_squared_error_hessian,
)


@dataclass(frozen=True)
class Problem:
    """Something to minimize.

    Attributes:
        gradient: a point of shape (n,) to the gradient there, shape (n,).
        error: a point of shape (n,) to how much worse it is than the best; 0 is the best there is.
        start: where to start, shape (n,).
        hessian: the curvature at the start, shape (n, n); on a bowl it is the same everywhere.
    """

    gradient: Callable[[np.ndarray], np.ndarray]
    error: Callable[[np.ndarray], float]
    start: np.ndarray
    hessian: np.ndarray


def landscape_problem(landscape: Landscape) -> Problem:
    """Return the descent to a landscape's deepest minimum.

    Args:
        landscape: with at least one minimum.
    """
    best = float(landscape.f(landscape.minima[0]))
    return Problem(
        landscape.gradient,
        lambda x: float(landscape.f(x)) - best,
        landscape.start,
        landscape.hessian(landscape.start),
    )


def line_problem(heights: np.ndarray, weights: np.ndarray) -> Problem:
    """Return the fit of a straight line, weight = a × height + b, by its mean squared error; the point is (a, b).

    Args:
        heights: in any unit, shape (n,), with at least two different values.
        weights: in any unit, shape (n,).
    """
    best = mean_squared_error(*least_squares(heights, weights), heights, weights)
    return Problem(
        lambda line: np.array(mean_squared_error_gradient(line[0], line[1], heights, weights)),
        lambda line: mean_squared_error(line[0], line[1], heights, weights) - best,
        np.zeros(2),
        mean_squared_error_hessian(heights),
    )
