"""Gradient descent: look at the slope here, take a step against it, look again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

Schedule = Callable[[int], float]


def gradient_step(x: object, gradient: object, rate: float) -> np.ndarray:
    """Return x − rate × gradient: one step of gradient descent.

    Args:
        x: the point, any shape.
        gradient: the gradient there, same shape.
        rate: learning rate.

    Returns:
        The new point, a float array of the shape of ``x``; ``x`` itself is left as it was.

    Source: article, "Gradient descent", steps 1 and 2; Cauchy (1847).
    """
    return np.asarray(x, dtype=float) - rate * np.asarray(gradient, dtype=float)


def gradient_descent(
    gradient: Callable[[np.ndarray], np.ndarray],
    x0: object,
    rate: float | Schedule,
    max_steps: int = 100,
    tolerance: float = 0.0,
) -> np.ndarray:
    """Return the path of gradient descent from ``x0``.

    Stops when the step is shorter than ``tolerance``, when a number stops being finite (that point is the path's
    last), or after ``max_steps`` steps.

    Args:
        gradient: gives the gradient at a point, of the point's shape.
        x0: where to start, any shape.
        rate: learning rate, or a schedule: a function of the step's number 0, 1, 2, ...
        max_steps: at most so many steps, 0 or more.
        tolerance: stop when the length of a step falls below it.

    Returns:
        Array of shape (steps + 1, *shape of x0): the start, then the point after each step.

    Raises:
        ValueError: if ``max_steps`` is negative.

    Source: article, "Gradient descent", the four steps.
    """
    if max_steps < 0:
        raise ValueError(f"max_steps must be 0 or more, not {max_steps}.")
    x = np.array(x0, dtype=float)
    path = [x]
    # A diverging run is something to look at here, not an accident: it ends with its first infinite point.
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(max_steps):
            x = gradient_step(x, gradient(x), rate(step) if callable(rate) else rate)
            path.append(x)
            if not np.isfinite(x).all() or np.linalg.norm(x - path[-2]) < tolerance:
                break
    return np.array(path)


def has_converged(errors: Sequence[float] | np.ndarray, tolerance: float) -> bool:
    """Tell whether the error has stopped changing: whether its last change is smaller than ``tolerance``.

    How small the error itself can get depends on the problem (noise in the data stays), so that its change is what
    tells.

    Args:
        errors: the error after each step so far.
        tolerance: the largest change that counts as none.

    Returns:
        False while there are fewer than two errors, or the last is not finite.

    Source: article, "Gradient descent", step 4.
    """
    if len(errors) < 2 or not np.isfinite(errors[-1]):
        return False
    return bool(abs(errors[-1] - errors[-2]) < tolerance)


def largest_stable_rate(hessian: object) -> float:
    """Return 2 / largest curvature: above it, gradient descent on this bowl moves away from the bottom.

    Args:
        hessian: symmetric, shape (n, n), or the second derivative as a number; its largest eigenvalue is positive.

    Raises:
        ValueError: if no curvature is positive.

    Source: Nesterov, Introductory Lectures on Convex Optimization (2004), section 1.2.3.
    """
    largest = np.linalg.eigvalsh(np.atleast_2d(np.asarray(hessian, dtype=float)))[-1]
    if largest <= 0:
        raise ValueError(f"The ground must curve upward somewhere; the largest curvature is {largest:g}.")
    return float(2 / largest)
