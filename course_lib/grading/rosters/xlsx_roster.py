"""A list as Excel's xlsx, written into cell by cell: every other byte of its parts stays as it was.

An xlsx is a zip of XML. A library that reads a workbook and writes it anew leaves out what it does not know: readings
above Japanese words, rules, a school's own parts. Here only the cells to be filled in the first sheet are replaced.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from xml.etree import ElementTree
from xml.sax.saxutils import escape

LARGEST = 2**26  # bytes of all parts together
ROW = re.compile(r'<row\b[^>]*?\br="(\d+)"[^>]*?(?<!/)>(.*?)</row>', re.DOTALL)
CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
PLACE = re.compile(r'\br="([A-Z]{1,3})\d+"')
STYLE = re.compile(r'\bs="\d+"')
TEXT = re.compile(r"<(v|t)\b[^>]*>([^<]*)</\1>")


class XlsxRoster:
    """The first sheet of a workbook.

    Attributes:
        line_break: what parts the lines of a cell.
        runs_texts: whether a spreadsheet would run a cell that begins like a formula: here texts are marked as such.
        rows: the texts of the cells.
        lost: how many characters could not be written: none here.
    """

    line_break = "\n"
    runs_texts = False
    lost = 0

    def __init__(self, content: bytes) -> None:
        """Read a workbook.

        Raises:
            ValueError: if it is none that can be read.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                if sum(info.file_size for info in archive.infolist()) > LARGEST:
                    raise ValueError("it is larger than any list")
                self._parts = [(info, archive.read(info)) for info in archive.infolist()]
            parts = {info.filename: _checked(part) for info, part in self._parts}
            self._sheet = _first_sheet(parts)
            self._xml = parts[self._sheet].decode()
            shared = _shared_texts(parts.get("xl/sharedStrings.xml"))
            self._cells = {
                (int(row[1]) - 1, _number(place[1])): cell
                for row in ROW.finditer(self._xml)
                for cell in CELL.finditer(self._xml, row.start(2), row.end(2))
                if (place := PLACE.search(cell[1]))
            }
            self._row_ends = {int(row[1]) - 1: row.end(2) for row in ROW.finditer(self._xml)}
            self.rows: list[list[str]] = [[] for _ in range(1 + max(self._row_ends, default=-1))]
            for (row, column), cell in sorted(self._cells.items(), key=lambda item: item[0]):
                self.rows[row] += [""] * (column - len(self.rows[row])) + [_text(cell, shared)]
        except (zipfile.BadZipFile, LookupError, RuntimeError, NotImplementedError, ElementTree.ParseError) as problem:
            raise ValueError(f"it is no workbook that can be read ({problem}): save it anew in Excel") from problem
        if not self._cells:
            raise ValueError("its first sheet has no cells that can be read: save it anew in Excel")
        self._new: dict[tuple[int, int], str] = {}

    def put(self, row: int, column: int, value: float | str) -> None:
        """Write a cell; its style stays."""
        old = self._cells.get((row, column))
        style = STYLE.search(old[1]) if old else None
        opening = f'<c r="{_letters(column)}{row + 1}"{f" {style[0]}" if style else ""}'
        if isinstance(value, str):
            self._new[row, column] = f'{opening} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
        else:
            self._new[row, column] = f"{opening}><v>{value}</v></c>"

    def holds_formula(self, row: int, column: int) -> bool:
        """Tell whether a cell is computed: Excel keeps a list of these, so that none can be replaced alone."""
        cell = self._cells.get((row, column))
        return cell is not None and "<f" in (cell[2] or "")

    def content(self) -> bytes:
        """Return the workbook as it goes back."""
        pieces, done = [], 0
        for (row, column), element in sorted(self._new.items()):
            old = self._cells.get((row, column))
            later = (self._cells.get((row, one)) for one in range(column + 1, len(self.rows[row])))
            beside = next((cell.start() for cell in later if cell), self._row_ends[row])
            start = old.start() if old else beside
            pieces += [self._xml[done:start], element]
            done = old.end() if old else start
        sheet = "".join([*pieces, self._xml[done:]]).encode()
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w") as archive:
            for info, part in self._parts:
                archive.writestr(info, sheet if info.filename == self._sheet else part, info.compress_type)
        return memory.getvalue()


def _checked(part: bytes) -> bytes:
    """Return a part that defines nothing of its own, as Excel writes it: such definitions can grow without end."""
    if b"<!DOCTYPE" in part:
        raise ValueError("it is not as Excel writes a workbook: save it anew in Excel")
    return part


def _first_sheet(parts: dict[str, bytes]) -> str:
    sheets = [one for one in ElementTree.fromstring(parts["xl/workbook.xml"]).iter() if one.tag.endswith("}sheet")]
    known = next((value for name, value in sheets[0].attrib.items() if name.endswith("}id")), None)
    relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    target = {one.get("Id"): one.attrib["Target"] for one in relations}[known]
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _shared_texts(part: bytes | None) -> list[str]:
    """Return the texts that cells name by number, without the readings above Japanese words."""
    if part is None:
        return []
    items = ElementTree.fromstring(part)
    for item in items:
        for reading in [one for one in item if one.tag.endswith("}rPh")]:
            item.remove(reading)
    return ["".join(one.text or "" for one in item.iter() if one.tag.endswith("}t")) for item in items]


def _text(cell: re.Match[str], shared: list[str]) -> str:
    text = unescape("".join(found[2] for found in TEXT.finditer(cell[2] or "")))
    return shared[int(text)] if re.search(r'\bt="s"', cell[1]) and text else text


def _letters(column: int) -> str:
    rest, last = divmod(column, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + last)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
