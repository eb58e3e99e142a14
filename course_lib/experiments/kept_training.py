"""What long training gave when the course was made, for the browser edition, where it would take minutes again.

Only there are kept results used, and only for the very same training: whoever changes a number has it computed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from course_lib.networks.layers import Layer
from course_lib.optimizers.base import Optimizer

FILE = Path(__file__).with_name("kept_training.json")

Results = dict[float, tuple[float, float]]
"""For each learning rate the error of the last epoch and the percentage of digits read rightly."""


def kept_results(name: str) -> Results | None:
    """Return what the training of this name gave; None where it is to be computed.

    Args:
        name: as `name_of_training` gives it. The kept results are from ``tests/reference/make_kept_training.py``.
    """
    found = _kept().get(name) if _in_browser() else None
    return None if found is None else {rate: (error, right) for rate, error, right in found}


def name_of_training(network: Layer, optimizer: Optimizer, *settings: object) -> str:
    """Return a name that changes with the network, its first weights, the optimizer and the settings.

    Args:
        network: not trained yet.
        optimizer: with its settings.
        *settings: all else that training depends on, as numbers.
    """
    # Rounded, for the last digits are not the same in every Python.
    weights = [(name, values.data.shape, f"{values.data.std():.6g}") for name, values in network.named_parameters()]
    return sha256(repr([*_kinds(network), *weights, optimizer, *settings]).encode()).hexdigest()[:16]


def _in_browser() -> bool:
    return sys.platform == "emscripten"  # Python's name for it


def _kinds(layer: Layer) -> Iterator[str]:
    """Give the names of a network's kinds of layers, also of those inside others."""
    yield type(layer).__name__
    for child in layer.children().values():
        yield from _kinds(child)


@cache
def _kept() -> dict[str, list[tuple[float, float, float]]]:
    kept: dict[str, list[tuple[float, float, float]]] = json.loads(FILE.read_text(encoding="utf-8"))
    return kept
