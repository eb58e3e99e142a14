"""A cliff from real life: the error of a network with a single neuron that hands its output on to itself, 50 times."""

from __future__ import annotations

import numpy as np

from course_lib.ground.landscapes import Landscape
from course_lib.slopes.hessian import hessian

START = 0.5
TARGET = 0.7


def recurrent_cliff(steps: int = 50) -> Landscape:
    """Return the error of a recurrent network as a landscape over its weight w and its bias b.

    The network starts at x₀ = 0.5, goes on with xₜ = w × sigmoid(xₜ₋₁) + b, and after all steps its output sigmoid(x)
    should be 0.7: f(w, b) = (sigmoid(x) − 0.7)². Where a tiny change of w or b decides to which of two values the
    neuron settles, there is a cliff. The lowest places form a curve, so that no single minimum can be named.

    Args:
        steps: how often the output is handed on, at least 1.

    Raises:
        ValueError: if ``steps`` is below 1.

    Source: Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks (2013), figure 6.
    """
    if steps < 1:
        raise ValueError(f"The network makes at least 1 step, not {steps}.")

    def f(p: np.ndarray) -> np.ndarray:
        return (_run(p, steps)[0] - TARGET) ** 2

    def gradient(p: np.ndarray) -> np.ndarray:
        output, slopes = _run(p, steps)
        return 2 * (output - TARGET)[..., np.newaxis] * slopes

    return Landscape(
        name="recurrent_cliff",
        f=f,
        gradient=gradient,
        hessian=lambda p: hessian(gradient, p),
        minima=np.empty((0, 2)),
        region=np.array([[3.5, 7.0], [-3.4, -1.8]]),
        start=np.array([5.2, -2.2]),
    )


def _run(p: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the output, shape (...), and its slopes by w and b, shape (..., 2), carried along step by step."""
    p = np.asarray(p, dtype=float)
    w, b = p[..., 0], p[..., 1]
    x, by_w, by_b = np.full(w.shape, START), np.zeros(w.shape), np.zeros(w.shape)
    for _ in range(steps):
        output = _sigmoid(x)
        # The chain rule: what x depended on already, times the slope of this step, plus this step's own share.
        factor = w * output * (1 - output)
        by_w, by_b = output + factor * by_w, 1 + factor * by_b
        x = w * output + b
    output = _sigmoid(x)
    slope = output * (1 - output)
    return output, np.stack([slope * by_w, slope * by_b], axis=-1)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    # In this form it can't overflow.
    return np.asarray((1 + np.tanh(x / 2)) / 2)
