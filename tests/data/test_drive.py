"""The simulated drive: its position, speed and acceleration belong together, and its instruments err as documented."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.data import drive as module
from course_lib.data.drive import ACCELERATION_NOISE, KMH, POSITION_NOISE, drive

seeds = pytest.mark.parametrize("seed", range(5))


@seeds
def test_without_noise_speed_and_acceleration_are_the_derivatives(seed, monkeypatch):
    monkeypatch.setattr(module, "POSITION_NOISE", 0.0)
    monkeypatch.setattr(module, "ACCELERATION_NOISE", 0.0)
    record = drive(np.random.default_rng(seed))
    speed = np.gradient(record.position, record.time)
    assert np.abs(speed - record.speedometer).max() < 0.5 * KMH + 0.02  # rounded to whole km/h
    acceleration = np.gradient(speed, record.time)
    np.testing.assert_allclose(acceleration[2:-2], record.accelerometer[2:-2], atol=0.04)


@seeds
def test_the_car_starts_and_ends_at_rest_and_keeps_to_town_speeds(seed):
    record = drive(np.random.default_rng(seed))
    assert record.speedometer[0] == record.speedometer[-1] == 0
    assert 45 <= record.speedometer.max() / KMH <= 55
    assert record.speedometer.min() == 0
    assert record.time[-1] == 60 and {len(values) for values in vars(record).values()} == {601}


@seeds
def test_instruments_err_as_much_as_they_say(seed):
    record = drive(np.random.default_rng(seed))
    at_rest = slice(0, 30)
    assert record.position[at_rest].std() == pytest.approx(POSITION_NOISE, rel=0.5)
    assert record.accelerometer[at_rest].std() == pytest.approx(ACCELERATION_NOISE, rel=0.5)
    np.testing.assert_allclose(record.speedometer / KMH, np.round(record.speedometer / KMH), atol=1e-9)


def test_same_seed_same_drive():
    one, same, other = (drive(np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.position, same.position)
    assert not np.array_equal(one.position, other.position)
