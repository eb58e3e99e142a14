"""The ground of a landscape: a curve where it has one dimension, a map where it has two."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from course_lib.ground.landscapes import Landscape
from course_lib.plots.style import BLUE, GREEN, GREY, GROUND
from course_lib.words.catalogue import words


def draw_ground(axes: Axes, landscape: Landscape) -> None:
    """Draw a landscape with its minima as green stars, titled with its name.

    Args:
        axes: where to draw.
        landscape: of one dimension (drawn as a curve) or two (drawn as a map, darker is lower).
    """
    axes.set_title(words(f"landscapes.{landscape.name}.title"))
    if landscape.dimension == 1:
        _draw_curve(axes, landscape)
    else:
        _draw_map(axes, landscape)


def on_ground(landscape: Landscape, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where points lie in a picture by `draw_ground`: their x and y, each of shape (m,).

    Far outside the picture they are drawn nearer than they are, so that no number overflows.

    Args:
        landscape: the one drawn.
        points: finite, shape (m, dimension).
    """
    low, high = landscape.region.T
    drawn = np.clip(points, low - 20 * (high - low), high + 20 * (high - low))
    return drawn[:, 0], drawn[:, 1] if landscape.dimension == 2 else landscape.f(drawn)


def lowest(landscape: Landscape) -> float:
    """Return the height of the deepest minimum, or 0 where there is none."""
    return float(landscape.f(landscape.minima).min()) if len(landscape.minima) else 0.0


def _draw_curve(axes: Axes, landscape: Landscape) -> None:
    (low, high), *_ = landscape.region
    x = np.linspace(low, high, 400)
    y = landscape.f(x[:, None])
    axes.plot(x, y, color=BLUE)
    _mark_minima(axes, landscape.minima[:, 0], landscape.f(landscape.minima))
    axes.set(xlim=(low, high), ylim=(y.min() - 0.08 * np.ptp(y), y.max()))
    axes.set(xlabel="x", ylabel=words("common.height"))


def _draw_map(axes: Axes, landscape: Landscape) -> None:
    (x_low, x_high), (y_low, y_high) = landscape.region
    x, y = np.meshgrid(np.linspace(x_low, x_high, 150), np.linspace(y_low, y_high, 150))
    z = landscape.f(np.stack([x, y], axis=-1))
    z -= lowest(landscape) if len(landscape.minima) else z.min()
    # Levels denser near the bottom, where the steps are short.
    levels = z.max() * np.linspace(0, 1, 16) ** 2
    axes.contourf(x, y, z, levels=levels, cmap=GROUND)
    axes.contour(x, y, z, levels=levels, colors=GREY, linewidths=0.5)
    _mark_minima(axes, *landscape.minima.T)
    axes.set(xlim=(x_low, x_high), ylim=(y_low, y_high), xlabel="x", ylabel="y")


def _mark_minima(axes: Axes, x: np.ndarray, y: np.ndarray) -> None:
    if len(x):  # else the legend would name what is nowhere
        axes.plot(x, y, "*", color=GREEN, ms=14, mec="black", label=words("common.minimum"))
