"""Writing what instant checks need where the answers are not: see `stored`, which reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from course_lib.exercises.sheet import Cases, Exercise, Sheet
from course_lib.exercises.slips import slips_of
from course_lib.exercises.stored import VISIBLE_SEED
from course_lib.sandbox.answers import Answer
from course_lib.sandbox.plain import write


def store(sheet: Sheet, seed: int = VISIBLE_SEED) -> str:
    """Return all that an instant check of a sheet needs, as text.

    Args:
        sheet: the sheet with its answers.
        seed: draws the inputs.
    """
    return write({name: _describe(exercise, seed) for name, exercise in sheet.exercises.items()})


def _describe(exercise: Exercise, seed: int) -> dict[str, Any]:
    cases = exercise.cases(seed)
    if exercise.trial is not None:  # judged by trying out: no answer is needed, and none is told
        nothing = [Answer("blank") for _ in cases.inputs]
        cases = replace(cases, expected=nothing, mistaken=dict.fromkeys(cases.mistaken, nothing))
    return {
        "points": exercise.points,
        "tolerance": exercise.tolerance,
        "trial": None if exercise.trial is None else [exercise.trial.function, exercise.trial.about],
        "seed": cases.seed,
        "hints": exercise.hints,
        "inputs": list(cases.inputs),
        "expected": [_told(answer) for answer in cases.expected],
        "shipped": cases.shipped and [_told(answer) for answer in cases.shipped],
        "slips": [[slip.name, slip.places, [_told(answer) for answer in slip.answers]] for slip in slips_of(cases)],
        "mistakes": [
            {
                "name": mistake.name,
                "feedback": mistake.feedback,
                "worth": mistake.worth,
                "answers": [_told(answer) for answer in cases.mistaken.get(mistake.name, [])],
            }
            for mistake in exercise.mistakes
        ],
        "variants": [_values(exercise.cases(seed, variant)) for variant in range(1, exercise.variants + 1)],
    }


def _values(cases: Cases) -> list[list[Any]]:
    """Return what is right for each input, and after it what each mistake answers: a question's answers are values."""
    return [[one.value for one in answers] for answers in (cases.expected, *cases.mistaken.values())]


def _told(answer: Answer) -> dict[str, Any]:
    """Return what judging asks of an answer, without the line of our code that raised: it may be the answer itself."""
    return {"kind": answer.kind, "value": answer.value, "error": answer.error, "changed": answer.changed}
