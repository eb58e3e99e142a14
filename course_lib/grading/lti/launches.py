"""The launches of a class, kept for the day on which scores go back: one SQLite file, for the Hub's eyes alone."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple
from pathlib import Path

from course_lib.grading.lti.launch import Launch

FILE = "launches.sqlite"
TABLE = """
CREATE TABLE IF NOT EXISTS launches (
    account TEXT, sheet TEXT, subject TEXT, name TEXT, lineitem TEXT, sent TEXT DEFAULT '',
    PRIMARY KEY (account, sheet)
)
"""
# What was sent to one column says nothing of another.
NOTE = """
INSERT INTO launches (account, sheet, subject, name, lineitem) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET subject = excluded.subject, name = excluded.name, lineitem = excluded.lineitem,
    sent = CASE WHEN lineitem = excluded.lineitem THEN sent ELSE '' END
"""


def note_launch(folder: Path, launch: Launch) -> None:
    """Keep a launch; of a learner's launches of one sheet the last counts."""
    with _database(folder) as database:
        database.execute(NOTE, astuple(launch))


def read_launches(folder: Path) -> dict[Launch, str]:
    """Return all launches, each with what was last sent for it, ``""`` where that is nothing.

    Raises:
        ValueError: if nobody has launched yet.
    """
    if not (folder / FILE).is_file():
        raise ValueError(f"There is no {FILE} in {folder}: no learner has come from your system yet.")
    with _database(folder) as database:
        rows = database.execute("SELECT account, sheet, subject, name, lineitem, sent FROM launches")
        return {Launch(*values): sent for *values, sent in rows}


def note_sent(folder: Path, launch: Launch, sent: str) -> None:
    """Keep what the system has taken for a launch."""
    with _database(folder) as database:
        database.execute(
            "UPDATE launches SET sent = ? WHERE account = ? AND sheet = ? AND lineitem = ?",
            (sent, launch.account, launch.sheet, launch.lineitem),
        )


@contextmanager
def _database(folder: Path) -> Iterator[sqlite3.Connection]:
    path = folder / FILE
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600))
        with closing(sqlite3.connect(path, timeout=30)) as database, database:
            database.execute(TABLE)
            yield database
    except sqlite3.Error as problem:
        raise OSError(f"{path} can't be used: {problem}.") from problem
