"""Ideas of chapter 9: kinds of level ground, the noise of mini-batches, ascent, checking a gradient, Newton's step."""

from __future__ import annotations

import numpy as np

from course_lib.warmups.idea import Drawn, Idea, drawn, one_of

KINDS = {"bottom": (1, 1), "saddle": (1, -1), "top": (-1, -1)}


def kind_of_place(rng: np.random.Generator) -> Drawn:
    """Where the gradient is 0: both curvatures positive, a bottom; both negative, a top; one of each, a saddle."""
    form = list(KINDS)[int(rng.integers(3))]
    one, other = (int(rng.integers(1, 7)) * sign for sign in KINDS[form])
    return drawn(form, one=one, other=other)


def noise(rng: np.random.Generator) -> Drawn:
    """The noise of a mini-batch falls as 1 / √size."""
    root = one_of(rng, 2, 3, 4, 10)
    return drawn(times=root**2, right=root)


def ascent(rng: np.random.Generator) -> Drawn:
    """Gradient ascent: new place = place + learning rate × gradient."""
    place, rate, gradient = int(rng.integers(2, 8)), one_of(rng, 0.1, 0.5), one_of(rng, 2, 4, -2, -4)
    return drawn(
        place=place, rate=rate, gradient=gradient, step=abs(rate * gradient),
        right=place + rate * gradient, descent=place - rate * gradient, rate_forgotten=place + gradient,
    )  # fmt: skip


def passes(rng: np.random.Generator) -> Drawn:
    """A gradient check by central differences takes 2 forward passes for each parameter."""
    parameters = one_of(rng, 300, 500, 2000, 4000)
    return drawn(parameters=parameters, right=2 * parameters)


def newton(rng: np.random.Generator) -> Drawn:
    """Newton's step: new place = place − gradient / curvature."""
    place, curvature, step = int(rng.integers(5, 10)), one_of(rng, 2, 4, 5), int(rng.integers(1, 4))
    gradient = curvature * step
    return drawn(
        place=place, curvature=curvature, gradient=gradient, step=step,
        right=place - step, undivided=place - gradient, wrong_way=place + step,
    )  # fmt: skip


IDEAS = (
    Idea(
        "zero_gradients.kind_of_place",
        "09",
        kind_of_place,
        exercises=("critical_point_kind",),
        quizzes=("09.predict_zero",),
    ),
    Idea("zero_gradients.noise", "09", noise, exercises=("minibatch_gradient",), quizzes=("09.predict_noise",)),
    Idea("zero_gradients.ascent", "09", ascent, exercises=("gradient_ascent_step", "policy_gradient")),
    Idea("zero_gradients.passes", "09", passes, exercises=("gradient_check", "relative_error")),
    Idea("zero_gradients.newton", "09", newton, exercises=("newton_step",)),
)
