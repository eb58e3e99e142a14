"""A mountain to walk over: a trail of 1,200 m whose height and slope are known at every place."""

from __future__ import annotations

import numpy as np

TRAIL = 1200.0
"""Length of the trail as seen on a map, in m."""

FOOT = 60.0
"""Height of the plain where the trail begins, in m."""

# Each climb or fall: how many metres up (down where negative), where its middle is, and how wide it is, all in m.
CLIMBS = ((150.0, 270.0, 90.0), (80.0, 600.0, 85.0), (-210.0, 849.0, 87.0))

MARKS = {"A": 270.0, "B": 450.0, "C": 700.0, "D": 850.0, "E": 1160.0}
"""Places with a name: the climb, the gentle shelf, the summit, the fall, the plain."""


def mountain_height(place: float | np.ndarray) -> np.ndarray:
    """Return the height of the ground in m.

    Args:
        place: metres along the trail, a number or an array.

    Returns:
        Array of the shape of ``place``: the plain, then each climb added as a smooth step.
    """
    x = np.asarray(place, dtype=float)
    return FOOT + sum((rise * (1 + np.tanh((x - middle) / width)) / 2 for rise, middle, width in CLIMBS), np.zeros(()))


def mountain_slope(place: float | np.ndarray) -> np.ndarray:
    """Return the slope: metres up (down where negative) for each metre forward, the derivative of `mountain_height`.

    Args:
        place: metres along the trail, a number or an array.

    Returns:
        Array of the shape of ``place``.
    """
    x = np.asarray(place, dtype=float)
    steps = (rise / (2 * width) / np.cosh((x - middle) / width) ** 2 for rise, middle, width in CLIMBS)
    return sum(steps, np.zeros(()))
