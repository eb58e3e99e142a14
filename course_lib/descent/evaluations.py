"""What a search costs, counted in evaluations of the error: the budget of a fair race."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

Trial = tuple[np.ndarray, np.ndarray, int]

BACKPROPAGATION_COST = 3
"""A step by backpropagation costs as much as so many evaluations: forward, and backward at about twice that.

Source: Griewank and Walther, Evaluating Derivatives (2008), on the cheap gradient; measured in chapter 05.
"""


def numerical_cost(dimension: int) -> int:
    """Return what a step costs whose gradient is found by nudging: an evaluation for each number, and one more."""
    return dimension + 1


def best_so_far(trials: Iterator[Trial], budget: int) -> np.ndarray:
    """Return the least error found after 1, 2, 3, ... evaluations.

    Args:
        trials: a search.
        budget: how many evaluations it may spend.

    Returns:
        Shape (budget, ...), each run by itself; row i is after i + 1 evaluations.
    """
    rows: list[np.ndarray] = []
    for _, error, cost in trials:
        if len(rows) + cost > budget:
            break
        best = np.minimum(rows[-1], error) if rows else error
        # Until a trial is paid for, what was known before it is all that is known.
        rows += [rows[-1]] * (cost - 1) + [best] if rows else [best]
    return np.array(rows + [rows[-1]] * (budget - len(rows)))


def evaluations_needed(trials: Iterator[Trial], goal: np.ndarray, most: int) -> np.ndarray:
    """Return after how many evaluations each run finds an error of at most its goal.

    Args:
        trials: a search.
        goal: shape (...), one for each run.
        most: give up after so many evaluations.

    Returns:
        Shape (...); ``inf`` where ``most`` evaluations were too few.
    """
    needed = np.full(np.shape(goal), np.inf)
    spent = 0
    for _, error, cost in trials:
        spent += cost
        if spent > most:
            break
        needed = np.where((error <= goal) & np.isinf(needed), spent, needed)
        if np.isfinite(needed).all():
            break
    return needed
