"""A short drive through a town, simulated: where the car was, what its speedometer and its accelerometer said.

No real log stands behind these numbers. The car waits, speeds up, slows down for a bend, speeds up again and stops.
Each change of speed follows a smooth bump of acceleration, so that position, speed and acceleration are known exactly;
then each instrument adds its own error, drawn by seed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SAMPLES_PER_SECOND = 10
SECONDS = 60
KMH = 1 / 3.6
"""One km/h in m/s."""

POSITION_NOISE = 0.02
"""Standard deviation of a position, in m: a good satellite receiver, compared with its own previous readings."""
ACCELERATION_NOISE = 0.1
"""Standard deviation of an acceleration, in m/s²."""


@dataclass(frozen=True)
class Drive:
    """What was recorded, ten times a second.

    Attributes:
        time: in s, shape (601,).
        position: along the road, in m, measured from outside the car.
        speedometer: in m/s, counted from the turning of the wheels and rounded to whole km/h.
        accelerometer: in m/s², felt by a small weight inside the car.
    """

    time: np.ndarray
    position: np.ndarray
    speedometer: np.ndarray
    accelerometer: np.ndarray


def drive(rng: np.random.Generator) -> Drive:
    """Simulate a drive.

    Args:
        rng: decides how fast the car goes and the errors of its instruments.
    """
    time = np.arange(SECONDS * SAMPLES_PER_SECOND + 1) / SAMPLES_PER_SECOND
    fast, slow = rng.uniform(45, 55) * KMH, rng.uniform(15, 25) * KMH
    changes = [(3, 10, fast), (23, 6, slow - fast), (33, 8, fast - slow), (49, 7, -fast)]
    position, speed, acceleration = np.sum([_change_of_speed(time, *change) for change in changes], axis=0)
    return Drive(
        time,
        position + POSITION_NOISE * rng.standard_normal(time.shape),
        np.round(speed / KMH) * KMH,
        acceleration + ACCELERATION_NOISE * rng.standard_normal(time.shape),
    )


def _change_of_speed(
    time: np.ndarray, start: float, duration: float, gain: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what a change of speed by ``gain`` m/s adds to position, speed and acceleration."""
    u = np.clip((time - start) / duration, 0, 1)  # how much of the change is done, from 0 to 1
    acceleration = gain / duration * (1 - np.cos(2 * np.pi * u))
    speed = gain * (u - np.sin(2 * np.pi * u) / (2 * np.pi))
    position = gain * duration * (u**2 / 2 + (np.cos(2 * np.pi * u) - 1) / (4 * np.pi**2))
    return position + gain * np.maximum(time - start - duration, 0), speed, acceleration
