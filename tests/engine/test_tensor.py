"""The array engine: what it keeps, what it refuses, and what it says. Its gradients are judged elsewhere."""

from __future__ import annotations

import gc
import tracemalloc

import numpy as np
import pytest

from course_lib.engine.tape import sum_to_shape
from course_lib.engine.tensor import Tensor, apply, as_tensor, concatenate, no_grad, where
from course_lib.engine.value import Value


def test_both_engines_agree():
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=2)
    answers = []
    for kind in (Value, Tensor):
        x, y = kind(a), kind(b)
        result = ((x * y + x).tanh() * y.sigmoid() - (x / y).exp() + 2**x).relu() + y
        result.backward()
        answers.append([float(v) for v in (result.data, x.grad, y.grad)])
    np.testing.assert_allclose(*answers, rtol=1e-14)


@pytest.mark.parametrize("numbers", [3, [1, 2], np.arange(4), np.array([True, False]), np.float32(0.5), [[1.5]], []])
def test_numbers_of_any_kind_become_doubles(numbers):
    x = Tensor(numbers)
    assert x.data.dtype == np.float64 and x.shape == np.shape(numbers)
    np.testing.assert_array_equal(x.data, numbers)


@pytest.mark.parametrize("wrong", ["text", [1 + 2j], None, [Tensor(1.0)], {"a": 1}])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(TypeError, match="real numbers"):
        Tensor(wrong)


def test_lists_of_different_length_are_refused():
    with pytest.raises(ValueError, match="shape"):
        Tensor([[1, 2], [3]])


def test_the_callers_array_is_copied():
    mine = np.ones(3)
    x = Tensor(mine)
    result = x * mine
    mine[0] = 5
    assert x.data[0] == 1
    result.sum().backward()
    assert x.grad[0] == 1


def test_numpy_arrays_and_numbers_take_part_on_either_side():
    x = Tensor([1.0, 2.0])
    matrix = np.array([[1, 2], [3, 4]])
    assert (matrix @ x).data.tolist() == [5, 11]
    assert (x @ matrix).data.tolist() == [7, 10]
    assert (matrix * x).shape == (x * matrix).shape == (2, 2)
    assert (np.float64(2) - x).data.tolist() == [1, 0]
    assert ([1, 1] - x).data.tolist() == [0, -1]


# --- backward -------------------------------------------------------------------------------------------------------


def test_gradients_replace_those_of_an_earlier_call():
    x = Tensor([1.0, 2.0])
    for _ in range(2):
        (x * x).sum().backward()
        assert x.grad.tolist() == [2, 4]


def test_a_second_backward_on_the_same_result_is_an_error():
    x = Tensor([1.0, 2.0])
    loss = (x * x).sum()
    loss.backward()
    with pytest.raises(RuntimeError, match="compute the result anew"):
        loss.backward()
    assert x.grad.tolist() == [2, 4]


def test_backward_through_a_part_that_was_used_up_is_an_error_before_anything_changes():
    x = Tensor([1.0, 2.0])
    inner = x * x
    first, second = inner.sum(), (inner * 3).sum() + (x * 5).sum()
    first.backward()
    with pytest.raises(RuntimeError, match="used up"):
        second.backward()
    assert x.grad.tolist() == [2, 4]


def test_backward_needs_a_number_or_a_gradient():
    x = Tensor([1.0, 2.0])
    with pytest.raises(ValueError, match=r"has shape \(2,\)"):
        (x * 2).backward()
    with pytest.raises(ValueError, match=r"shape \(3,\).*shape \(2,\)"):
        (x * 2).backward([1, 2, 3])
    (x * 2).backward([1, 10])
    assert x.grad.tolist() == [2, 20]


def test_backward_from_a_tensor_of_one_number_in_any_shape():
    x = Tensor([[3.0]])
    (x * x).backward()
    assert x.grad.tolist() == [[6]]
    x.backward()
    assert x.grad.tolist() == [[1]]


def test_gradients_of_results_are_kept_only_where_asked_for():
    x = Tensor([1.0, 2.0])
    inner, other = x * 3, x * 2
    inner.keep_grad()
    total = inner + other
    total.keep_grad()
    total.sum().backward()
    assert inner.grad.tolist() == [1, 1] and other.grad is None
    assert not np.shares_memory(inner.grad, total.grad)
    assert x.grad.tolist() == [5, 5]


