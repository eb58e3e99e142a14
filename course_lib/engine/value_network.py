"""A network of single numbers: every weight, every neuron and every step of its gradient can be looked at."""

from __future__ import annotations

from collections.abc import Sequence

from course_lib.engine.value import Value, weighted_sum

Numbers = Sequence[Value | float]


def neuron(weights: Numbers, inputs: Numbers, bias: Value | float = 0.0) -> Value:
    """Return tanh(w₁x₁ + w₂x₂ + … + b): weigh what comes in, add it up, bend the sum into −1 … 1.

    Args:
        weights: n values or numbers.
        inputs: as many.
        bias: b.
    """
    return weighted_sum(weights, inputs, bias).tanh()


def layer_by_layer(
    x: Numbers, weights: Sequence[Sequence[Numbers]], biases: Sequence[Numbers]
) -> list[list[Value]]:
    """Return what each layer makes of the one before it; the neurons of the last layer are not bent.

    Args:
        x: the inputs.
        weights: for each layer, for each of its neurons, the weights of what comes in.
        biases: for each layer, for each of its neurons, its bias.

    Returns:
        For each layer its neurons' values; the last list is the output.

    Source: article, "Backpropagation" (input layer → hidden layer 1 → hidden layer 2 → output).
    """
    layers: list[list[Value]] = []
    coming_in = x
    for number, (rows, offsets) in enumerate(zip(weights, biases, strict=True), start=1):
        compute = weighted_sum if number == len(weights) else neuron
        layers.append([compute(row, coming_in, offset) for row, offset in zip(rows, offsets, strict=True)])
        coming_in = layers[-1]
    return layers
