"""What the PyTorch cells of chapter 11 find, or found when the course was made, for readers who don't have PyTorch."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np

from course_lib.experiments.capstone_torch import pytorch_is_here

FILE = Path(__file__).with_name("pytorch_answers.json")


def in_pytorch(ask: Callable[[], object]) -> np.ndarray:
    """Return what a function that uses PyTorch gives or, where PyTorch is not installed, what it gave before.

    The kept answers, from ``tests/reference/make_pytorch_answers.py``, belong to the functions as chapter 11 has them.

    Args:
        ask: takes nothing and gives a number, or lists of numbers; without PyTorch only its name counts.

    Raises:
        KeyError: if PyTorch is not installed and no answer is kept under this name.
    """
    return np.asarray(ask() if pytorch_is_here() else _kept()["answers"][ask.__name__], dtype=float)


@cache
def _kept() -> dict[str, dict[str, object]]:
    kept: dict[str, dict[str, object]] = json.loads(FILE.read_text(encoding="utf-8"))
    return kept
