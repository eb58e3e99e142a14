"""The straight line through heights and weights: the article's figures, and exact answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from course_lib.data.heights_and_weights import heights_and_weights
from course_lib.ground.regression import (
    condition_number,
    least_squares,
    mean_squared_error,
    mean_squared_error_gradient,
    mean_squared_error_hessian,
    predict_weight,
    squared_error,
    squared_error_gradient,
    standardize,
)
from course_lib.slopes.differentiation import numerical_gradient

numbers = st.floats(-10, 10)
samples = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20).map(lambda pairs: np.array(pairs).T)


def test_the_figures_of_the_article() -> None:
    prediction = predict_weight(0.5, 10, 170)
    assert prediction == 95
    assert prediction - 65 == 30
    assert squared_error(prediction, 65) == 900
    assert squared_error_gradient(0.5, 10, 170, 65) == (10200, 60)


def test_one_height_or_many() -> None:
    np.testing.assert_array_equal(predict_weight(2, 1, np.array([0.0, 1.0, 2.0])), [1, 3, 5])
    np.testing.assert_array_equal(squared_error(np.array([1.0, 3.0]), np.array([2.0, 1.0])), [1, 4])


@given(a=numbers, b=numbers, height=numbers, weight=numbers)
def test_gradient_of_one_person_by_finite_differences(a: float, b: float, height: float, weight: float) -> None:
    gradient = squared_error_gradient(a, b, height, weight)
    expected = numerical_gradient(lambda p: squared_error(predict_weight(*p, height), weight), [a, b])
    np.testing.assert_allclose(gradient, expected, atol=1e-5)


@given(a=numbers, b=numbers, data=samples)
def test_gradient_of_all_is_the_mean_of_the_single_ones(a: float, b: float, data: np.ndarray) -> None:
    heights, weights = data
    gradient = mean_squared_error_gradient(a, b, heights, weights)
    single = [squared_error_gradient(a, b, h, w) for h, w in zip(heights, weights, strict=True)]
    np.testing.assert_allclose(gradient, np.mean(single, axis=0), rtol=1e-10, atol=1e-10)
    expected = numerical_gradient(lambda p: mean_squared_error(*p, heights, weights), [a, b])
    np.testing.assert_allclose(gradient, expected, atol=1e-4)


@given(data=samples)
def test_hessian_is_the_slope_of_the_gradient(data: np.ndarray) -> None:
    heights, weights = data
    rows = [
        numerical_gradient(lambda p, i=i: mean_squared_error_gradient(*p, heights, weights)[i], [0.3, 2.0])
        for i in range(2)
    ]
    np.testing.assert_allclose(mean_squared_error_hessian(heights), rows, atol=1e-5)


@given(data=samples)
def test_least_squares_is_where_the_gradient_is_0_and_no_line_beats_it(data: np.ndarray) -> None:
    heights, weights = data
    assume(np.ptp(heights) > 0.01)
    a, b = least_squares(heights, weights)
    scale = 1 + np.abs(weights).max() * 10 / np.ptp(heights)
    np.testing.assert_allclose(mean_squared_error_gradient(a, b, heights, weights), 0, atol=1e-9 * scale**2)
    least = mean_squared_error(a, b, heights, weights)
    for da, db in ((0.1, 0), (-0.1, 0), (0, 0.1), (0, -0.1), (0.1, -0.1)):
        assert mean_squared_error(a + da, b + db, heights, weights) >= least


@given(a=numbers, b=numbers)
def test_least_squares_finds_the_line_that_the_data_lie_on(a: float, b: float) -> None:
    heights, _ = heights_and_weights()
    np.testing.assert_allclose(least_squares(heights, a * heights + b), (a, b), rtol=1e-9, atol=1e-9)


def test_least_squares_agrees_with_numpy() -> None:
    heights, weights = heights_and_weights()
    np.testing.assert_allclose(least_squares(heights, weights), np.polyfit(heights, weights, 1), rtol=1e-10)


@given(values=st.lists(st.integers(-1000, 1000), min_size=2, max_size=30))
def test_standardized_values_have_mean_0_and_deviation_1_and_lead_back(values: list[int]) -> None:
    assume(len(set(values)) > 1)
    scaled, mean, deviation = standardize(np.array(values))
    assert scaled.mean() == pytest.approx(0, abs=1e-9)
    assert scaled.std() == pytest.approx(1)
    np.testing.assert_allclose(scaled * deviation + mean, values, atol=1e-9)


def test_standardizing_the_heights_makes_the_valley_round() -> None:
    heights, _ = heights_and_weights()
    assert condition_number(mean_squared_error_hessian(heights)) > 1e6
    assert condition_number(mean_squared_error_hessian(standardize(heights)[0])) == pytest.approx(1)


def test_condition_number_is_largest_over_smallest_curvature() -> None:
    assert condition_number(np.diag([2.0, 50.0, 5.0])) == pytest.approx(25)
    for hessian in (np.diag([1.0, 0.0]), np.diag([1.0, -1.0])):
        with pytest.raises(ValueError, match="Not a bowl"):
            condition_number(hessian)


@pytest.mark.parametrize("value", [0.0, 0.1, 170.2, 1e-9])
def test_equal_heights_are_refused_though_their_mean_is_rounded(value: float) -> None:
    """The mean of three times 0.1 is not 0.1 in floating point, so that the spread alone does not tell."""
    with pytest.raises(ValueError, match="All heights are equal"):
        least_squares(np.full(3, value), np.array([1.0, 2.0, 3.0]))
    with pytest.raises(ValueError, match="All values are equal"):
        standardize(np.full(3, value))


@pytest.mark.parametrize("heights", [[], [1.0, 2.0, 3.0], [[1.0, 2.0]]])
def test_lists_that_do_not_pair_are_refused(heights: list) -> None:
    for function in (lambda h, w: mean_squared_error(1, 0, h, w), least_squares):
        with pytest.raises(ValueError, match="same length"):
            function(heights, [] if not heights else [1.0, 2.0])


def test_no_values_can_not_be_standardized() -> None:
    with pytest.raises(ValueError):
        standardize(np.array([]))
