"""Faults planted in chapter 5: its claims must notice each."""

from __future__ import annotations

import time

import pytest

from course_lib.claims.claim import ClaimError
from course_lib.engine.dual import Dual
from course_lib.engine.network_operations import dense
from course_lib.engine.tape import is_recording
from course_lib.engine.tensor import Tensor
from course_lib.engine.value import Value
from course_lib.networks.layers import Sequential
from rehearsal.claim_cells import run_claim


def without_the_transpose(x, weights, biases):
    result, (_, for_weights, for_biases) = dense(x, weights, biases)
    return result, (lambda g: g @ (weights if weights.shape[0] == weights.shape[1] else weights.T), for_weights, for_biases)


def mean_of_the_biases(x, weights, biases):
    result, (for_inputs, for_weights, _) = dense(x, weights, biases)
    return result, (for_inputs, for_weights, lambda g: g.mean(axis=0))


BACKWARD = Tensor.backward


def slow_backward(self, *given):
    time.sleep(0.003)
    return BACKWARD(self, *given)


FORWARD = Sequential.__call__


def forward_twice_where_recorded(self, x):
    """Layers that are run through once more before the pass which is remembered: every gradient comes out right."""
    if is_recording():
        FORWARD(self, x)
    return FORWARD(self, x)


def overwriting(self):
    """The way back of a value, with ``=`` where ``+=`` belongs."""
    order = self.topological_order()
    self.grad = 1.0
    for node in reversed(order):
        for source, slope in zip(node.inputs, node.slopes, strict=True):
            source.grad = slope * node.grad


def product_without_one_part(self, other):
    if isinstance(other, Dual):
        return Dual(self.data * other.data, self.slope * other.data)
    return Dual(self.data * other, self.slope)


def noticed(claim, replaced=None, change=None):
    with pytest.raises(ClaimError):
        run_claim(claim, replaced, change)


@pytest.mark.parametrize(
    "claim, replaced",
    [
        ("C5.2", {"course_lib.engine.network_operations.dense": without_the_transpose}),
        ("C5.2", {"course_lib.engine.network_operations.dense": mean_of_the_biases}),
        ("C5.2", {"course_lib.engine.tensor.Tensor.backward": slow_backward}),
        ("C5.2", {"course_lib.networks.layers.Sequential.__call__": forward_twice_where_recorded}),
        ("C5.3", {"course_lib.engine.value.Value.backward": overwriting}),
        ("C5.4", {"course_lib.engine.dual.Dual.__mul__": product_without_one_part, "course_lib.engine.dual.Dual.__rmul__": product_without_one_part}),
        ("C5.4", {"course_lib.engine.value.Value.backward": overwriting}),
    ],
)
def test_a_planted_fault_is_noticed(claim, replaced):
    noticed(claim, replaced)


@pytest.mark.parametrize(
    "claim, right, wrong",
    [
        ("C5.1", "(np.tanh, lambda x: 1 - np.tanh(x) ** 2)", "(np.tanh, lambda x: 1 - np.tanh(x))"),
        ("C5.1", "product = 2 * (2.8 - 0.8)", "product = 2 * 2.8"),
        ("C5.1", "        product = product * derivative(x)\n", "        product = product + derivative(x)\n"),
        ("C5.2", "return numerical_gradient(self.error_at, self.start)", "return self.one_sided()"),
        ("C5.3", "G = (shares - np.eye(3)[known.labels]) / len(known.x)", "G = shares - np.eye(3)[known.labels]"),
        ("C5.4", "return np.transpose(columns)", "return np.transpose(columns) * 2"),
        ("C5.4", "float(place == chosen)", "1.0"),
    ],
)
def test_a_fault_in_the_cells_is_noticed(claim, right, wrong):
    noticed(claim, change=lambda code: code.replace(right, wrong))


def test_reverse_mode_for_each_input_would_be_noticed():
    noticed("C5.4", change=lambda code: code.replace("    rows = []\n", "    rows = []\n    for _ in x:\n        computed(values, tables)\n"))


def test_values_and_duals_agree():
    x, y = Dual(0.5, 1.0), Value(0.5)
    made, wanted = (3 * x * x + x.tanh() + 1), (3 * y * y + y.tanh() + 1)
    wanted.backward()
    assert made.data == pytest.approx(wanted.data) and made.slope == pytest.approx(y.grad)
