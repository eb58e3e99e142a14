"""Grading a class: find what was handed in, grade it with a pool of workers, write the results."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from pathlib import Path

from tqdm import tqdm

from course_lib.grading.confinement import Limits, require_sandbox
from course_lib.grading.gradebook import Row, open_gradebook, write_csv
from course_lib.grading.job import Graded, Job, grade
from course_lib.grading.reports import write_reports
from course_lib.grading.sheet import SOLUTIONS
from course_lib.grading.submission import digest

DEFAULT_SEED = 1


def grade_class(
    submissions: Path,
    out: Path,
    workers: int | None = None,
    seed: int = DEFAULT_SEED,
    trusted: bool = False,
    executor: Executor | None = None,
) -> list[Row]:
    """Grade all submissions in a folder and write gradebook, table, feedback pages and report.

    What is graded already, and has not changed since, is not graded again: a run that was stopped goes on.

    Args:
        submissions: a folder with a folder for each student, the notebooks in it.
        out: where results are written; made if it is not there.
        workers: submissions graded at the same time; one for each processor where not given.
        seed: draws the inputs; not 0, which the notebooks' instant checks use.
        trusted: run the submissions with no sandbox around them.
        executor: runs the jobs in place of a pool of threads; each job is plain data.

    Returns:
        All rows of the gradebook.

    Raises:
        NoSandbox: if there is no sandbox and ``trusted`` is not said.
        ValueError: if there is nothing to grade, or a number makes no sense.
        OSError: if ``out`` can't be written.
    """
    if workers is not None and workers < 1:
        raise ValueError(f"--workers must be at least 1, not {workers}.")
    if seed < 1:
        raise ValueError(f"--seed must be at least 1, not {seed}: the seed 0 draws the inputs that learners see.")
    if not submissions.is_dir():
        raise ValueError(f"There is no folder {submissions}: give the folder that holds a folder for each student.")
    jobs = list(find_jobs(submissions, seed, trusted))
    if not jobs:
        raise ValueError(f"No notebook found: {submissions} should hold a folder for each student, notebooks in it.")
    if not trusted:
        require_sandbox()
    out.mkdir(parents=True, exist_ok=True)
    graded_with = f"{_digest_of_sheets()} seed {seed}"
    with open_gradebook(out) as gradebook:
        gradebook.forget_all_but({(job.student, Path(job.path).name) for job in jobs})
        todo = [job for job in jobs if not gradebook.has(job, graded_with)]
        # A worker's work is done in a process of its own: threads are enough to wait for it.
        pool = executor or ThreadPoolExecutor(workers or os.cpu_count())
        with pool, tqdm(total=len(jobs), initial=len(jobs) - len(todo), desc="grade", unit="notebook") as bar:
            futures = [pool.submit(grade, job) for job in todo]
            try:
                for future in as_completed(futures):
                    graded: Graded = future.result()
                    gradebook.write(graded, graded_with)
                    bar.update()
            finally:
                for future in futures:
                    future.cancel()
        rows = gradebook.rows()
    write_results(rows, out)
    return rows


def write_results(rows: list[Row], out: Path) -> None:
    """Write the table, the feedback pages and the report of a class."""
    write_csv(rows, out / "grades.csv")
    write_reports(rows, out)


def find_jobs(submissions: Path, seed: int, trusted: bool) -> Iterator[Job]:
    """Find each student's notebooks: those in the folder with the student's name."""
    for folder in sorted(path for path in submissions.iterdir() if path.is_dir() and not path.name.startswith(".")):
        for path in sorted(folder.glob("*.ipynb")):
            yield Job(folder.name, str(path), digest(path), seed, Limits(), trusted)


def _digest_of_sheets() -> str:
    total = hashlib.sha256()
    for path in sorted(SOLUTIONS.glob("[0-9]*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()[:16]
