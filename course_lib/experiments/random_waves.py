"""A random ground in any number of dimensions, made of waves: what are the places where its gradient is zero?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from course_lib.ground.critical_points import Kind, critical_point_kind
from course_lib.slopes.newton import newton_step

WAVES = 200
STEPS = 30
LONGEST = 1.0


def random_waves(
    dimension: int, rng: np.random.Generator
) -> tuple[Callable[[np.ndarray], np.ndarray], Callable[[np.ndarray], np.ndarray]]:
    """Return gradient and Hessian of f(x) = √(2 / 200) Σ cos(w · x + phase), the sum of 200 waves.

    Args:
        dimension: how many numbers a place has.
        rng: draws the waves' directions and lengths w, and their phases.
    """
    w = rng.normal(size=(WAVES, dimension))
    phases = rng.uniform(0, 2 * np.pi, WAVES)
    height = np.sqrt(2 / WAVES)

    def gradient(x: np.ndarray) -> np.ndarray:
        slopes: np.ndarray = -height * np.sin(w @ x + phases) @ w
        return slopes

    def hessian(x: np.ndarray) -> np.ndarray:
        curvatures: np.ndarray = -height * (w.T * np.cos(w @ x + phases)) @ w
        return curvatures

    return gradient, hessian


def kinds_of_flat_places(dimension: int, tries: int, rng: np.random.Generator) -> Counter[Kind]:
    """Return how many minima, maxima and saddles were found, each on a random ground of its own.

    Newton's method makes for whatever place of zero gradient is near, of any kind; a start from which 30 steps, each no
    longer than 1, do not reach one is left out.

    Args:
        dimension: how many numbers a place has.
        tries: how many grounds.
        rng: draws the grounds and the starts.

    Source: the question is that of Dauphin et al. (2014), the ground a sum of waves in random directions.
    """
    kinds: Counter[Kind] = Counter()
    for _ in range(tries):
        gradient, hessian = random_waves(dimension, rng)
        x = rng.normal(size=dimension)
        for _ in range(STEPS):
            step = newton_step(x, gradient(x), hessian(x)) - x
            x = x + step * min(1.0, LONGEST / max(float(np.linalg.norm(step)), 1e-300))
        if np.linalg.norm(gradient(x)) < 1e-8:
            kinds[critical_point_kind(hessian(x))] += 1
    return kinds
