"""W5.1: walk through a computation node by node, forward to the result and backward to every gradient."""

from __future__ import annotations

import numpy as np

from course_lib.controls.control import Control, Outcome, button, choice, whole_slider
from course_lib.engine.expressions import Expression, dish, one_neuron, two_hidden_layers, used_twice
from course_lib.plots.graph_picture import GraphPicture
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken


class GraphWalkControl(Control[GraphPicture]):
    """Choose a computation; take one step at a time, forward and then backward."""

    lines = 3

    def __init__(self, expressions: list[Expression] | None = None, step: int | None = None) -> None:
        """Start some steps on the way.

        Args:
            expressions: what can be chosen; the dish, a value used twice, a neuron and a network where not given.
            step: how many steps are walked already; as far as the first step back where not given.
        """
        expressions = expressions or [dish(), used_twice(), one_neuron(), two_hidden_layers()]
        titles = [(words(f"graph.titles.{expression.name}"), expression) for expression in expressions]
        self.expression = choice(words("graph.controls.expression"), titles, expressions[0], width="640px")
        self._begin()
        start = len(self._graph.computed) + 2 if step is None else step
        self.step = whole_slider(words("graph.controls.step"), 0, self._graph.steps, start)
        self.one_step = button(words("graph.controls.one_step"), self.walk)
        self.to_result = button(words("graph.controls.forward"), self.compute)
        self.to_end = button(words("graph.controls.to_end"), self.run)
        self.back = button(words("graph.controls.back"), self.reset)
        self.follow([self.expression], [self.step], [self.one_step, self.to_result, self.to_end, self.back])

    def update(self) -> None:
        """Show the computation as far as it was walked."""
        if self.expression.value is not self._shown:
            self._begin()
            with self.drawing_later():
                self.step.value, self.step.max = 0, self._graph.steps
        self.picture.show(self._graph, self.step.value)

    def predict_recipe(self) -> Outcome:
        """Which line of the recipe changes the badness most? The way back of the dish's graph tells."""
        (_, dish), *_ = self.expression.options
        gradients = {node.name: node.grad for node in dish.graph().nodes if node.given}
        found = [gradients[name] for name in ("salt_spoons", "soy_spoons", "water")]
        return int(np.abs(found).argmax()) + 1, dict(zip(("salt", "soy", "water"), map(spoken, found), strict=True))

    def walk(self) -> None:
        """Take one more step."""
        self.step.value += 1

    def compute(self) -> None:
        """Walk to the end of the forward pass."""
        self.step.value = len(self._graph.computed)

    def run(self) -> None:
        """Take all steps."""
        self.step.value = self.step.max

    def reset(self) -> None:
        """Go back to the start."""
        self.step.value = 0

    def _begin(self) -> None:
        self._shown = self.expression.value
        self._graph = self._shown.graph()
        self.picture = GraphPicture(self._shown)
