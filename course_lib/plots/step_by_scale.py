"""How long a step is, at gradients of any size: proportional without Adam, the same with it."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.optimizer_race import LOOKS
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.powers import power_of_ten, say_powers
from course_lib.plots.style import GREY, YELLOW
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken


def step_by_scale(
    scales: np.ndarray, steps: dict[str, np.ndarray], epsilon: float, band: tuple[float, float]
) -> Picture:
    """Draw length of step against size of gradient, both on scales where factors count.

    Args:
        scales: size of each parameter's gradients, ascending, shape (n,).
        steps: for each optimizer the mean length of each parameter's steps, in learning rates, shape (n,).
        epsilon: the constant in the denominator, a power of ten: where gradients come down to it steps shrink.
        band: sizes between which the claim is made.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        axes.axvspan(*band, color=YELLOW, alpha=0.3, lw=0)
        axes.axvline(epsilon, color=GREY, ls="--")
        name_of_epsilon = words("step_by_scale.epsilon", epsilon=power_of_ten(round(math.log10(epsilon))))
        axes.text(epsilon * 1.5, steps["SGD"].max() / 10, name_of_epsilon, color=GREY)
        for name, lengths in steps.items():
            colour, dashes, mark = LOOKS[name]
            axes.plot(scales, lengths, dashes, marker=mark, color=colour, label=name)
        axes.set(xscale="log", yscale="log", title=words("step_by_scale.title"))
        axes.set(xlabel=words("step_by_scale.scale"), ylabel=words("step_by_scale.step"))
        powers = range(-12, 5, 4)
        axes.set_xticks([10.0**power for power in powers], [power_of_ten(power) for power in powers])
        axes.minorticks_off()
        say_powers(axes, most=7)
        axes.legend(loc="lower right")
        inside = (scales >= band[0] * 0.99) & (scales <= band[1] * 1.01)
        ratios = {name: lengths[inside].max() / lengths[inside].min() for name, lengths in steps.items()}
        return words("step_by_scale.alt", sgd=spoken(ratios["SGD"]), adam=ratios["Adam"])

    return figure_picture(draw, 9.0, 4.0)
