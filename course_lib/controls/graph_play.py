"""W5.2: drag an input or a weight, and see every number and every gradient change."""

from __future__ import annotations

import math

from course_lib.controls.control import Control, Widget, button, choice, slider
from course_lib.controls.state_code import CodeError
from course_lib.engine.expressions import Expression, dish, one_neuron, two_hidden_layers, used_twice
from course_lib.plots.graph_picture import GraphPicture
from course_lib.plots.graph_words import called, digits
from course_lib.words.catalogue import words

NUDGE = 0.01


class GraphPlayControl(Control[GraphPicture]):
    """Choose a computation and one of its inputs, and move it; all inputs keep where they were moved to."""

    lines = 3
    remembered = (("places", -10_000.0, 10_000.0),)

    def __init__(self, expressions: list[Expression] | None = None) -> None:
        """Start with the first input of the first computation.

        Args:
            expressions: what can be chosen; a network, a neuron, a value used twice and the dish where not given.
        """
        expressions = expressions or [two_hidden_layers(), one_neuron(), used_twice(), dish()]
        titles = [(words(f"graph.titles.{expression.name}"), expression) for expression in expressions]
        self.expression = choice(words("graph.controls.expression"), titles, expressions[0], width="640px")
        self.which = choice(words("graph.controls.which"), [("", "")], "", width="300px")
        self.amount = slider("", 0, 1, 0, width="420px")
        self.again = button(words("graph.controls.reset"), self.reset)
        self._begin()
        self.expression.observe(self._other_expression, "value")
        self.which.observe(self._other_input, "value")
        self.follow([self.expression], [self.which, self.amount, self.again])

    def update(self) -> None:
        """Compute everything anew with the input that was moved."""
        name = self.which.value
        self.moved[name] = self.amount.value
        expression = self.expression.value
        graph = expression.graph(self.moved)
        raised = expression.graph({**self.moved, name: self.moved[name] + NUDGE})
        # An input that a formula of one's own does not use is not in its graph.
        gradients = {name: 0.0 for name in self.moved} | {node.name: node.grad for node in graph.nodes if node.given}
        largest = max(gradients, key=lambda other: abs(gradients[other]))
        sentence = words(
            "graph.play.alt",
            input=called(name),
            value=digits(self.moved[name]),
            result=called(graph.nodes[-1].name),
            result_value=digits(graph.nodes[-1].data),
            gradient=digits(gradients[name]),
            nudge=NUDGE,
            expected=digits(NUDGE * gradients[name]),
            change=digits(raised.nodes[-1].data - graph.nodes[-1].data),
            largest=called(largest),
            largest_gradient=digits(gradients[largest]),
        )
        self.picture.show(graph, graph.steps, name, sentence)

    @property
    def places(self) -> list[float]:
        """Where all inputs have been moved to, in their order."""
        return list(self.moved.values())

    @places.setter
    def places(self, places: list[float]) -> None:
        inputs = self.expression.value.inputs
        if len(places) != len(inputs):
            raise CodeError(words("sharing.damaged"))
        for (name, given), place in zip(inputs.items(), places, strict=True):
            if not given.low <= place <= given.high:
                raise CodeError(
                    words("sharing.out_of_range", key=name, text=place, low=given.low, high=given.high)
                )
        self.moved = dict(zip(inputs, places, strict=True))

    def reset(self) -> None:
        """Put all inputs back to where they were at the start."""
        with self.draw_once():
            self._begin()

    def _begin(self) -> None:
        expression = self.expression.value
        self.picture = GraphPicture(expression)
        self.moved = {name: given.value for name, given in expression.inputs.items()}
        self.which.options = [(called(name), name) for name in expression.inputs]
        self._take_up(self.which.value)

    def _take_up(self, name: str) -> None:
        """Let the slider hold this input."""
        given = self.expression.value.inputs[name]
        with self.drawing_later():
            self.amount.min, self.amount.max = min(self.amount.min, given.low), max(self.amount.max, given.high)
            self.amount.value = self.moved[name]
            self.amount.min, self.amount.max = given.low, given.high
            self.amount.step = _round_step(given.high - given.low)
            self.amount.description = called(name)

    # Before `follow` asks for them too: what is refreshed then already knows the new choice.
    def _other_expression(self, change: Widget) -> None:
        with self.drawing_later():
            self._begin()

    def _other_input(self, change: Widget) -> None:
        if self.which.value in self.moved:
            self._take_up(self.which.value)


def _round_step(across: float) -> float:
    """Return 1, 2 or 5 times a power of ten, so that round numbers can be reached and some 300 steps lead across."""
    power = 10.0 ** math.floor(math.log10(across / 240))
    return max(factor * power for factor in (1, 2, 5) if factor * power <= across / 240)
