"""Holding examples back: how a network does on what it has seen does not tell how it does on what it has not."""

from __future__ import annotations

import numpy as np


def train_and_test(n: int, test_share: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Split the numbers 0 to n − 1 at random into those to train on and those held back for testing.

    Args:
        n: how many examples there are, at least 2.
        test_share: which share of them to hold back, between 0 and 1; at least one example lands on either side.
        rng: decides which ones.

    Returns:
        (train, test): two arrays of indices that together hold each number once.

    Raises:
        ValueError: if ``n`` is below 2 or ``test_share`` is not between 0 and 1.
    """
    if n < 2 or not 0 < test_share < 1:
        raise ValueError(f"Need n ≥ 2 and a test_share between 0 and 1, not n = {n} and test_share = {test_share}.")
    order = rng.permutation(n)
    held_back = min(max(round(n * test_share), 1), n - 1)
    return order[held_back:], order[:held_back]
