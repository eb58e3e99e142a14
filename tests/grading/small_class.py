"""Small classes for the tests of grading: notebooks of a few lines, zips as Canvas and Moodle make them, a small course."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile

from course_lib.exercises.sheets import load_sheet
from rehearsal.learner import right_answers
from tests.conftest import ROOT

SHEET = "04_gradient_descent"
RIGHT = {name: right_answers(SHEET)[name] for name in ("gradient_step", "exponential_decay")}
UPHILL = {"gradient_step": "def gradient_step(x, gradient, rate):\n    return x + rate * gradient"}
POINTS = {name: exercise.points for name, exercise in load_sheet(SHEET).exercises.items()}


def notebook(answers=RIGHT, sheet=SHEET, language="en", remark=""):
    """Return a notebook's text; a remark makes it another file with the same answers."""
    answers = {"imports": "import numpy as np", **answers}
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in answers.values()]
    cells.append({"cell_type": "markdown", "source": remark, "metadata": {}})
    course = {"source": f"solutions/{sheet}.py", "language": language}
    return json.dumps({"cells": cells, "metadata": {"course": course}, "nbformat": 4, "nbformat_minor": 5})


def folder_of(place, submissions):
    """Write submissions, content by path, and return the folder."""
    for name, content in submissions.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def zip_of(path, submissions):
    """Write a zip with submissions, content by path, and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in submissions.items():
            archive.writestr(name, content)
    return path


def small_course(place):
    """Copy what grading needs of the course, with one sheet, and return the folder."""
    shutil.copytree(ROOT / "course_lib", place / "course_lib", ignore=shutil.ignore_patterns("__pycache__"))
    (place / "solutions").mkdir()
    shutil.copy(ROOT / "solutions" / f"{SHEET}.py", place / "solutions")
    return place


def start(course, *arguments, **options):
    """Start the course's command line in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(course), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    environment |= options.pop("env", {})
    command = [sys.executable, "-m", "course_lib", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=course, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def run(course, *arguments, **options):
    """Run the course's command line; return exit code, what it printed and what it complained of."""
    with start(course, *arguments, **options) as process:
        printed, complaint = process.communicate(timeout=120)
    return process.returncode, printed, complaint
