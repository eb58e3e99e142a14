"""The gradebook: one SQLite file. What is written goes in together or not at all, and what is replaced is kept.

A submission is known by whose it is and by what is in it, so that a file moved, renamed or downloaded again is known
again. Each grade has the fingerprint of the exercise that it was reached with (see `fingerprint`).
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from course_lib.exercises.draws import Draw
from course_lib.grading.book.adjusting import Adjustment
from course_lib.grading.book.fingerprint import fingerprints
from course_lib.grading.book.rules import Rule
from course_lib.grading.book.table import Stored
from course_lib.grading.incoming.collecting import HandIn
from course_lib.grading.job import Graded

FORM = 2  # of the tables below
# Settings that are no part of the rule.
KEY_MARK, VARIANTS = "class_key", "variants"
TABLES = """
CREATE TABLE IF NOT EXISTS submissions (
    student TEXT, digest TEXT, name TEXT, number TEXT, file TEXT, source TEXT,
    marked_late INTEGER, upload INTEGER, copy INTEGER, time REAL, sheet TEXT, language TEXT, answers TEXT,
    PRIMARY KEY (student, digest)
);
CREATE TABLE IF NOT EXISTS grades (
    student TEXT, digest TEXT, exercise TEXT, outcome TEXT, points NUMERIC, possible NUMERIC, mistake TEXT,
    sentence TEXT, graded_with TEXT,
    PRIMARY KEY (student, digest, exercise),
    FOREIGN KEY (student, digest) REFERENCES submissions
);
CREATE TABLE IF NOT EXISTS history (
    at TEXT, why TEXT, file TEXT, sheet TEXT, student TEXT, digest TEXT, exercise TEXT, outcome TEXT, points NUMERIC,
    possible NUMERIC, mistake TEXT, sentence TEXT, graded_with TEXT
);
CREATE TABLE IF NOT EXISTS adjustments (
    number INTEGER PRIMARY KEY, at TEXT, student TEXT, sheet TEXT, exercise TEXT, points NUMERIC, reason TEXT
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value);
"""
HISTORY_COLUMNS = (
    *("at", "why", "file", "sheet", "student", "digest", "exercise", "outcome", "points", "possible", "mistake"),
    *("sentence", "graded_with"),
)
TO_HISTORY = """
INSERT INTO history SELECT ?, ?, file, sheet, grades.* FROM grades JOIN submissions USING (student, digest)
WHERE student = ? AND digest = ?
"""


class Result(NamedTuple):
    """What came of a submission."""

    hand_in: HandIn
    graded: Graded


class Withdrawn(NamedTuple):
    """A submission that is no longer there."""

    student: str
    file: str


class Gradebook:
    """The grades of a class."""

    def __init__(self, path: Path) -> None:
        """Open the gradebook at ``path``, or begin it there.

        Raises:
            OSError: if the file can't be opened or is no gradebook of this course's form.
        """
        self.path = path
        _make_private(path)
        with self._explained():
            self._database = sqlite3.connect(path, timeout=30)
            try:
                self._begin()
            except BaseException:
                self._database.close()
                raise

    def _begin(self) -> None:
        self._database.execute("PRAGMA foreign_keys = ON")
        (form,) = self._database.execute("PRAGMA user_version").fetchone()
        (tables,) = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if form != FORM and tables:
            raise OSError(f"{self.path} can't be used: it is of another version of the course. Name another --out.")
        if not tables:
            self._database.executescript(f"BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {FORM}; COMMIT")

    def needs_grading(self, hand_in: HandIn, draw: Draw) -> bool:
        """Tell whether a submission is new, or was graded with other exercises or on other inputs than now."""
        query = "SELECT sheet FROM submissions WHERE student = ? AND digest = ?"
        found = self._database.execute(query, (hand_in.student, hand_in.digest)).fetchone()
        if found is None:
            return True
        try:
            now = fingerprints(found[0], draw)
        except FileNotFoundError:  # a sheet that is no more
            return True
        return self._graded_with(hand_in.student, hand_in.digest) != now

    def note(self, hand_ins: Iterable[HandIn], source: str) -> None:
        """Note where known submissions lie now; ``source`` is the folder or zip."""
        with self._explained(), self._database:
            self._database.executemany(
                "UPDATE submissions SET name = :name, number = :number, file = :file, source = :source, "
                "marked_late = :late, upload = :upload, copy = :copy, time = :time "
                "WHERE student = :student AND digest = :digest",
                [_columns(hand_in, source) for hand_in in hand_ins],
            )

    def write(self, results: Iterable[Result], source: str, draw_of: Callable[[HandIn], Draw]) -> None:
        """Write the grades of some submissions: all of them, or nothing.

        Only what was graded with another fingerprint is replaced; what it was before is in the history.

        Args:
            results: of some submissions.
            source: the folder or zip they are from.
            draw_of: returns the inputs that a submission was graded on.

        Raises:
            OSError: if the disk is full or can't be written to; the gradebook is then as it was.
        """
        at = _now()
        with self._explained(), self._database:
            for hand_in, graded in results:
                values = _columns(hand_in, source) | {"sheet": graded.sheet, "language": graded.language}
                self._database.execute(
                    "INSERT INTO submissions VALUES (:student, :digest, :name, :number, :file, :source, :late, :upload,"
                    " :copy, :time, :sheet, :language, :answers) ON CONFLICT DO UPDATE SET source = :source,"
                    " file = :file, sheet = :sheet, language = :language, answers = :answers",
                    values | {"answers": graded.answers},
                )
                self._write_grades(at, hand_in.student, hand_in.digest, graded, draw_of(hand_in))

    def _write_grades(self, at: str, student: str, digest: str, graded: Graded, draw: Draw) -> None:
        then = self._graded_with(student, digest)
        now = fingerprints(graded.sheet, draw)
        grades = {grade.exercise: grade for grade in graded.grades}
        replaced = [name for name in then if then[name] != now.get(name)]
        for name in replaced:
            key = (student, digest, name)
            self._database.execute(f"{TO_HISTORY} AND exercise = ?", (at, "graded again", *key))
            self._database.execute("DELETE FROM grades WHERE student = ? AND digest = ? AND exercise = ?", key)
        for name, grade in grades.items():
            if name not in then or name in replaced:
                values = [grade.outcome, grade.points, grade.possible, grade.mistake, grade.sentence, now[name]]
                self._database.execute(
                    "INSERT INTO grades VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (student, digest, name, *values)
                )

    def withdraw(self, source: str, present: set[tuple[str, str]]) -> list[Withdrawn]:
        """Take submissions of a folder out whose file is no longer there; their grades stay in the history.

        Args:
            source: the folder.
            present: student and digest of each submission that is there.

        Returns:
            Those that were taken out.
        """
        query = "SELECT student, digest, file FROM submissions WHERE source = ? ORDER BY student, file"
        gone = [row for row in self._database.execute(query, (source,)) if tuple(row[:2]) not in present]
        with self._explained(), self._database:
            for student, digest, _ in gone:
                self._database.execute(TO_HISTORY, (_now(), "withdrawn", student, digest))
                for table in ("grades", "submissions"):
                    self._database.execute(f"DELETE FROM {table} WHERE student = ? AND digest = ?", (student, digest))
        return [Withdrawn(student, file) for student, _, file in gone]

    def adjust(self, adjustment: Adjustment) -> None:
        """Add an adjustment; the newest of a student's exercise counts."""
        values = (_now(), *asdict(adjustment).values())
        with self._explained(), self._database:
            query = "INSERT INTO adjustments (at, student, sheet, exercise, points, reason) VALUES (?, ?, ?, ?, ?, ?)"
            self._database.execute(query, values)

    def adjustments(self) -> list[tuple[str, Adjustment]]:
        """Return all adjustments with the time each was made at, oldest first."""
        query = "SELECT at, student, sheet, exercise, points, reason FROM adjustments ORDER BY number"
        return [(at, Adjustment(*values)) for at, *values in self._database.execute(query)]

    def keep_rule(self, rule: Rule) -> None:
        """Keep the rule on late and repeated submissions, for reports that are written later."""
        with self._explained(), self._database:
            self._database.executemany("REPLACE INTO settings VALUES (?, ?)", asdict(rule).items())

    def rule(self) -> Rule:
        """Return the rule on late and repeated submissions."""
        names = [field.name for field in fields(Rule)]
        return Rule(**{name: value for name, value in self._settings().items() if name in names})

    def keep_key_mark(self, mark: str) -> None:
        """Keep by which key the class's numbers were drawn; see `ClassKey.mark`.

        Raises:
            ValueError: if it was another one, or none now: by another key everybody's numbers are others.
        """
        known = self._settings().get(KEY_MARK, mark)
        if known != mark:
            given = "another class key" if mark else "no class key"
            raise ValueError(
                f"{self.path} was graded with a class key, and now there is {given}: give the same --class-key, or "
                "name another --out."
            )
        if mark:
            self._keep(KEY_MARK, mark)

    def keep_variants(self, variants: dict[str, dict[str, int]]) -> None:
        """Keep which variant of each question learners had, by learner and exercise, for reports written later."""
        known = self.variants()
        if variants != known:
            self._keep(VARIANTS, json.dumps(known | variants))

    def variants(self) -> dict[str, dict[str, int]]:
        """Return which variant of each question learners had, by learner and exercise."""
        known: dict[str, dict[str, int]] = json.loads(self._settings().get(VARIANTS, "{}"))
        return known

    def _settings(self) -> dict[str, Any]:
        return dict(self._database.execute("SELECT name, value FROM settings"))

    def _keep(self, name: str, value: str) -> None:
        with self._explained(), self._database:
            self._database.execute("REPLACE INTO settings VALUES (?, ?)", (name, value))

    def stored(self) -> list[Stored]:
        """Return all grades as they were reached, by student, sheet, submission and the order of the exercises."""
        columns = [field.name for field in fields(Stored)]
        query = f"""
            SELECT {", ".join(columns)} FROM grades JOIN submissions USING (student, digest)
            ORDER BY student, sheet, file, digest, grades.rowid
        """
        return [Stored(**dict(zip(columns, values, strict=True))) for values in self._database.execute(query)]

    def answers(self) -> list[tuple[str, str, str]]:
        """Return student, sheet and answers as text for each submission, by student."""
        query = "SELECT student, sheet, answers FROM submissions ORDER BY student, sheet, digest"
        return list(self._database.execute(query))

    def history(self) -> list[tuple[str, ...]]:
        """Return what was replaced or withdrawn, oldest first; see `HISTORY_COLUMNS`."""
        return list(self._database.execute("SELECT * FROM history ORDER BY rowid"))

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _graded_with(self, student: str, digest: str) -> dict[str, str]:
        query = "SELECT exercise, graded_with FROM grades WHERE student = ? AND digest = ?"
        return dict(self._database.execute(query, (student, digest)))

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as problem:
            raise OSError(
                f"The gradebook {self.path} can't be used: {problem}. What was written before is whole: look for a "
                "full disk or missing permissions, then run the same command again."
            ) from problem


