"""Whose submission a file is: by a folder for each student, or by the names that Canvas and Moodle give.

- a folder a student: ``aoi/04_gradient_descent.ipynb`` (folders inside are looked through);
- Canvas: ``yamadaaoi_LATE_1234_56789_04_gradient_descent-1.ipynb``: name, whether late, the learner's number, the
  upload's number, the file's own name, ``-1`` where a file of that name had been uploaded before;
- Moodle: ``Aoi Yamada_1234_assignsubmission_file_/04_gradient_descent.ipynb``, or all in one where it was downloaded
  without folders.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from course_lib.exercises.submission import Unreadable
from course_lib.grading.incoming.listing import Entry, Listing, list_inner_zip

CANVAS = re.compile(r"(?P<name>[^/_]+)(?P<late>_LATE)?_(?P<number>\d+)_(?P<upload>\d+)_(?P<file>[^/]+)")
MOODLE = re.compile(r"(?P<name>[^/]+?)_(?P<number>\d+)_assignsubmission_file_?/?(?P<file>.+)")
AGAIN = re.compile(r"(?:-(\d{1,3})| \((\d{1,3})\))\.ipynb$", re.IGNORECASE)


@dataclass(frozen=True)
class HandIn:
    """One file that somebody handed in. What it is known by is whose it is and what is in it.

    Attributes:
        student: tells learners apart, also where two have one name.
        name: what the learner is called.
        number: Canvas's or Moodle's number of the learner, else ``""``.
        file: the file's path as handed in.
        digest: of its content; a file that can't be read has its name in place of it.
        late: as Canvas marks it.
        upload: Canvas's number of the upload, else 0.
        copy: the number that a name gets where the file was uploaded again, else 0.
        time: when the file was last changed, seconds since 1970.
        read: returns its content, or raises `Unreadable`.
        path: where it lies on disk, None in a zip.
    """

    student: str
    name: str
    number: str
    file: str
    digest: str
    late: bool
    upload: int
    copy: int
    time: float
    read: Callable[[], bytes]
    path: Path | None = None


def collect(listing: Listing, by_name: bool = False) -> list[HandIn]:
    """Return the submissions in a listing; what is none is noted in its ``left_out``.

    Args:
        listing: of a folder or zip.
        by_name: leave out the numbers where names alone tell the learners apart: Moodle gives a learner another
            number in each assignment.
    """
    entries = _without_outer_folder([entry for entry in listing.entries if not _hidden(entry.name)])
    found = [hand_in for entry in entries for hand_in in _hand_ins(entry, listing)]
    if by_name:
        numbers = defaultdict(set)
        for hand_in in found:
            numbers[hand_in.name].add(hand_in.number)
        found = [
            replace(hand_in, student=hand_in.name) if len(numbers[hand_in.name]) == 1 else hand_in for hand_in in found
        ]
    return found


def _hand_ins(entry: Entry, listing: Listing) -> Iterable[HandIn]:
    suffix = PurePosixPath(entry.name).suffix.lower()
    if suffix == ".zip" and _whose(entry.name):
        inner = list_inner_zip(entry)
        listing.left_out += inner.left_out
        return [one for each in inner.entries if not _hidden(each.name) for one in _hand_ins(each, listing)]
    if suffix != ".ipynb":
        return []
    whose = _whose(entry.name)
    if whose is None:
        listing.left_out.append((entry.name, "no student's: neither in a folder nor named as Canvas or Moodle do"))
        return []
    student, name, number, late, upload = whose
    again = AGAIN.search(entry.name)
    copy = int(again[1] or again[2]) if again else 0
    return [
        HandIn(
            student, name, number, entry.name, _digest(entry), late, upload, copy, entry.time, entry.read, entry.path
        )
    ]


def _whose(path: str) -> tuple[str, str, str, bool, int] | None:
    """Return student, name, number, late and upload of a file, None where nobody is named."""
    if match := MOODLE.fullmatch(path):
        return f"{match['name']}_{match['number']}", match["name"], match["number"], False, 0
    top, *rest = path.split("/", 1)
    if match := CANVAS.match(top):
        student = f"{match['name']}_{match['number']}"
        return student, match["name"], match["number"], bool(match["late"]), int(match["upload"])
    return (top, top, "", False, 0) if rest else None


def _digest(entry: Entry) -> str:
    try:
        return hashlib.sha256(entry.read()).hexdigest()
    except (Unreadable, OSError):
        return f"unreadable {entry.name}"


def _hidden(path: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))


def _without_outer_folder(entries: list[Entry]) -> list[Entry]:
    """Take off the one folder that some programs put around all that they zip."""
    parts = [entry.name.split("/") for entry in entries]
    around = bool(parts) and all(len(own) > 1 and own[0] == parts[0][0] for own in parts)
    in_zip = all(entry.path is None for entry in entries)
    inside = ["/".join(own[1:]) for own in parts]
    if not (around and in_zip and not MOODLE.fullmatch(entries[0].name) and all(map(_whose, inside))):
        return entries
    return [replace(entry, name=name) for entry, name in zip(entries, inside, strict=True)]
