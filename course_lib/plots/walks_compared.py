"""A few walks over the same ground side by side, each with what it is called above it."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from course_lib.ground.landscapes import Landscape
from course_lib.plots.ground import draw_ground, on_ground
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import ORANGE, RED
from course_lib.words.catalogue import words
from course_lib.words.listing import listed


def walks_compared(landscape: Landscape, walks: dict[str, np.ndarray]) -> Picture:
    """Draw each walk on a map of its own.

    Args:
        landscape: of two dimensions.
        walks: for each title its path, shape (steps + 1, 2), the start first.
    """

    def draw(figure: Figure) -> str:
        panels = figure.subplots(1, len(walks), sharey=True, squeeze=False)[0]
        for axes, (title, path) in zip(panels, walks.items(), strict=True):
            draw_ground(axes, landscape)
            x, y = on_ground(landscape, path)
            axes.plot(x, y, "o-", color=RED, lw=1.2, ms=3)
            axes.plot(x[:1], y[:1], "s", color=ORANGE, ms=9, mec="black")
            axes.set_title(title, fontsize=11)
        for axes in panels[1:]:
            axes.set_ylabel("")
        return words(
            "momentum_settings.alt_walks",
            landscape=words(f"landscapes.{landscape.name}.title"),
            walks=listed(title.replace("\n", ": ") for title in walks),
        )

    return figure_picture(draw, 9.0, 2.9)
