"""What decides the inputs that somebody's answers are judged on, and which variant of a question was theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from course_lib.exercises.sheet import Cases, Exercise
from course_lib.exercises.sheets import drawn_cases, load_sheet


@dataclass(frozen=True)
class Draw:
    """The same inputs for everybody. It is plain data, so that it can be sent to whoever grades.

    Attributes:
        seed: draws the inputs.
        variants: of the questions that were asked anew, by exercise; the others are as the sheet is built.
    """

    seed: int
    variants: Mapping[str, int] = field(default_factory=dict)

    def of(self, exercise: Exercise) -> tuple[int, int]:
        """Return the seed and the variant of an exercise."""
        return self.seed, self.variants.get(exercise.name, 0)

    def cases(self, sheet: str, name: str) -> Cases:
        """Return the cases of an exercise; what several share is worked out once."""
        return drawn_cases(sheet, name, *self.of(load_sheet(sheet).exercises[name]))
