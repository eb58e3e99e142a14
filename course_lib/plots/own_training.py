"""A small network in training: its error step by step, and what it answers all over the plane."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, ORANGE, SKY
from course_lib.words.catalogue import words

REACH = 1.5
ANSWERS = LinearSegmentedColormap.from_list("answers", [SKY, "#ffffff", ORANGE])


def own_training(
    errors: Sequence[float], answers: np.ndarray, examples: Sequence[tuple[float, float, float]]
) -> Picture:
    """Draw the error of each step on the left, the network's answers after training on the right.

    Args:
        errors: before each step, positive.
        answers: of the network, shape (n, n): rows from below, columns from the left, both from −1.5 to 1.5.
        examples: (x₁, x₂, right answer) for each example; the answer is 1 or −1.
    """

    def draw(figure: Figure) -> str:
        curve, plane = figure.subplots(1, 2, width_ratios=[1.35, 1])
        curve.plot(errors, color=BLUE)
        curve.set(title=words("own_engine.curve"), xlabel=words("own_engine.step"), ylabel=words("own_engine.error"))
        curve.set_yscale("log")
        curve.yaxis.set_major_formatter(FuncFormatter(lambda error, _: f"{error:g}"))
        reach = (-REACH, REACH, -REACH, REACH)
        shown = plane.imshow(answers, origin="lower", extent=reach, cmap=ANSWERS, vmin=-1.2, vmax=1.2)
        plane.contour(answers, levels=[0], extent=reach, colors="black", linewidths=1)
        for x1, x2, target in examples:
            marker, colour = ("o", ORANGE) if target > 0 else ("s", SKY)
            plane.plot(x1, x2, marker, color="white", mec=colour, ms=20, mew=3)
            plane.annotate(f"{target:+.0f}".replace("-", "−"), (x1, x2), ha="center", va="center", fontsize=10)
        plane.set(title=words("own_engine.plane"), xlabel="x₁", ylabel="x₂", xticks=[-1, 0, 1], yticks=[-1, 0, 1])
        figure.colorbar(shown, ax=plane, label=words("own_engine.answer"), ticks=[-1, 0, 1])
        return words("own_engine.alt", steps=len(errors), first=errors[0], last=errors[-1])

    return figure_picture(draw, 9.0, 3.8)
