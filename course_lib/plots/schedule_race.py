"""Four learning-rate schedules with noisy gradients: the rates on the left, the errors they lead to on the right."""

from __future__ import annotations

import numpy as np

from course_lib.experiments.noisy_runs import four_schedules, mean_errors_side_by_side
from course_lib.ground.landscapes import Landscape
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLUE, GREEN, ORANGE, RED, course_style
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

STEPS = 200
RUNS = 100
LOOKS = {"constant": (RED, "-"), "step": (BLUE, "-."), "exponential": (ORANGE, "--"), "cosine": (GREEN, ":")}


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
            rates.set(title=words("schedule_race.rates"), xlabel=words("common.step"), ylabel=words("common.rate"))
            rates.set(xlim=(0, STEPS), ylim=(1e-4, 3), yscale="log")
            errors.set(title=words("schedule_race.errors", runs=RUNS), xlabel=words("common.step"))
            errors.set(ylabel=words("common.error"), xlim=(0, STEPS), ylim=(1e-5, 1e2), yscale="log")
            self.rates = {}
            self.errors = {}
            for name, (colour, dashes) in LOOKS.items():
                (self.rates[name],) = rates.plot([], [], dashes, color=colour)
                (self.errors[name],) = errors.plot([], [], dashes, color=colour, label=words(f"schedule_race.{name}"))
            errors.set_yticks(
                [1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10, 100],
                ["0.00001", "0.0001", "0.001", "0.01", "0.1", "1", "10", "100"],
            )
            rates.set_yticks([1e-4, 1e-3, 0.01, 0.1, 1], ["0.0001", "0.001", "0.01", "0.1", "1"])
            self.figure.legend(loc="outside lower center", ncols=4)
        self.moving = [*self.rates.values(), *self.errors.values()]

    def show(self, rate: float, deviation: float, left: float, seed: int) -> None:
        """Run all four.

        Args:
            rate: the first rate.
            deviation: standard deviation of the gradients' noise.
            left: which share of the first rate the falling schedules have left at the end.
            seed: of the noise, the same for all four.
        """
        schedules = four_schedules(rate, left, STEPS)
        rng = np.random.default_rng(seed)
        ends: dict[str, float] = {}
        for name, errors in mean_errors_side_by_side(self.landscape, schedules, deviation, rng, RUNS, STEPS).items():
            self.rates[name].set_data(np.arange(STEPS), [schedules[name](step) for step in range(STEPS)])
            self.errors[name].set_data(np.arange(len(errors)), np.clip(errors, 1e-5, 1e2))
            ends[name] = float(errors[-1]) if len(errors) == STEPS + 1 else np.inf
        best = min(ends, key=lambda name: ends[name])
        spoken_ends = {name: spoken(error) for name, error in ends.items()}
        key = "alt_diverged" if ends[best] > 1e2 else "alt_same" if left == 1 else "alt"
        self.alt = words(f"schedule_race.{key}", steps=STEPS, best=words(f"schedule_race.{best}"), **spoken_ends)
