"""Gradient ascent on a reward."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.experiments.bandit import choice_probabilities, expected_reward_gradient, play_bandit, policy_gradient
from course_lib.slopes.differentiation import numerical_gradient

PAYOUTS = np.array([0.2, 0.5, 0.8])


def test_probabilities_are_shares_that_do_not_overflow():
    assert choice_probabilities([0, 0, 0]) == pytest.approx([1 / 3] * 3)
    assert choice_probabilities([1000, 0]) == pytest.approx([1, 0])
    assert choice_probabilities([np.log(3), 0]) == pytest.approx([0.75, 0.25])


def test_exact_gradient_is_that_of_the_expected_reward():
    preferences = np.array([0.3, -0.5, 1.1])
    numerical = numerical_gradient(lambda x: float(choice_probabilities(x) @ PAYOUTS), preferences, 1e-5)
    assert expected_reward_gradient(choice_probabilities(preferences), PAYOUTS) == pytest.approx(numerical, abs=1e-9)


def test_policy_gradient_is_right_on_average_whatever_is_taken_off_the_reward():
    p = choice_probabilities([0.3, -0.5, 1.1])
    for off in (0.0, 0.7):
        mean = sum(
            p[action] * chance * policy_gradient(p, action, reward - off)
            for action, payout in enumerate(PAYOUTS)
            for reward, chance in ((1.0, payout), (0.0, 1 - payout))
        )
        assert mean == pytest.approx(expected_reward_gradient(p, PAYOUTS), abs=1e-14)


def test_the_best_machine_is_found_and_with_the_sign_turned_the_worst():
    up = play_bandit(PAYOUTS, 0.1, 500, np.random.default_rng(0))
    down = play_bandit(PAYOUTS, -0.1, 500, np.random.default_rng(0))
    assert up.probabilities[-1].argmax() == 2 and down.probabilities[-1].argmax() == 0
    assert up.rewards[-100:].mean() > 0.6 > 0.4 > down.rewards[-100:].mean()


def test_a_run_is_the_same_for_the_same_rng_and_starts_from_equal_chances():
    first, second = (play_bandit(PAYOUTS, 0.1, 30, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(first.probabilities, second.probabilities) and np.array_equal(first.rewards, second.rewards)
    assert first.probabilities.shape == (31, 3) and first.rewards.shape == (30,)
    assert first.probabilities[0] == pytest.approx([1 / 3] * 3)
