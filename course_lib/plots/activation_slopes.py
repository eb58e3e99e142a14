"""Three activation functions and their slopes, side by side."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from course_lib.engine.tensor import Tensor
from course_lib.networks.layers import Layer, ReLU, Sigmoid, Tanh
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREY, RED
from course_lib.words.catalogue import words

ACTIVATIONS: dict[str, Callable[[], Layer]] = {"sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU}


def activation_slopes() -> Picture:
    """Draw sigmoid, tanh and ReLU, each with the slope that its layer's own backward pass gives."""
    x = np.linspace(-6, 6, 241)

    def draw(figure: Figure) -> str:
        largest, smallest = {}, {}
        for axes, (name, activation) in zip(figure.subplots(1, 3, sharey=True), ACTIVATIONS.items(), strict=True):
            values, slopes = values_and_slopes(activation(), x)
            axes.axhline(0, color=GREY, lw=0.8)
            axes.plot(x, values, color=BLUE, ls="--", label=words("activation_slopes.value"))
            # A ReLU's slope jumps: a line from one value to the other would be no slope of it.
            axes.plot(x, np.where(np.diff(slopes, prepend=slopes[0]) > 0.5, np.nan, slopes), color=RED, lw=3)
            axes.plot([], [], color=RED, lw=3, label=words("activation_slopes.slope"))
            axes.set(
                title=words(f"deep_signals.activations.{name}"),
                xlabel=words("activation_slopes.input"),
                ylim=(-1.15, 2.1),
            )
            largest[name], smallest[name] = slopes.max(), slopes.min()
            axes.text(-6, 1.7, words("activation_slopes.largest", largest=largest[name]))
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)
        return words(
            "activation_slopes.alt",
            sigmoid=largest["sigmoid"],
            tanh=largest["tanh"],
            low=smallest["relu"],
            high=largest["relu"],
        )

    return figure_picture(draw, 9.0, 3.6)


def values_and_slopes(activation: Layer, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what an activation makes of each number, and its slope there.

    Args:
        activation: works number by number.
        x: shape (n,).
    """
    inputs = Tensor(x)
    outputs = activation(inputs)
    outputs.backward(np.ones(x.shape))
    assert inputs.grad is not None
    return outputs.data, inputs.grad
