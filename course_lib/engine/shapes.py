"""Operations that gather numbers or move them about, each with the way its gradient takes back.

What was gathered from many places goes back to all of them; what was moved is moved back. For the form of an operation
see `course_lib.engine.elementwise`. Here ``sum``, ``mean`` and ``max`` take the axes to gather along: one, several
or all of them (None); ``keepdims`` keeps these axes, with length 1.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.engine.tape import BackwardRule, Recorded

Axes = int | tuple[int, ...] | None


def sum(a: np.ndarray, *, axis: Axes = None, keepdims: bool = False) -> Recorded:
    """Return the sum: every number gets the whole gradient of the sum it went into."""
    return a.sum(axis, keepdims=keepdims), (lambda g: np.broadcast_to(_keep(g, a, axis, keepdims), a.shape),)


def mean(a: np.ndarray, *, axis: Axes = None, keepdims: bool = False) -> Recorded:
    """Return the mean: every number gets its share of the gradient.

    Raises:
        ValueError: if there is no number to take the mean of.
    """
    total = a.sum(axis, keepdims=keepdims)
    if total.size and not a.size:
        raise ValueError("there is no number to take the mean of")
    count = a.size / (total.size or 1)
    return total / count, (lambda g: np.broadcast_to(_keep(g / count, a, axis, keepdims), a.shape),)


def max(a: np.ndarray, *, axis: Axes = None, keepdims: bool = False) -> Recorded:
    """Return the largest number: it gets the gradient; several that are equally large share it evenly."""
    largest = a.max(axis, keepdims=True)
    winners = a == largest

    shares = winners / winners.sum(axis, keepdims=True)
    return a.max(axis, keepdims=keepdims), (lambda g: _keep(g, a, axis, keepdims) * shares,)


def reshape(a: np.ndarray, *, shape: tuple[int, ...]) -> Recorded:
    """Return the same numbers in another shape."""
    return a.reshape(shape), (lambda g: g.reshape(a.shape),)


def transpose(a: np.ndarray, *, axes: tuple[int, ...]) -> Recorded:
    """Return the array with its axes in another order."""
    return a.transpose(axes), (lambda g: g.transpose(np.argsort(axes)),)


def index(a: np.ndarray, *, where: Any) -> Recorded:
    """Return the numbers at some places: a number taken twice gets both gradients, one not taken gets 0."""

    def back(g: np.ndarray) -> np.ndarray:
        gradient = np.zeros_like(a)
        np.add.at(gradient, where, g)
        return gradient

    return a[where], (back,)


def concatenate(*parts: np.ndarray, axis: int = 0) -> Recorded:
    """Return the arrays joined along an axis: each gets its stretch of the gradient."""
    ends = np.cumsum([part.shape[axis] for part in parts])

    def back(place: int) -> BackwardRule:
        return lambda g: np.split(g, ends[:-1], axis)[place]

    return np.concatenate(parts, axis), tuple(back(place) for place in range(len(parts)))


def _keep(g: np.ndarray, a: np.ndarray, axis: Axes, keepdims: bool) -> np.ndarray:
    """Put back, with length 1, the axes that were gathered away."""
    if keepdims:
        return g
    return g.reshape((1,) * a.ndim) if axis is None else np.expand_dims(g, axis)
