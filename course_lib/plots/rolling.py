"""Which way a ball rolls, how long its steps are, and how a real marble does it: pictures in which nothing moves."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.ground.landscapes import Landscape
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREEN, GREY, GROUND, ORANGE, RED
from course_lib.words.catalogue import words

LENGTH = 0.55
"""The arrows of `rolling_directions` tell directions only: all are as long as this."""

REACH = 2.2
"""Its maps reach so far from the bottom, each way."""


def rolling_directions(grounds: list[Landscape], places: list[np.ndarray], ways_down: list[np.ndarray]) -> Picture:
    """Draw for some places of each ground the way down that was found there, and the gradient.

    Args:
        grounds: of two dimensions.
        places: for each ground the places, shape (n, 2).
        ways_down: for each ground the direction found at each place, unit vectors of shape (n, 2).
    """

    def draw(figure: Figure) -> str:
        all_axes = figure.subplots(1, len(grounds))
        for axes, ground, starts, ways in zip(all_axes, grounds, places, ways_down, strict=True):
            _draw_contours(axes, ground)
            gradients = ground.gradient(starts)
            uphill = gradients / np.linalg.norm(gradients, axis=1, keepdims=True)
            for arrows, colour, name in ((uphill, RED, "gradient"), (ways, BLUE, "way_down")):
                axes.quiver(
                    *starts.T, *(LENGTH * arrows).T, color=colour, angles="xy", scale_units="xy", scale=1,
                    width=0.009, zorder=3, label=words(f"rolling.{name}"),
                )  # fmt: skip
            for start in starts:
                axes.plot([start[0], 0], [start[1], 0], ":", color="black", lw=1.2)
            axes.plot(0, 0, "*", color=GREEN, ms=14, mec="black", zorder=4, label=words("bowl.bottom"))
            axes.plot(*starts.T, "o", color="white", mec="black", ms=6, zorder=4)
        handles, labels = all_axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=len(handles))
        return words("rolling.alt_directions")

    return figure_picture(draw, 9.0, 4.6)


def shrinking_steps(places: np.ndarray, rate: float) -> Picture:
    """Draw the steps of a ball down the wall of a bowl of curvature 1, and how long each of them is.

    Args:
        places: distance from the bottom at the start and after each step, shape (steps + 1,).
        rate: the learning rate.
    """
    lengths = np.abs(np.diff(places))

    def draw(figure: Figure) -> str:
        wall, bars = figure.subplots(1, 2)
        x = np.linspace(-3, 3, 121)
        wall.fill_between(x, x**2 / 2, -0.4, color=GROUND(0.5), lw=0)
        wall.plot(x, x**2 / 2, color=ORANGE)
        wall.plot(places, places**2 / 2, "o-", color=RED, mec="black", lw=1.2)
        wall.set(xlim=(-3, 3), ylim=(-0.4, 4.6), xlabel=words("bowl.distance"), ylabel=words("bowl.height"))
        wall.set_title(words("rolling.on_wall", rate=rate))
        numbers = np.arange(1, len(lengths) + 1)
        bars.bar(numbers, lengths, color=BLUE)
        bars.set(xticks=numbers, xlabel=words("rolling.number"), title=words("rolling.lengths"))
        return words(
            "rolling.alt_steps", rate=rate, first=lengths[0], last=lengths[-1], steps=len(lengths), slope=abs(places[0])
        )

    return figure_picture(draw, 9.0, 3.6)


def marble_and_ball(times: np.ndarray, marble: np.ndarray, ball: np.ndarray) -> Picture:
    """Draw how far from the bottom of the bowl a real marble is, and the ball of gradient descent.

    Args:
        times: shape (n,).
        marble: its distance from the bottom, negative on the left, shape (n,).
        ball: the same for the ball, shape (n,).
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        axes.axhline(0, color=GREEN, lw=2, label=words("bowl.bottom"))
        axes.plot(times, marble, color=ORANGE, ls="--", label=words("rolling.marble"))
        axes.plot(times, ball, color=RED, label=words("rolling.ball"))
        axes.set(xlim=(times[0], times[-1]), ylim=(-3, 3), title=words("rolling.marble_title"))
        axes.set(xlabel=words("rolling.time"), ylabel=words("rolling.position"))
        axes.legend(loc="upper right", ncols=3)
        return words("rolling.alt_marble", crossings=int(np.sum(marble[1:] * marble[:-1] < 0)))

    return figure_picture(draw, 9.0, 3.4)


def _draw_contours(axes: Axes, ground: Landscape) -> None:
    """Draw a map whose contour lines are all the same height apart: close together means steep."""
    x, y = np.meshgrid(np.linspace(-REACH, REACH, 121), np.linspace(-REACH, REACH, 121))
    heights = ground.f(np.stack([x, y], axis=-1))
    levels = np.arange(0, heights.max() + 0.25, 0.25)
    axes.contourf(x, y, heights, levels=levels, cmap=GROUND)
    axes.contour(x, y, heights, levels=levels, colors=GREY, linewidths=0.6)
    axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal", xticks=[-2, 0, 2], yticks=[-2, 0, 2])
    axes.set(xlabel=words("bowl.east"), ylabel=words("bowl.north"))
    axes.set_title(words(f"landscapes.{ground.name}.title"))
