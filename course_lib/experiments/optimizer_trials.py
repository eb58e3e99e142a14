"""Every optimizer on every problem at every rate: does the error come down to a hundredth, and when?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from course_lib.ground.landscapes import Landscape
from course_lib.optimizers.base import Optimizer
from course_lib.optimizers.rates import with_rates


@dataclass(frozen=True)
class Trial:
    """A problem whose point is two numbers, and which can be asked at many points at once.

    Attributes:
        gradient: points of shape (..., 2) to gradients of that shape.
        error: points of shape (..., 2) to how much worse than the best they are, shape (...).
        start: where to start, shape (2,).
    """

    gradient: Callable[[np.ndarray], np.ndarray]
    error: Callable[[np.ndarray], np.ndarray]
    start: np.ndarray


def landscape_trial(landscape: Landscape) -> Trial:
    """Return the way down to a landscape's deepest minimum; see `course_lib.ground.landscapes`."""
    best = float(landscape.f(landscape.minima[0]))
    return Trial(landscape.gradient, lambda x: landscape.f(x) - best, landscape.start)


def bowl_trial(hessian: np.ndarray, bottom: np.ndarray) -> Trial:
    """Return the way from (0, 0) to the bottom of a bowl, such as the mean squared error of a line.

    Args:
        hessian: the bowl's curvature, shape (2, 2).
        bottom: its lowest point, shape (2,).
    """
    return Trial(
        lambda x: (x - bottom) @ hessian,
        lambda x: np.einsum("...i,ij,...j->...", x - bottom, hessian, x - bottom) / 2,
        np.zeros(2),
    )


def run_trials(
    trials: Sequence[Trial], optimizers: Sequence[Optimizer], rates: np.ndarray, steps: int, share: float = 0.01
) -> tuple[np.ndarray, np.ndarray]:
    """Let all optimizers walk on all problems at all rates, all at once.

    Args:
        trials: the problems.
        optimizers: their settings but for the rate.
        rates: for each optimizer its rates, shape (optimizers, rates).
        steps: how many steps each walk has, at least 10.
        share: which share of the first error is good enough.

    Returns:
        ``solved``: whether the mean error of the last tenth of the steps is good enough; and ``first``: the first step
        at which the error is, ``inf`` where there is none. Both have shape (optimizers, problems, rates).
    """
    starts = np.array([trial.start for trial in trials], dtype=float)
    x = np.tile(starts[None, :, None, :], (len(optimizers), 1, rates.shape[1], 1))
    walking = [with_rates(optimizer, own) for optimizer, own in zip(optimizers, rates, strict=True)]
    enough = share * np.array([trial.error(trial.start) for trial in trials])[:, None]
    first = np.full(x.shape[:-1], np.inf)
    last = []
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(1, steps + 1):
            gradients = np.stack([trial.gradient(x[:, number]) for number, trial in enumerate(trials)], axis=1)
            for optimizer, own, gradient in zip(walking, x, gradients, strict=True):
                optimizer.update([own], [gradient])
            # Looked at every tenth step: the table needs it no finer.
            if step % 10 == 0:
                errors = np.stack([trial.error(x[:, number]) for number, trial in enumerate(trials)], axis=1)
                first[(errors <= enough) & (first == np.inf)] = step
                if step > 0.9 * steps:
                    last.append(errors)
    return np.mean(last, axis=0) <= enough, first
