"""Update-to-weight ratio against what was learnt: how wide is the band in which a run is healthy?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, BLUE, GREEN, ORANGE, PURPLE
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

LOOKS = ((BLUE, "o"), (ORANGE, "s"), (PURPLE, "^"), (BLACK, "D"))
RULE_OF_THUMB = 1e-3
RATIOS = (1e-5, 1.0)


def update_band(runs: Mapping[str, tuple[np.ndarray, np.ndarray]], band: tuple[float, float]) -> Picture:
    """Draw a mark for each run.

    Args:
        runs: for each kind of run, by its name in the catalogue (``band.NAME``), the ratios and the shares of held-back
            digits told rightly, in the order of the learning rates.
        band: lowest and highest ratio of the healthy runs.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        axes.axvspan(*band, color=GREEN, alpha=0.18, lw=0, label=words("update_band.healthy"))
        axes.axvline(RULE_OF_THUMB, color=BLACK, ls="--", lw=1.5, label=words("update_band.rule"))
        for (name, (ratios, accuracies)), (colour, mark) in zip(runs.items(), LOOKS, strict=False):
            x, label = np.clip(ratios, *RATIOS), words(f"update_band.{name}")
            axes.plot(x, 100 * accuracies, mark + "-", color=colour, lw=0.8, label=label, clip_on=False)
        axes.set(
            title=words("update_band.title"), xlabel=words("update_band.ratio"), ylabel=words("update_band.accuracy")
        )
        axes.set(xscale="log", xlim=RATIOS, ylim=(0, 100))
        axes.set_xticks([1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1], ["0.00001", "0.0001", "0.001", "0.01", "0.1", "1"])
        figure.legend(loc="outside right center")
        return words("update_band.alt", low=spoken(band[0]), high=spoken(band[1]))

    return figure_picture(draw, 9.0, 4.2)
