"""Gradients from a part of the data: how far do they stray from the gradient of all the data?"""

from __future__ import annotations

import numpy as np


def line_gradients(line: object, x: object, y: object) -> np.ndarray:
    """Return the gradient of (a x + b − y)² by (a, b) for each example by itself.

    Args:
        line: (a, b).
        x: inputs, shape (n,).
        y: targets, shape (n,).

    Returns:
        Shape (n, 2). The gradient of the mean squared error over any of the examples is the mean of their rows.
    """
    a, b = np.asarray(line, dtype=float)
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    error = a * x + b - y
    return np.stack([2 * error * x, 2 * error], axis=-1)


def minibatch_gradients(gradients: object, size: int, batches: int, rng: np.random.Generator) -> np.ndarray:
    """Return the gradients of random mini-batches: means over ``size`` examples, drawn anew for each batch.

    Args:
        gradients: gradient for each example, shape (n, ...).
        size: examples in a mini-batch, 1 or more. Drawn with replacement, so that the examples of a batch are
            independent and it may even be larger than n.
        batches: how many mini-batches to draw.
        rng: decides which examples.

    Returns:
        Shape (batches, ...).

    Raises:
        ValueError: if ``size`` is below 1.
    """
    if size < 1:
        raise ValueError(f"A mini-batch has at least 1 example, not {size}.")
    gradients = np.asarray(gradients, dtype=float)
    return gradients[rng.integers(len(gradients), size=(batches, size))].mean(axis=1)


def gradient_noise(gradients: object) -> float:
    """Return the root of the mean squared distance of gradients from their mean: their standard deviation.

    Args:
        gradients: of several mini-batches, shape (batches, ...).
    """
    flat = np.asarray(gradients, dtype=float).reshape(len(np.asarray(gradients)), -1)
    return float(np.sqrt(((flat - flat.mean(axis=0)) ** 2).sum(axis=1).mean()))
