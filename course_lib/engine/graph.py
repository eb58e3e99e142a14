"""The graph of a computation, read from the scalar engine: which number came from which, with which factor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course_lib.engine.value import Value


@dataclass(frozen=True)
class Node:
    """One number of the computation.

    Attributes:
        name: what to call it: its name, else its operation.
        operation: the operation that made it, with the plain number that took part; empty if it was given.
        data: the number.
        grad: the derivative of the result with respect to it.
    """

    name: str
    operation: str
    data: float
    grad: float

    @property
    def given(self) -> bool:
        """Whether it was given from outside, and not computed."""
        return not self.operation


@dataclass(frozen=True)
class Edge:
    """The influence of one number on another.

    Attributes:
        source: place in the graph's nodes of the number that is used.
        target: place of the number computed from it.
        slope: ∂target/∂source along this edge: the factor by which the chain rule multiplies here.
    """

    source: int
    target: int
    slope: float


@dataclass(frozen=True)
class ComputationGraph:
    """All numbers of a computation, inputs before what is computed from them, the result last."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def computed(self) -> list[int]:
        """Places of the computed nodes, in the order in which the forward pass computes them."""
        return [place for place, node in enumerate(self.nodes) if not node.given]

    @property
    def steps(self) -> int:
        """How many steps forward and backward take: each computed node once each way, and one to turn round."""
        return 2 * len(self.computed) + 1

    def known_values(self, step: int) -> set[int]:
        """Return the places of the nodes whose number is known after so many steps."""
        waiting = self.computed[step:]
        return set(range(len(self.nodes))) - set(waiting)

    def arrived_gradients(self, step: int) -> list[float | None]:
        """Return for each node what has arrived of its gradient after so many steps, None for nothing yet.

        The backward pass begins at the result, whose gradient is 1. Then each computed node, the last one first,
        passes its gradient × factor on to what it was computed from, and what arrives at one node is added up.
        """
        computed = self.computed
        backward_steps = step - len(computed)
        arrived: list[float | None] = [None] * len(self.nodes)
        if backward_steps < 1:
            return arrived
        arrived[-1] = 1.0
        passing = computed[::-1][: backward_steps - 1]
        for target in passing:
            for edge in self.edges:
                if edge.target == target:
                    arrived[edge.source] = (arrived[edge.source] or 0.0) + (arrived[target] or 0.0) * edge.slope
        return arrived

    def node_at(self, step: int) -> int | None:
        """Return the place of the node that this step computes or lets pass its gradient on; None before the first."""
        computed = self.computed
        if step == 0:
            return None
        if step <= len(computed):
            return computed[step - 1]
        # A result that was given needs no computing, and yet the way back turns round at it.
        return len(self.nodes) - 1 if step == len(computed) + 1 else computed[2 * len(computed) + 1 - step]


def read_graph(result: Value, names: Mapping[str, Value] | None = None, only_named: bool = False) -> ComputationGraph:
    """Return the graph of a result, with its gradients.

    Args:
        result: what was computed.
        names: what to call some of its values.
        only_named: leave out values without a name; the factor of an edge is then the sum, over all ways that lead
            through those left out, of the product of their factors.
    """
    result.backward()
    order = result.topological_order()
    called = {value: name for name, value in (names or {}).items()}
    kept = [value for value in order if not only_named or value in called or value is result]
    place = {value: number for number, value in enumerate(kept)}
    edges = []
    for target in kept:
        found = _influences(target, place)
        if only_named:
            found = [(source, sum(slope for other, slope in found if other is source)) for source, _ in found]
            found = list(dict.fromkeys(found))
        edges += [Edge(place[source], place[target], slope) for source, slope in found]
    return ComputationGraph(tuple(_node(value, called.get(value, "")) for value in kept), tuple(edges))


def _node(value: Value, name: str) -> Node:
    operation = _sign(value)
    return Node(name or operation or f"{value.data:.3g}", operation, value.data, value.grad)


def _influences(target: Value, kept: Mapping[Value, int]) -> list[tuple[Value, float]]:
    """Return (source, factor) for each way from a kept value to the target that meets no other kept value."""
    found: list[tuple[Value, float]] = []
    factors = {target: 1.0}
    for value in reversed(target.topological_order()):
        if value is not target and (value in kept or value not in factors):
            continue
        for source, slope in zip(value.inputs, value.slopes, strict=True):
            if source in kept:
                found.append((source, factors[value] * slope))
            else:
                factors[source] = factors.get(source, 0.0) + factors[value] * slope
    return found


def _sign(value: Value) -> str:
    """Return the sign of the operation, with the plain number that took part in it where that can be told."""
    if not value.operation:
        return ""
    if value.operation == "power":
        (x,), (slope,) = value.inputs, value.slopes
        return f"^ {slope * x.data / value.data:.3g}" if value.data else "^"
    if len(value.inputs) != 1 or value.operation not in "+×−":
        return value.operation
    (x,), (slope,) = value.inputs, value.slopes
    if value.operation == "×":
        return f"× {slope:.3g}"
    number = value.data - slope * x.data
    if value.operation == "+":
        return f"+ {number:.3g}"
    if slope > 0:
        return f"− {-number:.3g}"
    return f"{number:.3g} −" if number else "−"
