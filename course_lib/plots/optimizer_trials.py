"""Optimizers on problems: a table of what each solves with its usual settings, and how each does at any one rate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.plots.optimizer_race import LOOKS
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, BLUE, GREY
from course_lib.words.catalogue import words
from course_lib.words.listing import listed

MANY = 7
"""So many problems solved at one rate count as many."""
GOOD = 90
"""So many digits in 100 read correctly count as good."""


def trials_table(optimizers: Sequence[str], problems: Sequence[str], cells: np.ndarray, solved: np.ndarray) -> Picture:
    """Draw a table: blue where the problem was solved, with what is to be said of it in each cell; sums at the bottom.

    Args:
        optimizers: names of the columns.
        problems: names of the rows, in the reader's language.
        cells: texts, shape (problems, optimizers).
        solved: truth values, shape (problems, optimizers).
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        axes.set_title(words("optimizer_trials.title"))
        counts = solved.sum(axis=0)
        shown = np.vstack([np.where(solved, 0.55, 0.0), np.zeros(len(optimizers))])
        axes.imshow(shown, cmap="Blues", vmin=0, vmax=1, aspect="auto")
        for (row, column), text in np.ndenumerate(cells):
            good = solved[row, column]
            axes.text(column, row, text, ha="center", va="center", fontsize=11, color=BLACK if good else GREY)
        axes.set_xticks(range(len(optimizers)), optimizers, fontsize=10.5)
        for column, count in enumerate(counts):
            axes.text(column, len(problems), count, ha="center", va="center", fontsize=14, color=BLUE)
        axes.set_yticks(range(len(problems) + 1), [*problems, words("optimizer_trials.sum")], fontsize=11)
        axes.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
        axes.set_xticks(np.arange(len(optimizers) + 1) - 0.5, minor=True)
        axes.set_yticks(np.arange(len(problems) + 2) - 0.5, minor=True)
        axes.grid(which="minor", color="white", lw=2)
        axes.tick_params(which="minor", length=0)
        axes.spines[:].set_visible(False)
        said = listed(f"{name} {count}" for name, count in zip(optimizers, counts, strict=True))
        return words("optimizer_trials.alt_table", problems=len(problems), counts=said)

    return figure_picture(draw, 9.0, 5.6)


def rates_that_work(
    rates: np.ndarray, counts: dict[str, np.ndarray], right: dict[str, np.ndarray], problems: int
) -> Picture:
    """Draw side by side how optimizers do at each rate: on small problems, and on handwritten digits.

    Args:
        rates: shape (r,), ascending.
        counts: for each optimizer how many of the small problems it solves, shape (r,).
        right: for the same optimizers the share of digits read correctly, in percent, shape (r,).
        problems: how many small problems there are.
    """

    def draw(figure: Figure) -> str:
        small, read = figure.subplots(1, 2)
        for axes, results in ((small, counts), (read, right)):
            for name, values in results.items():
                colour, dashes, mark = LOOKS[name]
                axes.plot(rates, values, dashes, marker=mark, color=colour, ms=6, lw=1.8, label=name)
            _mark_rates(axes)
        small.axhline(MANY, color=GREY, ls=":", lw=1)
        read.axhline(GOOD, color=GREY, ls=":", lw=1)
        small.set(title=words("optimizer_trials.small", problems=problems), ylim=(-0.5, problems + 0.5))
        small.set(ylabel=words("optimizer_trials.solved", problems=problems))
        read.set(title=words("optimizer_trials.read"), ylabel=words("optimizer_trials.right"), ylim=(-4, 104))
        figure.legend(*small.get_legend_handles_labels(), loc="outside lower center", ncols=len(counts))
        said = listed(
            words("optimizer_trials.works", name=name, small=(done >= MANY).sum(), read=(right[name] >= GOOD).sum())
            for name, done in counts.items()
        )
        return words("optimizer_trials.alt_works", tried=len(rates), problems=problems, listed=said)

    return figure_picture(draw, 9.0, 3.9)


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
            axes.set_ylim(-0.5, problems + 0.5)
            _mark_rates(axes)
        panels[0].set(ylabel=words("optimizer_trials.solved", problems=problems))
        figure.legend(loc="outside lower center", ncols=8, fontsize=10, columnspacing=0.9, handletextpad=0.4)
        best = {name: int(count.max()) for name, count in counts.items()}
        wide = {name: int((count >= MANY).sum()) for name, count in counts.items()}
        said = listed(words("optimizer_trials.one", name=name, best=best[name], wide=wide[name]) for name in counts)
        return words("optimizer_trials.alt_rates", tried=len(rates), listed=said)

    return figure_picture(draw, 9.0, 4.2)


def _mark_rates(axes: Axes) -> None:
    """Give panels of learning rates one and the same logarithmic axis, its marks written out."""
    axes.set(xscale="log", xlabel=words("common.rate"))
    axes.set_xticks([0.001, 0.01, 0.1, 1, 10], ["0.001", "0.01", "0.1", "1", "10"])
    axes.minorticks_off()
