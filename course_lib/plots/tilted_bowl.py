"""One bowl from the side, aslant and from above: the curve, the surface and the map are the same thing."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import FancyArrowPatch

from course_lib.plots.bowl import RIM, BowlSurface, on_bowl, seen
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLUE, GREEN, ORANGE, RED, course_style
from course_lib.plots.tables import Table, table
from course_lib.words.catalogue import words

BALL = np.array([-2.0, 0.0])
"""Where the ball is held, (east, north)."""

ARROW = 0.45
"""The arrow of rolling reaches so far for each unit of slope."""


class TiltedBowl(Picture):
    """The bowl with a cut painted on it, and a ball on the cut."""

    def __init__(self) -> None:
        """Make the bowl; `show` turns it."""
        super().__init__(9.0, 4.4)
        with course_style():
            axes = self.figure.subplots()
            axes.set(xlim=(-6.6, 6.6), ylim=(-3.25, 3.25), aspect="equal")
            axes.axis("off")
            self.surface = BowlSurface(axes)
            (self.cut,) = axes.plot([], [], color=ORANGE, lw=4, label=words("bowl.cut"))
            (self.bottom,) = axes.plot([], [], "*", color=GREEN, ms=16, mec="black", label=words("bowl.bottom"))
            (self.ball,) = axes.plot([], [], "o", color=RED, ms=15, mec="black", label=words("bowl.ball"))
            axes.plot([], [], color=BLUE, lw=3, label=words("bowl.rolls"))
            self.arrow = FancyArrowPatch((0, 0), (1, 0), color=BLUE, lw=3, mutation_scale=20, shrinkA=0, shrinkB=0)
            axes.add_patch(self.arrow)
            self.view = axes.text(0.0, 0.97, "", transform=axes.transAxes, va="top", fontsize=16)
            axes.legend(loc="lower left", borderpad=0)
        self.moving = [*self.surface.artists, self.cut, self.bottom, self.arrow, self.ball, self.view]

    def show(self, elevation: float) -> None:
        """Look at the bowl.

        Args:
            elevation: angle from which one looks down, in degrees: 0 from the side, 90 from straight above.
        """
        self.surface.turn(elevation)
        along = np.column_stack([np.linspace(-RIM, RIM, 81), np.zeros(81)])
        self.cut.set_data(*seen(on_bowl(along), elevation).T)
        self.bottom.set_data(*seen(np.zeros((1, 3)), elevation).T)
        place = on_bowl(BALL)
        self.ball.set_data(*seen(place, elevation)[:, None])
        # Along the ground: forward and down.
        slope = np.linalg.norm(BALL)
        down = ARROW * np.array([slope, 0.0, -(slope**2)])
        self.arrow.set_positions(*seen(np.stack([place, place + down]), elevation))
        kind = "side" if elevation < 5 else "above" if elevation > 85 else "aslant"
        self.view.set_text(words(f"bowl.view_{kind}"))
        self.alt = words(f"bowl.alt_{kind}", elevation=elevation)

    def tables(self) -> list[Table]:
        """Return where the ball and the bottom are, which is the same from wherever one looks."""
        columns = ["", words("bowl.east"), words("bowl.north"), words("bowl.height")]
        places = {"ball": on_bowl(BALL), "bottom": np.zeros(3)}
        rows = [(words(f"bowl.{name}"), *place.tolist()) for name, place in places.items()]
        return [table(words("bowl.surface"), columns, rows)]
