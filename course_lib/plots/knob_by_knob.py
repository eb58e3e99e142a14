"""Turning one number after the other, in a valley along an axis and in one that lies aslant."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np
from matplotlib.figure import Figure

from course_lib.descent.search import one_at_a_time
from course_lib.ground.landscapes import valley
from course_lib.ground.paired_valleys import PairedValleys
from course_lib.plots.ground import draw_ground
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import ORANGE, PURPLE
from course_lib.words.catalogue import words


def knob_by_knob(start: tuple[float, float], condition: float = 100.0, evaluations: int = 40) -> Picture:
    """Draw the turns that were kept, side by side for both valleys.

    Args:
        start: where to start; the bottom is at (0, 0).
        condition: how narrow the valleys are.
        evaluations: how many turns are tried.
    """

    def draw(figure: Figure) -> str:
        left = {}
        for axes, (name, angle) in zip(
            figure.subplots(1, 2), {"straight": 0.0, "slanted": np.pi / 4}.items(), strict=True
        ):
            path = kept_turns(PairedValleys(np.zeros(2), condition, angle), np.array(start), evaluations)
            draw_ground(axes, replace(valley(condition, angle), region=np.array([[-1.3, 1.3], [-1.0, 1.0]])))
            axes.plot(*path.T, "o-", color=PURPLE, lw=1.5, ms=4)
            axes.plot(*path[0], "s", color=ORANGE, ms=10, mec="black", label=words("common.start"))
            left[name] = float(np.linalg.norm(path[-1]))
            axes.set(title=words(f"knob_by_knob.{name}", left=left[name]))
            axes.set(xlabel=words("search_race.number", n=1), ylabel=words("search_race.number", n=2))
        axes.legend(loc="lower right", framealpha=0.85, frameon=True)
        return words("knob_by_knob.alt", evaluations=evaluations, **left)

    return figure_picture(draw, 9.0, 4.0)


def kept_turns(ground: PairedValleys, start: np.ndarray, evaluations: int) -> np.ndarray:
    """Return the points that were kept, the start first: shape (m, 2)."""
    path, least = [], np.inf
    for point, error, _ in islice(one_at_a_time(ground.f, start), evaluations):
        if error < least:
            path.append(point)
            least = float(error)
    return np.array(path)
