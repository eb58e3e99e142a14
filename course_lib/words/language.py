"""Which edition is being read: Japanese (``ja``) or English (``en``)."""

from __future__ import annotations

import locale
import os
from typing import Literal

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, Language] = ("ja", "en")

_chosen: Language | None = None


def set_language(code: Language) -> None:
    """Choose the edition by hand, for this Python process.

    Args:
        code: ``"ja"`` or ``"en"``.

    Raises:
        ValueError: for any other code.
    """
    global _chosen
    if code not in LANGUAGES:
        raise ValueError(f"The course speaks 'ja' (Japanese) and 'en' (English), not {code!r}.")
    _chosen = code


def language() -> Language:
    """Return the edition in use.

    In this order: what `set_language` chose; the environment variable ``GRADIENT_COURSE_LANGUAGE``; the folder
    the notebook lies in (``notebooks/ja``: its code is the same in both editions, so the folder must tell);
    the locale.
    """
    if _chosen is not None:
        return _chosen
    for name in (os.environ.get("GRADIENT_COURSE_LANGUAGE", ""), os.path.basename(os.getcwd())):
        if name in LANGUAGES:
            return name
    return locale_language()


def locale_language() -> Language:
    """Return the edition that the reader's system asks for: Japanese in a Japanese locale, else English."""
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    # Windows and macOS applications set no such variable; there Python's own answer serves.
    name = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    return "ja" if name.lower().startswith(("ja", "japanese")) else "en"
