"""Six ways to search, raced on the same grounds with the same budget of evaluations, many times over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from course_lib.descent.evaluations import BACKPROPAGATION_COST, Trial, best_so_far, numerical_cost
from course_lib.descent.search import gradient_steps, grid_search, one_at_a_time, random_changes, random_search
from course_lib.ground.paired_valleys import PairedValleys, hidden_bottoms

METHODS = ("grid", "random_search", "random_changes", "one_at_a_time", "numerical_gradient", "gradient")
BUDGET = 1000
RUNS = 20


@dataclass(frozen=True)
class Race:
    """What came of a race.

    Attributes:
        ground: where it took place, one for each run.
        left: for each method the least error found after 1, 2, ... evaluations, as a share of the error at the
            start, shape (BUDGET, RUNS).
        looked: for each method the first two numbers of every trial of the first run, shape (trials, 2).
        costs: for each method what each trial after the first cost, counted in evaluations.
    """

    ground: PairedValleys
    left: dict[str, np.ndarray]
    looked: dict[str, np.ndarray]
    costs: dict[str, int]


@cache
def race(dimension: int, condition: float = 10.0, seed: int = 0) -> Race:
    """Race all methods; in 1,000 dimensions it takes some seconds, once.

    All start in the middle of the box from −1 to 1, and the bottom is hidden anywhere in it, elsewhere in each run.

    Args:
        dimension: even.
        condition: how narrow the valleys are, see `PairedValleys`.
        seed: hides the bottoms and feeds the random searches.
    """
    ground = hidden_bottoms(RUNS, dimension, np.random.default_rng(seed), condition)
    start = np.zeros((RUNS, dimension))
    first = ground.f(start)
    left, looked = {}, {}
    for name in METHODS:
        seen: list[np.ndarray] = []
        found = best_so_far(_watched(search(name, ground, start, seed), seen), BUDGET)
        left[name], looked[name] = found / first, np.array(seen)
    costs = {"gradient": BACKPROPAGATION_COST, "numerical_gradient": numerical_cost(dimension)}
    return Race(ground, left, looked, {name: costs.get(name, 1) for name in METHODS})


def search(name: str, ground: PairedValleys, start: np.ndarray, seed: int) -> Iterator[Trial]:
    """Return the search of this name, see `METHODS`.

    Args:
        name: which one.
        ground: where to search.
        start: where to start, shape (..., n).
        seed: of the random searches, the same for each of them.
    """
    rng = np.random.default_rng([seed, 1])
    n = start.shape[-1]
    match name:
        case "grid":
            return grid_search(ground.f, start)
        case "random_search":
            return random_search(ground.f, start, rng)
        case "random_changes":
            return random_changes(ground.f, start, rng)
        case "one_at_a_time":
            return one_at_a_time(ground.f, start)
        case "numerical_gradient":
            return gradient_steps(ground.f, ground.gradient, start, numerical_cost(n))
        case "gradient":
            return gradient_steps(ground.f, ground.gradient, start)
    raise ValueError(f"There is no search called {name!r}; there are {', '.join(METHODS)}.")


def _watched(trials: Iterator[Trial], seen: list[np.ndarray]) -> Iterator[Trial]:
    """Pass the trials on, and note where the first run looked, in the first two numbers."""
    for point, error, cost in trials:
        seen.append(point[0, :2].copy())
        yield point, error, cost
