"""An exercise sheet: what each exercise asks, its right answer, and the mistakes that learners really make.

A sheet is written in ``solutions/NN_topic.py``. Its text cells are the sheet that learners read; its cells tagged
``answer`` hold the reference answers, which the built notebooks leave blank; its cells tagged ``broken`` hold scripts
that learners get as they are, to mend them; its cells tagged ``grading`` describe the exercises with the functions
below and never reach a learner's notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib import import_module
from typing import Any

import numpy as np

from course_lib.sandbox.answers import Answer, answer
from course_lib.sandbox.plain import write
from course_lib.words.language import Language

Inputs = Sequence[tuple[Any, ...]]
Function = Callable[..., Any]


@dataclass(frozen=True)
class Trial:
    """How an answer is tried out, where many are right: plain data, so that it can be stored and sent.

    Attributes:
        function: full name of a function of this course. It takes `about`, the answer and a seed; it returns ``""``
            where the answer does what was asked, else the name of one of the mistakes. It runs outside the sandbox, so
            it must be safe with any plain data.
        about: what the answer is about, such as the number of a case.
    """

    function: str
    about: int

    def __call__(self, given: Any, seed: int) -> str:
        """Try an answer on what the seed draws."""
        module, _, name = self.function.rpartition(".")
        return str(getattr(import_module(module), name)(self.about, given, seed))


@dataclass(frozen=True)
class Mistake:
    """A wrong implementation that learners really write, and the sentence that helps them.

    Attributes:
        name: the function's name, for the gradebook.
        implementation: the wrong function; None for an outcome that only a trial names, see `Sheet.outcome`.
        feedback: the sentence in each language: which mistake it is and where to look, not the answer.
        worth: the share of the exercise's points that an answer with this mistake earns, from 0 to 1.
        own: where the question is asked anew for each learner, what the mistake answers in a variant; see `OwnNumbers`.
    """

    name: str
    implementation: Function | None
    feedback: dict[Language, str]
    worth: float = 0.0
    own: Function | None = None


@dataclass(frozen=True)
class Slip:
    """A slip that can be made in any exercise, and what it leads to; see `slips`.

    Attributes:
        name: of its sentence.
        places: values for the sentence's places, such as the argument's name.
        answers: to each of the inputs.
    """

    name: str
    places: dict[str, str]
    answers: list[Answer]


@dataclass(frozen=True)
class OwnNumbers:
    """How a question whose answers are so few that they could be passed on is asked anew for each learner.

    The sheet as it is built is variant 0; the others are as hard: the same kinds of things are asked, and each named
    mistake is the same mistake there (``own`` in `Sheet.mistake`).

    Attributes:
        count: how many variants there are, numbered from 1.
        right: returns the right answer to an input in a variant: the input, the variant's number.
        reword: returns a cell of the sheet as it is in a variant, from its source and the variant's number.
    """

    count: int
    right: Function
    reword: Callable[[str, int], str]


@dataclass(frozen=True)
class Cases:
    """Inputs with the right answers and with what each named mistake answers: all that judging needs.

    ``seed`` is what they were drawn with; ``shipped`` what the broken script of a repair exercise answers; ``slips``
    what slips lead to, once somebody has asked (`slips.slips_of`), with the tolerance and the reference that tell.
    ``others`` is what would be right in the other variants of a question, by the variant's number.
    """

    inputs: Inputs
    expected: list[Answer]
    mistaken: dict[str, list[Answer]]
    seed: int = 0
    shipped: list[Answer] | None = None
    tolerance: float = 1e-7
    reference: Function | None = None
    slips: list[Slip] = field(default_factory=list)
    others: dict[int, list[Answer]] = field(default_factory=dict)

    @cached_property
    def inputs_text(self) -> str:
        """The inputs as they go to where student code runs, the same for everybody."""
        return write(list(self.inputs))


@dataclass
class Exercise:
    """One function to write.

    Attributes:
        reference: the right answer; its name is the exercise's name.
        points: what it is worth.
        inputs: draws the inputs from an rng; each is a tuple of arguments, functions among them as `Code`.
        hints: three in each language, from a nudge to nearly there.
        tolerance: relative tolerance of comparison.
        trial: for an exercise with many right answers, such as the treatment of a sick run: they are tried out, not
            compared.
        mistakes: named mistakes, see `Sheet.mistake`.
        shipped: for an exercise in repair, the broken script that learners get; None where they get a blank.
        why: why the answer is written so and not otherwise, in each language; see `model_answer`.
        side: whether it stands on a side road.
        own: how the question is asked anew for each learner; None where inputs of one's own in grading do.
    """

    reference: Function
    points: int
    inputs: Callable[[np.random.Generator], Inputs]
    hints: dict[Language, list[str]]
    tolerance: float = 1e-7
    trial: Trial | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    shipped: Function | None = None
    why: dict[Language, str] = field(default_factory=dict)
    side: bool = False
    own: OwnNumbers | None = None

    @property
    def name(self) -> str:
        """Name of the function that the learner writes."""
        return self.reference.__name__

    @property
    def variants(self) -> int:
        """How many variants there are, numbered from 1, beside the sheet as it is built."""
        return self.own.count if self.own else 0

    def cases(self, seed: int, variant: int = 0) -> Cases:
        """Return the cases that this seed draws.

        Args:
            seed: 0 for the inputs of the notebook's instant check; a grading has its own.
            variant: 0 for the sheet as it is built.

        Raises:
            ValueError: if there is no such variant.
        """
        self.require_variant(variant)
        inputs = list(self.inputs(np.random.default_rng(seed)))

        def answers(function: Function | None) -> list[Answer]:
            return [answer(function, case) for case in inputs] if function else []

        if self.own is None or variant == 0:
            right = answers(self.reference)
            mistaken = {one.name: answers(one.implementation) for one in self.mistakes if one.implementation}
            others = {}
        else:
            right, *of_others = (
                [answer(partial(self.own.right, variant=one), case) for case in inputs]
                for one in (variant, *range(self.variants + 1))
            )
            mistaken = {one.name: answers(one.own and partial(one.own, variant=variant)) for one in self.mistakes}
            others = {one: theirs for one, theirs in enumerate(of_others) if one != variant}
        return Cases(
            inputs,
            right,
            mistaken,
            seed,
            answers(self.shipped) or None,
            self.tolerance,
            None if self.trial or variant else self.reference,
            others=others,
        )

    def require_variant(self, variant: int) -> None:
        """Make sure that there is such a variant.

        Raises:
            ValueError: if there is none.
        """
        if not 0 <= variant <= self.variants:
            raise ValueError(f"{self.name} has the variants 0 to {self.variants}, and none of the number {variant}.")


class Sheet:
    """The exercises of one chapter, in order."""

    def __init__(self, name: str) -> None:
        """Start a sheet.

        Args:
            name: file name of the sheet without its ending, for instance ``"04_gradient_descent"``.
        """
        self.name = name
        self.exercises: dict[str, Exercise] = {}

    def exercise(
        self,
        reference: Function,
        *,
        points: int,
        inputs: Callable[[np.random.Generator], Inputs],
        ja: list[str],
        en: list[str],
        tolerance: float = 1e-7,
        trial: Trial | None = None,
        why: dict[Language, str] | None = None,
        own: OwnNumbers | None = None,
    ) -> None:
        """Add an exercise; ``ja`` and ``en`` are its three hints. For the rest see `Exercise`.

        Raises:
            ValueError: if there is such an exercise already, or not three hints in each language.
        """
        if reference.__name__ in self.exercises:
            raise ValueError(f"The sheet {self.name} has two exercises called {reference.__name__}.")
        if len(ja) != 3 or len(en) != 3:
            raise ValueError(f"{reference.__name__} needs three hints in each language.")
        hints: dict[Language, list[str]] = {"ja": ja, "en": en}
        exercise = Exercise(reference, points, inputs, hints, tolerance, trial, why=why or {}, own=own)
        self.exercises[reference.__name__] = exercise

    def mistake(
        self, reference: Function, *, ja: str, en: str, worth: float = 0.0, own: Function | None = None
    ) -> Callable[[Function], Function]:
        """Add the decorated function as a named mistake of an exercise, with its sentence in both languages.

        Where two mistakes give the same answers to all inputs, the one named first is reported. ``worth`` is the share
        of the points that an answer with this mistake earns all the same. ``own`` is the mistake in a question that is
        asked anew for each learner: it returns the answer to an input in a variant.

        Raises:
            ValueError: if ``worth`` is not from 0 to 1, or the question is asked anew and the mistake has no ``own``.
        """

        def add(implementation: Function) -> Function:
            self._add(reference, Mistake(implementation.__name__, implementation, {"ja": ja, "en": en}, worth, own))
            return implementation

        return add

    def outcome(self, reference: Function, name: str, *, ja: str, en: str, worth: float = 0.0) -> None:
        """Add a mistake that the exercise's trial tells by its name, so that no wrong function need be written.

        Args:
            reference: the exercise's right answer.
            name: what the trial returns.
            ja: the sentence in Japanese.
            en: the same in English.
            worth: as in `mistake`.

        Raises:
            ValueError: if ``worth`` is not from 0 to 1, or the exercise has no trial.
        """
        if self.exercises[reference.__name__].trial is None:
            raise ValueError(f"{reference.__name__} has no trial to tell {name}: write the mistake as a function.")
        self._add(reference, Mistake(name, None, {"ja": ja, "en": en}, worth))

    def _add(self, reference: Function, mistake: Mistake) -> None:
        if not 0 <= mistake.worth <= 1:
            raise ValueError(f"{mistake.name} of {reference.__name__} can't be worth {mistake.worth}: from 0 to 1.")
        if (self.exercises[reference.__name__].own is None) is not (mistake.own is None):
            raise ValueError(f"{mistake.name}: own= goes with a question that is asked anew for each learner.")
        self.exercises[reference.__name__].mistakes.append(mistake)