@contextmanager
def open_gradebook(folder: Path) -> Iterator[Gradebook]:
    """Open the gradebook of a grading folder and close it again."""
    gradebook = Gradebook(folder / "gradebook.sqlite")
    try:
        yield gradebook
    finally:
        gradebook.close()


@contextmanager
def sole_grader(folder: Path) -> Iterator[None]:
    """Keep a second grader out of a grading folder while this one works.

    The lock is SQLite's own, so that it ends with the process, however that ends.

    Raises:
        OSError: if another grader is at work there, or the folder can't be written to.
    """
    _make_private(folder / "grading.lock")
    try:
        lock = sqlite3.connect(folder / "grading.lock", timeout=0, isolation_level=None)
    except sqlite3.Error as problem:
        raise OSError(f"The folder {folder} can't be written to: {problem}.") from problem
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as problem:
            if "locked" in str(problem):
                raise OSError(f"Another grader is at work on {folder}: wait until it has finished.") from problem
            raise OSError(f"The folder {folder} can't be written to: {problem}.") from problem
        yield


def _make_private(path: Path) -> None:
    """Make a file if it is not there, for its owner alone; what SQLite writes beside it will be as private."""
    with suppress(OSError):  # SQLite will say what is the matter
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY | os.O_NOFOLLOW, 0o600))
        path.chmod(0o600)


def _columns(hand_in: HandIn, source: str) -> dict[str, object]:
    names = ("student", "digest", "name", "number", "file", "late", "upload", "copy", "time")
    return {name: getattr(hand_in, name) for name in names} | {"source": source}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
