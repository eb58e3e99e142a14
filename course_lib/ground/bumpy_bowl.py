"""A wide bowl full of small dents: one lowest hollow, and others to be caught in on the way there."""

from __future__ import annotations

import numpy as np

from course_lib.ground.landscapes import Landscape


def bumpy_bowl(depth: float = 0.1, often: float = 4.0) -> Landscape:
    """Return f(x) = x² / 20 + depth × (1 − cos(often × x)): a bowl with dents, the deepest in the middle.

    Args:
        depth: half the height of the bumps between the dents, above 0.
        often: how many dents there are on 2π of the way, above 0.

    Raises:
        ValueError: if the dents are too shallow to hold anything: if depth × often² is not above 0.1.
    """
    if not (depth > 0 and depth * often**2 > 0.1):
        raise ValueError(f"A dent needs depth > 0 and depth × often² > 0.1, not {depth} and {often}.")

    def slope(x: np.ndarray) -> np.ndarray:
        return x / 10 + depth * often * np.sin(often * x)

    def curvature(x: np.ndarray) -> np.ndarray:
        return 1 / 10 + depth * often**2 * np.cos(often * x)

    # Each minimum is near a whole number of dents from the middle; Newton's method does the rest. Beyond
    # 10 × depth × often the bowl is steeper than any dent.
    near = np.arange(-40, 41) * 2 * np.pi / often
    x = near[np.abs(near) < 10 * depth * often]
    for _ in range(60):
        x = x - np.clip(slope(x) / np.maximum(curvature(x), 0.1), -0.1 / often, 0.1 / often)
    x = np.unique(x[(np.abs(slope(x)) < 1e-9) & (curvature(x) > 0)].round(9))
    width = 15 * depth * often
    return Landscape(
        name="bumpy_bowl",
        f=lambda p: p[..., 0] ** 2 / 20 + depth * (1 - np.cos(often * p[..., 0])),
        gradient=slope,
        hessian=lambda p: np.array([[float(curvature(p[0]))]]),
        minima=x[np.argsort(np.abs(x), kind="stable")][:, None],
        region=np.array([[-width, width]]),
        start=np.array([0.8 * width]),
    )
