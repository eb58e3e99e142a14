"""Groups of runs whose outcome is known, because they were carried on: how well does a rule of thumb foretell it?"""

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
PATIENCE = 1000
"""A run that has not learnt to read after so many steps is ill; one that has was at most slow."""

SGD = {"optimizer": "sgd", "rate": 0.1}
ADAM = {"optimizer": "adam", "rate": 0.003}


@dataclass(frozen=True)
class Group:
    """Runs of one kind.

    Attributes:
        made: what they are made to be, by their first weights and their activation; what becomes of them is measured.
        optimizer: ``"sgd"``, ``"adam"``, or ``""`` for either.
        finished: whether they are looked at when they have learnt all there is, and not at their beginning.
        slow: whether their illness is so mild that they learn all the same, given time.
        runs: how many of them there are to be.
    """

    made: Sign
    optimizer: str = ""
    finished: bool = False
    slow: bool = False
    runs: int = 20


GROUPS: dict[str, Group] = {
    "healthy": Group("healthy", runs=16),
    "finished": Group("healthy", "adam", finished=True, runs=10),
    "vanishing_sgd": Group("vanishing", "sgd", runs=24),
    "vanishing_adam": Group("vanishing", "adam"),
    "exploding_sgd": Group("exploding", "sgd"),
    "exploding_adam": Group("exploding", "adam"),
    "slow_sgd": Group("vanishing", "sgd", slow=True, runs=10),
}


def settings_of(group: Group, seed: int) -> Settings:
    """Draw a run of a group: its depth, its activation and how ill it is differ from seed to seed.

    Vanishing are deep networks of sigmoids, or of ReLUs whose weights start at 0.3 of their proper size; slow are ReLUs
    that are not so deep and start at 0.33 to 0.4 of it; exploding are deep networks of ReLUs whose weights start 2.5 to
    5 times too large.
    """
    rng = np.random.default_rng([seed, 8])
    if group.finished:
        return Settings(hidden_layers=2, optimizer="adam", rate=0.02)
    if group.slow:
        return Settings(hidden_layers=4, gain=float(rng.uniform(0.33, 0.4)), **SGD)  # type: ignore[arg-type]
    depth, coin = int(rng.integers(3, 9)), bool(rng.integers(2))
    optimizer = group.optimizer or str(rng.choice(["sgd", "adam"]))
    settings = Settings(hidden_layers=depth, **(SGD if optimizer == "sgd" else ADAM))  # type: ignore[arg-type]
    if group.made == "exploding":
        return replace(settings, gain=float(rng.uniform(2.5, 5)))
    if group.made == "healthy":
        return replace(settings, activation="tanh", initializer="xavier") if coin else settings
    # Adam revives ReLUs that start too small, so that they are no example of illness.
    if coin or optimizer == "adam":
        return replace(settings, activation="sigmoid", initializer="xavier")
    return replace(settings, gain=0.3)


@dataclass(frozen=True)
class Look:
    """What was seen of a run, and what became of it.

    Attributes:
        group: its group's name.
        settings: how it was trained.
        measurements: four of them, at its beginning, or at its end if it is to have finished.
        learns: whether it reads at least 80 % of held-back digits after `PATIENCE` steps.
    """

    group: str
    settings: Settings
    measurements: Sequence[Measurement]
    learns: bool

    @property
    def truth(self) -> Sign:
        """What a rule of thumb should say: healthy where it learns, else what it was made to be."""
        return "healthy" if self.learns else GROUPS[self.group].made

    @property
    def fate(self) -> str:
        """Its row in a table: its group, or ``"late_sgd"``, ``"late_adam"`` if it was made ill and yet learns."""
        group = GROUPS[self.group]
        if group.made == "healthy":
            return self.group
        return f"{'late' if self.learns else group.made}_{group.optimizer}"


def look_at(name: str, seed: int) -> Look:
    """Train a run of a group, look at it at its beginning, or at its end if it is to have finished, and carry it on."""
    group = GROUPS[name]
    settings = settings_of(group, seed)
    steps = LATE if group.finished else EARLY
    measurements = run(settings, seed, every=5, steps=steps).measurements[-4:]
    return Look(name, settings, measurements, run(settings, seed, every=PATIENCE, steps=PATIENCE).recovered)
