"""Reading a submitted notebook, whatever state it is in. Nothing in it is run here."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from course_lib.grading.sheet import load_sheet, sheet_names
from course_lib.language import LANGUAGES, Language, locale_language

LARGEST = 20 * 2**20  # bytes; a sheet with all its pictures has less than one million


class Unreadable(ValueError):
    """A file that is no notebook of this course; the argument is the catalogue's entry that says why."""


@dataclass(frozen=True)
class Submission:
    """What was handed in: the code cells of a notebook.

    Attributes:
        sheet: name of the exercise sheet.
        language: of the notebook, for the feedback.
        cells: source of each code cell, in order.
    """

    sheet: str
    language: Language
    cells: tuple[str, ...]


def read_submission(path: Path) -> Submission:
    """Return the submission in a notebook file.

    The sheet is known by what the notebook notes of itself, else by the functions that it defines: so a renamed file,
    or one that another program has saved, is graded all the same.

    Raises:
        Unreadable: if the file is no regular file, too large, no notebook, or of no sheet of this course.
    """
    if path.is_symlink() or not path.is_file():
        raise Unreadable("not_a_file")
    if path.stat().st_size > LARGEST:
        raise Unreadable("too_large")
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = tuple(_source(cell) for cell in notebook["cells"] if cell["cell_type"] == "code")
        metadata = notebook.get("metadata", {}).get("course", {})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable("not_a_notebook") from None
    if not isinstance(metadata, dict):
        metadata = {}
    sheet = Path(str(metadata.get("source", ""))).stem
    if sheet not in sheet_names():
        sheet = _sheet_by_functions(cells)
    if not sheet:
        raise Unreadable("unknown_sheet")
    code = metadata.get("language")
    return Submission(sheet, code if code in LANGUAGES else locale_language(), cells)


def sheet_by_name(path: Path) -> str:
    """Return the sheet that a file's name tells, for a file that can't be read; ``""`` where it tells none."""
    return next((name for name in sheet_names() if name in path.name), "")


def digest(path: Path) -> str:
    """Return a digest of a file's content, by which an unchanged submission is known again."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        return "unreadable"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _source(cell: dict[str, object]) -> str:
    source = cell["source"]
    if isinstance(source, list):
        source = "".join(source)
    if not isinstance(source, str):
        raise TypeError("a cell's source is text")
    return source


def _sheet_by_functions(cells: tuple[str, ...]) -> str:
    defined = set(re.findall(r"^def (\w+)", "\n".join(cells), flags=re.MULTILINE))
    found = {name: len(defined & load_sheet(name).exercises.keys()) for name in sheet_names()}
    best = max(found, key=lambda name: found[name], default="")
    return best if best and found[best] else ""
