"""Gradient check: is the gradient that a program works out the one that changing a little and looking gives?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from course_lib.slopes.differentiation import numerical_gradient
from course_lib.words.catalogue import words


@dataclass(frozen=True)
class GradientCheck:
    """The outcome of a gradient check: the parameter on which the two gradients differ most.

    Attributes:
        parameter: its array's name.
        index: its place in the array.
        analytic: its gradient as the program works it out.
        numerical: its gradient by central differences.
        error: relative error between the two.
        tolerance: the largest relative error that passes.
        count: how many parameters were checked.
    """

    parameter: str
    index: tuple[int, ...]
    analytic: float
    numerical: float
    error: float
    tolerance: float
    count: int

    @property
    def passed(self) -> bool:
        """Whether even the worst parameter is right."""
        return self.error <= self.tolerance

    def __repr__(self) -> str:
        place = f"{self.parameter}[{', '.join(map(str, self.index))}]" if self.index else self.parameter
        return words(
            "gradient_check.passed" if self.passed else "gradient_check.failed",
            place=place,
            analytic=self.analytic,
            numerical=self.numerical,
            error=self.error,
            tolerance=self.tolerance,
            count=self.count,
        )


def relative_error(a: object, b: object, floor: float = 0.0) -> np.ndarray:
    """Return |a − b| / max(|a|, |b|, floor), number by number: 0 where both are equal.

    Args:
        a: numbers of any shape.
        b: numbers of the same shape.
        floor: smaller numbers count as this large, so that rounding in numbers near 0 does not count as an error.

    Returns:
        Array of the shape of ``a``; infinite where a number is not finite.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    with np.errstate(invalid="ignore"):
        difference = np.abs(a - b)
        size = np.maximum(np.maximum(np.abs(a), np.abs(b)), floor)
        error = np.divide(difference, size, out=np.zeros_like(difference), where=difference != 0)
    return np.where(np.isfinite(a) & np.isfinite(b), error, np.inf)


def gradient_check(
    f: Callable[[np.ndarray], float],
    gradient: Callable[[np.ndarray], np.ndarray],
    x: object,
    h: float = 1e-5,
    tolerance: float = 1e-6,
) -> GradientCheck:
    """Compare a function's gradient with central differences.

    At a kink, such as that of ReLU at 0, the two differ though neither is wrong.

    Args:
        f: function of an array, giving one number.
        gradient: gives what is claimed to be its gradient, of the point's shape.
        x: the point, any shape.
        h: how far to change each number.
        tolerance: the largest relative error that passes.

    Raises:
        ValueError: if the gradient has another shape than the point, or there is no number to check.

    Source: article, "Questions and answers" (gradient check).
    """
    x = np.array(x, dtype=float)
    pairs = {"x": (np.asarray(gradient(x.copy()), dtype=float), numerical_gradient(f, x, h))}
    return _worst(pairs, rounding=_rounding(float(f(x)), h), tolerance=tolerance)


def _rounding(height: float, h: float) -> float:
    """Return how large a difference quotient may come out from rounding in the function's values alone."""
    return 10 * float(np.finfo(float).eps) * abs(height) / h


def _worst(pairs: Mapping[str, tuple[np.ndarray, np.ndarray]], rounding: float, tolerance: float) -> GradientCheck:
    worst = None
    count = sum(numerical.size for _, numerical in pairs.values())
    for name, (analytic, numerical) in pairs.items():
        if analytic.shape != numerical.shape:
            raise ValueError(f"The gradient of {name} has shape {analytic.shape}, but {name} has {numerical.shape}.")
        errors = relative_error(analytic, numerical, floor=rounding / tolerance)
        for index in np.ndindex(errors.shape):
            if worst is None or errors[index] > worst.error:
                numbers = float(analytic[index]), float(numerical[index]), float(errors[index])
                worst = GradientCheck(name, index, *numbers, tolerance, count)
    if worst is None:
        raise ValueError("There is no parameter to check.")
    return worst
