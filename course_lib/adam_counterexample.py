"""The problem on which Adam walks to the worst point there is, and stays there.

Every round brings another slope, as every mini-batch does. Once in ``period`` rounds the slope is large and says
"left"; in all others it is small and says "right". The large one outweighs the others, so the best point is on the far
left.
"""

from __future__ import annotations

import numpy as np

from course_lib.optimizer_base import Optimizer

Array = np.ndarray

BEST, WORST = -1.0, 1.0


def slope_of_round(t: int, large: float, small: float = 1.0, period: int = 3) -> float:
    """Return the slope that round t, from 1, brings: ``large`` in the rounds 1, 1 + period, ..., else −``small``.

    Source: Reddi, Kale and Kumar, On the convergence of Adam and beyond (2018), section 3.
    """
    return large if t % period == 1 else -small


def walk(
    optimizer: Optimizer, large: float, steps: int, x0: float = 0.0, small: float = 1.0, period: int = 3
) -> Array:
    """Return where the optimizer is after each round; it is put back whenever it leaves the interval from −1 to 1.

    Its rate falls as 1 / √t, as the theorem wants it.

    Args:
        optimizer: with the rate of round 1; its memory is used and its rate changed.
        large: the large slope; above (period − 1) × small, so that −1 is the best point.
        steps: how many rounds.
        x0: where to start, from −1 to 1.
        small: size of the small slopes.
        period: how many rounds there are from one large slope to the next.

    Returns:
        Shape (steps + 1,), the start first.

    Raises:
        ValueError: if the large slope does not outweigh the small ones.
    """
    if large <= (period - 1) * small:
        raise ValueError(f"The large slope must be above {(period - 1) * small:g} for −1 to be best, not {large:g}.")
    first_rate = optimizer.rate
    x = np.array([x0])
    path = [x0]
    for t in range(1, steps + 1):
        optimizer.rate = first_rate / np.sqrt(t)
        optimizer.update([x], [np.array([slope_of_round(t, large, small, period)])])
        np.clip(x, BEST, WORST, out=x)
        path.append(float(x[0]))
    return np.array(path)
