"""Slips in what an answer uses: two arguments swapped, one with the wrong sign, one left out, a loop that runs once.

Each is known by what it leads to: on **every** input the answer is the one that would be right if an argument were
another, or the right one times an argument, or that of a formula with a plus for a minus. So its sentence (in the
catalogue under ``check.common.slip_…``) is true, whatever the code looks like.
"""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import combinations, permutations
from typing import Any

import numpy as np

from course_lib.exercises.comparing import agree, is_truth, numbers_in
from course_lib.exercises.formula_slips import formula_slips
from course_lib.exercises.sheet import Cases, Slip
from course_lib.sandbox.answers import Answer, answer

Arguments = tuple[Any, ...]
Change = Callable[[Any], Any]
NO_ANSWER = (ArithmeticError, ValueError, TypeError, IndexError)


OF_WHOLE_NUMBERS: dict[str, Change] = {"one_less": lambda n: n - 1, "one_more": lambda n: n + 1}
OF_NUMBERS: dict[str, Change] = {
    "opposite": lambda x: -x,
    "without_sign": np.abs,
    "twice": lambda x: 2 * x,
    "half": lambda x: x / 2,
    "squared": lambda x: x**2,
    "one_over": lambda x: 1 / x,
    "rest": lambda x: 1 - x,
}
OF_ROWS: dict[str, Change] = {"back_to_front": lambda x: x[::-1], "on_its_side": np.transpose}
OF_ROWS_OF_ONE_LENGTH: dict[str, Change] = {
    "first_only": lambda x: x[:1],
    "last_only": lambda x: x[-1:],
    "first_left_out": lambda x: x[1:],
    "last_left_out": lambda x: x[:-1],
}
"""What is done at once to all arguments that have as many entries, or rows, on every input."""
VALUES = (0, 1)  # of an argument that is left out of a sum, or of a product
VALUES_OF_ONE_NUMBER = (*VALUES, 1e-6, 1e-5, 1e-8, 0.01, 0.1, 0.5, 0.9)  # which people write down themselves
OF_RESULTS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "times": lambda right, argument: right * argument,
    "over": lambda right, argument: right / argument,
    "plus": lambda right, argument: right + argument,
    "minus": lambda right, argument: right - argument,
    "times_count": lambda right, argument: right * len(argument),
    "over_count": lambda right, argument: right / len(argument),
}
"""What is done to the right answer with an argument."""


def slips_of(cases: Cases) -> list[Slip]:
    """Return what slips lead to where it is another answer than the right one; each answer once, at its first slip."""
    if not cases.slips and cases.reference is not None:
        cases.slips[:] = _slips(cases, cases.reference)
    return cases.slips


def _slips(cases: Cases, reference: Callable[..., Any]) -> list[Slip]:
    found: list[Slip] = []
    for slip in all_slips(reference, cases.inputs, cases.expected):
        known = (cases.expected, *(one.answers for one in found))
        if not any(_alike(slip.answers, answers, cases.tolerance) for answers in known):
            found.append(slip)
    return found


def all_slips(reference: Callable[..., Any], inputs: Sequence[Arguments], expected: list[Answer]) -> Iterator[Slip]:
    """Yield what each slip leads to, also where it is the right answer, or that of another slip."""
    names = list(inspect.signature(reference).parameters)
    yield from _of_changed_arguments(reference, names, inputs)
    yield from _of_results(names, inputs, expected)
    yield from _of_formulas(reference, inputs)


def _of_changed_arguments(
    reference: Callable[..., Any], names: list[str], inputs: Sequence[Arguments]
) -> Iterator[Slip]:
    for name, places, change in _changes(names, inputs):
        with suppress(*NO_ANSWER):
            answers = [_value(reference, change(given)) for given in inputs]
            yield Slip(name, places, answers)


def _of_results(names: list[str], inputs: Sequence[Arguments], expected: list[Answer]) -> Iterator[Slip]:
    for place, column in enumerate(zip(*inputs, strict=True)):
        arguments = [numbers_in(argument) for argument in column]
        for name, change in OF_RESULTS.items():
            with suppress(*NO_ANSWER), np.errstate(all="ignore"):
                pairs = zip(expected, arguments, strict=True)
                results = [Answer("value", _each(right.value, argument, change)) for right, argument in pairs]
                yield Slip(name, {"name": names[place]}, results)


