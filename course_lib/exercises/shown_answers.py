"""What may be shown of the answers here: their lines to put in order, and the answers themselves.

In the whole course both are made from ``solutions/``. A release holds what its instructor gives out, in a file for each
sheet beside what is stored for its checks; without one there is nothing to show.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from course_lib.exercises.puzzle import Puzzle, make_puzzle
from course_lib.exercises.sheet import Exercise, Sheet
from course_lib.exercises.sheets import find_exercise
from course_lib.exercises.stored import StoredExercise, stored_path
from course_lib.sources.functions import functions_in, source_of
from course_lib.words.language import Language

STORED_ANSWERS = Path(__file__).parent / "stored_answers"


@dataclass(frozen=True)
class ShownAnswer:
    """The course's answer to an exercise.

    Attributes:
        code: its function.
        why: why it is written so and not otherwise, in each language.
        one_of_many: whether quite other answers are right too.
    """

    code: str
    why: dict[Language, str]
    one_of_many: bool


@cache
def puzzle_for(name: str) -> Puzzle | None:
    """Return the puzzle of the exercise of this name; None where it has none, or none that may be shown here."""
    found = find_exercise(name)
    if found is None:
        return None
    sheet, exercise = found
    if not isinstance(exercise, StoredExercise):
        return make_puzzle(exercise)
    stored = _stored(sheet.name)["puzzles"].get(name)
    return stored and Puzzle(stored["head"], tuple(stored["lines"]), stored["count"], stored["traps"])


def gives_puzzles(sheet: Sheet) -> bool:
    """Tell whether those exercises of a sheet that have a puzzle show it here."""
    return any(puzzle_for(name) for name in sheet.exercises) or not stored_path(sheet.name).is_file()


@cache
def answer_to(name: str) -> ShownAnswer | None:
    """Return the answer to the exercise of this name; None where there is none that may be shown here."""
    found = find_exercise(name)
    if found is None:
        return None
    sheet, exercise = found
    if not isinstance(exercise, StoredExercise):
        return _answer(exercise)
    stored = _stored(sheet.name)["answers"].get(name)
    return stored and ShownAnswer(**stored)


def store_answers(sheet: Sheet, puzzles: bool, answers: bool) -> str:
    """Return as text what a release gives out of a sheet's answers.

    Args:
        sheet: the sheet with its answers.
        puzzles: give out their lines, shuffled.
        answers: give out the answers themselves, with the reasons.
    """
    exercises = sheet.exercises.items()
    made = {name: make_puzzle(exercise) for name, exercise in exercises} if puzzles else {}
    given = {name: _answer(exercise) for name, exercise in exercises} if answers else {}
    content = {
        "puzzles": {name: asdict(puzzle) for name, puzzle in made.items() if puzzle},
        "answers": {name: asdict(answer) for name, answer in given.items()},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def stored_answers_path(sheet: str) -> Path:
    """Return where what is given out of a sheet's answers lies, whether it is there or not."""
    return STORED_ANSWERS / f"{sheet}.json"


def _answer(exercise: Exercise) -> ShownAnswer:
    source = source_of(exercise.reference)
    (tree,) = functions_in(source)
    return ShownAnswer("\n".join(source.splitlines()[tree.lineno - 1 :]), exercise.why, exercise.trial is not None)


@cache
def _stored(sheet: str) -> dict[str, dict[str, Any]]:
    path = stored_answers_path(sheet)
    if not path.is_file():
        return {"puzzles": {}, "answers": {}}
    content: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return content
