"""A solution to compare with: ``solution(my_function)`` in a notebook, once the exercise is solved."""

from __future__ import annotations

import html
import inspect
import re
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course_lib.exercises.checking import exercise_name, hints_left, no_exercise
from course_lib.exercises.progress import solved
from course_lib.exercises.sheets import find_exercise
from course_lib.exercises.shown_answers import ShownAnswer, answer_to
from course_lib.words.catalogue import to_html, words
from course_lib.words.language import LANGUAGES, language
from course_lib.words.message import Message

EQUAL = "="  # stands before a line that both have


@dataclass(frozen=True)
class Comparison:
    """The course's answer beside the learner's own, and why it is written so.

    Attributes:
        ours: lines of the course's answer.
        theirs: lines of the learner's; none where they can't be read, or nothing was written.
        why: the reason.
    """

    ours: list[str]
    theirs: list[str]
    why: str

    def __repr__(self) -> str:
        parts = [(words("model_answer.ours"), self.ours), (words("model_answer.theirs"), self.theirs)]
        told = ["\n".join([f"{title}:", *lines]) for title, lines in parts if lines]
        return "\n\n".join([*told, self.why])

    def _repr_html_(self) -> str:
        own = _listing(words("model_answer.theirs"), self.theirs, self.ours) if self.theirs else ""
        shown = own + _listing(words("model_answer.ours"), self.ours, self.theirs)
        both = {_bare(line) for line in self.ours[1:]} & {_bare(line) for line in self.theirs[1:]} - {""}
        legend = f"<div style='opacity:0.8'>{html.escape(words('model_answer.equal'))}</div>" if both else ""
        return (
            f"<div style='max-width:900px'><div style='display:flex;flex-wrap:wrap;gap:0.5em 2em'>{shown}</div>{legend}"
            f"<p>{to_html(self.why)}</p></div>"
        )


def solution(function: Callable[..., Any] | None = None, *, sure: bool = False) -> Comparison | Message:
    """Show a solution of an exercise beside your own, once you have solved it, or have read its three hints.

    Args:
        function: your function, finished or not, under the name it has in the sheet.
        sure: True to see the solution before you have solved the exercise.
    """
    name = exercise_name(function, sys._getframe(1))
    if find_exercise(name) is None:
        return no_exercise(name)
    shown = answer_to(name)
    if shown is None:
        return Message("neutral", words("model_answer.later"))
    if name not in solved():
        left = hints_left(name)
        if left:
            return Message("neutral", words("model_answer.hints_first", name=name, left=left))
        if not sure:
            return Message("neutral", words("model_answer.sure", name=name))
    return _comparison(shown, function)


def _comparison(shown: ShownAnswer, function: object) -> Comparison:
    kept = f"# {language()}:"
    others = tuple(f"# {code}:" for code in LANGUAGES if code != language())
    lines = [line for line in shown.code.splitlines() if not line.lstrip().startswith(others)]
    why = shown.why[language()]
    if shown.one_of_many:
        why = f"{why}{'' if language() == 'ja' else ' '}{words('model_answer.one_of_many')}"
    return Comparison([line.replace(kept, "#") for line in lines], _own_lines(function), why)


def _own_lines(function: object) -> list[str]:
    """Return the lines of the learner's function; none where they can't be read, or hold only the blank."""
    try:
        lines = textwrap.dedent(inspect.getsource(function)).rstrip().splitlines()  # type: ignore[arg-type]
    except (OSError, TypeError, IndentationError):
        return []
    written = [line for line in map(_bare, lines[1:]) if line]
    return [] if written == ["return..."] else lines


def _listing(title: str, lines: list[str], others: list[str]) -> str:
    known = {_bare(line) for line in others[1:]} - {""}
    rows = []
    for line in lines:
        equal = _bare(line) in known
        sign = f"<span style='opacity:0.8'>{EQUAL if equal else ' '} </span>" if others else ""
        rows.append(sign + html.escape(line))
    text, name = "\n".join(rows), html.escape(title)
    # Long lines can be scrolled to, by keyboard too.
    return (
        f"<div style='flex:1 1 20em;min-width:0'><b>{name}</b><pre tabindex='0' role='group' aria-label='{name}' "
        f"style='overflow-x:auto;margin:0.2em 0'>{text}</pre></div>"
    )


def _bare(line: str) -> str:
    """Return a line without its comment and without blanks: what makes it another line is what it does."""
    return re.sub(r"\s+", "", line.split("#")[0])
