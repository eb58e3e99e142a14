"""Writing the tables and pages of a class: each whole or not at all, and for the instructor's eyes alone."""

from __future__ import annotations

from pathlib import Path

from course_lib.lab.whole_file import write_whole


def write_result(path: Path, content: str | bytes) -> None:
    """Write a table or page.

    Raises:
        OSError: if it can't be written; it says what to do.
    """
    try:
        write_whole(path, content, private=True)
    except OSError as problem:
        raise OSError(
            f"{path} can't be written: {problem.strerror}. The gradebook has all grades: make room or mend the "
            "permissions, then write the tables and pages with: gradient-course report"
        ) from problem