def test_two_leaves_of_a_sum_do_not_share_their_gradient():
    a, b = Tensor([1.0]), Tensor([2.0])
    (a + b).backward()
    a.grad += 1
    assert b.grad.tolist() == [1]


def test_gradients_are_no_windows_on_one_another():
    a, b = Tensor([1.0, 2.0]), Tensor([[3.0, 4.0]])
    (a.reshape(2, 1) + b.transpose()).backward([[1], [1]])
    a.grad += 1
    assert b.grad.tolist() == [[1, 1]]
    a.sum().backward()
    a.grad[0] = 5
    assert a.grad.tolist() == [5, 1]


def test_constants_get_no_gradient_and_cost_none():
    x, data = Tensor([1.0, 2.0]), Tensor([3.0, 4.0], constant=True)
    (x * data).sum().backward()
    assert data.grad is None and x.grad.tolist() == [3, 4]
    assert (data * 2).constant


def test_backward_from_constants_is_an_error():
    for hopeless in (Tensor(1.0, constant=True), Tensor(1.0, constant=True) * 2):
        with pytest.raises(RuntimeError, match="no way back"):
            hopeless.backward()


def test_no_grad_remembers_nothing_and_ends_with_its_block():
    x = Tensor([1.0, 2.0])
    with no_grad():
        with no_grad():
            pass
        result = (x * 2).sum()
    assert result.constant
    with pytest.raises(RuntimeError, match="no_grad"):
        result.backward()
    with pytest.raises(ZeroDivisionError), no_grad():
        raise ZeroDivisionError
    (x * 2).sum().backward()
    assert x.grad.tolist() == [2, 2]


def test_a_hundred_thousand_operations_in_a_row_need_no_recursion():
    x = Tensor([1.0])
    for used in (True, False):
        end = x
        for _ in range(100_000):
            end = end + 1
        if used:
            end.backward()
            assert x.grad.tolist() == [1]
        del end


def test_the_way_back_is_freed_as_it_is_walked():
    x = Tensor(np.ones(100_000))
    megabyte = x.data.nbytes
    gc.disable()
    tracemalloc.start()
    try:
        end = x
        for _ in range(20):
            end = end.tanh()
        loss = end.sum()
        del end
        before = tracemalloc.get_traced_memory()[0]
        assert before > 20 * megabyte
        tracemalloc.reset_peak()
        loss.backward()
        assert tracemalloc.get_traced_memory()[1] < before + 4 * megabyte
        assert tracemalloc.get_traced_memory()[0] < 2 * megabyte
    finally:
        tracemalloc.stop()
        gc.enable()


# --- changing in place ----------------------------------------------------------------------------------------------


def test_a_parameter_changed_before_backward_is_noticed():
    x = Tensor([1.0, 2.0], name="weights")
    loss = (x * x).sum()
    x.data = x.data - 0.1
    with pytest.raises(RuntimeError, match=r"weights of shape \(2,\) was changed"):
        loss.backward()
    (x * x).sum().backward()
    np.testing.assert_allclose(x.grad, [1.8, 3.8])


def test_a_parameter_given_new_numbers_before_backward_is_noticed():
    x = Tensor([1.0, 2.0])
    loss = (x * x).sum()
    x.data = [5, 6]
    assert x.data.dtype == np.float64
    with pytest.raises(RuntimeError, match="An array of shape"):
        loss.backward()


def test_numbers_are_not_written_into_behind_the_engines_back():
    x = Tensor([1.0, 2.0])
    loss = (x * x).sum()
    numbers = x.data
    for array in (numbers, x.data, loss.data, Tensor([1.0], constant=True).data):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 5
        with pytest.raises(ValueError, match="read-only"):
            array -= 1
    loss.backward()
    assert x.grad.tolist() == [2, 4]


def test_numbers_taken_to_be_moved_in_place_are_noticed_too():
    x = Tensor([1.0, 2.0], name="weights")
    loss = (x * x).sum()
    moved = x.in_place()
    moved -= 1
    assert x.data.tolist() == [0, 1]
    with pytest.raises(RuntimeError, match=r"weights of shape \(2,\) was changed"):
        loss.backward()
    with pytest.raises(TypeError, match="compute a new one"):
        loss.in_place()


def test_results_can_not_be_changed():
    x = Tensor([1.0, 2.0])
    for result in (x * 2, x.reshape(2, 1), x[0:1], x.transpose(), x.sum(), x.reshape(2)):
        assert not np.shares_memory(result.data, x.data)
        with pytest.raises(ValueError, match="read-only"):
            result.data -= 1
        with pytest.raises(TypeError, match="compute a new one"):
            result.data = 1.0


