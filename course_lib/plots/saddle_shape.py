"""The saddle in three dimensions: a valley one way, a hill the other, and level where they meet."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GROUND, ORANGE, RED
from course_lib.words.catalogue import words


def saddle_shape() -> Picture:
    """Return the picture of f(x, y) = (y² − x²) / 2 with both of its ways and the point where they cross."""

    def draw(figure: Figure) -> str:
        axes: Any = figure.add_subplot(projection="3d")
        t = np.linspace(-1.5, 1.5, 41)
        x, y = np.meshgrid(t, t)
        axes.plot_surface(x, y, (y**2 - x**2) / 2, cmap=GROUND, alpha=0.75, lw=0)
        lift = 0.03  # a little above the ground, so that the lines are not hidden in it
        axes.plot(0 * t, t, t**2 / 2 + lift, color=BLUE, lw=3.5, zorder=5, label=words("saddle_shape.up"))
        near = t[t > -0.6]  # what lies beyond would be seen through the hill
        down = words("saddle_shape.down")
        axes.plot(near, 0 * near, -(near**2) / 2 + lift, color=RED, lw=3.5, ls="--", zorder=5, label=down)
        here = words("saddle_shape.here")
        axes.plot([0], [0], [2 * lift], "o", color=ORANGE, mec="black", ms=12, zorder=6, label=here)
        axes.set(xticks=[], yticks=[], zticks=[], title=words("saddle_shape.title"))
        axes.set_box_aspect((1, 1, 0.6), zoom=1.2)
        axes.view_init(elev=32, azim=-30)
        figure.legend(loc="outside right center")
        return words("saddle_shape.alt")

    return figure_picture(draw, width=9.0, height=4.4)
