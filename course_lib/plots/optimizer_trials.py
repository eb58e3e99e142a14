"""A table of optimizers on problems with their usual settings, and how many problems each solves at any one rate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.optimizer_race import LOOKS
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, BLUE, GREY
from course_lib.words.catalogue import words
from course_lib.words.listing import listed

MANY = 7
"""So many problems solved at one rate count as many."""


def trials_table(optimizers: Sequence[str], problems: Sequence[str], cells: np.ndarray, solved: np.ndarray) -> Picture:
    """Draw a table: blue where the problem was solved, with what is to be said of it in each cell.

    Args:
        optimizers: names of the columns.
        problems: names of the rows, in the reader's language.
        cells: texts, shape (problems, optimizers).
        solved: truth values, shape (problems, optimizers).
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        axes.set_title(words("optimizer_trials.title"))
        shown = np.where(solved, 0.55, 0.0)
        axes.imshow(shown, cmap="Blues", vmin=0, vmax=1, aspect="auto")
        for (row, column), text in np.ndenumerate(cells):
            good = solved[row, column]
            axes.text(column, row, text, ha="center", va="center", fontsize=11, color=BLACK if good else GREY)
        axes.set_xticks(range(len(optimizers)), optimizers, fontsize=10.5)
        axes.set_yticks(range(len(problems)), problems, fontsize=11)
        axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
        axes.set_xticks(np.arange(len(optimizers) + 1) - 0.5, minor=True)
        axes.set_yticks(np.arange(len(problems) + 1) - 0.5, minor=True)
        axes.grid(which="minor", color="white", lw=2)
        axes.tick_params(which="minor", length=0)
        axes.spines[:].set_visible(False)
        counts = solved.sum(axis=0)
        said = listed(f"{name} {count}" for name, count in zip(optimizers, counts, strict=True))
        return words("optimizer_trials.alt_table", problems=len(problems), counts=said)

    return figure_picture(draw, 9.0, 5.6)


def solved_by_rate(
    rates: np.ndarray, counts: dict[str, np.ndarray], usual: dict[str, tuple[float, int]], problems: int
) -> Picture:
    """Draw how many problems each optimizer solves at any one rate, its usual rate ringed.

    Args:
        rates: shape (r,), ascending.
        counts: for each optimizer how many it solves, shape (r,).
        usual: for each optimizer its usual rate and how many it solves there.
        problems: how many there are.
    """

    def draw(figure: Figure) -> str:
        panels = figure.subplots(1, 2, sharey=True)
        for axes, names in zip(panels, (list(counts)[:4], list(counts)[4:]), strict=True):
            for name in names:
                colour, dashes, mark = LOOKS[name]
                axes.plot(rates, counts[name], dashes, marker=mark, color=colour, ms=6, lw=1.8, label=name)
                axes.plot(*usual[name], "o", ms=15, mfc="none", mec=colour, mew=1.8)
            axes.axhline(problems, color=BLUE, ls=":", lw=1)
            axes.set(xscale="log", xlabel=words("common.rate"), ylim=(-0.5, problems + 0.5))
            axes.set_xticks([0.0001, 0.001, 0.01, 0.1, 1, 10], ["0.0001", "0.001", "0.01", "0.1", "1", "10"])
            axes.minorticks_off()
        panels[0].set(ylabel=words("optimizer_trials.solved", problems=problems))
        figure.legend(loc="outside lower center", ncols=8, fontsize=10, columnspacing=0.9, handletextpad=0.4)
        best = {name: int(count.max()) for name, count in counts.items()}
        wide = {name: int((count >= MANY).sum()) for name, count in counts.items()}
        said = listed(words("optimizer_trials.one", name=name, best=best[name], wide=wide[name]) for name in counts)
        return words("optimizer_trials.alt_rates", tried=len(rates), listed=said)

    return figure_picture(draw, 9.0, 4.2)
