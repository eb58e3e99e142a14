"""Which orders of a puzzle's lines are right: found by running them, never written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_lib.exercises.comparing import agree
from course_lib.exercises.judging import Verdict, judge
from course_lib.exercises.line_names import names_given, names_used, opens_block
from course_lib.exercises.puzzle import Puzzle
from course_lib.exercises.sheet import Cases, Exercise
from course_lib.sandbox.answers import answer

TRIED = 4  # inputs on which lines are tried that are not yet all
STEP = 4  # spaces by which a line is further in than the one that opens its block

Order = tuple[str, ...]


class _EndReached(BaseException):
    """Raised where the lines placed so far end: what comes of them is still open."""


def judge_order(exercise: Exercise, cases: Cases, puzzle: Puzzle, order: Sequence[str]) -> Verdict:
    """Return what the exercise's own judging says of the function that these lines make.

    Raises:
        SyntaxError: if they make none.
    """
    function = _function(puzzle, order)
    return judge(exercise, cases, [answer(function, inputs) for inputs in cases.inputs])


def right_orders(exercise: Exercise, cases: Cases, puzzle: Puzzle) -> set[Order]:
    """Return all orders, of as many of the puzzle's lines as its function takes, that are judged right.

    Lines are placed one after another. Where those placed make the function fail, or return something wrong, before
    it gets to their end, no line after them can mend it: so these orders need not be run.
    """
    found = set()
    waiting: list[Order] = [()]
    while waiting:
        begun = waiting.pop()
        if len(begun) == puzzle.count:
            if not opens_block(begun[-1]) and judge_order(exercise, cases, puzzle, begun).outcome == "right":
                found.add(begun)
            continue
        for line in {line for line in puzzle.lines if puzzle.lines.count(line) > begun.count(line)}:
            longer = (*begun, line)
            if _can_follow(begun, line) and not _has_failed(exercise, cases, puzzle, longer):
                waiting.append(longer)
    return found


def first_misplaced(orders: set[Order], order: Sequence[str]) -> int | None:
    """Return the place, from 0, of the first line that can't stand there; None if a right order begins like this."""
    for end in range(1, len(order) + 1):
        if not any(right[:end] == tuple(order[:end]) for right in orders):
            return end - 1
    return None


def why_misplaced(puzzle: Puzzle, order: Sequence[str], place: int) -> tuple[str, str]:
    """Return why a line can't stand where it does, as the name of a sentence and a name that is used too early.

    The sentence is ``"not_opened"``, ``"block_empty"``, ``"too_early"``, ``"first"`` or ``"other"``.
    """
    before, line = order[:place], order[place]
    if not _can_follow(before, line):
        return ("block_empty" if before and opens_block(before[-1]) else "not_opened"), ""
    known = set().union(*map(names_given, [puzzle.head, *before]))
    given_by_others = set().union(*map(names_given, puzzle.lines)) - known
    names = [name for name in names_used(line) if name in given_by_others]
    return ("too_early", names[0]) if names else ("other" if before else "first", "")


def _function(puzzle: Puzzle, order: Sequence[str]) -> Callable[..., Any]:
    made: dict[str, Any] = {"np": np}
    exec("\n".join([puzzle.head, *order]), made)
    return next(value for name, value in made.items() if name not in ("np", "__builtins__"))


def _has_failed(exercise: Exercise, cases: Cases, puzzle: Puzzle, begun: Order) -> bool:
    """Tell whether lines go wrong before their end is reached, on one of the first inputs."""
    function = _function_so_far(puzzle, begun)
    for inputs, expected in [*zip(cases.inputs, cases.expected, strict=True)][:TRIED]:
        try:
            given = answer(function, inputs)
        except _EndReached:
            continue
        if not agree(expected, given, exercise.tolerance) or given.changed != expected.changed:
            return True
    return False


def _function_so_far(puzzle: Puzzle, begun: Order) -> Callable[..., Any]:
    """Return the function in which something stands wherever the next line could: running into it ends the run."""
    deepest = _depth(begun[-1]) + opens_block(begun[-1])
    ends = [" " * STEP * depth + "raise EndReached" for depth in range(deepest, 0, -1)]
    # Names that get a value further down are the function's own already: Python looks for them nowhere else.
    names = sorted(set().union(*map(names_given, puzzle.lines)))
    own = [" " * STEP + " = ".join([*names, "None"])] if names else []
    made: dict[str, Any] = {"np": np, "EndReached": _EndReached}
    exec("\n".join([puzzle.head, *begun, *ends, *own]), made)
    return next(value for name, value in made.items() if name not in ("np", "EndReached", "__builtins__"))


def _can_follow(before: Sequence[str], line: str) -> bool:
    """Tell whether a line may be as far in as it is, below those before it."""
    if before and opens_block(before[-1]):
        return _depth(line) == _depth(before[-1]) + 1
    return _depth(line) <= (_depth(before[-1]) if before else 1)


def _depth(line: str) -> int:
    return (len(line) - len(line.lstrip())) // STEP
