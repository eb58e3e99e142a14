"""The array engine: arrays of numbers that remember how they were computed, and so can say how to change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_lib.engine import elementwise, shapes
from course_lib.engine import network_operations as network
from course_lib.engine.shapes import Axes
from course_lib.engine.tape import Node, Recorded, is_recording, no_grad

__all__ = ["Operand", "Tensor", "apply", "as_tensor", "concatenate", "no_grad", "where"]


class Tensor(Node):
    """An array of floats together with the way it was computed.

    Operations make new tensors and never change one; numbers and numpy arrays take part on either side as constants.

    Args:
        data: numbers, lists or an array of them; copied, and integers become floats.
        constant: whether no gradient is wanted, as for data.
        name: what error messages call it.

    Raises:
        TypeError: if ``data`` is not made of real numbers.

    Source: article, "Backpropagation"; PyTorch's names.
    """

    __slots__ = ()
    __array_ufunc__ = None  # numpy leaves the operation to us

    def __init__(self, data: object, constant: bool = False, name: str = "") -> None:
        self._start(_floats(data), constant, name)

    @property
    def data(self) -> np.ndarray:
        """The numbers, to read: writing into them (``p.data[0] = …``) is an error.

        To move a parameter assign new ones, ``p.data = p.data - rate * p.grad``. Results that were computed from the
        former numbers notice it.
        """
        numbers = self._data.view()
        numbers.setflags(write=False)
        return numbers

    @data.setter
    def data(self, data: object) -> None:
        numbers = _floats(data)
        self._touch()
        self._data = numbers

    def in_place(self) -> np.ndarray:
        """Return the numbers themselves, for an optimizer to move at once; results computed before notice it.

        Raises:
            TypeError: if this is the result of an operation.
        """
        self._touch()
        return self._data

    @property
    def shape(self) -> tuple[int, ...]:
        """Length along each axis."""
        return self._data.shape

    @property
    def ndim(self) -> int:
        """How many axes there are."""
        return self._data.ndim

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return self._data.size

    def item(self) -> float:
        """Return the one number of a tensor of size 1.

        Raises:
            ValueError: if there are more numbers, or none.
        """
        if self.size != 1:
            raise ValueError(f"item() needs a tensor of one number, not of shape {self.shape}.")
        return float(self._data.item())

    def __len__(self) -> int:
        return len(self._data)

    def __repr__(self) -> str:
        return f"Tensor({np.array2string(self._data, separator=', ', prefix='Tensor(')})"

    def __add__(self, other: Operand) -> Tensor:
        return apply(elementwise.add, self, other)

    def __radd__(self, other: Operand) -> Tensor:
        return apply(elementwise.add, other, self)

    def __sub__(self, other: Operand) -> Tensor:
        return apply(elementwise.subtract, self, other)

    def __rsub__(self, other: Operand) -> Tensor:
        return apply(elementwise.subtract, other, self)

    def __mul__(self, other: Operand) -> Tensor:
        return apply(elementwise.multiply, self, other)

    def __rmul__(self, other: Operand) -> Tensor:
        return apply(elementwise.multiply, other, self)

    def __truediv__(self, other: Operand) -> Tensor:
        return apply(elementwise.divide, self, other)

    def __rtruediv__(self, other: Operand) -> Tensor:
        return apply(elementwise.divide, other, self)

    def __pow__(self, other: Operand) -> Tensor:
        return apply(elementwise.power, self, other)

    def __rpow__(self, other: Operand) -> Tensor:
        return apply(elementwise.power, other, self)

    def __matmul__(self, other: Operand) -> Tensor:
        return apply(network.matmul, self, other)

    def __rmatmul__(self, other: Operand) -> Tensor:
        return apply(network.matmul, other, self)

    def __neg__(self) -> Tensor:
        return apply(elementwise.negate, self)

    def __getitem__(self, where: Any) -> Tensor:
        return apply(shapes.index, self, where=where)

    def __setitem__(self, where: Any, value: object) -> None:
        raise TypeError("A tensor can't be changed in place, gradients would go wrong: build a new one, with where().")

    def exp(self) -> Tensor:
        """Return e to the power of each number."""
        return apply(elementwise.exp, self)

    def log(self) -> Tensor:
        """Return the natural logarithm of each number."""
        return apply(elementwise.log, self)

    def sqrt(self) -> Tensor:
        """Return the square root of each number."""
        return apply(elementwise.sqrt, self)

    def tanh(self) -> Tensor:
        """Return the hyperbolic tangent of each number."""
        return apply(elementwise.tanh, self)

    def sigmoid(self) -> Tensor:
        """Return 1 / (1 + e⁻ˣ) of each number."""
        return apply(elementwise.sigmoid, self)

    def relu(self) -> Tensor:
        """Return each number where it is positive, else 0."""
        return apply(elementwise.relu, self)

    def sum(self, axis: Axes = None, keepdims: bool = False) -> Tensor:
        """Return the sum along one, several or all axes."""
        return apply(shapes.sum, self, axis=axis, keepdims=keepdims)

    def mean(self, axis: Axes = None, keepdims: bool = False) -> Tensor:
        """Return the mean along one, several or all axes."""
        return apply(shapes.mean, self, axis=axis, keepdims=keepdims)

    def max(self, axis: Axes = None, keepdims: bool = False) -> Tensor:
        """Return the largest number along one, several or all axes."""
        return apply(shapes.max, self, axis=axis, keepdims=keepdims)

    def reshape(self, *shape: int) -> Tensor:
        """Return the same numbers in another shape; a length of −1 is worked out."""
        return apply(shapes.reshape, self, shape=shape)

    def transpose(self, *axes: int) -> Tensor:
        """Return the axes in another order: that given, or reversed."""
        return apply(shapes.transpose, self, axes=axes or tuple(reversed(range(self.ndim))))

    def softmax(self, axis: int = -1) -> Tensor:
        """Return positive shares that add up to 1 along an axis."""
        return apply(network.softmax, self, axis=axis)

    def log_softmax(self, axis: int = -1) -> Tensor:
        """Return the logarithm of the softmax along an axis."""
        return apply(network.log_softmax, self, axis=axis)


Operand = Tensor | np.ndarray | float | Sequence[Any]


def where(condition: object, a: Operand, b: Operand) -> Tensor:
    """Return the numbers of ``a`` where the condition (an array of true and false) holds, else those of ``b``."""
    return apply(elementwise.where, a, b, condition=np.asarray(condition, dtype=bool))


def concatenate(parts: Sequence[Operand], axis: int = 0) -> Tensor:
    """Return tensors joined along an axis they have; their other axes are of the same lengths."""
    return apply(shapes.concatenate, *parts, axis=axis)


def as_tensor(x: Operand) -> Tensor:
    """Return ``x`` itself if it is a tensor, else a constant tensor of its numbers."""
    return x if isinstance(x, Tensor) else Tensor(x, constant=True)


def apply(operation: Callable[..., Recorded], *inputs: Operand, **options: Any) -> Tensor:
    """Carry out an operation on the arrays of some tensors, and note on the tape how its gradient takes back.

    Args:
        operation: takes arrays and options, returns its result and a backward rule for each array.
        inputs: tensors, or numbers and arrays, which count as constants.
        options: passed on to the operation.

    Raises:
        ValueError: if the operation can't be done on these shapes.
        IndexError: if there is no such place in an array.
    """
    tensors: list[Tensor] = []
    arrays: list[np.ndarray] = []
    constant = True
    for x in inputs:
        tensor = x if isinstance(x, Tensor) else Tensor(x, constant=True)
        tensors.append(tensor)
        arrays.append(tensor._data)
        constant = constant and tensor.constant
    try:
        data, rules = operation(*arrays, **options)
    except (ValueError, IndexError) as error:
        kind = ValueError if isinstance(error, ValueError) else IndexError
        seen = " and ".join(str(x.shape) for x in tensors)
        raise kind(f"{operation.__name__} can't be done on shape {seen}: {error}") from error
    if not isinstance(data, np.ndarray) or data.base is not None:
        data = np.array(data)  # a result owns its numbers: it is never a window on another's
    result = Tensor.__new__(Tensor)
    if constant or not is_recording():
        result._start(data, constant=True)
    else:
        result._record(data, tensors, rules)
    return result


def _floats(data: object) -> np.ndarray:
    """Return a new array of floats."""
    array = np.asarray(data.data if isinstance(data, Tensor) else data)
    if array.dtype.kind not in "buif":
        raise TypeError(f"A tensor is made of real numbers, not of {array.dtype.name}: {data!r}")
    return np.array(array, dtype=np.float64)
