"""Several names, or several sentences, as one text in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from course_lib.words.catalogue import words


def listed(parts: Iterable[str]) -> str:
    """Return "a, b, c" as the language writes it; there must be at least one part."""
    return reduce(lambda left, right: words("optimizer_race.pair", left=left, right=right), parts)


def sentences(parts: Iterable[str]) -> str:
    """Return sentences one after the other as the language sets them; there must be at least one."""
    return reduce(lambda left, right: words("optimizer_race.sentences", left=left, right=right), parts)
