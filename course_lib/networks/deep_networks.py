"""Deep networks: one block like the other, as many as wanted, with or without the cures for vanishing gradients."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course_lib.networks import initializers
from course_lib.networks.initializers import Initializer
from course_lib.networks.layers import Dense, Layer, ReLU, Residual, Sequential


def deep_network(
    inputs: int,
    width: int,
    depth: int,
    outputs: int,
    rng: np.random.Generator,
    *,
    activation: Callable[[], Layer] = ReLU,
    initializer: Initializer = initializers.he,
    residual: bool = False,
    normalization: Callable[[int], Layer] | None = None,
) -> Sequential:
    """Return ``depth`` hidden layers of ``width`` neurons each, and a last Dense layer that gives the scores.

    A hidden layer is Dense → normalization (if any) → activation.

    Args:
        inputs: numbers that come in for each sample.
        width: neurons in each hidden layer.
        depth: hidden layers, at least 1.
        outputs: scores that come out for each sample.
        rng: where random weights come from.
        activation: makes the activation, for instance ``ReLU``.
        initializer: gives the first weights of each Dense layer.
        residual: whether each hidden layer is added to what comes in to it. The first one is only where ``inputs``
            is ``width``.
        normalization: makes a normalization of so many features: ``BatchNorm``, ``LayerNorm``, or None.

    Returns:
        depth + 1 layers, the hidden ones first.

    Raises:
        ValueError: if ``depth`` is below 1.

    Source: article, "Vanishing gradients"; normalization before the activation as in Ioffe and Szegedy (2015),
    residual connections as in He et al. (2016).
    """
    if depth < 1:
        raise ValueError(f"A deep network has at least 1 hidden layer, not {depth}.")

    def hidden(incoming: int) -> Layer:
        dense = Dense(incoming, width, rng, initializer)
        parts = [dense, activation()] if normalization is None else [dense, normalization(width), activation()]
        inner = Sequential(*parts)
        return Residual(inner) if residual and incoming == width else inner

    layers = [hidden(inputs if number == 0 else width) for number in range(depth)]
    return Sequential(*layers, Dense(width, outputs, rng, initializer))
