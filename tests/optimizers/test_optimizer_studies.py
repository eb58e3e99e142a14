"""What chapter 07 measures optimizers with, against what can be worked out or was worked out elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.descent.basins import NOWHERE, valley_of, valley_reached
from course_lib.descent.convergence import steps_until
from course_lib.experiments.adam_counterexample import slope_of_round, walks
from course_lib.experiments.optimizer_trials import run_trials
from course_lib.ground.bumpy_bowl import bumpy_bowl
from course_lib.ground.landscapes import LANDSCAPES, beale, double_well, valley
from course_lib.ground.problems import landscape_problem, line_problem
from course_lib.optimizers.adam_parts import adam_parts
from course_lib.optimizers.base import optimizer_path
from course_lib.optimizers.best_settings import best_momentum, best_rate, share_left
from course_lib.optimizers.rates import best_run, ends_by_rate, paths_by_rate
from course_lib.optimizers.rules import OPTIMIZERS, SGD, Adam, AMSGrad, Momentum
from course_lib.slopes.differentiation import numerical_gradient

# Best settings on a bowl


@given(least=st.floats(1e-3, 1), ratio=st.floats(1.01, 1e4))
def test_best_rate_makes_both_ends_equally_fast(least, ratio):
    rate, left = best_rate(least, least * ratio)
    assert share_left(least, rate) == pytest.approx(left, abs=1e-9)
    assert share_left(least * ratio, rate) == pytest.approx(left, abs=1e-9)
    for other in (0.98 * rate, 1.02 * rate):
        assert max(share_left(least, other), share_left(least * ratio, other)) > left


@given(least=st.floats(1e-3, 1), ratio=st.floats(1.5, 1e4))
def test_no_momentum_setting_is_better_than_polyaks(least, ratio):
    rate, momentum, left = best_momentum(least, least * ratio)
    root = np.sqrt(ratio)
    assert left == pytest.approx((root - 1) / (root + 1))
    assert momentum == pytest.approx(left**2)
    # Two equal eigenvalues: a rounding error of 1e-16 moves them by its root.
    for curvature in (least, least * ratio, least * np.sqrt(ratio)):
        assert share_left(curvature, rate, momentum) == pytest.approx(left, abs=1e-6)
    for rates in (0.9, 1, 1.1):
        for momenta in (0.9, 1, 1.1):
            m = min(momentum * momenta, 0.9999)
            worst = max(share_left(least, rates * rate, m), share_left(least * ratio, rates * rate, m))
            assert worst > left - 1e-6


def test_share_left_is_what_the_courses_momentum_does():
    ground = valley(condition=30)
    for rate, momentum in ((1.0, 0.5), (0.3, 0.9), (1.9, 0.0), (2.5, 0.4)):
        path = optimizer_path(Momentum(rate, momentum), ground.gradient, ground.start, 400)
        measured = (np.linalg.norm(path[-1]) / np.linalg.norm(path[200])) ** (1 / 200)
        assert measured == pytest.approx(max(share_left(1, rate, momentum), share_left(1 / 30, rate, momentum)), abs=0.01)


@pytest.mark.parametrize("function", [best_rate, best_momentum])
@pytest.mark.parametrize("least, most", [(0, 1), (-1, 1), (2, 1)])
def test_best_settings_need_a_bowl(function, least, most):
    with pytest.raises(ValueError, match="bowl"):
        function(least, most)


# Many rates at once


@pytest.mark.parametrize("kind", OPTIMIZERS, ids=lambda kind: kind.__name__)
def test_many_rates_at_once_walk_as_one_by_one(kind):
    ground = beale()
    rates = np.array([1e-4, 0.003, 0.05])
    optimizer = kind()
    together = paths_by_rate(optimizer, ground.gradient, ground.start, rates, steps=50)
    for number, rate in enumerate(rates):
        alone = optimizer_path(kind(rate=rate), ground.gradient, ground.start, 50)
        np.testing.assert_allclose(together[: len(alone), number], alone, rtol=1e-12)
    np.testing.assert_array_equal(ends_by_rate(optimizer, ground.gradient, ground.start, rates, 50), together[-1])
    assert optimizer.rate == kind().rate and not optimizer.memory


def test_steps_until_tells_arrived_flown_and_too_slow():
    errors = np.array([[1.0, 1, 1, 1], [0.5, 1e7, 0.9, 0.0], [0.001, np.inf, 0.8, 3.0], [2.0, np.nan, 0.7, 4.0]])
    np.testing.assert_array_equal(steps_until(errors), [2, np.inf, np.nan, 1])
    np.testing.assert_array_equal(steps_until(errors, share=0.5), [1, np.inf, np.nan, 1])


def test_best_run_judges_the_whole_curve_and_passes_over_those_that_flew_away():
    steady, lucky, flown = [1, 0.1, 0.01, 0.001], [1, 5, 3, 1e-5], [1, 1e-3, 1e-6, np.inf]
    assert best_run(np.array([flown, lucky, steady]).T) == 2
    assert best_run(np.array([[1, np.nan], [1, np.inf]]).T) == 0
    assert best_run(np.array([[1, 0.5], [1, np.nan]]).T) == 0
    assert best_run(np.array([[1, 0.0], [1, 0.5]]).T) == 0


# Hollows


def test_bumpy_bowl_is_what_it_says():
    ground = bumpy_bowl()
    x = np.linspace(-5.9, 5.9, 41)
    np.testing.assert_allclose(
        ground.gradient(x[:, None])[:, 0], [numerical_gradient(lambda p: float(ground.f(p)), [a])[0] for a in x], atol=1e-7
    )
    assert len(ground.minima) == 5 and ground.minima[0] == 0
    np.testing.assert_allclose(ground.gradient(ground.minima), 0, atol=1e-8)
    assert (np.diff(ground.f(ground.minima)) >= -1e-12).all()
    for place in ground.minima:
        assert ground.hessian(place)[0, 0] > 0
        slope = (ground.gradient(place + 1e-5)[0] - ground.gradient(place - 1e-5)[0]) / 2e-5
        assert ground.hessian(place)[0, 0] == pytest.approx(slope, rel=1e-6)
    # No hollow is missed: a slow walk from anywhere ends in one of them.
    starts = np.linspace(-6, 6, 60)[:, None]
    assert (valley_reached(ground, starts, 0.05, 4000) != NOWHERE).all()
    with pytest.raises(ValueError, match="dent"):
        bumpy_bowl(depth=0.001)


def test_valley_of_points_of_any_shape():
    ground = double_well()
    left, right = ground.minima[:, 0]
    points = np.array([[left, right + 0.005], [0.0, np.nan], [np.inf, right]])[..., None]
    np.testing.assert_array_equal(valley_of(ground, points), [[0, 1], [NOWHERE, NOWHERE], [NOWHERE, 1]])


# Adam's parts


@settings(max_examples=30)
@given(beta1=st.floats(0, 0.99), beta2=st.floats(0, 0.999), rate=st.floats(1e-4, 0.1))
def test_parts_put_together_are_adam(beta1, beta2, rate):
    ground = beale()
    parts = adam_parts(lambda t, x: ground.gradient(x), ground.start, 30, rate, beta1, beta2)
    path = optimizer_path(Adam(rate, beta1, beta2), ground.gradient, ground.start, 30)
    np.testing.assert_allclose(ground.start - parts.step.cumsum(axis=0), path[1:], rtol=1e-8, atol=1e-10)
    t = np.arange(1, 31)[:, None]
    np.testing.assert_allclose(parts.m_corrected * (1 - beta1**t), parts.m, rtol=1e-12)
    np.testing.assert_allclose(parts.v_corrected * (1 - beta2**t), parts.v, rtol=1e-9)


def test_without_correction_the_first_step_is_too_long():
    steady = {"gradient": lambda t, x: np.array([5.0, 0.001]), "x0": [0.0, 0.0], "steps": 3, "rate": 0.01}
    np.testing.assert_allclose(adam_parts(**steady).step, 0.01, rtol=1e-4)
    bare = adam_parts(**steady, corrected=False)
    np.testing.assert_allclose(bare.step[0], 0.01 * 0.1 / np.sqrt(0.001), rtol=1e-3)
    np.testing.assert_array_equal(bare.m, bare.m_corrected)


# Adam's counter-example


def test_slopes_of_the_counterexample():
    assert [slope_of_round(t, 4.0) for t in range(1, 8)] == [4, -1, -1, 4, -1, -1, 4]
    rare = [slope_of_round(t, 1010.0, 10.0, 101) for t in range(1, 102)]
    assert rare[0] == 1010 and sum(rare) == 10


@pytest.mark.parametrize("large", [3.0, 4.0, 10.0])
def test_adam_goes_to_the_worst_place_and_amsgrad_to_the_best(large):
    # The theorem's settings: Reddi, Kale and Kumar (2018), theorem 1.
    forgetful = {"beta1": 0.0, "beta2": 1 / (1 + large**2)}
    rates = np.array([0.1, 0.5])
    adam, amsgrad = Adam(**forgetful), AMSGrad(**forgetful)
    assert (walks(adam, rates, large, 3000)[-3:].mean(axis=0) > 0.95).all()
    assert (walks(amsgrad, rates, large, 3000)[-3:].mean(axis=0) < -0.95).all()
    assert (walks(SGD(), rates, large, 3000)[-3:].mean(axis=0) < -0.95).all()
    path = walks(adam, rates, large, 50)
    assert path.shape == (51, 2) and (path[0] == 0).all() and np.abs(path).max() <= 1


def test_counterexample_needs_a_large_slope_that_outweighs_the_others():
    with pytest.raises(ValueError, match="above 2"):
        walks(SGD(), np.array([0.1]), 2.0, 10)


# Trials


def test_trials_solve_what_runs_alone_solve():
    names = ["round_bowl", "beale", "rosenbrock"]
    trials = [landscape_problem(LANDSCAPES[name]()) for name in names]
    trials.append(line_problem(np.array([0.0, 1.0, 3.0]), np.array([1.0, 0.5, -2.0])))
    optimizers = [SGD(), Momentum(), Adam()]
    rates = np.array([[0.01, 0.1], [0.01, 0.1], [0.01, 0.1]])
    solved, first = run_trials(trials, optimizers, rates, steps=500)
    assert solved.shape == first.shape == (3, 4, 2)
    for o, optimizer in enumerate(optimizers):
        for p, trial in enumerate(trials):
            for r in range(2):
                path = optimizer_path(type(optimizer)(rate=rates[o, r]), trial.gradient, trial.start, 500)
                with np.errstate(all="ignore"):
                    errors = trial.error(path)
                good = errors <= 0.01 * errors[0]
                looked = [step for step in range(10, len(path), 10) if good[step]]
                assert first[o, p, r] == looked[0] if looked else not np.isfinite(first[o, p, r])
                late = errors[460::10] if len(errors) == 501 else np.array([np.inf])
                assert solved[o, p, r] == (late.mean() <= 0.01 * errors[0])
    assert solved.any() and not solved.all()
