"""Make the example class: what learners of both languages might hand in, right, wrong and broken.

Run it after a change of the sheets: ``python -m examples.make_class``. ``examples/README.md`` says who did what; the
grades that each should get are in ``tests/grading/test_class.py``.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from rehearsal.learner import empty_sheet, fill, right_answers, save, wrong_answers
from course_lib.exercises.sheets import load_sheet, sheet_names

CLASS = Path(__file__).parent / "class"
SHEET = "04_gradient_descent"

# Each hands in every sheet with the mistake of this number in every exercise: together, every named mistake.
ALWAYS_WRONG = ["chika", "daniel", "emi", "fred", "goro", "hannah", "ichiro", "julia"]
ALWAYS_WRONG += ["kaori", "liam", "mei", "noah", "osamu", "petra"]

BROKEN = {
    "kenta": ("ja", "gradient_step", "def gradient_step(x, gradient, rate):\n    while True:\n        x = x - rate"),
    "laura": ("en", "gradient_step", "def gradient_step(x, gradient, rate):\n    x = [x]\n    while True:\n        x = x + x"),
    "mika": ("ja", "gradient_step", "def gradient_step(x, gradient, rate):\n    import os\n    os._exit(0)"),
    "nick": ("en", "gradient_step", "def gradient_step(x, gradient, rate):\n    return x - rate * gradeint"),
    "oki": ("ja", "gradient_step", "def gradient_step(x, gradient, rate):\n    return x - (rate * gradient"),
    "paula": ("en", "gradient_step", "def gradient_step(x, gradient, rate):\n    x - rate * gradient"),
    "rin": ("ja", "gradient_step", "def gradient_step(x, gradient, rate):\n    return x - rate * gradient / 3"),
    "sam": ("en", "gradient_step", "import sys\nsys.exit()\n\n\ndef gradient_step(x, gradient, rate):\n    return x"),
}


def main() -> None:
    """Write the class anew."""
    shutil.rmtree(CLASS, ignore_errors=True)
    names = sheet_names()
    for student, language in (("aoi", "ja"), ("ben", "en")):
        for name in names:
            hand_in(student, fill(empty_sheet(name, language), right_answers(name)), name)
    most = max(len(exercise.mistakes) for name in names for exercise in load_sheet(name).exercises.values())
    if most > len(ALWAYS_WRONG):
        raise SystemExit(f"An exercise has {most} mistakes: the class needs as many students who are always wrong.")
    for number, student in enumerate(ALWAYS_WRONG[:most]):
        for name in names:
            language = "ja" if number % 2 == 0 else "en"
            hand_in(student, fill(empty_sheet(name, language), wrong_answers(name, number)), name)
    for student, (language, exercise, answer) in BROKEN.items():
        # All but one exercise are right: what is right keeps its points.
        hand_in(student, fill(empty_sheet(SHEET, language), {**right_answers(SHEET), exercise: answer}), SHEET)
    hand_in("tomo", empty_sheet(SHEET, "ja"), SHEET)
    hand_in("uma", fill(empty_sheet(SHEET, "en"), right_answers(SHEET)), "my homework (2)")
    # An upload that was cut off half way.
    whole = json.dumps(fill(empty_sheet(SHEET, "ja"), right_answers(SHEET)), ensure_ascii=False)
    (CLASS / "vera").mkdir()
    (CLASS / "vera" / f"{SHEET}.ipynb").write_text(whole[: len(whole) // 2], encoding="utf-8")


def hand_in(student: str, notebook: object, name: str) -> None:
    """Put a notebook into a student's folder."""
    save(notebook, CLASS / student / f"{name}.ipynb")


if __name__ == "__main__":
    main()
