"""The steepest way down, the straight way to the bottom, and how fast every other way goes down."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.ground.landscapes import Landscape
from course_lib.plots.ground import draw_ground
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, RED
from course_lib.words.catalogue import words


def steepest(landscape: Landscape, directions: np.ndarray) -> Picture:
    """Draw both ways from the landscape's start, and the slope in each direction.

    Args:
        landscape: of two dimensions, with one minimum.
        directions: of length 1, shape (n, 2).
    """
    start = landscape.start
    gradient = landscape.gradient(start)
    ways = {"downhill": -gradient, "straight": landscape.minima[0] - start}
    turns = {name: float(np.degrees(np.arctan2(way[1], way[0]))) for name, way in ways.items()}

    def draw(figure: Figure) -> str:
        ground, slopes = figure.subplots(1, 2, width_ratios=[1, 1.15])
        draw_ground(ground, landscape)
        ground.set_aspect("equal")
        for (name, way), colour in zip(ways.items(), (BLUE, RED), strict=True):
            _arrow(ground, start, way / np.linalg.norm(way), colour, words(f"steepest.{name}"))
        ground.plot(*start, "s", color=ORANGE, ms=10, mec="black", label=words("common.start"))
        ground.set(xlabel=words("search_race.number", n=1), ylabel=words("search_race.number", n=2))
        figure.legend(*ground.get_legend_handles_labels(), loc="outside lower center", ncols=4)
        around = np.degrees(np.arctan2(directions[:, 1], directions[:, 0]))
        slopes.plot(around, directions @ gradient, ".", color=GREY, ms=1.5)
        for turn, colour, mark in zip(turns.values(), (BLUE, RED), ("o", "D"), strict=True):
            unit = np.array([np.cos(np.radians(turn)), np.sin(np.radians(turn))])
            slopes.plot(turn, unit @ gradient, mark, color=colour, ms=10)
        slopes.axhline(0, color=GREEN, lw=1)
        slopes.set(title=words("steepest.slopes"), xlabel=words("steepest.direction"))
        slopes.set_xticks([-180, -90, 0, 90, 180], ["−180°", "−90°", "0°", "90°", "180°"])
        slopes.set(ylabel=words("steepest.slope"))
        apart = abs(turns["downhill"] - turns["straight"])
        return words(
            "steepest.alt",
            number=len(directions),
            fastest=float((directions @ gradient).min()),
            gradient=-float(np.linalg.norm(gradient)),
            apart=min(apart, 360 - apart),
        ).replace("-", "−")

    return figure_picture(draw, 9.0, 4.0)


def _arrow(axes: Axes, start: np.ndarray, way: np.ndarray, colour: str, label: str) -> None:
    axes.quiver(*start, *way, color=colour, angles="xy", scale_units="xy", scale=1, width=0.014, zorder=3, label=label)
