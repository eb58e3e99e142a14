"""The product of two tables: one row and one column, multiplied and added up, give one number of the result."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREY, ORANGE, RED
from course_lib.words.catalogue import words

Part = tuple[int | slice, int | slice]


def table_product(x: np.ndarray, weights: np.ndarray, row: int = 0, column: int = 0) -> Picture:
    """Draw x @ weights as three tables, with one row, one column and what they give framed.

    Args:
        x: shape (samples, inputs).
        weights: shape (inputs, neurons).
        row: of x.
        column: of the weights.
    """
    product = x @ weights
    terms = " + ".join(f"{a:g} × {w:g}" for a, w in zip(x[row], weights[:, column], strict=True))

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        axes.set_axis_off()
        axes.set_aspect("equal")
        left = 0.0
        framed: list[Part] = [(row, slice(None)), (slice(None), column), (row, column)]
        colours = (BLUE, ORANGE, RED)
        for table, name, sign, part, colour in zip((x, weights, product), "XWY", "@= ", framed, colours, strict=True):
            _draw_table(axes, table, left, words(f"table_product.{name}"), part, colour)
            left += table.shape[1] + 0.8
            axes.text(left - 0.4, -1.0, sign, ha="center", va="center", fontsize=20)
        sentence = f"{terms} = {product[row, column]:g}"
        axes.text((left - 0.8) / 2, -len(x) - 0.55, sentence, ha="center", va="center", fontsize=15, color=RED)
        axes.set(xlim=(-0.5, left), ylim=(-len(x) - 1.0, 1.0), title=words("table_product.title"))
        return words("table_product.alt", row=row + 1, column=column + 1, sentence=sentence)

    return figure_picture(draw, 9.0, 3.6)


def _draw_table(axes: Axes, table: np.ndarray, left: float, name: str, part: Part, colour: str) -> None:
    inside = np.zeros(table.shape, dtype=bool)
    inside[part] = True
    for (i, j), number in np.ndenumerate(table):
        face = colour if inside[i, j] else "white"
        axes.add_patch(Rectangle((left + j, -i - 1), 1, 1, facecolor=face, alpha=0.3, edgecolor=GREY))
        axes.add_patch(Rectangle((left + j, -i - 1), 1, 1, fill=False, edgecolor=GREY))
        axes.text(left + j + 0.5, -i - 0.5, f"{number:g}".replace("-", "−"), ha="center", va="center", fontsize=16)
    axes.text(left + table.shape[1] / 2, 0.3, name, ha="center", va="center", fontsize=12)
