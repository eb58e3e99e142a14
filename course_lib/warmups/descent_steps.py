"""Ideas of chapter 4: one step of gradient descent, and what learning rates do."""

from __future__ import annotations

import numpy as np

from course_lib.warmups.idea import Drawn, Idea, drawn, one_of


def one_step(rng: np.random.Generator) -> Drawn:
    """New place = place − learning rate × gradient."""
    place, rate, gradient = int(rng.integers(3, 9)), one_of(rng, 0.1, 0.2, 0.5), one_of(rng, -4, -2, 2, 4)
    return drawn(
        place=place, rate=rate, gradient=gradient, step=abs(rate * gradient),
        right=place - rate * gradient, uphill=place + rate * gradient, rate_forgotten=place - gradient,
    )  # fmt: skip


def border(rng: np.random.Generator) -> Drawn:
    """The largest learning rate that does not diverge is 2 / curvature."""
    curvature = one_of(rng, 4, 5, 10, 20, 50)
    return drawn(curvature=curvature, right=2 / curvature, half=1 / curvature, turned=curvature / 2)


def smaller_rate(rng: np.random.Generator) -> Drawn:
    """At 1/n of the rate each step is 1/n as long, so it takes n times as many."""
    rate, times = one_of(rng, 0.1, 0.5, 0.2), one_of(rng, 5, 10, 50)
    return drawn(rate=rate, small=rate / times, times=times, square=times**2)


def jumping(rng: np.random.Generator) -> Drawn:
    """In the bowl x²/2 a step multiplies x by 1 − rate: its size grows where the rate is beyond 2."""
    inside = bool(rng.integers(2))
    rate = one_of(rng, 1.2, 1.5, 1.8) if inside else one_of(rng, 2.2, 2.5, 3)
    return drawn("inside" if inside else "outside", rate=rate, factor=1 - rate)


def halved_rate(rng: np.random.Generator) -> Drawn:
    """Exponential decay: after n steps the rate is rate × shareⁿ."""
    rate, steps = one_of(rng, 0.8, 1.6, 2.4), int(rng.integers(2, 4))
    return drawn(rate=rate, steps=steps, times=2**steps, right=rate / 2**steps, once=rate / 2, added=rate / 2 * steps)


def converged(rng: np.random.Generator) -> Drawn:
    """Converged is what hardly changes any more, however large it is."""
    still = bool(rng.integers(2))
    error, tolerance = one_of(rng, 30, 40, 50), 0.01
    change = 0.001 if still else one_of(rng, 1, 2, 3)
    return drawn("still" if still else "moving", before=error + change, error=error, tolerance=tolerance, change=change)


IDEAS = (
    Idea("descent_steps.one_step", "04", one_step, exercises=("gradient_step", "gradient_descent")),
    Idea("descent_steps.border", "04", border, exercises=("largest_stable_rate",), quizzes=("04.quiz_steeper",)),
    Idea("descent_steps.smaller_rate", "04", smaller_rate, quizzes=("04.quiz_slow",)),
    Idea("descent_steps.jumping", "04", jumping, quizzes=("04.predict_rate",)),
    Idea("descent_steps.halved_rate", "04", halved_rate, exercises=("exponential_decay", "cosine_decay")),
    Idea("descent_steps.converged", "04", converged, exercises=("has_converged",)),
)
