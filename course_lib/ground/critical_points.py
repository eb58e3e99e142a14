"""Places where the gradient is zero: what kind are they? The curvatures tell where the slope no longer can."""

from __future__ import annotations

from typing import Literal

import numpy as np

from course_lib.ground.landscapes import Landscape

Kind = Literal["minimum", "maximum", "saddle", "flat"]


def critical_point_kind(hessian: object, tolerance: float = 1e-6) -> Kind:
    """Return what kind of place one with gradient zero is, by the curvatures in its main directions.

    Args:
        hessian: symmetric, shape (n, n); its eigenvalues are these curvatures.
        tolerance: a curvature of at most this size counts as 0.

    Returns:
        ``"minimum"`` where it curves upward in every direction, ``"maximum"`` where it curves downward in every
        direction, ``"saddle"`` where it does both, and else ``"flat"``: in some direction there is no curvature, and
        the Hessian can't tell.

    Raises:
        ValueError: if the Hessian is no square, or is not symmetric.

    Source: Nocedal and Wright, Numerical Optimization (2006), section 2.1.
    """
    matrix = np.atleast_2d(np.asarray(hessian, dtype=float))
    if matrix.shape != matrix.shape[::-1] or not np.allclose(matrix, matrix.T):
        raise ValueError(f"A Hessian is square and symmetric; this has shape {matrix.shape}:\n{matrix}")
    curvatures = np.linalg.eigvalsh(matrix)
    upward, downward = (curvatures > tolerance).any(), (curvatures < -tolerance).any()
    if upward and downward:
        return "saddle"
    if (np.abs(curvatures) <= tolerance).any():
        return "flat"
    return "minimum" if upward else "maximum"


def dead_unit() -> Landscape:
    """Return the error of one neuron relu(w x + b) that is to learn y = x from x = 0.5, 1 and 1.5.

    f(w, b) is the mean of (relu(w x + b) − x)² / 2. Where w x + b is negative for all three, the neuron is dead: it
    answers 0 whatever w and b are, and the ground is perfectly level.

    Source: article, "Vanishing gradients" (ReLU); Lu et al., Dying ReLU and Initialization (2020).
    """
    x = np.array([0.5, 1.0, 1.5])

    def signals(p: np.ndarray) -> np.ndarray:
        return p[..., :1] * x + p[..., 1:]

    def gradient(p: np.ndarray) -> np.ndarray:
        z = signals(np.asarray(p, dtype=float))
        error = np.where(z > 0, z - x, 0.0)
        return np.stack([(error * x).mean(axis=-1), error.mean(axis=-1)], axis=-1)

    def hessian(p: np.ndarray) -> np.ndarray:
        alive = signals(np.asarray(p, dtype=float)) > 0
        inputs = np.stack([x, np.ones(3)])[:, alive]
        return inputs @ inputs.T / 3

    return Landscape(
        name="dead_unit",
        f=lambda p: ((np.maximum(signals(p), 0) - x) ** 2).mean(axis=-1) / 2,
        gradient=gradient,
        hessian=hessian,
        minima=np.array([[1.0, 0.0]]),
        region=np.array([[-2.0, 2.5], [-2.0, 2.0]]),
        start=np.array([-1.0, -1.0]),
    )
