"""Where a list has what: the row of its headings, and the columns with numbers, names, points and comments."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from course_lib.exercises.submission import LARGEST
from course_lib.grading.rosters.csv_roster import CsvRoster
from course_lib.grading.rosters.xlsx_roster import XlsxRoster

Roster = CsvRoster | XlsxRoster

# As the systems call them, in the form that `plain` gives. Of points and comments the first that is there counts.
NUMBERS = (
    *("ユーザid", "ユーザーid", "ログインid", "学籍番号", "学生番号", "学生証番号", "メールアドレス", "id"),
    *("identifier", "userid", "loginid", "studentid", "studentnumber", "sisuserid", "sisloginid", "email"),
    "emailaddress",
)
NAMES = ("氏名", "名前", "学生氏名", "生徒氏名", "name", "fullname", "student", "studentname")
POINTS = ("合計点", "評点", "点数", "得点", "素点", "grade", "score", "points", "評価")
MOST = ("最大評点", "満点", "配点", "maximumgrade", "maximumscore")
COMMENTS = ("講評", "フィードバックコメント", "コメント", "feedbackcomments", "comments", "comment")
FILES = ("ファイル名",)
LAST_HEADINGS = 30  # rows among which the headings are looked for
END = "#end"  # manaba's last row


@dataclass(frozen=True)
class Columns:
    """Where a list has what: numbers of rows and columns, from 0.

    Attributes:
        first: the first row below the headings.
        end: the row after the last learner's.
        numbers: what tells learners apart: their numbers and addresses.
        names: what they are called.
        points: where points go.
        most: how many points there are at most, where the list says so.
        comments: where a comment goes.
        files: where the name of a file for the learner goes.
    """

    first: int
    end: int
    numbers: list[int]
    names: list[int]
    points: int | None
    most: int | None
    comments: int | None
    files: int | None


def read_roster(content: bytes, called: str) -> Roster:
    """Read a list, whatever its name says it is.

    Raises:
        ValueError: if it can't be read; the message says what to do.
    """
    try:
        if len(content) > LARGEST:
            raise ValueError("it is larger than any list")
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise ValueError("it is in Excel's old form (.xls), or has a password: save it as .xlsx in Excel")
        return XlsxRoster(content) if content.startswith(b"PK") else CsvRoster(content)
    except ValueError as problem:
        raise ValueError(f"{called} can't be read: {problem}.") from problem


def find_columns(roster: Roster, called: str, points: str | None = None, comments: str | None = None) -> Columns:
    """Return where a list has what.

    Args:
        roster: the list.
        called: its name, for messages.
        points: the heading of the column for points, where it is none of those known.
        comments: the same for comments.

    Raises:
        ValueError: if it has no row of headings, or two columns of the same heading that is asked for.
    """
    for row, cells in enumerate(roster.rows[:LAST_HEADINGS]):
        headings = [plain(cell) for cell in cells]
        numbers = [at for at, heading in enumerate(headings) if heading in NUMBERS]
        names = [at for at, heading in enumerate(headings) if heading in NAMES]
        if not (numbers or names):
            continue
        rest = range(row + 1, len(roster.rows))
        end = next((at for at in rest if roster.rows[at] and plain(roster.rows[at][0]) == plain(END)), len(roster.rows))
        return Columns(
            row + 1, end, numbers, names,
            _named(cells, points) if points else _one_of(headings, POINTS, called),
            _one_of(headings, MOST, called),
            _named(cells, comments) if comments else _one_of(headings, COMMENTS, called),
            _one_of(headings, FILES, called),
        )  # fmt: skip
    raise ValueError(
        f"{called} has no row of headings with a learner's number or name ({', '.join(NUMBERS[:4])}, {NAMES[0]}, "
        f"Student ID, Name): take the list as the system gave it. A workbook's first sheet is read."
    )


def plain(heading: str) -> str:
    """Return a heading as the lists above have it: signs and letters of one width, no blanks, no remark in brackets."""
    return re.sub(r"[(\[].*|[\s_#*:]", "", unicodedata.normalize("NFKC", heading).casefold(), flags=re.DOTALL)


def same(text: str, blanks: bool = True) -> str:
    """Return a text as it is compared: width, capitals and forms of Unicode make no difference, nor Moodle's word."""
    compared = unicodedata.normalize("NFKC", text).casefold().strip()
    for word in ("participant ", "参加者 "):
        compared = compared.removeprefix(word)
    return compared if blanks else "".join(compared.split())


def _one_of(headings: list[str], known: tuple[str, ...], called: str) -> int | None:
    name = next((name for name in known if name in headings), None)
    if name is None:
        return None
    if headings.count(name) > 1:
        raise ValueError(f"{called} has {headings.count(name)} columns {name}: it is not clear which is meant.")
    return headings.index(name)


def _named(cells: list[str], heading: str) -> int:
    found = [at for at, cell in enumerate(cells) if cell.strip() == heading.strip()]
    if len(found) != 1:
        given = ", ".join(cell.strip() for cell in cells if cell.strip())
        raise ValueError(f"The list has {len(found)} columns {heading}; its headings are {given}.")
    return found[0]


def read_file(path: Path) -> bytes:
    """Return what is in a list that the instructor names.

    Raises:
        ValueError: if there is no such file.
    """
    if not path.is_file():
        raise ValueError(f"There is no file {path}: name the list that the system gave.")
    return path.read_bytes()
