"""Groups of runs whose state is known, to see how well a rule of thumb tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from course_lib.experiments.clinic import Settings, run
from course_lib.monitor.gradient_monitor import Measurement
from course_lib.monitor.gradient_signs import Sign

EARLY = 20
"""So many steps are enough to look at a run that has just begun."""
LATE = 300
"""After so many steps the finished runs have learnt all there is."""

SGD = {"optimizer": "sgd", "rate": 0.1}
ADAM = {"optimizer": "adam", "rate": 0.003}


@dataclass(frozen=True)
class Group:
    """Runs of one kind.

    Attributes:
        truth: what they are.
        optimizer: ``"sgd"``, ``"adam"``, or ``""`` for either.
        finished: whether they are looked at when they have learnt all there is, and not at their beginning.
    """

    truth: Sign
    optimizer: str = ""
    finished: bool = False


GROUPS: dict[str, Group] = {
    "healthy": Group("healthy"),
    "finished": Group("healthy", "adam", finished=True),
    "vanishing_sgd": Group("vanishing", "sgd"),
    "vanishing_adam": Group("vanishing", "adam"),
    "exploding_sgd": Group("exploding", "sgd"),
    "exploding_adam": Group("exploding", "adam"),
}


def settings_of(group: Group, seed: int) -> Settings:
    """Draw a run of a group: its depth, its activation and how ill it is differ from seed to seed.

    Vanishing are deep networks of sigmoids, or of ReLUs whose weights start at 0.3 of their proper size; exploding are
    deep networks of ReLUs whose weights start 2.5 to 5 times too large.
    """
    rng = np.random.default_rng([seed, 8])
    if group.finished:
        return Settings(hidden_layers=2, optimizer="adam", rate=0.02)
    depth, coin = int(rng.integers(3, 9)), bool(rng.integers(2))
    optimizer = group.optimizer or str(rng.choice(["sgd", "adam"]))
    settings = Settings(hidden_layers=depth, **(SGD if optimizer == "sgd" else ADAM))  # type: ignore[arg-type]
    if group.truth == "exploding":
        return replace(settings, gain=float(rng.uniform(2.5, 5)))
    if group.truth == "healthy":
        return replace(settings, activation="tanh", initializer="xavier") if coin else settings
    # Adam revives ReLUs that start too small, so that they are no example of illness.
    if coin or optimizer == "adam":
        return replace(settings, activation="sigmoid", initializer="xavier")
    return replace(settings, gain=0.3)


def look_at(group: Group, seed: int) -> Sequence[Measurement]:
    """Return four measurements of a run: at its beginning, or at its end if it is to have finished."""
    steps = LATE if group.finished else EARLY
    return run(settings_of(group, seed), seed, every=5, steps=steps).measurements[-4:]
