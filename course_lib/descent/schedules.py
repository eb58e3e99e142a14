"""Learning-rate schedules: the learning rate as a function of the step's number 0, 1, 2, ..."""

from __future__ import annotations

import math


def constant(rate: float, step: int) -> float:
    """Return the same rate at every step."""
    return rate


def step_decay(rate: float, step: int, every: int, factor: float = 0.5) -> float:
    """Return rate × factor^⌊step / every⌋: the rate falls at once, every so many steps.

    Args:
        rate: the first rate.
        step: number of the step, from 0.
        every: how many steps one level lasts, at least 1.
        factor: what a level is multiplied by to give the next.

    Raises:
        ValueError: if ``every`` is below 1.
    """
    if every < 1:
        raise ValueError(f"every must be at least 1 step, not {every}.")
    return rate * factor ** (step // every)


def exponential_decay(rate: float, step: int, decay: float) -> float:
    """Return rate × decay^step: the rate loses the same share at every step.

    Args:
        rate: the first rate.
        step: number of the step, from 0.
        decay: what is left of the rate after one step, between 0 and 1.
    """
    return float(rate * decay**step)


def cosine_decay(rate: float, step: int, steps: int, lowest: float = 0.0) -> float:
    """Return the rate on half a cosine wave, from ``rate`` at step 0 down to ``lowest`` at step ``steps``.

    Args:
        rate: the first rate.
        step: number of the step, from 0; past ``steps`` the rate stays at ``lowest``.
        steps: how many steps the way down takes, at least 1.
        lowest: the last rate.

    Raises:
        ValueError: if ``steps`` is below 1.

    Source: Loshchilov and Hutter, SGDR (2017), equation 5.
    """
    if steps < 1:
        raise ValueError(f"steps must be at least 1, not {steps}.")
    progress = min(step, steps) / steps
    return lowest + (rate - lowest) * (1 + math.cos(math.pi * progress)) / 2
