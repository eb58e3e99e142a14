"""What kinds of places have a gradient of zero, the more dimensions there are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from course_lib.ground.critical_points import Kind
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREY, ORANGE
from course_lib.words.catalogue import words

LOOKS: tuple[tuple[Kind, str, str], ...] = (("minimum", BLUE, ""), ("maximum", GREY, ""), ("saddle", ORANGE, "//"))


def kinds_by_dimension(found: Mapping[int, Mapping[Kind, int]]) -> Picture:
    """Draw a stacked bar for each dimension.

    Args:
        found: for each number of dimensions, how many places of each kind.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        places = np.arange(len(found))
        totals = np.array([sum(kinds.values()) for kinds in found.values()])
        below = np.zeros(len(found))
        for kind, colour, hatch in LOOKS:
            shares = 100 * np.array([kinds.get(kind, 0) for kinds in found.values()]) / totals
            axes.bar(places, shares, bottom=below, color=colour, hatch=hatch, edgecolor="white",
                     label=words(f"kinds_by_dimension.{kind}"))  # fmt: skip
            below += shares
        axes.set_xticks(places, [str(dimension) for dimension in found])
        axes.set(title=words("kinds_by_dimension.title"), xlabel=words("kinds_by_dimension.dimensions"))
        axes.set(ylabel=words("kinds_by_dimension.share"), ylim=(0, 100))
        figure.legend(loc="outside right center")
        (few, first), (many, last) = (list(found.items())[end] for end in (0, -1))
        return words(
            "kinds_by_dimension.alt", few=few, many=many, first=100 * first.get("minimum", 0) / totals[0],
            last=100 * last.get("saddle", 0) / totals[-1],
        )  # fmt: skip

    return figure_picture(draw, width=9.0, height=3.8)
