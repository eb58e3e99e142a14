"""Reading a submitted notebook, whatever state it is in. Nothing in it is run here."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.words.language import LANGUAGES, Language, locale_language

LARGEST = 20 * 2**20  # bytes; a sheet with all its pictures has less than one million

MOST_PARTS = 500_000  # lists and dictionaries in a file; a sheet with all its pictures has less than a thousand
CHECKED_VARIANT = re.compile(r"^check\((\w+), *variant=(\d{1,4})\)", re.MULTILINE)
# Code of a notebook, and as much of its other texts as is looked at. A sheet with all its answers has far less; to
# find out what defines what in millions of lines would take the grader longer than to run them.
MOST_CODE = 2**21  # characters
MOST_CELLS = 10_000
# Texts are passed over whole, also one that nothing ends: else each quotation mark in it would be looked at as the
# beginning of another, and a file that was cut off would take as long as its length squared.
COMMA_TOO_MANY = re.compile(r'("(?:\\.|[^"\\])*+(?:"|\\?\Z))|,(\s*+[\]}])', re.DOTALL)
AS_IT_COMES = json.JSONDecoder(strict=False)  # takes line ends and tabs within texts
HIRAGANA = re.compile("[ぁ-ん]")


class Unreadable(ValueError):
    """A file that is no notebook of this course; the argument is the catalogue's entry that says why."""


@dataclass(frozen=True)
class Submission:
    """What was handed in: the code cells of a notebook.

    Attributes:
        sheet: name of the exercise sheet.
        language: of the notebook, for the feedback.
        cells: source of each code cell, in order.
        texts: source of other cells: what is written there is never run. Of very long ones, the first.
    """

    sheet: str
    language: Language
    cells: tuple[str, ...]
    texts: tuple[str, ...] = ()


def read_submission(path: Path) -> Submission:
    """Return the submission in a notebook file.

    The sheet is known by what the notebook notes of itself, else by the functions that it defines: so a renamed file,
    or one that another program has saved, is graded all the same. Notebooks of nbformat 3 and 4 are read.

    Raises:
        Unreadable: if the file is no regular file, too large, no notebook, or of no sheet of this course, or holds too
            much code.
    """
    if path.is_symlink() or not path.is_file():
        raise Unreadable("not_a_file")
    if path.stat().st_size > LARGEST:
        raise Unreadable("too_large")
    try:
        notebook = _notebook(path.read_bytes())
        found = [(str(cell.get("cell_type") or "code").lower() == "code", _source(cell)) for cell in _cells(notebook)]
        metadata = (notebook.get("metadata") or {}).get("course") or {}
        source, code = (str(metadata.get(name, "")) for name in ("source", "language"))
    except Unreadable:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable("not_a_notebook") from None
    cells, texts = (tuple(text for is_code, text in found if is_code is wanted) for wanted in (True, False))
    if len(cells) > MOST_CELLS or sum(map(len, cells)) > MOST_CODE:
        raise Unreadable("too_much_code")
    texts = tuple(text for text, so_far in zip(texts, accumulate(map(len, texts)), strict=True) if so_far <= MOST_CODE)
    sheet = _sheet(Path(source).parent.name, Path(source).stem, cells + texts)
    if not sheet:
        raise Unreadable("unknown_sheet")
    return Submission(sheet, code if code in LANGUAGES else locale_language(), cells, texts)


def variants_in(path: Path) -> dict[str, int]:
    """Return which variant of its questions a learner's own sheet is checked for, by exercise.

    Nothing is read of a file that is no notebook. Grading does not ask: a learner can write there what they like.
    """
    try:
        submission = read_submission(path)
    except (Unreadable, OSError):
        return {}
    exercises = load_sheet(submission.sheet).exercises
    found = CHECKED_VARIANT.findall("\n".join(submission.cells))
    return {
        name: int(variant) for name, variant in found
        if name in exercises and int(variant) <= exercises[name].variants
    }  # fmt: skip


def sheet_by_name(path: Path) -> str:
    """Return the sheet that a file's name tells, for a file that can't be read; ``""`` where it tells none."""
    return next((name for name in sheet_names() if name in path.name), "")


def digest(path: Path) -> str:
    """Return a digest of a file's content, by which an unchanged submission is known again."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        return "unreadable"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _notebook(content: bytes) -> dict[str, Any]:
    """Return a notebook from a file's bytes, also where there is a comma too many or something behind it."""
    if content.count(b"{") + content.count(b"[") > MOST_PARTS:
        raise Unreadable("too_large")
    text = _text(content).lstrip("\ufeff \t\r\n")
    try:
        notebook, _ = AS_IT_COMES.raw_decode(text)
    except ValueError:
        if all(re.search(rf"^[ \t]*{mark}", text, flags=re.MULTILINE) for mark in ("<{7} ", r"={7}\s*$", ">{7} ")):
            raise Unreadable("conflict_markers") from None
        notebook, _ = AS_IT_COMES.raw_decode(COMMA_TOO_MANY.sub(lambda found: found[1] or found[2], text))
    if not isinstance(notebook, dict):
        raise TypeError("a notebook is a dictionary")
    return notebook


def _text(content: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16, some bytes of which may be wrong, or Japanese in Shift-JIS."""
    encoding = json.detect_encoding(content)
    text = content.decode(encoding, "replace")
    if "\ufffd" in text and encoding == "utf-8":
        japanese = content.decode("cp932", "replace")
        if japanese.count("\ufffd") < text.count("\ufffd") and HIRAGANA.search(japanese):
            return japanese
    return text


def _cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    if "cells" in notebook:
        cells = notebook["cells"]
    else:  # nbformat 3, as old programs save it
        cells = [cell for sheet in notebook["worksheets"] for cell in sheet["cells"]]
    return [cell for cell in cells if isinstance(cell, dict)]


def _source(cell: dict[str, Any]) -> str:
    """Return a cell's text; what is no text, such as the null of some programs, says nothing."""
    source = cell.get("source", cell.get("input"))
    return "".join(line for line in (source if isinstance(source, list) else [source]) if isinstance(line, str))


def _sheet(folder: str, noted: str, cells: tuple[str, ...]) -> str:
    """Return the sheet that the notebook notes if any function of it is there, else that with most functions there."""
    found = re.findall(r"^[ \t]*def (\w+)|^(\w+) *=(?!=)", "\n".join(cells), flags=re.MULTILINE)
    defined = {function or assigned for function, assigned in found}

    def functions(name: str) -> int:
        return len(defined & load_sheet(name).exercises.keys())

    names = sheet_names()
    if noted in names and functions(noted):
        return noted
    best = max(names, key=functions, default="")
    if best and functions(best):
        return best
    if folder == "chapters":
        raise Unreadable("chapter")
    return noted if noted in names else ""
