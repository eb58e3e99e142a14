"""Grading a submission wherever a worker runs: what it needs is sent along as plain data, so no disk is shared."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

from course_lib.exercises.sheets import load_sheet
from course_lib.exercises.submission import Unreadable, read_submission
from course_lib.grading.incoming.answers_text import answers_text
from course_lib.grading.job import Graded, Job, grade


def grade_sent(job: Job, content: bytes | None) -> tuple[Graded, str]:
    """Grade a submission.

    Args:
        job: what to grade.
        content: of the file; None where it is to be read from the job's path.

    Returns:
        The grades, and the text of the answers (see `answers_text`).

    Raises:
        NoSandbox: if there is none here and submissions are not trusted.
    """
    if content is None:
        return grade(job), _answers(Path(job.path))
    with tempfile.TemporaryDirectory(prefix="gradient-course-") as folder:
        # The name tells the sheet of a file that can't be read; what a zip calls it is no name for our disk.
        path = Path(folder) / f"{re.sub(r'[^A-Za-z0-9_.-]', '_', Path(job.path).stem)[:80]}.ipynb"
        path.write_bytes(content)
        return replace(grade(replace(job, path=str(path))), job=job), _answers(path)


def _answers(path: Path) -> str:
    try:
        submission = read_submission(path)
    except (Unreadable, OSError):
        return "{}"
    return answers_text(submission.cells, load_sheet(submission.sheet).exercises)
