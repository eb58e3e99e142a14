"""Initial weights: how large should random weights be, so that signals neither die out nor blow up on their way?

An initializer takes the number of inputs and outputs of a layer and a random generator, and returns weights of shape
(inputs, outputs).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

Initializer = Callable[[int, int, np.random.Generator], np.ndarray]


def zeros(inputs: int, outputs: int, rng: np.random.Generator) -> np.ndarray:
    """Return zeros: all neurons of a layer start alike, get the same gradient and stay alike."""
    return np.zeros((inputs, outputs))


def normal(scale: float) -> Initializer:
    """Return the initializer that draws from a normal distribution of one fixed standard deviation.

    Args:
        scale: the standard deviation, whatever the size of the layer.

    Raises:
        ValueError: if ``scale`` is negative.
    """
    if scale < 0:
        raise ValueError(f"A standard deviation is 0 or more, not {scale:g}.")
    return lambda inputs, outputs, rng: rng.normal(0.0, scale, (inputs, outputs))


def xavier(inputs: int, outputs: int, rng: np.random.Generator) -> np.ndarray:
    """Draw from a normal distribution with `xavier_std`: suits tanh."""
    return rng.normal(0.0, xavier_std(inputs, outputs), (inputs, outputs))


def he(inputs: int, outputs: int, rng: np.random.Generator) -> np.ndarray:
    """Draw from a normal distribution with `he_std`: suits ReLU."""
    return rng.normal(0.0, he_std(inputs), (inputs, outputs))


def xavier_std(inputs: int, outputs: int) -> float:
    """Return √(2 / (inputs + outputs)): a compromise that keeps both signals and gradients level.

    Raises:
        ValueError: if there are no inputs and outputs.

    Source: Glorot and Bengio (2010), equation 12.
    """
    if inputs + outputs <= 0:
        raise ValueError(f"A layer has at least one input or output, not {inputs} and {outputs}.")
    return math.sqrt(2 / (inputs + outputs))


def he_std(inputs: int) -> float:
    """Return √(2 / inputs): twice the variance, because ReLU switches off half of the signal.

    Raises:
        ValueError: if there are no inputs.

    Source: He et al. (2015), equation 10.
    """
    if inputs <= 0:
        raise ValueError(f"A layer has at least one input, not {inputs}.")
    return math.sqrt(2 / inputs)
