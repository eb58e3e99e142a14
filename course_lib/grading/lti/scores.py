"""Whose score goes where: the rows of a gradebook joined with the launches, and a score as the system takes it.

The fields of a score are those of 1EdTech's Assignment and Grade Services 2.0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from course_lib.grading.book.table import Row, plain_points
from course_lib.grading.lti.launch import Launch
from course_lib.grading.pages.exporting import plain_comment


@dataclass(frozen=True)
class Score:
    """What a learner has reached in a sheet, and where that is to go."""

    launch: Launch
    given: float
    possible: float
    comment: str

    def __str__(self) -> str:
        """Return it in a line, as a list names it."""
        name = f" ({self.launch.name})" if self.launch.name else ""
        return f"{self.launch.account}{name}, {self.launch.sheet}: {self.given} of {self.possible} points"


class Joined(NamedTuple):
    """The scores of a class, and whose can't go anywhere: pairs of learner and sheet."""

    scores: list[Score]
    without_launch: list[tuple[str, str]]


def join(rows: Iterable[Row], launches: Iterable[Launch], sheet: str | None = None) -> Joined:
    """Find for each learner's sheet the launch of that same learner and sheet.

    Args:
        rows: all that count, by student and sheet.
        launches: of the class.
        sheet: only this one's; all where it is not given.

    Raises:
        ValueError: if nothing of that sheet was graded; it says what was.
    """
    rows = [row for row in rows if row.sheet]
    sheets = sorted({row.sheet for row in rows})
    if sheet is not None and sheet not in sheets:
        raise ValueError(f"Nothing was graded of the sheet {sheet!r}. Graded were: {', '.join(sheets) or 'none'}.")
    by_key = {(launch.account, launch.sheet): launch for launch in launches}
    joined = Joined([], [])
    for key, of_sheet in groupby(rows, lambda row: (row.student, row.sheet)):
        own = list(of_sheet)
        if sheet not in (None, key[1]):
            continue
        if launch := by_key.get(key):
            given, possible = sum(row.points for row in own), sum(row.possible for row in own)
            comment = "\n".join(map(plain_comment, own))
            joined.scores.append(Score(launch, plain_points(given), plain_points(possible), comment))
        else:
            joined.without_launch.append(key)
    return joined


def as_sent(score: Score) -> dict[str, object]:
    """Return a score's fields but for the time, so that the same score is known again."""
    return {
        "userId": score.launch.subject,
        "scoreGiven": score.given,
        "scoreMaximum": score.possible,
        "comment": score.comment,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }


def timestamp(now: datetime | None = None) -> str:
    """Return a time as a score bears it; a system leaves aside what bears an earlier one than it has."""
    return (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")


def scores_address(lineitem: str) -> str:
    """Return where a column's scores are sent: a step below its address, before what stands after a question mark."""
    parts = urlsplit(lineitem)
    return parts._replace(path=f"{parts.path.rstrip('/')}/scores").geturl()
