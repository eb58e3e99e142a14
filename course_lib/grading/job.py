"""Grading one submission: its code runs confined, the verdicts are reached out here.

`grade` is plain data in and plain data out, so that any executor can run it: threads, processes, other machines.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from course_lib.exercises.draws import Draw
from course_lib.exercises.judging import Outcome, Verdict, earned, sentence
from course_lib.exercises.sheets import load_sheet
from course_lib.exercises.submission import Submission, Unreadable, read_submission, sheet_by_name
from course_lib.grading.confining.confinement import Limits
from course_lib.grading.confining.pool import worker
from course_lib.grading.confining.running import Run
from course_lib.grading.confining.worker import WorkerLost
from course_lib.grading.incoming.answers_text import answers_text
from course_lib.words.catalogue import words
from course_lib.words.language import Language, locale_language

ATTEMPTS = 3


@dataclass(frozen=True)
class Job:
    """One file to grade.

    Attributes:
        path: the file.
        seed: draws the inputs.
        limits: what it may use.
        trusted: run it without a sandbox, because the instructor said so.
        longest: seconds for the submission as a whole; after them each exercise has its own chance alone.
        draw: of inputs and questions that are the learner's own; None where ``seed`` draws them for everybody.
    """

    path: str
    seed: int
    limits: Limits = field(default_factory=Limits)
    trusted: bool = False
    longest: float = 60.0
    draw: Draw | None = None


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
    """A submission with its grades.

    Attributes:
        sheet: its name, ``""`` where the file does not tell which it is.
        language: of the sheet.
        grades: one for each exercise.
        answers: the text of the answers (see `answers_text`).
    """

    sheet: str
    language: Language
    grades: tuple[Grade, ...]
    answers: str = "{}"


def grade(job: Job) -> Graded:
    """Grade one submission.

    What goes wrong in a submission becomes its outcome; nothing of it is raised here.

    Raises:
        NoSandbox: if there is no sandbox here.
        WorkerLost: if the sandbox ends from outside, again and again.
    """
    if not job.trusted:
        worker(job.limits.scratch)  # starts, the first time, while the submission is read
    path = Path(job.path)
    try:
        submission = read_submission(path)
    except (Unreadable, OSError) as problem:
        return unreadable(path, problem.args[0] if isinstance(problem, Unreadable) else "not_a_file")
    exercises = load_sheet(submission.sheet).exercises
    verdicts = _run(job, submission)
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
    return Graded(submission.sheet, submission.language, grades, answers_text(submission.cells, exercises))


def unreadable(path: Path, entry: str) -> Graded:
    """Return the grades of a file that can't be read; ``entry`` is the catalogue's in ``grading`` that says why."""
    sheet, why = sheet_by_name(path), words(f"grading.{entry}", locale_language())
    exercises = load_sheet(sheet).exercises if sheet else {}
    grades = tuple(Grade(name, "unreadable", 0, exercise.points, "", why) for name, exercise in exercises.items())
    return Graded(sheet, locale_language(), grades or (Grade("", "unreadable", 0, 0, "", why),))


def _run(job: Job, submission: Submission) -> dict[str, Verdict]:
    draw = job.draw or Draw(job.seed)
    for _ in range(ATTEMPTS - 1):
        # Not the submission's doing, for instance where the machine had no memory left and ended the sandbox.
        with suppress(WorkerLost):
            return Run(submission, draw, job.limits, job.trusted, job.longest).verdicts()
    return Run(submission, draw, job.limits, job.trusted, job.longest).verdicts()
