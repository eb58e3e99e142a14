"""How much of each sheet this learner has solved."""

from __future__ import annotations

from course_lib.exercises.progress import solved
from course_lib.exercises.sheets import load_sheet, sheet_names


def share_solved() -> dict[str, float]:
    """Return for each sheet that is here the share of its exercises solved, from 0 to 1."""
    names = solved()
    shares = {}
    for sheet in map(load_sheet, sheet_names()):
        shares[sheet.name] = sum(name in names for name in sheet.exercises) / max(1, len(sheet.exercises))
    return shares
