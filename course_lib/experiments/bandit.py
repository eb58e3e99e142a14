"""Gradient ascent on a reward: learning which slot machine pays best, from nothing but what it paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


def choice_probabilities(preferences: object) -> np.ndarray:
    """Return how likely each machine is to be chosen: softmax of the preferences, which may be any real numbers.

    Args:
        preferences: one number a machine, shape (n,).

    Source: Sutton and Barto, Reinforcement Learning (2018), section 2.8.
    """
    preferences = np.asarray(preferences, dtype=float)
    powers = np.exp(preferences - preferences.max())
    return powers / powers.sum()


def policy_gradient(probabilities: object, action: int, reward: float) -> np.ndarray:
    """Return reward × (one at the machine chosen − probabilities), an estimate from one single try.

    Its mean over many tries is the gradient of the expected reward by the preferences, though how the machines work
    is known nowhere.

    Args:
        probabilities: with which each machine was chosen, shape (n,).
        action: the machine that was chosen, from 0.
        reward: what it paid; taking off any number that does not depend on the choice leaves the mean as it is.

    Source: Williams (1992), the REINFORCE rule.
    """
    probabilities = np.asarray(probabilities, dtype=float)
    chosen = np.zeros_like(probabilities)
    chosen[action] = 1.0
    return reward * (chosen - probabilities)


def expected_reward_gradient(probabilities: object, payouts: object) -> np.ndarray:
    """Return the exact gradient of the expected reward Σ p r by the preferences, for one who knows the payouts r.

    Args:
        probabilities: p, shape (n,).
        payouts: mean reward r of each machine, shape (n,).
    """
    p, r = np.asarray(probabilities, dtype=float), np.asarray(payouts, dtype=float)
    return p * (r - p @ r)


@dataclass(frozen=True)
class BanditRun:
    """What happened at the machines.

    Attributes:
        probabilities: of each machine before each try and after the last, shape (tries + 1, n).
        rewards: 1 or 0 in each try, shape (tries,).
    """

    probabilities: np.ndarray
    rewards: np.ndarray


def play_bandit(payouts: Sequence[float], rate: float, tries: int, rng: np.random.Generator) -> BanditRun:
    """Learn by gradient ascent which machine to choose, from equal chances for all.

    After each try: preferences ← preferences + rate × policy gradient, with the mean reward so far taken off the
    reward, so that what pays less than usual is chosen less often.

    Args:
        payouts: for each machine the chance that it pays 1; else it pays 0. The learner never sees them.
        rate: learning rate.
        tries: how often a machine is chosen.
        rng: decides the choices and what is paid. A negative ``rate`` is gradient descent on the reward.

    Source: article, "Questions and answers" (gradient ascent); Sutton and Barto (2018), section 2.8.
    """
    preferences = np.zeros(len(payouts))
    history, rewards = [choice_probabilities(preferences)], np.zeros(tries)
    for t in range(tries):
        probabilities = history[-1]
        action = int(rng.choice(len(payouts), p=probabilities))
        rewards[t] = rng.random() < payouts[action]
        usual = rewards[:t].mean() if t else 0.0
        preferences = preferences + rate * policy_gradient(probabilities, action, rewards[t] - usual)
        history.append(choice_probabilities(preferences))
    return BanditRun(np.array(history), rewards)
