"""The best settings on a bowl, worked out with pencil and paper, for plain descent and for momentum.

A bowl curves most (L) in one direction and least (μ) in another. A rate that suits the one is too large or too small
for the other; these are the settings at which the slowest direction is as fast as it can be.
"""

from __future__ import annotations

import numpy as np


def best_rate(least: float, most: float) -> tuple[float, float]:
    """Return the rate 2 / (L + μ), best for gradient descent without momentum, and what a step leaves of the way.

    At this rate a step multiplies the distance along the steepest and along the gentlest direction by the same
    (κ − 1) / (κ + 1), where κ = L / μ is the condition number, once with a minus sign and once without.

    Args:
        least: the smallest curvature, μ, above 0.
        most: the largest curvature, L, at least μ.

    Raises:
        ValueError: if the curvatures are not those of a bowl.

    Source: Polyak, Some methods of speeding up the convergence of iteration methods (1964).
    """
    _require_bowl(least, most)
    return 2 / (most + least), (most - least) / (most + least)


def best_momentum(least: float, most: float) -> tuple[float, float, float]:
    """Return the best rate and the best momentum on a bowl, and what a step leaves of the way in the long run.

    The rate is (2 / (√L + √μ))² and the momentum ((√L − √μ) / (√L + √μ))²; a step leaves (√κ − 1) / (√κ + 1): the
    condition number κ = L / μ of plain descent has become its root.

    Args:
        least: the smallest curvature, μ, above 0.
        most: the largest curvature, L, at least μ.

    Raises:
        ValueError: if the curvatures are not those of a bowl.

    Source: Polyak (1964), for the form x ← x − rate · g + momentum · (last step), which
    `course_lib.optimizers.rules.Momentum` is: its velocity is (last step) / −rate as long as the rate stays.
    """
    _require_bowl(least, most)
    small, large = np.sqrt(least), np.sqrt(most)
    left = float((large - small) / (large + small))
    return float(4 / (large + small) ** 2), left**2, left


def share_left(curvature: float, rate: float, momentum: float = 0.0) -> float:
    """Return what a step leaves, in the long run, of the distance along a direction of this curvature.

    Below 1 it comes nearer, above 1 it flies away.

    With momentum the next place depends on the last two: x′ = (1 + momentum − rate · curvature) x − momentum · (x
    before). That is a table of numbers applied over and over; its largest eigenvalue is what remains of it.

    Args:
        curvature: of the direction, above 0.
        rate: learning rate.
        momentum: share of the velocity kept.
    """
    table = np.array([[1 + momentum - rate * curvature, -momentum], [1.0, 0.0]])
    return float(np.abs(np.linalg.eigvals(table)).max())


def _require_bowl(least: float, most: float) -> None:
    if not 0 < least <= most:
        raise ValueError(f"A bowl has curvatures 0 < least ≤ most, not {least:g} and {most:g}.")
