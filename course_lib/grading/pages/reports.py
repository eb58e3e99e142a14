"""Pages for people: a feedback page for each student and a report on the class."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from course_lib.grading.book.harmless import printable
from course_lib.grading.book.result_file import write_result
from course_lib.grading.book.table import Row, Stored, plain_points
from course_lib.grading.incoming.concept_answers import TestTaker
from course_lib.grading.pages.class_gain import ClassGain
from course_lib.grading.pages.class_summary import ClassSummary
from course_lib.grading.pages.others_numbers import Variants, others_numbers
from course_lib.grading.pages.over_time import FALLEN_BY, HANDED_IN_BY, LEFT_OUT, TRIED_AGAIN, OverTime
from course_lib.grading.pages.similarity import similar_pairs
from course_lib.words.catalogue import to_html, words
from course_lib.words.colours import BLUE, GREEN, GREY, LIGHT_GREY, ORANGE, PURPLE, RED, YELLOW
from course_lib.words.language import Language, locale_language

# In the order in which a bar shows them, each with a colour and a sign: colour alone must not carry the meaning.
OUTCOMES = {
    "right": (GREEN, "✓"),
    "wrong": (RED, "✗"),
    "error": (PURPLE, "!"),
    "time limit": (ORANGE, "∞"),
    "memory limit": (YELLOW, "▣"),
    "unreadable": (GREY, "?"),
    "not attempted": (LIGHT_GREY, "○"),
}
# A page of more students is no page any more; the table of grades has them all.
MOST_STUDENTS_SHOWN = 500
LONGEST_NAME = 120  # bytes of a page's name
MADE_HERE = re.compile(r"-[0-9a-f]{16}$")


def write_reports(
    rows: list[Row],
    answers: Iterable[tuple[str, str, str]],
    out: Path,
    language: Language | None = None,
    stored: Sequence[Stored] = (),
    takers: Sequence[TestTaker] = (),
    variants: Variants | None = None,
) -> None:
    """Write ``feedback/STUDENT.html`` for each student and ``report.html``.

    Args:
        rows: all rows that count, by student.
        answers: student, sheet and text of the answers of each submission.
        out: the grading folder.
        language: of the report; the reader's own where not given.
        stored: all submissions, also those that don't count, for what has changed from the first to the last.
        takers: the answers of the tests before and after the course.
        variants: which variant of each question learners had; see `others_numbers`.

    Raises:
        OSError: if a page can't be written.
    """
    feedback = out / "feedback"
    feedback.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = set()
    for student, own in groupby(rows, key=lambda row: row.student):
        write_result(feedback / page_name(student), feedback_page(list(own)))
        written.add(page_name(student))
    for old in feedback.glob("*.html"):
        if old.name not in written:
            old.unlink()
    report = class_report(rows, answers, language or locale_language(), stored, takers, variants=variants)
    write_result(out / "report.html", report)


def page_name(student: str) -> str:
    """Return a file name for a student's page.

    Where the name can't be one, or some file system takes it for the same as another (capitals, forms of Unicode), or
    it looks like one made here, part of a digest keeps it apart.
    """
    plainly = re.sub(r"[^\w.-]", "_", unicodedata.normalize("NFKC", student).casefold())
    odd = plainly != student or plainly.startswith(".") or MADE_HERE.search(plainly)
    if odd or len(plainly.encode()) > LONGEST_NAME:
        digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        shortened = plainly.encode()[:LONGEST_NAME].decode(errors="ignore")
        plainly = f"{shortened.lstrip('.')}-{digest}"
    return f"{plainly}.html"


def feedback_page(rows: list[Row]) -> str:
    """Return a student's page, in the language of what the student handed in.

    Args:
        rows: of this student alone.
    """
    readable = [row.language for row in rows if row.outcome != "unreadable"] or [rows[0].language]
    language: Language = "ja" if Counter(readable).most_common(1)[0][0] == "ja" else "en"
    sheets = [(name, list(own)) for name, own in groupby(rows, key=lambda row: row.sheet or row.file)]
    points, possible = sum(row.points for row in rows), sum(row.possible for row in rows)
    cheer = "none_yet" if not points else "all_right" if points == possible else "some_right"
    return _render(
        "feedback.html",
        language,
        name=rows[0].name,
        sheets=sheets,
        points=plain_points(points),
        possible=plain_points(possible),
        cheer=cheer,
        go_on=next((row for row in rows if row.exercise and row.points < row.possible), None),
    )


def class_report(
    rows: list[Row],
    answers: Iterable[tuple[str, str, str]],
    language: Language,
    stored: Sequence[Stored] = (),
    takers: Sequence[TestTaker] = (),
    pages: Collection[str] | None = None,
    variants: Variants | None = None,
) -> str:
    """Return the report on a class; see `write_reports`.

    Args:
        rows: all that count.
        answers: student, sheet and text of the answers of each submission.
        language: of the report.
        stored: all submissions.
        takers: of the tests.
        pages: the feedback pages that are there to be linked to; all where not given.
        variants: which variant of each question learners had; see `others_numbers`.
    """
    summary = ClassSummary(rows, language)
    return _render(
        "report.html",
        language,
        summary=summary,
        over_time=OverTime(rows, stored, summary, language),
        rule={"share": 100 * HANDED_IN_BY, "sheets": LEFT_OUT, "fallen": 100 * FALLEN_BY, "times": TRIED_AGAIN},
        gain=ClassGain(takers) if takers else None,
        pages=pages,
        pairs=similar_pairs(answers),
        of_others=others_numbers(rows, variants) if variants else None,
        most_shown=MOST_STUDENTS_SHOWN,
        page_name=page_name,
    )


def _render(template: str, language: Language, **values: object) -> str:
    return _pages().get_template(template).render(
        values, language=language, words=lambda name, **places: words(name, language, **places), outcomes=OUTCOMES
    )


@cache
def _pages() -> Environment:
    # Whatever students put into names and messages is text on these pages, never markup.
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
    )
    pages.globals["bar"] = BLUE
    pages.filters["to_html"] = to_html
    pages.filters["plain"] = plain_points
    pages.filters["printable"] = printable
    return pages
