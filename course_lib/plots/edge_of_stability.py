"""Curvature during training, drawn to 2 / learning rate; and the error, which goes on falling."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from course_lib.experiments.edge_of_stability import Training
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREEN, ORANGE, RED
from course_lib.words.catalogue import words
from course_lib.words.listing import sentences
from course_lib.words.numbers import spoken

COLOURS = (BLUE, ORANGE, RED, GREEN)


def edge_of_stability(trainings: Sequence[Training]) -> Picture:
    """Draw for each training its largest curvature with the border 2 / rate, dashed, and its error.

    Args:
        trainings: the same network, at different learning rates; four at most.
    """

    def draw(figure: Figure) -> str:
        curvatures, errors = figure.subplots(1, 2)
        said = []
        for training, colour in zip(trainings, COLOURS, strict=False):
            label = words("edge_of_stability.rate", rate=training.rate)
            curvatures.plot(training.steps, training.curvatures, color=colour, lw=1.6, label=label)
            curvatures.axhline(training.border, color=colour, ls="--", lw=1.3)
            errors.plot(training.steps, training.errors, color=colour, lw=1.6)
            said.append(
                words(
                    "edge_of_stability.alt",
                    rate=training.rate,
                    border=spoken(training.border),
                    first=spoken(training.curvatures[0]),
                    last=spoken(training.late_curvature),
                    error=spoken(training.errors[-1]),
                )
            )
        highest = max(training.curvatures.max() for training in trainings)
        curvatures.set(title=words("edge_of_stability.title"), xlabel=words("common.step"), ylim=(0, 1.6 * highest))
        curvatures.set(ylabel=words("edge_of_stability.curvature"))
        curvatures.legend(loc="upper right")
        errors.set(title=words("common.error_curve"), xlabel=words("common.step"), yscale="log")
        errors.set(ylabel=words("common.error"))
        errors.set_yticks([0.01, 0.1, 1], ["0.01", "0.1", "1"])
        return sentences(said)

    return figure_picture(draw, 9.0, 4.0)
