"""All that a network needs to learn, as plain functions: the course's own versions of what the exercises ask for.

Each has the name and the arguments of its exercise, so that a learner's function can stand in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.descent.schedules import cosine_decay
from course_lib.engine import elementwise, network_operations
from course_lib.networks import clipping, initializers
from course_lib.networks import minibatches as batches
from course_lib.optimizers.rules import Adam
from course_lib.slopes import gradient_check
from course_lib.slopes.differentiation import numerical_gradient

Pieces = Mapping[str, Callable[..., Any]]


def dense_forward(x: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return x W + b; x (examples, inputs), W (inputs, neurons), b (neurons,)."""
    result, _ = network_operations.dense(*(np.asarray(array, dtype=float) for array in (x, W, b)))
    return result


def dense_backward(gradient: np.ndarray, x: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return dx, dW and db for a gradient of shape (examples, neurons)."""
    x, W = np.asarray(x, dtype=float), np.asarray(W, dtype=float)
    _, rules = network_operations.dense(x, W, np.zeros(W.shape[1]))
    return tuple(rule(gradient) for rule in rules)


def relu_backward(gradient: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the gradient by x for a gradient by relu(x), both of one shape."""
    _, (rule,) = elementwise.relu(x)
    return rule(gradient)


def softmax_cross_entropy_backward(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the gradient of the mean cross-entropy by the scores, shape (examples, classes)."""
    _, (rule,) = network_operations.softmax_cross_entropy(scores, labels=labels)
    return rule(np.array(1.0))


def he_std(fan_in: int, fan_out: int) -> float:
    """Return √(2 / fan_in); how many outputs there are does not count."""
    return initializers.he_std(fan_in)


def clip_by_norm(gradients: list[np.ndarray], limit: float) -> list[np.ndarray]:
    """Return the gradients shortened together to a total norm of at most ``limit``."""
    return clipping.clip_by_norm(gradients, limit)


def minibatches(n: int, size: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Return the numbers 0 to n − 1 in random order, in pieces of ``size``."""
    return list(batches.minibatches(n, size, rng))


def adam_update(
    x: np.ndarray,
    g: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    rate: float,
    beta1: float,
    beta2: float,
    epsilon: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the new x, m and v after step t (from 1) of Adam; all of one shape."""
    x, m, v = (np.array(array, dtype=float) for array in (x, m, v))
    Adam(rate, beta1, beta2, epsilon).rule(x, g, t, [m, v])
    return x, m, v


def gradient_norms(gradients: Mapping[str, list[np.ndarray]]) -> dict[str, float]:
    """Return for each layer the norm of all its gradients together."""
    return {name: clipping.total_norm(arrays) for name, arrays in gradients.items()}


def relative_error(a: float, b: float) -> float:
    """Return |a − b| / max(|a|, |b|), and 0 where both are 0."""
    return float(gradient_check.relative_error(a, b))


COURSE_PIECES: Pieces = {
    piece.__name__: piece
    for piece in (
        numerical_gradient, cosine_decay, dense_forward, relu_backward, softmax_cross_entropy_backward, dense_backward,
        he_std, clip_by_norm, minibatches, adam_update, gradient_norms, relative_error,
    )
}  # fmt: skip


def start_network(sizes: list[int], pieces: Pieces, rng: np.random.Generator) -> list[np.ndarray]:
    """Return first weights and biases, W and b of one layer after the other.

    Args:
        sizes: numbers in the input and in each layer's output, such as [64, 32, 10].
        pieces: ``he_std`` is used.
        rng: draws the weights.
    """
    parameters = []
    for fan_in, fan_out in pairwise(sizes):
        parameters += [pieces["he_std"](fan_in, fan_out) * rng.normal(size=(fan_in, fan_out)), np.zeros(fan_out)]
    return parameters


def forward(
    parameters: list[np.ndarray], images: np.ndarray, pieces: Pieces
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the hidden layer before and after ReLU, and the scores.

    Args:
        parameters: W1, b1, W2 and b2.
        images: shape (examples, pixels).
        pieces: ``dense_forward`` is used.
    """
    W1, b1, W2, b2 = parameters
    before = pieces["dense_forward"](images, W1, b1)
    hidden = np.maximum(before, 0)
    return before, hidden, pieces["dense_forward"](hidden, W2, b2)


def backward(parameters: list[np.ndarray], images: np.ndarray, labels: np.ndarray, pieces: Pieces) -> list[np.ndarray]:
    """Return the gradient of the cross-entropy by W1, b1, W2 and b2.

    Args:
        parameters: W1, b1, W2 and b2.
        images: shape (examples, pixels).
        labels: shape (examples,).
        pieces: all four of chapter 5 are used.
    """
    W1, _, W2, _ = parameters
    before, hidden, scores = forward(parameters, images, pieces)
    to_scores = pieces["softmax_cross_entropy_backward"](scores, labels)
    to_hidden, dW2, db2 = pieces["dense_backward"](to_scores, hidden, W2)
    to_before = pieces["relu_backward"](to_hidden, before)
    _, dW1, db1 = pieces["dense_backward"](to_before, images, W1)
    return [dW1, db1, dW2, db2]


def train_network(
    parameters: list[np.ndarray],
    images: np.ndarray,
    labels: np.ndarray,
    pieces: Pieces,
    epochs: int,
    rng: np.random.Generator,
) -> list[np.ndarray]:
    """Return the parameters after training: mini-batches of 32, clipping, and Adam with a falling rate.

    Args:
        parameters: where to start, W1, b1, W2 and b2; left as they are.
        images: shape (examples, pixels).
        labels: shape (examples,).
        pieces: those of chapters 4 to 7 are used.
        epochs: how often to go through all examples.
        rng: decides the order of the examples.

    Source: article, all chapters.
    """
    moments = [(np.zeros_like(p), np.zeros_like(p)) for p in parameters]
    steps = epochs * -(-len(images) // 32)
    t = 0
    for _ in range(epochs):
        for batch in pieces["minibatches"](len(images), 32, rng):
            t += 1
            rate = pieces["cosine_decay"](0.01, t, steps, 0.0001)
            gradients = pieces["clip_by_norm"](backward(parameters, images[batch], labels[batch], pieces), 1.0)
            updated = [
                pieces["adam_update"](p, g, m, v, t, rate, 0.9, 0.999, 1e-8)
                for p, g, (m, v) in zip(parameters, gradients, moments, strict=True)
            ]
            parameters = [p for p, _, _ in updated]
            moments = [(m, v) for _, m, v in updated]
    return parameters


def accuracy(
    parameters: list[np.ndarray], images: np.ndarray, labels: np.ndarray, pieces: Pieces = COURSE_PIECES
) -> float:
    """Return the share of images for which the right digit has the highest score."""
    _, _, scores = forward(parameters, images, pieces)
    return float(np.mean(scores.argmax(axis=1) == labels))
