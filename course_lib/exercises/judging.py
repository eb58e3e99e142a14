"""Comparing answers with the right ones and naming the mistake. No student code runs here: only plain data is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from course_lib.exercises.common_mistakes import common_mistake
from course_lib.exercises.comparing import agree, close, is_truth, numbers_in
from course_lib.exercises.sheet import Cases, Exercise, Trial
from course_lib.sandbox.answers import REFUSALS, Answer
from course_lib.sandbox.plain import make
from course_lib.words.catalogue import has_words, words
from course_lib.words.language import Language, language

SINGLE_PRECISION = 3e-6  # a few times what float32 rounds

# Errors that say by their words which mistake they come from, with arrays above all.
KNOWN_ERRORS = {
    "refused": REFUSALS,
    "array_in_condition": r"ValueError: The truth value of an array",
    "array_in_math": r"TypeError: only (length-1|size-1|0-dimensional) arrays can be converted",
    "fraction_as_count": r"TypeError: ('(numpy\.)?float(64)?' object cannot be interpreted|slice indices must be int)",
    "list_for_array": r"TypeError: (unsupported operand .*'list'|can't multiply sequence by|bad operand type .*'list')",
    "number_called": r"TypeError: '(int|float|numpy\.float64|numpy\.int64|numpy\.ndarray)' object is not callable",
    "function_for_number": r"TypeError: unsupported operand .*(function|method|ufunc)",
    "none_for_number": r"TypeError: unsupported operand .*'NoneType'",
    "no_such_axis": r"AxisError: ",
    "unknown_name": r"NameError: ",
    "past_the_end": r"IndexError: .*out of (range|bounds)",
}

# The mistake of who answers what is right for another learner's numbers; the number of that variant follows.
OTHERS_NUMBERS = "numbers_of_variant_"

Outcome = Literal["right", "wrong", "not attempted", "error", "time limit", "memory limit", "unreadable"]


@dataclass(frozen=True)
class Verdict:
    """What is to be said of one answer.

    Attributes:
        exercise: the function's name.
        outcome: one of the course's seven outcomes.
        mistake: name of the mistake where it was recognized, else ``""``.
        sentence: the catalogue's entry that says it (``check.…`` or ``grading.…``); where ``mistake`` is one of the
            exercise's own, its feedback says it and this is ``""``.
        places: values for the entry's places.
    """

    exercise: str
    outcome: Outcome
    mistake: str = ""
    sentence: str = ""
    places: dict[str, str] = field(default_factory=dict)


def judge(exercise: Exercise, cases: Cases, answers: Sequence[Answer]) -> Verdict:
    """Return the verdict on a learner's answers to all inputs of ``cases``.

    Right is what agrees on every input. A mistake is named when the learner's answers agree with that mistake's on
    every input: one input alone would blame too easily. Else the first input on which the answer differs is shown.
    """

    def same(ours: Sequence[Answer]) -> bool:
        return all(agree(a, b, exercise.tolerance) for a, b in zip(ours, answers, strict=True))

    if all(given.kind == "blank" for given in answers):
        name = next((given.message for given in answers if given.message), "")
        entry = "check.blank_left" if name else "check.not_attempted"
        return Verdict(exercise.name, "not attempted", sentence=entry, places={"name": name})
    if cases.shipped is not None and same(cases.shipped):
        return Verdict(exercise.name, "not attempted", sentence="check.as_shipped")
    if exercise.trial is not None:
        return _tried(exercise, exercise.trial, cases, answers)
    changed = [given.changed != ours.changed for ours, given in zip(cases.expected, answers, strict=True)]
    if same(cases.expected) and not any(changed):
        return Verdict(exercise.name, "right", sentence="check.right")
    for mistake, ours in cases.mistaken.items():
        if same(ours):
            return Verdict(exercise.name, "wrong", mistake)
    for variant, theirs in cases.others.items():
        if same(theirs):
            return Verdict(exercise.name, "wrong", f"{OTHERS_NUMBERS}{variant}", "check.others_numbers")
    if any(changed):
        i = changed.index(True)
        call = _call(exercise, cases.inputs[i])
        return Verdict(exercise.name, "wrong", "changed_input", "check.changed_input", {"call": call})
    right = [agree(ours, given, exercise.tolerance) for ours, given in zip(cases.expected, answers, strict=True)]
    i = right.index(False)
    verdict = _difference(exercise, cases.inputs[i], cases.expected[i], answers[i])
    near = zip(cases.expected, answers, strict=True)
    if verdict.mistake == "nearly" and not all(agree(ours, given, SINGLE_PRECISION) for ours, given in near):
        verdict = replace(verdict, mistake="", sentence="check.differs")  # near by chance, here alone
    # What an error or a kind of thing says of itself is plainer than what is common to all answers.
    if verdict.sentence in ("check.differs", "check.wrong_shape"):
        name, places = common_mistake(cases, answers, right, exercise.tolerance)
        if name:
            return Verdict(exercise.name, "wrong", name, f"check.common.{name}", verdict.places | places)
    return verdict


def earned(verdict: Verdict, exercise: Exercise) -> float:
    """Return the points that a verdict earns: all for right, for a named mistake the share that it is worth."""
    if verdict.outcome == "right":
        return exercise.points
    worth = next((mistake.worth for mistake in exercise.mistakes if mistake.name == verdict.mistake), 0.0)
    return round(worth * exercise.points, 2) if worth else 0


def _tried(exercise: Exercise, trial: Trial, cases: Cases, answers: Sequence[Answer]) -> Verdict:
    """Return the verdict on answers that are tried out and not compared: the first that does not do decides."""
    for inputs, expected, given in zip(cases.inputs, cases.expected, answers, strict=True):
        if given.kind in ("error", "blank") or (given.kind == "value" and given.value is None):
            return _difference(exercise, inputs, expected, given)
        try:
            mistake = trial(make(given.value), cases.seed)
        except Exception:  # nothing of the kind that can be tried out
            return _difference(exercise, inputs, expected, Answer("strange", error=type(given.value).__name__))
        if mistake:
            return Verdict(exercise.name, "wrong", mistake)
    return Verdict(exercise.name, "right", sentence="check.right")


def _difference(exercise: Exercise, inputs: tuple[Any, ...], expected: Answer, given: Answer) -> Verdict:
    """Say what a beginner can use about the first input whose answer is wrong."""
    places = {"call": _call(exercise, inputs), "expected": _show(expected)}
    if given.kind == "error":
        entry = f"check.raised.{given.error}"
        entry = entry if has_words(entry) else "check.raised.other"
        places |= {"error": given.error, "message": given.message, "line": given.line}
        told = f"{given.error}: {given.message}"
        known = next((name for name, pattern in KNOWN_ERRORS.items() if re.match(pattern, told)), "")
        entry = f"check.raised.{known}" if has_words(f"check.raised.{known}") else entry
        return Verdict(exercise.name, "memory limit" if given.error == "MemoryError" else "error", known, entry, places)
    if given.kind == "blank":
        return Verdict(exercise.name, "wrong", "", "check.blank_here", places)
    if given.kind == "strange":
        return Verdict(exercise.name, "wrong", "wrong_type", "check.wrong_type", places | {"type": given.error})
    if given.value is None:
        return Verdict(exercise.name, "wrong", "returned_none", "check.returned_none", places)
    places["got"] = _show(given)
    ours, theirs = numbers_in(expected.value), numbers_in(given.value)
    if ours is not None and theirs is not None and is_truth(given.value) and not is_truth(expected.value):
        return Verdict(exercise.name, "wrong", "wrong_type", "check.truths", places)
    if ours is not None and (theirs is None or is_truth(given.value) is not is_truth(expected.value)):
        places["type"] = type(given.value).__name__
        return Verdict(exercise.name, "wrong", "wrong_type", "check.wrong_type", places)
    if ours is not None and theirs is not None:
        if ours.shape != theirs.shape:
            shapes = {"expected_shape": str(ours.shape), "got_shape": str(theirs.shape)}
            return Verdict(exercise.name, "wrong", "wrong_shape", "check.wrong_shape", places | shapes)
        if np.isnan(theirs).any() and not np.isnan(ours).any():
            return Verdict(exercise.name, "wrong", "not_a_number", "check.not_a_number", places)
        if not is_truth(given.value) and close(ours, theirs, SINGLE_PRECISION):
            return Verdict(exercise.name, "wrong", "nearly", "check.nearly", places)
    return Verdict(exercise.name, "wrong", "", "check.differs", places)


def sentence(verdict: Verdict, exercise: Exercise, code: Language | None = None) -> str:
    """Return what to tell the learner, in the given language or else the reader's.

    Args:
        verdict: of `judge`.
        exercise: the exercise judged.
        code: ``"ja"`` or ``"en"``.
    """
    code = code or language()
    for mistake in exercise.mistakes:
        if mistake.name == verdict.mistake:
            return mistake.feedback[code]
    return words(verdict.sentence, code, **verdict.places)


def _call(exercise: Exercise, inputs: tuple[Any, ...]) -> str:
    return f"{exercise.name}({', '.join(_short(value) for value in inputs)})"


def _show(given: Answer) -> str:
    return _short(given.value) if given.kind == "value" else given.error


def _short(value: Any) -> str:
    """Return a value as a learner would type it, shortened where it is long."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return f"{value:.1f}" if value.is_integer() and abs(value) < 1e6 else f"{value:.10g}"
    if isinstance(value, np.ndarray):
        if value.size > 1000 or value.ndim > 3:
            return f"np.array(...)  # shape {value.shape}"
        text = np.array2string(value, separator=", ", threshold=12, edgeitems=2, precision=6)
        return f"np.array({' '.join(text.split())})"
    if isinstance(value, list | tuple) and len(value) <= 12:
        brackets = "[]" if isinstance(value, list) else "()"
        comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return _cut(brackets[0] + ", ".join(_short(item) for item in value) + comma + brackets[1], 500)
    if isinstance(value, dict) and len(value) <= 12:
        return _cut("{" + ", ".join(f"{_short(key)}: {_short(item)}" for key, item in value.items()) + "}", 500)
    try:
        text = repr(value)
    except ValueError:  # a whole number of thousands of digits
        text = "..."
    return _cut(text, 120)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 3]}..."
