"""Grading a class: the course's grader against nbgrader, the same answers to the same exercises, in one run.

nbgrader gets an environment of its own in ``build/nbgrader-venv`` and an equivalent assignment: the same functions,
each with a test cell that compares with the right results on the same inputs. The share of answers on which both agree
stands beside the times. ``GRADING_STUDENTS`` (200) and ``GRADING_NBGRADER`` (200) set how many students each grades.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.table import write_results
from course_lib.exercises.sheet import Exercise
from course_lib.exercises.sheets import load_sheet
from course_lib.grading.confining.pool import require_sandbox
from course_lib.grading.job import Job, grade
from course_lib.sandbox.plain import Code
from rehearsal.learner import empty_sheet, fill, right_answers, save, source_as

ROOT = Path(__file__).parents[1]
ENVIRONMENT = ROOT / "build" / "nbgrader-venv"
NBGRADER = ["nbgrader==0.9.6", f"numpy=={np.__version__}"]
SHEET = "04_gradient_descent"
SEED = 1
GOAL = 75
ROUNDS = 5

EXPORT = f"""
import json
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    found = {{}}
    for one in book.assignment_submissions("{SHEET}"):
        found[one.student.id] = {{grade.name: grade.score > 0 for book in one.notebooks for grade in book.grades}}
print(json.dumps(found))
"""


def main() -> None:
    students = int(os.environ.get("GRADING_STUDENTS", "200"))
    for_nbgrader = min(students, int(os.environ.get("GRADING_NBGRADER", "200")))
    require_sandbox()
    python = nbgraders_python()
    answers = {f"student{number:05}": answers_of(number) for number in range(students)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for student, given in answers.items():
            save(fill(empty_sheet(SHEET, "en"), given), folder / "class" / student / f"{SHEET}.ipynb")
        some = list(answers)[:for_nbgrader]
        courses = [make_course(python, folder / f"nbgrader{i}", {one: answers[one] for one in part})
                   for i, part in enumerate((some, some[::2], some[1::2]))]  # fmt: skip
        rates = {
            "nbgrader, as it comes": for_nbgrader / autograde(python, courses[:1]),
            "nbgrader, two processes": for_nbgrader / autograde(python, courses[1:]),
        }
        ours = {f"the course, {workers} worker{'s' * (workers > 1)}": workers for workers in (1, 2)}
        for what, workers in ours.items():
            rates[what] = students / grade_command(folder, workers)
        # Taking turns, so that a slow moment of the machine strikes both.
        rounds = [[throughput(folder / "class", workers) for workers in (1, 2)] for _ in range(ROUNDS)]
        agreed = agreement(python, courses[0], folder / "out2")
    best = rates["the course, 2 workers"]
    rows: list[list[object]] = [[what, f"{rate:.3g}", f"{best / rate:.3g}"] for what, rate in rates.items()]
    one, two = (statistics.median(column) for column in zip(*rounds, strict=True))
    linear = statistics.median(b / a for a, b in rounds)
    rows.append(["the course, 1 worker, once it runs", f"{one:.3g}", ""])
    rows.append(["the course, 2 workers, once they run", f"{two:.3g}", f"{linear:.2f} times one worker"])
    explanation = (
        f"The sheet {SHEET}, {len(load_sheet(SHEET).exercises)} functions. The course's grader graded {students} "
        f"students, nbgrader 0.9.6 {for_nbgrader} of them; a quarter of the answers are wrong. Each row is the whole "
        f"command, start and reports included, except the last two, medians of {ROUNDS} rounds. They agreed on "
        f"{agreed:.2%} of the answers. Goal: "
        f"{GOAL} times nbgrader as it comes, and two workers at least 1.70 times one."
    )
    write_results(
        "grading",
        explanation,
        ["grader", "submissions a second", "two workers of the course are this many times as fast"],
        rows,
        {"students": [students, for_nbgrader], "rates": rates, "once running": rounds, "agreed": agreed},
    )


def nbgraders_python() -> Path:
    """Return the Python of nbgrader's environment, made at first use."""
    python = ENVIRONMENT / "bin" / "python"
    stamp = ENVIRONMENT / "ready"
    wanted = "\n".join(NBGRADER)
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"Setting up nbgrader in {ENVIRONMENT} (once, some minutes) ...")
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", ENVIRONMENT], check=True)
        outside = Path(sys.base_prefix) / "bin" / "python3"  # the course's own environment has no pip
        pip = [outside, "-m", "pip", "--python", python, "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *NBGRADER], check=True)
        stamp.write_text(wanted)
    return python


def answers_of(number: int) -> dict[str, str]:
    """Return a student's answers: every fourth is one of the known mistakes, differently for each student."""
    answers = right_answers(SHEET)
    for place, exercise in enumerate(load_sheet(SHEET).exercises.values()):
        if (number + place) % 4 == 0:
            mistake = exercise.mistakes[number % len(exercise.mistakes)]
            answers[exercise.name] = source_as(mistake.implementation, exercise.name)
    return answers


# The course's grader


def grade_command(folder: Path, workers: int) -> float:
    """Return the seconds that the whole command takes."""
    command = [sys.executable, "-m", "course_lib", "grade", folder / "class", "--out", folder / f"out{workers}"]
    command += ["--workers", str(workers), "--seed", str(SEED)]
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - begun


def throughput(folder: Path, workers: int) -> float:
    """Return how many submissions a second workers grade that have started."""
    jobs = [Job(str(path), SEED) for path in sorted(folder.glob("*/*.ipynb"))]
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(grade, jobs[: 2 * workers]))
        begun = time.perf_counter()
        list(pool.map(grade, jobs))
        return len(jobs) / (time.perf_counter() - begun)


