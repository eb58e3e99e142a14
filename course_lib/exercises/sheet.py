"""An exercise sheet: what each exercise asks, its right answer, and the mistakes that learners really make.

A sheet is written in ``solutions/NN_topic.py``. Its text cells are the sheet that learners read; its cells tagged
``answer`` hold the reference answers, which the built notebooks leave blank; its cells tagged ``broken`` hold scripts
that learners get as they are, to mend them; its cells tagged ``grading`` describe the exercises with the functions
below and never reach a learner's notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
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
    """

    name: str
    implementation: Function | None
    feedback: dict[Language, str]
    worth: float = 0.0


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
class Cases:
    """Inputs with the right answers and with what each named mistake answers: all that judging needs.

    ``seed`` is what they were drawn with; ``shipped`` what the broken script of a repair exercise answers; ``slips``
    what slips lead to, once somebody has asked (`slips.slips_of`), with the tolerance and the reference that tell.
    """

    inputs: Inputs
    expected: list[Answer]
    mistaken: dict[str, list[Answer]]
    seed: int = 0
    shipped: list[Answer] | None = None
    tolerance: float = 1e-7
    reference: Function | None = None
    slips: list[Slip] = field(default_factory=list)

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

    @property
    def name(self) -> str:
        """Name of the function that the learner writes."""
        return self.reference.__name__

    def cases(self, seed: int) -> Cases:
        """Return the cases that this seed draws.

        Args:
            seed: 0 for the inputs of the notebook's instant check; a grading has its own.
        """
        inputs = list(self.inputs(np.random.default_rng(seed)))
        expected = [answer(self.reference, case) for case in inputs]
        return Cases(
            inputs,
            expected,
            {
                mistake.name: [answer(mistake.implementation, case) for case in inputs]
                for mistake in self.mistakes
                if mistake.implementation is not None
            },
            seed,
            self.shipped and [answer(self.shipped, case) for case in inputs],
            self.tolerance,
            None if self.trial else self.reference,
        )


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
        exercise = Exercise(reference, points, inputs, hints, tolerance, trial, why=why or {})
        self.exercises[reference.__name__] = exercise

    def mistake(
        self, reference: Function, *, ja: str, en: str, worth: float = 0.0
    ) -> Callable[[Function], Function]:
        """Add the decorated function as a named mistake of an exercise, with its sentence in both languages.

        Where two mistakes give the same answers to all inputs, the one named first is reported. ``worth`` is the share
        of the points that an answer with this mistake earns all the same.

        Raises:
            ValueError: if ``worth`` is not from 0 to 1.
        """

        def add(implementation: Function) -> Function:
            self._add(reference, Mistake(implementation.__name__, implementation, {"ja": ja, "en": en}, worth))
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
        self.exercises[reference.__name__].mistakes.append(mistake)
