"""Random grounds of waves, and the places on them where the gradient is zero."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.experiments.random_waves import kinds_of_flat_places, random_waves


@pytest.mark.parametrize("dimension", [1, 3])
def test_the_hessian_is_that_of_the_gradient(dimension):
    rng = np.random.default_rng(0)
    gradient, hessian = random_waves(dimension, rng)
    x, h = rng.normal(size=dimension), 1e-6
    columns = [(gradient(x + h * axis) - gradient(x - h * axis)) / (2 * h) for axis in np.eye(dimension)]
    np.testing.assert_allclose(hessian(x), np.array(columns), atol=1e-6)


def test_in_one_dimension_there_are_no_saddles_and_in_ten_hardly_anything_else():
    rng = np.random.default_rng(1)
    line, many = kinds_of_flat_places(1, 60, rng), kinds_of_flat_places(10, 60, rng)
    assert line["saddle"] == 0 and min(line["minimum"], line["maximum"]) > 12
    assert many["saddle"] / many.total() > 0.9 and many.total() > 20
