"""Pictures to read slopes from, for the exercises of chapter 01: a path on squared paper, a map with contour lines."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure

from course_lib.exercises.own_questions import STRETCHES, Place, balls_of, path_of
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import GREEN, GREY, GROUND, ORANGE, RED
from course_lib.words.catalogue import words


def squared_paper(variant: int = 0) -> Picture:
    """Draw a path of straight stretches whose slopes can be read by counting squares.

    Args:
        variant: number of the path; see `path_of`.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        corners = np.array(path_of(variant))
        axes.fill_between(corners[:, 0], corners[:, 1], -1, color=GROUND(0.6), lw=0)
        axes.plot(*corners.T, "o-", color=ORANGE, lw=4, ms=8, mec="black")
        for name, (left, right) in zip(STRETCHES, pairwise(corners), strict=True):
            # Beside the middle of the stretch, on the side of the sky.
            x, y = (left + right) / 2 + [-0.45 * np.sign(right[1] - left[1]), 0.6]
            axes.text(x, y, name, fontsize=16, ha="center", va="center")
        axes.set_xticks(range(18), [])
        axes.set_yticks(range(-1, 10), [])
        axes.tick_params(length=0)
        axes.grid(color=GREY, alpha=0.35)
        axes.set_axisbelow(False)
        axes.set(xlim=(-0.5, 17.5), ylim=(-1, 9.5), aspect="equal", title=words("reading.paper"))
        told = map(_told, STRETCHES, pairwise(corners))
        return words("reading.alt_paper", stretches=_listed(told))

    return figure_picture(draw, 9.0, 5.4)


def contour_map(variant: int = 0) -> Picture:
    """Draw a narrow valley from above, with balls on it that are about to roll.

    Args:
        variant: number of the map; see `balls_of`.
    """
    balls = balls_of(variant)

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        x, y = np.meshgrid(np.linspace(-6, 6, 241), np.linspace(-2.4, 2.4, 97))
        levels = np.arange(0, 41, 4)
        # In metres: 10 times as high for the same way north as for the same way east.
        heights = 0.6 * x**2 + 12 * y**2
        axes.contourf(x, y, heights, levels=levels, cmap=GROUND, extend="max")
        lines = axes.contour(x, y, heights, levels=levels, colors=GREY, linewidths=1)
        axes.clabel(lines, levels[1::2], fmt="%d m", fontsize=9)
        axes.plot(0, 0, "*", color=GREEN, ms=16, mec="black", label=words("bowl.bottom"))
        for name, place in sorted(balls.items()):
            axes.plot(*place, "o", color=RED, mec="black", ms=10)
            axes.annotate(name, place, (9, 7), textcoords="offset points", fontsize=15)
        for name, place, ha, va in (
            ("north", (0, 2.5), "center", "bottom"),
            ("south", (0, -2.5), "center", "top"),
            ("east", (6.15, 0), "left", "center"),
            ("west", (-6.15, 0), "right", "center"),
        ):
            axes.annotate(words(f"reading.{name}"), place, ha=ha, va=va, fontsize=14, annotation_clip=False)
        axes.set(xlim=(-6, 6), ylim=(-2.4, 2.4), xticks=[], yticks=[], aspect="equal")
        axes.set_title(words("reading.map"), pad=28)
        told = (words(f"reading.place_{_quarter(place)}", mark=mark) for mark, place in sorted(balls.items()))
        return words("reading.alt_map", balls=_listed(told))

    return figure_picture(draw, 9.0, 4.4)


def _told(name: str, ends: tuple[np.ndarray, np.ndarray]) -> str:
    right, up = (int(squares) for squares in ends[1] - ends[0])
    way = "level" if up == 0 else "up" if up > 0 else "down"
    return words(f"reading.stretch_{way}", name=name, right=right, up=abs(up))


def _listed(texts: Iterable[str]) -> str:
    return reduce(lambda before, one: words("reading.one_more", before=before, one=one), texts)


def _quarter(place: Place) -> str:
    """Return where on the map a ball lies: on an axis, or far out to a side and a little up a wall."""
    east, north = place
    ways = ("north" if north > 0 else "south") if north else "", ("east" if east > 0 else "west") if east else ""
    return "_".join(filter(None, ways))
