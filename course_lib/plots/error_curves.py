"""Several trainings side by side: the error after each epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.by_layer import LOOKS
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import GREY
from course_lib.words.catalogue import words
from course_lib.words.listing import sentences
from course_lib.words.numbers import spoken


def error_curves(curves: Mapping[str, Sequence[float]], title: str, guessing: float) -> Picture:
    """Draw one curve for each training.

    Args:
        curves: for each, by its name in the catalogue (``chapter06.curves.NAME``), the mean error of each epoch.
        title: what the picture shows: an entry of ``chapter06.titles``.
        guessing: the error of someone who gives every class the same chance, drawn as a dashed line.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        rows = []
        longest = max(len(errors) for errors in curves.values())
        for (name, errors), (colour, mark) in zip(curves.items(), LOOKS, strict=False):
            label = words(f"chapter06.curves.{name}")
            axes.plot(np.arange(1, len(errors) + 1), errors, mark, color=colour, label=label, ms=5, lw=1.6)
            rows.append(words("error_curves.row", name=label, first=spoken(errors[0], 3), last=spoken(errors[-1], 3)))
        axes.axhline(guessing, color=GREY, ls=(0, (4, 4)), lw=1.2, label=words("error_curves.guessing"))
        axes.set(title=words(f"chapter06.titles.{title}"), yscale="log", xlim=(0.5, longest + 0.5))
        axes.set(xlabel=words("error_curves.epoch"), ylabel=words("error_curves.error"))
        low, high = axes.get_ylim()
        # Where there is room for less than two decades, marks in between as well.
        marks = (1, 2, 5) if high / low < 100 else (1,)
        ticks = [mark * 10.0**k for k in range(-6, 7) for mark in marks if low <= mark * 10.0**k <= high]
        axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        axes.minorticks_off()
        figure.legend(loc="outside right upper")
        return sentences(rows)

    return figure_picture(draw, 9.0, 3.7)