def test_an_entry_can_not_be_set():
    with pytest.raises(TypeError, match="where"):
        Tensor([1.0, 2.0])[0] = 3


def test_adding_in_place_makes_a_new_tensor():
    x = Tensor([1.0, 2.0])
    y = x
    y += 1
    y @= np.eye(2)
    assert x.data.tolist() == [1, 2] and y.data.tolist() == [2, 3]


# --- what it says ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: Tensor(np.ones((2, 3))) + np.ones(4), ValueError, r"add .*\(2, 3\) and \(4,\)"),
        (lambda: Tensor(np.ones((2, 3))) @ np.ones((2, 3)), ValueError, r"matmul .*\(2, 3\) and \(2, 3\)"),
        (lambda: Tensor(1.0) @ np.ones(3), ValueError, r"matmul .*\(\) and \(3,\)"),
        (lambda: Tensor(np.ones(6)).reshape(4), ValueError, r"reshape .*\(6,\)"),
        (lambda: Tensor(np.ones(6)).sum(axis=1), ValueError, r"sum .*\(6,\)"),
        (lambda: Tensor(np.ones((0, 3))).mean(), ValueError, r"mean .*\(0, 3\): there is no number"),
        (lambda: Tensor(np.ones((0, 3))).max(), ValueError, r"max .*\(0, 3\)"),
        (lambda: Tensor(np.ones((2, 3))).transpose(1), ValueError, r"transpose .*\(2, 3\)"),
        (lambda: Tensor(np.ones(3))[5], IndexError, r"index .*\(3,\)"),
        (lambda: concatenate([Tensor(np.ones((2, 3))), np.ones((2, 4))]), ValueError, r"\(2, 3\) and \(2, 4\)"),
        (lambda: where([True, False], Tensor(np.ones(3)), 0), ValueError, r"where .*\(3,\) and \(\)"),
    ],
)
def test_errors_name_the_operation_and_the_shapes(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_an_operation_that_forgets_a_backward_rule_is_an_error():
    def product(a, b):
        return a * b, (lambda g: g * b,)

    with pytest.raises(TypeError, match="2 arrays needs as many backward rules, not 1"):
        apply(product, Tensor([1.0]), Tensor([2.0]))


def test_numpy_functions_refuse_a_tensor_instead_of_losing_its_way_back():
    with pytest.raises(TypeError):
        np.exp(Tensor([1.0]))


def test_softmax_and_its_logarithm_do_not_overflow():
    x = Tensor([[1000.0, 0.0], [-1000.0, -1001.0]])
    shares = x.softmax().data
    assert shares[0].tolist() == [1, 0] and shares.sum() == 2
    assert x.log_softmax().data[0].tolist() == [0, -1000]


def test_the_largest_share_evenly():
    x = Tensor([2.0, 3.0, 3.0])
    x.max().backward()
    assert x.grad.tolist() == [0, 0.5, 0.5]


def test_kinks_and_vertical_slopes():
    x = Tensor([0.0, 4.0])
    x.relu().sum().backward()
    assert x.grad.tolist() == [0, 1]
    with np.errstate(divide="ignore"):
        x.sqrt().sum().backward()
    assert x.grad.tolist() == [np.inf, 0.25]


def test_size_and_shape():
    x = Tensor([[1, 2, 3]])
    assert (x.shape, x.ndim, x.size, len(x)) == ((1, 3), 2, 3, 1)
    assert x[0, 1].item() == 2 and isinstance(x[0, 1].item(), float)
    assert [row.shape for row in x] == [(3,)]
    assert repr(x) == "Tensor([[1., 2., 3.]])"
    with pytest.raises(ValueError, match=r"one number.*\(1, 3\)"):
        x.item()


def test_as_tensor_leaves_a_tensor_and_makes_a_constant_of_numbers():
    x = Tensor(1.0)
    assert as_tensor(x) is x
    assert as_tensor([1, 2]).constant


def test_sum_to_shape_adds_up_what_broadcasting_copied():
    gradient = np.arange(12.0).reshape(2, 3, 2)
    assert sum_to_shape(gradient, (3, 1)).tolist() == gradient.sum(axis=(0, 2))[:, None].tolist()
    assert sum_to_shape(gradient, ()) == gradient.sum()
    assert sum_to_shape(gradient, (2, 3, 2)) is gradient
