"""Chapter 6: every claim notices a fault in the mathematics or in the settings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_lib.claims.claim import ClaimError
from course_lib.networks.clipping import clip_by_norm
from course_lib.networks.initializers import xavier
from course_lib.networks.normalization import LayerNorm
from rehearsal.claim_cells import run_claim


def instead(old: str, new: str):
    """Return a change of the cells' code that must find what it replaces."""

    def change(code: str) -> str:
        assert old in code, f"The cells have no {old!r} any more."
        return code.replace(old, new)

    return change


def root_forgotten(inputs, outputs, rng):
    """Give He's weights their variance for their standard deviation."""
    return rng.normal(0.0, 2 / inputs, (inputs, outputs))


def twice_xavier(inputs, outputs, rng):
    return 2 * xavier(inputs, outputs, rng)


def each_array_alone(gradients, limit):
    """Clip every array by its own norm, so that the direction of the whole is lost."""
    return [clip_by_norm([gradient], limit)[0] for gradient in gradients]


def without_the_skip(self, x):
    return self.inner(x)


def spread_over_everything(self):
    """Take the spread over neurons for that over samples."""
    return np.array([out.std() for out in self.outputs])


def likeness_by_distance(outputs):
    return float(np.exp(-outputs.std()))


INITIALIZERS = "course_lib.networks.initializers"
RESIDUAL = "course_lib.networks.layers.Residual.__call__"
SIGNALS = "course_lib.networks.deep_signals"

FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("C6.1", {"replaced": {f"{INITIALIZERS}.xavier": twice_xavier}}),
    ("C6.2", {"replaced": {RESIDUAL: without_the_skip}}),
    ("C6.2", {"change": instead("zip(before, after, strict=True)", "zip(before[::-1], after[::-1], strict=True)")}),
    ("C6.3", {"replaced": {f"{INITIALIZERS}.he": root_forgotten}}),
    # Whoever is dead in the end is taken for awake.
    ("C6.3", {"change": instead("& ~in_the_end[3.0]", "& in_the_end[3.0]")}),
    # The same activation timed under every name.
    ("C6.4", {"change": instead("activation()(numbers)", "Tanh()(numbers)")}),
    ("C6.5", {"replaced": {RESIDUAL: without_the_skip}}),
    # Statistics over the wrong axis.
    ("C6.6", {"replaced": {"course_lib.networks.normalization.BatchNorm": LayerNorm}}),
    ("C6.7", {"change": instead("normal(scale * he_deviation)", "normal(scale**0.5 * he_deviation)")}),
    ("C6.11", {"replaced": {f"{SIGNALS}.LayerSignals.sample_spreads": property(spread_over_everything)}}),
    ("C6.11", {"change": instead("(untouched - untouched.mean(axis=0)) / untouched.std(axis=0)", "untouched - untouched.mean(axis=0)")}),
]  # fmt: skip
# Of claims that train for long; see `planted_at_length.py`.
LONG_FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("C6.8", {"replaced": {"course_lib.networks.clipping.clip_by_norm": each_array_alone}}),
    ("C6.9", {"replaced": {f"{INITIALIZERS}.he": xavier}}),
    # Too small weights in the place of He's.
    ("C6.10", {"change": instead('"he_sgd": (he, SGD', '"he_sgd": (normal(0.02), SGD')}),
    ("C6.12", {"replaced": {f"{SIGNALS}._mean_cosine": likeness_by_distance}}),
    ("C6.12", {"replaced": {RESIDUAL: without_the_skip}}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "fault"), FAULTS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FAULTS)])
def test_the_fault_is_noticed(name, fault):
    with pytest.raises(ClaimError):
        run_claim(name, **fault)
