"""Telling whether two answers are the same, as far as rounding allows. Only plain data is read."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from course_lib.sandbox.answers import Answer

NO_NUMBERS = (bool, np.bool_, str, type(None))


def agree(expected: Answer, given: Answer, tolerance: float) -> bool:
    """Tell whether two answers are the same: the same kind, and values equal within the relative tolerance."""
    if expected.kind != given.kind:
        return False
    if expected.kind == "error":
        return expected.error == given.error
    return expected.kind == "value" and _equal(expected.value, given.value, tolerance)


def _equal(expected: Any, given: Any, tolerance: float) -> bool:
    if type(expected) in (int, float) and type(given) in (int, float) and _is_small(expected) and _is_small(given):
        return bool(abs(expected - given) <= _allowed(abs(expected), abs(expected), tolerance))  # most answers, at once
    if isinstance(expected, NO_NUMBERS) or isinstance(given, NO_NUMBERS):
        # True is no 1 here: a learner who returns a number where the question is yes or no has misread it.
        both = isinstance(expected, NO_NUMBERS) and isinstance(given, NO_NUMBERS)
        return both and is_truth(expected) is is_truth(given) and bool(expected == given)
    if isinstance(expected, dict):
        return (
            isinstance(given, dict)
            and expected.keys() == given.keys()
            and all(_equal(expected[key], given[key], tolerance) for key in expected)
        )
    ours = numbers_in(expected)
    if ours is not None and isinstance(given, list | tuple) and len(given) != (len(ours) if ours.ndim else -1):
        return False  # before each of its parts is looked at: there may be very many
    theirs = numbers_in(given)
    if ours is not None:
        if theirs is None or ours.shape != theirs.shape or is_truth(expected) is not is_truth(given):
            return False
        return close(ours, theirs, tolerance)
    return (  # a tuple or list of unlike parts, or a whole number too large for an array
        isinstance(given, list | tuple)
        and isinstance(expected, list | tuple)
        and len(expected) == len(given)
        and all(_equal(ours, theirs, tolerance) for ours, theirs in zip(expected, given, strict=True))
    )


def _is_small(number: float) -> bool:
    """Tell whether a number is no infinity or NaN, and no whole number that a float can't hold."""
    return math.isfinite(number) if type(number) is float else abs(number) <= 2**53


def is_truth(value: Any) -> bool:
    """Tell whether a value, or all that evenly nested lists or an array hold, is True or False."""
    if isinstance(value, list | tuple | np.ndarray):
        return np.asarray(value).dtype == bool
    return isinstance(value, bool | np.bool_)


def numbers_in(value: Any) -> np.ndarray | None:
    """Return a number, an array or evenly nested lists of numbers as a float array, else None."""
    # Looked at one by one first: an array of texts has room for the longest of them in every place.
    if not _only_numbers(value):
        return None
    try:
        array = np.asarray(value)
        return array.astype(float) if array.dtype.kind in "biuf" else None
    except (ValueError, OverflowError):  # rows of unequal or endless length, whole numbers larger than any float
        return None


def _only_numbers(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(type(item) in (float, int) or _only_numbers(item) for item in value)
    return isinstance(value, bool | int | float | np.ndarray | np.generic)


def close(expected: np.ndarray, given: np.ndarray, tolerance: float) -> bool:
    """Tell whether float arrays of one shape agree within the relative tolerance, infinities and NaN included."""
    finite = np.isfinite(expected)
    if (finite != np.isfinite(given)).any():
        return False
    if not finite.all() and not np.array_equal(expected[~finite], given[~finite], equal_nan=True):
        return False
    size = np.abs(expected[finite])
    with np.errstate(over="ignore"):
        allowed = _allowed(size, size.max(initial=0.0), tolerance)
        return bool((np.abs(expected[finite] - given[finite]) <= allowed).all())


def _allowed(size: Any, largest: float, tolerance: float) -> Any:
    """Return how far a number of a size may be off, where the largest beside it is of another."""
    # Relative to the largest too: where numbers cancel to nearly 0, rounding of the large ones remains.
    return tolerance * size + 1e-4 * tolerance * largest + 1e-300
