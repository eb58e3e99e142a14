"""Whose submission a file is: by a folder for each student, or by the names that schools' systems give.

- a folder a student: ``aoi/04_gradient_descent.ipynb`` (folders inside are looked through);
- Canvas: ``yamadaaoi_LATE_1234_56789_04_gradient_descent-1.ipynb``: name, whether late, the learner's number, the
  upload's number, the file's own name, ``-1`` where a file of that name had been uploaded before; where it is graded
  anonymously ``LATE_anon_x7Yz2_56789_04_gradient_descent.ipynb``;
- Moodle: ``Aoi Yamada_1234_assignsubmission_file_/04_gradient_descent.ipynb``, or all in one where it was downloaded
  without folders;
- manaba: ``21T001@u001/04_gradient_descent.ipynb``, or all in one folder: ``21T001@u001@04_gradient_descent.ipynb``;
- others as `naming` is told.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path, PurePosixPath

from course_lib.exercises.submission import LARGEST, Unreadable
from course_lib.grading.incoming.listing import Entry, LeftOut, Listing, list_inner_zip
from course_lib.grading.incoming.naming import LISTS, MOODLE, Naming, Owner, naming

AGAIN = re.compile(r"(?:-(\d{1,3})| \((\d{1,3})\))\.(?:ipynb|json)$", re.IGNORECASE)
# Of one student. Who hands in more is graded on what comes first.
MOST_NOTEBOOKS = 200
MOST_BYTES = 2**27
MOST_NAMED = 10  # of the files left out
NOBODYS = "no student's: neither in a folder nor named as Canvas, Moodle or manaba do; --names says how files are named"
NO_NOTEBOOK = "no notebook: only files whose name ends in .ipynb are graded, by themselves or in a zip"
NOTEBOOK, PROGRESS = ".ipynb", ".json"  # how the names of what is collected end


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


def collect(
    listing: Listing, by_name: bool = False, names: str | None = None, ending: str = NOTEBOOK
) -> list[HandIn]:
    """Return the submissions in a listing; what is none is noted in its ``left_out``.

    Args:
        listing: of a folder or zip.
        by_name: leave out the numbers where names alone tell the learners apart: Moodle gives a learner another
            number in each assignment.
        names: how files are named, where that is not known from the names alone; see `naming`.
        ending: of the names of what is collected: notebooks, or learners' own files of progress.

    Raises:
        ValueError: if ``names`` makes no sense, or WebClass's list is not there.
    """
    entries = [entry for entry in listing.entries if not _hidden(entry.name)]
    whose = naming(names, entries)
    entries = [entry for entry in _without_outer_folder(entries, whose) if entry.name not in LISTS]
    found, left_out = [], listing.left_out
    by_student: dict[str, list[tuple[Entry, Owner]]] = defaultdict(list)
    for entry in entries:
        owner = whose(entry.name)
        if owner is None:
            why = NOBODYS if names is None else f"no student's: not named as --names {names} says"
            left_out.append(LeftOut(entry.name, why if _ends_in(ending, entry.name) else NO_NOTEBOOK))
        else:
            by_student[owner.student].append((entry, owner))
    for of_one in by_student.values():
        own = [entry for entry, _ in of_one]
        hand_ins, not_read = _of_student(of_one, ending)
        found.append(hand_ins)
        left_out += not_read[:MOST_NAMED]
        if len(not_read) > MOST_NAMED:
            left_out.append(LeftOut(own[0].name, f"beside it, {len(not_read) - MOST_NAMED} more files of this student"))
    # Everybody's first, then everybody's second: who hands in many waits, and nobody else.
    in_turn = [one for each in zip_longest(*found) for one in each if one is not None]
    return _by_name(in_turn) if by_name else in_turn


def _by_name(found: list[HandIn]) -> list[HandIn]:
    numbers = defaultdict(set)
    for hand_in in found:
        numbers[hand_in.name].add(hand_in.number)
    return [replace(hand_in, student=hand_in.name) if len(numbers[hand_in.name]) == 1 else hand_in for hand_in in found]


def _of_student(entries: list[tuple[Entry, Owner]], ending: str) -> tuple[list[HandIn], list[LeftOut]]:
    """Return a student's submissions, and the files left out with the reason of each."""
    notebooks: list[tuple[Entry, Owner]] = []
    left_out: list[LeftOut] = []
    for entry, owner in entries:
        if _ends_in(ending, entry.name):
            notebooks.append((entry, owner))
        elif PurePosixPath(entry.name).suffix.lower() == ".zip":
            inner = list_inner_zip(entry)
            left_out += inner.left_out
            for one in inner.entries:
                if _ends_in(ending, one.name) and not _hidden(one.name):
                    notebooks.append((one, owner))
                elif not _hidden(one.name):
                    left_out.append(LeftOut(one.name, NO_NOTEBOOK))
        else:
            left_out.append(LeftOut(entry.name, NO_NOTEBOOK))
    if len(notebooks) > MOST_NOTEBOOKS:
        rest = len(notebooks) - MOST_NOTEBOOKS
        why = f"it and {rest - 1} more: of one student no more than {MOST_NOTEBOOKS} notebooks are graded"
        left_out.insert(0, LeftOut(notebooks[MOST_NOTEBOOKS][0].name, why))
    found, size = [], 0
    for entry, owner in notebooks[:MOST_NOTEBOOKS]:
        if size > MOST_BYTES:
            entry = replace(entry, read=_too_large, path=None)
        digest, bytes_read = _digest(entry)
        size += bytes_read
        found.append(_hand_in(entry, owner, digest))
    return found, left_out


def _too_large() -> bytes:
    raise Unreadable("too_large")


def _hand_in(entry: Entry, owner: Owner, digest: str) -> HandIn:
    again = AGAIN.search(entry.name)
    copy = int(again[1] or again[2]) if again else 0
    student, name, number, late, upload = owner
    return HandIn(student, name, number, entry.name, digest, late, upload, copy, entry.time, entry.read, entry.path)


def _ends_in(ending: str, name: str) -> bool:
    return PurePosixPath(name).suffix.lower() == ending


def _digest(entry: Entry) -> tuple[str, int]:
    """Return the digest of a file's content, and how many bytes were read at most."""
    try:
        content = entry.read()
    except (Unreadable, OSError, ValueError) as problem:
        return f"unreadable {entry.name}", LARGEST if problem.args == ("too_large",) and entry.path is None else 0
    return hashlib.sha256(content).hexdigest(), len(content)


def _hidden(path: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))


def _without_outer_folder(entries: list[Entry], whose: Naming) -> list[Entry]:
    """Take off the one folder that some programs put around all that they zip."""
    parts = [entry.name.split("/") for entry in entries]
    around = bool(parts) and all(len(own) > 1 and own[0] == parts[0][0] for own in parts)
    in_zip = all(entry.path is None for entry in entries)
    inside = ["/".join(own[1:]) for own in parts]
    handed_in = [name for name in inside if name not in LISTS]
    if not (around and in_zip and not MOODLE.fullmatch(entries[0].name) and all(map(whose, handed_in))):
        return entries
    return [replace(entry, name=name) for entry, name in zip(entries, inside, strict=True)]
