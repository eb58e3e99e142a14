"""W9.1: a zoo of places where the gradient is zero: a bottom, a saddle point, a plateau, a dead neuron."""

from __future__ import annotations

import numpy as np

from course_lib.controls.control import Control, Outcome, choice, slider
from course_lib.ground.critical_points import critical_point_kind, dead_unit
from course_lib.ground.landscapes import plateau, saddle, valley
from course_lib.plots.critical_points import CriticalPoints
from course_lib.words.catalogue import words

# Where the plateau is not quite level, the gradient is about 0.0001.
ZOO = {
    "minimum": (valley(condition=4), np.array([0.0, 0.0])),
    "saddle": (saddle(), np.array([0.0, 0.0])),
    "plateau": (plateau(), np.array([-4.6, 0.0])),
    "dead_unit": (dead_unit(), np.array([-1.0, -1.0])),
}


class CriticalPointsControl(Control[CriticalPoints]):
    """Choose a place, push the ball, and see whether it comes back, goes away or lies where it is."""

    def __init__(self, place: str = "saddle", push: float = 0.0, direction: float = 60.0) -> None:
        """Start at rest.

        Args:
            place: ``"minimum"``, ``"saddle"``, ``"plateau"`` or ``"dead_unit"``.
            push: how far to push at first, from 0 to 0.5.
            direction: which way, in degrees from 0 to 360.
        """
        names = [(words(f"critical_points.{name}"), name) for name in ZOO]
        self.place = choice(words("critical_points.place"), names, place)
        self.push = slider(words("critical_points.push"), 0.0, 0.5, push, step=0.01)
        self.direction = slider(words("critical_points.direction"), 0.0, 360.0, direction, step=5.0, form=".0f")
        self.picture = CriticalPoints(place, *ZOO[place])
        self.follow([self.place], [self.push, self.direction])

    def update(self) -> None:
        """Show what the push does at this place."""
        if self.picture.name != self.place.value:
            self.picture = CriticalPoints(self.place.value, *ZOO[self.place.value])
        self.picture.show(self.push.value, self.direction.value)

    def predict_zero(self) -> Outcome:
        """How many of the places where the gradient is 0 are bottoms? Choices: all, several, a single one."""
        kinds = [critical_point_kind(ground.hessian(place), tolerance=0.01) for ground, place in ZOO.values()]
        bottoms = kinds.count("minimum")
        number = 1 if bottoms == len(kinds) else 2 if bottoms > 1 else 3
        return number, {"places": len(kinds), "bottoms": bottoms}
