"""Small computations to look at: the dish that tastes bad, a value used twice, a neuron, a network."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from course_lib.engine.graph import ComputationGraph, read_graph
from course_lib.engine.value import Value
from course_lib.engine.value_network import layer_by_layer

Named = dict[str, Value]


@dataclass(frozen=True)
class Input:
    """A number given from outside, and the range in which it may be moved."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Expression:
    """A computation that can be done over with other inputs.

    Attributes:
        name: its name, which titles are looked up by.
        inputs: what it starts from, by name.
        compute: takes the inputs as values by name, returns the result and the names of what to name on the way.
        only_named: whether its graph shows only what has a name.
        inputs_first: whether its graph shows all inputs in the first column, and not each just before its use.
    """

    name: str
    inputs: Mapping[str, Input]
    compute: Callable[[Named], tuple[Value, Named]]
    only_named: bool = False
    inputs_first: bool = False

    def graph(self, changed: Mapping[str, float] | None = None) -> ComputationGraph:
        """Compute and return the graph, with other values for some inputs."""
        values = {name: Value((changed or {}).get(name, given.value)) for name, given in self.inputs.items()}
        result, names = self.compute(values)
        return read_graph(result, {**values, **names}, self.only_named)


def expression_of(function: Callable[..., Value], **inputs: float) -> Expression:
    """Return the expression that a function of values computes; each input may move by 3 either way.

    Args:
        function: takes values, returns a value, such as ``lambda a, b: (a * b + a).tanh()``.
        **inputs: a number for each of its parameters.

    Raises:
        ValueError: if the numbers are not those of its parameters.
    """
    wanted = list(inspect.signature(function).parameters)
    if sorted(wanted) != sorted(inputs):
        raise ValueError(f"The function takes {', '.join(wanted)}, but numbers were given for {', '.join(inputs)}.")
    given = {name: Input(float(value), value - 3.0, value + 3.0) for name, value in inputs.items()}

    def compute(values: Named) -> tuple[Value, Named]:
        result = function(**values)
        return result, {"y": result}

    return Expression("own", given, compute)


def dish() -> Expression:
    """Return the soup that is too salty: the recipe's lines → grams of salt → saltiness → how bad it tastes.

    A teaspoon of salt is 6 g, a tablespoon of soy sauce holds 2.6 g of salt (18 g at 14.5 %), a millilitre of soup
    counts as a gram, and the soup tastes best at 0.8 % of salt.

    Source: article, "Backpropagation" (the dish); Standard Tables of Food Composition in Japan (2020), soy sauce.
    """

    def compute(given: Named) -> tuple[Value, Named]:
        salt = 6 * given["salt_spoons"] + 2.6 * given["soy_spoons"]
        taste = 100 * salt / given["water"]
        badness = (taste - 0.8) ** 2
        return badness, {"salt": salt, "taste": taste, "badness": badness}

    inputs = {"salt_spoons": Input(1, 0, 3), "soy_spoons": Input(2, 0, 5), "water": Input(400, 200, 2000)}
    return Expression("dish", inputs, compute, only_named=True, inputs_first=True)


def used_twice() -> Expression:
    """Return tanh(a × b + a): a takes two ways to the result."""

    def compute(given: Named) -> tuple[Value, Named]:
        a, b = given["a"], given["b"]
        product = a * b
        total = product + a
        result = total.tanh()
        return result, {"p": product, "s": total, "y": result}

    return Expression("used_twice", {"a": Input(0.5, -2, 2), "b": Input(-2, -3, 3)}, compute)


def one_neuron() -> Expression:
    """Return tanh(w₁ × x₁ + w₂ × x₂ + b), one operation at a time."""

    def compute(given: Named) -> tuple[Value, Named]:
        x1, x2, w1, w2, b = given.values()
        first, second = w1 * x1, w2 * x2
        both = first + second
        total = both + b
        result = total.tanh()
        return result, {"p₁": first, "p₂": second, "r": both, "s": total, "y": result}

    values = {"x₁": 1.0, "x₂": 2.0, "w₁": -0.8, "w₂": 0.5, "b": 0.3}
    return Expression("one_neuron", {name: Input(value, -3, 3) for name, value in values.items()}, compute)


FIRST_WEIGHTS = {
    "w₁": 0.6, "w₂": -0.4, "w₃": 0.3, "w₄": 0.8, "b₁": 0.1, "b₂": -0.2,
    "v₁": 0.9, "v₂": -0.5, "v₃": 0.4, "v₄": 0.7, "c₁": 0.0, "c₂": 0.1,
    "u₁": 0.8, "u₂": -0.6, "d": 0.2,
}  # fmt: skip


def two_hidden_layers() -> Expression:
    """Return a network of 2 inputs, two hidden layers of 2 neurons, 1 output, and the square of its error."""

    def compute(given: Named) -> tuple[Value, Named]:
        def take(*names: str) -> list[Value]:
            return [given[name] for name in names]

        weights = [[take("w₁", "w₂"), take("w₃", "w₄")], [take("v₁", "v₂"), take("v₃", "v₄")], [take("u₁", "u₂")]]
        biases = [take("b₁", "b₂"), take("c₁", "c₂"), take("d")]
        first, second, (y,) = layer_by_layer(take("x₁", "x₂"), weights, biases)
        error = (y - given["t"]) ** 2
        return error, {"h₁": first[0], "h₂": first[1], "k₁": second[0], "k₂": second[1], "y": y, "E": error}

    values = {"x₁": 1.0, "x₂": -0.5, **FIRST_WEIGHTS, "t": -0.5}
    inputs = {name: Input(value, -3, 3) for name, value in values.items()}
    return Expression("network", inputs, compute, only_named=True)
