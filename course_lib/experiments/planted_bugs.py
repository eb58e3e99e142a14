"""A small network whose backward pass can be broken on purpose: does a gradient check notice?"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

Bug = Literal[
    "factor_lost", "sum_for_mean", "sign_turned", "bias_forgotten", "mask_forgotten", "mask_turned", "order_lost",
    "one_percent",
]  # fmt: skip
BUGS: tuple[Bug, ...] = get_args(Bug)

INPUTS, HIDDEN = 3, 3
PARAMETERS = INPUTS * HIDDEN + HIDDEN + HIDDEN + 1


def small_network_error(parameters: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    """Return the mean of (prediction − y)², where prediction = relu(x W₁ + b₁) w₂ + b₂.

    Args:
        parameters: W₁, b₁, w₂ and b₂ one after the other, 16 numbers.
        x: inputs, shape (n, 3).
        y: targets, shape (n,).
    """
    w1, b1, w2, b2 = _parts(parameters)
    prediction = np.maximum(x @ w1 + b1, 0) @ w2 + b2
    return float(np.mean((prediction - y) ** 2))


def small_network_gradient(parameters: np.ndarray, x: np.ndarray, y: np.ndarray, bug: Bug | None = None) -> np.ndarray:
    """Return the gradient of `small_network_error`, by hand, with or without a bug.

    Args:
        parameters: 16 numbers.
        x: inputs, shape (n, 3).
        y: targets, shape (n,).
        bug: the mistake to make, one of `BUGS`; None for the right gradient.

    Returns:
        Shape (16,).
    """
    w1, b1, w2, b2 = _parts(parameters)
    z = x @ w1 + b1
    hidden = np.maximum(z, 0)
    factor = 1.0 if bug == "factor_lost" else 2.0
    count = 1 if bug == "sum_for_mean" else len(y)
    from_error = factor * (hidden @ w2 + b2 - y) / count
    if bug == "sign_turned":
        from_error = -from_error
    to_hidden = np.outer(from_error, w2)
    mask = {"mask_forgotten": np.ones_like(z), "mask_turned": z <= 0}.get(str(bug), z > 0)
    through_relu = to_hidden * mask
    to_w1 = x.T @ through_relu
    if bug == "order_lost":
        to_w1 = to_w1.T
    to_b1 = np.zeros(HIDDEN) if bug == "bias_forgotten" else through_relu.sum(axis=0)
    to_w2 = hidden.T @ from_error * (1.01 if bug == "one_percent" else 1.0)
    return np.concatenate([to_w1.ravel(), to_b1, to_w2, [from_error.sum()]])


def _parts(parameters: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    w1, b1, w2, b2 = np.split(np.asarray(parameters, dtype=float), np.cumsum([INPUTS * HIDDEN, HIDDEN, HIDDEN]))
    return w1.reshape(INPUTS, HIDDEN), b1, w2, float(b2[0])
