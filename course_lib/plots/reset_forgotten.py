"""One parameter in training, with the gradient reset before each step and with the reset forgotten."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREY, ORANGE
from course_lib.words.catalogue import words


def reset_forgotten(reset: Sequence[float], forgotten: Sequence[float], bottom: float) -> Picture:
    """Draw both trainings, step by step.

    Args:
        reset: the parameter at the start and after each step, with the gradient reset.
        forgotten: the same without it, as many numbers.
        bottom: the parameter of the smallest error.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        steps = np.arange(len(reset))
        axes.axhline(bottom, color=GREY, ls=(0, (4, 4)), lw=1.2, label=words("reset_forgotten.bottom"))
        axes.plot(steps, forgotten, "s-", color=ORANGE, ms=5, lw=1.6, label=words("reset_forgotten.forgotten"))
        axes.plot(steps, reset, "o-", color=BLUE, ms=5, lw=1.6, label=words("reset_forgotten.reset"))
        axes.set(title=words("reset_forgotten.title"), xlabel=words("reset_forgotten.step"), ylabel="w")
        figure.legend(loc="outside right upper")
        ends = {"end": reset[-1], "low": min(forgotten), "high": max(forgotten)}
        return words("reset_forgotten.alt", steps=len(reset) - 1, bottom=bottom, **ends)

    return figure_picture(draw, 9.0, 3.6)
