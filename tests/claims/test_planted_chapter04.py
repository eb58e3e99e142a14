"""Faults planted in chapter 4: its claims must notice each."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.claims.claim import ClaimError
from course_lib.descent.basins import valley_of
from course_lib.descent.gradient_descent import gradient_descent, largest_stable_rate
from course_lib.experiments import edge_of_stability
from course_lib.ground.regression import mean_squared_error_gradient
from course_lib.slopes.hessian import hessian_vector_product
from rehearsal.claim_cells import run_claim


def half_the_border(hessian):
    return largest_stable_rate(hessian) / 2


def half_a_step(grad, x0, rate, max_steps, *further, **options):
    return gradient_descent(grad, x0, rate / 2, max_steps, *further, **options)


def without_the_height(a, b, heights, weights):
    _, slope_b = mean_squared_error_gradient(a, b, heights, weights)
    return slope_b, slope_b


def doubled_product(gradient, x, v, h=1e-5):
    return 2 * hessian_vector_product(gradient, x, v, h)


def always_nearest(landscape, starts, rate, steps=400, near=0.01):
    return valley_of(landscape, np.asarray(starts), near=10.0)


def without_noise(landscape, deviation, rng):
    return landscape


def slow_everywhere(gradient, f, start, rate, **given):
    return 100.0


def noticed(claim, replaced=None, change=None):
    with pytest.raises(ClaimError):
        run_claim(claim, replaced, change)


@pytest.mark.parametrize(
    "claim, replaced",
    [
        ("C4.1", {"course_lib.ground.regression.mean_squared_error_gradient": without_the_height}),
        ("C4.2", {"course_lib.descent.gradient_descent.largest_stable_rate": half_the_border}),
        ("C4.2", {"course_lib.descent.gradient_descent.gradient_descent": half_a_step}),
        ("C4.3", {"course_lib.descent.convergence.steps_needed": slow_everywhere}),
        ("C4.4", {"course_lib.descent.basins.valley_reached": always_nearest}),
        ("C4.6", {"course_lib.ground.landscapes.noisy": without_noise}),
        ("C4.7", {"course_lib.slopes.hessian.hessian_vector_product": doubled_product}),
        ("C4.8", {"course_lib.descent.basins.valley_reached": always_nearest}),
    ],
)
def test_a_planted_fault_is_noticed(claim, replaced):
    noticed(claim, replaced)


@pytest.mark.parametrize(
    "claim, right, wrong",
    [
        ("C4.1", "tolerance=1e-6", "tolerance=1e-1"),
        ("C4.2", "train_and_measure(0.3,", "train_and_measure(0.8,"),
        ("C4.5", '"centimetres": line_problem(heights, weights)', '"centimetres": line_problem(standardized, weights)'),
        ("C4.5", '"bowl_narrow": landscape_problem(bowl(100))', '"bowl_narrow": landscape_problem(bowl(10))'),
        ("C4.6", "[setting[name] for setting in settings]", '[setting["constant"] for setting in settings]'),
        ("C4.7", "for rate in (0.05, 0.2, 0.3)", "for rate in (0.05, 0.05, 0.3)"),
        ("C4.8", "for rate in (0.2, 0.25, 0.285)", "for rate in (0.2, 0.25, 0.27)"),
    ],
)
def test_a_fault_in_the_cells_is_noticed(claim, right, wrong):
    noticed(claim, change=lambda code: code.replace(right, wrong).replace("share[0.285]", "share[max(share)]"))


def test_the_measured_curvature_is_the_hessians_largest_eigenvalue(monkeypatch):
    products = []

    def kept(gradient, x, v, h=1e-5):
        products.append((gradient, x))
        return hessian_vector_product(gradient, x, v, h)

    monkeypatch.setattr(edge_of_stability, "hessian_vector_product", kept)
    training = edge_of_stability.train_and_measure(0.05, np.random.default_rng(0), steps=0)
    gradient, x = products[0]
    table = np.array([hessian_vector_product(gradient, x, axis) for axis in np.eye(len(x))])
    assert training.curvatures[0] == pytest.approx(np.linalg.eigvalsh((table + table.T) / 2).max(), rel=1e-3)
