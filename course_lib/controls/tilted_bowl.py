"""W1.2, first part: tilt the view, and a curve turns into a surface and a map."""

from __future__ import annotations

from course_lib.controls.control import Control, slider
from course_lib.plots.tilted_bowl import TiltedBowl
from course_lib.words.catalogue import words


class TiltedBowlControl(Control[TiltedBowl]):
    """One slider: from how high the bowl is seen."""

    def __init__(self, elevation: float = 0.0) -> None:
        """Start from the side, where the bowl looks like a curve.

        Args:
            elevation: first angle of view, in degrees from 0 to 90.
        """
        self.elevation = slider(words("bowl.elevation"), 0.0, 90.0, elevation, step=2.0, form=".0f", width="700px")
        self.picture = TiltedBowl()
        self.follow([self.elevation])

    def update(self) -> None:
        """Show the bowl from this angle."""
        self.picture.show(self.elevation.value)
