"""The counter-example: where Adam and AMSGrad go, and where they end at each rate."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from course_lib.experiments.adam_counterexample import BEST, WORST
from course_lib.plots.optimizer_race import LOOKS
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import GREEN, GREY
from course_lib.words.catalogue import words
from course_lib.words.listing import listed


def counterexample(paths: dict[str, np.ndarray], rates: np.ndarray, ends: dict[str, np.ndarray]) -> Picture:
    """Draw the ways on the left, on a scale of rounds where factors count, and the ends by rate on the right.

    Args:
        paths: for each optimizer where it is after each round, shape (rounds + 1,).
        rates: first rates tried, shape (r,).
        ends: for each optimizer where it is at last, shape (r,).
    """

    def draw(figure: Figure) -> str:
        left, right = figure.subplots(1, 2, sharey=True)
        for axes in (left, right):
            axes.axhline(BEST, color=GREEN, ls="--", lw=1.4)
            axes.axhline(WORST, color=GREY, ls="--", lw=1.4)
            axes.set(xscale="log", ylim=(-1.25, 1.25))
        for name, path in paths.items():
            colour, dashes, _ = LOOKS[name]
            left.plot(np.arange(1, len(path)), path[1:], dashes, color=colour, lw=1.8, label=name)
        for name, end in ends.items():
            colour, dashes, mark = LOOKS[name]
            right.plot(rates, end, dashes, marker=mark, color=colour, lw=1.8)
        left.set(title=words("adam_counterexample.ways"), xlabel=words("adam_counterexample.round"), ylabel="x")
        right.set(title=words("adam_counterexample.ends"), xlabel=words("adam_counterexample.rate"))
        right.set_xlim(0.7 * rates[0], 1.15 * rates[-1])  # 0.03 stands clear of the other panel's 10,000
        right.set_xticks([0.03, 0.1, 0.3, 1], ["0.03", "0.1", "0.3", "1"])
        left.set_xticks([1, 10, 100, 1000, 10_000], ["1", "10", "100", "1,000", "10,000"])
        for axes in (left, right):
            axes.minorticks_off()
        right.text(rates[0], BEST + 0.04, words("adam_counterexample.best"), color=GREEN, va="bottom")
        right.text(rates[0], WORST + 0.04, words("adam_counterexample.worst"), color=GREY, va="bottom")
        figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=4)
        said = listed(f"{name} {end.min():+.2f} … {end.max():+.2f}".replace("-", "−") for name, end in ends.items())
        return words("adam_counterexample.alt", tried=len(rates), listed=said)

    return figure_picture(draw, 9.0, 4.0)
