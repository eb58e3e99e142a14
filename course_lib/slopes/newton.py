"""Newton's method: using the curvature as well as the slope."""

from __future__ import annotations

import numpy as np


def newton_step(x: object, gradient: object, hessian: object) -> np.ndarray:
    """Return x − H⁻¹ g: the place where the slope would be zero if the curvature stayed as it is here.

    Args:
        x: the point, shape (n,).
        gradient: g there, shape (n,).
        hessian: H there, shape (n, n).

    Returns:
        The new point, shape (n,). On a bowl it is the bottom; on a saddle, the saddle.

    Raises:
        numpy.linalg.LinAlgError: if in some direction there is no curvature.

    Source: Nocedal and Wright, Numerical Optimization (2006), section 2.2.
    """
    x, g = np.asarray(x, dtype=float), np.asarray(gradient, dtype=float)
    # Solving H d = g is quicker and more exact than working out H⁻¹.
    return x - np.linalg.solve(np.asarray(hessian, dtype=float), g)
