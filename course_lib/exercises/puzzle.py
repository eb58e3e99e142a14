"""Putting the lines of an answer in order: the puzzle that is made from an exercise's own answer.

A puzzle shows the answer's lines shuffled, with one or two lines of named mistakes among them. Each line keeps its
indentation: what is to be found is one thing, the order, and a line that belongs into a loop still shows that it does.
An answer of one line is taken apart into steps; where it has none, the right line is to be found among others.
To work through such a puzzle teaches beginners as much as writing the same lines, in less time.
Source: Ericson, Margulieux and Rick (2017), Solving Parsons problems versus fixing and writing code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from course_lib.exercises.line_names import names_given, names_used
from course_lib.exercises.sheet import Exercise, Function
from course_lib.exercises.steps import in_steps
from course_lib.sources.functions import functions_in, source_of

TRAPS = 2  # lines of named mistakes among them, at most
BLANK = " = ..."  # what a script has where learners fill something in


@dataclass(frozen=True)
class Puzzle:
    """The lines of an answer, shuffled.

    Attributes:
        head: the line that opens the function, ``def …:``.
        lines: all lines to choose from, each indented as it stands in the function.
        count: how many of them the function takes.
        traps: for each line that does not belong the name of the mistake that it comes from.
    """

    head: str
    lines: tuple[str, ...]
    count: int
    traps: dict[str, str]


@dataclass(frozen=True)
class _Line:
    text: str  # as it was written
    alike: str  # as Python would write it, so that layout makes no difference
    kind: str  # what it does: what it gives a value to, or its first word with its dots, and how far in it stands


def make_puzzle(exercise: Exercise) -> Puzzle | None:
    """Return the puzzle of an exercise; None where it has none.

    An exercise has one when it is on the main road and learners write it themselves, all of it or the blanks left in
    it. There is none where many answers are right, where the answer is read off a picture, each learner's own, and
    where a script is to be mended: there all lines are seen already, and which of them is wrong is the question.
    """
    mending = exercise.shipped is not None and BLANK not in source_of(exercise.shipped)
    if exercise.side or exercise.trial or exercise.own or mending:
        return None
    head, lines = _head_and_body(exercise.reference)
    traps = _traps(exercise, lines)
    in_order = [line.text for line in lines]
    shuffled = [*in_order, *traps]
    rng = np.random.default_rng(crc32(exercise.name.encode()))
    rng.shuffle(shuffled)
    while shuffled[: len(lines)] == in_order and len(lines) > 1:
        rng.shuffle(shuffled)
    return Puzzle(head, tuple(shuffled), len(lines), traps)


def answer_lines(exercise: Exercise) -> tuple[str, ...]:
    """Return the lines of an exercise's answer below its ``def``, in order; only where the answers are."""
    return tuple(line.text for line in _head_and_body(exercise.reference)[1])


def _head_and_body(function: Function) -> tuple[str, list[_Line]]:
    """Return a function's first line and the others; comments, empty lines and what explains it are left out."""
    source = source_of(function)
    (tree,) = functions_in(source)
    tree.decorator_list = []
    alike = in_steps(tree)
    written = [line for line in source.splitlines()[tree.lineno - 1 :] if line.split("#")[0].strip()]
    if len(written) != len(alike) or any("#" in line for line in written):
        written = alike
    kinds = [_kind(line) for line in alike]
    return written[0], [_Line(*one) for one in zip(written[1:], alike[1:], kinds[1:], strict=True)]


def _kind(line: str) -> str:
    target = re.match(r" *([\w., \[\]]+) [-+*/]?= ", line)
    depth = len(line) - len(line.lstrip())
    word = re.match(r" *([\w.]+)", line)
    return f"{depth} {target[1] if target else word and word[1]}"


def _traps(exercise: Exercise, lines: list[_Line]) -> dict[str, str]:
    """Return lines in which named mistakes differ from the answer, each with its mistake's name.

    Such a line does what a line of the answer does, with names that the answer has too, so that it could stand there.
    The mistakes that differ least come first; of those alike, one that differs in another line.
    """
    answers, kinds = {line.alike for line in lines}, {line.kind for line in lines}
    known = {name for line in lines for name in (*names_used(line.alike), *names_given(line.alike))}
    found: list[tuple[int, _Line, str]] = []
    for mistake in exercise.mistakes:
        if mistake.implementation is not None:
            theirs = _head_and_body(mistake.implementation)[1]
            own = [line for line in theirs if line.alike not in answers]
            far = len(own) + len(answers - {line.alike for line in theirs})
            found += [(far, line, mistake.name) for line in own if _could_stand(line, kinds, known)]
    found.sort(key=lambda one: one[0])
    first = found[:1]
    others = [one for one in found[1:] if one[1].alike != first[0][1].alike]
    others.sort(key=lambda one: (one[0], one[1].kind == first[0][1].kind))
    return {line.text: name for _, line, name in [*first, *others][:TRAPS]}


def _could_stand(line: _Line, kinds: set[str], known: set[str]) -> bool:
    return line.kind in kinds and known.issuperset(names_used(line.alike))
