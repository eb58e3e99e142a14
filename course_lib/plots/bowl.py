"""A round bowl seen from any height: from the side it is a curve, from above a map, in between a surface."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from course_lib.ground.landscapes import valley
from course_lib.plots.style import GREY, GROUND

BOWL = valley(condition=1)
"""The height of its ground is (x² + y²) / 2: as steep in every direction."""

RIM = 3.0
"""Distance of the rim from the bottom."""

HIGHEST = RIM**2 / 2
"""Height of the rim."""

LEVELS = np.arange(1, 10) * 0.5
"""Heights of the contour lines; the last is the rim."""

FLATTER = 0.55
"""The bowl is drawn so much flatter than it is, so that one can look into it."""

_AROUND, _OUTWARD = 48, 18


def seen(points: np.ndarray, elevation: float) -> np.ndarray:
    """Return where points of space lie in the picture of someone far away in the south.

    Args:
        points: (east, north, height), shape (..., 3).
        elevation: angle from which one looks down, in degrees: 0 from the side, 90 from straight above.

    Returns:
        Shape (..., 2): to the right and up.
    """
    sine, cosine = np.sin(np.radians(elevation)), np.cos(np.radians(elevation))
    # Half way up the wall is the middle of the picture, whichever way the bowl is seen.
    up = points[..., 1] * sine + FLATTER * (points[..., 2] - HIGHEST / 2) * cosine
    return np.stack([points[..., 0], up], axis=-1)


def on_bowl(points: np.ndarray) -> np.ndarray:
    """Return points (east, north) of shape (..., 2) with the height of the ground added, shape (..., 3)."""
    return np.concatenate([points, BOWL.f(points)[..., None]], axis=-1)


class BowlSurface:
    """The ground of the bowl in rings, with contour lines, in an axes of equal scales; `turn` shows it anew.

    Attributes:
        artists: what is drawn.
    """

    def __init__(self, axes: Axes) -> None:
        """Make the rings and the lines; nothing is seen before `turn`.

        Args:
            axes: where to draw.
        """
        # Twice around, beginning in front, in the south: wherever a part of a ring begins, it goes on from there.
        angles, distances = np.linspace(-0.5, 3.5, 2 * _AROUND + 1) * np.pi, np.linspace(0, RIM, _OUTWARD + 1)
        self._rings = on_bowl(_round(distances[:, None], angles))
        middles = (distances[1:] + distances[:-1]) / 2
        self._colours = GROUND(middles**2 / 2 / HIGHEST)
        self._norths = middles[:, None] * np.sin((angles[1 : _AROUND + 1] + angles[:_AROUND]) / 2)
        self._contours = on_bowl(_round(np.sqrt(2 * LEVELS)[:, None], np.linspace(0, 2 * np.pi, 121)))
        self._ground = PolyCollection([], lw=0.6, antialiased=True)
        self._lines = LineCollection([], colors=GREY, linewidths=0.9)
        self.artists = [self._ground, self._lines]
        for artist in self.artists:
            axes.add_collection(artist, autolim=False)

    def turn(self, elevation: float) -> None:
        """Show the bowl from this elevation, in degrees."""
        sine, cosine = np.sin(np.radians(elevation)), np.cos(np.radians(elevation))
        rings = seen(self._rings, elevation)
        # Of the wall in front one sees the outside: as much of each ring to the east of the south as to the west.
        outside = np.sum(self._norths * FLATTER * cosine + sine < 0, axis=1) // 2
        # The inside first: the wall in front lets it shine through.
        within = [(ring, half, _AROUND - half, 1.0) for ring, half in enumerate(outside)]
        front = [(ring, _AROUND - half, _AROUND + half, 0.35) for ring, half in enumerate(outside)]
        parts = [part for part in (*within, *front) if part[2] > part[1]]
        strips = [
            np.concatenate([rings[ring + 1, first : last + 1], rings[ring, first : last + 1][::-1]])
            for ring, first, last, _ in parts
        ]
        colours = [(*self._colours[ring, :3], alpha) for ring, _, _, alpha in parts]
        self._ground.set_verts(strips)
        self._ground.set_facecolor(colours)
        self._ground.set_edgecolor(colours)
        self._lines.set_segments(list(seen(self._contours, elevation)))


def draw_bowl_map(axes: Axes) -> None:
    """Draw the bowl from above: lighter is higher, with a contour line every half unit of height."""
    x, y = np.meshgrid(np.linspace(-RIM, RIM, 121), np.linspace(-RIM, RIM, 121))
    axes.contourf(x, y, BOWL.f(np.stack([x, y], axis=-1)), levels=np.linspace(0, HIGHEST, 37), cmap=GROUND)
    for level in LEVELS:
        axes.plot(*_round(np.sqrt(2 * level), np.linspace(0, 2 * np.pi, 121)).T, color=GREY, lw=0.9)


def _round(distances: np.ndarray | float, angles: np.ndarray) -> np.ndarray:
    """Return the points (east, north) at these distances from the bottom, in these directions."""
    return np.stack(np.broadcast_arrays(distances * np.cos(angles), distances * np.sin(angles)), axis=-1)
