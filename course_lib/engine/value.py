"""The scalar engine: a number that remembers how it was computed, and so can say how to change it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import count
from operator import attrgetter, mul

_next_number = count().__next__


class Value:
    """A number together with the way it was computed.

    Every operation makes a new `Value`, which remembers its inputs and its slope along each: how much the result
    changes when that input changes a little. `backward` multiplies these slopes along every way back to an input, and
    adds up the ways: the chain rule. Plain numbers take part on either side and count as constants.

    Args:
        data: the number, kept as a float.
        operation: sign of the operation that made it, empty for a number given from outside.
        inputs: the values it was computed from.
        slopes: for each of them ∂self/∂input.

    Attributes:
        grad: what the last `backward` found: the derivative of the value it was called on with respect to this one.

    Source: article, "Backpropagation" (the chain rule); Linnainmaa (1976).
    """

    __slots__ = ("data", "grad", "inputs", "number", "operation", "slopes")  # leaner than a dictionary for each value
    __array_ufunc__ = None  # numpy's numbers leave the operation to us

    def __init__(
        self,
        data: float,
        operation: str = "",
        inputs: tuple[Value, ...] = (),
        slopes: tuple[float, ...] = (),
    ) -> None:
        self.data = float(data)
        self.grad = 0.0
        self.operation = operation
        self.inputs = inputs
        self.slopes = slopes
        self.number = _next_number()

    def __add__(self, other: Value | float) -> Value:
        if isinstance(other, Value):
            return Value(self.data + other.data, "+", (self, other), (1.0, 1.0))
        return Value(self.data + other, "+", (self,), (1.0,))

    def __mul__(self, other: Value | float) -> Value:
        if isinstance(other, Value):
            return Value(self.data * other.data, "×", (self, other), (other.data, self.data))
        return Value(self.data * other, "×", (self,), (other,))

    def __sub__(self, other: Value | float) -> Value:
        if isinstance(other, Value):
            return Value(self.data - other.data, "−", (self, other), (1.0, -1.0))
        return Value(self.data - other, "−", (self,), (1.0,))

    def __truediv__(self, other: Value | float) -> Value:
        if isinstance(other, Value):
            quotient = self.data / other.data
            return Value(quotient, "÷", (self, other), (1 / other.data, -quotient / other.data))
        return Value(self.data / other, "÷", (self,), (1 / other,))

    def __pow__(self, other: Value | float) -> Value:
        if isinstance(other, Value):
            return (other * self.log()).exp()
        result = self.data**other
        if isinstance(result, complex):
            raise ValueError(f"{self.data:g} ** {other:g} is no real number: the base must not be negative here.")
        if other == 0:
            slope = 0.0
        elif self.data == 0 and other < 1:
            slope = math.inf  # the root starts vertically
        else:
            slope = other * self.data ** (other - 1)
        return Value(result, "power", (self,), (slope,))

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: float) -> Value:
        return Value(other - self.data, "−", (self,), (-1.0,))

    def __rtruediv__(self, other: float) -> Value:
        quotient = other / self.data
        return Value(quotient, "÷", (self,), (-quotient / self.data,))

    def __rpow__(self, other: float) -> Value:
        return Value(other) ** self

    def __neg__(self) -> Value:
        return Value(-self.data, "−", (self,), (-1.0,))

    def exp(self) -> Value:
        """Return e to the power of this value; its slope is itself.

        Raises:
            OverflowError: if the result is larger than a float can be, from about e⁷¹⁰.
        """
        try:
            result = math.exp(self.data)
        except OverflowError:
            raise OverflowError(f"e to the power of {self.data:g} is larger than a float can be.") from None
        return Value(result, "exp", (self,), (result,))

    def log(self) -> Value:
        """Return the natural logarithm.

        Raises:
            ValueError: if the value is not positive.
        """
        if self.data <= 0:
            raise ValueError(f"log needs a positive number, not {self.data:g}.")
        return Value(math.log(self.data), "log", (self,), (1 / self.data,))

    def tanh(self) -> Value:
        """Return the hyperbolic tangent, between −1 and 1."""
        result = math.tanh(self.data)
        return Value(result, "tanh", (self,), (1 - result**2,))

    def sigmoid(self) -> Value:
        """Return 1 / (1 + e⁻ˣ), between 0 and 1, in a form whose exponential can't overflow."""
        small = math.exp(-abs(self.data))
        result = 1 / (1 + small) if self.data >= 0 else small / (1 + small)
        return Value(result, "sigmoid", (self,), (result * (1 - result),))

    def relu(self) -> Value:
        """Return the value where it is positive, else 0; the slope at the kink counts as 0."""
        return Value(max(self.data, 0.0), "relu", (self,), (1.0 if self.data > 0 else 0.0,))

    def topological_order(self) -> list[Value]:
        """Return this value and all it was computed from, every input before the values that use it.

        An input is always made before what is computed from it, so sorting by age is enough.
        """
        seen = {self}
        waiting = [self]
        while waiting:
            node = waiting.pop()
            for source in node.inputs:
                if source not in seen:
                    seen.add(source)
                    waiting.append(source)
        return sorted(seen, key=attrgetter("number"))

    def backward(self) -> None:
        """Work out ∂self/∂v for every value v that self was computed from, and leave it in ``v.grad``.

        A value that is used several times gets the sum over its uses. What an earlier call left in these ``grad`` is
        overwritten: calling twice gives the same numbers, not twice as much.
        """
        order = self.topological_order()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for source, slope in zip(node.inputs, node.slopes, strict=True):
                source.grad += slope * node.grad

    def __repr__(self) -> str:
        return f"Value({self.data:g}, grad={self.grad:g})"


def weighted_sum(weights: Sequence[Value | float], inputs: Sequence[Value | float], bias: Value | float = 0.0) -> Value:
    """Return w₁x₁ + w₂x₂ + … + b, what a neuron does before its activation function, as one single operation.

    It gives what × and + one at a time would give. But for a neuron with n inputs the graph grows by one value in place
    of 2n, which is faster and easier to look at.

    Args:
        weights: n values or numbers.
        inputs: as many.
        bias: b.

    Raises:
        ValueError: if there are not as many weights as inputs.
    """
    if len(weights) != len(inputs):
        raise ValueError(f"Each input needs its weight: got {len(weights)} weights and {len(inputs)} inputs.")
    w, x = [_as_value(weight) for weight in weights], [_as_value(value) for value in inputs]
    b = _as_value(bias)
    slopes_of_w, slopes_of_x = [value.data for value in x], [weight.data for weight in w]
    total = sum(map(mul, slopes_of_w, slopes_of_x), b.data)
    return Value(total, "Σ", (*w, *x, b), (*slopes_of_w, *slopes_of_x, 1.0))


def _as_value(x: Value | float) -> Value:
    return x if isinstance(x, Value) else Value(x)
