"""Grading a class: find what was handed in, grade what is new or changed, write the results."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from course_lib.exercises.draws import Draw
from course_lib.exercises.sheets import SOLUTIONS, load_sheet
from course_lib.exercises.submission import Unreadable
from course_lib.grading.book.gradebook import Gradebook, Result, Withdrawn, open_gradebook, sole_grader
from course_lib.grading.book.harmless import printable
from course_lib.grading.book.result_file import write_result
from course_lib.grading.book.rules import Rule
from course_lib.grading.book.table import Row, Stored, counting_rows, write_csv
from course_lib.grading.class_key import ClassKey
from course_lib.grading.confining.availability import require_out_of_sight
from course_lib.grading.confining.confinement import Limits
from course_lib.grading.confining.pool import require_sandbox
from course_lib.grading.executors import Workforce, grade_sent, require_files, this_machine
from course_lib.grading.incoming.collecting import HandIn, collect
from course_lib.grading.incoming.concept_answers import TestTaker
from course_lib.grading.incoming.listing import LeftOut, listed
from course_lib.grading.job import Graded, Job, unreadable
from course_lib.grading.pages.class_gain import kept_answers
from course_lib.grading.pages.reports import class_report, write_reports
from course_lib.words.language import Language, locale_language

DEFAULT_SEED = 1
# A worker that ends takes its work with it: the work is given to others, this many times in all.
ROUNDS = 3
# Submissions given out ahead for each worker: enough that none waits, few enough that they fit into memory.
AHEAD = 3
# Seconds between two entries into the gradebook: each waits for the disk, and what a killed run had not entered yet is
# only graded again.
ENTRIES = 0.25


# Files named where none of them is anybody's notebook.
MOST_TOLD = 3


class NothingToGrade(ValueError):
    """There is no notebook of anybody's."""


class Failure(NamedTuple):
    """What went wrong with a submission, in the grader or around it."""

    hand_in: HandIn
    reason: str


class NotGraded(NamedTuple):
    """A submission that could not be graded, however often it was tried."""

    student: str
    file: str
    reason: str


@dataclass
class Grading:
    """What came of grading a class.

    Attributes:
        rows: all that counts, as in the table of grades.
        graded: how many submissions were graded now.
        known: how many were graded before and still stand.
        failed: what could not be graded.
        left_out: what is no submission.
        withdrawn: what is no longer there.
        as_built: who has no sheets of their own where others have, so that their questions are those of the sheet as
            it is built.
    """

    rows: list[Row] = field(default_factory=list)
    graded: int = 0
    known: int = 0
    failed: list[NotGraded] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    as_built: list[str] = field(default_factory=list)


