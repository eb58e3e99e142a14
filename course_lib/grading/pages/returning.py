"""Feedback pages zipped as systems take them back: Moodle, Canvas and ScombZ, whose forms are documented.

Moodle (*Upload multiple feedback files in a zip*) knows a learner by the folder, named as in its own download
(``mod/assign/feedback/file/importziplib.php``); Canvas (*Upload Submissions*) by the learner's and the upload's number
in the file's name, as in its own download (``infer_comment_context_from_filename`` in its ``Assignment``); ScombZ by a
column of its list, ``assignment_comment_format.xlsx``, and a folder beside that.
"""

from __future__ import annotations

import io
import zipfile
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from course_lib.grading.book.harmless import printable
from course_lib.grading.book.result_file import write_result
from course_lib.grading.book.table import Row
from course_lib.grading.incoming.naming import CANVAS, MOODLE
from course_lib.grading.pages.exporting import of_one_sheet
from course_lib.grading.pages.reports import feedback_page
from course_lib.grading.rosters.xlsx_roster import LARGEST

PAGE = "feedback.html"
SCOMBZ_FOLDER = "フィードバック"


class ZippedList(NamedTuple):
    """A zip with the list to fill in: its members, and which of them is the list."""

    members: list[tuple[zipfile.ZipInfo, bytes]]
    name: str
    content: bytes


def export_feedback(rows: list[Row], path: Path, sheet: str | None) -> str:
    """Write the feedback pages as a zip for Moodle or Canvas, by the files' names; say what was written.

    Raises:
        ValueError: if the sheet is not clear, or no submission came from one of them.
    """
    pages, left = {}, []
    for student, one in groupby(of_one_sheet(rows, sheet), lambda row: row.student):
        own = list(one)
        name = _returned_as(own[0].file)
        if name is None:
            left.append(student)
        else:
            pages[name] = feedback_page(own).encode()
    if not pages:
        raise ValueError(
            "None of these submissions is named as Moodle or Canvas do, so that none can be sent back by its name. "
            "For ScombZ fill in its zip with --fill; for others take the pages in the folder feedback."
        )
    write_result(path, zipped(pages))
    missing = f" Not named as Moodle or Canvas do: {', '.join(map(printable, left))}." if left else ""
    return f"{path}: {len(pages)} learners.{missing}"


def zipped(contents: dict[str, bytes], members: list[tuple[zipfile.ZipInfo, bytes]] | None = None) -> bytes:
    """Return a zip of files, content by name; ``members`` of another zip come first, as they were there."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in members or []:
            archive.writestr(info, contents.pop(info.filename, content), info.compress_type)
        for name, content in contents.items():
            archive.writestr(name, content)
    return memory.getvalue()


def list_in_zip(content: bytes) -> ZippedList | None:
    """Return the list in a zip such as ScombZ's, None where the content is no such zip.

    Raises:
        ValueError: if the zip is damaged or larger than any such zip.
    """
    if not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            lists = [name for name in archive.namelist() if name.lower().endswith(".xlsx")]
            if len(lists) != 1 or "xl/workbook.xml" in archive.namelist():
                return None
            if sum(info.file_size for info in archive.infolist()) > LARGEST:
                raise ValueError("The zip with the list is larger than any such zip: take it as the system gave it.")
            members = [(info, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as problem:
        raise ValueError(f"The zip can't be read ({problem}): take it as the system gave it.") from problem
    return ZippedList(members, lists[0], dict((info.filename, part) for info, part in members)[lists[0]])


def _returned_as(file: str) -> str | None:
    """Return the name under which a system takes feedback on a file, None where that is not known."""
    if match := MOODLE.fullmatch(file):
        return f"{match['name']}_{match['number']}_assignsubmission_file_/{PAGE}"
    if match := CANVAS.match(file.split("/")[0]):
        return f"{match['name']}_{match['number']}_{match['upload']}_{PAGE}"
    return None
