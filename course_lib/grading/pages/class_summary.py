"""What a class's grades tell an instructor: how many points, which exercises are hard, which mistakes, who is stuck."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from course_lib.exercises.judging import OTHERS_NUMBERS
from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.grading.book.table import Row, plain_points
from course_lib.words.catalogue import has_words, words
from course_lib.words.language import Language

STUCK_SHARE = 0.5
COLUMNS = 10
COMMON_MISTAKES = 10


@dataclass(frozen=True)
class ExerciseSummary:
    """How a class fared with one exercise; ``mistakes`` are how often, name and sentence, the most frequent first."""

    sheet: str
    exercise: str
    counts: Counter[str]
    mistakes: list[tuple[int, str, str]]

    @property
    def total(self) -> int:
        """How many handed it in."""
        return self.counts.total()

    @property
    def share_right(self) -> float:
        """Share of them who got it right, from 0 to 1."""
        return self.counts["right"] / self.total


@dataclass
class StudentSummary:
    """One student's work as a whole.

    Attributes:
        student: key of the student.
        points: earned.
        possible: of the sheets handed in.
        late: how many sheets came late.
        reasons: of the adjustments.
        tried: how many exercises were tried.
        trouble: the exercises tried and not right, with the outcome.
    """

    student: str
    points: float = 0
    possible: float = 0
    late: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)
    tried: int = 0
    trouble: list[tuple[str, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Share of the possible points, from 0 to 1."""
        return self.points / self.possible if self.possible else 0.0

    @property
    def stuck(self) -> bool:
        """Whether more than half of what was tried went wrong: trying is what tells it from not having begun."""
        return self.tried > 0 and len(self.trouble) > STUCK_SHARE * self.tried


class ClassSummary:
    """A class's grades, summed up.

    Attributes:
        students: those with the smallest share of the points first.
        exercises: in the order of the sheets.
    """

    def __init__(self, rows: list[Row], language: Language) -> None:
        """Sum up.

        Args:
            rows: all that count.
            language: of the sentences.
        """
        self.answers = sum(bool(row.exercise) for row in rows)
        self.students = sorted(_students(rows), key=lambda one: (one.share, one.student))
        self.exercises = _exercises(rows, language)

    @property
    def columns(self) -> list[int]:
        """How many students reached 0 to 10 %, 10 to 20 %, … of the points; all of them is in the last."""
        counts = Counter(min(COLUMNS - 1, int(COLUMNS * one.share)) for one in self.students)
        return [counts[i] for i in range(COLUMNS)]

    @property
    def hardest_first(self) -> list[ExerciseSummary]:
        """The exercises, those that fewest got right first."""
        return sorted(self.exercises, key=lambda one: (one.share_right, one.sheet, one.exercise))

    @property
    def common_mistakes(self) -> list[tuple[int, str, str, str]]:
        """The most frequent mistakes of all: how often, exercise, name, sentence."""
        found = [
            (count, one.exercise, name, sentence) for one in self.exercises for count, name, sentence in one.mistakes
        ]
        return sorted(found, key=lambda mistake: (-mistake[0], mistake[1:3]))[:COMMON_MISTAKES]

    @property
    def stuck(self) -> list[StudentSummary]:
        """The students who tried and mostly failed, those with most trouble first."""
        return sorted((one for one in self.students if one.stuck), key=lambda one: (-len(one.trouble), one.student))


def _students(rows: list[Row]) -> list[StudentSummary]:
    found: dict[str, StudentSummary] = {}
    for row in rows:
        one = found.setdefault(row.student, StudentSummary(row.student))
        one.points = plain_points(one.points + row.points)
        one.possible = plain_points(one.possible + row.possible)
        if row.late:
            one.late.add(row.sheet or row.file)
        if row.reason:
            one.reasons.append(f"{row.exercise}: {row.reason}")
        if row.exercise and row.outcome not in ("not attempted", "unreadable"):
            one.tried += 1
            if row.points < row.possible and row.outcome != "right":
                one.trouble.append((row.exercise, row.outcome))
    return list(found.values())


def _exercises(rows: list[Row], language: Language) -> list[ExerciseSummary]:
    by_exercise: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_exercise[row.sheet, row.exercise].append(row)
    found = []
    handed_in = {sheet for sheet, _ in by_exercise}  # to load the others would take longer than all the rest
    for name in filter(handed_in.__contains__, sheet_names()):
        for exercise in load_sheet(name).exercises.values():
            own = by_exercise.get((name, exercise.name))
            if own:
                common = Counter(row.mistake for row in own if row.mistake).most_common()
                mistakes = [
                    (count, mistake, sentence_on(name, exercise.name, mistake, language))
                    for mistake, count in common
                ]
                found.append(ExerciseSummary(name, exercise.name, Counter(row.outcome for row in own), mistakes))
    return found


def sentence_on(sheet: str, exercise: str, mistake: str, language: Language) -> str:
    """Return the sentence on a named mistake, of the exercise's own or of those that any exercise can have.

    It is empty for one that the sheet once had.
    """
    described = load_sheet(sheet).exercises.get(exercise) if sheet in sheet_names() else None
    for own in described.mistakes if described else ():
        if own.name == mistake:
            return own.feedback[language]
    if mistake.startswith(OTHERS_NUMBERS):
        mistake = "others_numbers"
    name = f"grading.mistakes.{mistake}"
    return words(name, language) if has_words(name) else ""
