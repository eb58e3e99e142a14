"""The stumbles of a first week in Python, told in the learner's language below Python's own message.

A cell that Python can't read never runs, so no check is reached. This looks at what a cell ended with and, where it
knows the stumble, adds one sentence. Python's message stays: in time one learns to read it.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import Any

from course_lib.words.catalogue import words
from course_lib.words.message import Message

# Signs that look like Python's but are not, with what to type instead. Full-width ones are found by rule.
LOOKALIKES = {
    "×": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "、": ",", "。": ".",
}  # fmt: skip
KEYWORDS = "False|None|True|and|def|elif|else|for|if|import|in|lambda|not|or|print|return|while"


def install() -> None:
    """Watch the cells of this notebook; does nothing where there is no notebook, and nothing the second time."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None and not getattr(shell, "tells_stumbles", False):
        shell.tells_stumbles = True
        shell.events.register("post_run_cell", _after_cell)


def _after_cell(result: Any) -> None:
    error = result.error_before_exec or result.error_in_exec
    sentence = stumble(error) if error is not None else ""
    if sentence:
        from IPython.display import display

        display(Message("neutral", sentence))


def stumble(error: BaseException) -> str:
    """Return the sentence for a known stumble, ``""`` for any other error.

    Args:
        error: what a cell, or the reading of it, ended with.
    """
    if isinstance(error, SyntaxError):
        return _unreadable(error)
    if isinstance(error, NameError):
        return _unknown_name(error)
    message = str(error)
    if isinstance(error, TypeError) and re.search(r"'(int|float|numpy\.\w+)' object is not callable", message):
        return words("stumbles.number_called")
    if isinstance(error, TypeError) and re.search(r"for \^|ufunc 'bitwise_xor'", message):
        return words("stumbles.caret")
    return ""


def _unreadable(error: SyntaxError) -> str:
    message, line = error.msg or "", (error.text or "").rstrip("\n")
    sign = _strange_sign(message, line)
    if sign == "\u3000":
        return words("stumbles.wide_blank")
    if sign:
        plain = LOOKALIKES.get(sign) or unicodedata.normalize("NFKC", sign)
        return words("stumbles.sign" if plain.isascii() else "stumbles.strange_sign", sign=sign, plain=plain)
    for pattern, name in _BY_MESSAGE:
        if found := re.search(pattern, message):
            return words(f"stumbles.{name}", **found.groupdict())
    if re.match(r"\s*(return\s+)?\.\.\.\s*[^\s#]", line):
        return words("stumbles.dots_left")
    if found := re.match(rf"\s*(?!{KEYWORDS})(?P<word>(?i:{KEYWORDS}))\b", line):
        return words("stumbles.capital", word=found["word"], plain=_keyword(found["word"]))
    return words("stumbles.unreadable")


# What Python 3.11 and later say, and what it means. The first that fits is told.
_BY_MESSAGE = (
    (r"invalid decimal literal|invalid imaginary literal", "times_missing"),
    (r"expected ':'", "colon"),
    (r"expected an indented block", "indent_missing"),
    (r"unexpected indent", "indent_unexpected"),
    (r"unindent does not match|inconsistent use of tabs", "indent_uneven"),
    (r"'return' outside function", "return_outside"),
    (r"'(?P<sign>[(\[{])' was never closed", "bracket_open"),
    (r"unmatched '(?P<sign>[)\]}])'", "bracket_extra"),
    (r"unterminated", "quote_open"),
    (r"cannot assign to", "assign"),
    (r"Maybe you meant '==' ", "equals"),
    (r"forgot a comma", "comma"),
)


def _strange_sign(message: str, line: str) -> str:
    """Return the sign that Python names as none of its own, or the full-width one in the line that it stopped at."""
    if found := re.search(r"U\+([0-9A-F]{4,6})", message):
        return chr(int(found[1], 16))
    code = re.sub(r"#.*|\"[^\"]*\"|'[^']*'", "", line)
    return next((sign for sign in code if sign in LOOKALIKES or sign == "\u3000"), "")


def _keyword(word: str) -> str:
    return next(known for known in KEYWORDS.split("|") if known.lower() == word.lower())


def _unknown_name(error: NameError) -> str:
    name = getattr(error, "name", None) or ""
    if not name or isinstance(error, UnboundLocalError):
        return ""
    if name.lower() in KEYWORDS.lower().split("|"):
        return words("stumbles.capital", word=name, plain=_keyword(name))
    return words("stumbles.unknown_name", name=name)
