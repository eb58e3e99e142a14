"""Which exercises this learner has solved, kept in a small file beside the course."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.lab.folders import course_folder
from course_lib.lab.whole_file import write_whole
from course_lib.words.catalogue import words

LARGEST = 1_000_000  # bytes; a whole course's progress is a hundredth of that


def progress_file() -> Path:
    """Return where progress is kept: ``GRADIENT_COURSE_PROGRESS``, else ``my-progress.json`` in the reader's folder."""
    chosen = os.environ.get("GRADIENT_COURSE_PROGRESS")
    return Path(chosen) if chosen else course_folder() / "my-progress.json"


def solved() -> set[str]:
    """Return the names of the exercises solved so far; none where there is no file yet.

    A file that holds something else, or is a link, is set aside, and the reader is told so.
    """
    path = progress_file()
    if not os.path.lexists(path):
        return set()
    try:
        return _read(path)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        _set_aside(path)
        return set()


def record_solved(name: str) -> None:
    """Note that an exercise is solved. A folder that can't be written to is no reason to stop a learner."""
    names = solved()
    if name not in names:
        with suppress(OSError):
            write_whole(progress_file(), json.dumps({"solved": sorted(names | {name})}, indent=1) + "\n")


def share_solved() -> dict[str, float]:
    """Return for each sheet that is here the share of its exercises solved, from 0 to 1."""
    names = solved()
    shares = {}
    for sheet in map(load_sheet, sheet_names()):
        shares[sheet.name] = sum(name in names for name in sheet.exercises) / max(1, len(sheet.exercises))
    return shares


def _read(path: Path) -> set[str]:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        raise ValueError("no file that this course has written")
    names = json.loads(path.read_text(encoding="utf-8"))["solved"]
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise TypeError("no names of exercises")
    return set(names)


def _set_aside(path: Path) -> None:
    """Give a file another name, and tell the reader which; a link is renamed itself, what it leads to is left alone."""
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.stem}-set-aside-{number}{path.suffix}")):
        number += 1
    with suppress(OSError):
        path.rename(aside)
        print(words("check.progress_set_aside", file=path.name, aside=aside.name))
