"""Ideas of chapter 8: norms, updates ÷ weights, and what they say of a run."""

from __future__ import annotations

import numpy as np

from course_lib.warmups.idea import Drawn, Idea, drawn, one_of


def norm(rng: np.random.Generator) -> Drawn:
    """The norm of (a, b) is √(a² + b²)."""
    times = one_of(rng, 1, 2, 10)
    return drawn(one=3 * times, other=4 * times, right=5 * times, total=7 * times, squares=25 * times**2)


def update_ratio(rng: np.random.Generator) -> Drawn:
    """Update ÷ weights, by their norms."""
    weights, ratio = one_of(rng, 2, 4, 5), one_of(rng, 0.1, 0.01, 0.001)
    return drawn(weights=weights, update=weights * ratio, right=ratio, turned=1 / ratio, product=weights**2 * ratio)


def sick_run(rng: np.random.Generator) -> Drawn:
    """Norms that fall layer by layer towards the input: vanishing; norms that shoot up: exploding."""
    vanishing = bool(rng.integers(2))
    last = one_of(rng, 0.2, 0.5, 1)
    factor = one_of(rng, 1e-3, 1e-4) if vanishing else one_of(rng, 1e3, 1e4)
    return drawn("vanishing" if vanishing else "exploding", first=last * factor, last=last)


IDEAS = (
    Idea("chart_reading.norm", "08", norm, exercises=("gradient_norms",)),
    Idea("chart_reading.update_ratio", "08", update_ratio, exercises=("update_ratio",), quizzes=("08.quiz_adam",)),
    Idea("chart_reading.sick_run", "08", sick_run, exercises=("diagnose", "fraction_near_zero"),
         quizzes=("08.predict_layers", "08.quiz_which")),
)  # fmt: skip
