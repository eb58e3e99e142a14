"""What random steps do to the error, in few dimensions and in many."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, BLUE, GREEN, ORANGE
from course_lib.words.catalogue import words


def random_steps(changes: dict[int, np.ndarray]) -> Picture:
    """Draw for each dimension how often each change of the error came about.

    Args:
        changes: for each dimension the changes, of any shape, as multiples of what the gradient's step saves; from
            `course_lib.experiments.random_directions.random_step_changes`.
    """
    # What comes about beyond these is counted at the edge.
    bins = np.linspace(-1.2, 2.2, 69)

    def draw(figure: Figure) -> str:
        rows = figure.subplots(len(changes), 1, sharex=True)
        for axes, (dimension, drawn) in zip(rows, changes.items(), strict=True):
            counts, _ = np.histogram(np.clip(drawn, bins[0], bins[-1]), bins)
            middle = (bins[1:] + bins[:-1]) / 2
            axes.bar(middle, counts, width=bins[1] - bins[0], color=np.where(middle < 0, BLUE, ORANGE))
            axes.axvline(-1, color=GREEN, ls="--")
            axes.axvline(0, color=BLACK, lw=1)
            axes.set_yticks([])
            axes.spines["left"].set_visible(False)
            better = words("random_steps.better", share=100 * np.mean(drawn < 0))
            title = words("random_steps.dimension", dimension=dimension, better=better)
            axes.set_title(title, loc="right", fontsize=11)
        rows[0].text(-1, rows[0].get_ylim()[1], words("random_steps.gradient"), color=GREEN, ha="center", va="bottom")
        ticks = [-1, 0, 1, 2]
        rows[-1].set_xticks(ticks, ["−100 %", "0", "+100 %", "+200 %"])
        rows[-1].set(xlabel=words("random_steps.change"), xlim=(-1.35, 2.25))
        shares = {dimension: 100 * np.mean(drawn < 0) for dimension, drawn in changes.items()}
        few, many = min(shares), max(shares)
        return words(
            "random_steps.alt",
            number=changes[few].size,
            few=few,
            many=many,
            share_few=shares[few],
            share_many=shares[many],
        )

    return figure_picture(draw, 9.0, 5.2)
