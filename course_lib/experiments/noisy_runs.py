"""Many runs of gradient descent with noisy gradients, and the four schedules that are compared on them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from course_lib.descent.gradient_descent import Schedule, gradient_descent
from course_lib.descent.schedules import constant, cosine_decay, exponential_decay, step_decay
from course_lib.ground.landscapes import Landscape, noisy


def four_schedules(rate: float, left: float, steps: int) -> dict[str, Schedule]:
    """Return the four schedules by name; all start at ``rate``, and the three that fall end near ``left`` × ``rate``.

    Args:
        rate: the first rate.
        left: which share of it is left at the end, above 0 and at most 1.
        steps: how many steps there are, at least 4; the step decay falls three times on the way.
    """
    return {
        "constant": partial(constant, rate),
        "step": partial(step_decay, rate, every=steps // 4, factor=left ** (1 / 3)),
        "exponential": partial(exponential_decay, rate, decay=left ** (1 / steps)),
        "cosine": partial(cosine_decay, rate, steps=steps, lowest=left * rate),
    }


def mean_errors(
    landscape: Landscape,
    rate: float | Schedule,
    deviation: float,
    rng: np.random.Generator,
    runs: int = 100,
    steps: int = 200,
) -> np.ndarray:
    """Return the mean error of many runs with noisy gradients, after each step.

    Args:
        landscape: with its lowest minimum at height 0.
        rate: learning rate, or a schedule.
        deviation: standard deviation of the noise in each number of the gradient.
        rng: where the noise comes from; schedules compared on equal seeds meet the same noise.
        runs: how many runs the mean is taken over.
        steps: how many steps each has.

    Returns:
        Shape (steps + 1,), the start first; cut short where the error is no longer finite.
    """
    ground = noisy(landscape, deviation, rng)
    path = gradient_descent(ground.gradient, np.tile(landscape.start, (runs, 1)), rate, steps)
    with np.errstate(over="ignore", invalid="ignore"):
        errors = landscape.f(path).mean(axis=1)
    return errors[np.isfinite(errors)]


def mean_errors_side_by_side(
    landscape: Landscape,
    schedules: Mapping[str, Schedule],
    deviation: float,
    rng: np.random.Generator,
    runs: int = 100,
    steps: int = 200,
) -> dict[str, np.ndarray]:
    """Return the `mean_errors` of several schedules that meet the same noise, by the schedules' names.

    All take each step together, so that four take little longer than one; one that flies away stops no other.

    Args:
        landscape: with its lowest minimum at height 0.
        schedules: learning-rate schedules by name.
        deviation: standard deviation of the noise in each number of the gradient.
        rng: where the noise comes from.
        runs: how many runs each mean is taken over.
        steps: how many steps each has.

    Returns:
        For each name shape (steps + 1,), the start first; cut short where the error is no longer finite.
    """
    rates = np.array([[schedule(step) for schedule in schedules.values()] for step in range(steps)])
    noise = deviation * rng.standard_normal((steps, runs, len(landscape.start)))
    path = np.empty((steps + 1, len(schedules), runs, len(landscape.start)))
    path[0] = landscape.start
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps):
            gradients = landscape.gradient(path[step]) + noise[step]
            path[step + 1] = path[step] - rates[step, :, np.newaxis, np.newaxis] * gradients
        errors = landscape.f(path).mean(axis=-1).T
    return {name: found[np.isfinite(found)] for name, found in zip(schedules, errors, strict=True)}
