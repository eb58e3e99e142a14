"""The learners' edition: the course without answers, in which the instant checks still work.

Only what belongs goes out (`belonging`). What counts as an answer given away, and is searched for in that before a zip
leaves this machine:

- the sheets with their answers (``solutions/``), or any function that is a named mistake or a reference of theirs, in
  a notebook's exercise cells: they must be blank;
- a function with an exercise's name and its reference's body, anywhere but in the chapters and in the rooms of
  `course_lib` that teach;
- in hints, sentences and the exercise notebooks: what a reference returns, written out.

Those rooms and the chapters are left aside, since they teach: a learner who finds the formula of a gradient step in
them has done what they are there for.

An instructor may give out the lines of answers, shuffled, or the answers themselves to compare with (`shown_answers`):
they lie in files of their own, which are there in no other release.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from course_lib.exercises.sheets import SOLUTIONS, load_sheet, sheet_names
from course_lib.exercises.shown_answers import STORED_ANSWERS, store_answers, stored_answers_path
from course_lib.exercises.stored import STORED
from course_lib.exercises.storing import store
from course_lib.grading.release.answer_search import answers_given_away
from course_lib.grading.release.belonging import LEARNERS, OWN_FILES, ROOT, ROOT_FILES, strangers
from course_lib.lab.folders import source_folder
from course_lib.lab.whole_file import write_whole
from course_lib.words.language import LANGUAGES

TOP = "gradient-course"
FOLDERS = ("course_lib", "notebooks", "exercises", "docs/images")
LEFT_OUT = {"__pycache__", ".ipynb_checkpoints", ".DS_Store"}
# The same content gives the same zip.
DATE = (2026, 1, 1, 0, 0, 0)


def release(path: Path, puzzles: bool = False, solutions: bool = False) -> None:
    """Write the learners' edition.

    Args:
        path: the zip to write.
        puzzles: give out the lines of answers, shuffled.
        solutions: give out the answers, to be seen once an exercise is solved or its hints are read.

    Raises:
        ValueError: if an answer would be in it, or a file that the course does not know; the message says which.
        OSError: if it can't be written.
    """
    contents = dict(learners_files())
    if unknown := strangers(name for name in contents if not _is_stored(ROOT / name)):
        raise ValueError(
            "The course knows nothing of these files, so that they don't go out. Move them away; what belongs to the "
            "course is named where it is used, or in release/belonging.py:\n" + "\n".join(unknown)
        )
    given_away = answers_given_away(contents)
    if given_away:
        raise ValueError("The zip would give answers away:\n" + "\n".join(given_away))
    if puzzles or solutions:
        for sheet in sheet_names():
            given_out = stored_answers_path(sheet).relative_to(ROOT).as_posix()
            contents[given_out] = store_answers(load_sheet(sheet), puzzles, solutions).encode()
    write_zip(path, {f"{TOP}/{name}": content for name, content in contents.items()})


def learners_files() -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file of the learners' edition, the stored cases among them."""
    if source_folder() is None:
        raise ValueError("Only the package is installed here: release from the folder of the whole course.")
    if not any(SOLUTIONS.glob("[0-9]*.py")):
        raise ValueError("The answers are not here: this is the learners' edition itself.")
    for name in ROOT_FILES:
        yield name, (ROOT / name).read_bytes()
    for name in OWN_FILES:
        yield name, (ROOT / LEARNERS / name).read_bytes()
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            place = path.relative_to(ROOT)
            if path.is_file() and not LEFT_OUT & set(place.parts) and not _is_stored(path):
                yield place.as_posix(), path.read_bytes()
    for sheet in sheet_names():
        for language in LANGUAGES:
            if not (ROOT / "exercises" / language / f"{sheet}.ipynb").is_file():
                raise ValueError(f"The sheet {sheet} is not built in {language}: make build.")
        stored = (STORED / f"{sheet}.json").relative_to(ROOT).as_posix()
        yield stored, store(load_sheet(sheet)).encode()


def _is_stored(path: Path) -> bool:
    """Tell whether a file holds what is made anew for each release."""
    return path.is_relative_to(STORED) or path.is_relative_to(STORED_ANSWERS)


def write_zip(path: Path, contents: dict[str, bytes], *, private: bool = False) -> None:
    """Write a zip beside and move it into place; what begins as a script does can be run.

    Args:
        path: the zip to write.
        contents: content by name.
        private: let its owner alone read it.

    Raises:
        OSError: if it can't be written.
    """
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, DATE)
            info.external_attr = (0o755 if content.startswith(b"#!") else 0o644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, memory.getvalue(), private=private)
    except OSError as problem:
        raise OSError(f"{path} can't be written: {problem.strerror}.") from problem
