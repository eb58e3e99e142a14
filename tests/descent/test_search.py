"""Searches: what they try, what they keep, what they cost; and the ground and the race they run on."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from course_lib.descent.evaluations import BACKPROPAGATION_COST, best_so_far, evaluations_needed, numerical_cost
from course_lib.descent.search import (
    gradient_steps,
    grid_evaluations,
    grid_points,
    grid_search,
    one_at_a_time,
    random_changes,
    random_search,
)
from course_lib.experiments.random_directions import random_step_changes, unit_directions
from course_lib.experiments.search_race import BUDGET, METHODS, RUNS, race, search
from course_lib.ground.landscapes import valley
from course_lib.ground.paired_valleys import PairedValleys, hidden_bottoms
from course_lib.slopes.differentiation import numerical_gradient


def bowl(x):
    return np.sum((np.asarray(x) - 0.3) ** 2, axis=-1)


def bowl_gradient(x):
    return 2 * (x - 0.3)


START = np.zeros((3, 2))


def searches():
    rng = np.random.default_rng(5)
    return {
        "random_search": random_search(bowl, START, rng),
        "grid": grid_search(bowl, START),
        "random_changes": random_changes(bowl, START, rng),
        "one_at_a_time": one_at_a_time(bowl, START),
        "gradient": gradient_steps(bowl, bowl_gradient, START),
    }


@pytest.mark.parametrize("name", searches())
def test_every_search_starts_at_the_start_tells_true_errors_and_improves(name):
    trials = list(islice(searches()[name], 400))
    point, error, cost = trials[0]
    np.testing.assert_array_equal(point, START)
    assert cost == 1 and error.shape == (3,)
    for point, error, cost in trials[1:]:
        assert point.shape == START.shape
        np.testing.assert_array_equal(error, bowl(point))
        assert cost == (3 if name == "gradient" else 1)
    left = best_so_far(searches()[name], 400)[-1] / bowl(START)
    assert (left < (0.2 if name in ("grid", "random_search") else 1e-8)).all()


def test_no_search_changes_its_start():
    start = START.copy()
    for trials in searches().values():
        list(islice(trials, 20))
    np.testing.assert_array_equal(START, start)


def test_a_single_run_works_too():
    for trials in (one_at_a_time(bowl, np.zeros(2)), random_changes(bowl, np.zeros(2), np.random.default_rng(0))):
        assert best_so_far(trials, 200)[-1] < 1e-6


def test_random_search_stays_in_its_box():
    points = [p for p, _, _ in islice(random_search(bowl, START, np.random.default_rng(0), 2, 3), 1, 200)]
    assert 2 <= np.min(points) < 2.01 and 2.99 < np.max(points) <= 3


def test_grid_points():
    points = np.array(list(grid_points(2, 2)))
    assert points.tolist() == [[-0.5, -0.5], [-0.5, 0.5], [0.5, -0.5], [0.5, 0.5]]
    assert np.array(list(grid_points(3, 1, 0, 6))).ravel().tolist() == [1, 3, 5]
    for points_per_axis, dimensions in [(1, 4), (5, 1), (4, 3), (2, 8)]:
        listed = {tuple(point) for point in grid_points(points_per_axis, dimensions)}
        assert len(listed) == grid_evaluations(points_per_axis, dimensions)


def test_grid_evaluations_are_exact_however_many():
    assert grid_evaluations(10, 800) == int("1" + 800 * "0")
    assert grid_evaluations(7, 0) == 1


def test_the_grid_gets_finer():
    points = [tuple(p[0]) for p, _, _ in islice(grid_search(bowl, START), 1, 1 + 4 + 9)]
    assert points[:4] == [tuple(p) for p in grid_points(2, 2)]
    assert points[4:] == [tuple(p) for p in grid_points(3, 2)]


def test_one_at_a_time_moves_one_number_a_turn():
    points = [p[0] for p, _, _ in islice(one_at_a_time(bowl, START), 60)]
    best, least = points[0], bowl(points[0])
    for turn, point in enumerate(points[1:]):
        moved = np.flatnonzero(point != best)
        assert moved.tolist() == [turn % 2]
        if bowl(point) < least:
            best, least = point, bowl(point)


def test_random_changes_succeed_about_one_time_in_five():
    start = np.full((1, 30), 1e6)
    errors = np.array([e[0] for _, e, _ in islice(random_changes(bowl, start, np.random.default_rng(0), 1e6), 3000)])
    best = np.minimum.accumulate(errors)
    assert 0.15 < np.mean(best[1:] < best[:-1]) < 0.3


def test_gradient_steps_follow_the_gradient():
    points = [p[0] for p, _, _ in islice(gradient_steps(bowl, bowl_gradient, START, rate=0.1), 3)]
    np.testing.assert_allclose(points[1], [0.06, 0.06])
    np.testing.assert_allclose(points[2], 0.06 + 0.11 * 2 * (0.3 - 0.06))


def test_a_step_that_is_too_long_is_taken_back_and_halved():
    points = [p[0] for p, _, _ in islice(gradient_steps(bowl, bowl_gradient, START, rate=4.0), 4)]
    np.testing.assert_allclose(points[1:], [[2.4, 2.4], [1.2, 1.2], [0.6, 0.6]])


def test_best_so_far_pays_before_it_knows():
    trials = iter([(0, np.array([5.0, 4.0]), 1), (0, np.array([3.0, 6.0]), 3), (0, np.array([2.0, 1.0]), 3)])
    assert best_so_far(trials, 6).tolist() == [[5, 4], [5, 4], [5, 4], [3, 4], [3, 4], [3, 4]]


def test_evaluations_needed():
    def trials():
        return iter([(0, np.array([5.0, 4.0]), 1), (0, np.array([3.0, 6.0]), 3), (0, np.array([2.0, 1.0]), 3)])

    assert evaluations_needed(trials(), np.array([3.0, 3.0]), most=100).tolist() == [4, 7]
    assert evaluations_needed(trials(), np.array([3.0, 3.0]), most=6).tolist() == [4, np.inf]
    assert evaluations_needed(trials(), np.array([9.0, 9.0]), most=100).tolist() == [1, 1]


def test_costs():
    assert BACKPROPAGATION_COST == 3
    # Nudging each number once, and the place itself.
    assert [numerical_cost(n) for n in (1, 2, 1000)] == [2, 3, 1001]


# The ground


def test_paired_valleys_are_the_valley_of_the_landscapes_in_each_pair():
    rng = np.random.default_rng(3)
    bottom, x = rng.normal(size=(4, 6)), rng.normal(size=(4, 6))
    ground = PairedValleys(bottom, condition=30.0, angle=0.4)
    one = valley(30.0, 0.4)
    pairs = (x - bottom).reshape(4, 3, 2)
    np.testing.assert_allclose(ground.f(x), one.f(pairs).sum(axis=1), rtol=1e-12)
    np.testing.assert_allclose(ground.gradient(x), one.gradient(pairs).reshape(4, 6), rtol=1e-12)
    single = PairedValleys(bottom[0], condition=30.0, angle=0.4)
    np.testing.assert_allclose(single.gradient(x[0]), numerical_gradient(single.f, x[0]), rtol=1e-6)
    assert ground.dimension == 6 and ground.f(bottom).max() == 0


def test_bottoms_are_hidden_in_the_box():
    ground = hidden_bottoms(200, 4, np.random.default_rng(0))
    assert ground.bottom.shape == (200, 4) and -1 <= ground.bottom.min() < -0.9 < 0.9 < ground.bottom.max() <= 1
    with pytest.raises(ValueError, match="even"):
        hidden_bottoms(2, 3, np.random.default_rng(0))


# Directions


def test_unit_directions_have_length_one_and_no_favourite():
    directions = unit_directions(20_000, 3, np.random.default_rng(0))
    np.testing.assert_allclose(np.linalg.norm(directions, axis=1), 1)
    assert np.abs(directions.mean(axis=0)).max() < 0.02
    np.testing.assert_allclose((directions**2).mean(axis=0), 1 / 3, atol=0.01)


def test_random_step_changes_are_measured_by_the_gradients():
    ground = hidden_bottoms(3, 2, np.random.default_rng(1))
    changes = random_step_changes(ground, 5000, np.random.default_rng(2), share=1e-4)
    # For tiny steps the change is the slope alone: from −1, against the gradient, to +1.
    assert changes.shape == (3, 5000)
    np.testing.assert_allclose(changes.min(axis=1), -1, atol=1e-3)
    np.testing.assert_allclose(changes.max(axis=1), 1, atol=1e-3)


# The race


@pytest.mark.parametrize("dimension", [2, 10])
def test_race_is_fair(dimension):
    result = race(dimension)
    for name in METHODS:
        left = result.left[name]
        assert left.shape == (BUDGET, RUNS)
        np.testing.assert_array_equal(left[0], 1)
        assert (np.diff(left, axis=0) <= 0).all()
        assert result.looked[name][0].tolist() == [0, 0]
    assert result.costs["gradient"] == 3 and result.costs["numerical_gradient"] == dimension + 1
    assert {result.costs[name] for name in METHODS if "gradient" not in name} == {1}


def test_a_numerical_gradient_goes_the_same_way_but_pays_more():
    result = race(10)
    steps = (BUDGET - 1) // 11
    cheap, dear = result.left["gradient"], result.left["numerical_gradient"]
    np.testing.assert_array_equal(dear[11 * np.arange(1, steps + 1)], cheap[3 * np.arange(1, steps + 1)])


def test_who_wins_depends_on_how_many_numbers_there_are():
    few, many = race(2, 100.0), race(100)
    medians = [{name: np.median(result.left[name][-1]) for name in METHODS} for result in (few, many)]
    assert medians[0]["random_changes"] < medians[0]["gradient"]
    assert all(medians[1]["gradient"] < 1e-4 * medians[1][name] for name in METHODS if name != "gradient")


def test_an_unknown_search_is_refused():
    with pytest.raises(ValueError, match="no search called 'luck'"):
        search("luck", hidden_bottoms(1, 2, np.random.default_rng(0)), np.zeros((1, 2)), 0)
