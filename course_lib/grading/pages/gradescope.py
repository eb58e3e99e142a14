"""What came of one learner's work as Gradescope's ``results.json``.

The fields are those of its Autograder Specifications (``docs/specs.md`` of gradescope/autograder_samples).
"""

from __future__ import annotations

import json
from pathlib import Path

from course_lib.grading.book.harmless import printable
from course_lib.grading.book.result_file import write_result
from course_lib.grading.book.table import Row, plain_points
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES, Language


def write_gradescope(rows: list[Row], path: Path, visibility: str) -> None:
    """Write ``results.json``.

    Args:
        rows: all that count, of one learner; none where there was no notebook.
        path: the file to write.
        visibility: when the learner sees it, as Gradescope calls it.

    Raises:
        ValueError: if they are of several learners: Gradescope asks for one at a time.
        OSError: if it can't be written.
    """
    students = {row.student for row in rows}
    if len(students) > 1:
        raise ValueError(f"--results is for one learner's work alone, and here are {len(students)}: leave it out.")
    results: dict[str, object] = {"visibility": visibility}
    if rows:
        results |= {"output": _total(rows), "tests": [_test(row, visibility) for row in rows]}
    else:
        said = "\n".join(words("grading.no_notebook", language) for language in LANGUAGES)
        results |= {"score": 0, "output": said, "tests": []}
    write_result(path, json.dumps(results, ensure_ascii=False, indent=1) + "\n")


def _test(row: Row, visibility: str) -> dict[str, object]:
    return {
        "name": printable(f"{row.sheet}: {row.exercise}" if row.exercise else Path(row.file).name),
        "score": row.points,
        "max_score": row.possible,
        "output": "\n".join(printable(line) for line in (row.reason or row.sentence).splitlines()),
        "visibility": visibility,
    }


def _total(rows: list[Row]) -> str:
    language: Language = "ja" if rows[0].language == "ja" else "en"
    points, possible = sum(row.points for row in rows), sum(row.possible for row in rows)
    return words("grading.total", language, points=plain_points(points), possible=plain_points(possible))
