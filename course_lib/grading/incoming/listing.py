"""The files in a folder or a zip, listed and read without trusting a name or a size that they state.

Nothing is ever unpacked to a place that a zip names: a file's content is read, at most so many bytes of it.
"""

from __future__ import annotations

import io
import os
import re
import stat
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from course_lib.exercises.submission import LARGEST, Unreadable

MOST_FILES = 1_000_000
# Of a student's own zip and folders.
MOST_FILES_INSIDE = 2000
DEEPEST = 50
LONGEST_PATH = 1000  # characters
TOO_DEEP = f"more than {DEEPEST} folders deep, or of a path of more than {LONGEST_PATH} characters"


@dataclass(frozen=True)
class Entry:
    """A file that may be a submission.

    Attributes:
        name: its path from the folder or zip, with ``/``.
        time: when it was last changed, seconds since 1970.
        read: returns its content, or raises `Unreadable`.
        path: where it lies on disk, None in a zip.
    """

    name: str
    time: float
    read: Callable[[], bytes]
    path: Path | None = None


class LeftOut(NamedTuple):
    """A file that is no submission, and why."""

    file: str
    reason: str


@dataclass
class Listing:
    """What a folder or zip holds: the files, and those left out."""

    entries: list[Entry] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@contextmanager
def listed(place: Path) -> Iterator[Listing]:
    """List a folder or zip; its files can be read until the ``with`` block ends.

    Raises:
        ValueError: if there is no such folder or zip, or the zip is damaged.
    """
    if place.is_dir():
        yield list_folder(place)
        return
    if not place.is_file():
        raise ValueError(f"There is no folder {place}: give the folder that holds a folder for each student, or a zip.")
    try:
        archive = zipfile.ZipFile(place)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as problem:
        raise ValueError(f"{place} is neither a folder nor a zip that can be read: {problem}.") from problem
    with archive:
        yield list_zip(archive, place.stat().st_size, str(place))


def list_folder(folder: Path) -> Listing:
    """List a folder's files; links to folders are followed only right below it, where the instructor made them."""
    listing = Listing()
    for top in sorted(folder.iterdir(), key=lambda path: path.name):
        if top.is_dir() and not top.name.startswith("."):
            _add_folder(listing, folder, top)
        else:
            _add_file(listing, folder, top)
    return listing


def _add_folder(listing: Listing, folder: Path, top: Path) -> None:
    """Add what a student's folder holds, one after the other: however deep it is, no call waits for another."""
    waiting = [top]
    while waiting:
        here = waiting.pop()
        try:
            inside = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as problem:
            listing.left_out.append(LeftOut(_name(folder, here), f"a folder that can't be read ({problem.strerror})"))
            continue
        below = []
        for entry in inside:
            path = Path(entry.path)
            if not entry.is_dir(follow_symlinks=False) or entry.name.lower().endswith(".ipynb"):
                _add_file(listing, folder, path)
            elif len(path.relative_to(folder).parts) > DEEPEST or len(_name(folder, path)) > LONGEST_PATH:
                listing.left_out.append(LeftOut(_name(folder, path), TOO_DEEP))
            else:
                below.append(path)
        waiting += reversed(below)


def list_zip(archive: zipfile.ZipFile, size: int, called: str) -> Listing:
    """List a zip's files.

    Args:
        archive: the zip.
        size: its size in bytes.
        called: its name, for messages.

    Raises:
        ValueError: if it holds more files than any class hands in, or they lie on each other: so a small zip unpacks to
            any size, and no program for zips writes it.
    """
    if len(archive.infolist()) > MOST_FILES:
        raise ValueError(f"{called} holds more than {MOST_FILES} files: this is no class's work.")
    if sum(info.compress_size for info in archive.infolist()) > size:
        raise ValueError(f"the files in {called} lie on each other: it looks like a bomb.")
    listing = Listing()
    for info in archive.infolist():
        if not info.filename:
            listing.left_out.append(LeftOut("", "a file without a name"))
            continue
        name = _decoded(info).replace("\\", "/")
        parts = PurePosixPath(name).parts
        if name.endswith("/"):
            continue
        if not parts or ".." in parts or name.startswith("/") or re.match("[A-Za-z]:", name) or "\0" in name:
            listing.left_out.append(LeftOut(name, "its path leads out of the zip"))
        elif len(parts) > DEEPEST or len(name) > LONGEST_PATH:
            listing.left_out.append(LeftOut(name, TOO_DEEP))
        elif stat.S_ISLNK(info.external_attr >> 16):
            listing.left_out.append(LeftOut(name, "a link, no file"))
        else:
            listing.entries.append(Entry("/".join(parts), _changed(info), partial(_read_member, archive, info)))
    return listing


