"""The quick gradient check along one random direction."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.slopes.direction_check import direction_error


def f(x):
    return float(np.sum(x**3) + x[0, 0] * x[1, 1])


def gradient(x):
    g = 3 * x**2
    g[0, 0] += x[1, 1]
    g[1, 1] += x[0, 0]
    return g


@pytest.mark.parametrize("seed", range(5))
def test_it_tells_right_from_wrong_for_two_evaluations(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(2, 3))
    calls = []
    assert direction_error(lambda p: calls.append(p) or f(p), gradient, x, rng) < 1e-8
    assert len(calls) == 2
    assert direction_error(f, lambda p: 3 * p**2, x, rng) > 1e-4
    assert direction_error(f, lambda p: -gradient(p), x, rng) == pytest.approx(2)


def test_a_gradient_that_is_not_finite_is_wrong():
    assert direction_error(f, lambda p: np.full_like(p, np.nan), np.ones((2, 3)), np.random.default_rng(0)) == np.inf
