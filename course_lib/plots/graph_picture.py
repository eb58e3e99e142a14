"""A computation as a picture: a box for each number, a line for each influence, the way forward and the way back."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from course_lib.engine.expressions import Expression
from course_lib.engine.graph import ComputationGraph, Node
from course_lib.plots.graph_words import called, short, walk_in_words
from course_lib.plots.layered_layout import layered_layout
from course_lib.plots.path_texts import PathTexts
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLACK, BLUE, GREY, RED, SKY, course_style
from course_lib.plots.tables import Table, table
from course_lib.words.catalogue import has_words, word_list, words

LINE_HEIGHT = 0.165
BOX_HEIGHT = 3 * LINE_HEIGHT + 0.16
NUMBER_WIDTH = 0.66
"""Inches that the longest number takes."""
LABEL_SIZE = (0.68, 0.17)
SMALL, LARGE = 10, 11
DULL = "#b5b5b5"
DARK_RED = "#a03c00"
RECTANGLE = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
ROUND = "round,pad=0,rounding_size=0.08"
GIVEN, COMPUTED = "#fff7e0", "#e8f1f8"


class GraphPicture(Picture):
    """One computation: names, numbers, gradients and factors, as far as a walk forward and back has got."""

    def __init__(self, expression: Expression) -> None:
        """Lay out the graph of an expression, and show all its numbers and gradients at its first inputs.

        Args:
            expression: what to draw; its name finds the title, and the headings of its columns where it has some.
        """
        super().__init__()
        self.figure.set_layout_engine("none")
        self.graph = graph = expression.graph()
        key = f"graph.headings.{expression.name}"
        headings = word_list(key) if has_words(key) else []
        edges = [(edge.source, edge.target) for edge in graph.edges]
        with course_style():
            self._axes = self.figure.add_axes((0, 0, 1, 1))
            self._axes.set_axis_off()
            self._labels = [self._label(node, expression.only_named) for node in graph.nodes]
            sizes = np.array([(self._box_width(label), BOX_HEIGHT) for label in self._labels])
            self.layout = layered_layout(sizes, edges, LABEL_SIZE, 9.0, expression.inputs_first)
            width, height = self.layout.size
            lines = max((heading.count("\n") + 1 for heading in headings), default=0)
            head = 0.97 + 0.21 * lines + (0.07 if lines else 0)
            self.figure.set_size_inches(width, height + head)
            self._axes.set(xlim=(0, width), ylim=(0, height + head))
            self._write(width / 2, height + head - 0.22, words(f"graph.titles.{expression.name}"), fontsize=13)
            self._write(width / 2, height + head - 0.52, words("graph.key"), fontsize=SMALL, color=GREY)
            self._draw_colour_key(width / 2, height + head - 0.76)
            for column, heading in enumerate(headings):
                margin = 0.75 if lines == 1 else 0.9
                x = min(max(self.layout.columns[column], margin), width - 0.75)
                self._write(x, height + 0.105 * lines, heading, fontsize=LARGE if lines == 1 else SMALL)
            self._draw_what_stays(sizes)
            self._make_what_moves(sizes)
        self.show(graph, graph.steps)

    def show(self, graph: ComputationGraph, step: int, moved: str = "", sentence: str = "") -> None:
        """Show a state of the walk, or what comes of moving an input.

        Args:
            graph: of the same shape as the one laid out.
            step: steps walked, from 0 to ``graph.steps``.
            moved: name of the input that is moved; it is framed, and not what this step does.
            sentence: the picture in words; where not given, what this step does.
        """
        self.graph = graph
        known, arrived, here = graph.known_values(step), graph.arrived_gradients(step), graph.node_at(step)
        backward = step > len(graph.computed)
        largest = max((abs(g) for g in arrived if g is not None and np.isfinite(g)), default=0.0) or 1.0
        bars, colours = [], []
        for place, gradient in enumerate(arrived):
            if gradient is not None and np.isfinite(gradient):
                x, y = self.layout.boxes[place] - [0, BOX_HEIGHT / 2 - 0.05]
                bars.append([(x, y), (x + gradient / largest * self._half_widths[place], y)])
                colours.append(RED if gradient > 0 else SKY)
        self.bars.set_segments(bars)
        self.bars.set_color(colours)
        shown = [short(node.data) if place in known else "?" for place, node in enumerate(graph.nodes)]
        self.values.set_texts(shown)
        self.gradients.set_texts(["" if gradient is None else f"∂ {short(gradient)}" for gradient in arrived])
        self.factors.set_texts([f"× {short(edge.slope)}" if edge.target in known else "" for edge in graph.edges])
        around = [self._around(number) for number in range(len(graph.edges))]
        self.behind_factors.set_path(Path(np.concatenate(around), RECTANGLE * len(around)))
        turning = step == len(graph.computed) + 1
        active = [
            line
            for edge, line in zip(graph.edges, self.layout.lines, strict=True)
            if edge.target == here and not turning and not moved
        ]
        self.active_lines.set_segments(active)
        self.active_lines.set_color(RED if backward else BLUE)
        framed = next((place for place, node in enumerate(graph.nodes) if node.name == moved), None) if moved else here
        self.active_box.set_visible(framed is not None)
        if framed is not None:
            self._frame(framed, RED if backward and not moved else BLUE)
        self.alt = sentence or walk_in_words(graph, step)

    def tables(self) -> list[Table]:
        """Return what stands in the boxes and at the lines, as far as the walk has got."""
        names = [called(node.name) for node in self.graph.nodes]
        columns = [words(f"graph.table.{name}") for name in ("name", "value", "gradient")]
        gradients = (text.removeprefix("∂ ") for text in self.gradients.texts)
        boxes = table(words("graph.table.boxes"), columns, zip(names, self.values.texts, gradients, strict=True))
        columns = [words(f"graph.table.{name}") for name in ("source", "target", "factor")]
        ends = ((names[edge.source], names[edge.target]) for edge in self.graph.edges)
        factors = (text.removeprefix("× ") for text in self.factors.texts)
        rows = ((*pair, factor) for pair, factor in zip(ends, factors, strict=True))
        lines = table(words("graph.table.lines"), columns, rows)
        return [boxes, lines]

    def _label(self, node: Node, only_named: bool) -> str:
        with_operation = node.operation and not only_named and node.operation != node.name
        return f"{called(node.name)} = {called(node.operation)}" if with_operation else called(node.name)

    def _draw_colour_key(self, middle: float, y: float) -> None:
        for left, colour, name in ((middle - 3.4, GIVEN, "given"), (middle + 0.9, COMPUTED, "computed")):
            box = FancyBboxPatch((left, y - 0.07), 0.24, 0.14, boxstyle=ROUND, facecolor=colour, edgecolor=GREY)
            self._axes.add_patch(box)
            text = words(f"graph.{name}")
            self._axes.text(left + 0.32, y, text, ha="left", va="center", fontsize=SMALL, color=GREY)

    def _box_width(self, name: str) -> float:
        text = self._axes.text(0, 0, name, fontsize=LARGE)
        pixels = text.get_window_extent(self._canvas.get_renderer()).width
        text.remove()
        return float(max(pixels / self.figure.dpi, NUMBER_WIDTH) + 0.16)

    def _draw_what_stays(self, sizes: np.ndarray) -> None:
        self._axes.add_collection(LineCollection(self.layout.lines, colors=DULL, linewidths=1.4, zorder=1))
        self.names: list[Text] = []
        drawn = zip(self.graph.nodes, self._labels, self.layout.boxes, sizes, strict=True)
        for node, label, (x, y), (width, height) in drawn:
            colour = GIVEN if node.given else COMPUTED
            corner = (x - width / 2, y - height / 2)
            box = FancyBboxPatch(corner, width, height, boxstyle=ROUND, facecolor=colour, edgecolor=GREY, zorder=2)
            self._axes.add_patch(box)
            self.names.append(self._write(x, y + LINE_HEIGHT + 0.03, label, zorder=3))

    def _write(self, x: float, y: float, text: str, fontsize: float = LARGE, **looks: Any) -> Text:
        return self._axes.text(x, y, text, ha="center", va="center", fontsize=fontsize, **looks)

    def _make_what_moves(self, sizes: np.ndarray) -> None:
        self._half_widths = sizes[:, 0] / 2 - 0.05
        self._sizes = sizes
        self.bars = LineCollection([], linewidths=4)
        self.active_lines = LineCollection([], linewidths=2.6)
        # Behind each factor, so that lines do not strike it through; one artist for all is much faster than one each.
        self.behind_factors = PathPatch(Path(np.zeros((0, 2))), facecolor="white", edgecolor="none")
        self._axes.add_patch(self.behind_factors)
        for collection in (self.bars, self.active_lines):
            self._axes.add_collection(collection, autolim=False)
        self.active_box = FancyBboxPatch((0, 0), 1, 1, boxstyle=ROUND, fill=False, linewidth=3)
        self._axes.add_patch(self.active_box)
        self.values = PathTexts(self.layout.boxes, SMALL, BLACK)
        self.gradients = PathTexts(self.layout.boxes - [0, LINE_HEIGHT], SMALL, DARK_RED)
        self.factors = PathTexts(self.layout.labels, SMALL, BLUE)
        texts = [self.values, self.gradients, self.factors]
        for numbers in texts:
            self._axes.add_patch(numbers)
        self.moving = [self.active_lines, self.behind_factors, self.bars, self.active_box, *texts]

    def _around(self, number: int) -> np.ndarray:
        half_width = 0.045 * len(self.factors.texts[number])
        corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * [half_width, LABEL_SIZE[1] / 2]
        return np.asarray(self.layout.labels[number] + corners)

    def _frame(self, place: int, colour: str) -> None:
        (x, y), (width, height) = self.layout.boxes[place], self._sizes[place]
        self.active_box.set_bounds(x - width / 2, y - height / 2, width, height)
        self.active_box.set_edgecolor(colour)
