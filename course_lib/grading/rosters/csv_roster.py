"""A list as CSV, written into cell by cell: whatever is not written stays as it was, byte for byte."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

SEPARATORS = ",;\t"
LOOKED_AT = 30  # lines, to see what separates the cells
NO_BYTES = "?"


class CsvRoster:
    """A list in UTF-8, with or without its mark, or in the encoding of Japanese Windows.

    In all of them a comma, a quote and the end of a line are one byte each, which is never part of another character:
    so the bytes themselves are cut into cells, and put together again.

    Attributes:
        line_break: what parts the lines of a cell.
        runs_texts: whether a spreadsheet would run a cell that begins like a formula.
        rows: the texts of the cells.
        lost: how many characters this encoding had no bytes for.
    """

    line_break = " / "
    runs_texts = True

    def __init__(self, content: bytes) -> None:
        """Read a list.

        Raises:
            ValueError: if it is in none of these encodings.
        """
        if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            raise ValueError("it is in UTF-16: save it as CSV in UTF-8")
        self._mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
        content = content.removeprefix(BOM_UTF8)
        self._encoding = _encoding(content)
        self._separator, self._lines = _cut(content.decode("latin-1"))
        self.rows = [[self._text(cell) for cell in cells] for cells, _ in self._lines]
        self.lost = 0

    def put(self, row: int, column: int, value: float | str) -> None:
        """Write a cell."""
        cells = self._lines[row][0]
        quoted = all(cell.startswith('"') for cell in cells if cell)
        cells += [""] * (column + 1 - len(cells))
        text = "".join(map(self._written, str(value)))
        if quoted or any(sign in text for sign in (self._separator, '"', "\r", "\n")):
            text = '"' + text.replace('"', '""') + '"'
        cells[column] = text

    def holds_formula(self, row: int, column: int) -> bool:
        """Tell whether a cell is computed: in CSV none is."""
        return False

    def content(self) -> bytes:
        """Return the list as it goes back."""
        text = "".join(self._separator.join(cells) + end for cells, end in self._lines)
        return self._mark + text.encode("latin-1")

    def _text(self, cell: str) -> str:
        if cell.startswith('"'):
            cell = cell[1:-1].replace('""', '"')
        return cell.encode("latin-1").decode(self._encoding, "replace")

    def _written(self, sign: str) -> str:
        """Return a character's bytes, as the cells here hold them."""
        for form in (sign, unicodedata.normalize("NFKC", sign)):
            try:
                return form.encode(self._encoding).decode("latin-1")
            except UnicodeEncodeError:
                continue
        self.lost += 1
        return NO_BYTES


def _encoding(content: bytes) -> str:
    for encoding in ("utf-8", "cp932"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise ValueError("it is neither in UTF-8 nor in the encoding of Japanese Windows: save it as CSV in UTF-8")


def _cut(text: str) -> tuple[str, list[tuple[list[str], str]]]:
    """Return what separates the cells, and the lines: their cells as they stand there, and how each line ends."""
    first = text.splitlines()[:LOOKED_AT]
    separator = max(SEPARATORS, key=lambda sign: max((line.count(sign) for line in first), default=0))
    cell = re.compile(rf'("[^"]*(?:""[^"]*)*"|[^{separator}\r\n]*)({separator}|\r\n|\r|\n|\Z)')
    lines, cells, place = [], [], 0
    while place < len(text):
        found = cell.match(text, place)
        assert found is not None  # the second form takes whatever is there
        cells.append(found[1])
        place = found.end()
        if found[2] != separator:
            lines.append((cells, found[2]))
            cells = []
    if cells:
        lines.append(([*cells, ""], ""))
    return separator, lines
