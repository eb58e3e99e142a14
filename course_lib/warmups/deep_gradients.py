"""Ideas of chapter 6: what many layers do to a gradient, and what helps."""

from __future__ import annotations

import numpy as np

from course_lib.warmups.idea import Drawn, Idea, drawn, one_of


def quarters(rng: np.random.Generator) -> Drawn:
    """The sigmoid's slope is 1/4 at most: n of them in a row leave (1/4)ⁿ at most."""
    layers = int(rng.integers(2, 5))
    return drawn(layers=layers, right=4**layers, product=4 * layers)


def starving(rng: np.random.Generator) -> Drawn:
    """A gradient that shrinks on its way back is smallest next to the input."""
    return drawn(layers=one_of(rng, 8, 10, 20, 30))


def short_cut(rng: np.random.Generator) -> Drawn:
    """The slope of x + f(x) is 1 + the slope of f."""
    slope = one_of(rng, 0.1, 0.2, 0.01, 0.05)
    return drawn(slope=slope, right=1 + slope, rest=1 - slope)


def clipped(rng: np.random.Generator) -> Drawn:
    """Clipping by norm: the gradient times limit / norm; its direction stays."""
    times, left = one_of(rng, 10, 20, 100), one_of(rng, 1, 2)
    return drawn(
        one=3 * times, other=4 * times, norm=5 * times, limit=5 * left, right_one=3 * left, right_other=4 * left
    )


def spread_by_he(rng: np.random.Generator) -> Drawn:
    """He: the spread (standard deviation) is √(2 / inputs)."""
    inputs = one_of(rng, 8, 50, 200)
    return drawn(inputs=inputs, right=np.sqrt(2 / inputs), not_rooted=2 / inputs, root=np.sqrt(2 * inputs))


def normalized(rng: np.random.Generator) -> Drawn:
    """Minus the mean, divided by the spread: two numbers become −1 and 1, however far apart they were."""
    middle, half = int(rng.integers(5, 9)), int(rng.integers(2, 5))
    return drawn(low=middle - half, high=middle + half, middle=middle, half=half)


IDEAS = (
    Idea("deep_gradients.quarters", "06", quarters, exercises=("sigmoid_gradient",)),
    Idea(
        "deep_gradients.starving", "06", starving, quizzes=("06.predict_depth", "06.quiz_starving", "10.quiz_vanishing")
    ),
    Idea(
        "deep_gradients.short_cut", "06", short_cut, exercises=("residual_backward",), quizzes=("06.quiz_direct_road",)
    ),
    Idea("deep_gradients.clipped", "06", clipped, exercises=("clip_by_norm", "clip_by_value")),
    Idea("deep_gradients.spread_by_he", "06", spread_by_he, exercises=("he_std", "xavier_std")),
    Idea(
        "deep_gradients.normalized",
        "06",
        normalized,
        exercises=("batch_norm", "layer_norm"),
        quizzes=("06.quiz_two_samples",),
    ),
)
