"""Curves that go from layer to layer, mostly on a logarithmic scale, where equal factors are equal steps."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.powers import say_powers
from course_lib.plots.style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, RED
from course_lib.words.catalogue import words
from course_lib.words.listing import sentences
from course_lib.words.numbers import spoken

LOOKS = [(BLUE, "o-"), (RED, "s--"), (GREEN, "^-."), (ORANGE, "D:"), (PURPLE, "v-"), (BLACK, "x--")]


def by_layer(curves: Mapping[str, np.ndarray], title: str, quantity: str) -> Picture:
    """Draw one curve for each network.

    Args:
        curves: for each, by its name in the catalogue (``chapter06.curves.NAME``), a positive number for each layer,
            the layer next to the input first.
        title: what the picture shows: an entry of ``chapter06.titles``.
        quantity: what is drawn upward: ``"gradient"``, ``"change"``, ``"size"`` (of several things), or
            ``"likeness"``, from 0 to 1.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        rows = []
        longest = max(len(values) for values in curves.values())
        for (name, values), (colour, mark) in zip(curves.items(), LOOKS, strict=False):
            label = words(f"chapter06.curves.{name}")
            axes.plot(np.arange(1, len(values) + 1), values, mark, color=colour, label=label, ms=5, lw=1.6)
            first, last = spoken(values[0]), spoken(values[-1])
            rows.append(words("by_layer.row", name=label, first=first, last=last, layers=len(values)))
        axes.grid(axis="y", color=GREY, alpha=0.25, lw=0.8)
        axes.set(title=words(f"chapter06.titles.{title}"), xlim=(0, longest + 1))
        axes.set(xlabel=words("by_layer.layer"), ylabel=words(f"by_layer.{quantity}"))
        if quantity == "likeness":
            axes.set_ylim(0, 1.05)
        else:
            axes.set_yscale("log")
            say_powers(axes)
        figure.legend(loc="outside right upper")
        return sentences(rows)

    return figure_picture(draw, 9.0, 3.9)
