"""Points and comments written into the very list that a school's system gave; each other cell stays as it is.

A learner's row is found by number, where the list has that, else by name. Where it is not certain whose row is whose,
nothing is written at all.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from pathlib import Path

from course_lib.grading.book.harmless import as_text
from course_lib.grading.book.result_file import write_result
from course_lib.grading.book.table import Row
from course_lib.grading.pages.exporting import (
    COMMENTS,
    NOTHING,
    html_comment,
    number_in,
    of_one_sheet,
    plain_comment,
    points_out_of,
)
from course_lib.grading.pages.reports import feedback_page, page_name
from course_lib.grading.pages.returning import SCOMBZ_FOLDER, list_in_zip, zipped
from course_lib.grading.rosters.columns import Columns, Roster, find_columns, read_file, read_roster, same

LONGEST_COMMENT = 30_000  # characters; Excel's cells hold no more than 32,767
MOST_NAMED = 20  # learners, in a message


def fill(
    rows: list[Row],
    template: Path,
    path: Path,
    sheet: str | None = None,
    overwrite: bool = False,
    points: str | None = None,
    comments: str | None = None,
) -> str:
    """Write a system's list with points and comments in it; return a sentence on what was written.

    ScombZ gives its list in a zip, in which each learner's feedback page goes back too.

    Args:
        rows: all that count.
        template: the list as the system gave it, CSV or xlsx, or a zip with it.
        path: the file to write.
        sheet: whose points go out; may be left out where there is but one.
        overwrite: write where there are points already, too; else such a row is left alone.
        points: the heading of the column for points, where it is none of those known.
        comments: the same for comments.

    Raises:
        ValueError: if the sheet is not clear, the list can't be read or has no column for points, or it is not
            certain whose a row is; the message says what to do.
        OSError: if the file can't be written.
    """
    own = of_one_sheet(rows, sheet)
    content = read_file(template)
    zip_around = list_in_zip(content)
    roster = read_roster(zip_around.content if zip_around else content, str(template))
    columns = find_columns(roster, str(template), points, comments)
    if columns.points is None:
        headings = ", ".join(filter(None, map(str.strip, roster.rows[columns.first - 1])))
        raise ValueError(f"{template} has no column known to hold points; name it with --points. It has {headings}.")
    by_student = {student: list(one) for student, one in groupby(own, lambda row: row.student)}
    places, by_name = _places(by_student, roster, columns)
    pages: dict[str, bytes] = {}
    done, kept = [], []
    for student, place in places.items():
        old = _cell(roster, place, columns.points)
        computed = roster.holds_formula(place, columns.points)
        if computed or (old not in ("", NOTHING) and not overwrite):
            kept.append(student)
            continue
        roster.put(place, columns.points, _points(by_student[student], roster, place, columns))
        if columns.comments is not None:
            roster.put(place, columns.comments, _comment(by_student[student], roster, columns))
        if zip_around and columns.files is not None:
            roster.put(place, columns.files, page_name(student))
            folder = zip_around.name.rpartition("/")[0]
            pages["/".join(filter(None, [folder, SCOMBZ_FOLDER, page_name(student)]))] = feedback_page(
                by_student[student]
            ).encode()
        done.append(student)
    defused = _defuse(roster, columns)
    filled = roster.content()
    write_result(path, zipped({zip_around.name: filled, **pages}, zip_around.members) if zip_around else filled)
    told = [
        ("Found by name alone", [student for student in by_name if student in done]),
        ("Left alone, since there are points already or a formula (--overwrite replaces points)", kept),
        ("Not in the list", sorted(by_student.keys() - places.keys())),
    ]
    sentences = [f"{path}: {len(done)} learners.", *(f"{what}: {_some(whom)}." for what, whom in told if whom)]
    if defused:
        sentences.append(f"Cells that a spreadsheet would run, now with a ' before them: {defused}.")
    if roster.lost:
        sentences.append(f"Signs that this list's encoding has not, now a ?: {roster.lost}.")
    return " ".join(sentences)


def _places(by_student: dict[str, list[Row]], roster: Roster, columns: Columns) -> tuple[dict[str, int], list[str]]:
    """Return the row of each learner in the list, and who was found by name alone.

    Raises:
        ValueError: if a learner has two rows, or two learners one; it names them.
    """
    by_number, by_name = (_index(roster, columns, which) for which in (columns.numbers, columns.names))
    places: dict[str, int] = {}
    by_name_alone, unclear = [], []
    for student, own in by_student.items():
        found = set().union(*(by_number[key] for key in _numbers(own[0])))
        if not found and (found := by_name[same(own[0].name, blanks=False)]):
            by_name_alone.append(student)
        if len(found) > 1:
            unclear.append(f"{student} has the rows {', '.join(str(place + 1) for place in sorted(found))}")
        elif found:
            places[student] = next(iter(found))
    owners = defaultdict(list)
    for student, place in places.items():
        owners[place].append(student)
    unclear += [f"row {place + 1} is that of {' and '.join(own)}" for place, own in owners.items() if len(own) > 1]
    if unclear:
        raise ValueError(
            f"It is not certain whose a row is, so that nothing was written: {_some(unclear, '; ')}. Take what is "
            "double out of a copy of the list, and fill in these learners by hand."
        )
    return places, by_name_alone


def _index(roster: Roster, columns: Columns, which: list[int]) -> dict[str, set[int]]:
    """Return the rows that hold a text in one of some columns."""
    index: dict[str, set[int]] = defaultdict(set)
    for place in range(columns.first, columns.end):
        for column in which:
            text = same(_cell(roster, place, column), blanks=column in columns.numbers)
            if text:
                index[text].add(place)
    return index


def _numbers(row: Row) -> list[str]:
    """Return what a list may call a learner in a column of numbers: manaba's names hold two of them."""
    return [same(text) for text in ([row.number] if row.number else [row.student, *row.student.split("@")])]


def _points(own: list[Row], roster: Roster, place: int, columns: Columns) -> float:
    return points_out_of(own, _cell(roster, place, columns.most) if columns.most is not None else "")


def _comment(own: list[Row], roster: Roster, columns: Columns) -> str:
    assert columns.comments is not None
    if roster.rows[columns.first - 1][columns.comments].strip() in COMMENTS[:2]:  # Moodle's are HTML
        return "<br>".join(map(html_comment, own))
    return as_text(roster.line_break.join(map(plain_comment, own)))[:LONGEST_COMMENT]


def _defuse(roster: Roster, columns: Columns) -> int:
    """Put a ' before what a spreadsheet would run: names that learners chose; return how many."""
    count = 0
    if not roster.runs_texts:
        return count
    for place in range(columns.first, columns.end):
        for column, cell in enumerate(roster.rows[place]):
            written = column in (columns.points, columns.comments)
            if not written and cell != NOTHING and number_in(cell) is None and as_text(cell) != cell:
                roster.put(place, column, as_text(cell))
                count += 1
    return count


def _cell(roster: Roster, place: int, column: int) -> str:
    cells = roster.rows[place]
    return cells[column].strip() if column < len(cells) else ""


def _some(whom: list[str], between: str = ", ") -> str:
    more = len(whom) - MOST_NAMED
    return between.join(whom[:MOST_NAMED]) + (f"{between}and {more} more" if more > 0 else "")
