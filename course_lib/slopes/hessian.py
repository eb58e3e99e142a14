"""The Hessian: how the gradient itself changes from place to place. For functions of few parameters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


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
    return (columns + columns.T) / 2
