"""The network of single numbers is the network of arrays."""

from __future__ import annotations

import numpy as np

from course_lib.engine.tensor import Tensor
from course_lib.engine.value import Value
from course_lib.engine.value_network import layer_by_layer, neuron


def test_a_neuron_weighs_adds_and_bends():
    assert neuron([0.5, -1.0], [2.0, 3.0], 1.5).data == np.tanh(0.5 * 2 - 3 + 1.5)


def test_layers_and_gradients_are_those_of_the_array_engine():
    rng = np.random.default_rng(3)
    sizes = [(3, 4), (4, 2), (2, 2)]
    x = rng.normal(size=3)
    tables, offsets = [rng.normal(size=size) for size in sizes], [rng.normal(size=size[1]) for size in sizes]

    tensors, layers, out = [], [], Tensor(x)
    for number, (table, offset) in enumerate(zip(tables, offsets, strict=True), start=1):
        tensors += [Tensor(table), Tensor(offset)]
        out = out @ tensors[-2] + tensors[-1]
        out = out if number == 3 else out.tanh()
        layers.append(out.data)
    (out * out).sum().backward()

    weights = [[[Value(w) for w in column] for column in table.T] for table in tables]
    biases = [[Value(b) for b in offset] for offset in offsets]
    ours = layer_by_layer(list(x), weights, biases)
    error = ours[-1][0] ** 2 + ours[-1][1] ** 2
    error.backward()
    for mine, theirs in zip(ours, layers, strict=True):
        np.testing.assert_allclose([value.data for value in mine], theirs, rtol=1e-12)
    for layer in range(3):
        grads = np.array([[w.grad for w in row] for row in weights[layer]]).T
        np.testing.assert_allclose(grads, tensors[2 * layer].grad, rtol=1e-10)
        np.testing.assert_allclose([b.grad for b in biases[layer]], tensors[2 * layer + 1].grad, rtol=1e-10)
