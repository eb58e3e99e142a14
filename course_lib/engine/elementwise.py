"""Operations that work number by number, each with the way its gradient takes back.

An operation takes plain arrays and returns its result with one backward rule for each input. A backward rule turns
g, the gradient of the error with respect to the result, into the gradient with respect to that input: g × local slope.
Where broadcasting stretched an input, the tape adds the gradient up again (`course_lib.engine.tape.sum_to_shape`).
"""

from __future__ import annotations

import numpy as np

from course_lib.engine.tape import Recorded


def add(a: np.ndarray, b: np.ndarray) -> Recorded:
    """Return a + b: both inputs pass the gradient on as it is."""
    return a + b, (lambda g: g, lambda g: g)


def subtract(a: np.ndarray, b: np.ndarray) -> Recorded:
    """Return a − b."""
    return a - b, (lambda g: g, lambda g: -g)


def multiply(a: np.ndarray, b: np.ndarray) -> Recorded:
    """Return a × b: each input's slope is the other."""
    return a * b, (lambda g: g * b, lambda g: g * a)


def divide(a: np.ndarray, b: np.ndarray) -> Recorded:
    """Return a ÷ b."""
    quotient = a / b
    return quotient, (lambda g: g / b, lambda g: -g * quotient / b)


def negate(a: np.ndarray) -> Recorded:
    """Return −a."""
    return -a, (lambda g: -g,)


def power(a: np.ndarray, b: np.ndarray) -> Recorded:
    """Return a to the power of b. Where the slope towards b would ask for log 0, it counts as 0."""
    result = a**b
    return result, (
        lambda g: g * b * a ** np.where(b == 0, 1, b - 1),
        lambda g: g * result * np.log(np.where((a == 0) & (b >= 0), 1, a)),
    )


def exp(a: np.ndarray) -> Recorded:
    """Return e to the power of a: its slope is itself."""
    result = np.exp(a)
    return result, (lambda g: g * result,)


def log(a: np.ndarray) -> Recorded:
    """Return the natural logarithm."""
    return np.log(a), (lambda g: g / a,)


def sqrt(a: np.ndarray) -> Recorded:
    """Return the square root; its slope at 0 is infinite."""
    root = np.sqrt(a)
    return root, (lambda g: g / (2 * root),)


def tanh(a: np.ndarray) -> Recorded:
    """Return the hyperbolic tangent, between −1 and 1."""
    result = np.tanh(a)
    return result, (lambda g: g * (1 - result * result),)


def sigmoid(a: np.ndarray) -> Recorded:
    """Return 1 / (1 + e⁻ᵃ), between 0 and 1, in a form whose exponential can't overflow."""
    small = np.exp(-np.abs(a))
    result = np.where(a >= 0, 1, small) / (1 + small)
    return result, (lambda g: g * result * (1 - result),)


def relu(a: np.ndarray) -> Recorded:
    """Return a where it is positive, else 0; the slope at the kink counts as 0."""
    result = np.maximum(a, 0)
    return result, (lambda g: g * (result > 0),)


def where(a: np.ndarray, b: np.ndarray, *, condition: np.ndarray) -> Recorded:
    """Return a where the condition holds, else b: the gradient goes to whichever was taken."""
    return np.where(condition, a, b), (lambda g: np.where(condition, g, 0), lambda g: np.where(condition, 0, g))
