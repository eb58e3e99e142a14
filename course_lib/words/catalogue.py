"""The catalogue of words: what a notebook, a page or a picture shows as a result, in each language.

The words lie in ``words/ja/*.toml`` and ``words/en/*.toml``, so that neither language can gain one that the other
lacks. Only exceptions say what they have to say in code and in English, as those of Python and numpy do.
"""

from __future__ import annotations

import html
import re
import string
import tomllib
from functools import cache
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.words.language import Language
from course_lib.words.language import language as readers_language

FOLDER = Path(__file__).parent

Entry = str | list[str]


@cache
def catalogue(code: Language) -> dict[str, Entry]:
    """Return all entries of one language by their dotted name, ``file.table.key``."""
    entries: dict[str, Entry] = {}

    def add(name: str, node: object) -> None:
        if isinstance(node, dict):
            for key, child in node.items():
                add(f"{name}.{key}", child)
        elif isinstance(node, str):
            entries[name] = node.strip()
        elif isinstance(node, list):
            entries[name] = [str(line).strip() for line in node]
        else:
            raise TypeError(f"The catalogue entry {name} must be text or a list of texts, not {node!r}.")

    for path in sorted((FOLDER / code).glob("*.toml")):
        add(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    return entries


def words(name: str, language: Language | None = None, /, **values: object) -> str:
    """Return the text called ``name``, with ``values`` set into its ``{places}``.

    Args:
        name: dotted name, for instance ``"check.right"``.
        language: ``"ja"`` or ``"en"``; the reader's own where it is not given.
        **values: what to put into the places; numbers are formatted as the entry asks (``{rate:.3g}``).

    Raises:
        KeyError: where the catalogue has no such text, or a place of it is given no value.
    """
    text = _entry(name, language)
    if isinstance(text, list):
        raise KeyError(f"The catalogue entry {name!r} is a list: read it with word_list.")
    return _SET.format(text, **values)


def word_list(name: str, language: Language | None = None, /, **values: object) -> list[str]:
    """Return the list of texts called ``name``; see `words`."""
    texts = _entry(name, language)
    if isinstance(texts, str):
        raise KeyError(f"The catalogue entry {name!r} is one text: read it with words.")
    return [_SET.format(text, **values) for text in texts]


class _Setting(string.Formatter):
    """Sets values into the places of a text; negative numbers have the sign that books have, − and not a hyphen."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        text = format(value, format_spec)
        return re.sub(r"^( *)-(?=[\d.])", r"\1−", text) if isinstance(value, (Real, np.number)) else text


_SET = _Setting()


def to_html(text: str) -> str:
    """Return a text as HTML: `code` and **bold** are shown as such, all else is text and never markup."""
    escaped = html.escape(text)
    escaped = re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped)
    return re.sub(r"\*\*([^*<]+)\*\*", r"<b>\1</b>", escaped)


def has_words(name: str) -> bool:
    """Tell whether the catalogue has a text called ``name``."""
    return name in catalogue(readers_language())


def _entry(name: str, language: Language | None) -> Entry:
    entries = catalogue(language or readers_language())
    if name not in entries:
        raise KeyError(f"The catalogue of words has no entry {name!r}.")
    return entries[name]