def list_inner_zip(entry: Entry) -> Listing:
    """List a zip that somebody handed in; a damaged or oversized one is left out as a whole.

    What is in it counts as changed when the zip was: the times inside are the student's own word.
    """
    try:
        inside = _inside(entry.read)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as problem:
        return Listing(left_out=[LeftOut(entry.name, f"a zip that can't be read ({problem})")])
    entries = [
        Entry(f"{entry.name}/{one.name}", entry.time, partial(_read_inside, entry.read, place))
        for place, one in enumerate(inside.entries)
    ]
    return Listing(entries, [LeftOut(f"{entry.name}/{one.file}", one.reason) for one in inside.left_out])


@lru_cache(maxsize=2)  # its files are read one after the other; the zips of a whole class would fill the memory
def _inside(read: Callable[[], bytes]) -> Listing:
    content = read()
    if content.count(b"PK\x01\x02") > MOST_FILES_INSIDE:  # counted before anything is made of it
        raise ValueError(f"it holds more than {MOST_FILES_INSIDE} files")
    return list_zip(zipfile.ZipFile(io.BytesIO(content)), len(content), "it")


def _read_inside(read: Callable[[], bytes], place: int) -> bytes:
    return _inside(read).entries[place].read()


def _changed(info: zipfile.ZipInfo) -> float:
    try:
        return time.mktime((*info.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0


def _add_file(listing: Listing, folder: Path, path: Path) -> None:
    def read() -> bytes:
        if path.is_symlink() or not path.is_file():
            raise Unreadable("not_a_file")
        if path.stat().st_size > LARGEST:
            raise Unreadable("too_large")
        return path.read_bytes()

    name = _name(folder, path)
    try:
        listing.entries.append(Entry(name, path.lstat().st_mtime, read, path))
    except OSError as problem:
        listing.left_out.append(LeftOut(name, f"it can't be read ({problem.strerror})"))


def _name(folder: Path, path: Path) -> str:
    """Return a path from the folder; a name that is no text becomes one that is like no other."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as file:
            content = file.read(LARGEST + 1)  # whatever size the zip states
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Unreadable("not_a_file") from None  # damaged, or with a password
    except Exception as problem:  # zlib's and lzma's own errors have no common parent
        if type(problem).__module__ in ("zlib", "_lzma", "lzma"):
            raise Unreadable("not_a_file") from None
        raise
    if len(content) > LARGEST:
        raise Unreadable("too_large")
    return content


def _decoded(info: zipfile.ZipInfo) -> str:
    """Return a member's name; names of old Japanese Windows zips are not marked as what they are."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp932"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return info.filename if encoding == "cp932" and _is_western(info.filename) else name
    return info.filename


def _is_western(name: str) -> bool:
    """Tell whether a name reads like words of a European language: letters with accents are few and capitals first.

    Two bytes of a Japanese character read as that language's have an odd sign, or at least half such letters.
    """
    words = re.findall(r"[^\W\d_]+", name)
    odd = [letter for letter in name if not letter.isascii()]
    return all(map(str.isalpha, odd)) and all(
        word in (word.lower(), word.upper(), word.capitalize()) and 2 * sum(not c.isascii() for c in word) < len(word)
        for word in words
        if not word.isascii()
    )
