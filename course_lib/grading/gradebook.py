"""The gradebook: one SQLite file. A submission's grades go in together or not at all."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from course_lib.grading.job import Graded, Job

TABLES = """
CREATE TABLE IF NOT EXISTS submissions (
    student TEXT, file TEXT, digest TEXT, graded_with TEXT, sheet TEXT, language TEXT,
    PRIMARY KEY (student, file)
);
CREATE TABLE IF NOT EXISTS grades (
    student TEXT, file TEXT, exercise TEXT, outcome TEXT, points INTEGER, possible INTEGER, mistake TEXT, sentence TEXT,
    PRIMARY KEY (student, file, exercise),
    FOREIGN KEY (student, file) REFERENCES submissions ON DELETE CASCADE
);
"""

COLUMNS = ("student", "sheet", "exercise", "outcome", "points", "possible", "mistake")


@dataclass(frozen=True)
class Row:
    """One exercise of one student, as it stands in the gradebook."""

    student: str
    sheet: str
    exercise: str
    outcome: str
    points: int
    possible: int
    mistake: str
    sentence: str
    file: str
    language: str


class Gradebook:
    """The grades of a class."""

    def __init__(self, path: Path) -> None:
        """Open the gradebook at ``path``, or begin it there.

        Raises:
            OSError: if the file can't be opened or is no gradebook.
        """
        try:
            self._database = sqlite3.connect(path, timeout=30)
            self._database.execute("PRAGMA foreign_keys = ON")
            self._database.executescript(TABLES)
        except sqlite3.Error as problem:
            raise OSError(f"The gradebook {path} can't be used: {problem}.") from problem

    def has(self, job: Job, graded_with: str) -> bool:
        """Tell whether this very submission was graded already, with the same sheet and seed."""
        query = "SELECT 1 FROM submissions WHERE student = ? AND file = ? AND digest = ? AND graded_with = ?"
        values = (job.student, Path(job.path).name, job.digest, graded_with)
        return self._database.execute(query, values).fetchone() is not None

    def write(self, graded: Graded, graded_with: str) -> None:
        """Write a submission's grades, in place of earlier ones of the same file."""
        job, file = graded.job, Path(graded.job.path).name
        with self._database:  # all of it, or nothing
            self._database.execute("DELETE FROM submissions WHERE student = ? AND file = ?", (job.student, file))
            self._database.execute(
                "INSERT INTO submissions VALUES (?, ?, ?, ?, ?, ?)",
                (job.student, file, job.digest, graded_with, graded.sheet, graded.language),
            )
            self._database.executemany(
                "INSERT INTO grades VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(job.student, file, *astuple(grade)) for grade in graded.grades],
            )

    def forget_all_but(self, files: set[tuple[str, str]]) -> None:
        """Take out submissions whose file is no longer handed in, given as (student, file name)."""
        known = self._database.execute("SELECT student, file FROM submissions").fetchall()
        with self._database:
            self._database.executemany(
                "DELETE FROM submissions WHERE student = ? AND file = ?", [row for row in known if row not in files]
            )

    def rows(self) -> list[Row]:
        """Return all grades, by student, sheet and the order of the exercises."""
        query = """
            SELECT student, sheet, exercise, outcome, points, possible, mistake, sentence, file, language
            FROM grades JOIN submissions USING (student, file) ORDER BY student, sheet, file, grades.rowid
        """
        return [Row(*values) for values in self._database.execute(query)]

    def close(self) -> None:
        """Close the file."""
        self._database.close()


@contextmanager
def open_gradebook(folder: Path) -> Iterator[Gradebook]:
    """Open the gradebook of a grading folder and close it again."""
    gradebook = Gradebook(folder / "gradebook.sqlite")
    try:
        yield gradebook
    finally:
        gradebook.close()


def write_csv(rows: list[Row], path: Path) -> None:
    """Write the grades as a table with one row for each student, sheet and exercise."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerows([[getattr(row, name) for name in COLUMNS] for row in rows])
