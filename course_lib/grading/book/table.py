"""The table of grades as it goes out: a row for each student, sheet and exercise, rule and adjustments applied."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from itertools import groupby
from pathlib import Path

from course_lib.exercises.sheets import find_exercise
from course_lib.grading.book.adjusting import Adjustment
from course_lib.grading.book.harmless import harmless
from course_lib.grading.book.result_file import write_result
from course_lib.grading.book.rules import Attempt, Rule

COLUMNS = ("student", "sheet", "exercise", "outcome", "points", "possible", "mistake")


@dataclass(frozen=True)
class AnswerGrade:
    """The grade of one answer: whose it is, in which sheet, and what came of it.

    Attributes:
        student: tells students apart; `name` is what the student is called, `number` Canvas's or Moodle's number.
        outcome: what the program found.
        points: earned.
        possible: what the exercise is worth.
        mistake: name of the known mistake, ``""`` where it is none.
        sentence: for the student.
        file: that it was in.
        language: of the sheet.
    """

    student: str
    name: str
    number: str
    sheet: str
    exercise: str
    outcome: str
    points: float
    possible: float
    mistake: str
    sentence: str
    file: str
    language: str


@dataclass(frozen=True)
class Stored(AnswerGrade):
    """One exercise of one submission, as the gradebook has it."""

    digest: str
    marked_late: int
    upload: int
    copy: int
    time: float


@dataclass(frozen=True)
class Row(AnswerGrade):
    """One exercise of one student, as it counts: points after the rule on lateness and after adjustment.

    Attributes:
        late: whether the submission that counts came late.
        attempts: how many submissions of the sheet there are.
        reason: of the adjustment, ``""`` where there is none; the outcome stays what the program found.
    """

    late: bool = False
    attempts: int = 1
    reason: str = ""


def counting_rows(stored: list[Stored], rule: Rule, adjustments: Iterable[Adjustment]) -> list[Row]:
    """Return the rows that count, by student, sheet and the order of the exercises.

    Args:
        stored: all grades, by student, sheet and submission.
        rule: on late and repeated submissions.
        adjustments: oldest first.
    """
    rows: list[Row] = []
    newest = {(one.student, one.exercise): one for one in adjustments}
    for student, of_student in groupby(stored, lambda row: row.student):
        own: list[Row] = []
        for sheet, of_sheet in groupby(of_student, lambda row: row.sheet):
            own += _counting(list(of_sheet), rule, alone=bool(sheet))
        known = {row.exercise for row in own}
        missing = [one for (whose, name), one in newest.items() if whose == student and name not in known]
        own += [_handed_in_elsewhere(own[0], one) for one in missing if one.points is not None]
        rows += [_adjusted(row, newest.get((student, row.exercise))) for row in own]
    return rows


def write_csv(rows: list[Row], path: Path) -> None:
    """Write the grades as a table with one row for each student, sheet and exercise."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows([[harmless(getattr(row, name)) for name in COLUMNS] for row in rows])
    write_result(path, f"\ufeff{text.getvalue()}")  # without this mark Excel takes it for the system's old encoding


def _counting(rows: list[Stored], rule: Rule, alone: bool) -> list[Row]:
    """Return the rows of the submission that counts; files of no known sheet all stay."""
    attempts = []
    for digest, own in groupby(rows, lambda row: row.digest):
        of_one = list(own)
        first = of_one[0]
        is_late = rule.is_late(bool(first.marked_late), first.upload, first.time)
        order = (first.upload, first.copy, first.time, first.digest)
        attempts.append(Attempt(digest, sum(row.points for row in of_one), is_late, order, _tried(of_one)))
    chosen = [rule.counting(attempts)] if alone else attempts
    late = {attempt.digest: attempt.late for attempt in chosen}
    return [_counted(row, late[row.digest], rule, len(attempts)) for row in rows if row.digest in late]


def _counted(row: Stored, late: bool, rule: Rule, attempts: int) -> Row:
    own = {field.name: getattr(row, field.name) for field in fields(AnswerGrade)}
    return replace(Row(**own, late=late, attempts=attempts), points=plain_points(row.points * rule.share(late)))


def _tried(rows: list[Stored]) -> bool:
    return any(row.outcome not in ("not attempted", "unreadable") for row in rows)


def _handed_in_elsewhere(like: Row, one: Adjustment) -> Row:
    """Return a row for an exercise that was adjusted and never handed in here, on paper perhaps."""
    found = find_exercise(one.exercise)
    possible = found[1].points if found else one.points or 0
    blank = replace(like, outcome="not attempted", points=0, mistake="", sentence="", file="", late=False, reason="")
    return replace(blank, sheet=one.sheet, exercise=one.exercise, possible=possible, attempts=0)


def _adjusted(row: Row, one: Adjustment | None) -> Row:
    if one is None or one.points is None:
        return row
    return replace(row, points=plain_points(one.points), reason=one.reason)


def plain_points(points: float) -> float:
    """Return points with at most two decimals, as a whole number where they are one."""
    rounded = round(points, 2)
    return int(rounded) if rounded == int(rounded) else rounded
