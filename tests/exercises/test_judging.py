"""Comparing answers: what counts as the same, and what does not."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from course_lib.exercises.comparing import agree
from course_lib.sandbox.answers import Answer, answer
from course_lib.sandbox.plain import Code, NotPlain, make, plain_copy, read, write


def same(expected, got, tolerance=1e-7):
    return agree(Answer("value", expected), Answer("value", got), tolerance)


@pytest.mark.parametrize(
    "expected, got",
    [
        (1.0, 1),
        (1.0, np.float32(1.0)),
        (1.0, 1 + 1e-9),
        (0.0, 0.0),
        (0.0, -0.0),
        (1e-12, 1e-12 * (1 + 1e-9)),
        (np.array([1.0, 2.0]), [1, 2]),
        (np.array([1.0, 2.0]), (1.0, 2.0)),
        ((1.0, 2.0), np.array([1.0, 2.0])),
        (np.array([1e6, 0.0]), np.array([1e6, 1e-6])),  # what rounding leaves of the large entry
        (math.inf, math.inf),
        (np.array([np.nan, 1.0]), np.array([np.nan, 1.0])),
        (True, np.True_),
        (np.array([True, False]), [True, False]),
        ("cat", "cat"),
        (None, None),
        ((1.0, np.zeros(2)), [1.0, [0, 0]]),
        ({"a": 1.0}, {"a": 1}),
        (np.zeros((0, 3)), np.zeros((0, 3))),
    ],
)
def test_the_same(expected, got):
    assert same(expected, got)


@pytest.mark.parametrize(
    "expected, got",
    [
        (1.0, 1 + 1e-6),
        (1e-12, 2e-12),
        (1e-12, 0.0),
        (0.0, 1e-12),
        (1.0, np.array([1.0])),
        (np.zeros(2), np.zeros((2, 1))),
        (np.zeros(2), 0.0),
        (np.zeros((0, 3)), np.zeros((0, 2))),
        (math.inf, -math.inf),
        (math.inf, 1e308),
        (1.0, math.nan),
        (np.array([1.0, np.nan]), np.array([np.nan, 1.0])),
        (1.0, True),
        ([1.0, 0.0], [True, False]),
        (np.array([[1.0, 0.0]]), np.array([[True, False]])),
        (np.array([True, False]), [1, 0]),
        (True, 1),
        (True, 1.0),
        (False, None),
        (None, np.zeros(3)),
        (1.0, None),
        (1.0, "1.0"),
        ("cat", "dog"),
        ("cat", np.zeros(2)),
        ((1.0, np.zeros(2)), [1.0]),
        ({"a": 1.0}, {"b": 1.0}),
        ({"a": 1.0}, [1.0]),
        (1.0, {"a": 1.0}),
        (np.zeros(2), [[1], [2, 3]]),
    ],
)
def test_not_the_same(expected, got):
    assert not same(expected, got)


def test_rows_without_end_are_no_numbers():
    """Nothing is in them, but as numbers of eight bytes they would be larger than any memory."""
    assert not agree(Answer("value", np.zeros((0, 2))), Answer("value", np.zeros((0, 2**62), bool)), 1e-6)


def test_an_error_is_the_same_as_an_error_of_its_kind_only():
    assert agree(Answer("error", error="ValueError"), Answer("error", error="ValueError", message="x"), 0)
    assert not agree(Answer("error", error="ValueError"), Answer("error", error="TypeError"), 0)
    assert not agree(Answer("value", 1.0), Answer("error", error="TypeError"), 0)


numbers = st.floats() | st.integers(-(10**30), 10**30) | st.booleans() | st.none() | st.text()
plain = st.recursive(
    numbers | arrays(st.sampled_from([np.float64, np.int64, np.bool_]), array_shapes(min_dims=0, min_side=0)),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(plain)
def test_plain_data_comes_back_as_it_was(value):
    again = read(write(value))
    assert type(again) is type(value)
    assert write(again) == write(value)


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_reading_any_text_gives_plain_data_or_a_value_error(text):
    try:
        read(text)
    except ValueError:
        pass


@given(st.recursive(st.none() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(
    st.sampled_from(["array", "shape", "kind", "tuple", "dict", "float", "code", "x"]), inner), max_leaves=12))
def test_reading_any_json_gives_plain_data_or_a_value_error(data):
    import json

    try:
        read(json.dumps(data))
    except ValueError:
        pass


class Sly(float):
    """A number that says it is equal to everything."""

    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class SlyArray(np.ndarray):
    def __eq__(self, other):
        return np.True_


@pytest.mark.parametrize(
    "value",
    [Sly(3), np.zeros(2).view(SlyArray), object(), np.array([object()]), np.array(["a"]), lambda: 1, 1j, {1}, [Sly(1)]],
)
def test_what_is_not_plain_is_refused(value):
    for reach in (write, plain_copy):
        with pytest.raises(NotPlain):
            reach(value)
    assert answer(lambda: value, ()).kind == "strange"


def test_a_plain_copy_shares_nothing_with_what_was_copied():
    value = [np.arange(3.0), {"a": [1]}, (np.zeros(2), 0.5), None, "x"]
    copied = plain_copy(value)
    assert write(copied) == write(value)
    value[0][0] = value[2][0][0] = 9
    value[1]["a"].append(2)
    assert copied[0][0] == copied[2][0][0] == 0 and copied[1] == {"a": [1]}


def test_what_changes_an_argument_is_noticed_and_what_does_not_is_not():
    def changes(x, rate):
        x[0] += rate
        return x

    for x in (np.zeros(2), [0.0, 1.0], ([0.0], 1.0)):
        function = changes if not isinstance(x, tuple) else lambda x, rate: changes(x[0], rate)
        assert answer(function, (x, 0.5)).changed == (0,)
        # What is written into an array is a change also where it is the same number.
        assert answer(function, (x, 0.0)).changed == ((0,) if isinstance(x, np.ndarray) else ())
    assert answer(lambda f: f(2.0), (Code("np.sqrt"),)).changed == ()


def test_a_list_that_holds_itself_is_strange():
    knot = []
    knot.append(knot)
    assert answer(lambda: knot, ()).kind == "strange"


def test_each_call_gets_fresh_inputs():
    inputs = (np.zeros(2), [1, 2], Code("np.random.default_rng(3)"))

    def spoil(x, numbers, rng):
        x += 1
        numbers.append(3)
        return float(rng.normal())

    first, second = answer(spoil, inputs), answer(spoil, inputs)
    assert first.changed == (0, 1) and first.value == second.value
    assert inputs[0].sum() == 0 and inputs[1] == [1, 2]


def test_code_is_made_anew_and_reads_as_it_is_written():
    code = Code("lambda x: x ** 2")
    assert make((code,))[0](3) == 9
    assert repr(code) == "lambda x: x ** 2"
    assert read(write(code)) == code


@pytest.mark.parametrize(
    "write",
    [lambda x: x.__setitem__(0, 9.0), lambda x: x.sort(), lambda x: np.add(x, 1, out=x), lambda x: x.fill(1), lambda x: np.copyto(x, 1),
     lambda x: np.random.default_rng(0).shuffle(x), lambda x: np.put(x, 0, 1), lambda x: x.reshape(1, -1).__setitem__(0, 1)],
)  # fmt: skip
def test_what_changes_an_array_and_puts_it_back_has_changed_it(write):
    def puts_back(x):
        kept = x.copy()
        write(x)
        x[:] = kept
        return x.sum()

    def works_on_a_copy(x):
        own = x.copy()
        write(own)
        return x.sum()

    inputs = (np.array([3.0, 1.0, 2.0]),)
    assert answer(puts_back, inputs) == Answer("value", 6.0, changed=(0,))
    assert answer(works_on_a_copy, inputs) == Answer("value", 6.0)