# nbgrader


def make_course(python: Path, folder: Path, answers: dict[str, dict[str, str]]) -> Path:
    """Make a course of nbgrader with one assignment, which these students have handed in."""
    (folder / "source" / SHEET).mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'bench'\n")
    write_notebook(folder / "source" / SHEET, right_answers(SHEET))
    nbgrader(python, folder, "generate_assignment", SHEET, "--create")
    for student, given in answers.items():
        shutil.copytree(folder / "release" / SHEET, folder / "submitted" / student / SHEET)
        write_notebook(folder / "submitted" / student / SHEET, given)
    return folder


def autograde(python: Path, courses: list[Path]) -> float:
    """Return the seconds that nbgrader takes, a process for each course."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(len(courses)) as pool:
        list(pool.map(lambda course: nbgrader(python, course, "autograde", SHEET, "--create"), courses))
    return time.perf_counter() - begun


def nbgrader(python: Path, course: Path, *arguments: str) -> None:
    settings = {**os.environ, "JUPYTER_CONFIG_DIR": str(course / "c"), "JUPYTER_DATA_DIR": str(course / "d")}
    settings |= {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", "JUPYTER_PREFER_ENV_PATH": "1"}
    settings.pop("PYTHONWARNINGS", None)
    command = [python, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=course, env=settings, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"nbgrader {' '.join(arguments)}: {done.stderr[-2000:]}")


def write_notebook(folder: Path, answers: dict[str, str]) -> None:
    """Write the assignment with these answers, as nbgrader marks its cells."""
    cells = [code_cell("imports", "import math\nimport numpy as np\nnan, inf = math.nan, math.inf")]
    for name, exercise in load_sheet(SHEET).exercises.items():
        cells.append(code_cell(f"answer-{name}", answers[name], solution=True))
        cells.append(code_cell(f"test-{name}", tests_of(exercise), points=exercise.points))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{SHEET}.ipynb").write_text(json.dumps(notebook))


def code_cell(name: str, source: str, solution: bool = False, points: int | None = None) -> dict[str, Any]:
    marks = {"grade_id": name, "schema_version": 3, "cell_type": "code", "solution": solution, "locked": not solution}
    marks |= {"grade": points is not None, "task": False} | ({} if points is None else {"points": points})
    rest = {"outputs": [], "execution_count": None}
    return {"cell_type": "code", "id": name, "metadata": {"nbgrader": marks}, "source": source, **rest}


def tests_of(exercise: Exercise) -> str:
    """Return the test of an exercise as instructors write it for nbgrader: the same inputs, the right results."""
    cases = exercise.cases(SEED)
    lines = []
    for inputs, expected in zip(cases.inputs, cases.expected, strict=True):
        if expected.kind == "value":
            call = f"{exercise.name}({', '.join(map(literal, inputs))})"
            lines.append(f"assert np.allclose({call}, {literal(expected.value)}, rtol=1e-7, atol=0, equal_nan=True)")
    return "\n".join(lines)


def literal(value: Any) -> str:
    """Return the Python text of an input or a result."""
    if isinstance(value, Code):
        return value.source
    if isinstance(value, np.ndarray):
        return f"np.array({value.tolist()!r})"
    return repr(value.item() if isinstance(value, np.generic) else value)


def agreement(python: Path, course: Path, out: Path) -> float:
    """Return for which share of the answers both graders say the same of right or wrong."""
    done = subprocess.run([python, "-c", EXPORT], cwd=course, capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    with (out / "grades.csv").open(encoding="utf-8-sig") as file:
        same = [
            theirs[row["student"]][f"test-{row['exercise']}"] is (row["outcome"] == "right")
            for row in csv.DictReader(file)
            if row["student"] in theirs
        ]
    return sum(same) / len(same)


if __name__ == "__main__":
    main()
