"""Adam taken apart: everything it computes on the way from a gradient to a step, for each parameter, kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class AdamParts:
    """What Adam computed in each step; every array has shape (steps, parameters).

    Attributes:
        gradient: g, what it was given.
        m: the running mean of the gradients.
        v: the running mean of their squares.
        m_corrected: m̂, made up for starting at 0; the same as m where the correction is switched off.
        v_corrected: v̂, likewise.
        step: what was subtracted from the parameters.
    """

    gradient: np.ndarray
    m: np.ndarray
    v: np.ndarray
    m_corrected: np.ndarray
    v_corrected: np.ndarray
    step: np.ndarray


def adam_parts(
    gradient: Callable[[int, np.ndarray], np.ndarray],
    x0: object,
    steps: int,
    rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    corrected: bool = True,
) -> AdamParts:
    """Run Adam and keep all its parts.

    Args:
        gradient: takes the number of the step, from 1, and the parameters of shape (n,), gives their gradient.
        x0: the parameters at the start, shape (n,).
        steps: how many steps to take, at least 1.
        rate: learning rate.
        beta1: share kept of m at each step.
        beta2: share kept of v at each step.
        epsilon: keeps the division from being one by 0.
        corrected: whether m and v are divided by 1 − βᵗ.

    Source: Kingma and Ba (2015), algorithm 1.
    """
    x = np.array(x0, dtype=float)
    m, v = np.zeros_like(x), np.zeros_like(x)
    kept = []
    for t in range(1, steps + 1):
        g = np.asarray(gradient(t, x), dtype=float)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t) if corrected else m
        v_hat = v / (1 - beta2**t) if corrected else v
        step = rate * m_hat / (np.sqrt(v_hat) + epsilon)
        x = x - step
        kept.append((g, m, v, m_hat, v_hat, step))
    return AdamParts(*(np.array(part) for part in zip(*kept, strict=True)))
