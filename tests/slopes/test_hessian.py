"""The Hessian by differences, against the exact ones of the landscapes and of random quadratics."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.ground.landscapes import LANDSCAPES
from course_lib.slopes.hessian import hessian, hessian_vector_product


@pytest.mark.parametrize("name", LANDSCAPES)
@given(seed=st.integers(0, 999))
def test_hessians_of_the_landscapes(name: str, seed: int) -> None:
    landscape = LANDSCAPES[name]()
    rng = np.random.default_rng(seed)
    low, high = landscape.region.T
    x, v = rng.uniform(low, high), rng.standard_normal(landscape.dimension)
    exact = landscape.hessian(x)
    scale = 1 + np.abs(exact).max() + np.abs(landscape.gradient(x)).max() + abs(float(landscape.f(x)))
    found = hessian(landscape.gradient, x)
    np.testing.assert_allclose(found, exact, rtol=0, atol=1e-7 * scale)
    np.testing.assert_array_equal(found, found.T)
    np.testing.assert_allclose(hessian_vector_product(landscape.gradient, x, v), exact @ v, rtol=0, atol=1e-6 * scale)


@given(seed=st.integers(0, 999), n=st.integers(0, 6), length=st.sampled_from([1e-8, 1.0, 1e6]))
def test_on_a_quadratic_all_are_exact_but_for_rounding(seed: int, n: int, length: float) -> None:
    rng = np.random.default_rng(seed)
    matrix, x, v = rng.uniform(-1, 1, (n, n)), rng.uniform(-1, 1, n), length * rng.uniform(-1, 1, n)
    matrix = matrix + matrix.T
    assert hessian(lambda p: matrix @ p, x).shape == (n, n)
    np.testing.assert_allclose(hessian(lambda p: matrix @ p, x), matrix, atol=1e-9)
    product = hessian_vector_product(lambda p: matrix @ p, x, v)
    np.testing.assert_allclose(product, matrix @ v, atol=1e-9 * length)


def test_the_product_costs_two_gradients_and_the_hessian_two_for_each_parameter() -> None:
    calls = []

    def gradient(x: np.ndarray) -> np.ndarray:
        calls.append(x)
        return x

    hessian_vector_product(gradient, np.zeros(10), np.ones(10))
    assert len(calls) == 2
    hessian(gradient, np.zeros(10))
    assert len(calls) == 2 + 20


def test_points_of_any_shape_and_integers_for_the_product() -> None:
    product = hessian_vector_product(lambda x: x**3, [[1, 2]], [[1, 1]])
    np.testing.assert_allclose(product, [[3, 12]], atol=1e-8)
    assert hessian(lambda x: 2 * x, [1, 2]).dtype == float
    np.testing.assert_array_equal(hessian_vector_product(lambda x: x, np.ones(3), np.zeros(3)), np.zeros(3))


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match=r"shape \(3,\), but the point has shape \(2,\)"):
        hessian_vector_product(lambda x: x, np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match="flatten it first"):
        hessian(lambda x: x, np.ones((2, 2)))
