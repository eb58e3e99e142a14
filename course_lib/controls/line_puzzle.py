"""Lines to put in order: ``puzzle(my_function)`` in a notebook, for those who can't yet write them from nothing."""

from __future__ import annotations

import html
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from course_lib.controls.control import button, spoken
from course_lib.exercises.checking import NOTEBOOK_SEED, exercise_name, no_exercise
from course_lib.exercises.judging import sentence
from course_lib.exercises.ordering import Order, first_misplaced, judge_order, right_orders, why_misplaced
from course_lib.exercises.progress import ordered, record_ordered
from course_lib.exercises.puzzle import Puzzle
from course_lib.exercises.sheet import Cases, Exercise
from course_lib.exercises.sheets import find_exercise
from course_lib.exercises.shown_answers import gives_puzzles, puzzle_for
from course_lib.words.catalogue import words
from course_lib.words.language import language
from course_lib.words.message import Message

LABELS = ("take", "out", "up", "down", "help", "empty", "nothing_left")
WITH_PLACES = ("indented", "place_used", "moved", "moved_out")  # the page puts in what stands in their places


class MovableLines(anywidget.AnyWidget):
    """Lines of code in two lists, those used and those left: one line is chosen, buttons or keys move it.

    Attributes:
        head: the line above those used, which stays.
        lines: all lines.
        used: those that are used, by their number from 0, in order.
        texts: what the buttons and lists are called.
    """

    _esm = Path(__file__).with_name("movable_lines.js")
    head = traitlets.Unicode().tag(sync=True)
    lines: Any = traitlets.List(traitlets.Unicode()).tag(sync=True)
    used: Any = traitlets.List(traitlets.Int()).tag(sync=True)
    texts: Any = traitlets.Dict().tag(sync=True)


class LinePuzzle:
    """The lines of an exercise's answer, shuffled, to be put in order and tried.

    Attributes:
        lines: the lines; ``lines.used`` are the numbers of those that are used, in order.
        run: the button that tries them.
        feedback: the widget that says what came of it, read aloud by screen readers.
        widget: all of it.
    """

    def __init__(self, exercise: Exercise, puzzle: Puzzle) -> None:
        """Ask for the order of a puzzle's lines."""
        self.exercise, self.puzzle = exercise, puzzle
        later = {place: f"{{{place}}}" for place in ("line", "number", "depth")}
        texts = {name: words(f"line_puzzle.{name}") for name in LABELS}
        texts |= {name: words(f"line_puzzle.{name}", **later) for name in WITH_PLACES}
        texts["used"] = words("line_puzzle.used", count=puzzle.count)
        texts["left"] = words("line_puzzle.left" if puzzle.traps else "line_puzzle.left_all")
        self.lines = MovableLines(head=puzzle.head, lines=list(puzzle.lines), used=[], texts=texts)
        self.run = button(words("line_puzzle.run"), self.try_order)
        self.run.layout.align_self = "flex-start"  # not as wide as the page
        # Room for the longest, four lines: what lies below does not jump.
        self.feedback = widgets.HTML(spoken(""), layout={"max_width": "900px", "min_height": "104px"})
        if exercise.name in ordered():
            self.feedback.value = spoken(html.escape(words("line_puzzle.done_before")))
        self.widget = widgets.VBox([self.lines, self.run, self.feedback])
        self.widget.add_class("gradient-course-puzzle")

    @cached_property
    def cases(self) -> Cases:
        """The inputs on which an order is tried: those of the notebook's check."""
        return self.exercise.cases(NOTEBOOK_SEED)

    @cached_property
    def orders(self) -> set[Order]:
        """All right orders."""
        return right_orders(self.exercise, self.cases, self.puzzle)

    def try_order(self) -> None:
        """Say what is right or wrong about the lines as they stand."""
        order = tuple(self.puzzle.lines[number] for number in self.lines.used)
        message = self.verdict(order)
        if message.tone == "right":
            record_ordered(self.exercise.name)
        self.feedback.value = spoken(message._repr_html_())

    def verdict(self, order: Order) -> Message:
        """Return what is to be said of an order: that it is right, which mistake it is, or which line can't stand."""
        if not order:
            return Message("neutral", words("line_puzzle.nothing"))
        if len(order) == self.puzzle.count:
            try:
                verdict = judge_order(self.exercise, self.cases, self.puzzle, order)
            except SyntaxError:
                pass  # what a line stands on, or below, is told below
            else:
                if verdict.outcome == "right":
                    return Message("right", words("line_puzzle.done", name=self.exercise.name))
                if verdict.mistake in {mistake.name for mistake in self.exercise.mistakes}:
                    return Message("wrong", sentence(verdict, self.exercise))
        place = first_misplaced(self.orders, order)
        if place is None:
            return Message("neutral", words("line_puzzle.so_far", missing=self.puzzle.count - len(order)))
        return Message("wrong", self._misplaced(order, place))

    def _misplaced(self, order: Order, place: int) -> str:
        reason, too_early = why_misplaced(self.puzzle, order, place)
        told = {"number": place + 1, "line": order[place].strip()}
        trap = self.puzzle.traps.get(order[place])
        if reason in ("first", "other") and trap:
            mistake = next(one for one in self.exercise.mistakes if one.name == trap)
            return words("line_puzzle.trap", **told, mistake=mistake.feedback[language()])
        return words(f"line_puzzle.{reason}", **told, name=too_early)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Offer the live puzzle, and for readers without a kernel its lines."""
        still = f"<pre>{html.escape(repr(self))}</pre><i>{html.escape(words('line_puzzle.still'))}</i>"
        return {**self.widget._repr_mimebundle_(**kwargs), "text/html": still, "text/plain": repr(self)}, {}

    def __repr__(self) -> str:
        return "\n".join([words("line_puzzle.used", count=self.puzzle.count), self.puzzle.head, "", *self.puzzle.lines])


def puzzle(function: Callable[..., Any] | None = None) -> LinePuzzle | Message:
    """Show the lines of an exercise's answer, shuffled, to be put in order; there are lines that don't belong.

    Args:
        function: your function, finished or not, under the name it has in the sheet.
    """
    name = exercise_name(function, sys._getframe(1))
    found = find_exercise(name)
    if found is None:
        return no_exercise(name)
    lines = puzzle_for(name)
    if lines is None:
        there = gives_puzzles(found[0])
        return Message("neutral", words("line_puzzle.no_puzzle" if there else "line_puzzle.later", name=name))
    return LinePuzzle(found[1], lines)
