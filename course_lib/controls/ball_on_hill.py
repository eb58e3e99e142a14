"""The first control of the course: drag a ball over a hill and feel the slope under it."""

from __future__ import annotations

import numpy as np

from course_lib.controls.control import Control, Outcome, slider
from course_lib.plots.ball_on_hill import LEFT, RIGHT, BallOnHill, slope
from course_lib.words.catalogue import words


class BallOnHillControl(Control[BallOnHill]):
    """One slider moves the ball; the picture shows how the ground tilts there and which way the ball would roll."""

    def __init__(self) -> None:
        """Start on the side of the hill, where the ball would roll to the right."""
        self.place = slider(words("chapter00.hill.place"), LEFT, RIGHT, 4.0, step=0.1, form=".1f", width="600px")
        self.picture = BallOnHill()
        self.follow([self.place])

    def update(self) -> None:
        """Show the ball at the chosen place."""
        self.picture.show(self.place.value)

    def predict_level(self) -> Outcome:
        """At how many places is the hill level? Tries every place of the slider. Choices: none, 1, 2, 3 or more."""
        places = np.arange(self.place.min, self.place.max + 0.01, self.place.step)
        level = places[np.abs(slope(places)) < 1e-9]
        return min(len(level), 3) + 1, {"places": ", ".join(f"{place:.0f}" for place in level)}
