"""Normalization: shift numbers to mean 0 and scale them to variance 1, then let the network choose both anew."""

from __future__ import annotations

import numpy as np

from course_lib.engine import network_operations
from course_lib.engine.tensor import Operand, Tensor, apply, as_tensor
from course_lib.networks.layers import Layer


class BatchNorm(Layer):
    """Normalizes each feature over the samples of a mini-batch.

    In training the batch's own mean and variance are used, and running averages of them kept; in evaluation, where
    a sample must not depend on those beside it, the running averages are used.

    Args:
        features: numbers in a sample.
        momentum: weight of the newest batch in the running averages.
        epsilon: added to the variance, against division by 0.

    Source: Ioffe and Szegedy, Batch Normalization (2015), algorithms 1 and 2.
    """

    def __init__(self, features: int, momentum: float = 0.1, epsilon: float = 1e-5) -> None:
        self.scale = Tensor(np.ones(features), name="scale")
        self.shift = Tensor(np.zeros(features), name="shift")
        self.running_mean = np.zeros(features)
        self.running_variance = np.ones(features)
        self.momentum = momentum
        self.epsilon = epsilon

    def __call__(self, x: Operand) -> Tensor:
        """Return the shape of ``x``, which is (samples, features).

        Raises:
            ValueError: if ``x`` has another shape, or in training only one sample: then there is no spread to measure.
        """
        x = as_tensor(x)
        samples, features = x.shape if x.ndim == 2 else (0, 0)
        if features != self.scale.size:
            raise ValueError(f"x must have shape (samples, {self.scale.size}), not {x.shape}.")
        if not self.training:
            return (x - self.running_mean) / np.sqrt(self.running_variance + self.epsilon) * self.scale + self.shift
        if samples < 2:
            raise ValueError(f"In training BatchNorm needs at least 2 samples to compare, not {samples}.")
        # The average is to estimate the variance of all data, hence n − 1: a batch's own mean lies too close to it.
        self._follow(x.data.mean(axis=0), x.data.var(axis=0, ddof=1))
        return apply(network_operations.standardize, x, axis=0, epsilon=self.epsilon) * self.scale + self.shift

    def _follow(self, mean: np.ndarray, variance: np.ndarray) -> None:
        self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
        self.running_variance = (1 - self.momentum) * self.running_variance + self.momentum * variance


class LayerNorm(Layer):
    """Normalizes each sample over its features, so that it needs no other samples: training and evaluation are alike.

    Args:
        features: numbers in a sample.
        epsilon: added to the variance, against division by 0.

    Source: Ba, Kiros and Hinton, Layer Normalization (2016), equation 4.
    """

    def __init__(self, features: int, epsilon: float = 1e-5) -> None:
        self.scale = Tensor(np.ones(features), name="scale")
        self.shift = Tensor(np.zeros(features), name="shift")
        self.epsilon = epsilon

    def __call__(self, x: Operand) -> Tensor:
        """Return the shape of ``x``, which is (..., features).

        Raises:
            ValueError: if ``x`` has another shape.
        """
        x = as_tensor(x)
        if x.shape[-1:] != self.scale.shape:
            raise ValueError(f"x must have shape (..., {self.scale.size}), not {x.shape}.")
        return apply(network_operations.standardize, x, axis=-1, epsilon=self.epsilon) * self.scale + self.shift
