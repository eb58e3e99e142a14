"""The graph of a computation: what is in it, its factors, and the walk forward and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.engine.expressions import dish, expression_of, one_neuron, two_hidden_layers, used_twice
from course_lib.engine.graph import Edge, read_graph
from course_lib.engine.value import Value, weighted_sum
from course_lib.slopes.differentiation import numerical_gradient

ALL = [dish(), used_twice(), one_neuron(), two_hidden_layers()]
each_expression = pytest.mark.parametrize("expression", ALL, ids=lambda expression: expression.name)


def random_value(rng, size):
    """A result computed from a few inputs by this many random operations, and the inputs by name."""
    inputs = {name: Value(rng.uniform(0.2, 1.5)) for name in "abcd"}
    made = list(inputs.values())
    for _ in range(size):
        x, y = (made[k] for k in rng.integers(len(made), size=2))
        kind = rng.integers(7)
        made.append([x + y, x * y, x - y, x.tanh(), x * 2 + 1, x.sigmoid(), weighted_sum([x, y], [y, 0.5])][kind])
    return made[-1] + made[-2] * made[-3], inputs


def by_name(graph):
    return {node.name: node for node in graph.nodes}


def test_the_dish_has_the_numbers_of_the_story():
    graph = dish().graph()
    nodes = by_name(graph)
    assert [node.data for node in graph.nodes] == pytest.approx([1, 2, 400, 11.2, 2.8, 4])
    assert nodes["salt_spoons"].grad == pytest.approx(6)
    assert nodes["soy_spoons"].grad == pytest.approx(2.6)
    assert nodes["water"].grad == pytest.approx(-0.028)
    names = [node.name for node in graph.nodes]
    factors = {(names[edge.source], names[edge.target]): edge.slope for edge in graph.edges}
    assert factors == {
        ("salt_spoons", "salt"): pytest.approx(6),
        ("soy_spoons", "salt"): pytest.approx(2.6),
        ("salt", "taste"): pytest.approx(0.25),
        ("water", "taste"): pytest.approx(-0.007),
        ("taste", "badness"): pytest.approx(4),
    }


def test_leaving_out_values_without_a_name_adds_up_the_ways_through_them():
    x = Value(3.0)
    y = (x * 2) * (x + 1)
    graph = read_graph(y, {"x": x}, only_named=True)
    assert [node.name for node in graph.nodes] == ["x", "×"]
    assert graph.edges == (Edge(0, 1, pytest.approx(4 * 3 + 2)),)


def test_a_value_used_twice_by_one_operation_has_two_edges():
    x = Value(3.0)
    assert read_graph(x * x, {"x": x}).edges == (Edge(0, 1, 3.0), Edge(0, 1, 3.0))


def test_a_network_between_its_named_neurons_multiplies_weight_and_slope():
    graph = two_hidden_layers().graph()
    nodes = by_name(graph)
    place = {node.name: number for number, node in enumerate(graph.nodes)}
    factors = {(edge.source, edge.target): edge.slope for edge in graph.edges}
    bend = 1 - nodes["k₁"].data ** 2
    assert factors[place["h₁"], place["k₁"]] == pytest.approx(nodes["v₁"].data * bend)
    assert factors[place["v₁"], place["k₁"]] == pytest.approx(nodes["h₁"].data * bend)
    assert len(graph.edges) == len(factors) == 5 + 5 + 5 + 5 + 5 + 2


@each_expression
def test_gradients_are_those_of_changing_a_little_and_looking(expression):
    names = list(expression.inputs)

    def result(numbers):
        return expression.graph(dict(zip(names, numbers, strict=True))).nodes[-1].data

    numerical = numerical_gradient(result, [given.value for given in expression.inputs.values()])
    nodes = by_name(expression.graph())
    np.testing.assert_allclose([nodes[name].grad for name in names], numerical, rtol=1e-6, atol=1e-8)


@each_expression
def test_a_walk_computes_each_node_once_and_lets_each_pass_on_once(expression):
    graph = expression.graph()
    computed = graph.computed
    assert [graph.node_at(step) for step in range(graph.steps + 1)] == [
        None, *computed, computed[-1], *reversed(computed)
    ]  # fmt: skip
    assert graph.known_values(0) == {place for place, node in enumerate(graph.nodes) if node.given}
    assert graph.known_values(len(computed)) == set(range(len(graph.nodes)))
    assert graph.arrived_gradients(len(computed)) == [None] * len(graph.nodes)
    assert graph.arrived_gradients(len(computed) + 1) == [None] * (len(graph.nodes) - 1) + [1.0]
    arrived = [sum(gradient is not None for gradient in graph.arrived_gradients(step)) for step in range(graph.steps)]
    assert arrived == sorted(arrived)


@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(seed=st.integers(0, 2**32 - 1), size=st.integers(3, 25), named=st.integers(0, 25))
def test_the_walk_back_ends_with_the_engines_gradients(seed, size, named):
    """Whatever is computed, and whatever is left out of the picture."""
    result, inputs = random_value(np.random.default_rng(seed), size)
    order = result.topological_order()
    names = {name: value for name, value in inputs.items() if value in order}
    names |= {f"n{k}": value for k, value in enumerate(order[:named]) if value not in names.values()}
    for only_named in (False, True):
        graph = read_graph(result, names, only_named)
        last = graph.arrived_gradients(graph.steps)
        reached = [gradient or 0.0 for gradient in last]
        np.testing.assert_allclose(reached, [node.grad for node in graph.nodes], rtol=1e-9, atol=1e-12)
        assert all(edge.source < edge.target for edge in graph.edges)


def test_the_operation_shows_the_plain_number_that_took_part():
    x = Value(5.0)
    made = [x + 3, x * 4, x - 2, 7 - x, -x, x / 2, x**3, (x - 5) ** 2, x.exp(), x + x]
    assert [read_graph(value).nodes[-1].operation for value in made] == [
        "+ 3", "× 4", "− 2", "7 −", "−", "÷", "^ 3", "^", "exp", "+"
    ]  # fmt: skip
    assert read_graph(x).nodes[0].name == "5"


def test_an_expression_of_ones_own():
    expression = expression_of(lambda a, b: a * b, a=2, b=5)
    nodes = by_name(expression.graph({"b": 7.0}))
    assert (nodes["y"].data, nodes["a"].grad, nodes["b"].grad) == (14, 7, 2)
    assert (expression.inputs["b"].low, expression.inputs["b"].high) == (2, 8)
    with pytest.raises(ValueError, match="takes a, b, but numbers were given for a"):
        expression_of(lambda a, b: a * b, a=2)


def test_a_result_that_was_given_turns_round_at_once():
    graph = expression_of(lambda a: a, a=2).graph()
    assert (graph.steps, graph.node_at(1), graph.arrived_gradients(1)) == (1, 0, [1.0])
