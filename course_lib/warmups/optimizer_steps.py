"""Ideas of chapter 7: velocity, a step for each parameter, mini-batches."""

from __future__ import annotations

import numpy as np

from course_lib.warmups.idea import Drawn, Idea, drawn, one_of


def velocity(rng: np.random.Generator) -> Drawn:
    """Momentum: new velocity = momentum × velocity + gradient."""
    before, momentum, gradient = one_of(rng, 10, 20), one_of(rng, 0.9, 0.5), int(rng.integers(1, 4))
    return drawn(
        before=before, momentum=momentum, gradient=gradient, kept=momentum * before,
        right=momentum * before + gradient, nothing_lost=before + gradient,
    )  # fmt: skip


def final_speed(rng: np.random.Generator) -> Drawn:
    """On a slope that stays the same the velocity nears gradient / (1 − momentum)."""
    momentum, lost = [(0.5, 0.5), (0.8, 0.2), (0.9, 0.1)][int(rng.integers(3))]
    gradient = int(rng.integers(2, 6))
    return drawn(
        momentum=momentum, lost=lost, gradient=gradient, right=round(gradient / lost), second=gradient * (1 + momentum)
    )


def first_step_of_adam(rng: np.random.Generator) -> Drawn:
    """Adam's first step is about as long as the learning rate, whatever the size of the gradient."""
    rate, gradient = one_of(rng, 0.1, 0.01, 0.001), one_of(rng, 20, 50, 300)
    return drawn(rate=rate, gradient=gradient, product=rate * gradient)


def steps_in_an_epoch(rng: np.random.Generator) -> Drawn:
    """One epoch takes examples / batch steps."""
    batch, steps = one_of(rng, 20, 50, 100), one_of(rng, 10, 30, 40)
    return drawn(examples=batch * steps, batch=batch, right=steps)


IDEAS = (
    Idea("optimizer_steps.velocity", "07", velocity, exercises=("momentum_update", "sgd_update"),
         quizzes=("07.predict_race",)),
    Idea("optimizer_steps.final_speed", "07", final_speed, quizzes=("07.quiz_speed",)),
    Idea("optimizer_steps.first_step_of_adam", "07", first_step_of_adam, exercises=("adam_update", "rmsprop_update"),
         quizzes=("10.quiz_optimizers",)),
    Idea("optimizer_steps.steps_in_an_epoch", "07", steps_in_an_epoch, exercises=("minibatches",)),
)  # fmt: skip
