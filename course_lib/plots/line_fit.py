"""A line through heights and weights on the left, the map of its error E(a, b) with the gradient on the right."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import BoundaryNorm
from matplotlib.patches import FancyArrowPatch

from course_lib.ground.regression import (
    least_squares,
    mean_squared_error,
    mean_squared_error_gradient,
    predict_weight,
)
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLUE, GREEN, GREY, GROUND, ORANGE, RED, course_style
from course_lib.words.catalogue import words

A_RANGE = (0.0, 1.0)
B_RANGE = (-100.0, 60.0)
HEIGHT_RANGE = (140.0, 190.0)
WEIGHT_RANGE = (0.0, 140.0)

# The map reaches beyond the lines that can be chosen, so that there is room for an arrow at its edge.
MAP = ((-0.4, 1.4), (-160.0, 150.0))
ARROW_PER_DECADE = 0.045
"""Each tenfold gradient lengthens the arrow by this part of the map's width."""

ERROR_LEVELS = (0, 25, 100, 400, 1600, 6400, 25600, 102400)


def draw_error_map(
    axes: Axes, heights: np.ndarray, weights: np.ndarray, a_range: tuple[float, float], b_range: tuple[float, float]
) -> None:
    """Draw the mean squared error of all lines a × height + b: lighter is higher, each contour is four times the last.

    Args:
        axes: where to draw.
        heights: shape (n,).
        weights: shape (n,).
        a_range: least and greatest a.
        b_range: least and greatest b.
    """
    a, b = np.meshgrid(np.linspace(*a_range, 300), np.linspace(*b_range, 300))
    errors = np.mean((a[..., None] * heights + b[..., None] - weights) ** 2, axis=-1)
    axes.contourf(a, b, errors, levels=ERROR_LEVELS, cmap=GROUND, norm=BoundaryNorm(ERROR_LEVELS, GROUND.N))
    axes.contour(a, b, errors, levels=ERROR_LEVELS[1:], colors=GREY, linewidths=0.6)
    axes.set(xlim=a_range, ylim=b_range, xlabel="a (kg/cm)", ylabel="b (kg)")


class LineFit(Picture):
    """One line a × height + b, its misses, its error and the gradient of its error."""

    def __init__(self, heights: np.ndarray, weights: np.ndarray) -> None:
        """Draw the people and the map.

        Args:
            heights: in cm, shape (n,).
            weights: in kg, shape (n,).
        """
        super().__init__(9.0, 4.4)
        self.heights, self.weights = heights, weights
        with course_style():
            people, ground = self.figure.subplots(1, 2)
            self._draw_people(people)
            self._draw_map(ground)
        self.moving = [self.misses, self.line, self.dots, self.legend, self.arrow, self.ball]

    def show(self, a: float, b: float) -> None:
        """Show one line.

        Args:
            a: slope, in kg/cm.
            b: intercept, in kg.
        """
        predictions = np.asarray(predict_weight(a, b, self.heights))
        ends = np.array(HEIGHT_RANGE)
        self.line.set_data(ends, predict_weight(a, b, ends))
        self.misses.set_segments(
            [
                np.array([(height, weight), (height, prediction)])
                for height, weight, prediction in zip(self.heights, self.weights, predictions, strict=True)
            ]
        )
        self.dots.set_data(self.heights, self.weights)
        self.ball.set_data([a], [b])
        gradient = np.array(mean_squared_error_gradient(a, b, self.heights, self.weights))
        tip = np.array([a, b]) + self._arrow(gradient)
        self.arrow.set_positions((a, b), tip)
        self.arrow.set_visible(bool(gradient.any()))
        self.alt = self._in_words(a, b, predictions, gradient)

    def _arrow(self, gradient: np.ndarray) -> np.ndarray:
        """Return the gradient's direction on this map, with a length that grows with the number of its digits."""
        size = np.linalg.norm(gradient)
        if size == 0:
            return np.zeros(2)
        spans = np.ptp(np.array(MAP), axis=1)
        # Length as the eye measures it, in parts of the map's width: one unit of a is not as long as one unit of b.
        length = np.linalg.norm(gradient / spans)
        return np.asarray(gradient / length * ARROW_PER_DECADE * np.log10(1 + size))

    def _in_words(self, a: float, b: float, predictions: np.ndarray, gradient: np.ndarray) -> str:
        if np.abs(gradient).max() < 1e-9:
            advice = words("line_fit.level")
        else:
            ways = [words("line_fit.smaller" if slope > 0 else "line_fit.larger") for slope in gradient]
            advice = words("line_fit.advice", a=ways[0], b=ways[1])
        low, high = WEIGHT_RANGE
        where = ""
        if predictions.min() > high:
            where = words("line_fit.above")
        elif predictions.max() < low:
            where = words("line_fit.below")
        numbers: dict[str, object] = {
            "advice": advice,
            "where": where,
            "a": a,
            "b": f"{'−' if b < 0 else '+'} {abs(b):.1f}",
            "error": mean_squared_error(a, b, self.heights, self.weights),
            "slope_a": gradient[0] + 0.0,  # never −0
            "slope_b": gradient[1] + 0.0,
        }
        if len(self.heights) == 1:
            miss = predictions[0] - self.weights[0] + 0.0
            person = {"height": self.heights[0], "prediction": predictions[0], "miss": miss}
            return words("line_fit.alt_person", **numbers, **person).strip()
        return words("line_fit.alt_table", **numbers).strip()

    def _draw_people(self, axes: Axes) -> None:
        self.misses = LineCollection([], colors=ORANGE, linewidths=2.5, label=words("line_fit.misses"))
        axes.add_collection(self.misses)
        (self.line,) = axes.plot([], [], color=BLUE, label=words("line_fit.line"))
        (self.dots,) = axes.plot([], [], "o", color="black", label=words("line_fit.people"))
        axes.set(xlim=HEIGHT_RANGE, ylim=WEIGHT_RANGE)
        axes.set(xlabel=words("line_fit.height"), ylabel=words("line_fit.weight"), title=words("line_fit.plot"))
        # Drawn anew with what moves, since long misses reach behind it.
        self.legend = axes.legend(loc="upper left", framealpha=0.9, frameon=True)

    def _draw_map(self, axes: Axes) -> None:
        draw_error_map(axes, self.heights, self.weights, *MAP)
        if len(self.heights) == 1:
            a = np.array(MAP[0])
            axes.plot(a, self.weights[0] - a * self.heights[0], color=GREEN, lw=1.8, label=words("line_fit.floor"))
        else:
            best = least_squares(self.heights, self.weights)
            axes.plot(*best, "*", color=GREEN, ms=15, mec="black", label=words("line_fit.best"))
        self.arrow = FancyArrowPatch(
            (0, 0), (1, 1), arrowstyle="-|>", mutation_scale=16, shrinkA=0, shrinkB=0, color=RED, lw=2.2
        )
        axes.add_patch(self.arrow)
        (self.ball,) = axes.plot([], [], "o", color=RED, ms=10, mec="black")
        axes.plot([], [], color=RED, marker=">", label=words("line_fit.gradient"))
        axes.set_title(words("line_fit.map"))
        axes.legend(loc="upper right", framealpha=0.9, frameon=True)
