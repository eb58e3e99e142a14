"""Landscapes to descend: functions of one or two numbers whose gradient, Hessian and minima are known exactly.

A point is an array whose last axis is the landscape's dimension, so that a whole grid of points is one call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Landscape:
    """A function with everything that can be known of it.

    Attributes:
        name: its name in the catalogue of words (``landscapes.NAME``).
        f: height; points of shape (..., n) to heights of shape (...).
        gradient: points of shape (..., n) to gradients of shape (..., n).
        hessian: one point of shape (n,) to a matrix of shape (n, n).
        minima: all local minima, shape (m, n), the lowest first; m = 0 where there is none.
        region: the part worth looking at, (low, high) for each axis, shape (n, 2).
        start: a good place to start from, shape (n,).
    """

    name: str
    f: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    hessian: Callable[[Array], Array]
    minima: Array
    region: Array
    start: Array

    @property
    def dimension(self) -> int:
        """How many numbers a point has: 1 or 2."""
        return len(self.region)


def bowl(curvature: float = 1.0) -> Landscape:
    """Return f(x) = curvature × x² / 2, a bowl in one dimension with its bottom at 0."""
    return Landscape(
        name="bowl",
        f=lambda x: curvature * x[..., 0] ** 2 / 2,
        gradient=lambda x: curvature * x,
        hessian=lambda x: np.array([[curvature]]),
        minima=np.array([[0.0]]),
        region=np.array([[-3.0, 3.0]]),
        start=np.array([-2.5]),
    )


def double_well() -> Landscape:
    """Return f(x) = (x² − 1)² + x / 4: two valleys, the left one deeper."""

    def f(x: Array) -> Array:
        return (x[..., 0] ** 2 - 1) ** 2 + x[..., 0] / 4

    # Where the derivative 4x³ − 4x + 1/4 is 0; the middle root is the hill between the valleys.
    left, _, right = np.sort(np.roots([4, 0, -4, 1 / 4]).real)
    return Landscape(
        name="double_well",
        f=f,
        gradient=lambda x: 4 * x**3 - 4 * x + 1 / 4,
        hessian=lambda x: np.array([[12 * x[0] ** 2 - 4]]),
        minima=np.array([[left], [right]]),
        region=np.array([[-1.8, 1.8]]),
        start=np.array([1.7]),
    )


def valley(condition: float = 10.0, angle: float = np.pi / 6) -> Landscape:
    """Return a bowl in two dimensions: curvature 1 across and 1 / condition along a valley turned by ``angle``.

    Args:
        condition: how many times more the ground curves across the valley than along it; 1 is a round bowl.
        angle: direction of the valley's floor, in radians from the first axis.

    Raises:
        ValueError: if ``condition`` is below 1.
    """
    if condition < 1:
        raise ValueError(f"The condition number is largest / smallest curvature, so at least 1, not {condition}.")
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-np.sin(angle), np.cos(angle)])
    curvature = np.outer(across, across) + np.outer(along, along) / condition
    return Landscape(
        name="round_bowl" if condition == 1 else "valley",
        f=lambda x: np.einsum("...i,ij,...j->...", x, curvature, x) / 2,
        gradient=lambda x: x @ curvature,
        hessian=lambda x: curvature,
        minima=np.array([[0.0, 0.0]]),
        region=np.array([[-3.0, 3.0], [-2.0, 2.0]]),
        start=np.array([-2.6, -0.4]),
    )
