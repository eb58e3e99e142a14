"""What a class misunderstands by idea and from sheet to sheet, and who needs a word: by rules that the page states."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from course_lib.exercises.concept_index import CONCEPTS
from course_lib.grading.book.table import AnswerGrade, Row, Stored
from course_lib.grading.pages.class_summary import ClassSummary, StudentSummary, sentence_on
from course_lib.words.catalogue import words
from course_lib.words.language import Language
from course_lib.words.listing import listed

HANDED_IN_BY = 0.5
"""A sheet that at least this share of the class handed in was due: who did not hand it in left it out."""
LEFT_OUT = 2
"""So many of the last sheets left out, one after the other, and somebody should ask."""
FALLEN_BY = 0.3
"""The share of the points in the last two sheets is lower than before by at least so much."""
TRIED_AGAIN = 3
"""A sheet handed in so many times, and something in it still not right."""

UNTRIED = ("not attempted", "unreadable")
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Understanding:
    """How a class fares with an idea or a sheet.

    Attributes:
        name: of the idea or the sheet.
        exercises: that it is asked for in.
        tried: how many answers were tried.
        wrong_at_first: how many of them were not right when they were handed in first.
        wrong_now: how many are not right in what counts.
        mistakes: how often, exercise, sentence of the named mistakes at first, the most frequent first.
        students: how many tried.
    """

    name: str
    exercises: tuple[str, ...]
    tried: int
    wrong_at_first: int
    wrong_now: int
    mistakes: list[tuple[int, str, str]]
    students: int

    @property
    def share_at_first(self) -> float:
        """Share of what was tried that was not right at first, from 0 to 1."""
        return self.wrong_at_first / self.tried

    @property
    def share_now(self) -> float:
        """Share of what was tried that is not right now, from 0 to 1."""
        return self.wrong_now / self.tried


class OverTime:
    """A class's grades by idea, from sheet to sheet, and who needs a word.

    Attributes:
        ideas: those with most that is not right now first; exercises that stand for no idea of the index are one idea
            a sheet.
        sheets: in the order of the chapters.
        words_needed: learners with the reasons, those with most reasons first.
    """

    def __init__(
        self, rows: Sequence[Row], stored: Iterable[Stored], summary: ClassSummary, language: Language
    ) -> None:
        """Sum up.

        Args:
            rows: all that count.
            stored: all submissions, also those that don't count.
            summary: of the same rows.
            language: of the names and sentences.
        """
        first = _first_tries(stored)
        answers = [row for row in rows if row.sheet and row.exercise and row.outcome not in UNTRIED]
        by_idea: dict[str, list[Row]] = defaultdict(list)
        by_sheet: dict[str, list[Row]] = defaultdict(list)
        for row in answers:
            by_idea[_idea(row, language)].append(row)
            by_sheet[row.sheet].append(row)
        ideas = [_understanding(name, own, first, language) for name, own in by_idea.items()]
        self.ideas = sorted(ideas, key=lambda one: (-one.share_now, -one.share_at_first, one.exercises))
        self.sheets = [_understanding(name, by_sheet[name], first, language) for name in sorted(by_sheet)]
        self.words_needed = _who_needs_a_word(rows, summary, language)


def _first_tries(stored: Iterable[Stored]) -> dict[Key, Stored]:
    """Return each learner's first submission of each exercise in which it was tried."""
    first: dict[Key, Stored] = {}
    for one in sorted(stored, key=lambda one: (one.upload, one.copy, one.time, one.digest)):
        if one.outcome not in UNTRIED:
            first.setdefault((one.student, one.sheet, one.exercise), one)
    return first


def _idea(row: AnswerGrade, language: Language) -> str:
    for concept in CONCEPTS:
        if (concept.notebook, concept.exercise) == (row.sheet, row.exercise):
            return words(f"concept_index.{concept.key}.name", language)
    return words("grading.rest_of_sheet", language, sheet=row.sheet)


