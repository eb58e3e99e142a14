"""Gradient clipping: a ceiling on the gradient, so that one steep place can't throw the parameters away."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def total_norm(gradients: Sequence[np.ndarray]) -> float:
    """Return the length of all gradients taken together as one long vector: √(Σ g²).

    Args:
        gradients: arrays of any shapes.
    """
    return float(np.sqrt(sum(np.sum(np.square(g, dtype=float)) for g in gradients)))


def clip_by_norm(gradients: Sequence[np.ndarray], limit: float) -> list[np.ndarray]:
    """Return the gradients shortened by one factor for all, so that their total norm is at most ``limit``.

    The direction stays as it was.

    Args:
        gradients: arrays of any shapes; left as they were.
        limit: the largest total norm, 0 or more.

    Returns:
        Arrays of the same shapes.

    Raises:
        ValueError: if ``limit`` is negative.

    Source: article, "Exploding gradients"; Pascanu, Mikolov and Bengio (2013), algorithm 1.
    """
    _require_limit(limit)
    # The millionth keeps a norm of 0 from dividing by 0; PyTorch adds the same.
    factor = min(1.0, limit / (total_norm(gradients) + 1e-6))
    return [factor * np.asarray(g, dtype=float) for g in gradients]


def clip_by_value(gradients: Sequence[np.ndarray], limit: float) -> list[np.ndarray]:
    """Return the gradients with every number cut off at −``limit`` and ``limit``.

    Large numbers are cut and small ones are not, so that the direction turns.

    Args:
        gradients: arrays of any shapes; left as they were.
        limit: the largest size of a number, 0 or more.

    Returns:
        Arrays of the same shapes.

    Raises:
        ValueError: if ``limit`` is negative.

    Source: article, "Exploding gradients".
    """
    _require_limit(limit)
    return [np.clip(np.asarray(g, dtype=float), -limit, limit) for g in gradients]


def _require_limit(limit: float) -> None:
    if not limit >= 0:
        raise ValueError(f"The limit of a gradient must be 0 or more, not {limit}.")
