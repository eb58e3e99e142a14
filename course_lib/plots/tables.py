"""The numbers of a picture as tables, for those who would rather read than look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from matplotlib.lines import Line2D

from course_lib.words.numbers import spoken

Table = dict[str, Any]
"""Its ``name``, its ``columns`` (their names), and its ``rows``, lists of texts."""

MOST_ROWS = 500
"""Nobody reads more."""


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Table:
    """Return a table; numbers in it are written with four digits, as people read them.

    Args:
        name: what it holds.
        columns: the name of each.
        rows: numbers or texts; rows with numbers that are none are left out.
    """
    written = [[cell if isinstance(cell, str) else spoken(cell, 4) for cell in row] for row in rows if _is_whole(row)]
    return {"name": name, "columns": list(columns), "rows": written[:MOST_ROWS]}


def table_of_line(line: Line2D, name: str = "", column: str = "") -> Table:
    """Return the points of a line.

    Args:
        line: drawn in axes; its columns have the names of both of them.
        name: what it holds; its name in the legend where not given.
        column: what is drawn upward; the name of the axis where not given.
    """
    axes: Any = line.axes
    columns = [axes.get_xlabel() or "x", column or axes.get_ylabel() or axes.get_title()]
    points = zip(np.ravel(line.get_xdata()).tolist(), np.ravel(line.get_ydata()).tolist(), strict=True)
    return table(name or str(line.get_label()), columns, points)


def _is_whole(row: Sequence[Any]) -> bool:
    return all(isinstance(cell, str) or np.isfinite(cell) for cell in row)
