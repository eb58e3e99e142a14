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
from pathlib import Path, PurePosixPath

from course_lib.exercises.submission import LARGEST, Unreadable

MOST_FILES = 1_000_000
# Notebooks shrink to a half or a twentieth; a bomb to a thousandth.
LARGEST_RATIO = 100
SPARE = 2**26


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


@dataclass
class Listing:
    """What a folder or zip holds: the files, and those left out, each with the reason."""

    entries: list[Entry] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def listed(place: Path) -> Iterator[Listing]:
    """List a folder or zip; its files can be read until the ``with`` block ends.

    Raises:
        ValueError: if there is no such folder or zip, or the zip is damaged or a bomb.
    """
    if place.is_dir():
        yield list_folder(place)
        return
    if not place.is_file():
        raise ValueError(f"There is no folder {place}: give the folder that holds a folder for each student, or a zip.")
    try:
        archive = zipfile.ZipFile(place)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as problem:
        raise ValueError(f"{place} is neither a folder nor a zip that can be read: {problem}.") from problem
    with archive:
        yield list_zip(archive, place.stat().st_size, str(place))


def list_folder(folder: Path) -> Listing:
    """List a folder's files; links to folders are followed only right below it, where the instructor made them."""
    listing = Listing()
    for top in sorted(folder.iterdir(), key=lambda path: path.name):
        if top.is_dir():
            for here, folders, files in os.walk(top):
                odd = [name for name in folders if name.lower().endswith(".ipynb")]
                folders[:] = sorted(set(folders) - set(odd))
                for name in sorted(files + odd):
                    _add_file(listing, folder, Path(here) / name)
        else:
            _add_file(listing, folder, top)
    return listing


def list_zip(archive: zipfile.ZipFile, size: int, called: str) -> Listing:
    """List a zip's files.

    Args:
        archive: the zip.
        size: its size in bytes, against which all that is read is weighed.
        called: its name, for messages.

    Raises:
        ValueError: if it holds more files than any class hands in; reading raises it where the zip is a bomb.
    """
    if len(archive.infolist()) > MOST_FILES:
        raise ValueError(f"{called} holds more than {MOST_FILES} files: this is no class's work.")
    listing, unpacked = Listing(), 0

    def reader(info: zipfile.ZipInfo) -> Callable[[], bytes]:
        def read() -> bytes:
            nonlocal unpacked
            content = _read_member(archive, info)
            unpacked += len(content)
            if unpacked > LARGEST_RATIO * size + SPARE:
                raise ValueError(f"{called} unpacks to more than {LARGEST_RATIO} times its size: it looks like a bomb.")
            return content

        return read

    for info in archive.infolist():
        name = _decoded(info).replace("\\", "/")
        parts = PurePosixPath(name).parts
        if info.is_dir():
            continue
        if not parts or ".." in parts or name.startswith("/") or re.match("[A-Za-z]:", name) or "\0" in name:
            listing.left_out.append((name, "its path leads out of the zip"))
        elif stat.S_ISLNK(info.external_attr >> 16):
            listing.left_out.append((name, "a link, no file"))
        else:
            changed = time.mktime((*info.date_time, 0, 0, -1))
            listing.entries.append(Entry("/".join(parts), changed, reader(info)))
    return listing


def list_inner_zip(entry: Entry) -> Listing:
    """List a zip that somebody handed in; a damaged or oversized one is left out as a whole."""
    try:
        content = entry.read()
        inner = list_zip(zipfile.ZipFile(io.BytesIO(content)), len(content), entry.name)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as problem:
        return Listing(left_out=[(entry.name, f"a zip that can't be read ({problem})")])
    inner.entries = [Entry(f"{entry.name}/{one.name}", one.time, _within_bounds(one.read)) for one in inner.entries]
    inner.left_out = [(f"{entry.name}/{name}", why) for name, why in inner.left_out]
    return inner


def _within_bounds(read: Callable[[], bytes]) -> Callable[[], bytes]:
    """Make of a bomb in a student's zip a file of that student that is too large: nobody else's work stops for it."""

    def read_it() -> bytes:
        try:
            return read()
        except Unreadable:
            raise
        except ValueError:
            raise Unreadable("too_large") from None

    return read_it


def _add_file(listing: Listing, folder: Path, path: Path) -> None:
    def read() -> bytes:
        if path.is_symlink() or not path.is_file():
            raise Unreadable("not_a_file")
        if path.stat().st_size > LARGEST:
            raise Unreadable("too_large")
        return path.read_bytes()

    # A name that is no text becomes one that is like no other.
    name = os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")
    listing.entries.append(Entry(name, path.lstat().st_mtime, read, path))


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
            return raw.decode(encoding)
        except UnicodeDecodeError:
            pass
    return info.filename
