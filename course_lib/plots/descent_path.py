"""Gradient descent on a landscape: the path over the ground on the left, the error after each step on the right."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from course_lib.landscapes import Landscape
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLUE, GREEN, GREY, GROUND, ORANGE, RED, course_style
from course_lib.words import words

Array = np.ndarray

LONGEST_PATH = 200
"""The error curve's axis reaches so many steps."""


class DescentPath(Picture):
    """The path of gradient descent over one landscape, with its error curve."""

    def __init__(self, landscape: Landscape) -> None:
        """Draw the ground.

        Args:
            landscape: of one dimension (drawn as a curve) or two (drawn as a map, lighter is higher).
        """
        super().__init__(9.0, 4.2)
        self.landscape = landscape
        with course_style():
            ground, errors = self.figure.subplots(1, 2, width_ratios=[1.35, 1])
            ground.set_title(words(f"landscapes.{landscape.name}.title"))
            if landscape.dimension == 1:
                self._draw_curve(ground)
            else:
                self._draw_map(ground)
            (self.path,) = ground.plot([], [], "o-", color=RED, lw=1.5, ms=5)
            (self.start,) = ground.plot([], [], "s", color=ORANGE, ms=10, mec="black", label=words("descent.start"))
            (self.ball,) = ground.plot([], [], "o", color=RED, ms=12, mec="black", label=words("descent.now"))
            ground.legend(loc="upper right", framealpha=0.85, frameon=True)
            errors.set(
                title=words("descent.error_curve"),
                xlabel=words("descent.step"),
                ylabel=words("descent.error"),
                yscale="log",
            )
            (self.curve,) = errors.plot([], [], ".-", color=RED, lw=1.5)
            self._errors = errors
            self._fix_error_axis()
        self.moving = [self.path, self.start, self.ball, self.curve]

    def show(self, path: Array, steps: int | None = None) -> None:
        """Show a path.

        Args:
            path: shape (steps + 1, dimension), the start first.
            steps: show only so many steps of it; all where not given.
        """
        shown = path if steps is None else path[: steps + 1]
        # A diverging path leaves the map; what lies far outside is not drawn, so that no number overflows.
        inside = shown[np.isfinite(shown).all(axis=1)]
        drawn = np.clip(inside, *self._far_away())
        heights = drawn[:, 1] if self.landscape.dimension == 2 else self.landscape.f(drawn)
        self.path.set_data(drawn[:, 0], heights)
        self.start.set_data(drawn[:1, 0], heights[:1])
        self.ball.set_data(drawn[-1:, 0], heights[-1:])
        with np.errstate(all="ignore"):
            errors = self.landscape.f(inside) - self._lowest()
        self.curve.set_data(np.arange(len(errors)), np.clip(errors, 1e-30, 1e30))
        self._fix_error_axis()
        if len(inside) < len(shown):
            self.alt = words("descent.alt_diverged", steps=len(shown) - 1)
        else:
            self.alt = words("descent.alt", steps=len(shown) - 1, first=errors[0], last=errors[-1])

    def _fix_error_axis(self) -> None:
        self._errors.set_xlim(-LONGEST_PATH / 50, LONGEST_PATH)
        self._errors.set_ylim(1e-8, 1e4)

    def _lowest(self) -> float:
        return float(self.landscape.f(self.landscape.minima).min()) if len(self.landscape.minima) else 0.0

    def _far_away(self) -> tuple[Array, Array]:
        low, high = self.landscape.region.T
        return low - 20 * (high - low), high + 20 * (high - low)

    def _draw_curve(self, ground: Axes) -> None:
        (low, high), *_ = self.landscape.region
        x = np.linspace(low, high, 400)
        y = self.landscape.f(x[:, None])
        ground.plot(x, y, color=BLUE)
        ground.plot(
            self.landscape.minima[:, 0], self.landscape.f(self.landscape.minima), "*", color=GREEN, ms=14, mec="black"
        )
        ground.set(xlim=(low, high), ylim=(y.min() - 0.08 * np.ptp(y), y.max()))
        ground.set(xlabel="x", ylabel=words("descent.height"))

    def _draw_map(self, ground: Axes) -> None:
        (x_low, x_high), (y_low, y_high) = self.landscape.region
        x, y = np.meshgrid(np.linspace(x_low, x_high, 150), np.linspace(y_low, y_high, 150))
        z = self.landscape.f(np.stack([x, y], axis=-1)) - self._lowest()
        # Levels denser near the bottom, where the steps are short.
        levels = z.max() * np.linspace(0, 1, 16) ** 2
        ground.contourf(x, y, z, levels=levels, cmap=GROUND)
        ground.contour(x, y, z, levels=levels, colors=GREY, linewidths=0.5)
        ground.plot(*self.landscape.minima.T, "*", color=GREEN, ms=14, mec="black")
        ground.set(xlim=(x_low, x_high), ylim=(y_low, y_high), xlabel="x", ylabel="y")
