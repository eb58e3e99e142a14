"""Mini-batches: the data in small random groups, each of them enough for a rough gradient."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np


def minibatches(n: int, size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Yield the numbers 0 to n − 1 in random order, ``size`` at a time: one epoch, each example once.

    Args:
        n: how many examples there are, 0 or more.
        size: how many go into one mini-batch, at least 1; what is left at the end is a smaller one.
        rng: decides the order.

    Yields:
        Arrays of indices, each of shape (size,) but perhaps the last.

    Raises:
        ValueError: if ``size`` is below 1.

    Source: article, "Questions and answers" (the gradient of a mini-batch).
    """
    if size < 1:
        raise ValueError(f"A mini-batch has at least 1 example, not {size}.")
    order = rng.permutation(n)
    for start in range(0, n, size):
        yield order[start : start + size]
