"""Ideas of chapter 1: what a slope says, and which way against it."""

from __future__ import annotations

import numpy as np

from course_lib.warmups.idea import Drawn, Idea, drawn, either_sign, one_of


def rise_over_run(rng: np.random.Generator) -> Drawn:
    """Slope = rise / run."""
    run, slope = one_of(rng, 10, 20, 40, 50), one_of(rng, 0.1, 0.2, 0.25, 0.5)
    return drawn(run=run, rise=run * slope, right=slope, turned=1 / slope)


def steepest(rng: np.random.Generator) -> Drawn:
    """Steepest is where the slope has the largest size, whatever its sign."""
    largest = one_of(rng, 0.9, 1.1, 1.2, 1.4)
    return drawn(falling=-largest, rising=one_of(rng, 0.6, 0.7, 0.8), gentle=one_of(rng, 0.1, 0.2, 0.3), size=largest)


def against_the_slope(rng: np.random.Generator) -> Drawn:
    """A positive slope: the error grows with the parameter, so make it smaller; a negative one: make it larger."""
    slope = either_sign(rng, int(rng.integers(2, 10)))
    return drawn("rising" if slope > 0 else "falling", slope=slope, size=abs(slope))


def longer_step(rng: np.random.Generator) -> Drawn:
    """Step = learning rate × slope: at one rate it grows as the slope does."""
    slope, times = rng.integers(2, 5), rng.integers(2, 6)
    return drawn(slope=slope, steep=slope * times, times=times)


IDEAS = (
    Idea("slope_reading.rise_over_run", "01", rise_over_run, exercises=("rise_over_run", "slope_at")),
    Idea("slope_reading.steepest", "01", steepest, exercises=("steepest_point",), quizzes=("01.predict_steepest",)),
    Idea("slope_reading.against_the_slope", "01", against_the_slope, exercises=("downhill_direction", "rolls_toward"),
         quizzes=("01.quiz_parameter",)),
    Idea("slope_reading.longer_step", "01", longer_step, quizzes=("01.quiz_step", "01.quiz_map")),
)  # fmt: skip
