"""Which share of the starts ends in the deepest hollow, at each rate, with and without momentum."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from course_lib.ground.landscapes import Landscape
from course_lib.plots.ground import draw_ground
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, BLUE, GREY, ORANGE, RED
from course_lib.words.catalogue import words
from course_lib.words.listing import sentences

LOOKS = [(RED, "o-"), (BLUE, "s-"), (ORANGE, "^-"), (BLACK, "D-")]


def escapes(results: list[tuple[Landscape, np.ndarray, dict[float, np.ndarray], float]]) -> Picture:
    """Draw for each landscape its ground, and below it the share that ends deepest.

    Args:
        results: for each landscape of one dimension: itself; the rates, shape (r,); for each momentum the share of
            starts that end in the deepest minimum, shape (r,); and the share that starts there.
    """

    def draw(figure: Figure) -> str:
        grid = figure.subplots(2, len(results), height_ratios=[1, 1.6], squeeze=False)
        said = []
        for (above, below), (landscape, rates, shares, home) in zip(grid.T, results, strict=True):
            draw_ground(above, landscape)
            below.axhline(100 * home, color=GREY, ls=":", label=words("escapes.home"))
            for (momentum, share), (colour, form) in zip(shares.items(), LOOKS, strict=False):
                label = words("escapes.none") if momentum == 0 else words("escapes.momentum", momentum=momentum)
                below.plot(rates, 100 * share, form, color=colour, ms=4, lw=1.6, label=label)
                said.append(
                    words(
                        "escapes.alt",
                        landscape=words(f"landscapes.{landscape.name}.title"),
                        which=label,
                        best=100 * share.max(),
                        rate=rates[share.argmax()],
                    )
                )
            below.set(xscale="log", xlabel=words("common.rate"), ylim=(0, 100))
            ticks = [tick for tick in (0.001, 0.01, 0.1, 1) if rates[0] / 2 <= tick <= rates[-1] * 2]
            below.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
            below.minorticks_off()
        grid[1, 0].set_ylabel(words("escapes.share"))
        figure.legend(*grid[1, 0].get_legend_handles_labels(), loc="outside lower center", ncols=5, columnspacing=1.2)
        return sentences(said)

    return figure_picture(draw, 9.0, 5.6)
