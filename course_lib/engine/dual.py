"""Forward mode: a number that carries its slope along, from the input to the result."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Dual:
    """A number together with how fast it changes when one chosen input changes.

    The slope of the chosen input is 1, that of all other inputs 0. Each operation works out its result and the
    result's slope at once, so that one pass gives the slopes of all results, with respect to this one input.

    Args:
        data: the number.
        slope: ∂self/∂(the chosen input).

    Source: Wengert (1964); Griewank and Walther, Evaluating Derivatives (2008), section 3.1.
    """

    data: float
    slope: float = 0.0

    def __add__(self, other: Dual | float) -> Dual:
        if isinstance(other, Dual):
            return Dual(self.data + other.data, self.slope + other.slope)
        return Dual(self.data + other, self.slope)

    def __mul__(self, other: Dual | float) -> Dual:
        if isinstance(other, Dual):
            return Dual(self.data * other.data, self.slope * other.data + self.data * other.slope)
        return Dual(self.data * other, self.slope * other)

    __radd__ = __add__
    __rmul__ = __mul__

    def tanh(self) -> Dual:
        """Return the hyperbolic tangent, between −1 and 1."""
        result = math.tanh(self.data)
        return Dual(result, (1 - result**2) * self.slope)
