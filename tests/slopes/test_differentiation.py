"""Slopes and numerical differentiation: exact on straight lines and parabolas, of known error elsewhere."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.slopes.differentiation import (
    central_difference,
    forward_difference,
    numerical_gradient,
    rise_over_run,
)

numbers = st.floats(-50, 50)
steps = st.floats(1e-3, 1) | st.floats(-1, -1e-3)


@given(slope=numbers, height=numbers, x=numbers, dx=steps)
def test_a_straight_line_has_the_same_slope_everywhere(slope: float, height: float, x: float, dx: float) -> None:
    def line(x: float) -> float:
        return slope * x + height

    for estimate in (rise_over_run, forward_difference, central_difference):
        assert estimate(line, x, dx) == pytest.approx(slope, abs=1e-8)


@given(a=numbers, b=numbers, x=numbers, h=steps)
def test_central_is_exact_on_a_parabola_and_forward_is_off_by_half_the_curvature(
    a: float, b: float, x: float, h: float
) -> None:
    def parabola(x: float) -> float:
        return a * x**2 + b * x

    exact = 2 * a * x + b
    assert central_difference(parabola, x, h) == pytest.approx(exact, abs=1e-6)
    assert forward_difference(parabola, x, h) == pytest.approx(exact + a * h, abs=1e-6)


@pytest.mark.parametrize(("estimate", "order"), [(forward_difference, 1), (central_difference, 2)])
def test_the_error_shrinks_as_the_docstring_says(estimate, order: int) -> None:
    errors = [abs(estimate(math.sin, 1.0, h) - math.cos(1.0)) for h in (1e-2, 1e-3)]
    assert math.log10(errors[0] / errors[1]) == pytest.approx(order, abs=0.01)


def test_defaults_are_near_the_best_that_double_precision_allows() -> None:
    assert central_difference(math.exp, 1.0) == pytest.approx(math.e, rel=1e-10)
    assert forward_difference(math.exp, 1.0) == pytest.approx(math.e, rel=1e-7)


def test_too_small_a_step_makes_the_error_grow_again() -> None:
    errors = {h: abs(central_difference(math.sin, 1.0, h) - math.cos(1.0)) for h in (1e-2, 1e-5, 1e-13)}
    assert errors[1e-5] < errors[1e-2] and errors[1e-5] < errors[1e-13]


def test_looking_back_gives_the_slope_behind() -> None:
    assert rise_over_run(abs, 0.0, 1.0) == 1
    assert rise_over_run(abs, 0.0, -1.0) == -1
    assert central_difference(abs, 0.0) == 0


@pytest.mark.parametrize("estimate", [rise_over_run, forward_difference, central_difference, numerical_gradient])
def test_a_step_of_0_is_refused(estimate) -> None:
    with pytest.raises(ValueError, match="must not be 0"):
        estimate(lambda x: x, 1.0, 0)


@given(seed=st.integers(0, 999), shape=st.lists(st.integers(0, 3), max_size=3))
def test_gradient_of_a_quadratic_of_any_shape(seed: int, shape: list[int]) -> None:
    """f(x) = Σ c x² + d x has gradient 2 c x + d, on which central differences are exact but for rounding."""
    c, d, x = np.random.default_rng(seed).uniform(-2, 2, size=(3, *shape))
    before = x.copy()
    gradient = numerical_gradient(lambda x: float(np.sum(c * x**2 + d * x)), x)
    assert gradient.shape == tuple(shape)
    np.testing.assert_allclose(gradient, 2 * c * x + d, atol=1e-8)
    np.testing.assert_array_equal(x, before)


def test_each_entry_is_moved_alone() -> None:
    seen: list[np.ndarray] = []

    def f(x: np.ndarray) -> float:
        seen.append(x.copy())
        return 0.0

    numerical_gradient(f, np.zeros((2, 2)), h=0.5)
    assert len(seen) == 8
    assert all(np.count_nonzero(x) == 1 and abs(x.sum()) == 0.5 for x in seen)


def test_integers_lists_and_numbers_are_taken_as_floats() -> None:
    expected = [2.0, 4.0]
    for point in ([1, 2], (1, 2), np.array([1, 2]), np.array([1, 2], dtype=np.uint8)):
        gradient = numerical_gradient(lambda x: float(np.sum(x**2)), point)
        assert gradient.dtype == float
        np.testing.assert_allclose(gradient, expected, atol=1e-9)
    assert numerical_gradient(lambda x: x**2, 3) == pytest.approx(6, abs=1e-9)


def test_a_function_that_returns_the_point_itself() -> None:
    assert numerical_gradient(lambda x: x, 3.0) == pytest.approx(1, abs=1e-9)


def test_a_point_that_does_not_lie_in_one_piece_of_memory() -> None:
    x = np.arange(12.0).reshape(3, 4).T[::2]
    np.testing.assert_allclose(numerical_gradient(lambda x: float(np.sum(x**3)), x), 3 * x**2, atol=1e-7)


def test_no_numbers_no_gradient() -> None:
    assert numerical_gradient(lambda x: 1.0, np.empty((0, 3))).shape == (0, 3)
