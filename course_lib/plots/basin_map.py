"""Which valley each start leads to at each learning rate."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from course_lib.descent.basins import NOWHERE, valley_reached
from course_lib.ground.landscapes import Landscape
from course_lib.plots.ground import draw_ground
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, ORANGE
from course_lib.words.catalogue import words

FLOWN = "#e5e5e5"


def basin_map(landscape: Landscape, rates: np.ndarray, starts: int = 360) -> Picture:
    """Draw the landscape, and below it a map: start from left to right, rate upward, colour for the valley reached.

    Args:
        landscape: of one dimension, with two minima.
        rates: learning rates, ascending and evenly spaced.
        starts: how many starts there are across the region.
    """
    low, high = landscape.region[0]
    x = np.linspace(low, high, starts)
    reached = np.array([valley_reached(landscape, x[:, None], rate) for rate in rates])

    def draw(figure: Figure) -> str:
        ground, chart = figure.subplots(2, 1, height_ratios=[1, 1.6], sharex=True)
        draw_ground(ground, landscape)
        ground.set(xlabel="", title=words("basin_map.title"))
        chart.pcolormesh(x, rates, reached, cmap=ListedColormap([FLOWN, BLUE, ORANGE]), vmin=NOWHERE, vmax=1)
        chart.set(xlabel=words("basin_map.start"), ylabel=words("common.rate"))
        names = [(BLUE, "deep"), (ORANGE, "shallow"), (FLOWN, "neither")]
        handles = [Patch(color=colour, label=words(f"basin_map.{name}")) for colour, name in names]
        figure.legend(handles=handles, loc="outside lower center", ncols=3)
        moved = 100 * (reached != reached[0]).mean(axis=1)
        settled = (reached != NOWHERE).all(axis=1)
        return words(
            "basin_map.alt", same=rates[moved < 1].max(), high=rates[settled].max(), moved=moved[settled].max()
        )

    return figure_picture(draw, 9.0, 5.6)
