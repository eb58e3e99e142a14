"""The gradient check: passes what is right, names the worst parameter of what is wrong, with both numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.ground.landscapes import LANDSCAPES
from course_lib.networks.layers import Dense, Sequential, Tanh
from course_lib.slopes.gradient_check import GradientCheck, gradient_check, relative_error
from course_lib.words.language import LANGUAGES

finite = st.floats(-1e6, 1e6)


def network(seed: int = 0) -> tuple[Sequential, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    net = Sequential(Dense(3, 4, rng), Tanh(), Dense(4, 2, rng))
    return net, rng.standard_normal((5, 3)), rng.integers(0, 2, size=5)


# Relative error


@given(a=finite, b=finite)
def test_relative_error_is_symmetric_and_at_most_2(a: float, b: float) -> None:
    error = float(relative_error(a, b))
    assert error == float(relative_error(b, a))
    assert 0 <= error <= 2
    assert (error == 0) == (a == b)


def test_relative_error_by_hand() -> None:
    np.testing.assert_allclose(relative_error([1, 0, 0, -1, 100], [2, 0, 3, 1, 99]), [0.5, 0, 1, 2, 0.01])
    assert relative_error(1e-9, 0, floor=1e-3) == pytest.approx(1e-6)
    assert relative_error(2, 1, floor=1e-3) == 0.5
    assert np.isinf(relative_error([np.nan, np.inf, 1.0], [1.0, np.inf, np.nan])).all()


# Functions


@pytest.mark.parametrize("name", LANDSCAPES)
@given(seed=st.integers(0, 999))
def test_right_gradients_pass(name: str, seed: int) -> None:
    landscape = LANDSCAPES[name]()
    low, high = landscape.region.T
    x = np.random.default_rng(seed).uniform(low, high)
    assert gradient_check(lambda p: float(landscape.f(p)), landscape.gradient, x, tolerance=1e-5).passed


@given(
    seed=st.integers(0, 999),
    shape=st.sampled_from([(), (1,), (7,), (2, 3), (2, 1, 4)]),
    factor=st.sampled_from([0.0, -1.0, 2.0, 0.999, 1.0001]),
)
def test_one_wrong_entry_is_found_and_named(seed: int, shape: tuple[int, ...], factor: float) -> None:
    rng = np.random.default_rng(seed)
    x = rng.uniform(0.5, 2, size=shape)
    places = list(np.ndindex(shape))
    place = places[rng.integers(len(places))]

    def gradient(x: np.ndarray) -> np.ndarray:
        g = np.array(3 * x**2)
        g[place] *= factor
        return g

    found = gradient_check(lambda x: float(np.sum(x**3)), gradient, x)
    assert not found.passed
    assert found.index == place and found.count == x.size
    assert found.numerical == pytest.approx(3 * x[place] ** 2, rel=1e-6)
    assert found.analytic == pytest.approx(factor * 3 * x[place] ** 2, rel=1e-6, abs=1e-12)


def test_a_small_wrong_entry_beside_large_right_ones_is_found() -> None:
    scale = np.array([1e4, 1.0, 1e-4])
    x = np.ones(3)
    wrong = gradient_check(lambda x: float(np.sum(scale * x)), lambda x: scale * [1, 1, 0.5], x, tolerance=1e-4)
    assert not wrong.passed and wrong.index == (2,)


def test_rounding_near_a_gradient_of_0_is_no_error() -> None:
    assert gradient_check(lambda x: 1000 + float(np.sum(x**4)), lambda x: 4 * x**3, np.zeros(3)).passed
    assert gradient_check(lambda x: 0.0, np.zeros_like, np.ones(3)).passed


def test_a_gradient_that_is_not_a_number_does_not_pass() -> None:
    found = gradient_check(lambda x: float(np.sum(x**2)), lambda x: np.array([2.0, np.nan, 6.0]), [1, 2, 3])
    assert not found.passed and found.index == (1,)


def test_a_kink_fails_though_neither_is_wrong() -> None:
    found = gradient_check(lambda x: float(np.maximum(x, 0).sum()), lambda x: (x > 0) * 1.0, np.zeros(1))
    assert not found.passed and found.analytic == 0 and found.numerical == pytest.approx(0.5)


def test_the_point_is_left_as_it_was_even_if_the_gradient_writes_into_it() -> None:
    x = np.array([1.0, 2.0])

    def gradient(p: np.ndarray) -> np.ndarray:
        p *= 2
        return p

    assert gradient_check(lambda x: float(np.sum(x**2)), gradient, x).passed
    np.testing.assert_array_equal(x, [1, 2])


def test_wrong_shapes_and_nothing_to_check_are_refused() -> None:
    with pytest.raises(ValueError, match=r"The gradient of x has shape \(1, 2\), but x has \(2,\)"):
        gradient_check(lambda x: float(np.sum(x)), lambda x: np.ones((1, 2)), np.ones(2))
    with pytest.raises(ValueError, match="no parameter"):
        gradient_check(lambda x: 0.0, lambda x: x, np.empty(0))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_report_gives_the_worst_parameter_and_both_numbers(code: str, speak) -> None:
    speak(code)
    for error in (0.5, 1e-9):
        report = repr(GradientCheck("1.Dense.weights", (2, 0), 1.25, 2.5, error, 1e-6, 26))
        for part in ("1.Dense.weights[2, 0]", "1.25", "2.5", "26"):
            assert part in report
    bad, good = (repr(GradientCheck("x", (), 1.0, 2.0, error, 1e-6, 1)) for error in (1.1e-6, 0.9e-6))
    verdicts = {"ja": ("合格しませんでした", "合格しました"), "en": ("failed", "passed")}[code]
    assert verdicts[0] in bad and verdicts[1] in good
    assert "x[" not in bad
