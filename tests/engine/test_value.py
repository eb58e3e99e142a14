"""The scalar engine: its graph, its way back, and what it says when asked for the impossible."""

from __future__ import annotations

import gc
import math

import numpy as np
import pytest

from course_lib.engine.value import Value, weighted_sum


def test_the_dish_multiplies_influences():
    instruction = Value(2.0)
    seasoning = 3 * instruction
    taste = seasoning * -5
    taste.backward()
    assert (taste.grad, seasoning.grad, instruction.grad) == (1, -5, -15)


def test_a_value_used_twice_adds_up_both_ways():
    x = Value(3.0)
    (x * x + x).backward()
    assert x.grad == 7


def test_a_second_backward_gives_the_same_and_not_the_double():
    x = Value(3.0)
    square = x * x
    square.backward()
    square.backward()
    assert (x.grad, square.grad) == (6, 1)


def test_backward_from_another_result_does_not_add_to_the_first():
    x = Value(3.0)
    square, triple = x * x, 3 * x
    square.backward()
    triple.backward()
    assert x.grad == 3


def test_a_shared_inner_value_passes_its_whole_gradient_on_once():
    x = Value(0.5)
    inner = x * 2
    (inner * inner + inner.exp() + inner).backward()
    assert inner.grad == pytest.approx(2 * 1.0 + math.e + 1)
    assert x.grad == pytest.approx(2 * inner.grad)


def test_a_million_values_in_a_row_need_no_recursion():
    x = Value(1.0)
    end = x
    for _ in range(1_000_000):
        end = end + 1
    end.backward()
    assert (end.data, x.grad) == (1_000_001, 1)
    del end


def test_a_graph_is_freed_without_the_garbage_collector():
    gc.collect()
    gc.disable()
    try:
        before = sum(type(o) is Value for o in gc.get_objects())
        x = Value(1.0)
        for _ in range(100):
            y = (x * 2 + x).tanh()
            y.backward()
        del x, y
        assert sum(type(o) is Value for o in gc.get_objects()) == before
    finally:
        gc.enable()


def test_topological_order_puts_inputs_first_and_each_value_once():
    a, b = Value(2.0), Value(3.0)
    c = a * b
    d = c + a
    unrelated = c * 7
    e = d * c
    assert e.topological_order() == [a, b, c, d, e]
    assert unrelated not in e.topological_order()


def test_the_graph_can_be_read():
    a, b = Value(2.0), Value(3.0)
    product = a * b
    assert (product.operation, product.inputs, product.slopes) == ("×", (a, b), (3, 2))
    assert (a.operation, a.inputs, a.slopes) == ("", (), ())
    signs = [(a + b), (a - b), (a / b), -a, a**2, a.exp(), a.log(), a.tanh(), a.sigmoid(), a.relu()]
    assert [v.operation for v in signs] == ["+", "−", "÷", "−", "power", "exp", "log", "tanh", "sigmoid", "relu"]


def test_integers_become_floats():
    x = Value(3)
    y = x * 2 + 1
    assert isinstance(x.data, float) and isinstance(y.data, float)
    y.backward()
    assert isinstance(x.grad, float)
    assert type((x * np.float64(2)).data) is type((np.float64(2) * x).data) is float


def test_a_result_shows_its_number_and_gradient():
    x = Value(1.5)
    (x * 2).backward()
    assert repr(x) == "Value(1.5, grad=2)"


def test_changing_nothing():
    x = Value(2.0)
    y = x
    y += 1
    assert (x.data, y.data) == (2, 3)


def test_the_slope_of_the_root_at_0_is_infinite():
    x = Value(0.0)
    (x**0.5).backward()
    assert x.grad == math.inf


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: Value(0).log(), ValueError, "log needs a positive number, not 0"),
        (lambda: Value(-2) ** Value(2), ValueError, "log needs a positive number, not -2"),
        (lambda: Value(-2) ** 0.5, ValueError, "no real number"),
        (lambda: Value(1) / Value(0), ZeroDivisionError, "zero"),
        (lambda: 1 / Value(0), ZeroDivisionError, "zero"),
        (lambda: Value(1) + "2", TypeError, "str"),
        (lambda: Value([1, 2]), TypeError, "list"),
        (lambda: Value(1000).exp(), OverflowError, "larger than"),
    ],
)
def test_what_can_not_be_done_is_said(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_a_weighted_sum_is_the_products_and_sums_that_it_stands_for():
    def both(neuron):
        w, x, b = [Value(2.0), Value(-3.0)], [Value(0.5), Value(4.0)], Value(1.0)
        out = neuron([w[0], w[1], w[0], 7], [x[0], x[1], 10, x[0]], b).tanh() * w[1]
        out.backward()
        return [out.data, *(v.grad for v in (*w, *x, b))]

    one_by_one = both(lambda w, x, b: sum((w_i * x_i for w_i, x_i in zip(w, x, strict=True)), b))
    assert both(weighted_sum) == pytest.approx(one_by_one, rel=1e-14)
    assert len({abs(g) for g in one_by_one}) > 4
    assert weighted_sum([2], [3]).data == 6
    assert weighted_sum([], []).data == 0
    with pytest.raises(ValueError, match="got 1 weights and 2 inputs"):
        weighted_sum([1], [1, 2])


