"""Layers: the building blocks of a network, each a function of a tensor that owns its parameters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from course_lib.engine import network_operations
from course_lib.engine.tensor import Operand, Tensor, apply, as_tensor
from course_lib.networks import initializers
from course_lib.networks.initializers import Initializer


class Layer:
    """What all layers share: they are called on a tensor, know their parameters and whether they are in training."""

    training = True

    def __call__(self, x: Operand) -> Tensor:
        """Return what this layer makes of ``x``."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it computes: give it a __call__.")

    def children(self) -> dict[str, Layer]:
        """Return the layers inside this one, by name."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Layer)}

    def named_parameters(self) -> Iterator[tuple[str, Tensor]]:
        """Give each parameter with its name, such as ``"2.Dense.weights"``; one that is shared comes once."""
        seen: set[Tensor] = set()
        for name, parameter in self._all_parameters():
            if parameter not in seen:
                seen.add(parameter)
                yield name, parameter

    def parameters(self) -> list[Tensor]:
        """Return all parameters, in the order in which data meet them."""
        return [parameter for _, parameter in self.named_parameters()]

    def train(self) -> None:
        """Switch to training, for layers that behave differently there."""
        self._set_training(True)

    def eval(self) -> None:
        """Switch to evaluation: using what was learnt."""
        self._set_training(False)

    def _all_parameters(self) -> Iterator[tuple[str, Tensor]]:
        for name, value in vars(self).items():
            if isinstance(value, Tensor) and not value.constant:
                yield name, value
        for name, child in self.children().items():
            for inner, parameter in child._all_parameters():
                yield f"{name}.{inner}", parameter

    def _set_training(self, training: bool) -> None:
        self.training = training
        for child in self.children().values():
            child._set_training(training)


class Dense(Layer):
    """x W + b: every output neuron weighs all inputs and adds its bias.

    Args:
        inputs: numbers that come in for each sample.
        outputs: neurons.
        rng: where random weights come from.
        initializer: gives the first weights; the biases start at 0.
    """

    def __init__(
        self, inputs: int, outputs: int, rng: np.random.Generator, initializer: Initializer = initializers.he
    ) -> None:
        self.weights = Tensor(initializer(inputs, outputs, rng), name="weights")
        self.biases = Tensor(np.zeros(outputs), name="biases")

    def __call__(self, x: Operand) -> Tensor:
        """Return shape (..., outputs) for ``x`` of shape (..., inputs)."""
        x = as_tensor(x)
        if x.ndim == 2:
            return apply(network_operations.dense, x, self.weights, self.biases)
        return x @ self.weights + self.biases


class ReLU(Layer):
    """max(x, 0), number by number."""

    def __call__(self, x: Operand) -> Tensor:
        """Return the shape of ``x``."""
        return as_tensor(x).relu()


class Tanh(Layer):
    """The hyperbolic tangent, number by number."""

    def __call__(self, x: Operand) -> Tensor:
        """Return the shape of ``x``."""
        return as_tensor(x).tanh()


class Sigmoid(Layer):
    """1 / (1 + e⁻ˣ), number by number."""

    def __call__(self, x: Operand) -> Tensor:
        """Return the shape of ``x``."""
        return as_tensor(x).sigmoid()


class Sequential(Layer):
    """Layers one after the other: each gets what the one before it gives.

    Args:
        *layers: from input to output.
    """

    def __init__(self, *layers: Layer) -> None:
        self.layers = layers

    def __call__(self, x: Operand) -> Tensor:
        """Return what the last layer makes of it."""
        out = as_tensor(x)
        for layer in self.layers:
            out = layer(out)
        return out

    def children(self) -> dict[str, Layer]:
        """Return the layers by number and kind, counted from 1: ``"1.Dense"``."""
        return {f"{number}.{type(layer).__name__}": layer for number, layer in enumerate(self.layers, start=1)}


class Residual(Layer):
    """x + inner(x): the gradient also takes the direct road past the inner layer.

    Args:
        inner: a layer that gives back the shape it gets.

    Source: He et al., Deep Residual Learning (2016).
    """

    def __init__(self, inner: Layer) -> None:
        self.inner = inner

    def __call__(self, x: Operand) -> Tensor:
        """Return the shape of ``x``.

        Raises:
            ValueError: if the inner layer changes the shape.
        """
        x = as_tensor(x)
        out = self.inner(x)
        if out.shape != x.shape:
            raise ValueError(f"The inner layer made shape {out.shape} of {x.shape}: it must keep it to be added.")
        return x + out