def grade_class(
    submissions: Path,
    out: Path,
    workforce: Workforce | None = None,
    seed: int = DEFAULT_SEED,
    trusted: bool = False,
    rule: Rule | None = None,
    by_name: bool = False,
    language: Language | None = None,
    progress: bool = True,
    names: str | None = None,
    class_key: ClassKey | None = None,
) -> Grading:
    """Grade all submissions and write gradebook, table, feedback pages and report.

    What is graded already and still stands is not graded again: a run that was stopped goes on.

    Args:
        submissions: a folder with a folder for each student, or what a school's system gave; or a zip of it.
        out: where results are written; made if it is not there.
        workforce: who grades; the workers of this machine, one for each processor, where not given.
        seed: draws the inputs; not 0, which the notebooks' instant checks use.
        trusted: run the submissions with no sandbox around them.
        rule: on late and repeated submissions; the one kept in the gradebook where not given.
        by_name: let names alone tell learners apart where they do; see `collect`.
        language: of the class report; the reader's own where not given.
        progress: show a bar.
        names: how files are named; see `naming.naming`.
        class_key: decides each learner's own inputs and questions, in place of ``seed``.

    Raises:
        NoSandbox: if there is no sandbox and ``trusted`` is not said.
        NothingToGrade: if there is no notebook of anybody's.
        ValueError: if a number makes no sense.
        OSError: if ``out`` can't be written, or another grader is at work there.
    """
    if seed < 1:
        raise ValueError(f"--seed must be at least 1, not {seed}: the seed 0 draws the inputs that learners see.")
    if not any(SOLUTIONS.glob("[0-9]*.py")):
        raise ValueError("The answers are not here: this is the learners' edition. Grade with the whole course.")
    with listed(submissions) as listing:
        hand_ins = list({(one.student, one.digest): one for one in collect(listing, by_name, names)}.values())
        if not hand_ins:
            seen = "".join(f" {printable(file)}: {why}." for file, why in listing.left_out[:MOST_TOLD])
            raise NothingToGrade(
                f"No notebook found in {submissions}: it should hold a folder a student, notebooks in it.{seen}"
            )
        require_files()
        workforce = workforce or this_machine()
        if not trusted and not workforce.elsewhere:
            require_sandbox()
            require_out_of_sight(submissions, out)
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        grading = Grading(left_out=listing.left_out)
        with sole_grader(out), open_gradebook(out) as gradebook:
            gradebook.keep_key_mark(class_key.mark if class_key else "")
            source = str(submissions.resolve())
            if submissions.is_dir():
                grading.withdrawn = gradebook.withdraw(source, {(one.student, one.digest) for one in hand_ins})
            gradebook.note(hand_ins, source)
            if rule is not None:
                gradebook.keep_rule(rule)
            draws = _draws(hand_ins, seed, class_key)
            if class_key and class_key.learners:
                known = {one.student for one in hand_ins if class_key.find(one.student, one.name, one.number)}
                grading.as_built = sorted({one.student for one in hand_ins} - known)
            todo = [one for one in hand_ins if gradebook.needs_grading(one, draws[one.student])]
            grading.known = len(hand_ins) - len(todo)
            with tqdm(
                total=len(hand_ins), initial=grading.known, desc="grade", unit="notebook", disable=not progress,
                file=sys.stderr,
            ) as bar:  # fmt: skip

                def write(results: list[Result]) -> list[Failure]:
                    written, refused = _write(gradebook, results, source, draws)
                    grading.graded += written
                    bar.update(written)
                    return refused

                grading.failed = _grade_all(todo, draws, trusted, workforce, write)
            grading.rows = counted(gradebook)
            gradebook.keep_variants(_variants(grading.rows, draws))
            write_results(gradebook, grading.rows, out, language)
    return grading


def counted(gradebook: Gradebook) -> list[Row]:
    """Return the rows of a gradebook that count, by its rule and with its adjustments."""
    return counting_rows(gradebook.stored(), gradebook.rule(), [one for _, one in gradebook.adjustments()])


def write_results(gradebook: Gradebook, rows: list[Row], out: Path, language: Language | None = None) -> None:
    """Write the table, the feedback pages and the report of a class."""
    write_csv(rows, out / "grades.csv")
    write_reports(rows, gradebook.answers(), out, language, gradebook.stored(), kept_answers(out), gradebook.variants())


def write_joint_report(folders: list[Path], language: Language | None = None) -> None:
    """Write into the first of several grading folders a report on all of them; nothing else there is changed.

    Learners are the same where their keys are. Of a sheet that a learner has in several folders, the folder named last
    counts, and the first hand-in is looked for in all of them.
    """
    rows: dict[tuple[str, str], list[Row]] = {}
    stored: list[Stored] = []
    answers: list[tuple[str, str, str]] = []
    takers: dict[str, TestTaker] = {}
    for folder in folders:
        with open_gradebook(folder) as gradebook:
            counting = counted(gradebook)
            stored += gradebook.stored()
            answers += gradebook.answers()
        rows |= {key: list(own) for key, own in groupby(counting, key=lambda row: (row.student, row.sheet))}
        takers |= {one.student: one for one in kept_answers(folder)}
    in_order = [row for _, own in sorted(rows.items()) for row in own]
    pages = {path.name for path in (folders[0] / "feedback").glob("*.html")}
    report = class_report(in_order, answers, language or locale_language(), stored, list(takers.values()), pages)
    write_result(folders[0] / "report.html", report)


