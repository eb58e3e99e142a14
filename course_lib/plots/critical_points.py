"""A place where the gradient is zero: the ground around it with a pushed ball, and its two curvatures."""

from __future__ import annotations

import numpy as np

from course_lib.descent.gradient_descent import gradient_descent
from course_lib.ground.critical_points import critical_point_kind
from course_lib.ground.landscapes import Landscape
from course_lib.plots.ground import draw_ground, on_ground
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLUE, ORANGE, RED, course_style
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

STEPS = 60
RATE = 0.1


class CriticalPoints(Picture):
    """One such place: what a push does there, beside what the Hessian says of it."""

    def __init__(self, name: str, landscape: Landscape, place: np.ndarray) -> None:
        """Draw the ground and the curvatures.

        Args:
            name: of the place in the catalogue of words (``questions.zoo.NAME``).
            landscape: of two dimensions.
            place: where its gradient is zero, or almost, shape (2,).
        """
        super().__init__(9.0, 4.3)
        self.name, self.landscape, self.place = name, landscape, np.asarray(place, dtype=float)
        self.curvatures = np.linalg.eigvalsh(landscape.hessian(self.place))
        with course_style():
            ground, bars = self.figure.subplots(1, 2, width_ratios=[1.7, 1])
            draw_ground(ground, landscape)
            if landscape.name == "dead_unit":
                ground.set(xlabel=words("critical_points.x_of_unit"), ylabel=words("critical_points.y_of_unit"))
            ground.plot(*self.place, "s", color=ORANGE, ms=12, mec="black", label=words(f"critical_points.{name}"))
            (self.path,) = ground.plot([], [], "o-", color=RED, lw=1.5, ms=4, label=words("critical_points.path"))
            (self.ball,) = ground.plot([], [], "o", color=RED, ms=12, mec="black")
            ground.legend(loc="upper right", frameon=True, framealpha=0.9)
            bars.set_title(words("critical_points.curvatures"))
            labels = [words("critical_points.first"), words("critical_points.second")]
            bars.bar(labels, self.curvatures, color=[RED if c < -1e-6 else BLUE for c in self.curvatures])
            bars.axhline(0, color="black", lw=1)
            for x, curvature in enumerate(self.curvatures):
                text = spoken(curvature) if abs(curvature) > 1e-6 else "0"
                bars.text(x, curvature + (0.05 if curvature >= 0 else -0.17), text, ha="center")
            bars.set(ylabel=words("critical_points.curvature"), ylim=(-1.35, max(1.35, 1.2 * self.curvatures[1])))
        self.moving = [self.path, self.ball]

    def show(self, push: float, degrees: float) -> None:
        """Push the ball and let it go down for 60 steps.

        Args:
            push: how far, 0 or more.
            degrees: which way, anticlockwise from the direction of x.
        """
        angle = np.radians(degrees)
        start = self.place + push * np.array([np.cos(angle), np.sin(angle)])
        path = gradient_descent(self.landscape.gradient, start, RATE, STEPS)
        self.path.set_data(*on_ground(self.landscape, path))
        low, high = self.landscape.region.T
        self.ball.set_data(*np.clip(path[-1:], low, high).T)
        self.alt = words(
            f"critical_points.alt_{self._behaviour(path, push)}",
            place=words(f"critical_points.{self.name}"),
            push=push,
            slope=spoken(float(np.linalg.norm(self.landscape.gradient(self.place))), 1),
            distance=spoken(float(np.linalg.norm(path[-1] - self.place)), 1),
            moved=spoken(float(np.linalg.norm(path[-1] - path[0])), 1),
            low=spoken(self.curvatures[0]),
            high=spoken(self.curvatures[1]),
        )

    def _behaviour(self, path: np.ndarray, push: float) -> str:
        """Return the catalogue's name for what the push did."""
        if push == 0:
            return "still"
        nearer = np.linalg.norm(path[-1] - self.place) < 0.9 * push
        kind = critical_point_kind(self.landscape.hessian(self.place), tolerance=0.01)
        if kind == "saddle":
            return "ridge" if nearer else "away"
        return "back" if nearer else "slow"
