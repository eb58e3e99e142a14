"""Parts with a fault, for the clinic: each is a part of the course with one thing done wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from course_lib.engine.tensor import Operand, Tensor, as_tensor
from course_lib.networks import normalization
from course_lib.optimizers.rules import Adam


class GradientsPileUp:
    """The reset is forgotten: each new gradient is added to all those before it.

    (In PyTorch this is a missing ``optimizer.zero_grad()``.)
    """

    def __init__(self) -> None:
        self._pile: list[np.ndarray] = []

    def __call__(self, gradients: Sequence[np.ndarray]) -> Sequence[np.ndarray]:
        """Return the sum of these gradients and of all earlier ones."""
        pile = self._pile or [np.zeros_like(g) for g in gradients]
        self._pile = [old + g for old, g in zip(pile, gradients, strict=True)]
        return self._pile


class BatchNorm(normalization.BatchNorm):
    """Does not complain about a mini-batch of one, as some libraries don't.

    The mean of one number is that number: taken off, it leaves 0, whatever came in.
    """

    def __call__(self, x: Operand) -> Tensor:
        """Return the shape of ``x``."""
        x = as_tensor(x)
        if self.training and len(x) == 1:
            return (x - x) * self.scale + self.shift
        return super().__call__(x)


class AdamUncorrected(Adam):
    """m and v start at 0, and nothing makes up for it."""

    def rule(self, x: np.ndarray, g: np.ndarray, t: int, memory: Sequence[np.ndarray]) -> None:
        """Do as Adam in a step so late that the correction has become 1."""
        super().rule(x, g, 10**9, memory)
