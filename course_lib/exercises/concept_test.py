"""The questions before and after the course: the same ideas in the same order, asked with other numbers or settings.

Each wrong choice is what people commonly believe instead: it has a name, and a sentence in the catalogue of words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from course_lib.words.catalogue import words
from course_lib.words.language import Language

Form = Literal["before", "after"]
FORMS: tuple[Form, Form] = ("before", "after")
RIGHT, UNSURE = "right", "unsure"

Answers = Mapping[str, str]
"""The choice for each idea answered so far, both by their names."""


@dataclass(frozen=True)
class Idea:
    """One idea, asked for once in each form.

    Attributes:
        name: its table in the catalogue, such as ``"step"``.
        chapter: where the course explains it, ``"04"``.
        before: the choices of the form before, in the order in which they are shown; that after has them in turn.
    """

    name: str
    chapter: str
    before: tuple[str, str, str, str]

    def choices(self, form: Form) -> tuple[str, ...]:
        """Return the names of the choices as they are shown; the last is for those who don't know yet."""
        return (*(self.before if form == "before" else reversed(self.before)), UNSURE)

    def title(self, language: Language | None = None) -> str:
        """Return the idea in a few words."""
        return words(f"concept_test.{self.name}.idea", language)

    def asked(self, form: Form, language: Language | None = None) -> str:
        """Return the question."""
        return words(f"concept_test.{self.name}.{form}.asked", language)

    def text(self, form: Form, choice: str, language: Language | None = None) -> str:
        """Return a choice as it is shown."""
        entry = "unsure" if choice == UNSURE else f"{self.name}.{form}.{choice}"
        return words(f"concept_test.{entry}", language)

    def told(self, choice: str, language: Language | None = None) -> str:
        """Return the sentence on a choice that is not the right one."""
        entry = "unsure_told" if choice == UNSURE else f"{self.name}.wrong.{choice}"
        return words(f"concept_test.{entry}", language)


IDEAS = (
    Idea("uphill", "01", ("downhill", "to_top", "right", "along")),
    Idea("sign", "01", ("turned", "right", "value_of_slope", "needs_height")),
    Idea("not_the_way", "02", ("to_bottom", "one_axis", "uphill", "right")),
    Idea("vector", "03", ("height", "right", "terms", "length")),
    Idea("step", "04", ("right", "rate_alone", "uphill", "slope_alone")),
    Idea("small_slope", "04", ("near_bottom", "low_error", "right", "done")),
    Idea("too_large", "04", ("faster", "settles", "stops", "right")),
    Idea("local_minimum", "04", ("lowest", "right", "small_rate_helps", "between")),
    Idea("chain", "05", ("mean", "last_only", "added", "right")),
    Idea("branch", "05", ("multiplied", "right", "last_only", "mean")),
    Idea("backprop", "05", ("updates", "one_by_one", "right", "data_back")),
    Idea("starves", "06", ("output_side", "middle", "alike", "right")),
    Idea("sigmoid_product", "06", ("right", "divided", "once", "summed")),
    Idea("clip", "06", ("by_value", "right", "subtracted", "largest")),
    Idea("he", "06", ("one_over_n", "variance", "without_two", "right")),
    Idea("momentum", "07", ("right", "no_friction", "forgets", "on_both")),
    Idea("adam_first", "07", ("product", "share", "right", "uncorrected")),
    Idea("zero_gradient", "09", ("minimum", "lowest", "right", "no_error")),
    Idea("one_sample", "09", ("equal", "right", "useless", "too_small")),
    Idea("noise_size", "09", ("right", "inverse", "same", "grows")),
)


def is_finished(answers: Answers) -> bool:
    """Tell whether all ideas have an answer."""
    return all(idea.name in answers for idea in IDEAS)


def ideas_right(answers: Answers) -> set[str]:
    """Return the names of the ideas that were answered rightly."""
    return {idea.name for idea in IDEAS if answers.get(idea.name) == RIGHT}


def known_answers(found: object) -> tuple[dict[str, str], int]:
    """Return the answers in what a file holds that are answers to these questions, and how many others there are.

    Args:
        found: anything; a learner may have changed the file, or an older edition of the course written it.
    """
    if not isinstance(found, dict):
        return {}, int(found is not None)
    choices = {idea.name: idea.choices("before") for idea in IDEAS}
    known = {name: one for name, one in found.items() if isinstance(one, str) and one in choices.get(name, ())}
    return known, len(found) - len(known)
