"""Mistakes that can be made in any exercise: the sign turned, everything twice as large, one number too few.

Each is known by what the answers have in common over **all** inputs, so that it is never blamed by chance. The
sentences are in the catalogue under ``check.common``. Only plain data is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from course_lib.exercises.comparing import agree, close, numbers_in
from course_lib.exercises.sheet import Cases
from course_lib.exercises.slips import slips_of
from course_lib.sandbox.answers import Answer

Found = tuple[str, dict[str, str]]
NOTHING: Found = ("", {})
MOST_PARTS = 6  # of an answer, and of answers to choose among
LARGEST = 20_000  # parts of a value that is compared with each mistake
DIGITS = range(1, 7)  # to which people round

ENTRY_BY_ENTRY: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "opposite_sign": np.negative,
    "sign_dropped": np.abs,
    "one_over_it": np.reciprocal,
    "square_of_it": np.square,
    "root_of_it": np.sqrt,
    "rest_to_one": lambda right: 1 - right,
    "all_zero": np.zeros_like,
}
"""What is done to each number of the right answer, for mistakes that keep its shape."""

WHOLE: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "turned_on_its_side": np.transpose,
    "back_to_front": lambda right: right[::-1],
    "last_one_missing": lambda right: right[:-1],
    "first_one_missing": lambda right: right[1:],
    "only_the_sum": np.sum,
    "only_the_mean": np.mean,
    "largest_only": np.max,
    "first_only": lambda right: right[0],
    "last_only": lambda right: right[-1],
}
"""What is done to the right answer as a whole."""


def common_mistake(cases: Cases, answers: Sequence[Answer], right: Sequence[bool], tolerance: float) -> Found:
    """Name what wrong answers have in common, if it is anything that is known.

    Args:
        cases: the inputs with the right answers.
        answers: what the learner's function gave for each input.
        right: for each input whether that answer is right; not all of them.
        tolerance: of the exercise.

    Returns:
        The mistake's name, ``""`` where none is recognized, and values for the places of its sentence.
    """
    pairs = [(ours.value, given.value) for ours, given in zip(cases.expected, answers, strict=True)]
    with np.errstate(all="ignore"):
        if all(given.kind == "value" and not _is_large(given.value) for given in answers):
            found = _in_what_comes_back(cases, pairs, right, tolerance)
            if found == NOTHING and right.count(False) > 1:
                found = _in_what_is_used(cases, answers, tolerance)
            if found == NOTHING:
                found = _in_some_parts(pairs, right, tolerance)
            if found != NOTHING:
                return found
        found = _in_which_inputs(cases, right)
        return found if found != NOTHING else _in_which_answers(pairs, right)


def _in_what_comes_back(
    cases: Cases, pairs: list[tuple[Any, Any]], right: Sequence[bool], tolerance: float
) -> Found:
    if all(isinstance(value, str) for pair in pairs for value in pair):
        if all(ours.strip().lower() == given.strip().strip("\"'").lower() for ours, given in pairs):
            return "spelling", {}
        return ("same_for_all", {}) if _are_the_same([given for _, given in pairs]) else NOTHING
    if all(isinstance(value, bool | np.bool_) for pair in pairs for value in pair):
        if not any(right):
            return "yes_for_no", {}
        return ("same_for_all", {}) if _are_the_same([given for _, given in pairs]) else NOTHING
    parts = [(_parts(ours), _parts(given)) for ours, given in pairs]
    known = [(ours, given) for ours, given in parts if ours is not None and given is not None]
    if len(known) < len(parts) or right.count(False) < 2:
        return NOTHING
    same = all(_same_shapes(ours, given) for ours, given in known)
    return _in_numbers(cases, known, tolerance) if same else _in_shapes(known, tolerance)


def _is_large(value: Any) -> bool:
    """Tell whether a value has so many parts that comparing it with each mistake would take long."""
    waiting, parts = [value], 0
    while waiting and parts <= LARGEST:
        one = waiting.pop()
        parts += one.size if isinstance(one, np.ndarray) else 1
        if isinstance(one, list | tuple):
            waiting += one[: LARGEST + 1]
        elif isinstance(one, dict):
            waiting += [*one.values()][: LARGEST + 1]
    return parts > LARGEST


def _in_what_is_used(cases: Cases, answers: Sequence[Answer], tolerance: float) -> Found:
    """Name the slip that leads to these answers."""
    for slip in slips_of(cases):
        if all(agree(ours, given, tolerance) for ours, given in zip(slip.answers, answers, strict=True)):
            return f"slip_{slip.name}", slip.places
    return NOTHING


def _in_numbers(cases: Cases, parts: list[tuple[list[np.ndarray], list[np.ndarray]]], tolerance: float) -> Found:
    """Name what was done to the numbers, where the shapes are right."""

    def given_is(change: Callable[[np.ndarray], Any]) -> bool:
        return all(
            close(np.asarray(change(right)), given, tolerance)
            for ours, theirs in parts
            for right, given in zip(ours, theirs, strict=True)
        )

    for name, change in ENTRY_BY_ENTRY.items():
        if given_is(change):
            return name, {}
    if all(len(ours) == 1 and ours[0].ndim for ours, _ in parts) and given_is(WHOLE["back_to_front"]):
        return "back_to_front", {}
    ours, theirs = (np.concatenate([part.ravel() for pair in parts for part in pair[side]]) for side in (0, 1))
    usable = np.isfinite(ours) & np.isfinite(theirs)
    if usable.any():
        largest = np.argmax(np.abs(np.where(usable, ours, 0)))
        factor, shift = theirs[largest] / ours[largest], theirs[largest] - ours[largest]
        if np.isfinite(factor) and given_is(lambda right: factor * right):
            return "constant_factor", {"factor": f"{factor:.4g}"}
        if given_is(lambda right: right + shift):
            return "constant_shift", {"shift": f"{shift:.4g}"}
        whole = theirs[usable] == np.round(theirs[usable])
        if whole.all() and (np.abs(theirs - ours)[usable] < 1).all():
            return "whole_numbers_only", {}
    for digits in DIGITS:
        if all(_equal([np.round(right, digits) for right in ours], theirs) for ours, theirs in parts):
            return "rounded_off", {"digits": str(digits)}
    if len(parts) > 2 and all(_same_shapes(parts[0][1], given) and _equal(parts[0][1], given) for _, given in parts):
        return "same_for_all", {}
    for place in range(len(cases.inputs[0])):
        arguments = [_parts(inputs[place]) for inputs in cases.inputs]
        if all(
            argument is not None and _same_shapes(argument, given) and _equal(argument, given)
            for argument, (_, given) in zip(arguments, parts, strict=True)
        ):
            return "argument_returned", {"number": str(place + 1)}
    return ("parts_in_another_order", {}) if _in_another_order(parts, tolerance) else NOTHING


def _in_shapes(parts: list[tuple[list[np.ndarray], list[np.ndarray]]], tolerance: float) -> Found:
    """Name what was done to the answer as a whole, where the shapes are wrong on some input."""
    if all(len(ours) > 1 for ours, _ in parts):
        if all(len(given) == 1 and _alike(ours[:1], given, tolerance) for ours, given in parts):
            return "first_part_only", {}
        return ("parts_in_another_order", {}) if _in_another_order(parts, tolerance) else NOTHING
    if not all(len(ours) == len(given) == 1 for ours, given in parts):
        return NOTHING
    for name, change in WHOLE.items():
        if all(_is_changed(ours[0], given[0], change, tolerance) for ours, given in parts):
            return name, {}
    if all(_is_changed(given[0], ours[0], WHOLE["last_one_missing"], tolerance) for ours, given in parts):
        return "one_too_many_at_the_end", {}
    if all(_is_changed(given[0], ours[0], WHOLE["first_one_missing"], tolerance) for ours, given in parts):
        return "one_too_many_at_the_start", {}
    return NOTHING


def _in_some_parts(pairs: list[tuple[Any, Any]], right: Sequence[bool], tolerance: float) -> Found:
    """Name the parts that are wrong, where others are right on every input."""
    parts = [(ours, given) for pair in pairs if (ours := _parts(pair[0])) and (given := _parts(pair[1]))]
    if len(parts) < len(pairs) or right.count(False) < 2:
        return NOTHING
    count = len(parts[0][0])
    if count == 1 and all(len(side) == 1 and side[0].shape == parts[0][0][0].shape for pair in parts for side in pair):
        # A row of two or three numbers has parts as well.
        parts = [([*ours[0]], [*given[0]]) if ours[0].ndim == 1 else (ours, given) for ours, given in parts]
        count = len(parts[0][0])
    if not 2 <= count <= MOST_PARTS or any(len(side) != count for pair in parts for side in pair):
        return NOTHING
    wrong = [
        str(place + 1)
        for place in range(count)
        if not all(_alike([ours[place]], [given[place]], tolerance) for ours, given in parts)
    ]
    return ("some_parts_wrong", {"numbers": ", ".join(wrong), "all": str(count)}) if len(wrong) < count else NOTHING


def _in_which_answers(pairs: list[tuple[Any, Any]], right: Sequence[bool]) -> Found:
    """Name the one answer that is never found, or given too often, where only a few answers are possible."""
    if not all(isinstance(value, str | bool | int | float) for pair in pairs for value in pair):
        return NOTHING
    possible = {repr(ours) for ours, _ in pairs}
    wrong = [pair for pair, is_right in zip(pairs, right, strict=True) if not is_right]
    if not 2 <= len(possible) <= min(MOST_PARTS, len(pairs) // 2) or len(wrong) == len(pairs):
        return NOTHING
    missed, instead = {repr(ours) for ours, _ in wrong}, {repr(given) for _, given in wrong}
    if len(missed) == 1:
        return "one_answer_missed", {}
    return ("one_answer_too_often", {}) if len(instead) == 1 else NOTHING


def _in_which_inputs(cases: Cases, right: Sequence[bool]) -> Found:
    """Name what all inputs with a wrong answer have in common, and none with a right one."""
    for name, has in KINDS_OF_INPUT.items():
        if any(right) and [has(inputs) for inputs in cases.inputs] == [not one for one in right]:
            return name, {}
    if right.count(False) == 1 and len(right) > 3:
        return "one_case_missed", {"right": str(len(right) - 1), "all": str(len(right))}
    return NOTHING


def _numbers_among(inputs: Any) -> Iterator[np.ndarray]:
    """Yield each number and array among inputs, however they are nested."""
    if isinstance(inputs, int | float | np.ndarray | np.generic):
        yield np.asarray(inputs)
    elif isinstance(inputs, dict):
        yield from _numbers_among(list(inputs.values()))
    elif isinstance(inputs, list | tuple):
        for one in inputs:
            yield from _numbers_among(one)


KINDS_OF_INPUT: dict[str, Callable[[Any], bool]] = {
    "wrong_for_whole_numbers": lambda inputs: any(
        one.ndim and one.dtype.kind in "iu" for one in _numbers_among(inputs)
    ),
    "wrong_for_arrays": lambda inputs: any(one.ndim for one in _numbers_among(inputs)),
    "wrong_for_single_numbers": lambda inputs: not any(one.ndim for one in _numbers_among(inputs)),
    "wrong_for_tables": lambda inputs: any(one.ndim > 1 for one in _numbers_among(inputs)),
    "wrong_with_zeros": lambda inputs: any((one == 0).any() for one in _numbers_among(inputs)),
    "wrong_with_negatives": lambda inputs: any((one < 0).any() for one in _numbers_among(inputs)),
    "wrong_with_large_numbers": lambda inputs: any((np.abs(one) >= 500).any() for one in _numbers_among(inputs)),
}


def _parts(value: Any) -> list[np.ndarray] | None:
    """Return the numbers of an answer as arrays, one for each part of a tuple or dictionary; None if it has others."""
    numbers = numbers_in(value)
    if numbers is not None:
        # A tuple of numbers has parts as well: (5.0, 1.0, 1.0) is no row of a table.
        return [*np.asarray(numbers)] if isinstance(value, tuple) and numbers.ndim else [numbers]
    if isinstance(value, dict):
        value = [value[key] for key in sorted(value, key=str)]
    if not isinstance(value, list | tuple):
        return None
    parts = [numbers_in(one) for one in value]
    return [one for one in parts if one is not None] if all(one is not None for one in parts) and parts else None


def _same_shapes(ours: list[np.ndarray], theirs: list[np.ndarray]) -> bool:
    return [np.shape(one) for one in ours] == [np.shape(one) for one in theirs]


def _equal(ours: list[np.ndarray], theirs: list[np.ndarray]) -> bool:
    return all(np.array_equal(one, other) for one, other in zip(ours, theirs, strict=True))


def _alike(ours: list[np.ndarray], theirs: list[np.ndarray], tolerance: float) -> bool:
    return _same_shapes(ours, theirs) and all(
        close(np.asarray(one), np.asarray(other), tolerance) for one, other in zip(ours, theirs, strict=True)
    )


def _in_another_order(parts: list[tuple[list[np.ndarray], list[np.ndarray]]], tolerance: float) -> bool:
    """Tell whether the parts are turned round, or moved on by one or two places, in the same way on every input."""
    orders: tuple[Callable[[list[Any]], list[Any]], ...] = (
        lambda ours: ours[::-1],
        lambda ours: ours[1:] + ours[:1],
        lambda ours: ours[-1:] + ours[:-1],
        lambda ours: [*ours[1::-1], *ours[2:]],
    )
    return any(
        all(len(ours) > 1 and _alike(order(ours), given, tolerance) for ours, given in parts) for order in orders
    )


def _is_changed(ours: np.ndarray, given: np.ndarray, change: Callable[[np.ndarray], Any], tolerance: float) -> bool:
    if not ours.ndim or not ours.size:
        return ours.shape == given.shape and close(ours, given, tolerance)
    changed = np.asarray(change(ours))
    return changed.shape == given.shape and close(changed, given, tolerance)


def _are_the_same(values: list[Any]) -> bool:
    return len(values) > 2 and all(value == values[0] for value in values)
