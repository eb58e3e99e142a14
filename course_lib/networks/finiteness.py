"""Noticing at once when a number of a network stops being finite, and saying where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from course_lib.engine.tensor import no_grad
from course_lib.networks.layers import Layer, Sequential
from course_lib.words.catalogue import words

Kind = Literal["data", "output", "loss", "gradient", "parameter"]


class NotFiniteError(ArithmeticError):
    """A number is infinite or not a number (inf or nan): training can't go on.

    Attributes:
        step: in which step, from 0.
        kind: what it was a number of.
        layer: which layer's, or which parameter's; empty where ``kind`` says it all.
    """

    def __init__(self, step: int, kind: Kind, layer: str = "") -> None:
        advice = words("training.advice_on_data" if kind == "data" else "training.advice")
        super().__init__(words(f"training.not_finite.{kind}", step=step, layer=layer) + "\n" + advice)
        self.step, self.kind, self.layer = step, kind, layer


def require_finite(step: int, kind: Kind, named: Sequence[tuple[str, np.ndarray | None]]) -> None:
    """Look through named arrays.

    Args:
        step: number of the step.
        kind: what the arrays are.
        named: arrays with their names, in the order in which trouble spreads; None is passed over.

    Raises:
        NotFiniteError: if a number is not finite; it names the first array that holds one.
    """
    for name, array in named:
        if array is not None and not np.isfinite(array).all():
            raise NotFiniteError(step, kind, name)


def where_it_broke(step: int, model: Layer, x: np.ndarray) -> NotFiniteError:
    """Return the error that names the first layer whose output is not finite, found by going through them again.

    Args:
        step: number of the step.
        model: the network whose error was not finite.
        x: its input in that step.
    """
    if not np.isfinite(x).all():
        return NotFiniteError(step, "data")
    layers = model.children() if isinstance(model, Sequential) else {type(model).__name__: model}
    with no_grad():
        out = x
        for name, layer in layers.items():
            out = layer(out).data
            if not np.isfinite(out).all():
                return NotFiniteError(step, "output", name)
    return NotFiniteError(step, "loss")
