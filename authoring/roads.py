"""The main road of a notebook and its side roads, told apart by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbformat import NotebookNode


def main_road(cells: list[NotebookNode]) -> Iterator[NotebookNode]:
    """Yield the cells of a notebook that are on no side road.

    A side road ends at the next heading of its own level or above, as JupyterLab folds it.
    """
    closed_at = 0
    for cell in cells:
        level = _level(cell)
        if closed_at and level and level <= closed_at:
            closed_at = 0
        if level and "side" in cell.metadata.get("tags", []):
            closed_at = level
        if not closed_at:
            yield cell


def _level(cell: NotebookNode) -> int:
    """Return the level of the heading that a text cell opens with, 0 where it opens with none."""
    found = re.match(r"(#+) ", cell.source) if cell.cell_type == "markdown" else None
    return len(found[1]) if found else 0
