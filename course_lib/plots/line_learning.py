"""A straight line that learns: where it lies after some steps of gradient descent, and how its error falls."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.ground.regression import least_squares, mean_squared_error, predict_weight
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, BLUE, GREY, RED, course_style
from course_lib.words.catalogue import words


def line_learning(heights: np.ndarray, weights: np.ndarray, lines: np.ndarray, after: Sequence[int]) -> Picture:
    """Draw the lines after chosen numbers of steps, and the error after every step.

    Args:
        heights: in cm, shape (n,).
        weights: in kg, shape (n,).
        lines: (a, b) at the start and after each step, shape (steps + 1, 2).
        after: the numbers of steps after which to draw the line.
    """
    errors = np.array([mean_squared_error(a, b, heights, weights) for a, b in lines])
    best = mean_squared_error(*least_squares(heights, weights), heights, weights)

    def draw(figure: Figure) -> str:
        left, right = figure.subplots(1, 2, width_ratios=[1.2, 1])
        left.plot(heights, weights, "o", color=BLACK)
        ends = np.array([heights.min(), heights.max()])
        for number, steps in enumerate(after):
            nearness = (number + 1) / len(after)
            line = np.asarray(predict_weight(lines[steps, 0], lines[steps, 1], ends))
            left.plot(ends, line, color=RED if number == len(after) - 1 else BLUE, alpha=0.25 + 0.75 * nearness)
            left.annotate(
                words("line_learning.after", steps=steps),
                (ends[-1], line[-1]),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
            )
        left.set(title=words("line_learning.lines"), xlabel=words("line_learning.height"))
        left.set(ylabel=words("line_learning.weight"), xlim=(ends[0] - 2, ends[1] + 9))
        right.plot(errors, ".-", color=RED, lw=1.5)
        right.axhline(best, color=GREY, ls="--")
        right.text(len(errors) - 1, best * 0.8, words("line_learning.best", best=best), ha="right", va="top")
        right.set_ylim(bottom=best / 3)
        right.set(title=words("common.error_curve"), xlabel=words("common.step"), yscale="log")
        right.set_yticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
        right.set(ylabel=words("line_learning.error"))
        return words("line_learning.alt", first=errors[0], steps=len(errors) - 1, last=errors[-1], best=best)

    with course_style():
        return figure_picture(draw, 9.0, 4.0)
