"""Faults planted in chapter 3: its claims must notice each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from course_lib.claims.claim import ClaimError
from course_lib.data.drive import drive
from course_lib.ground.regression import mean_squared_error_gradient
from course_lib.slopes.differentiation import central_difference, forward_difference
from rehearsal.claim_cells import run_claim


def too_steep(f, x, h=1e-5):
    return 1.001 * forward_difference(f, x, h)


def wrong_speedometer(rng):
    record = drive(rng)
    return replace(record, speedometer=1.05 * record.speedometer)


def wrong_accelerometer(rng):
    record = drive(rng)
    return replace(record, accelerometer=-record.accelerometer)


def without_the_height(a, b, heights, weights):
    _, slope_b = mean_squared_error_gradient(a, b, heights, weights)
    return slope_b, slope_b


def only_shifted(heights):
    return heights - np.mean(heights), np.mean(heights), 1.0


@pytest.mark.parametrize(
    "claim, replaced",
    [
        ("C3.1", {"course_lib.slopes.differentiation.forward_difference": too_steep}),
        ("C3.1", {"course_lib.slopes.differentiation.central_difference": forward_difference}),
        ("C3.1", {"course_lib.slopes.differentiation.forward_difference": central_difference}),
        ("C3.2", {"course_lib.data.drive.drive": wrong_speedometer}),
        ("C3.2", {"course_lib.data.drive.drive": wrong_accelerometer}),
        ("C3.3", {"course_lib.ground.regression.mean_squared_error_gradient": without_the_height}),
        ("C3.3", {"course_lib.ground.regression.standardize": only_shifted}),
    ],
)
def test_a_planted_fault_is_noticed(claim, replaced):
    with pytest.raises(ClaimError):
        run_claim(claim, replaced)


def test_half_the_time_between_is_noticed():
    right, wrong = "(times[2 * k :] - times[: -2 * k])", "(times[k:-k] - times[: -2 * k])"
    with pytest.raises(ClaimError):
        run_claim("C3.2", change=lambda code: code.replace(right, wrong))
