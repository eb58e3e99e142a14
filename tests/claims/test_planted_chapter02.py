"""Faults planted in chapter 2: its claims must notice each."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.claims.claim import ClaimError
from course_lib.descent.search import gradient_steps, one_at_a_time, random_changes
from course_lib.experiments.cat_story import cat_story
from course_lib.experiments.random_directions import random_step_changes
from course_lib.experiments.search_race import race
from course_lib.ground.paired_valleys import PairedValleys
from rehearsal.claim_cells import run_claim

GRADIENT = PairedValleys.gradient


def always_shorter(ground, number, rng, share=1.0, rate=0.5):
    return random_step_changes(ground, number, rng, share / 100, rate)


def uphill(self, x):
    return -GRADIENT(self, x)


def one_number_alone(self, x):
    slopes = GRADIENT(self, x)
    slopes[..., 1::2] = 0
    return slopes


def lucky_grid(f, start, low=-1.0, high=1.0):
    return random_changes(f, start, np.random.default_rng(0))


def free_nudges(dimension):
    return 3


def thumb_for_gradient(f, gradient, start, cost=3, rate=0.5):
    return one_at_a_time(f, start)


def gradient_for_thumb(f, start, length=0.5):
    ground = f.__self__
    return gradient_steps(ground.f, ground.gradient, start)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Races and stories are computed once and kept: with a fault planted they must not outlive it."""
    yield
    race.cache_clear()
    cat_story.cache_clear()


def noticed(claim, replaced=None, change=None):
    with pytest.raises(ClaimError):
        run_claim(claim, replaced, change)


@pytest.mark.parametrize(
    "claim, replaced",
    [
        ("C2.1", {"course_lib.experiments.random_directions.random_step_changes": always_shorter}),
        ("C2.2", {"course_lib.descent.search.grid_search": lucky_grid}),
        ("C2.2", {"course_lib.ground.paired_valleys.PairedValleys.gradient": uphill}),
        ("C2.3", {"course_lib.descent.search.one_at_a_time": gradient_for_thumb}),
        ("C2.3", {"course_lib.descent.search.gradient_steps": thumb_for_gradient}),
        ("C2.4", {"course_lib.descent.evaluations.numerical_cost": free_nudges}),
        ("C2.4", {"course_lib.descent.search.gradient_steps": thumb_for_gradient}),
        ("C2.5", {"course_lib.ground.paired_valleys.PairedValleys.gradient": one_number_alone}),
        ("C2.6", {"course_lib.descent.search.gradient_steps": thumb_for_gradient}),
    ],
)
def test_a_planted_fault_is_noticed(claim, replaced):
    noticed(claim, replaced)


@pytest.mark.parametrize(
    "claim, right, wrong",
    [
        ("C2.1", "rng, share=0.01)", "rng, share=0.1)"),
        ("C2.3", 'evaluations("thumb", condition, angle=0)', 'evaluations("thumb", condition, angle=slant)'),
        ("C2.4", "rate=0.0005", "rate=0.5"),
        ("C2.5", "against = -error_gradient", "against = error_gradient"),
        ("C2.5", "against /= np.linalg", "against *= against > 0\nagainst /= np.linalg"),
        ("C2.5", "against /= np.linalg", "against = np.sign(against)\nagainst /= np.linalg"),
        ("C2.6", 'evaluations("gradient", narrowness, slant, 100', 'evaluations("gradient", 10, slant, 100'),
        ("C2.6", 'evaluations("gradient", 10, slant, n, runs=10) for n', 'evaluations("gradient", n, slant, n, runs=10) for n'),
    ],
)
def test_a_fault_in_the_cells_is_noticed(claim, right, wrong):
    noticed(claim, change=lambda code: code.replace(right, wrong))
