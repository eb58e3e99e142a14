"""Grades in the forms that Canvas and Moodle take in.

Canvas: Grades, Import. Columns as in its own export: a learner is found by ``ID``, which Canvas's bulk download has in
each file's name. Moodle: the assignment's grading worksheet (*Offline grading worksheet*, among its feedback types),
where a learner is found by the number in ``Identifier``, which is in the folder names of the bulk download.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import groupby
from pathlib import Path

from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.grading.book.harmless import as_text, harmless, printable
from course_lib.grading.book.result_file import write_result
from course_lib.grading.book.table import Row, plain_points
from course_lib.words.catalogue import to_html

MOODLE_COLUMNS = [
    *("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed"),
    *("Last modified (submission)", "Last modified (grade)", "Feedback comments"),
]
# In Moodle's English and Japanese; the identifier always comes first.
GRADE = ("Grade", "評点")
MAXIMUM = ("Maximum grade", "Maximum Grade", "最大評点")
NOTHING = "-"  # as Moodle writes it
COMMENTS = ("Feedback comments", "フィードバックコメント")


def export_canvas(rows: list[Row], path: Path, titles: dict[str, str]) -> str:
    """Write a table for Canvas; return a sentence on what was written.

    Args:
        rows: all that count.
        path: the file to write.
        titles: for a sheet the title of its assignment in Canvas, else the sheet's own name.

    Raises:
        ValueError: if a title is given for a sheet that there is not.
    """
    if unknown := titles.keys() - set(sheet_names()):
        raise ValueError(f"There is no sheet {', '.join(sorted(unknown))}; there are {', '.join(sheet_names())}.")
    sheets = sorted({row.sheet for row in rows if row.sheet})
    possible = {sheet: sum(one.points for one in load_sheet(sheet).exercises.values()) for sheet in sheets}
    table: list[list[object]] = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *(titles.get(sheet, sheet) for sheet in sheets)],
        ["    Points Possible", "", "", "", "", *possible.values()],
    ]
    for _, of_student in groupby(rows, lambda row: row.student):
        own = list(of_student)
        points = {sheet: plain_points(sum(row.points for row in own if row.sheet == sheet)) for sheet in _sheets(own)}
        table.append([harmless(own[0].name), own[0].number, "", "", "", *(points.get(sheet, "") for sheet in sheets)])
    _write(path, table)
    nameless = sum(not row[1] for row in table[2:])
    found = "by their number" if not nameless else f"by their number, {nameless} of them by name alone"
    return f"{path}: {len(table) - 2} students, found {found}."


def export_moodle(rows: list[Row], path: Path, sheet: str | None, worksheet: Path | None) -> str:
    """Write a grading worksheet for a Moodle assignment; return a sentence on what was written.

    Args:
        rows: all that count.
        path: the file to write.
        sheet: whose points go out; may be left out where there is but one.
        worksheet: the worksheet downloaded from Moodle, to be filled in; without it a new one is made.

    Raises:
        ValueError: if the sheet is not clear, or the worksheet has no column for grades.
    """
    of_sheet = of_one_sheet(rows, sheet)
    grades = {number: list(own) for number, own in groupby(of_sheet, lambda row: row.number or row.student)}
    if worksheet is None:
        table = [MOODLE_COLUMNS]
        for number, own in grades.items():
            possible = str(plain_points(sum(row.possible for row in own)))
            whose = [f"Participant {printable(number)}", str(harmless(own[0].name)), "", ""]
            table.append([*whose, "", possible, "Yes", NOTHING, NOTHING, ""])
        whose_lines = list(grades)
    else:
        table = _read_worksheet(worksheet)
        whose_lines = [_whose(line) for line in table[1:]]
    filled = _fill_in(table, whose_lines, grades)
    _write(path, table)
    left = f" Not in the worksheet: {', '.join(sorted(grades.keys() - filled))}." if grades.keys() - filled else ""
    return f"{path}: {len(filled)} learners.{left}"


def of_one_sheet(rows: list[Row], sheet: str | None) -> list[Row]:
    """Return the rows of the one sheet that an assignment takes.

    Raises:
        ValueError: if it is not said which of several.
    """
    sheets = sorted({row.sheet for row in rows if row.sheet})
    if sheet is None and len(sheets) == 1:
        sheet = sheets[0]
    if sheet not in sheets:
        raise ValueError(f"An assignment takes one sheet: say --sheet, one of {', '.join(sheets)}.")
    return [row for row in rows if row.sheet == sheet]


def _read_worksheet(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise ValueError(f"{path} is a file of Excel, whatever its name: save it as CSV (UTF-8).")
    try:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        raise ValueError(
            f"{path} can't be read as CSV in UTF-8: take the worksheet as Moodle gave it, or save it as CSV (UTF-8)."
        ) from None


def _whose(line: list[str]) -> str:
    """Return the number of the learner whose line of a worksheet it is, the identifier where that has none."""
    identifier = line[0] if line else ""
    number = re.search(r"\d+\s*$", identifier)
    return number[0].strip() if number else identifier.removeprefix("Participant ")


def _fill_in(table: list[list[str]], whose: list[str], grades: dict[str, list[Row]]) -> set[str]:
    """Write points and comments into a worksheet's lines, of which it is known whose; return who was found in it."""
    header = table[0] if table else []
    grade, maximum, comments = (_place(header, names) for names in (GRADE, MAXIMUM, COMMENTS))
    if grade is None:
        raise ValueError(f"The worksheet has no column for grades ({', '.join(GRADE)}); it has {', '.join(header)}.")
    filled = set()
    for line, number in zip(table[1:], whose, strict=True):
        own = grades.get(number)
        if not own or not line:
            continue
        line += [""] * (len(header) - len(line))
        line[grade] = str(points_out_of(own, line[maximum] if maximum is not None else ""))
        if comments is not None:
            line[comments] = "<br>".join(html_comment(row) for row in own)
        filled.add(number)
    for line in table[1:]:
        line[:] = [cell if cell == NOTHING or place == grade else as_text(cell) for place, cell in enumerate(line)]
    return filled


def points_out_of(own: list[Row], most: str) -> float:
    """Return a learner's points in a system whose assignment's maximum may be another than the sheet's.

    Args:
        own: the learner's rows of one sheet.
        most: the cell with that maximum; where it holds no number, the points are those of the sheet.
    """
    points, possible, maximum = sum(row.points for row in own), sum(row.possible for row in own), number_in(most)
    return plain_points(points * maximum / possible if maximum and possible else points)


def html_comment(row: Row) -> str:
    """Return what is said of an exercise, as a line of HTML."""
    said = " ".join((row.reason or row.sentence).split())
    return to_html(printable(f"`{row.exercise}` {row.points}/{row.possible}: {said}"))


def plain_comment(row: Row) -> str:
    """Return what is said of an exercise, as a line of plain text."""
    line = f"{row.exercise} {row.points}/{row.possible}: {row.reason or row.sentence}"
    return printable(" ".join(line.replace("`", "").split()))


def _place(header: list[str], names: tuple[str, ...]) -> int | None:
    return next((i for i, name in enumerate(header) if name.strip() in names), None)


def number_in(text: str) -> float | None:
    """Return the number that a cell holds, None where it holds none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _sheets(rows: list[Row]) -> list[str]:
    return sorted({row.sheet for row in rows if row.sheet})


def _write(path: Path, table: list[list[object]] | list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    write_result(path, text.getvalue())
