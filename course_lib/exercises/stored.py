"""What instant checks need where the answers are not: the visible inputs, what is right for them, and the sentences.

A release holds one such file for each sheet, in place of ``solutions/``. The inputs are those of the notebooks' own
checks; a grading draws others.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
    stored_variants: list[Cases] = field(default_factory=list)

    @property
    def variants(self) -> int:
        """How many variants there are, numbered from 1, beside the sheet as it is built."""
        return len(self.stored_variants)

    def cases(self, seed: int, variant: int = 0) -> Cases:
        """Return the stored cases.

        Raises:
            ValueError: for any seed but that of the visible inputs, or if there is no such variant.
        """
        if seed != VISIBLE_SEED or self.stored is None:
            raise ValueError(f"The answer to {self.name} is not here, so that no new inputs can be judged.")
        self.require_variant(variant)
        return self.stored_variants[variant - 1] if variant else self.stored


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
    cases = Cases(
        described["inputs"],
        [Answer(**answer) for answer in described["expected"]],
        {mistake["name"]: [Answer(**answer) for answer in mistake["answers"]] for mistake in mistakes},
        described["seed"],
        described["shipped"] and [Answer(**answer) for answer in described["shipped"]],
        described["tolerance"],
        slips=[Slip(slip, places, [Answer(**answer) for answer in answers]) for slip, places, answers in slips],
    )
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
        stored=cases,
        stored_variants=_variants(cases, described["variants"]),
    )


def _variants(built: Cases, values: list[list[list[Any]]]) -> list[Cases]:
    """Return the cases of the other variants.

    Args:
        built: the cases of the sheet as it is built.
        values: for each variant what is right for each input, and after it what each mistake answers, in order.
    """
    answers = [[[Answer("value", value) for value in row] for row in rows] for rows in values]
    right = [built.expected, *(rows[0] for rows in answers)]
    return [
        replace(
            built,
            expected=rows[0],
            mistaken=dict(zip(built.mistaken, rows[1:], strict=True)),
            slips=[],
            others={other: theirs for other, theirs in enumerate(right) if other != variant},
        )
        for variant, rows in enumerate(answers, 1)
    ]
