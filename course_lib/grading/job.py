"""Grading one submission: its code runs confined, the verdicts are reached out here.

`grade` is plain data in and plain data out, so that any executor can run it: threads, processes, other machines.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from course_lib.grading.confinement import Confined, Limits, Stopped
from course_lib.grading.judging import Outcome, Verdict, earned, judge, sentence
from course_lib.grading.sandbox.answers import Answer
from course_lib.grading.sheet import Cases, Exercise, load_sheet
from course_lib.grading.submission import Submission, Unreadable, read_submission, sheet_by_name
from course_lib.language import Language, locale_language
from course_lib.words import words

OUTCOME_OF: dict[str, Outcome] = {"time limit": "time limit", "ended": "error", "too much output": "error"}


@dataclass(frozen=True)
class Job:
    """One file to grade.

    Attributes:
        student: name of the student's folder.
        path: the file.
        digest: of its content.
        seed: draws the inputs.
        limits: what it may use.
        trusted: run it without a sandbox, because the instructor said so.
        longest: seconds for the submission as a whole.
    """

    student: str
    path: str
    digest: str
    seed: int
    limits: Limits = field(default_factory=Limits)
    trusted: bool = False
    longest: float = 60.0


@dataclass(frozen=True)
class Grade:
    """The grade of one exercise."""

    exercise: str
    outcome: Outcome
    points: float
    possible: int
    mistake: str
    sentence: str


@dataclass(frozen=True)
class Graded:
    """A submission with its grades; ``sheet`` is ``""`` where the file does not tell which sheet it is."""

    job: Job
    sheet: str
    language: Language
    grades: tuple[Grade, ...]


def grade(job: Job) -> Graded:
    """Grade one submission.

    What goes wrong in a submission becomes its outcome; nothing of it is raised here.
    """
    path = Path(job.path)
    try:
        submission = read_submission(path)
    except (Unreadable, OSError) as problem:
        return unreadable(job, problem.args[0] if isinstance(problem, Unreadable) else "not_a_file")
    exercises = load_sheet(submission.sheet).exercises
    verdicts = _Run(job, submission).verdicts()
    grades = tuple(
        Grade(
            name,
            verdicts[name].outcome,
            earned(verdicts[name], exercise),
            exercise.points,
            verdicts[name].mistake,
            sentence(verdicts[name], exercise, submission.language),
        )
        for name, exercise in exercises.items()
    )
    return Graded(job, submission.sheet, submission.language, grades)


def unreadable(job: Job, entry: str) -> Graded:
    """Return the grades of a file that can't be read; ``entry`` is the catalogue's in ``grading`` that says why."""
    sheet, why = sheet_by_name(Path(job.path)), words(f"grading.{entry}", locale_language())
    exercises = load_sheet(sheet).exercises if sheet else {}
    grades = tuple(Grade(name, "unreadable", 0, exercise.points, "", why) for name, exercise in exercises.items())
    return Graded(job, sheet, locale_language(), grades or (Grade("", "unreadable", 0, 0, "", why),))


class _Run:
    """Runs a submission's cells and exercises, again without the part that stopped it, until each has its verdict."""

    def __init__(self, job: Job, submission: Submission) -> None:
        self.job = job
        self.submission = submission
        self.exercises = load_sheet(submission.sheet).exercises
        self.found: dict[str, Verdict] = {}
        self.bad_cells: dict[int, Verdict] = {}  # what a cell that raised, or stopped the process, says of itself
        self.skipped: set[int] = set()

    def verdicts(self) -> dict[str, Verdict]:
        """Return a verdict for each exercise."""
        deadline = time.monotonic() + self.job.longest
        while len(self.found) < len(self.exercises) and time.monotonic() < deadline:
            # Each round settles one more cell or exercise, so that there is an end.
            with Confined(self.job.limits, self.job.trusted) as confined:
                if self._run_cells(confined):
                    self._run_exercises(confined)
        for name in self.exercises.keys() - self.found.keys():
            self.found[name] = _stopped(name, "time limit")
        return self.found

    def _run_cells(self, confined: Confined) -> bool:
        for number, source in enumerate(self.submission.cells):
            if number in self.skipped:
                continue
            try:
                answer = confined.run_cell(source)
            except Stopped as stop:
                self.bad_cells[number] = _stopped("", stop.ending)
                self.skipped.add(number)
                return False
            if answer.kind == "error":
                self.bad_cells[number] = _cell_error(answer)
        return True

    def _run_exercises(self, confined: Confined) -> None:
        for name, exercise in self.exercises.items():
            if name in self.found:
                continue
            cases = _cases(self.submission.sheet, name, self.job.seed)
            try:
                answers = [confined.call(name, inputs) for inputs in cases.inputs]
            except Stopped as stop:
                self.found[name] = _stopped(name, stop.ending)
                return
            if answers[0].error == "missing":
                self.found[name] = self._why_missing(exercise)
            else:
                self.found[name] = judge(exercise, cases, answers)

    def _why_missing(self, exercise: Exercise) -> Verdict:
        """Say why a function is not there: its cell went wrong, or nobody wrote it."""
        for number, verdict in self.bad_cells.items():
            if re.search(rf"def {exercise.name}\b", self.submission.cells[number]):
                return verdict
        return Verdict(exercise.name, "not attempted", sentence="check.raised.missing")


@cache
def _cases(sheet: str, exercise: str, seed: int) -> Cases:
    return load_sheet(sheet).exercises[exercise].cases(seed)


def _cell_error(answer: Answer) -> Verdict:
    if answer.error == "MemoryError":
        return Verdict("", "memory limit", sentence="grading.cell_memory")
    if answer.error in ("SyntaxError", "IndentationError", "TabError"):
        places = {"message": answer.message, "line": answer.line}
        return Verdict("", "error", sentence="grading.cell_syntax", places=places)
    places = {"error": answer.error, "message": answer.message, "line": answer.line}
    return Verdict("", "error", sentence="grading.cell_error", places=places)


def _stopped(name: str, ending: str) -> Verdict:
    return Verdict(name, OUTCOME_OF[ending], sentence=f"check.stopped.{ending.replace(' ', '_')}")
