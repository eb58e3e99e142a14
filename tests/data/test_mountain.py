"""The mountain of chapter 01: its slope is that of its height, and its named places are what the text says of them."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.data.mountain import MARKS, TRAIL, mountain_height, mountain_slope

PLACES = np.arange(0.0, TRAIL + 1, 10)


def test_the_slope_is_that_of_the_height():
    h = 1e-3
    measured = (mountain_height(PLACES + h) - mountain_height(PLACES - h)) / (2 * h)
    np.testing.assert_allclose(mountain_slope(PLACES), measured, atol=1e-7)


@pytest.mark.parametrize("function", [mountain_height, mountain_slope])
def test_a_number_gives_a_number_and_an_array_its_own_shape(function):
    assert function(270).shape == ()
    grid = np.array([[0, 270], [700, 850]])
    assert function(grid).shape == (2, 2)
    assert function(grid)[0, 1] == function(270)


def test_a_is_the_steepest_climb_and_d_the_steepest_place_of_all():
    slopes = mountain_slope(PLACES)
    assert PLACES[np.argmax(slopes)] == MARKS["A"]
    assert PLACES[np.argmin(slopes)] == PLACES[np.argmax(np.abs(slopes))] == MARKS["D"]


def test_b_is_gentle_between_steeper_ground():
    slope = mountain_slope(MARKS["B"])
    assert 0 < slope < 0.15
    assert min(mountain_slope(MARKS["B"] - 100), mountain_slope(MARKS["B"] + 100)) > 2 * slope


def test_c_is_the_summit_and_level_and_so_is_the_plain_at_e():
    assert PLACES[np.argmax(mountain_height(PLACES))] == MARKS["C"]
    assert abs(mountain_slope(MARKS["C"])) < 0.005
    assert np.abs(mountain_slope(np.arange(MARKS["E"], TRAIL))).max() < 0.005
