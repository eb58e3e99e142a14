"""The edge of stability: how the largest curvature moves while a small network learns digits from all data at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from course_lib.data.digits import digits
from course_lib.engine.tensor import Tensor
from course_lib.networks import initializers
from course_lib.networks.layers import Dense, Sequential, Tanh
from course_lib.networks.losses import mean_squared_error
from course_lib.slopes.flat_parameters import flat_gradient, flat_parameters
from course_lib.slopes.hessian import hessian_vector_product

IMAGES = 50
WIDTHS = (16, 16, 16, 10)
EVERY = 25
"""Steps between two measurements."""
DIVERGED = 1e6


@dataclass(frozen=True)
class Training:
    """What was measured during one training.

    Attributes:
        rate: learning rate.
        steps: at which steps it was measured.
        curvatures: the largest curvature at each of them: the largest eigenvalue of the Hessian.
        errors: the error at each of them.
        diverged: whether the error grew beyond all measure; then the training was stopped.
    """

    rate: float
    steps: np.ndarray
    curvatures: np.ndarray
    errors: np.ndarray
    diverged: bool

    @property
    def border(self) -> float:
        """The curvature whose border of stability is this learning rate: 2 / rate."""
        return 2 / self.rate

    @property
    def late_curvature(self) -> float:
        """The middle one of the curvatures measured in the second half."""
        return float(np.median(self.curvatures[len(self.curvatures) // 2 :]))


def train_and_measure(rate: float, rng: np.random.Generator, steps: int = 1500) -> Training:
    """Train a network of two hidden layers by gradient descent on 50 digits of 4 × 4 pixels; measure as it goes.

    The error is the sum of the 10 outputs' squared misses, averaged over the digits.

    Args:
        rate: learning rate.
        rng: chooses the digits and the first weights; equal seeds train the same network on the same digits.
        steps: how many steps of plain gradient descent to take.

    Source: Cohen et al., Gradient descent on neural networks typically occurs at the edge of stability (2021).
    """
    images, labels = digits()
    coarse = images.reshape(-1, 4, 2, 4, 2).mean(axis=(2, 4)).reshape(-1, 16)
    chosen = rng.permutation(len(coarse))[:IMAGES]
    inputs = (coarse[chosen] - coarse.mean(axis=0)) / coarse.std()
    targets = np.eye(10)[labels[chosen]]
    first, second, last = (
        Dense(low, high, rng, initializers.xavier) for low, high in pairwise(WIDTHS)
    )
    network = Sequential(first, Tanh(), second, Tanh(), last)

    def error() -> Tensor:
        return mean_squared_error(network(inputs), targets) * WIDTHS[-1]

    gradient = flat_gradient(error, network.parameters())
    x = flat_parameters(network.parameters())
    direction = rng.normal(size=x.size)
    measured: list[tuple[int, float, float]] = []
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps + 1):
            if step % EVERY == 0:
                # Power iteration: multiplied by the Hessian again and again, a direction turns to the steepest one.
                for _ in range(12 if step else 60):
                    product = hessian_vector_product(gradient, x, direction)
                    curvature = float(direction @ product / (direction @ direction))
                    direction = product / np.linalg.norm(product)
                gradient(x)
                measured.append((step, curvature, error().item()))
                if not measured[-1][2] < DIVERGED:
                    break
            x = x - rate * gradient(x)
    where, curvatures, errors = (np.array(column) for column in zip(*measured, strict=True))
    return Training(rate, where, curvatures, errors, bool(not errors[-1] < DIVERGED))