def _draws(hand_ins: list[HandIn], seed: int, class_key: ClassKey | None) -> dict[str, Draw]:
    """Return what each learner is graded on."""
    if class_key is None:
        return dict.fromkeys((one.student for one in hand_ins), Draw(seed))
    return {one.student: class_key.draw(one.student, one.name, one.number) for one in hand_ins}


def _variants(rows: list[Row], draws: dict[str, Draw]) -> dict[str, dict[str, int]]:
    """Return which variant of each question learners had, where it is not that of the sheet as it is built."""
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        if row.exercise and row.student in draws:
            exercise = load_sheet(row.sheet).exercises.get(row.exercise)
            variant = draws[row.student].of(exercise)[1] if exercise else 0
            if variant:
                found.setdefault(row.student, {})[row.exercise] = variant
    return found


def _grade_all(
    todo: list[HandIn],
    draws: dict[str, Draw],
    trusted: bool,
    workforce: Workforce,
    write: Callable[[list[Result]], list[Failure]],
) -> list[NotGraded]:
    """Grade submissions; return those that could not be graded, however often it was tried."""
    failed: list[Failure] = []
    for _ in range(ROUNDS):
        failed = []
        executor = workforce.open()
        try:
            for results, failures in _batches(todo, draws, trusted, workforce, executor):
                failed += failures + write(results)
        except BaseException:
            executor.shutdown(wait=False)  # whoever stops the grading does not want to wait
            raise
        executor.shutdown()
        todo = [hand_in for hand_in, _ in failed]
        if not todo:
            break
    return [NotGraded(hand_in.student, hand_in.file, why) for hand_in, why in failed]


def _write(
    gradebook: Gradebook, results: list[Result], source: str, draws: dict[str, Draw]
) -> tuple[int, list[Failure]]:
    """Write results; return how many, and those that the gradebook can't take."""
    try:
        gradebook.write(results, source, lambda hand_in: draws[hand_in.student])
    except (ValueError, OverflowError, TypeError, KeyError) as problem:  # not the disk: one of them is odd
        if len(results) == 1:
            return 0, [Failure(results[0].hand_in, f"{type(problem).__name__}: {problem}")]
        each = [_write(gradebook, [one], source, draws) for one in results]
        return sum(written for written, _ in each), [one for _, refused in each for one in refused]
    return len(results), []


def _batches(
    todo: list[HandIn], draws: dict[str, Draw], trusted: bool, workforce: Workforce, executor: Executor
) -> Iterator[tuple[list[Result], list[Failure]]]:
    """Yield what is done since the last time: results, and what went wrong."""
    waiting: dict[Future[Graded], HandIn] = {}
    rest = deque(todo)
    results: list[Result] = []
    failures: list[Failure] = []
    last = time.monotonic()
    try:
        while rest or waiting:
            while rest and len(waiting) < AHEAD * workforce.size:
                hand_in = rest.popleft()
                path = hand_in.path or Path(hand_in.file)
                draw = draws[hand_in.student]
                job = Job(str(path), draw.seed, Limits(), trusted, draw=draw)
                try:
                    content = hand_in.read() if hand_in.path is None or workforce.elsewhere else None
                    waiting[executor.submit(grade_sent, job, content)] = hand_in
                except Unreadable as reason:
                    results.append(Result(hand_in, unreadable(path, str(reason))))
                except Exception as reason:  # a broken pool, a file that is gone: only this one fails
                    failures.append(Failure(hand_in, f"{type(reason).__name__}: {reason}"))
            for future in wait(waiting, ENTRIES, FIRST_COMPLETED).done:
                hand_in = waiting.pop(future)
                if future.cancelled():
                    failures.append(Failure(hand_in, "the worker is gone"))
                elif error := future.exception():
                    failures.append(Failure(hand_in, f"{type(error).__name__}: {error}"))
                else:
                    results.append(Result(hand_in, future.result()))
            if (results or failures) and (time.monotonic() > last + ENTRIES or not (rest or waiting)):
                yield results, failures
                results, failures, last = [], [], time.monotonic()
    finally:
        for future in waiting:
            future.cancel()
