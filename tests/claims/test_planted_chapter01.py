"""Chapter 1: each claim notices a fault planted in what it measures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from course_lib.claims.claim import ClaimError
from course_lib.ground.landscapes import valley
from rehearsal.claim_cells import run_claim

DESCENT = "course_lib.descent.gradient_descent.gradient_descent"


def walk(step):
    """A descent whose step is worked out from the gradient and the rate by ``step``."""

    def descend(gradient, x0, rate, max_steps, **_):
        path = [np.array(x0, dtype=float)]
        for _ in range(max_steps):
            path.append(path[-1] - step(gradient(path[-1]), rate))
        return np.array(path)

    return descend


def other_valley(gradient):
    def planted(condition):
        true = valley(condition)
        return replace(true, gradient=lambda x: gradient(true.gradient(x)))

    return planted


FAULTS = {
    "C1.1": [
        {"course_lib.slopes.differentiation.rise_over_run": lambda f, x, dx: f(x + dx)},
        {"course_lib.slopes.differentiation.rise_over_run": lambda f, x, dx: np.exp(f(x) / 100)},
    ],
    "C1.2": [
        {"course_lib.ground.landscapes.valley": other_valley(lambda g: -g)},
        {"course_lib.ground.landscapes.valley": other_valley(lambda g: g[..., ::-1])},
        {"course_lib.ground.landscapes.valley": lambda condition: valley(1)},
    ],
    "C1.3": [
        {DESCENT: walk(lambda g, rate: rate * g / np.linalg.norm(g))},
        {DESCENT: walk(lambda g, rate: 0.1 * g)},
        {DESCENT: walk(lambda g, rate: rate * g**3)},
    ],
}


@pytest.mark.parametrize("claim", ["C1.1", "C1.2", "C1.3"])
def test_the_claim_is_decided_where_nothing_is_planted(claim):
    assert all(true for _, true in run_claim(claim).evidence)


@pytest.mark.parametrize("claim, fault", [(name, fault) for name, faults in FAULTS.items() for fault in faults])
def test_the_claim_notices_a_fault_in_the_mathematics(claim, fault):
    with pytest.raises(ClaimError):
        run_claim(claim, fault)


@pytest.mark.parametrize("claim", ["C1.2", "C1.3"])
def test_the_claim_notices_a_marble_that_loses_its_momentum(claim):
    with pytest.raises(ClaimError):
        run_claim(claim, change=lambda code: code.replace("0.2 * speed[-1]", "8 * speed[-1]"))
