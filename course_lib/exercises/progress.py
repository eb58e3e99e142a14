"""Which exercises this learner has solved, kept in a small file beside the course."""

from __future__ import annotations

import json
import os
from pathlib import Path

from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.lab.folders import course_folder


def progress_file() -> Path:
    """Return where progress is kept: ``GRADIENT_COURSE_PROGRESS``, else ``my-progress.json`` in the reader's folder."""
    chosen = os.environ.get("GRADIENT_COURSE_PROGRESS")
    return Path(chosen) if chosen else course_folder() / "my-progress.json"


def solved() -> set[str]:
    """Return the names of the exercises solved so far; none where the file is missing or can't be read."""
    try:
        names = json.loads(progress_file().read_text(encoding="utf-8"))["solved"]
        return {name for name in names if isinstance(name, str)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def record_solved(name: str) -> None:
    """Note that an exercise is solved. A folder that can't be written to is no reason to stop a learner."""
    names = solved()
    if name in names:
        return
    path = progress_file()
    try:
        # Written beside and moved into place, so that an interruption leaves the old file whole.
        draft = path.with_name(path.name + ".new")
        draft.write_text(json.dumps({"solved": sorted(names | {name})}, indent=1) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError:
        pass


def share_solved() -> dict[str, float]:
    """Return for each sheet that is here the share of its exercises solved, from 0 to 1."""
    names = solved()
    shares = {}
    for sheet in map(load_sheet, sheet_names()):
        shares[sheet.name] = sum(name in names for name in sheet.exercises) / max(1, len(sheet.exercises))
    return shares
