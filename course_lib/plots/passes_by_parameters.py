"""How many times a network must be run through for one gradient: numerical differentiation against backpropagation."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREEN, ORANGE
from course_lib.words.catalogue import words


def passes_by_parameters(
    parameters: Sequence[int], central: Sequence[int], one_sided: Sequence[int], backpropagation: Sequence[int]
) -> Picture:
    """Draw passes through the network against its number of parameters, both on scales where factors count.

    Args:
        parameters: of each network, ascending.
        central: forward passes for central differences.
        one_sided: forward passes for one-sided differences.
        backpropagation: passes forward and backward together.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        curves = [
            ("central", central, "o-", BLUE),
            ("one_sided", one_sided, "s--", ORANGE),
            ("backpropagation", backpropagation, "D-", GREEN),
        ]
        for name, passes, look, colour in curves:
            axes.plot(parameters, passes, look, color=colour, label=words(f"passes_by_parameters.{name}"))
        axes.set(title=words("passes_by_parameters.title"), xscale="log", yscale="log")
        axes.set(
            xlabel=words("passes_by_parameters.parameters"),
            ylabel=words("passes_by_parameters.passes"),
            ylim=(1, 2 * max(central)),
        )
        for axis, numbers in ((axes.set_xticks, parameters), (axes.set_yticks, [1, 10, 100, 1000, 10_000])):
            shown = [number for number in numbers if number <= 2 * max(central)]
            axis(shown, [f"{number:,}" for number in shown])
        axes.minorticks_off()
        axes.legend(loc="upper left")
        return words(
            "passes_by_parameters.alt", most=parameters[-1], central=central[-1], backpropagation=backpropagation[-1]
        )

    return figure_picture(draw, 9.0, 3.8)
