"""Optimizers: how the gradient g of the error is turned into a step of the parameters x.

Each is a few lines, its ``rule``. The signs ``+=``, ``-=`` and ``*=`` change the numbers where they are, so that ``x -=
rate * g`` is the formula x ← x − rate · g. What a rule remembers from step to step (``memory``) starts at 0.

    optimizer = Adam(rate=0.01)
    optimizer.update([x], [gradient(x)])     # moves the array x
    optimizer.step(network.parameters())     # moves a network's parameters
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from course_lib.optimizers.base import Optimizer


@dataclass
class SGD(Optimizer):
    """Stochastic gradient descent: a step against the gradient, of a mini-batch for instance.

    Source: article, "SGD"; Robbins and Monro (1951).
    """

    rate: float = 0.01

    def rule(self, x: np.ndarray, g: np.ndarray, t: int, memory: Sequence[np.ndarray]) -> None:
        """Set x ← x − rate · g."""
        x -= self.rate * g


@dataclass
class Momentum(Optimizer):
    """Past gradients add up to a velocity, of which friction leaves the share ``momentum`` at each step.

    Source: article, "Momentum"; Polyak (1964).
    """

    rate: float = 0.01
    momentum: float = 0.9
    remembers: ClassVar[tuple[str, ...]] = ("velocity",)

    def rule(self, x: np.ndarray, g: np.ndarray, t: int, memory: Sequence[np.ndarray]) -> None:
        """Set velocity ← momentum · velocity + g;  x ← x − rate · velocity."""
        (velocity,) = memory
        velocity *= self.momentum
        velocity += g
        x -= self.rate * velocity


@dataclass
class NAG(Momentum):
    """Nesterov's accelerated gradient: momentum that looks ahead to where the velocity is about to carry it.

    Source: Nesterov (1983), in the form of Bengio et al. (2012) that takes the gradient at x itself.
    """

    def rule(self, x: np.ndarray, g: np.ndarray, t: int, memory: Sequence[np.ndarray]) -> None:
        """Set velocity ← momentum · velocity + g;  x ← x − rate · (g + momentum · velocity)."""
        (velocity,) = memory
        velocity *= self.momentum
        velocity += g
        x -= self.rate * (g + self.momentum * velocity)


@dataclass
class AdaGrad(Optimizer):
    """Each parameter's rate is divided by the root of the sum of all its squared gradients so far.

    Source: Duchi, Hazan and Singer (2011).
    """

    rate: float = 0.01
    epsilon: float = 1e-10
    remembers: ClassVar[tuple[str, ...]] = ("sum_of_squares",)

    def rule(self, x: np.ndarray, g: np.ndarray, t: int, memory: Sequence[np.ndarray]) -> None:
        """Set sum ← sum + g²;  x ← x − rate · g / (√sum + ε)."""
        (sum_of_squares,) = memory
        sum_of_squares += g**2
        x -= self.rate * g / (np.sqrt(sum_of_squares) + self.epsilon)


@dataclass
class RMSProp(Optimizer):
    """As AdaGrad, but old squares fade: ``v`` is a running mean of the squared gradients.

    Source: Tieleman and Hinton (2012), lecture 6.5.
    """

    rate: float = 0.01
    beta: float = 0.99
    epsilon: float = 1e-8
    remembers: ClassVar[tuple[str, ...]] = ("v",)

    def rule(self, x: np.ndarray, g: np.ndarray, t: int, memory: Sequence[np.ndarray]) -> None:
        """Set v ← β v + (1 − β) g²;  x ← x − rate · g / (√v + ε)."""
        (v,) = memory
        v *= self.beta
        v += (1 - self.beta) * g**2
        x -= self.rate * g / (np.sqrt(v) + self.epsilon)


@dataclass
class Adam(Optimizer):
    """Momentum and RMSProp together: ``m`` is a running mean of the gradients, ``v`` of their squares.

    Both start at 0 and are too small at first, which dividing by 1 − βᵗ at step t makes up for: m̂ and v̂.

    Source: article, "Adam"; Kingma and Ba (2015), algorithm 1.
    """

    rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    remembers: ClassVar[tuple[str, ...]] = ("m", "v")

    def rule(self, x: np.ndarray, g: np.ndarray, t: int, memory: Sequence[np.ndarray]) -> None:
        """Set m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  x ← x − rate · m̂ / (√v̂ + ε)."""
        m, v = memory
        self._remember(g, m, v)
        x -= self._stride(m, v, t)

    def _remember(self, g: np.ndarray, m: np.ndarray, v: np.ndarray) -> None:
        m *= self.beta1
        m += (1 - self.beta1) * g
        v *= self.beta2
        v += (1 - self.beta2) * g**2

    def _stride(self, m: np.ndarray, v: np.ndarray, t: int) -> np.ndarray:
        rate = self.rate / (1 - self.beta1**t)
        return rate * m / (np.sqrt(v / (1 - self.beta2**t)) + self.epsilon)


@dataclass
class AdamW(Adam):
    """Adam on weights that shrink a little at each step by themselves.

    Source: Loshchilov and Hutter (2019), algorithm 2.
    """

    weight_decay: float = 0.01

    def rule(self, x: np.ndarray, g: np.ndarray, t: int, memory: Sequence[np.ndarray]) -> None:
        """Set x ← (1 − rate · weight_decay) x, then Adam's step."""
        x *= 1 - self.rate * self.weight_decay
        super().rule(x, g, t, memory)


@dataclass
class AMSGrad(Adam):
    """Adam that divides by the largest ``v`` so far, so that a parameter's rate never grows again.

    Source: Reddi, Kale and Kumar (2018), with the corrections for the start that PyTorch keeps from Adam.
    """

    remembers: ClassVar[tuple[str, ...]] = ("m", "v", "largest")

    def rule(self, x: np.ndarray, g: np.ndarray, t: int, memory: Sequence[np.ndarray]) -> None:
        """Do as Adam, with the largest v in place of v."""
        m, v, largest = memory
        self._remember(g, m, v)
        np.maximum(largest, v, out=largest)
        x -= self._stride(m, largest, t)


OPTIMIZERS: tuple[type[Optimizer], ...] = (SGD, Momentum, NAG, AdaGrad, RMSProp, Adam, AdamW, AMSGrad)
