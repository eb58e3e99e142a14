"""Gradient descent and Newton's method on one landscape, from the same start."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from course_lib.ground.landscapes import Landscape
from course_lib.plots.ground import draw_ground
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, RED
from course_lib.words.catalogue import words


def newton_and_descent(landscape: Landscape, descent: np.ndarray, newton: np.ndarray, near: float) -> Picture:
    """Return the picture of two paths.

    Args:
        landscape: of two dimensions.
        descent: path of gradient descent until it was near the bottom, shape (steps + 1, 2).
        newton: path of Newton's method, one step, shape (2, 2).
        near: how close to the bottom ``descent`` was followed.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        draw_ground(axes, landscape)
        steps = len(descent) - 1
        axes.plot(*descent.T, "o-", color=RED, lw=1.5, ms=4, label=words("newton_and_descent.descent", steps=steps))
        axes.plot(*newton.T, "s--", color=BLUE, ms=8, label=words("newton_and_descent.newton"))
        axes.set_title(words("newton_and_descent.title"))
        axes.legend(loc="upper left", frameon=True, framealpha=0.9)
        return words("newton_and_descent.alt", steps=steps, near=near)

    return figure_picture(draw, width=8.0, height=4.2)
