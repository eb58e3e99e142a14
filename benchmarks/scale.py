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
from pathlib import Path

from authoring.filling import empty_sheet, fill, right_answers, save, wrong_answers
from benchmarks.table import write_results
from course_lib.grading.classroom import counted, grade_class
from course_lib.grading.classroom import write_results as write_pages
from course_lib.grading.collecting import collect
from course_lib.grading.fingerprint import fingerprints
from course_lib.grading.gradebook import open_gradebook
from course_lib.grading.job import Job
from course_lib.grading.listing import listed
from course_lib.grading.sending import grade_sent

SHEET = "04_gradient_descent"
STUDENTS = int(os.environ.get("STUDENTS", "200"))
MANY = 100_000


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        place, out = Path(scratch) / "class", Path(scratch) / "out"
        make_class(place)
        fingerprints(SHEET, 1)
        workers = os.cpu_count() or 1
        begun, own, children = time.perf_counter(), time.process_time(), children_seconds()
        grading = grade_class(place, out, workers=workers, progress=False)
        whole = time.perf_counter() - begun
        assert grading.graded == STUDENTS and not grading.failed
        own, children = time.process_time() - own, children_seconds() - children

        begun = time.perf_counter()
        with listed(place) as listing:
            hand_ins = collect(listing)
        finding = time.perf_counter() - begun

        first = hand_ins[0]
        graded, answers = grade_sent(Job(first.student, str(first.path), first.digest, 1), None)
        with open_gradebook(Path(scratch)) as gradebook:
            begun = time.perf_counter()
            for start in range(0, STUDENTS, workers):  # as many at a time as workers finish at once
                gradebook.write([(one, graded, answers) for one in hand_ins[start : start + workers]], "x", 1)
            writing = time.perf_counter() - begun

        begun = time.perf_counter()
        with open_gradebook(out) as gradebook:
            write_pages(gradebook, counted(gradebook), out, "en")
        pages = time.perf_counter() - begun

        sizes = {
            "notebook": sum(path.stat().st_size for path in place.rglob("*.ipynb")),
            "gradebook": (out / "gradebook.sqlite").stat().st_size,
            "feedback": sum(path.stat().st_size for path in (out / "feedback").iterdir()),
            "grades.csv": (out / "grades.csv").stat().st_size,
        }
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    each = {
        "grading": whole * workers / STUDENTS,
        "of it in the grader's own process": own / STUDENTS,
        "of it in the sandboxes": children / STUDENTS,
        "finding and reading": finding / STUDENTS,
        "writing the gradebook": writing / STUDENTS,
        "writing the pages": pages / STUDENTS,
    }
    rows: list[list[object]] = [
        [f"{name}, ms a submission (core time)" if "grading" in name else f"{name}, ms", f"{1000 * seconds:.2f}", hours(seconds)]
        for name, seconds in each.items()
    ]
    rows.append(["submissions a second on this machine", f"{STUDENTS / whole:.1f}", f"{MANY / (STUDENTS / whole) / 3600:.1f} hours on one such machine"])
    alone = each["finding and reading"] + each["writing the gradebook"]
    rows.append(["what one process must do alone allows, submissions a second", f"{1 / alone:.0f}", f"{MANY * alone / 60:.0f} minutes at the least"])
    rows += [[f"{name}, kB a submission", f"{size / STUDENTS / 1000:.1f}", f"{size / STUDENTS * MANY / 1e9:.2f} GB"] for name, size in sizes.items()]
    rows.append(["memory of the grader's process", f"{memory / 1e6:.0f} MB", ""])
    data = {"students": STUDENTS, "workers": workers, "seconds": whole, "each": each, "bytes": sizes, "memory": memory}
    explanation = f"{__doc__}\n{STUDENTS} students, {workers} workers."
    write_results("scale", explanation, ["", "measured", f"{MANY:,} submissions"], rows, data)


def make_class(place: Path) -> None:
    """Write the submissions: notebooks as learners get them, filled in, each with a line of its own."""
    kinds = [fill(empty_sheet(SHEET, "en"), right_answers(SHEET)), fill(empty_sheet(SHEET, "en"), wrong_answers(SHEET, 1))]
    for number in range(STUDENTS):
        notebook = kinds[number % 2]
        notebook.cells[0].source = f"# {number}"
        save(notebook, place / f"s{number:06}" / f"{SHEET}.ipynb")


def hours(seconds: float) -> str:
    return f"{seconds * MANY / 3600:.2f} hours of one core"


def children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
