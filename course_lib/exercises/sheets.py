"""Finding sheets and exercises by name, whether the answers are here or only what is stored for the checks."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.exercises.sheet import Cases, Exercise, Sheet
from course_lib.exercises.stored import STORED, read_stored, stored_path
from course_lib.sources.functions import functions_in

SOLUTIONS = Path(__file__).parents[2] / "solutions"


@cache
def load_sheet(name: str) -> Sheet:
    """Return the sheet ``solutions/NAME.py``; where learners have no answers, what is stored for their checks.

    Only its cells tagged ``answer`` or ``grading`` are run: the others are for a notebook.

    Raises:
        FileNotFoundError: if there is no such sheet here; it says which there are.
    """
    path = SOLUTIONS / f"{name}.py"
    if not path.is_file():
        if stored_path(name).is_file():
            return read_stored(name)
        raise FileNotFoundError(f"There is no sheet {name!r}. The sheets here: {', '.join(sheet_names()) or 'none'}.")
    namespace: dict[str, Any] = {"__name__": f"solutions.{name}", "np": np}
    broken = dict(namespace)
    side, on_side = False, set()
    for header, start, source in cells(path.read_text(encoding="utf-8")):
        if '"answer"' in header or '"grading"' in header or '"broken"' in header:
            # As many empty lines as come before it, so that tracebacks show the right line of the file.
            code = compile("\n" * start + source, str(path), "exec")
            exec(code, broken if '"broken"' in header else namespace)
        if "[markdown]" in header:
            side = '"side"' in header
        elif '"answer"' in header or '"broken"' in header:
            on_side |= {function.name for function in functions_in(source)} if side else set()
    sheet = namespace.get("sheet")
    if not isinstance(sheet, Sheet):
        raise ValueError(f"{path} makes no Sheet called 'sheet' in a cell tagged \"grading\".")
    for exercise in sheet.exercises.values():
        exercise.shipped = broken.get(exercise.name)
        exercise.side = exercise.name in on_side
    return sheet


@cache
def drawn_cases(sheet: str, exercise: str, seed: int, variant: int = 0) -> Cases:
    """Return the cases of an exercise that this seed draws; they are worked out once."""
    return load_sheet(sheet).exercises[exercise].cases(seed, variant)


def sheet_names() -> list[str]:
    """Return the names of all sheets, in the order of the chapters."""
    return sorted({path.stem for path in (*SOLUTIONS.glob("[0-9]*.py"), *STORED.glob("[0-9]*.json"))})


def find_exercise(function_name: str) -> tuple[Sheet, Exercise] | None:
    """Return the exercise in which learners write a function of this name, with its sheet; None if there is none."""
    for name in sheet_names():
        sheet = load_sheet(name)
        if function_name in sheet.exercises:
            return sheet, sheet.exercises[function_name]
    return None


def cells(text: str) -> list[tuple[str, int, str]]:
    """Split a file in percent format into (header, number of its first line from 0, source) for each cell."""
    marks = [*re.finditer(r"^# %%(.*)\n", text, flags=re.MULTILINE)]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        (mark.group(1), text.count("\n", 0, mark.end()), text[mark.end() : end])
        for mark, end in zip(marks, ends, strict=True)
    ]
