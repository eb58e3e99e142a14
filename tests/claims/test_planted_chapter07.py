"""Chapter 7: every claim notices a fault in the mathematics or in the settings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_lib.claims.claim import ClaimError
from course_lib.optimizers.rules import Adam
from rehearsal.claim_cells import run_claim


def instead(old: str, new: str):
    """Return a change of the cells' code that must find what it replaces."""

    def change(code: str) -> str:
        assert old in code, f"The cells have no {old!r} any more."
        return code.replace(old, new)

    return change


def averaged(self, x, g, t, memory):
    """Let a mean of the gradients take the place of their sum."""
    (velocity,) = memory
    velocity *= self.momentum
    velocity += (1 - self.momentum) * g
    x -= self.rate * velocity


def past_forgotten(self, x, g, t, memory):
    x -= self.rate * g


def uncorrected(self, m, v, t):
    """Leave m and v too small for their start at 0."""
    return self.rate * m / (np.sqrt(v) + self.epsilon)


def root_forgotten(self, m, v, t):
    """Divide by the mean of the squares and not by its root."""
    return self.rate / (1 - self.beta1**t) * m / (v / (1 - self.beta2**t) + self.epsilon)


def largest_forgotten(self, x, g, t, memory):
    """Do as Adam does: the largest v so far is not kept."""
    m, v, _ = memory
    self._remember(g, m, v)
    x -= self._stride(m, v, t)


def decay_in_the_gradient(self, x, g, t, memory):
    Adam.rule(self, x, g + self.weight_decay * x, t, memory)


RULES = "course_lib.optimizers.rules"

FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("C7.1", {"replaced": {f"{RULES}.Momentum.rule": averaged}}),
    ("C7.2", {"replaced": {f"{RULES}.Momentum.rule": past_forgotten}}),
    ("C7.3", {"replaced": {f"{RULES}.Adam._stride": uncorrected}}),
    ("C7.4", {"replaced": {f"{RULES}.Adam._stride": root_forgotten}}),
    ("C7.7", {"replaced": {f"{RULES}.AdamW.rule": decay_in_the_gradient}}),
    # The valley is not turned.
    ("C7.8", {"change": instead("angle=np.radians(degrees)", "angle=0.0")}),
    ("C7.8", {"change": instead("heights - heights.mean()", "heights - heights.min() / 2")}),
]
# Of claims that train for long; see `planted_at_length.py`.
LONG_FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("C7.5", {"replaced": {f"{RULES}.Adam._stride": root_forgotten}}),
    ("C7.5", {"replaced": {f"{RULES}.AMSGrad.rule": largest_forgotten}}),
    ("C7.6", {"change": instead("warm_up=warm_up", "warm_up=0")}),
]


@pytest.mark.parametrize(("name", "fault"), FAULTS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FAULTS)])
def test_the_fault_is_noticed(name, fault):
    with pytest.raises(ClaimError):
        run_claim(name, **fault)
