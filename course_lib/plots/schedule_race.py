"""Four learning-rate schedules with noisy gradients: the rates on the left, the errors they lead to on the right."""

from __future__ import annotations

from functools import partial

import numpy as np

from course_lib.descent import Schedule, gradient_descent
from course_lib.landscapes import Landscape, noisy
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLUE, GREEN, ORANGE, RED, course_style
from course_lib.schedules import constant, cosine_decay, exponential_decay, step_decay
from course_lib.words import words

Array = np.ndarray

STEPS = 200
RUNS = 100
LOOKS = {"constant": (RED, "-"), "step": (BLUE, "-."), "exponential": (ORANGE, "--"), "cosine": (GREEN, ":")}


def schedules(rate: float, left: float, steps: int = STEPS) -> dict[str, Schedule]:
    """Return the four schedules by name; the falling ones end near ``left`` × ``rate``.

    Args:
        rate: the first rate.
        left: which share of it is left at the end, above 0 and at most 1.
        steps: how many steps there are; the step decay falls three times on the way.
    """
    return {
        "constant": partial(constant, rate),
        "step": partial(step_decay, rate, every=max(steps // 4, 1), factor=left ** (1 / 3)),
        "exponential": partial(exponential_decay, rate, decay=left ** (1 / steps)),
        "cosine": partial(cosine_decay, rate, steps=steps, lowest=left * rate),
    }


def mean_errors(
    landscape: Landscape, schedule: Schedule | float, deviation: float, seed: int, runs: int = RUNS, steps: int = STEPS
) -> Array:
    """Return the mean error of many runs with noisy gradients, after each step.

    Args:
        landscape: with its lowest minimum at height 0.
        schedule: learning rate for each step.
        deviation: standard deviation of the noise in each number of the gradient.
        seed: of the noise, so that schedules can be compared on the same.
        runs: how many runs the mean is taken over.
        steps: how many steps each has.

    Returns:
        Shape (steps + 1,), or less where the runs diverge.
    """
    ground = noisy(landscape, deviation, np.random.default_rng(seed))
    starts = np.tile(landscape.start, (runs, 1))
    path = gradient_descent(ground.gradient, starts, schedule, steps)
    with np.errstate(over="ignore", invalid="ignore"):
        errors = landscape.f(path).mean(axis=1)
    finite: Array = errors[np.isfinite(errors)]
    return finite


class ScheduleRace(Picture):
    """The rates of four schedules and the mean error of many noisy runs with each."""

    def __init__(self, landscape: Landscape) -> None:
        """Make the axes; `show` fills them.

        Args:
            landscape: where the runs go.
        """
        super().__init__(9.0, 4.2)
        self.landscape = landscape
        with course_style():
            rates, errors = self.figure.subplots(1, 2, width_ratios=[1, 1.25])
            rates.set(title=words("schedules.rates"), xlabel=words("descent.step"), ylabel=words("descent.rate"))
            rates.set(xlim=(0, STEPS), ylim=(1e-4, 3), yscale="log")
            errors.set(title=words("schedules.errors", runs=RUNS), xlabel=words("descent.step"))
            errors.set(ylabel=words("descent.error"), xlim=(0, STEPS), ylim=(1e-5, 1e2), yscale="log")
            self.rates = {}
            self.errors = {}
            for name, (colour, dashes) in LOOKS.items():
                (self.rates[name],) = rates.plot([], [], dashes, color=colour)
                (self.errors[name],) = errors.plot([], [], dashes, color=colour, label=words(f"schedules.{name}"))
            errors.legend(loc="upper right", ncols=2)
        self.moving = [*self.rates.values(), *self.errors.values()]

    def show(self, rate: float, deviation: float, left: float, seed: int) -> None:
        """Run all four.

        Args:
            rate: the first rate.
            deviation: standard deviation of the gradients' noise.
            left: which share of the first rate the falling schedules have left at the end.
            seed: of the noise, the same for all four.
        """
        ends: dict[str, float] = {}
        for name, schedule in schedules(rate, left).items():
            self.rates[name].set_data(np.arange(STEPS), [schedule(step) for step in range(STEPS)])
            errors = mean_errors(self.landscape, schedule, deviation, seed)
            self.errors[name].set_data(np.arange(len(errors)), np.clip(errors, 1e-5, 1e2))
            ends[name] = float(errors[-1]) if len(errors) == STEPS + 1 else np.inf
        best = min(ends, key=lambda name: ends[name])
        if ends[best] > 1e2:
            key = "alt_diverged"
        else:
            key = "alt_same" if left == 1 else "alt"
        self.alt = words(f"schedules.{key}", steps=STEPS, best=words(f"schedules.{best}"), **ends)
