"""Schedules: step by step as PyTorch's, and their first, middle and last rates exactly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.descent import schedules
from course_lib.descent.schedules import constant, cosine_decay, exponential_decay, step_decay
from tests.reference import optimizers as reference

rates = st.floats(1e-6, 10)


def our_rates(name: str) -> np.ndarray:
    function, settings, _, _ = reference.SCHEDULES[name]
    return np.array([getattr(schedules, function)(0.3, step, **settings) for step in range(reference.STEPS)])


@pytest.mark.parametrize("name", reference.SCHEDULES)
def test_every_rate_is_that_of_the_stored_torch_run(name: str) -> None:
    with np.load(reference.FILE) as stored:
        np.testing.assert_allclose(our_rates(name), stored[f"schedule {name}"], rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", reference.SCHEDULES)
def test_every_rate_is_that_of_the_installed_torch(name: str) -> None:
    pytest.importorskip("torch")
    np.testing.assert_allclose(our_rates(name), reference.torch_rates(name), rtol=1e-10, atol=1e-12)


@given(rate=rates, step=st.integers(0, 10_000))
def test_constant_stays(rate: float, step: int) -> None:
    assert constant(rate, step) == rate


@given(rate=rates, every=st.integers(1, 50), factor=st.floats(0.1, 1), level=st.integers(0, 20))
def test_step_decay_is_level_and_then_falls_at_once(rate: float, every: int, factor: float, level: int) -> None:
    first, last = level * every, (level + 1) * every - 1
    assert step_decay(rate, first, every, factor) == step_decay(rate, last, every, factor)
    assert step_decay(rate, first, every, factor) == pytest.approx(rate * factor**level)
    assert step_decay(rate, last + 1, every, factor) == pytest.approx(rate * factor ** (level + 1))


@given(rate=rates, decay=st.floats(0.1, 1), step=st.integers(0, 100))
def test_exponential_decay_loses_the_same_share_at_every_step(rate: float, decay: float, step: int) -> None:
    assert exponential_decay(rate, 0, decay) == rate
    assert exponential_decay(rate, step + 1, decay) == pytest.approx(exponential_decay(rate, step, decay) * decay)


@given(rate=rates, lowest=st.floats(0, 1e-6), steps=st.integers(1, 1000))
def test_cosine_decay_falls_from_the_first_to_the_lowest_rate_and_stays(rate: float, lowest: float, steps: int) -> None:
    way = [cosine_decay(rate, step, steps, lowest) for step in range(steps + 1)]
    assert way[0] == pytest.approx(rate)
    assert (np.diff(way) <= 0).all()
    for step in (steps, steps + 1, 10 * steps):
        assert cosine_decay(rate, step, steps, lowest) == pytest.approx(lowest, abs=1e-15)


def test_cosine_decay_is_half_way_down_in_the_middle_and_a_quarter_at_a_third() -> None:
    assert cosine_decay(1.0, 50, 100) == pytest.approx(0.5)
    assert cosine_decay(1.0, 1, 3) == pytest.approx(0.75)
    assert cosine_decay(1.0, 50, 100, lowest=0.2) == pytest.approx(0.6)


def test_default_settings() -> None:
    assert step_decay(1.0, 10, every=10) == 0.5
    assert cosine_decay(1.0, 10, steps=10) == pytest.approx(0, abs=1e-16)


@pytest.mark.parametrize("steps", [0, -3])
def test_no_steps_is_refused(steps: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        step_decay(0.1, 1, every=steps)
    with pytest.raises(ValueError, match="at least 1"):
        cosine_decay(0.1, 1, steps=steps)
