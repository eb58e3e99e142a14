"""Operations that a network is made of, each with the way its gradient takes back.

For the form of an operation see `course_lib.engine.elementwise`.
"""

from __future__ import annotations

import numpy as np

from course_lib.engine.tape import Recorded


def matmul(a: np.ndarray, b: np.ndarray) -> Recorded:
    """Return the matrix product a b, of stacks of matrices too: a gets g bᵀ, and b gets aᵀ g."""
    if a.ndim == b.ndim == 2:
        return a @ b, (lambda g: g @ b.T, lambda g: a.T @ g)
    return _matmul_of_any(a, b)


def _matmul_of_any(a: np.ndarray, b: np.ndarray) -> Recorded:
    # As numpy does it, a vector counts as one row on the left and as one column on the right.
    rows = a[np.newaxis, :] if a.ndim == 1 else a
    columns = b[:, np.newaxis] if b.ndim == 1 else b

    def as_matrix(g: np.ndarray) -> np.ndarray:
        g = g[..., np.newaxis] if b.ndim == 1 else g
        return g[..., np.newaxis, :] if a.ndim == 1 else g

    def left(g: np.ndarray) -> np.ndarray:
        gradient: np.ndarray = as_matrix(g) @ columns.swapaxes(-1, -2)
        return gradient[..., 0, :] if a.ndim == 1 else gradient

    def right(g: np.ndarray) -> np.ndarray:
        gradient: np.ndarray = rows.swapaxes(-1, -2) @ as_matrix(g)
        return gradient[..., 0] if b.ndim == 1 else gradient

    return a @ b, (left, right)


def dense(x: np.ndarray, weights: np.ndarray, biases: np.ndarray) -> Recorded:
    """Return x W + b, a layer of neurons: x (samples, inputs), weights (inputs, outputs), biases (outputs,)."""
    result = x @ weights
    result += biases
    return result, (lambda g: g @ weights.T, lambda g: x.T @ g, lambda g: g.sum(axis=0))


def standardize(x: np.ndarray, *, axis: int, epsilon: float) -> Recorded:
    """Return y = (x − mean) / √(variance + ε) along an axis.

    Mean and variance depend on every x, so that each gets, besides its own part, a share of all the others':
    (g − mean of g − y · mean of g y) / √(variance + ε).
    """
    centered = x - x.mean(axis, keepdims=True)
    spread = np.sqrt((centered * centered).mean(axis, keepdims=True) + epsilon)
    y = centered / spread

    def back(g: np.ndarray) -> np.ndarray:
        return (g - g.mean(axis, keepdims=True) - y * (g * y).mean(axis, keepdims=True)) / spread

    return y, (back,)


def softmax(a: np.ndarray, *, axis: int = -1) -> Recorded:
    """Return eᵃ / Σ eᵃ: positive shares that add up to 1. Taking off the largest first keeps eᵃ from overflowing."""
    powers = np.exp(a - a.max(axis, keepdims=True))
    shares = powers / powers.sum(axis, keepdims=True)
    return shares, (lambda g: shares * (g - (g * shares).sum(axis, keepdims=True)),)


def log_softmax(a: np.ndarray, *, axis: int = -1) -> Recorded:
    """Return the logarithm of the softmax, exact even where a share is too small to be told from 0."""
    shifted = a - a.max(axis, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis, keepdims=True))
    return logs, (lambda g: g - np.exp(logs) * g.sum(axis, keepdims=True),)


def softmax_cross_entropy(scores: np.ndarray, *, labels: np.ndarray) -> Recorded:
    """Return the mean of −log softmax(scores)[label]: scores get (softmax − one at the label) / n.

    Scores have shape (n, classes), labels are n whole numbers from 0 to classes − 1.
    """
    n = len(labels)
    right = np.arange(n), labels
    shifted = scores - scores.max(axis=1, keepdims=True)
    powers = np.exp(shifted)
    totals = powers.sum(axis=1)

    def back(g: np.ndarray) -> np.ndarray:
        gradient: np.ndarray = powers / totals[:, np.newaxis]
        gradient[right] -= 1
        gradient *= g / n
        return gradient

    return (np.log(totals) - shifted[right]).sum() / n, (back,)


def binary_cross_entropy(scores: np.ndarray, targets: np.ndarray) -> Recorded:
    """Return the mean of −t log p − (1 − t) log(1 − p) with p = sigmoid(score): scores get (p − t) / n.

    Written out this is max(s, 0) − t s + log(1 + e^−|s|), whose exponential can't overflow.
    """
    n = scores.size
    small = np.exp(-np.abs(scores))
    losses = np.maximum(scores, 0) - targets * scores + np.log1p(small)

    def score_gradient(g: np.ndarray) -> np.ndarray:
        probabilities: np.ndarray = np.where(scores >= 0, 1, small) / (1 + small)
        return g / n * (probabilities - targets)

    return losses.sum() / n, (score_gradient, lambda g: -g / n * scores)
