"""What instant checks need where the answers are not: the visible inputs, what is right for them, and the sentences.

A release holds one such file for each sheet, in place of ``solutions/``. The inputs are those of the notebooks' own
checks; a grading draws others.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.exercises.sheet import Cases, Exercise, Mistake, Sheet, Slip, Trial
from course_lib.sandbox.answers import Answer
from course_lib.sandbox.plain import read

STORED = Path(__file__).parent / "stored_cases"
VISIBLE_SEED = 0


def stored_path(name: str) -> Path:
    """Return where what is stored of a sheet lies, whether it is there or not."""
    return STORED / f"{name}.json"


@dataclass
class StoredExercise(Exercise):
    """An exercise whose right answer is known for its visible inputs only."""

    stored: Cases | None = None

    def cases(self, seed: int) -> Cases:
        """Return the stored cases.

        Raises:
            ValueError: for any seed but that of the visible inputs.
        """
        if seed != VISIBLE_SEED or self.stored is None:
            raise ValueError(f"The answer to {self.name} is not here, so that no new inputs can be judged.")
        return self.stored


def read_stored(name: str) -> Sheet:
    """Return a sheet from its stored file; its exercises know no answer but those to the visible inputs.

    Raises:
        ValueError: if the file is damaged.
    """
    sheet = Sheet(name)
    sheet.exercises = read_exercises(stored_path(name).read_text(encoding="utf-8"))
    return sheet


def read_exercises(text: str) -> dict[str, Exercise]:
    """Return the exercises that `storing.store` wrote, by name.

    Raises:
        ValueError: if the text is damaged.
    """
    try:
        return {name: _exercise(name, described) for name, described in read(text).items()}
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"What is stored of a sheet can't be read ({problem!r}): unpack the course anew.") from None


def _exercise(name: str, described: dict[str, Any]) -> StoredExercise:
    def answer_is_elsewhere(*inputs: Any) -> Any:
        raise NotImplementedError("The answers are with your instructor.")

    answer_is_elsewhere.__name__ = name
    mistakes, slips = described["mistakes"], described["slips"]
    return StoredExercise(
        reference=answer_is_elsewhere,
        points=described["points"],
        inputs=lambda rng: [],
        hints=described["hints"],
        tolerance=described["tolerance"],
        trial=None if described["trial"] is None else Trial(*described["trial"]),
        mistakes=[
            Mistake(mistake["name"], None, mistake["feedback"], mistake["worth"]) for mistake in mistakes
        ],
        stored=Cases(
            described["inputs"],
            [Answer(**answer) for answer in described["expected"]],
            {mistake["name"]: [Answer(**answer) for answer in mistake["answers"]] for mistake in mistakes},
            described["seed"],
            described["shipped"] and [Answer(**answer) for answer in described["shipped"]],
            described["tolerance"],
            slips=[Slip(slip, places, [Answer(**answer) for answer in answers]) for slip, places, answers in slips],
        ),
    )
