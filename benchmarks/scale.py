"""What a submission costs, and what 100,000 of them need: machines, hours, storage, and which limit comes first.

One class, each student with one sheet: half of them right, half with a named mistake in every exercise. Grading is
timed as a whole; then what one process must do alone (find the files, hand them out, write the gradebook, write the
pages) is timed by itself, since that does not become faster with more machines.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.table import write_results
from course_lib.exercises.draws import Draw
from course_lib.grading.book.fingerprint import fingerprints
from course_lib.grading.book.gradebook import Result, open_gradebook
from course_lib.grading.classroom import counted, grade_class
from course_lib.grading.classroom import write_results as write_pages
from course_lib.grading.executors import this_machine
from course_lib.grading.incoming.collecting import collect
from course_lib.grading.incoming.listing import listed
from course_lib.grading.job import Job, grade
from rehearsal.learner import empty_sheet, fill, right_answers, save, wrong_answers

SHEET = "04_gradient_descent"
STUDENTS = int(os.environ.get("STUDENTS", "200"))
CROWD = 5000
MANY = 100_000


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        place, out = Path(scratch) / "class", Path(scratch) / "out"
        make_class(place)
        fingerprints(SHEET, Draw(1))
        workers = os.cpu_count() or 1
        begun, own = time.perf_counter(), time.process_time()
        grading = grade_class(place, out, this_machine(workers), progress=False)
        whole = time.perf_counter() - begun
        assert grading.graded == STUDENTS and not grading.failed
        own = time.process_time() - own

        begun = time.perf_counter()
        with listed(place) as listing:
            hand_ins = collect(listing)
        finding = time.perf_counter() - begun

        first = hand_ins[0]
        graded = grade(Job(str(first.path), 1))
        # The gradebook and the pages are timed on a class so large that it shows what grows with it.
        large = Path(scratch) / "large"
        large.mkdir()
        crowd = [replace(first, student=f"s{number:06}", name=f"s{number:06}") for number in range(CROWD)]
        before = memory()
        with open_gradebook(large) as gradebook:
            begun = time.perf_counter()
            for start in range(0, CROWD, workers):  # as many at a time as workers finish at once
                gradebook.write([Result(one, graded) for one in crowd[start : start + workers]], "x", lambda _: Draw(1))
            writing = time.perf_counter() - begun
            begun = time.perf_counter()
            write_pages(gradebook, counted(gradebook), large, "en")
            pages = time.perf_counter() - begun
        growth = memory() - before

        sizes = {
            "notebook": sum(path.stat().st_size for path in place.rglob("*.ipynb")),
            "gradebook": (out / "gradebook.sqlite").stat().st_size,
            "feedback": sum(path.stat().st_size for path in (out / "feedback").iterdir()),
            "grades.csv": (out / "grades.csv").stat().st_size,
        }
    each = {
        "a submission, in time of one core": whole * workers / STUDENTS,
        "of it in the grader's own process": own / STUDENTS,
        "finding and reading": finding / STUDENTS,
        "writing the gradebook": writing / CROWD,
        "writing the pages": pages / CROWD,
    }
    rows: list[list[object]] = [[f"{name}, ms", f"{1000 * used:.2f}", hours(used)] for name, used in each.items()]
    speed = STUDENTS / whole
    rows.append(["submissions a second on this machine", f"{speed:.1f}", f"{MANY / speed / 3600:.1f} hours"])
    alone = each["finding and reading"] + each["writing the gradebook"]
    limit = "what one process must do alone allows, submissions a second"
    rows.append([limit, f"{1 / alone:.0f}", f"{MANY * alone / 60:.0f} minutes at the least"])
    for name, size in sizes.items():
        rows.append([f"{name}, kB", f"{size / STUDENTS / 1000:.1f}", f"{size / STUDENTS * MANY / 1e9:.2f} GB"])
    whole_memory = before + growth / CROWD * MANY
    rows.append(["memory of the grader's process, kB", f"{growth / CROWD / 1000:.1f}", f"{whole_memory / 1e9:.2f} GB"])
    data: dict[str, object] = {"students": STUDENTS, "workers": workers, "seconds": whole, "each": each, "bytes": sizes}
    data["memory"] = growth / CROWD
    explanation = f"{__doc__}\n{STUDENTS} students, {workers} workers."
    write_results("scale", explanation, ["", "measured", f"{MANY:,} submissions"], rows, data)


def make_class(place: Path) -> None:
    """Write the submissions: notebooks as learners get them, filled in, each with a line of its own."""
    answers = (right_answers(SHEET), wrong_answers(SHEET, 1))
    kinds = [fill(empty_sheet(SHEET, "en"), own) for own in answers]
    for number in range(STUDENTS):
        notebook = kinds[number % 2]
        notebook.cells[0].source = f"# {number}"
        save(notebook, place / f"s{number:06}" / f"{SHEET}.ipynb")


def memory() -> int:
    """Return the most memory that this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def hours(seconds: float) -> str:
    return f"{seconds * MANY / 3600:.2f} hours of one core"


if __name__ == "__main__":
    main()
