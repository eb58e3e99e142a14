"""The Hessian: how the gradient itself changes from place to place. For functions of few parameters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from course_lib.slopes.differentiation import numerical_gradient


def hessian_vector_product(
    gradient: Callable[[np.ndarray], np.ndarray], x: object, v: object, h: float = 1e-5
) -> np.ndarray:
    """Return the Hessian at ``x`` times ``v``, by looking at the gradient a little before and a little beyond ``x``.

    Costs two gradients however many parameters there are, while the Hessian itself would need two for each of them.

    Args:
        gradient: gives the gradient at a point, of the point's shape.
        x: the point, any shape.
        v: the direction, same shape.
        h: how far to go, whatever the length of ``v``.

    Returns:
        Array of the shape of ``x``.

    Raises:
        ValueError: if ``v`` has another shape than ``x``.

    Source: Nocedal and Wright, Numerical Optimization (2006), section 7.1.
    """
    x, v = np.asarray(x, dtype=float), np.asarray(v, dtype=float)
    if x.shape != v.shape:
        raise ValueError(f"The direction has shape {v.shape}, but the point has shape {x.shape}.")
    length = float(np.linalg.norm(v))
    if length == 0:
        return np.zeros_like(x)
    unit = v / length
    change: np.ndarray = np.subtract(gradient(x + h * unit), gradient(x - h * unit))
    return change * (length / (2 * h))


def hessian(gradient: Callable[[np.ndarray], np.ndarray], x: object, h: float = 1e-5) -> np.ndarray:
    """Return the Hessian at ``x``, from a function's gradient, one column after the other.

    Args:
        gradient: gives the gradient at a point of shape (n,), of the same shape.
        x: the point, shape (n,).
        h: how far to go each way.

    Returns:
        Symmetric matrix of shape (n, n): entry i, j is ∂²f / ∂x_i ∂x_j.

    Raises:
        ValueError: if ``x`` has not one axis.

    Source: Nocedal and Wright, Numerical Optimization (2006), section 8.1.
    """
    x = np.asarray(x, dtype=float)
    if x.ndim != 1:
        raise ValueError(f"The Hessian is taken at a point of shape (n,), not {x.shape}: flatten it first.")
    n = len(x)
    columns = np.array([hessian_vector_product(gradient, x, axis, h) for axis in np.eye(n)]).reshape(n, n)
    # Rounding leaves the two halves a little different; a Hessian is symmetric.
    symmetric: np.ndarray = (columns + columns.T) / 2
    return symmetric


def numerical_hessian(f: Callable[[np.ndarray], float], x: object, h: float = 1e-4) -> np.ndarray:
    """Return the Hessian at ``x`` from the function's values alone: to about 7 digits, at 4 n² values.

    Args:
        f: function of an array of shape (n,), giving one number.
        x: the point, shape (n,).
        h: how far to go each way; near 1e-4 truncation and rounding together are smallest in double precision.

    Returns:
        Symmetric matrix of shape (n, n).

    Raises:
        ValueError: if ``x`` has not one axis.
    """
    return hessian(partial(numerical_gradient, f, h=h), x, h)
