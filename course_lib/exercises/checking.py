"""The learner's instant check: ``check(my_function)`` and ``hint(my_function)`` in a notebook."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

from course_lib.exercises.judging import judge, sentence
from course_lib.exercises.progress import record_solved
from course_lib.exercises.sheet import Cases
from course_lib.exercises.sheets import find_exercise
from course_lib.exercises.stored import VISIBLE_SEED
from course_lib.sandbox.answers import answer
from course_lib.words.catalogue import words
from course_lib.words.language import language
from course_lib.words.message import Message, Tone

NOTEBOOK_SEED = VISIBLE_SEED

_hints_shown: dict[str, int] = {}


def check(function: Callable[..., Any]) -> Message:
    """Check your function on a number of inputs and tell what is right or which mistake it is.

    Args:
        function: the function that you wrote, under the name it has in the sheet.

    Returns:
        What to tell you; the notebook shows it.
    """
    name = getattr(function, "__name__", "")
    if not callable(function) or not name:
        return Message("neutral", words("check.no_function"))
    found = find_exercise(name)
    if found is None:
        return Message("neutral", words("check.no_exercise", name=name))
    exercise = found[1]
    cases = _cases(name)
    verdict = judge(exercise, cases, [answer(function, inputs) for inputs in cases.inputs])
    borrowed = _borrowed(function)
    if verdict.outcome == "right" and borrowed:
        return Message("neutral", words("check.borrowed", name=borrowed))
    if verdict.outcome == "right":
        record_solved(name)
    tone: Tone = {"right": "right", "not attempted": "neutral"}.get(verdict.outcome, "wrong")  # type: ignore[assignment]
    return Message(tone, sentence(verdict, exercise))


def hint(function: Callable[..., Any]) -> Message:
    """Give the next hint for an exercise: three in all, from a nudge to nearly there.

    Args:
        function: your function, finished or not, under the name it has in the sheet.
    """
    name = getattr(function, "__name__", "")
    found = find_exercise(name)
    if found is None:
        return Message("neutral", words("check.no_exercise" if name else "check.no_function", name=name))
    hints = found[1].hints[language()]
    number = _hints_shown.get(name, 0) + 1
    if number > len(hints):
        return Message("neutral", words("check.no_more_hints"))
    _hints_shown[name] = number
    return Message("neutral", words("check.hint", number=number, total=len(hints), hint=hints[number - 1]))


def _borrowed(function: Callable[..., Any]) -> str:
    """Return a name of this course's package that a function uses; ``""`` where it uses none.

    The package is not there when a sheet is graded, so that what is right here would be an error there.
    """
    for name in getattr(getattr(function, "__code__", None), "co_names", ()):
        value = getattr(function, "__globals__", {}).get(name)
        home = value.__name__ if isinstance(value, ModuleType) else str(getattr(value, "__module__", ""))
        if "course_lib" in (name.partition(".")[0], home.partition(".")[0]):
            return str(name)
    return ""


@cache
def _cases(name: str) -> Cases:
    found = find_exercise(name)
    assert found is not None
    return found[1].cases(NOTEBOOK_SEED)
