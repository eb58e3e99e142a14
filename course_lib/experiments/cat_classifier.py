"""Cat or dog? The simplest classifier there is: one weight for every pixel and kind, and nothing else.

Its weights can be looked at as a picture, one for each kind: shape (2, 20, 20), dogs first.
"""

from __future__ import annotations

import numpy as np


def scores(weights: np.ndarray, images: np.ndarray) -> np.ndarray:
    """Return how many points each kind gets: the ink of every pixel times its weight, added up.

    Args:
        weights: shape (kinds, rows, columns).
        images: ink from 0 to 1, shape (..., rows, columns).

    Returns:
        Shape (..., kinds).
    """
    return np.tensordot(images, weights, axes=([-2, -1], [-2, -1]))


def confidence(points: object) -> np.ndarray:
    """Return the confidence in each kind: softmax, which turns scores into shares of 1.

    Args:
        points: scores, shape (..., kinds), any real numbers.

    Returns:
        Same shape; positive, adding up to 1 over the kinds.

    Source: Bridle (1990); Goodfellow et al., Deep Learning (2016), section 6.2.2.3.
    """
    given = np.asarray(points, dtype=float)
    # Only differences count, so the largest may be 0: then no power overflows.
    powers = np.exp(given - given.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def error(weights: np.ndarray, images: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean of −log(confidence in the right kind): 0 when fully confident and right.

    Args:
        weights: shape (kinds, rows, columns).
        images: shape (n, rows, columns).
        labels: the right kind of each, whole numbers of shape (n,).

    Source: Goodfellow et al., Deep Learning (2016), section 6.2.2.3.
    """
    right = confidence(scores(weights, images))[np.arange(len(labels)), labels]
    return float(-np.log(right).mean())


def error_gradient(weights: np.ndarray, images: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the gradient of `error`: for each weight the mean of (confidence − answer) × ink.

    The answer is 1 for the right kind and 0 for the other.

    Args:
        weights: shape (kinds, rows, columns).
        images: shape (n, rows, columns).
        labels: shape (n,).

    Returns:
        Shape (kinds, rows, columns).
    """
    answers = np.eye(len(weights))[labels]
    too_much = confidence(scores(weights, images)) - answers
    return np.tensordot(too_much, images, axes=(0, 0)) / len(images)


def accuracy(weights: np.ndarray, images: np.ndarray, labels: np.ndarray) -> float:
    """Return the share of images whose right kind has the most points; see `error`."""
    return float(np.mean(scores(weights, images).argmax(axis=-1) == labels))