def _understanding(name: str, rows: list[Row], first: dict[Key, Stored], language: Language) -> Understanding:
    at_first: list[AnswerGrade] = [first.get((row.student, row.sheet, row.exercise), row) for row in rows]
    named = Counter((one.sheet, one.exercise, one.mistake) for one in at_first if one.mistake)
    mistakes = [
        (count, exercise, sentence_on(sheet, exercise, mistake, language) or mistake)
        for (sheet, exercise, mistake), count in sorted(named.items(), key=lambda one: (-one[1], one[0]))
    ]
    return Understanding(
        name,
        tuple(dict.fromkeys(row.exercise for row in rows)),
        len(rows),
        sum(one.outcome != "right" for one in at_first),
        sum(row.outcome != "right" for row in rows),
        mistakes,
        len({row.student for row in rows}),
    )


@dataclass(frozen=True)
class WordNeeded:
    """A learner to speak with, and why, in sentences."""

    student: str
    reasons: list[str]


def _who_needs_a_word(rows: Sequence[Row], summary: ClassSummary, language: Language) -> list[WordNeeded]:
    by_student = {name: list(own) for name, own in groupby(sorted(rows, key=_student), key=_student)}
    tried_by = {name: _sheets_tried(own) for name, own in by_student.items()}
    handed_in = Counter(sheet for sheets in tried_by.values() for sheet in sheets)
    due = [sheet for sheet in sorted(handed_in) if handed_in[sheet] >= HANDED_IN_BY * len(by_student)]
    found = []
    for one in summary.students:
        reasons = [
            *_left_out(tried_by[one.student], due, language),
            *_fallen(by_student[one.student], tried_by[one.student], language),
            *_again_and_again(by_student[one.student], language),
            *_mostly_wrong(one, language),
        ]
        if reasons:
            found.append(WordNeeded(one.student, reasons))
    return sorted(found, key=lambda one: (-len(one.reasons), one.student))


def _student(row: Row) -> str:
    return row.student


def _sheets_tried(rows: list[Row]) -> list[str]:
    """Return the sheets in which a learner tried anything, in the order of the chapters."""
    return sorted({row.sheet for row in rows if row.sheet and row.outcome not in UNTRIED})


def _left_out(tried: list[str], due: list[str], language: Language) -> list[str]:
    last = due[-LEFT_OUT:]
    if len(last) < LEFT_OUT or set(last) & set(tried):
        return []
    return [words("grading.word_left_out", language, sheets=listed(last, language))]


def _fallen(rows: list[Row], tried: list[str], language: Language) -> list[str]:
    early, late = tried[:-2], tried[-2:]
    if not early:
        return []
    before, now = (_share(rows, sheets) for sheets in (early, late))
    if before - now < FALLEN_BY:
        return []
    return [words("grading.word_fallen", language, before=100 * before, now=100 * now, sheets=listed(late, language))]


def _share(rows: list[Row], sheets: list[str]) -> float:
    own = [row for row in rows if row.sheet in sheets]
    possible = sum(row.possible for row in own)
    return sum(row.points for row in own) / possible if possible else 0.0


def _again_and_again(rows: list[Row], language: Language) -> list[str]:
    again = [row for row in rows if row.sheet and row.attempts >= TRIED_AGAIN]
    waiting = [row for row in again if row.outcome not in (*UNTRIED, "right")]
    if not waiting:
        return []
    sheets, times = sorted({row.sheet for row in waiting}), max(row.attempts for row in waiting)
    return [words("grading.word_again", language, times=times, sheets=listed(sheets, language))]


def _mostly_wrong(one: StudentSummary, language: Language) -> list[str]:
    if not one.stuck:
        return []
    exercises = listed([exercise for exercise, _ in one.trouble[:3]], language)
    counts = {"tried": one.tried, "trouble": len(one.trouble)}
    return [words("grading.word_stuck", language, **counts, exercises=exercises)]
