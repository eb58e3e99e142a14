"""Gradient descent: exact answers on the bowl, the border of stability, and when it stops."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.descent.gradient_descent import gradient_descent, gradient_step, has_converged, largest_stable_rate
from course_lib.descent.schedules import exponential_decay
from course_lib.ground.landscapes import bowl, double_well, valley


def test_one_step_goes_against_the_gradient_by_rate_times_its_length() -> None:
    x = np.array([1.0, 2.0])
    np.testing.assert_allclose(gradient_step(x, [10, -10], 0.1), [0, 3])
    np.testing.assert_array_equal(x, [1, 2])
    assert gradient_step(3, 2, 0.5) == 2


@given(curvature=st.floats(0.1, 10), rate=st.floats(0, 0.5), start=st.floats(-5, 5))
def test_on_a_bowl_every_step_multiplies_the_distance_by_the_same_factor(
    curvature: float, rate: float, start: float
) -> None:
    path = gradient_descent(bowl(curvature).gradient, [start], rate, max_steps=10)
    expected = start * (1 - rate * curvature) ** np.arange(11)
    np.testing.assert_allclose(path[:, 0], expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 3), (2, 1, 2)])
def test_the_path_begins_with_the_start_and_has_its_shape(shape: tuple[int, ...]) -> None:
    start = np.ones(shape, dtype=int)
    path = gradient_descent(lambda x: x, start, rate=0.5, max_steps=4)
    assert path.shape == (5, *shape) and path.dtype == float
    for step in range(5):
        np.testing.assert_array_equal(path[step], np.full(shape, 0.5**step))
    assert gradient_descent(lambda x: x, start, rate=0.5, max_steps=0).shape == (1, *shape)


def test_the_gradient_is_computed_anew_at_each_point() -> None:
    landscape = double_well()
    path = gradient_descent(landscape.gradient, landscape.start, rate=0.05, max_steps=200)
    for before, after in itertools.pairwise(path):
        np.testing.assert_allclose(after, before - 0.05 * landscape.gradient(before))
    np.testing.assert_allclose(path[-1], landscape.minima[1], atol=1e-8)


def test_a_schedule_is_asked_for_the_rate_of_each_step_from_0() -> None:
    path = gradient_descent(lambda x: np.ones(1), [0.0], lambda step: exponential_decay(1.0, step, 0.5), max_steps=3)
    np.testing.assert_allclose(path[:, 0], [0, -1, -1.5, -1.75])


def test_it_stops_when_a_step_is_shorter_than_the_tolerance() -> None:
    path = gradient_descent(bowl().gradient, [1.0], rate=0.5, max_steps=100, tolerance=0.01)
    lengths = np.abs(np.diff(path[:, 0]))
    assert len(path) < 100
    assert lengths[-1] < 0.01 and (lengths[:-1] >= 0.01).all()


def test_a_diverging_run_ends_with_its_first_point_that_is_not_finite() -> None:
    path = gradient_descent(lambda x: x**3, [10.0], rate=1.0, max_steps=1000)
    assert len(path) < 20
    assert not np.isfinite(path[-1]).all() and np.isfinite(path[:-1]).all()


def test_negative_numbers_of_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="max_steps must be 0 or more, not -1"):
        gradient_descent(lambda x: x, [1.0], 0.1, max_steps=-1)


@given(condition=st.floats(1, 100), angle=st.floats(0, 3))
def test_the_border_of_stability_is_two_over_the_largest_curvature(condition: float, angle: float) -> None:
    landscape = valley(condition, angle)
    border = largest_stable_rate(landscape.hessian(np.zeros(2)))
    assert border == pytest.approx(2)  # across the valley the curvature is 1
    across = np.array([-np.sin(angle), np.cos(angle)])
    for factor, grows in ((0.98, False), (1.02, True)):
        path = gradient_descent(landscape.gradient, across, factor * border, max_steps=20)
        assert (np.linalg.norm(path[-1]) > np.linalg.norm(path[0])) == grows


def test_stable_rate_of_a_number_and_of_ground_that_never_curves_upward() -> None:
    assert largest_stable_rate(4) == 0.5
    assert largest_stable_rate([[2, 0], [0, -8]]) == 1
    for hessian in (0.0, -1.0, np.diag([-1.0, -2.0])):
        with pytest.raises(ValueError, match="curve upward"):
            largest_stable_rate(hessian)


def test_convergence_is_told_by_the_change_of_the_error_not_by_the_error() -> None:
    assert has_converged([100.0, 100.0001], 0.001)
    assert has_converged([100.0001, 100.0], 0.001)
    assert not has_converged([0.1, 0.0001], 0.001)
    assert has_converged(np.array([5, 3, 3]), 0.001)


@pytest.mark.parametrize("errors", [[], [1.0], [1.0, math.nan], [1.0, math.inf], [math.inf, math.inf], [math.inf, 1.0]])
def test_too_few_errors_or_infinite_ones_are_no_convergence(errors: list[float]) -> None:
    assert not has_converged(errors, 0.1)


def test_a_change_as_large_as_the_tolerance_is_a_change() -> None:
    assert not has_converged([1.0, 1.5], 0.5)
