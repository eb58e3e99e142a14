"""What comes out of a gradebook for people: a feedback page for each student, a report on the class."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from course_lib.grading.gradebook import Row
from course_lib.grading.sheet import load_sheet, sheet_names
from course_lib.language import Language, locale_language
from course_lib.words import to_html, words

# In the order in which a bar shows them, each with a colour and a sign: colour alone must not carry the meaning.
OUTCOMES = {
    "right": ("#009E73", "✓"),
    "wrong": ("#D55E00", "✗"),
    "error": ("#CC79A7", "!"),
    "time limit": ("#E69F00", "∞"),
    "memory limit": ("#F0E442", "▣"),
    "unreadable": ("#666666", "?"),
    "not attempted": ("#BBBBBB", "○"),
}


@dataclass(frozen=True)
class ExerciseSummary:
    """How a class fared with one exercise."""

    sheet: str
    exercise: str
    counts: Counter[str]
    mistakes: list[tuple[int, str, str]]

    @property
    def total(self) -> int:
        """How many handed it in."""
        return self.counts.total()


def write_reports(rows: list[Row], out: Path) -> None:
    """Write ``feedback/STUDENT.html`` for each student and ``report.html``.

    Args:
        rows: all rows of the gradebook, by student.
        out: the grading folder.
    """
    feedback = out / "feedback"
    feedback.mkdir(parents=True, exist_ok=True)
    for page in feedback.glob("*.html"):
        page.unlink()
    for student, own in groupby(rows, key=lambda row: row.student):
        (feedback / page_name(student)).write_text(feedback_page(student, list(own)), encoding="utf-8")
    (out / "report.html").write_text(class_report(rows, locale_language()), encoding="utf-8")


def page_name(student: str) -> str:
    """Return a file name for a student's page; where the name can't be one, part of a digest keeps it apart."""
    plain = re.sub(r"[^\w.-]", "_", student)
    if plain != student or plain.startswith("."):
        plain = f"{plain.lstrip('.')}-{hashlib.sha256(student.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"
    return f"{plain}.html"


def feedback_page(student: str, rows: list[Row]) -> str:
    """Return a student's page, in the language of what the student handed in."""
    language: Language = "ja" if rows[0].language == "ja" else "en"
    sheets = [(name, list(own)) for name, own in groupby(rows, key=lambda row: row.sheet or row.file)]
    return _render("feedback.html", language, student=student, sheets=sheets, rows=rows)


def class_report(rows: list[Row], language: Language) -> str:
    """Return the report on a class."""
    points = Counter[str]()
    possible = Counter[str]()
    for row in rows:
        points[row.student] += row.points
        possible[row.student] += row.possible
    shares = {student: points[student] / possible[student] if possible[student] else 0.0 for student in possible}
    bins = Counter(min(9, int(10 * share)) for share in shares.values())
    return _render(
        "report.html",
        language,
        students=sorted(shares, key=lambda student: (shares[student], student)),
        points=points,
        possible=possible,
        shares=shares,
        bins=[bins[i] for i in range(10)],
        summaries=summaries(rows, language),
        rows=rows,
        page_name=page_name,
    )


def summaries(rows: list[Row], language: Language) -> list[ExerciseSummary]:
    """Return how the class fared with each exercise, with its named mistakes, the most frequent first."""
    found = []
    for name in sheet_names():
        for exercise in load_sheet(name).exercises.values():
            own = [row for row in rows if (row.sheet, row.exercise) == (name, exercise.name)]
            sentences = {mistake.name: mistake.feedback[language] for mistake in exercise.mistakes}
            common = Counter(row.mistake for row in own if row.mistake).most_common()
            mistakes = [
                (count, mistake, sentences.get(mistake) or words(f"grading.mistakes.{mistake}", language))
                for mistake, count in common
            ]
            if own:
                counts = Counter(row.outcome for row in own)
                found.append(ExerciseSummary(name, exercise.name, counts, mistakes))
    return found


def _render(template: str, language: Language, **values: object) -> str:
    # Whatever students put into names and messages is text on these pages, never markup.
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["to_html"] = to_html
    return environment.get_template(template).render(
        values, language=language, words=lambda name, **places: words(name, language, **places), outcomes=OUTCOMES
    )
