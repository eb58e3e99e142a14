"""Gradient descent on a landscape: the path over the ground on the left, the error after each step on the right."""

from __future__ import annotations

import numpy as np

from course_lib.ground.landscapes import Landscape
from course_lib.plots.ground import draw_ground, lowest, on_ground
from course_lib.plots.picture import Picture
from course_lib.plots.style import ORANGE, RED, course_style
from course_lib.plots.tables import Table, table
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

LONGEST_PATH = 100
"""The error curve's axis reaches so many steps."""


class DescentPath(Picture):
    """The path of gradient descent over one landscape, with its error curve."""

    def __init__(self, landscape: Landscape) -> None:
        """Draw the ground.

        Args:
            landscape: of one dimension (drawn as a curve) or two (drawn as a map, darker is lower).
        """
        super().__init__(9.0, 4.2)
        self.landscape = landscape
        with course_style():
            ground, errors = self.figure.subplots(1, 2, width_ratios=[1.35, 1])
            draw_ground(ground, landscape)
            (self.path,) = ground.plot([], [], "o-", color=RED, lw=1.5, ms=5)
            (self.start,) = ground.plot([], [], "s", color=ORANGE, ms=10, mec="black", label=words("common.start"))
            (self.ball,) = ground.plot([], [], "o", color=RED, ms=12, mec="black", label=words("common.now"))
            # Where no landscape of the course has its start or a minimum.
            ground.legend(
                loc="upper center" if landscape.dimension == 1 else "lower right", framealpha=0.85, frameon=True
            )
            errors.set(
                title=words("common.error_curve"),
                xlabel=words("common.step"),
                ylabel=words("common.error"),
                yscale="log",
                xlim=(-LONGEST_PATH / 50, LONGEST_PATH),
                ylim=(1e-8, 1e4),
            )
            ticks = [1e-6, 1e-4, 0.01, 1, 100, 10_000]
            errors.set_yticks(ticks, ["0.000001", "0.0001", "0.01", "1", "100", "10,000"])
            errors.minorticks_off()
            (self.curve,) = errors.plot([], [], ".-", color=RED, lw=1.5)
        self.moving = [self.path, self.start, self.ball, self.curve]

    def show(self, path: np.ndarray, rate: float) -> None:
        """Show a path.

        Args:
            path: shape (steps + 1, dimension), the start first.
            rate: the learning rate that made it.
        """
        # A diverging path leaves the map, and may end in infinity.
        finite = path[np.isfinite(path).all(axis=1)]
        self._places = finite.tolist()
        x, y = on_ground(self.landscape, finite)
        self.path.set_data(x, y)
        self.start.set_data(x[:1], y[:1])
        self.ball.set_data(x[-1:], y[-1:])
        with np.errstate(all="ignore"):
            errors = self.landscape.f(finite) - lowest(self.landscape)
            # Below the axis a point would be missing: it is drawn on its edge.
            self.curve.set_data(np.arange(len(errors)), np.clip(errors, 1e-8, 1e4))
            slope = float(np.linalg.norm(self.landscape.gradient(finite[-1])))
        self.alt = words(
            f"descent_path.alt.{self._behaviour(path, errors)}",
            steps=len(path) - 1,
            first=spoken(errors[0]),
            last=spoken(errors[-1]),
            rate=rate,
            slope=spoken(slope),
            step=spoken(rate * slope),
        )

    def tables(self) -> list[Table]:
        """Return place and error after each step."""
        axes = ["x", "y"][: self.landscape.dimension]
        errors = np.ravel(self.curve.get_ydata()).tolist()
        rows = [(step, *place, error) for step, (place, error) in enumerate(zip(self._places, errors, strict=True))]
        return [table(words("common.error_curve"), [words("common.step"), *axes, words("common.error")], rows)]

    def _behaviour(self, path: np.ndarray, errors: np.ndarray) -> str:
        """Return the catalogue's name for what the path does."""
        region = np.abs(self.landscape.region).max()
        if len(path) == 1:
            return "start"
        if len(errors) < len(path) or np.abs(path[-1]).max() > 100 * region:
            return "diverges"
        slopes = np.linalg.norm(self.landscape.gradient(path[[0, -1]]), axis=1)
        if slopes[1] < 1e-3 * slopes[0]:
            return "arrived" if errors[-1] < 1e-3 * errors[0] else "caught"
        if errors[-1] >= errors[0]:
            return "climbs"
        steps = np.diff(path[-3:], axis=0)
        return "crosses" if len(steps) == 2 and steps[0] @ steps[1] < 0 else "walks"
