"""W4.3: learning-rate schedules compared with noisy gradients."""

from __future__ import annotations

from course_lib.claims.claim import course_seed
from course_lib.controls.control import Control, log_slider, slider
from course_lib.ground.landscapes import valley
from course_lib.plots.schedule_race import ScheduleRace
from course_lib.words.catalogue import words


class ScheduleRaceControl(Control[ScheduleRace]):
    """Choose the first rate, the noise and how far the rate falls; see which schedule ends lowest."""

    def __init__(self) -> None:
        """Start with noise, where lowering the rate pays."""
        self.learning_rate = log_slider(words("schedule_race.first_rate"), -2, 0.4, 10**-0.3)
        self.noise = slider(words("schedule_race.noise"), 0, 2, 1, 0.1, ".1f")
        self.left = log_slider(words("schedule_race.left"), -2, 0, 0.01)
        self.picture = ScheduleRace(valley())
        self.follow([self.learning_rate, self.noise], [self.left])

    def update(self) -> None:
        """Run the four schedules as the sliders say."""
        self.picture.show(self.learning_rate.value, self.noise.value, self.left.value, course_seed())
