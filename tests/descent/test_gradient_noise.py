"""The noise of mini-batch gradients, and the network with planted mistakes."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.descent.gradient_noise import gradient_noise, line_gradients, minibatch_gradients
from course_lib.experiments.planted_bugs import BUGS, PARAMETERS, small_network_error, small_network_gradient
from course_lib.ground.regression import mean_squared_error_gradient
from course_lib.slopes.gradient_check import gradient_check


def test_mean_over_the_examples_is_the_gradient_of_the_mean_squared_error():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(2, 7))
    assert line_gradients((2, 1), x, y).mean(axis=0) == pytest.approx(mean_squared_error_gradient(2, 1, x, y))


def test_noise_goes_as_one_over_the_root_of_the_size():
    rng = np.random.default_rng(0)
    each = rng.normal(size=(500, 2, 3))
    one, many = (gradient_noise(minibatch_gradients(each, size, 4000, rng)) for size in (1, 64))
    assert one / many == pytest.approx(8, rel=0.05)
    assert minibatch_gradients(each, 5, 9, rng).shape == (9, 2, 3)


def test_known_noise_and_bad_size():
    assert gradient_noise([[0, 0], [6, 8]]) == 5
    assert gradient_noise([[1, 2]]) == 0
    with pytest.raises(ValueError, match="at least 1 example, not 0"):
        minibatch_gradients([[1.0]], 0, 1, np.random.default_rng(0))


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_check_passes_the_right_gradient_and_no_planted_mistake(seed):
    rng = np.random.default_rng(seed)
    x, y, parameters = rng.normal(size=(8, 3)), rng.normal(size=8), rng.normal(size=PARAMETERS)

    def outcome(bug):
        return gradient_check(
            lambda p: small_network_error(p, x, y), lambda p: small_network_gradient(p, x, y, bug), parameters
        )

    assert outcome(None).passed
    assert [bug for bug in BUGS if outcome(bug).passed] == []
