"""The learner's instant check: ``check(my_function)`` and ``hint(my_function)`` in a notebook."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import cache
from types import FrameType, ModuleType
from typing import Any

import numpy as np

from course_lib.exercises.borrowing import borrowed_name
from course_lib.exercises.judging import judge, sentence
from course_lib.exercises.progress import record_mistake, record_solved
from course_lib.exercises.sheet import Cases
from course_lib.exercises.sheets import find_exercise
from course_lib.exercises.shown_answers import answer_to, puzzle_for
from course_lib.exercises.star_import import SHADOWED, with_star_named
from course_lib.exercises.stored import VISIBLE_SEED
from course_lib.sandbox.answers import answer
from course_lib.words.catalogue import words
from course_lib.words.language import language
from course_lib.words.message import Message, Tone

NOTEBOOK_SEED = VISIBLE_SEED

_hints_shown: dict[str, int] = {}


def check(*functions: Callable[..., Any], variant: int = 0) -> Message:
    """Check your function on a number of inputs and tell what is right or which mistake it is.

    Args:
        functions: the function that you wrote, under the name it has in the sheet; one at a time.
        variant: where your sheet has numbers of your own, the one that stands there.

    Returns:
        What to tell you; the notebook shows it.
    """
    if len(functions) > 1:
        return Message("neutral", words("check.one_function"))
    function = functions[0] if functions else None
    name = exercise_name(function, sys._getframe(1))
    if not callable(function) or not name:
        return Message("neutral", words("check.no_function"))
    found = find_exercise(name)
    if found is None:
        return Message("neutral", words("check.no_exercise", name=name))
    exercise = found[1]
    if not isinstance(variant, int) or not 0 <= variant <= exercise.variants:
        return Message("neutral", words("check.no_variant", name=name))
    cases = _cases(name, int(variant))
    verdict = judge(exercise, cases, [answer(function, inputs) for inputs in cases.inputs])
    borrowed = borrowed_name(function) if verdict.outcome == "right" else None
    if borrowed:
        name, library = borrowed
        return Message("neutral", words("check.borrowed" if library else "check.refused", name=name, library=library))
    known = getattr(function, "__globals__", {})
    names = getattr(getattr(function, "__code__", None), "co_names", ())
    verdict = with_star_named(verdict, [one for one in SHADOWED if one in names and known.get(one) is getattr(np, one)])
    told = sentence(verdict, exercise)
    if verdict.outcome == "right":
        record_solved(name)
        told += _what_else("solution", answer_to(name), name, sys._getframe(1))
    elif verdict.outcome == "wrong" and verdict.mistake:
        record_mistake(name, verdict.mistake, date.today())
    tone: Tone = {"right": "right", "not attempted": "neutral"}.get(verdict.outcome, "wrong")  # type: ignore[assignment]
    return Message(tone, told)


def hint(function: Callable[..., Any] | None = None) -> Message:
    """Give the next hint for an exercise: three in all, from a nudge to nearly there.

    Args:
        function: your function, finished or not, under the name it has in the sheet.
    """
    name = exercise_name(function, sys._getframe(1))
    found = find_exercise(name)
    if found is None:
        return no_exercise(name)
    hints = found[1].hints[language()]
    number = _hints_shown.get(name, 0) + 1
    if number > len(hints):
        return Message("neutral", words("check.no_more_hints"))
    _hints_shown[name] = number
    told = words("check.hint", number=number, total=len(hints), hint=hints[number - 1])
    if number == len(hints):
        lines, caller = puzzle_for(name), sys._getframe(1)
        told += _what_else("puzzle", lines, name, caller) or _what_else("solution", answer_to(name), name, caller)
    return Message("neutral", told)


def no_exercise(name: str) -> Message:
    """Return what is said where no exercise is called so, or where no name is known at all."""
    return Message("neutral", words("check.no_exercise" if name else "check.no_function", name=name))


def _what_else(command: str, there: object, name: str, caller: FrameType) -> str:
    """Return a sentence that names another command, where it has something to show and the notebook knows it."""
    if there is None or command not in caller.f_globals:
        return ""
    return f"{'' if language() == 'ja' else ' '}{words(f'check.{command}', name=name)}"


def hints_left(name: str) -> int:
    """Return how many hints for an exercise have not been asked for since the notebook was started."""
    found = find_exercise(name)
    return len(found[1].hints[language()]) - _hints_shown.get(name, 0) if found else 0


def exercise_name(function: object, caller: FrameType) -> str:
    """Return a function's own name; where that is none of an exercise, the one that its caller knows it by."""
    own = getattr(function, "__name__", "")
    own = own if isinstance(own, str) and not isinstance(function, ModuleType) else ""
    if (own and find_exercise(own)) or not callable(function):
        return own
    # A function made by `lambda`, or by a decorator, has another name than the one it is bound to.
    known = {**caller.f_globals, **caller.f_locals}
    bound = [name for name, value in known.items() if value is function and find_exercise(name)]
    return bound[0] if bound else own


@cache
def _cases(name: str, variant: int) -> Cases:
    found = find_exercise(name)
    assert found is not None
    return found[1].cases(NOTEBOOK_SEED, variant)
