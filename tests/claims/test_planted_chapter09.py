"""The claims of chapter 09 notice a fault: a sign, a factor, a rate, a part forgotten."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.claims.claim import ClaimError
from course_lib.experiments import bandit
from course_lib.ground import critical_points
from course_lib.optimizers import rules
from course_lib.slopes import hessian, newton
from rehearsal.claim_cells import run_claim


def diagonal_alone(matrix, tolerance=1e-6):
    """Which kind of place it is, by what stands on the Hessian's diagonal, all taken to be positive."""
    return kind(np.abs(np.diag(np.diag(matrix))), tolerance)


kind = critical_points.critical_point_kind
policy_gradient, newton_step = bandit.policy_gradient, newton.newton_step
product = hessian.hessian_vector_product

FAULTS = {
    "C9.1": [
        {"course_lib.ground.critical_points.critical_point_kind": diagonal_alone},
        {"course_lib.networks.initializers.he": lambda inputs, outputs, rng: 0.01 * rng.normal(size=(inputs, outputs))},
    ],
    "C9.2": [
        {"course_lib.experiments.bandit.policy_gradient": lambda p, action, reward: -policy_gradient(p, action, reward)},
        {"course_lib.experiments.bandit.policy_gradient": lambda p, a, reward: policy_gradient(p, a, reward) + 0.05},
    ],
    "C9.3": [
        {"course_lib.descent.gradient_noise.gradient_noise": lambda clouds: float(np.var(clouds))},
    ],
    "C9.4": [
        {"course_lib.slopes.gradient_check.relative_error": lambda a, b, floor=0.0: np.abs(np.subtract(a, b)) * 1e-9},
    ],
    "C9.5": [
        {"course_lib.slopes.newton.newton_step": lambda x, g, h: np.asarray(x) - 0.9 * (np.asarray(x) - newton_step(x, g, h))},
        {"course_lib.slopes.hessian.hessian_vector_product": lambda gradient, x, v, h=1e-5: 2 * product(gradient, x, v, h)},
    ],
    "C9.6": [
        {"course_lib.ground.critical_points.critical_point_kind": diagonal_alone},
    ],
    "C9.8": [
        {"course_lib.slopes.hessian.hessian_vector_product": lambda gradient, x, v, h=1e-5: 2 * product(gradient, x, v, h)},
    ],
    "C9.7": [
        {"course_lib.slopes.gradient_check.relative_error": lambda a, b, floor=0.0: np.abs(np.subtract(a, b)) * 1e-9},
    ],
}  # fmt: skip

CHANGES = {
    "C9.1": ("Momentum(1.5, 0.9)", "Momentum(1.5, 0.0)"),
    "C9.3": ("size=(runs, size))].mean(axis=1)", "size=(runs, size))].sum(axis=1)"),
    "C9.4": ("beside = gradient_check(f, lambda theta: small_network_gradient(theta, x, y), on_the_kink, h=h / 10)",
             "beside = gradient_check(f, lambda theta: small_network_gradient(theta, x, y), on_the_kink, h=h)"),
    "C9.8": ("BATCH * v[up]", "BATCH * np.sqrt(v[up])"),
    "C9.7": ("np.float32(small_network_error(np.float32(theta)", "float(small_network_error(np.float64(theta)"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "fault"), [(claim, fault) for claim, faults in FAULTS.items() for fault in faults],
    ids=[f"{claim}-{number}" for claim, faults in FAULTS.items() for number, _ in enumerate(faults)],
)  # fmt: skip
def test_a_fault_in_the_mathematics_is_noticed(claim, fault):
    with pytest.raises(ClaimError):
        run_claim(claim, fault)


@pytest.mark.parametrize("claim", CHANGES)
def test_a_fault_in_the_settings_is_noticed(claim):
    right, wrong = CHANGES[claim]
    with pytest.raises(ClaimError):
        run_claim(claim, change=lambda code: code.replace(right, wrong))


def test_adam_that_forgets_to_square():
    def rule(self, x, g, t, memory):
        m, v = memory
        m += (1 - self.beta1) * (g - m)
        v += (1 - self.beta2) * (np.abs(g) - v)
        x -= self.rate * m / (np.sqrt(v) + self.epsilon)

    assert rules.Adam.rule is not rule
    with pytest.raises(ClaimError):
        run_claim("C9.8", {"course_lib.optimizers.rules.Adam.rule": rule})
