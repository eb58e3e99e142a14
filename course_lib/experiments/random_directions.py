"""Directions drawn at random, and how a step that way compares with the gradient's."""

from __future__ import annotations

import numpy as np

from course_lib.ground.paired_valleys import PairedValleys


def unit_directions(number: int, dimension: int, rng: np.random.Generator) -> np.ndarray:
    """Return directions of length 1, each as likely as any other.

    Args:
        number: how many.
        dimension: how many numbers each has.
        rng: where they come from.

    Returns:
        Shape (number, dimension).

    Source: Muller, Communications of the ACM 2 (1959).
    """
    drawn = rng.standard_normal((number, dimension))
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def random_step_changes(
    ground: PairedValleys, number: int, rng: np.random.Generator, share: float = 1.0, rate: float = 0.5
) -> np.ndarray:
    """Return how the error changes by steps in random directions, as multiples of what the gradient's step saves.

    All steps start from 0 and are as long as the gradient's: −1 is an improvement as large as the gradient's, 0 none,
    above 0 is worse.

    Args:
        ground: one for each run.
        number: how many directions to try in each run.
        rng: where they come from.
        share: how long the steps are, the gradient's too, as a share of rate × gradient.
        rate: learning rate.

    Returns:
        Shape (runs, number).
    """
    start = np.zeros_like(ground.bottom)
    step = -share * rate * ground.gradient(start)
    before = ground.f(start)
    saved = before - ground.f(start + step)
    lengths = np.linalg.norm(step, axis=1)
    changes = [
        # Run by run: all directions of all runs together would not fit into a small machine.
        PairedValleys(bottom, ground.condition, ground.angle).f(length * unit_directions(number, len(bottom), rng))
        for bottom, length in zip(ground.bottom, lengths, strict=True)
    ]
    return (np.array(changes) - before[:, np.newaxis]) / saved[:, np.newaxis]
