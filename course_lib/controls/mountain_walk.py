"""W1.1: walk along a mountain trail with the tangent underfoot, and keep a diary of the slopes."""

from __future__ import annotations

import numpy as np

from course_lib.controls.control import Control, Outcome, slider
from course_lib.data.mountain import MARKS, TRAIL, mountain_slope
from course_lib.plots.mountain import MountainWalk
from course_lib.words.catalogue import words


class MountainWalkControl(Control[MountainWalk]):
    """One slider walks; the slopes of the ground walked over stay in the picture, those ahead are still unknown."""

    remembered = (("furthest", 0.0, TRAIL),)

    def __init__(self) -> None:
        """Start on the first climb, so that the picture shows a slope and a diary begun."""
        self.place = slider(words("mountain.slider"), 0.0, TRAIL, 250.0, step=10.0, form=".0f", width="860px")
        self.furthest = self.place.value
        self.picture = MountainWalk()
        self.follow([self.place])

    def update(self) -> None:
        """Show the walker at this place."""
        self.furthest = max(self.furthest, self.place.value)
        self.picture.show(self.place.value, self.furthest)

    def predict_steepest(self) -> Outcome:
        """Which of the places A to E is steepest?"""
        slopes = [float(mountain_slope(place)) for place in MARKS.values()]
        steepest = int(np.abs(slopes).argmax())
        return steepest + 1, {"slope": slopes[steepest]}
