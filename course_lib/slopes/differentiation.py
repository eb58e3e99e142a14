"""Slopes and numerical differentiation: change the input a little and see how much the output changes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def rise_over_run(f: Callable[[float], float], x: float, dx: float) -> float:
    """Return the average slope of ``f`` from ``x`` to ``x + dx``: rise over run.

    Args:
        f: function of one number.
        x: where to start.
        dx: how far to go, not 0; negative looks back.

    Raises:
        ValueError: if ``dx`` is 0.

    Source: article, "What is a gradient?" (the mountain).
    """
    _require_step(dx, "dx")
    return (f(x + dx) - f(x)) / dx


def forward_difference(f: Callable[[float], float], x: float, h: float = 1e-8) -> float:
    """Return (f(x + h) − f(x)) / h, an estimate of the derivative whose error shrinks like h.

    Args:
        f: function of one number.
        x: the point.
        h: step, not 0.

    Raises:
        ValueError: if ``h`` is 0.

    Source: Nocedal and Wright, Numerical Optimization (2006), section 8.1.
    """
    return rise_over_run(f, x, h)


def central_difference(f: Callable[[float], float], x: float, h: float = 1e-5) -> float:
    """Return (f(x + h) − f(x − h)) / 2h, an estimate of the derivative whose error shrinks like h².

    Looking the same way on both sides cancels the curvature, which is what one-sided differences get wrong.

    Args:
        f: function of one number.
        x: the point.
        h: step, not 0. Near 1e-5 truncation and rounding together are smallest in double precision.

    Raises:
        ValueError: if ``h`` is 0.

    Source: Nocedal and Wright, Numerical Optimization (2006), section 8.1.
    """
    _require_step(h, "h")
    return (f(x + h) - f(x - h)) / (2 * h)


def numerical_gradient(f: Callable[[np.ndarray], float], x: object, h: float = 1e-5) -> np.ndarray:
    """Return the gradient of ``f`` at ``x`` by central differences, one entry at a time.

    Args:
        f: function of an array, giving one number.
        x: the point, an array (or number, or list) of any shape; integers are taken as floats, and ``x`` itself
            is left as it was.
        h: step, not 0.

    Returns:
        Array of the shape of ``x``: entry i is ∂f/∂x_i.

    Raises:
        ValueError: if ``h`` is 0.

    Source: article, "How to compute a gradient" (differentiation).
    """
    _require_step(h, "h")
    # A float copy: an integer array would swallow the small step, and the caller's array is not ours to change.
    point = np.array(x, dtype=float)
    gradient = np.empty_like(point)
    for i in np.ndindex(point.shape):
        middle = point[i]
        point[i] = middle + h
        above = float(f(point))  # a number: what f returns might otherwise be the point itself, about to change
        point[i] = middle - h
        below = float(f(point))
        point[i] = middle
        gradient[i] = (above - below) / (2 * h)
    return gradient


def _require_step(h: float, name: str) -> None:
    if h == 0:
        raise ValueError(f"{name} must not be 0: a slope needs two different points.")
