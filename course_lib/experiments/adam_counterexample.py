"""The problem on which Adam walks to the worst point there is, and stays there.

Every round brings another slope, as every mini-batch does. Once in ``period`` rounds the slope is large and says
"left"; in all others it is small and says "right". The large one outweighs the others, so the best point is on the far
left.
"""

from __future__ import annotations

import numpy as np

from course_lib.optimizers.base import Optimizer
from course_lib.optimizers.rates import with_rates

BEST, WORST = -1.0, 1.0


def slope_of_round(t: int, large: float, small: float = 1.0, period: int = 3) -> float:
    """Return the slope that round t, from 1, brings: ``large`` in the rounds 1, 1 + period, ..., else −``small``.

    Source: Reddi, Kale and Kumar, On the convergence of Adam and beyond (2018), section 3.
    """
    return large if t % period == 1 else -small


def walks(
    optimizer: Optimizer, first_rates: np.ndarray, large: float, steps: int, small: float = 1.0, period: int = 3
) -> np.ndarray:
    """Return where the optimizer is after each round, from x = 0, for each of several rates.

    The rate falls as 1 / √t, as the theorem wants it, and whenever x leaves the interval from −1 to 1 it is put back.

    Args:
        optimizer: its settings but for the rate.
        first_rates: the rates of round 1, shape (r,).
        large: the large slope; above (period − 1) × small, so that −1 is the best point.
        steps: how many rounds.
        small: size of the small slopes.
        period: how many rounds there are from one large slope to the next.

    Returns:
        Shape (steps + 1, r), the start first.

    Raises:
        ValueError: if the large slope does not outweigh the small ones.
    """
    if large <= (period - 1) * small:
        raise ValueError(f"The large slope must be above {(period - 1) * small:g} for −1 to be best, not {large:g}.")
    walking = with_rates(optimizer, first_rates)
    first_rate = walking.rate
    x = np.zeros((len(first_rates), 1))
    path = [x[:, 0].copy()]
    for t in range(1, steps + 1):
        walking.rate = first_rate / np.sqrt(t)
        walking.update([x], [np.full(x.shape, slope_of_round(t, large, small, period))])
        np.clip(x, BEST, WORST, out=x)
        path.append(x[:, 0].copy())
    return np.array(path)
