"""A ball on a hill: the ground's tilt under it, and which way it would roll."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import FancyArrowPatch

from course_lib.plots.picture import Picture
from course_lib.plots.style import BLUE, GREY, GROUND, ORANGE, RED, course_style
from course_lib.plots.tables import Table, table
from course_lib.words.catalogue import words

LEFT, RIGHT = 1.0, 9.0
"""The ball can lie from here to there."""

TOP = 3.0
"""Where the hill is highest; 4 further on it is lowest."""

RADIUS = 0.2
"""Of the ball, in the unit of the axes."""

STEEP = 0.6
"""A slope of at least so much is called steep."""


def height(x: float | np.ndarray) -> np.ndarray:
    """Return the height of the ground, of x's shape: between 0.5 and 3.5."""
    return 2 + 1.5 * np.cos(np.pi * (np.asarray(x) - TOP) / 4)


def slope(x: float | np.ndarray) -> np.ndarray:
    """Return how much the ground rises for each unit to the right, of x's shape: the derivative of `height`."""
    return -1.5 * np.pi / 4 * np.sin(np.pi * (np.asarray(x) - TOP) / 4)


class BallOnHill(Picture):
    """A hill and a hollow, equally scaled both ways, so that the slope seen is the slope computed."""

    def __init__(self) -> None:
        """Draw the ground."""
        super().__init__(9.0, 4.5)
        with course_style():
            ax = self.figure.subplots()
            x = np.linspace(LEFT - 1.6, RIGHT + 1.6, 400)
            ax.fill_between(x, height(x), color=GROUND(0.5))
            ax.plot(x, height(x), color=GREY, lw=1.5)
            ax.set(xlim=(x[0], x[-1]), ylim=(0, 4.5), aspect="equal", title=words("chapter00.hill.title"))
            ax.set(
                xlabel=words("chapter00.hill.place"),
                ylabel=words("chapter00.hill.height"),
                yticks=range(5),
                xticks=range(1, 10),
            )
            (self.plank,) = ax.plot([], [], color=ORANGE, lw=6, solid_capstyle="round")
            (self.ball,) = ax.plot([], [], "o", color=RED, mec="black", ms=22)
            self.arrow = FancyArrowPatch((0, 0), (1, 0), color=BLUE, lw=3, mutation_scale=22, shrinkA=0, shrinkB=0)
            ax.add_patch(self.arrow)
            self.reading = ax.text(0.98, 0.95, "", transform=ax.transAxes, ha="right", va="top", fontsize=15)
        self.moving = [self.plank, self.arrow, self.ball, self.reading]

    def show(self, place: float) -> None:
        """Put the ball on the ground.

        Args:
            place: from `LEFT` to `RIGHT`.
        """
        tilt = round(float(slope(place)), 2)
        foot = np.array([place, float(height(place))])
        along = np.array([1.0, tilt]) / np.hypot(1.0, tilt)
        upward = np.array([-along[1], along[0]])
        self.plank.set_data(*np.transpose([foot - 1.1 * along, foot + 1.1 * along]))
        centre = foot + RADIUS * upward
        self.ball.set_data(*centre[:, None])
        # Longer where it is steeper, and always clear of the ball.
        downhill = -np.sign(tilt) * along
        start = centre + 0.3 * downhill + 0.45 * upward
        self.arrow.set_positions(start, start + (0.3 + 0.8 * abs(tilt)) * downhill)
        self.arrow.set_visible(tilt != 0)
        how = words("chapter00.hill.steep" if abs(tilt) >= STEEP else "chapter00.hill.gentle")
        side = "level" if tilt == 0 else "rises" if tilt > 0 else "falls"
        self.reading.set_text(words("chapter00.hill.level" if tilt == 0 else "chapter00.hill.reading", slope=tilt))
        self.alt = words(f"chapter00.hill.alt_{side}", place=place, slope=tilt, how=how)

    def tables(self) -> list[Table]:
        """Return height and slope all over the ground; what the ball's place says is in the sentence."""
        places = np.arange(LEFT, RIGHT + 0.25, 0.5)
        columns = [words("chapter00.hill.place"), words("chapter00.hill.height"), words("common.slope")]
        rows = [(x, float(height(x)), round(float(slope(x)), 2)) for x in places.tolist()]
        return [table(words("chapter00.hill.title"), columns, rows)]
