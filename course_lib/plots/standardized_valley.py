"""The same fit twice: in raw centimetres the valley is a crack, with standardized heights it is a round bowl."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from course_lib.ground.regression import least_squares
from course_lib.plots.line_fit import MAP, draw_error_map
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import GREEN, ORANGE, RED
from course_lib.words.catalogue import words


def standardized_valley_picture(
    heights: np.ndarray, standardized: np.ndarray, weights: np.ndarray, raw_path: np.ndarray, round_path: np.ndarray
) -> Picture:
    """Draw both maps of the error with the path of gradient descent on each.

    Args:
        heights: in cm, shape (n,).
        standardized: the same heights with mean 0 and deviation 1, shape (n,).
        weights: in kg, shape (n,).
        raw_path: points (a, b) with the raw heights, shape (steps + 1, 2).
        round_path: points (a, b) with the standardized heights, shape (steps + 1, 2).
    """

    def draw(figure: Figure) -> str:
        raw, bowl = figure.subplots(1, 2)
        draw_error_map(raw, heights, weights, *MAP)
        draw_error_map(bowl, standardized, weights, (-35.0, 50.0), (20.0, 105.0))
        bowl.set_xlabel(words("standardized_valley.a"))
        for axes, inputs, path in ((raw, heights, raw_path), (bowl, standardized, round_path)):
            axes.plot(*path.T, "o-", color=RED, ms=4, lw=1.6)
            axes.plot(*path[0], "s", color=ORANGE, ms=10, mec="black", label=words("standardized_valley.start"))
            axes.plot(*path[-1], "o", color=RED, ms=10, mec="black", label=words("standardized_valley.end"))
            best = least_squares(inputs, weights)
            axes.plot(*best, "*", color=GREEN, ms=15, mec="black", label=words("standardized_valley.best"))
        bowl.legend(loc="lower right", framealpha=0.9, frameon=True)
        raw.set_title(words("standardized_valley.raw", steps=len(raw_path) - 1))
        bowl.set_title(words("standardized_valley.round", steps=len(round_path) - 1))
        return words(
            "standardized_valley.alt",
            raw_steps=len(raw_path) - 1,
            missing=raw_path[-1, 1] - least_squares(heights, weights)[1],
            round_steps=len(round_path) - 1,
        )

    return figure_picture(draw, 9.0, 4.4)
