"""What learning rates do, against what can be worked out: border of stability, speed, valleys reached, noise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.data.heights_and_weights import heights_and_weights
from course_lib.descent.basins import NOWHERE, valley_reached
from course_lib.descent.convergence import steps_needed
from course_lib.descent.stability_border import measured_border, settles
from course_lib.experiments.noisy_runs import four_schedules, mean_errors, mean_errors_side_by_side
from course_lib.ground.landscapes import bowl, double_well, valley
from course_lib.ground.problems import landscape_problem, line_problem
from course_lib.ground.regression import mean_squared_error
from course_lib.slopes.differentiation import numerical_gradient


@settings(max_examples=20)
@given(curvature=st.floats(1e-3, 1e3))
def test_border_of_a_bowl_is_two_over_its_curvature(curvature):
    ground = bowl(curvature)
    border = measured_border(ground.gradient, ground.start, 0.1 / curvature, 30 / curvature, steps=200, halvings=20)
    assert border == pytest.approx(2 / curvature, rel=1e-4)


def test_settles_judges_by_the_direction_that_blows_up_first():
    narrow = valley(condition=100)
    assert settles(narrow.gradient, narrow.start, 1.99)
    assert not settles(narrow.gradient, narrow.start, 2.01)
    assert not settles(narrow.gradient, narrow.start, 1e6)  # infinite before the end
    # Far out on the floor of the valley, so that at the end it is still flatter than at the start.
    along, across = np.linalg.eigh(narrow.hessian(narrow.start))[1].T
    assert not settles(narrow.gradient, 100 * along + 0.001 * across, 2.01, steps=500)
    assert settles(bowl().gradient, [-2.5], 1.0)  # at rest after one step


def test_border_needs_an_interval_that_holds_it():
    ground = bowl()
    with pytest.raises(ValueError, match="smaller low"):
        measured_border(ground.gradient, ground.start, 2.5, 3)
    with pytest.raises(ValueError, match="larger high"):
        measured_border(ground.gradient, ground.start, 0.1, 1.5)


@pytest.mark.parametrize("rate", [0.01, 0.1, 0.5, 1.5, 1.9])
def test_steps_needed_are_those_of_the_formula(rate):
    """In a bowl of curvature 1 each step multiplies the error by (1 − rate)²."""
    ground = bowl()
    expected = np.ceil(np.log(1e-4) / (2 * np.log(abs(1 - rate))))
    assert steps_needed(ground.gradient, ground.f, ground.start, rate, share=1e-4) == expected


def test_steps_needed_tells_too_slow_from_flying_away():
    ground = bowl()
    assert np.isnan(steps_needed(ground.gradient, ground.f, ground.start, 1e-4, most=100))
    assert np.isnan(steps_needed(ground.gradient, ground.f, ground.start, 2.0, most=100))  # to and fro
    assert np.isinf(steps_needed(ground.gradient, ground.f, ground.start, 2.5))
    assert steps_needed(ground.gradient, ground.f, ground.start, 1.0) == 1


def test_valleys_are_numbered_from_the_deepest_and_one_runaway_stops_nobody_else():
    wells = double_well()
    starts = np.array([[-1.2], [1.2], [50.0], [-0.5]])
    np.testing.assert_array_equal(valley_reached(wells, starts, 0.05), [0, 1, NOWHERE, 0])
    np.testing.assert_array_equal(starts[2], 50)


def test_too_few_steps_reach_nothing():
    assert valley_reached(double_well(), np.array([[1.8]]), 0.01, steps=1)[0] == NOWHERE


def test_noise_keeps_the_error_where_theory_says():
    """At a constant rate r, with noise of deviation s, a bowl's x² settles at r s² / (2 − r) on average."""
    rate, deviation = 0.5, 2.0
    errors = mean_errors(bowl(), rate, deviation, np.random.default_rng(3), runs=20_000, steps=60)
    assert len(errors) == 61 and errors[0] == pytest.approx(2.5**2 / 2)
    assert errors[-1] == pytest.approx(rate * deviation**2 / (2 - rate) / 2, rel=0.05)


def test_without_noise_all_runs_are_one():
    one, many = (mean_errors(valley(), 0.3, 0.0, np.random.default_rng(0), runs=n, steps=20) for n in (1, 7))
    np.testing.assert_allclose(one, many)


def test_diverging_runs_are_cut_short():
    errors = mean_errors(bowl(), 50.0, 1.0, np.random.default_rng(0), runs=3, steps=1000)
    assert 10 < len(errors) < 1001 and np.isfinite(errors).all()


def test_schedules_side_by_side_meet_the_noise_that_each_meets_alone():
    schedules = {**four_schedules(1.5, 0.1, 50), "flies": lambda step: 1e9}
    together = mean_errors_side_by_side(valley(), schedules, 1.0, np.random.default_rng(5), runs=20, steps=50)
    assert list(together) == list(schedules) and len(together["flies"]) < len(together["cosine"]) == 51
    for name, schedule in schedules.items():
        alone = mean_errors(valley(), schedule, 1.0, np.random.default_rng(5), runs=20, steps=50)
        np.testing.assert_array_equal(together[name], alone)


def test_four_schedules_start_alike_and_fall_to_the_share_asked_for():
    made = four_schedules(0.4, 0.05, 100)
    assert list(made) == ["constant", "step", "exponential", "cosine"]
    assert all(schedule(0) == pytest.approx(0.4) for schedule in made.values())
    assert [made[name](100) for name in ("constant", "exponential", "cosine")] == pytest.approx([0.4, 0.02, 0.02])
    assert made["step"](99) == pytest.approx(0.02)
    levels = [made["step"](step) for step in range(100)]
    assert [levels.count(level) for level in sorted(set(levels))] == [25, 25, 25, 25]


@pytest.mark.parametrize("unit", [1.0, 0.01])
def test_line_problem_has_the_gradient_and_the_curvature_of_its_error(unit):
    heights, weights = heights_and_weights()
    problem = line_problem(heights * unit, weights)
    point = np.array([0.3, 4.0])
    exact = problem.gradient(point)
    np.testing.assert_allclose(numerical_gradient(problem.error, point, h=1e-4), exact, rtol=1e-5)
    np.testing.assert_allclose(exact - problem.gradient(problem.start), problem.hessian @ point, rtol=1e-9)
    a, b = np.linalg.solve(problem.hessian, -problem.gradient(problem.start))
    assert problem.error(np.array([a, b])) == pytest.approx(0, abs=1e-6)
    best = mean_squared_error(a, b, heights * unit, weights)
    above = mean_squared_error(*point, heights * unit, weights) - best
    np.testing.assert_allclose(problem.error(np.array([point, [a, b]])), [above, 0], rtol=1e-9, atol=1e-6)


def test_landscape_problem_counts_the_error_from_the_deepest_minimum():
    wells = double_well()
    problem = landscape_problem(wells)
    assert problem.error(wells.minima[0]) == 0 and problem.error(wells.minima[1]) == pytest.approx(0.5, abs=0.01)
    np.testing.assert_array_equal(problem.hessian, wells.hessian(wells.start))
