"""Which learning rates are of use on which problem: too slow, suitable, or flying away."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, BLUE, GREY, RED, YELLOW
from course_lib.words.catalogue import words
from course_lib.words.listing import sentences
from course_lib.words.numbers import spoken

TYPICAL = (0.001, 0.1)


def usable_rates(
    rates: np.ndarray, steps: Mapping[str, np.ndarray], borders: Mapping[str, float], most: int
) -> Picture:
    """Draw a row of marks for each problem, with the range 0.001 to 0.1 behind them.

    Args:
        rates: learning rates tried, ascending.
        steps: for each problem, by its name in the catalogue (``usable.problems.NAME``), the steps that each rate
            needs, as by `course_lib.descent.convergence.steps_needed`: ``nan`` is too slow, ``inf`` diverges.
        borders: for each problem 2 / largest curvature.
        most: how many steps were allowed.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        axes.axvspan(*TYPICAL, color=YELLOW, alpha=0.35, lw=0)
        for row, (name, needed) in enumerate(steps.items()):
            axes.plot(rates[np.isnan(needed)], np.full(np.isnan(needed).sum(), row), ".", color=GREY, ms=6)
            axes.plot(rates[np.isfinite(needed)], np.full(np.isfinite(needed).sum(), row), "o", color=BLUE, ms=9)
            axes.plot(rates[np.isinf(needed)], np.full(np.isinf(needed).sum(), row), "x", color=RED, ms=7)
            axes.plot([borders[name]] * 2, [row - 0.35, row + 0.35], color=BLACK)
        axes.set(title=words("usable_rates.title"), xlabel=words("common.rate"), xscale="log")
        axes.set_ylim(len(steps) - 0.4, -0.6)
        axes.set_yticks(range(len(steps)), [words(f"usable_rates.problems.{name}") for name in steps])
        ticks = 10.0 ** np.arange(np.ceil(np.log10(rates[0])), np.log10(rates[-1]) + 0.01)
        axes.set_xticks(ticks, [f"{tick:,f}".rstrip("0").rstrip(".") for tick in ticks])
        marks = [("o", BLUE, "suitable"), (".", GREY, "slow"), ("x", RED, "flies")]
        handles = [
            axes.plot([], [], mark, color=colour, label=words(f"usable_rates.{name}", most=most))[0]
            for mark, colour, name in marks
        ]
        handles += axes.plot([], [], "|", color=BLACK, ms=14, mew=2, label=words("usable_rates.border"))
        band = Patch(color=YELLOW, alpha=0.35, label=words("usable_rates.typical"))
        figure.legend(handles=[*handles, band], loc="outside lower center", ncols=3)
        return sentences(
            words(
                "usable_rates.row",
                name=words(f"usable_rates.problems.{name}"),
                low=spoken(rates[good][0]),
                high=spoken(rates[good][-1]),
            )
            if (good := np.isfinite(needed)).any()
            else words("usable_rates.row_none", name=words(f"usable_rates.problems.{name}"))
            for name, needed in steps.items()
        )

    return figure_picture(draw, 9.0, 4.6)
