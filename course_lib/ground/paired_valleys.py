"""One kind of ground in any number of dimensions: the numbers go in pairs, and each pair has a slanting valley.

It is the landscape of `course_lib.ground.landscapes.valley`, once for each pair, its lowest place wherever you like.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from course_lib.ground.landscapes import valley


@dataclass(frozen=True)
class PairedValleys:
    """A ground to search, with as many dimensions as ``bottom`` has numbers.

    Attributes:
        bottom: the lowest place, height 0; shape (..., n) with n even, one for each run.
        condition: how many times more the ground curves across each valley, where it is 1, than along it.
        angle: direction of the valleys' floors, in radians from the first axis of each pair; 0 is straight.
    """

    bottom: np.ndarray
    condition: float = 10.0
    angle: float = np.pi / 4

    @property
    def dimension(self) -> int:
        """How many numbers a point has."""
        return int(self.bottom.shape[-1])

    def f(self, x: np.ndarray) -> np.ndarray:
        """Return the height at points of shape (..., n): shape (...)."""
        away = x - self.bottom
        return np.einsum("...i,...i->...", away, self._slopes(away)) / 2

    def gradient(self, x: np.ndarray) -> np.ndarray:
        """Return the gradient at points of shape (..., n): same shape."""
        return self._slopes(x - self.bottom)

    @cached_property
    def curvature(self) -> np.ndarray:
        """The curvature of each valley, shape (2, 2)."""
        return valley(self.condition, self.angle).hessian(np.zeros(2))

    def _slopes(self, away: np.ndarray) -> np.ndarray:
        """Return curvature × the way from the bottom, pair by pair."""
        (c, d), (_, e) = self.curvature
        first, second = away[..., 0::2], away[..., 1::2]
        slopes = np.empty_like(away)
        slopes[..., 0::2] = c * first + d * second
        slopes[..., 1::2] = d * first + e * second
        return slopes


def hidden_bottoms(runs: int, dimension: int, rng: np.random.Generator, condition: float = 10.0) -> PairedValleys:
    """Return a ground for each run, its bottom hidden anywhere between −1 and 1; searches start from 0.

    Args:
        runs: how many.
        dimension: even.
        rng: hides the bottoms.
        condition: see `PairedValleys`.

    Raises:
        ValueError: if ``dimension`` is odd: the numbers go in pairs.
    """
    if dimension % 2:
        raise ValueError(f"The numbers go in pairs, so their number must be even, not {dimension}.")
    return PairedValleys(rng.uniform(-1, 1, size=(runs, dimension)), condition)
