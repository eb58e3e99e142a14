"""The tape: which operation made which array from which, and how the gradient travels back along it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from heapq import heappop, heappush
from itertools import count
from typing import Any

import numpy as np

BackwardRule = Callable[[np.ndarray], np.ndarray]  # from the result's gradient to an input's
Recorded = tuple[np.ndarray, tuple[BackwardRule, ...]]  # what an operation returns: its result, a rule for each input

_next_number = count().__next__
_USED_UP: Any = ("used up",)  # stands in place of the rules of a result that `backward` has passed
_recording: ContextVar[bool] = ContextVar("recording", default=True)


@contextmanager
def no_grad() -> Iterator[None]:
    """Compute without remembering how: for predictions, where no gradient is wanted."""
    token = _recording.set(False)
    try:
        yield
    finally:
        _recording.reset(token)


def is_recording() -> bool:
    """Tell whether operations are remembered, which they are except inside `no_grad`."""
    return _recording.get()


class Node:
    """An array that remembers which operation made it: `course_lib.engine.tensor.Tensor` without its operations.

    Attributes:
        grad: the gradient found by the last `backward` that reached it, of the array's shape, or None. Only arrays
            given from outside keep it, and results on which `keep_grad` was called.
        constant: whether gradients pass it by.
        name: what error messages call it.
    """

    __slots__ = ("_data", "_inputs", "_keeps_grad", "_number", "_rules", "constant", "grad", "name")

    _data: np.ndarray
    _inputs: Sequence[Node]
    _rules: Sequence[BackwardRule]  # one for each input; none for an array given from outside
    _number: int
    _keeps_grad: bool
    grad: np.ndarray | None
    constant: bool
    name: str

    def _start(self, data: np.ndarray, constant: bool, name: str = "") -> None:
        """Begin as an array given from outside."""
        self._data = data
        self._inputs = self._rules = ()
        self._number = _next_number()
        self._keeps_grad = True
        self.grad = None
        self.constant = constant
        self.name = name

    def _record(self, data: np.ndarray, inputs: Sequence[Node], rules: Sequence[BackwardRule]) -> None:
        """Begin as the result of an operation on some inputs, for each of which it has a backward rule."""
        if len(rules) != len(inputs):
            raise TypeError(f"An operation on {len(inputs)} arrays needs as many backward rules, not {len(rules)}.")
        self._data = data
        self._inputs = inputs
        self._rules = rules
        self._number = _next_number()
        self._keeps_grad = False
        self.grad = None
        self.constant = False
        self.name = ""

    def _touch(self) -> None:
        """Count as made anew, so that results computed from the former numbers are seen to be older."""
        if self._rules:
            raise TypeError("The result of an operation can't be changed: compute a new one.")
        self._number = _next_number()

    def keep_grad(self) -> None:
        """Keep the gradient of this result too when `backward` passes, to look at it."""
        self._keeps_grad = True

    def backward(self, gradient: object = None) -> None:
        """Work out the gradient of this array with respect to all it was computed from.

        Each array given from outside gets its gradient in ``grad``, in place of what an earlier call left there:
        gradients never pile up over calls. The way back is forgotten as it is walked, which frees its memory, so that
        a second call on the same result is an error.

        Args:
            gradient: gradient of something further on with respect to this array, of its shape; may be left out
                where this array is one single number, such as an error, and is then 1.

        Raises:
            ValueError: if ``gradient`` is missing or of another shape.
            RuntimeError: if the way back was used up before, an input was changed since, or there is no way back.
        """
        if self.constant:
            raise RuntimeError("There is no way back: this was computed from constants only, or inside no_grad().")
        gradients: dict[Node, np.ndarray] = {self: self._first_gradient(gradient)}
        # An input is always made before what is computed from it. So going by age, the newest first, no gradient is
        # passed on before all its parts have arrived.
        newest_first = [(-self._number, self)] if self._rules else []
        while newest_first:
            _, node = heappop(newest_first)
            if node._rules is _USED_UP:
                raise RuntimeError(
                    "backward() has been here before and used up the way back: compute the result anew, then call it."
                )
            here = gradients.pop(node)
            if node._keeps_grad:
                node.grad = np.asarray(here)
            for source, rule in zip(node._inputs, node._rules):  # noqa: B905 (as many as inputs, said `_record`)
                if source._number > node._number:
                    raise RuntimeError(
                        f"{source.name or 'An array'} of shape {source._data.shape} was changed after the result was "
                        "computed from it, so that its gradient would be wrong: compute the result anew."
                    )
                if source.constant:
                    continue
                part = rule(here)
                if part.shape != source._data.shape:
                    part = sum_to_shape(part, source._data.shape)
                if source in gradients:
                    gradients[source] = gradients[source] + part
                    continue
                if source._rules:
                    heappush(newest_first, (-source._number, source))
                if source._keeps_grad and (part is here or part.base is not None):
                    part = part.copy()  # a gradient that is kept shares its memory with no other
                gradients[source] = part
            node._inputs, node._rules = (), _USED_UP
        for given, gradient_of_given in gradients.items():
            given.grad = np.asarray(gradient_of_given)

    def _first_gradient(self, gradient: object) -> np.ndarray:
        if gradient is None:
            if self._data.size != 1:
                raise ValueError(
                    f"backward() starts from one number, such as an error, but this has shape {self._data.shape}: "
                    "take its sum or mean first, or pass the gradient to start from."
                )
            return np.array(1.0).reshape(self._data.shape)
        start = np.array(gradient, dtype=float)
        if start.shape != self._data.shape:
            raise ValueError(f"The gradient has shape {start.shape}, but the array has shape {self._data.shape}.")
        return start


def sum_to_shape(gradient: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return the gradient of an array that broadcasting stretched: what was copied forward is added up backward.

    Args:
        gradient: of the shape after broadcasting.
        shape: the array's own shape.
    """
    if gradient.shape == shape:
        return gradient
    added = gradient.ndim - len(shape)
    stretched = tuple(added + axis for axis, length in enumerate(shape) if length == 1)
    total: np.ndarray = gradient.sum((*range(added), *stretched), keepdims=True)
    return total.reshape(shape)
