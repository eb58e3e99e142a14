"""Names that students chose, made harmless where a terminal or a spreadsheet will read them."""

from __future__ import annotations

from unicodedata import category

NO_SIGN = "\ufffd"
JOINERS = "\u200c\u200d"  # stand in names, and do nothing by themselves


def harmless(value: object) -> object:
    """Return a cell of a table so that no spreadsheet takes what a student chose for a formula."""
    return as_text(printable(value)) if isinstance(value, str) else value


def as_text(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; nothing else of it is changed."""
    # Spreadsheets pass over blanks and take the full-width signs for the plain ones.
    first = next((sign for sign in cell if not sign.isspace() and sign not in NO_SIGN + JOINERS), " ")
    return f"'{cell}" if first in "=+-@＝＋－＠−" else cell


def printable(text: str) -> str:
    """Return a text whose signs are all to be seen: none moves the cursor, ends a line or turns the direction."""
    return "".join(
        NO_SIGN if category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign not in JOINERS else sign for sign in text
    )