def _of_formulas(reference: Callable[..., Any], inputs: Sequence[Arguments]) -> Iterator[Slip]:
    # Parentheses first: where others lead to the same, these are what people forget.
    for name, function in sorted(formula_slips(reference), key=lambda one: one[0] != "parentheses"):
        with suppress(*NO_ANSWER):
            yield Slip(name, {}, [_value(function, given) for given in inputs])


def _value(reference: Callable[..., Any], given: Arguments) -> Answer:
    """Return the answer to changed arguments.

    Raises:
        ValueError: if there is none.
    """
    found = answer(reference, given)
    if found.kind != "value":
        raise ValueError("no answer")
    return found


def _each(value: Any, argument: np.ndarray | None, change: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Any:
    """Return a right answer with its numbers changed, part by part where it has unlike ones.

    Raises:
        TypeError: if it, or the argument, is no number or holds others.
    """
    numbers = None if is_truth(value) else numbers_in(value)
    if numbers is not None and argument is not None:
        changed = change(numbers, argument)
        if np.shape(changed) == numbers.shape:
            return changed
    elif isinstance(value, list | tuple):
        return [_each(one, argument, change) for one in value]
    raise TypeError("no numbers")


def _changes(
    names: list[str], inputs: Sequence[Arguments]
) -> Iterator[tuple[str, dict[str, str], Callable[[Arguments], Arguments]]]:
    """Yield what may be done to the arguments: its name, the values for its sentence, and the change."""
    columns = list(zip(*inputs, strict=True))
    rows: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for place, column in enumerate(columns):
        if all(map(_has_entries, column)):
            rows[tuple(map(len, column))].append(place)
    for one, other in combinations(range(len(columns)), 2):
        yield "swapped", {"name": names[one], "other": names[other]}, _copying({one: other, other: one})
    for one, other in permutations(range(len(columns)), 2):
        yield "taken_for", {"name": names[one], "other": names[other]}, _copying({one: other})
    for place, column in enumerate(columns):
        changes: dict[str, Change] = {}
        if all(type(argument) is int for argument in column):
            changes |= OF_WHOLE_NUMBERS
        if all(map(_is_number, column)) or all(map(_is_row, column)):
            changes |= OF_NUMBERS
            for value in VALUES_OF_ONE_NUMBER if _is_number(column[0]) else VALUES:
                yield "always", {"name": names[place], "value": f"{value:.8g}"}, _changing([place], _to(value))
        if all(map(_is_row, column)):
            changes |= OF_ROWS
        for name, change in changes.items():
            yield name, {"name": names[place]}, _changing([place], change)
    for lengths, places in rows.items():
        for name, change in OF_ROWS_OF_ONE_LENGTH.items():
            if min(lengths) > name.endswith("left_out"):  # never nothing at all
                yield name, {"name": names[places[0]]}, _changing(places, change)


def _is_number(argument: Any) -> bool:
    return type(argument) in (int, float)


def _is_row(argument: Any) -> bool:
    numbers = numbers_in(argument) if isinstance(argument, list | np.ndarray) else None
    return numbers is not None and numbers.ndim > 0


def _has_entries(argument: Any) -> bool:
    return isinstance(argument, list) or (isinstance(argument, np.ndarray) and argument.ndim > 0)


def _copying(sources: dict[int, int]) -> Callable[[Arguments], Arguments]:
    """Return a change that puts at each of these places the argument of another one."""
    return lambda given: tuple(given[sources.get(place, place)] for place in range(len(given)))


def _changing(places: list[int], change: Change) -> Callable[[Arguments], Arguments]:
    """Return a change that changes each argument at these places."""

    def changed(argument: Any) -> Any:
        with np.errstate(all="ignore"):
            if not isinstance(argument, list) or change in OF_ROWS_OF_ONE_LENGTH.values():
                return change(argument)
            return change(np.asarray(argument)).tolist()

    return lambda given: tuple(
        changed(argument) if place in places else argument for place, argument in enumerate(given)
    )


def _to(value: float) -> Change:
    return lambda x: 0 * x + value


def _alike(ours: list[Answer], theirs: list[Answer], tolerance: float) -> bool:
    return all(agree(one, other, tolerance) for one, other in zip(ours, theirs, strict=True))
