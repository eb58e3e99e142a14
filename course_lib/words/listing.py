"""Several names, or several sentences, as one text in the reader's language; there must be at least one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce

from course_lib.words.catalogue import words
from course_lib.words.language import Language

JAPANESE = "[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
"""Kana, kanji, and the brackets and stops between them."""


def listed(parts: Iterable[str], language: Language | None = None) -> str:
    """Return "a, b, c" as the language writes it; the reader's own where it is not given."""
    return _joined("listing.comma", parts, language)


def clauses(parts: Iterable[str]) -> str:
    """Return "a; b; c" as the language writes it: for parts that have commas of their own."""
    return _joined("listing.semicolon", parts)


def sentences(parts: Iterable[str]) -> str:
    """Return sentences one after the other as the language sets them."""
    return _joined("listing.sentences", parts)


def on_one_line(text: str) -> str:
    """Return a text that is set on several lines as one line: a break beside Japanese letters stands for nothing."""
    return re.sub(rf"(?<={JAPANESE})\n|\n(?={JAPANESE})", "", text).replace("\n", " ")


def _joined(entry: str, parts: Iterable[str], language: Language | None = None) -> str:
    return reduce(lambda left, right: words(entry, language, left=left, right=right), parts)
