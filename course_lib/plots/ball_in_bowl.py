"""A ball in a bowl, three views of the same moment: the surface, the map from above, the curve of a cut."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from course_lib.plots.bowl import BOWL, LEVELS, RIM, BowlSurface, draw_bowl_map, on_bowl, seen
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLACK, BLUE, GREEN, GREY, GROUND, ORANGE, RED, course_style
from course_lib.words.catalogue import words

ELEVATION = 42.0
"""From how high the surface is seen, in degrees."""

ARROW = 0.3
"""The arrow of the gradient is drawn at this part of its length, so that it fits in."""

LEVEL = 0.005
"""A slope below it is shown as 0."""


class BallInBowl(Picture):
    """The ball's path, the arrow of the gradient under it and the arrow of its next step, on all three views."""

    def __init__(self) -> None:
        """Draw the bowl three times."""
        super().__init__(9.0, 4.3)
        with course_style():
            axes = self.figure.subplots(1, 3, width_ratios=[1.1, 1, 1])
            self._surface(axes[0])
            self._map(axes[1])
            self._curve(axes[2])
            # Drawn in this order: the cut lies below the arrows, the arrows below the path and the ball.
            self.cuts = [_line(axis, "-", color=ORANGE, lw=2.5, label=words("bowl.cut")) for axis in axes[:2]]
            stars = [_line(axis, "*", color=GREEN, ms=13, mec="black", label=words("bowl.bottom")) for axis in axes]
            for star, spot in zip(stars, [seen(np.zeros(3), ELEVATION), np.zeros(2), np.zeros(2)], strict=True):
                star.set_data(*spot[:, None])
            self.gradients = [_arrow(axis, RED) for axis in axes]
            self.steps = [_arrow(axis, BLUE) for axis in axes]
            self.paths = [_line(axis, "o-", color=BLACK, lw=0.8, ms=4, label=words("bowl.path")) for axis in axes]
            self.balls = [_line(axis, "o", color=RED, ms=9, mec="black", label=words("bowl.ball")) for axis in axes]
            strokes = [
                Line2D([], [], color=colour, lw=3, label=words(f"bowl.{name}"))
                for colour, name in ((RED, "gradient"), (BLUE, "step"))
            ]
            handles = [self.balls[0], stars[0], strokes[0], strokes[1], self.cuts[0], self.paths[0]]
            self.figure.legend(handles=handles, loc="outside lower center", ncols=3, handlelength=1.6)
        self.moving = [*self.cuts, *self.gradients, *self.steps, *self.paths, *stars, *self.balls]

    def show(self, path: np.ndarray, rate: float) -> None:
        """Show a path.

        Args:
            path: (east, north) after each step, the start first; shape (steps + 1, 2).
            rate: the learning rate that made it.
        """
        place = path[-1]
        gradient = BOWL.gradient(place)
        slope, height = float(np.linalg.norm(gradient)), float(BOWL.f(place))
        landing = place - rate * gradient
        # The cut goes through the ball along the gradient; at the bottom, where there is none, from west to east.
        along = gradient / slope if slope > 0 else np.array([1.0, 0.0])
        if along[0] < 0:
            along = -along
        cut = np.linspace(-RIM, RIM, 61)[:, None] * along
        self.cuts[0].set_data(*seen(on_bowl(cut), ELEVATION).T)
        self.cuts[1].set_data(*cut.T)
        # Uphill along the ground: the arrow of the map, and so much up.
        tip = np.append(place + ARROW * gradient, height + ARROW * slope**2)
        arrow, step = np.stack([on_bowl(place), tip]), on_bowl(np.stack([place, landing]))
        views: list[Callable[[np.ndarray], np.ndarray]] = [_from_aslant, _from_above, partial(_from_side, along)]
        for view, project in enumerate(views):
            ground = project(on_bowl(path))
            self.paths[view].set_data(*ground.T)
            self.balls[view].set_data(*ground[-1:].T)
            self.gradients[view].set_positions(*project(arrow))
            self.steps[view].set_positions(*project(step))
            for patch in (self.gradients[view], self.steps[view]):
                patch.set_visible(slope >= LEVEL)
        kind = "level" if slope < LEVEL else "start" if len(path) == 1 else "rolls"
        numbers = {"slope": slope, "rate": rate, "step": rate * slope, "height": height, "steps": len(path) - 1}
        crossing = words("bowl.crossing") if rate > 1 else ""
        self.alt = words(f"bowl.alt_{kind}", crossing=crossing, **numbers).strip()

    def _surface(self, axes: Axes) -> None:
        surface = BowlSurface(axes)
        surface.turn(ELEVATION)
        axes.set(xlim=(-3.2, 3.2), ylim=(-3.0, 3.6), aspect="equal", title=words("bowl.surface"))
        axes.axis("off")

    def _map(self, axes: Axes) -> None:
        draw_bowl_map(axes)
        axes.set(xlim=(-3.2, 3.2), ylim=(-3.2, 3.2), aspect="equal", title=words("bowl.map"))
        axes.set(xlabel=words("bowl.east"), ylabel=words("bowl.north"))
        axes.set(xticks=[-3, 0, 3], yticks=[-3, 0, 3])
        axes.yaxis.labelpad = -8

    def _curve(self, axes: Axes) -> None:
        distance = np.linspace(-RIM, RIM, 121)
        axes.fill_between(distance, distance**2 / 2, -0.6, color=GROUND(0.5), lw=0)
        for level in LEVELS:
            axes.plot(np.array([-1, 1]) * np.sqrt(2 * level), [level, level], color=GREY, lw=0.5, ls=":")
        axes.plot(distance, distance**2 / 2, color=ORANGE, lw=2.5)
        axes.set(xlim=(-3.8, 3.8), ylim=(-0.6, 6.6), title=words("bowl.curve"))
        axes.set(xlabel=words("bowl.distance"), ylabel=words("bowl.height"), xticks=[-3, 0, 3], yticks=[0, 2, 4])


def _from_aslant(points: np.ndarray) -> np.ndarray:
    return seen(points, ELEVATION)


def _from_above(points: np.ndarray) -> np.ndarray:
    return points[:, :2]


def _from_side(along: np.ndarray, points: np.ndarray) -> np.ndarray:
    return np.column_stack([points[:, :2] @ along, points[:, 2]])


def _line(axes: Axes, form: str, **looks: Any) -> Line2D:
    (line,) = axes.plot([], [], form, **looks)
    return line


def _arrow(axes: Axes, colour: str) -> FancyArrowPatch:
    arrow = FancyArrowPatch((0, 0), (1, 0), color=colour, lw=2.5, mutation_scale=14, shrinkA=0, shrinkB=0)
    axes.add_patch(arrow)
    return arrow
