"""Dead ReLUs: neurons that answer 0 to every example, so that no gradient passes them and they can't learn."""

from __future__ import annotations

import numpy as np

from course_lib.engine.tensor import no_grad
from course_lib.networks.layers import Sequential


def dead_units(model: Sequential, x: np.ndarray) -> np.ndarray:
    """Return for each hidden layer how many of its neurons are dead, as `dead_masks` tells.

    Args:
        model: see `dead_masks`.
        x: examples, shape (samples, ...).

    Returns:
        Whole numbers, shape (hidden layers,), the layer next to the input first.
    """
    return np.array([dead.sum() for dead in dead_masks(model, x)])


def dead_masks(model: Sequential, x: np.ndarray) -> list[np.ndarray]:
    """Return for each hidden layer which of its neurons give exactly 0 for all of the examples.

    A neuron that is silent on these examples may wake up on others, or when the layers before it change: count over
    all the data that it learns from.

    Args:
        model: its last layer gives the scores; all before it are hidden layers that end in a ReLU.
        x: examples, shape (samples, ...).

    Returns:
        Truth values of shape (neurons,), one array for each hidden layer, the layer next to the input first.

    Source: Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models (2013), section 2.
    """
    masks = []
    with no_grad():
        out = x
        for layer in model.layers[:-1]:
            out = layer(out).data
            masks.append(silent_neurons(out))
    return masks


def silent_neurons(outputs: np.ndarray) -> np.ndarray:
    """Return which neurons give 0 for every sample, shape (neurons,); ``outputs`` has shape (samples, neurons)."""
    silent: np.ndarray = (outputs == 0).all(axis=0)
    return silent


def count_silent(outputs: np.ndarray) -> int:
    """Return how many neurons give 0 for every sample; ``outputs`` has shape (samples, neurons)."""
    return int(silent_neurons(outputs).sum())
