"""What all optimizers share: they move arrays in place, and remember something of the past for each array.

The formulas themselves are in `course_lib.optimizers.rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Protocol

import numpy as np

# Numbers moved at once: few enough that a formula's intermediate results stay in the processor's cache.
BLOCK = 16_384


class Parameter(Protocol):
    """Something to be learnt: numbers, and the gradient of the error by them once it is known."""

    grad: np.ndarray | None

    def in_place(self) -> np.ndarray:
        """Return the numbers themselves, to be moved where they are."""


@dataclass
class Memory:
    """What an optimizer remembers of one array.

    Attributes:
        steps: how many steps the array has made.
        arrays: one array for each name that the optimizer's ``remembers`` gives, of the array's shape, at first 0.
    """

    arrays: list[np.ndarray]
    steps: int = 0


@dataclass
class Optimizer:
    """A way to turn gradients into steps.

    The same object moves a network's parameters (`step`) or plain arrays (`update`); its memory belongs to the arrays
    it was first given, in their order. ``rate`` may be changed between steps, as schedules do.
    """

    rate: float
    memory: list[Memory] = field(default_factory=list, init=False, repr=False)

    remembers: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        for name in ("momentum", "beta", "beta1", "beta2"):
            kept = getattr(self, name, 0.0)
            if not 0 <= kept < 1:
                raise ValueError(f"{name} is the share kept of the old: at least 0 and below 1, not {kept}.")

    def rule(self, x: np.ndarray, g: np.ndarray, t: int, memory: Sequence[np.ndarray]) -> None:
        """Move ``x`` in place: the optimizer's formula.

        Args:
            x: numbers to move.
            g: their gradient, same shape.
            t: which step this is for them, from 1.
            memory: what is remembered of them, arrays of the same shape, to be changed in place.
        """
        raise NotImplementedError

    def step(self, parameters: Iterable[Parameter]) -> None:
        """Move each parameter's numbers in place by its ``grad``; one without a gradient stays where it is."""
        parameters = list(parameters)
        self.update([p.in_place() for p in parameters], [p.grad for p in parameters])

    def update(self, arrays: Sequence[np.ndarray], gradients: Sequence[np.ndarray | None]) -> None:
        """Move the arrays in place by one step.

        Args:
            arrays: float arrays of any shapes; the same ones in the same order at each call.
            gradients: for each array its gradient, of its shape, or None: then it stays.

        Raises:
            TypeError: if an array does not hold floats.
            ValueError: if the arrays are not those of the first call, or a gradient has another shape than its array.
        """
        if not self.memory:
            self.memory = [self._new_memory(x) for x in arrays]
        if not len(arrays) == len(gradients) == len(self.memory):
            raise ValueError(
                f"Expected {len(self.memory)} arrays with a gradient each, as in the first step; got {len(arrays)} "
                f"arrays and {len(gradients)} gradients. For other arrays make a new optimizer."
            )
        for x, g, memory in zip(arrays, gradients, self.memory, strict=True):
            if g is None:
                continue
            if x.shape != g.shape:
                raise ValueError(f"An array of shape {x.shape} can't be moved by a gradient of shape {g.shape}.")
            memory.steps += 1
            if x.size <= BLOCK or not x.flags.c_contiguous:
                self.rule(x, g, memory.steps, memory.arrays)
            else:
                for part_x, part_g, *parts in _in_blocks(x, g, *memory.arrays):
                    self.rule(part_x, part_g, memory.steps, parts)

    def _new_memory(self, x: np.ndarray) -> Memory:
        if not np.issubdtype(x.dtype, np.floating):
            raise TypeError(f"Optimizers take small steps, but this array holds {x.dtype}: use x.astype(float).")
        return Memory([np.zeros(x.shape) for _ in self.remembers])


def optimizer_path(
    optimizer: Optimizer,
    gradient: Callable[[np.ndarray], np.ndarray],
    x0: object,
    max_steps: int = 100,
    schedule: Callable[[int], float] | None = None,
) -> np.ndarray:
    """Return the path of an optimizer from ``x0``, as `course_lib.descent.gradient_descent` does for plain
    descent.

    Args:
        optimizer: its settings; the path starts with an empty memory, and the optimizer itself is left as it was.
        gradient: gives the gradient at a point, of the point's shape.
        x0: where to start, any shape.
        max_steps: at most so many steps; the path ends earlier at its first point that is not finite.
        schedule: the learning rate as a function of the step's number 0, 1, 2, ...; without it the rate stays.

    Returns:
        Array of shape (steps + 1, *shape of x0): the start, then the point after each step.
    """
    optimizer = replace(optimizer)
    x = np.array(x0, dtype=float)
    path = [x.copy()]
    # A diverging run is something to look at here, not an accident: it ends with its first infinite point.
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(max_steps):
            if schedule is not None:
                optimizer.rate = schedule(step)
            optimizer.update([x], [np.asarray(gradient(x), dtype=float)])
            path.append(x.copy())
            if not np.isfinite(x).all():
                break
    return np.array(path)


def _in_blocks(*arrays: np.ndarray) -> Iterator[list[np.ndarray]]:
    """Yield the same stretch of each array, one stretch after the other."""
    flat = [array.reshape(-1) for array in arrays]
    for start in range(0, arrays[0].size, BLOCK):
        yield [array[start : start + BLOCK] for array in flat]
