"""Trying many learning rates at once, so that optimizers are compared each at its best and not at one lucky rate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from course_lib.optimizers.base import Optimizer


def with_rates(optimizer: Optimizer, rates: np.ndarray) -> Optimizer:
    """Return the optimizer with a column of rates in place of one: it moves points of shape (..., rates, n).

    The formulas of `course_lib.optimizers.rules` only multiply by the rate, so a column does for each row what
    one rate does.

    Args:
        optimizer: its settings; it is left as it was.
        rates: shape (rates,).
    """
    column: Any = np.asarray(rates, dtype=float)[:, None]
    return replace(optimizer, rate=column)


def paths_by_rate(
    optimizer: Optimizer, gradient: Callable[[np.ndarray], np.ndarray], x0: np.ndarray, rates: np.ndarray, steps: int
) -> np.ndarray:
    """Return the path from ``x0`` at each of many rates.

    Args:
        optimizer: its settings but for the rate.
        gradient: points of shape (rates, n) to gradients of that shape.
        x0: where to start, shape (n,).
        rates: shape (rates,).
        steps: how many steps each path has.

    Returns:
        Shape (steps + 1, rates, n), the start first; infinite, and then NaN, where a path flew away.
    """
    return np.array(list(_walk(optimizer, gradient, x0, rates, steps)))


def ends_by_rate(
    optimizer: Optimizer, gradient: Callable[[np.ndarray], np.ndarray], x0: np.ndarray, rates: np.ndarray, steps: int
) -> np.ndarray:
    """Return where the paths of `paths_by_rate` end, shape (rates, n), without keeping the paths."""
    for x in _walk(optimizer, gradient, x0, rates, steps):
        end = x
    return end


def best_run(errors: np.ndarray) -> int:
    """Return the number of the run whose error curve, on a scale where factors count, lies lowest on average.

    The whole curve is judged and not its last point, which may be low by luck. Errors below a 10⁻¹² of the first
    count as that: nobody needs them smaller.

    Args:
        errors: shape (steps + 1, runs), the start first.

    Returns:
        Its number; 0 where every run flew away.
    """
    first = errors[0]
    floor = np.where(first > 0, first, 1) * 1e-12
    flown = ~np.isfinite(errors).all(axis=0)
    heights = np.log(np.maximum(np.where(flown, np.inf, errors), floor)).mean(axis=0)
    return int(heights.argmin())


def _walk(
    optimizer: Optimizer, gradient: Callable[[np.ndarray], np.ndarray], x0: np.ndarray, rates: np.ndarray, steps: int
) -> Iterator[np.ndarray]:
    walking = with_rates(optimizer, rates)
    x = np.tile(np.asarray(x0, dtype=float), (len(rates), 1))
    yield x.copy()
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            walking.update([x], [gradient(x)])
            yield x.copy()
