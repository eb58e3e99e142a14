"""What ``from numpy import *`` does to Python's own names: ``min``, ``max``, ``sum`` and others mean NumPy's."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from course_lib.exercises.judging import KNOWN_ERRORS, Verdict

UNNAMED = (
    "check.differs", "check.wrong_shape", "check.wrong_type", "check.raised.other", "check.raised.TypeError",
    "check.raised.ValueError", "check.common.slip_",
)  # fmt: skip
SHADOWED = sorted(set(np.__all__) & set(vars(builtins)))
STAR = re.compile(r"^[ \t]*from +numpy +import +\*", re.MULTILINE)


def shadowed_in(sources: Iterable[str]) -> list[str]:
    """Return which of these names the cells of an answer call.

    Args:
        sources: of the cells.
    """
    text = "\n".join(sources)
    return [name for name in SHADOWED if re.search(rf"(?<![\w.]){name} *\(", text)]


def with_star_named(verdict: Verdict, names: list[str]) -> Verdict:
    """Return a verdict that names the import where it may be what an unnamed mistake comes from.

    Args:
        verdict: on an answer.
        names: those of `SHADOWED` that it calls and that mean NumPy's.
    """
    unnamed = verdict.sentence.startswith(UNNAMED) or verdict.mistake in KNOWN_ERRORS
    if not names or not unnamed:
        return verdict
    return replace(verdict, sentence="check.star_import", places=verdict.places | {"names": ", ".join(names)})
