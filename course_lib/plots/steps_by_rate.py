"""How many steps a learning rate needs: falling as 1 / rate, then rising to infinity at the border."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREEN, GREY
from course_lib.words.catalogue import words


def steps_by_rate(rates: Sequence[float], steps: Sequence[float], border: float) -> Picture:
    """Draw steps against rate, both on scales where factors count.

    Args:
        rates: learning rates, ascending.
        steps: how many steps each needs, from `course_lib.descent.convergence.steps_needed`.
        border: above this rate it never arrives.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        axes.plot(rates, steps, "o", color=BLUE)
        slow = np.array([rates[0], border / 2])
        axes.plot(slow, steps[0] * rates[0] / slow, "--", color=GREY)
        axes.text(
            rates[0] * 4, steps[0] / 3.2, words("steps_by_rate.inverse"), color=GREY, ha="left", va="bottom"
        )
        axes.axvline(border, color=GREEN, ls="--")
        axes.text(border * 0.93, steps[0], words("steps_by_rate.border", border=border), ha="right", va="center")
        axes.set(title=words("steps_by_rate.title"), xscale="log", yscale="log")
        axes.set(xlabel=words("common.rate"), ylabel=words("steps_by_rate.steps"))
        ticks = [tick for tick in (1e-4, 1e-3, 1e-2, 0.1, 1, 10) if rates[0] <= tick <= border]
        axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
        heights = [10, 100, 1000, 10_000]
        axes.set_yticks(heights, [f"{height:,}" for height in heights])
        best = int(np.nanargmin(steps))
        return words(
            "steps_by_rate.alt", low=rates[0], most=steps[0], best=rates[best], least=steps[best], border=border
        )

    return figure_picture(draw, 9.0, 3.8)
