"""Searching for a low place without gradients, and with them, so that the two can be raced.

A search tries one point after another, without end; whoever runs it says when to stop. For each trial it yields
the point, the error there, and what the trial cost, counted in evaluations of the error. Many runs can go at once: a
point has shape (..., n), its error (...).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, product

import numpy as np

from course_lib.descent.evaluations import BACKPROPAGATION_COST, Trial

Error = Callable[[np.ndarray], np.ndarray]


def grid_evaluations(points_per_axis: int, dimensions: int) -> int:
    """Return how many points a grid has: points_per_axis ** dimensions, exactly, however large.

    Args:
        points_per_axis: how many values of each number are tried, 1 or more.
        dimensions: how many numbers there are.

    Source: article, "Without gradients" (all patterns).
    """
    return points_per_axis**dimensions


def random_search(
    f: Error, start: np.ndarray, rng: np.random.Generator, low: float = -1, high: float = 1
) -> Iterator[Trial]:
    """Try points anywhere in a box, each without regard to the others.

    Args:
        f: the error; points of shape (..., n) to errors of shape (...).
        start: the first point, shape (..., n).
        rng: where the points come from.
        low: least value of each number.
        high: greatest value of each number.

    Source: article, "Without gradients"; Brooks, Operations Research 6 (1958).
    """
    yield start, f(start), 1
    while True:
        x = rng.uniform(low, high, size=start.shape)
        yield x, f(x), 1


def grid_points(points_per_axis: int, dimensions: int, low: float = -1, high: float = 1) -> Iterator[np.ndarray]:
    """Give the points of a grid one after the other: the middle of every cell.

    Args:
        points_per_axis: into how many parts each axis is divided.
        dimensions: how many axes there are.
        low: where each axis begins.
        high: where each axis ends.
    """
    values = low + (high - low) * (np.arange(points_per_axis) + 0.5) / points_per_axis
    for numbers in product(values, repeat=dimensions):
        yield np.array(numbers)


def grid_search(f: Error, start: np.ndarray, low: float = -1, high: float = 1) -> Iterator[Trial]:
    """Try all points of a grid with 2 on each axis, then of one with 3, with 4, and so on.

    Args:
        f: the error.
        start: the first point, shape (..., n).
        low: where each axis begins.
        high: where each axis ends.

    Source: article, "Without gradients" (all patterns).
    """
    yield start, f(start), 1
    for points_per_axis in count(2):
        for point in grid_points(points_per_axis, start.shape[-1], low, high):
            x = np.broadcast_to(point, start.shape)
            yield x, f(x), 1


def random_changes(f: Error, start: np.ndarray, rng: np.random.Generator, length: float = 0.5) -> Iterator[Trial]:
    """Change all numbers at random and keep the change if it is an improvement.

    The change gets longer after a success and shorter after a failure, so that about one in five succeeds.

    Args:
        f: the error.
        start: where to start, shape (..., n).
        rng: where the changes come from.
        length: about how long the first change is.

    Source: article, "Without gradients"; Rechenberg, Evolutionsstrategie (1973), for the length.
    """
    x, error = start, f(start)
    yield x, error, 1
    lengths = np.full(error.shape, length)
    while True:
        direction = rng.standard_normal(x.shape) / np.sqrt(x.shape[-1])
        trial = x + lengths[..., np.newaxis] * direction
        trial_error = f(trial)
        yield trial, trial_error, 1
        better = trial_error < error
        x, error = _keep(better, trial, trial_error, x, error)
        lengths = lengths * np.where(better, 1.5, 0.9)


def one_at_a_time(f: Error, start: np.ndarray, length: float = 0.5) -> Iterator[Trial]:
    """Turn one number after the other, as a rule of thumb would have it, and keep each turn that is an improvement.

    Each number has a step of its own. After a success it becomes half as long again; after a failure half as long, and
    turned round.

    Args:
        f: the error.
        start: where to start, shape (..., n).
        length: how long the first step of each number is.

    Source: article, "Without gradients"; the axis search in Rosenbrock, The Computer Journal 3 (1960).
    """
    x, error = start, f(start)
    yield x, error, 1
    steps = np.full(start.shape, length)
    while True:
        for axis in range(start.shape[-1]):
            trial = x.copy()
            trial[..., axis] += steps[..., axis]
            trial_error = f(trial)
            yield trial, trial_error, 1
            better = trial_error < error
            x, error = _keep(better, trial, trial_error, x, error)
            steps[..., axis] *= np.where(better, 1.5, -0.5)


def gradient_steps(
    f: Error,
    gradient: Callable[[np.ndarray], np.ndarray],
    start: np.ndarray,
    cost: int = BACKPROPAGATION_COST,
    rate: float = 0.5,
) -> Iterator[Trial]:
    """Step against the gradient, and keep the step if it is an improvement.

    As with the others, the step adapts: the learning rate grows after a success and is halved after a failure.

    Args:
        f: the error.
        gradient: points of shape (..., n) to gradients of the same shape.
        start: where to start, shape (..., n).
        cost: what a step costs, counted in evaluations of ``f``.
        rate: first learning rate.

    Source: article, "With gradients".
    """
    x, error = start, f(start)
    yield x, error, 1
    rates = np.full(error.shape, rate)
    while True:
        trial = x - rates[..., np.newaxis] * gradient(x)
        trial_error = f(trial)
        yield trial, trial_error, cost
        better = trial_error < error
        x, error = _keep(better, trial, trial_error, x, error)
        rates = rates * np.where(better, 1.1, 0.5)


def _keep(
    better: np.ndarray, trial: np.ndarray, trial_error: np.ndarray, x: np.ndarray, error: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the better of two points, and its error, for each run."""
    return np.where(better[..., np.newaxis], trial, x), np.where(better, trial_error, error)
