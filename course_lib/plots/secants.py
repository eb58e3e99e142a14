"""Secants through one point of a curve: the nearer the second point, the nearer they come to the tangent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREEN, ORANGE, PURPLE, RED
from course_lib.words.catalogue import words

COLOURS = (ORANGE, PURPLE, RED)


def secants(f: Callable[[float], float], x: float, distances: Sequence[float], slope: float) -> Picture:
    """Draw a curve, its tangent in one place, and the secants from there to points farther on.

    Args:
        f: the curve.
        x: the place.
        distances: how far on the second point of each secant lies; three at most.
        slope: of the tangent.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        places = np.linspace(x - 1.5, x + max(distances) + 0.4, 200)
        axes.plot(places, [f(place) for place in places], color=BLUE, lw=3, label=words("secants.curve"))
        ends = places[[0, -1]]
        slopes = []
        for h, colour in zip(distances, COLOURS, strict=False):
            slopes.append((f(x + h) - f(x)) / h)
            label = words("secants.secant", h=h, slope=slopes[-1])
            axes.plot(ends, f(x) + slopes[-1] * (ends - x), color=colour, lw=1.5, label=label)
            axes.plot([x + h], [f(x + h)], "o", color=colour, mec="black", zorder=3)
        tangent = words("secants.tangent", slope=slope)
        axes.plot(ends, f(x) + slope * (ends - x), "--", color=GREEN, label=tangent)
        axes.plot([x], [f(x)], "o", color="black", ms=9, zorder=4)
        axes.set(xlabel="x", ylabel="f(x)", title=words("secants.title"), xlim=ends)
        axes.legend(loc="upper left")
        return words("secants.alt", x=x, first=slopes[0], last=slopes[-1], nearest=distances[-1], slope=slope)

    return figure_picture(draw, 9.0, 4.0)
