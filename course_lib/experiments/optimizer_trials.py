"""Every optimizer on every problem at every rate: does the error come down to a share of the first, and when?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from course_lib.descent.convergence import steps_until
from course_lib.ground.problems import Problem
from course_lib.optimizers.base import Optimizer
from course_lib.optimizers.rates import with_rates

LOOK_EVERY = 10
"""Errors are taken at every tenth step: the table needs them no finer."""


def run_trials(
    problems: Sequence[Problem],
    optimizers: Sequence[Optimizer],
    rates: np.ndarray,
    steps: int,
    share: float | np.ndarray = 0.01,
) -> tuple[np.ndarray, np.ndarray]:
    """Let all optimizers walk on all problems at all rates, all at once.

    Args:
        problems: all of as many dimensions.
        optimizers: their settings but for the rate.
        rates: for each optimizer its rates, shape (optimizers, rates).
        steps: how many steps each walk has, at least 10.
        share: which share of the first error is good enough: one for all, or one for each problem.

    Returns:
        ``solved``: whether the mean error of the last tenth of the steps is good enough; and ``first``: the step at
        which the error first is, see `course_lib.descent.convergence.steps_until`. Both have shape
        (optimizers, problems, rates).
    """
    enough = np.reshape(share, (-1, 1))
    starts = np.array([problem.start for problem in problems], dtype=float)
    x = np.tile(starts[None, :, None, :], (len(optimizers), 1, rates.shape[1], 1))
    walking = [with_rates(optimizer, own) for optimizer, own in zip(optimizers, rates, strict=True)]

    def errors_now() -> np.ndarray:
        return np.stack([problem.error(x[:, number]) for number, problem in enumerate(problems)], axis=1)

    kept = [errors_now()]
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(1, steps + 1):
            gradients = np.stack([problem.gradient(x[:, number]) for number, problem in enumerate(problems)], axis=1)
            for optimizer, own, gradient in zip(walking, x, gradients, strict=True):
                optimizer.update([own], [gradient])
            if step % LOOK_EVERY == 0:
                kept.append(errors_now())
        errors = np.array(kept)
        late = errors[int(0.9 * steps) // LOOK_EVERY + 1 :]
        return late.mean(axis=0) <= enough * errors[0], LOOK_EVERY * steps_until(errors, enough)
