"""Names that students chose, made harmless where a terminal or a spreadsheet will read them."""

from __future__ import annotations

from unicodedata import category

NO_SIGN = "\ufffd"
JOINERS = "\u200c\u200d"  # stand in names, and do nothing by themselves


def harmless(value: object) -> object:
    """Return a cell of a table so that no spreadsheet takes a name that a student chose for a formula."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    # Spreadsheets pass over blanks and take the full-width signs for the plain ones.
    return f"'{text}" if text.lstrip(f"{NO_SIGN} \u3000").startswith(tuple("=+-@＝＋－＠−")) else text


def printable(text: str) -> str:
    """Return a text whose signs are all to be seen: none moves the cursor, ends a line or turns the direction."""
    return "".join(
        NO_SIGN if category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign not in JOINERS else sign for sign in text
    )
