"""Whose a file is, by its path: the forms of schools' systems, a pattern of one's own, or a list of the files."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from course_lib.exercises.submission import Unreadable
from course_lib.grading.incoming.listing import Entry
from course_lib.grading.rosters.columns import find_columns, plain, read_roster

NUMBER = "[0-9]{1,18}"  # longer ones are no numbers of Canvas or Moodle, and no database's
CANVAS = re.compile(rf"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<number>{NUMBER})_(?P<upload>{NUMBER})_(?P<file>[^/]+)")
CANVAS_ANONYMOUS = re.compile(rf"(?P<late>LATE_)?(?P<name>anon_[A-Za-z0-9]{{1,20}})_(?P<upload>{NUMBER})_[^/]+")
MOODLE = re.compile(rf"(?P<name>[^/]+?)_(?P<number>{NUMBER})_assignsubmission_file_?/?(?P<file>.+)")
MANABA = re.compile(r"(?P<student>[^/@]+@[^/@]+)@[^/]+")
# What files are called in downloads that can't be told from others by their names alone.
PRESETS = {"classroom": "{student} - {any}", "scombz": "{student}_{any}"}
WEBCLASS, WEBCLASS_LIST, WEBCLASS_FILES = "webclass", "answer.csv", "report/answer"
# The lists that lie among the submissions, to be filled in and given back.
LISTS = ("reportlist.xls", "reportlist.xlsx", WEBCLASS_LIST, "assignment_comment_format.xlsx")
FIELDS = ("student", "name", "any")


class Owner(NamedTuple):
    """Whose a file is: the key, what the learner is called, the system's number, whether late, the upload's number."""

    student: str
    name: str
    number: str = ""
    late: bool = False
    upload: int = 0


Naming = Callable[[str], Owner | None]


def naming(names: str | None, entries: list[Entry]) -> Naming:
    """Return what tells whose a file is.

    Args:
        names: a preset or a pattern; None for what is known from the names alone.
        entries: all files, among which WebClass's list may be.

    Raises:
        ValueError: if there is no such preset, the pattern makes no sense, or WebClass's list is not there.
    """
    if names is None:
        return known_forms
    if names == WEBCLASS:
        return _listed(entries)
    pattern = _pattern(PRESETS.get(names, names))

    def by_pattern(path: str) -> Owner | None:
        found = pattern.fullmatch(path)
        student = found["student"].strip() if found else ""
        return Owner(student, (found.groupdict().get("name") or student).strip()) if found and student else None

    return by_pattern


def known_forms(path: str) -> Owner | None:
    """Return whose a file is in a folder a student, in Canvas's, Moodle's and manaba's downloads."""
    if match := MOODLE.fullmatch(path):
        return Owner(f"{match['name']}_{match['number']}", match["name"], match["number"])
    top, *rest = path.split("/", 1)
    if not rest or top.lower().endswith(".zip"):
        if match := CANVAS_ANONYMOUS.match(top):
            return Owner(match["name"], match["name"], "", bool(match["late"]), int(match["upload"]))
        if match := CANVAS.match(top):
            student = f"{match['name']}_{match['number']}"
            return Owner(student, match["name"], match["number"], bool(match["late"]), int(match["upload"]))
        if match := MANABA.match(top):
            return Owner(match["student"], match["student"])
    return Owner(top, top) if rest else None


def _pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of a path: each field ends where the text after it begins, the last with the path."""
    literal, *rest = re.split(r"\{([^{}]*)\}", text)
    fields, after = rest[::2], rest[1::2]
    presets = ", ".join([WEBCLASS, *PRESETS])
    if "student" not in fields:
        raise ValueError(
            f"--names must be one of {presets}, or a pattern with {{student}} in it, such as '{{student}}_{{any}}', "
            f"not {text}. Folders a student and what Canvas, Moodle and manaba give are known without it."
        )
    if unknown := [field for field in fields if field not in FIELDS or (field != "any" and fields.count(field) > 1)]:
        raise ValueError(f"--names can have {{student}} and {{name}} once and {{any}}, not {{{unknown[0]}}}.")
    if "" in after[:-1]:
        raise ValueError("--names needs a sign between two fields, such as '{student}_{any}', to tell where one ends.")
    parts = [re.escape(literal)]
    for field, end in zip(fields, after, strict=True):
        sign = rf"(?:(?!{re.escape(end)})[^/])" if end else "[^/]"
        parts += [f"(?:{sign}*)" if field == "any" else f"(?P<{field}>{sign}+)", re.escape(end)]
    return re.compile("".join(parts) + "(?:/.+)?", re.DOTALL)


def _listed(entries: list[Entry]) -> Naming:
    """Return what tells whose a file is by WebClass's list, which names each learner's."""
    lists = [entry for entry in entries if entry.name.rpartition("/")[2] == WEBCLASS_LIST]
    if len(lists) != 1:
        raise ValueError(
            f"--names {WEBCLASS} needs {WEBCLASS_LIST} among the submissions, once; there are {len(lists)}: put there "
            "what WebClass gives for the assignment's marks, or say --names with a pattern."
        )
    try:
        roster = read_roster(lists[0].read(), WEBCLASS_LIST)
    except Unreadable:
        raise ValueError(f"{WEBCLASS_LIST} can't be read: take it as WebClass gave it.") from None
    columns = find_columns(roster, WEBCLASS_LIST)
    headings = [plain(cell) for cell in roster.rows[columns.first - 1]]
    if WEBCLASS_FILES not in headings:
        raise ValueError(f"{WEBCLASS_LIST} has no column {WEBCLASS_FILES}: take it as WebClass gave it.")
    at = headings.index(WEBCLASS_FILES)
    owners: dict[str, set[Owner]] = {}
    for cells in roster.rows[columns.first : columns.end]:
        cells = [*cells, *[""] * (len(headings) - len(cells))]
        said = [cells[one].strip() for one in (*columns.numbers, *columns.names) if cells[one].strip()]
        if said and cells[at].strip():
            called = next((cells[one].strip() for one in columns.names if cells[one].strip()), said[0])
            owners.setdefault(cells[at].strip().rpartition("/")[2], set()).add(Owner(said[0], called))

    def by_list(path: str) -> Owner | None:
        found = [owners[part] for part in path.split("/") if part in owners]
        return next(iter(found[0])) if found and len(found[0]) == 1 else None

    return by_list
