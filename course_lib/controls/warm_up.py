"""A warm-up: three questions on earlier chapters and on own mistakes, one after another, to be skipped by one key."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import ipywidgets as widgets

from course_lib.controls.choices import Choices
from course_lib.controls.control import button, spoken
from course_lib.controls.quiz import as_text, room_for
from course_lib.exercises.progress import Asked, record_asked
from course_lib.warmups.asking import questions_of
from course_lib.warmups.idea import Question
from course_lib.warmups.schedule import History, own_history
from course_lib.words.catalogue import to_html, words
from course_lib.words.message import Message

Widget = Any  # ipywidgets has no types

PRINTED = date(2026, 6, 23)
"""The day whose questions a page without Python shows, whoever makes it and when: one on which they are varied."""


class WarmUp:
    """One line that opens three questions; the first answer to each is kept with the learner's progress.

    Attributes:
        questions: what is asked.
        answers: for each question its choices; ``answers[0].value`` is the number of the chosen one, None before any.
        feedback: the widget that says what there is to say of the answer, read aloud by screen readers.
        state: the widget that says how far one is, read aloud too.
        start: the button that opens the questions, and skips what is left of them.
        go_on: the button that leads to the next question.
        widget: all of it.
    """

    def __init__(self, chapter: str, day: date | None = None) -> None:
        """Ask what is due before a chapter.

        Args:
            chapter: its number, ``"04"``.
            day: today, where the computer's clock is not to be asked.

        Raises:
            ValueError: if no chapter comes before this one.
        """
        self.chapter, self.day = chapter, day or date.today()
        self.questions = questions_of(chapter, self.day, own_history())
        self._right: list[bool] = []
        self.answers = [self._choices(question) for question in self.questions]
        self.feedback = widgets.HTML(spoken(""), layout={"max_width": "900px", "grid_area": "1 / 1"})
        self.state = widgets.HTML(spoken(""))
        self.start = button(words("warm_up.start"), self.open_or_skip)
        self.go_on = button(words("warm_up.next"), self._next)
        # Each lies on the others, and all are there from the beginning: nothing jumps from one question to the next.
        asked = widgets.Box(self.answers, layout={"display": "grid", "max_width": "900px"})
        said = widgets.Box([self._room(), self.feedback], layout={"display": "grid", "max_width": "900px"})
        self._opened = [asked, said, self.go_on]
        self.go_on.layout.align_self = "flex-start"
        line = widgets.HTML(f"<div>{_invitation()}</div>", layout={"max_width": "900px"})
        self._row = widgets.HBox([self.start, self.state], layout={"flex_flow": "row wrap"})
        self._closed = [line, self._row]
        self.widget = widgets.VBox(self._closed)
        self.widget.add_class("gradient-course-warm-up")

    @property
    def is_open(self) -> bool:
        """Whether questions are shown."""
        return len(self.widget.children) > len(self._closed)

    def open_or_skip(self) -> None:
        """Open the questions where the first that is not answered stands; or, if they are open, close them."""
        if self.is_open:
            self.skip()
        else:
            self.start.description = words("warm_up.skip")
            self.widget.children = [*self._closed, *self._opened]
            self._show(len(self._right))

    def skip(self) -> None:
        """Close the questions; those that are left are asked another time."""
        if len(self._right) == len(self.questions):
            return self._finish()
        self.widget.children = self._closed
        self.start.description = words("warm_up.start")
        self.state.value = spoken(words("warm_up.skipped"))
        self.start.focus()

    def _next(self) -> None:
        if len(self._right) < len(self.questions):
            self._show(len(self._right))
        else:
            self._finish()

    def _finish(self) -> None:
        done = words("warm_up.done", right=sum(self._right), questions=len(self.questions))
        self.state.value = spoken(f"🎉 {html.escape(done)}")
        for used in (self.start, self.go_on):
            used.layout.visibility = "hidden"
        self._row.children = [self.state, self.start]
        self.answers[-1].send("focus")  # the button that had it is gone

    def _show(self, place: int) -> None:
        for number, answer in enumerate(self.answers):
            answer.layout.visibility = "visible" if number == place else "hidden"
        self.state.value = spoken(words("warm_up.state", number=place + 1, questions=len(self.questions)))
        self.feedback.value = spoken("")
        self.go_on.layout.visibility = "hidden"
        last = place == len(self.questions) - 1
        self.go_on.description = words("warm_up.finish" if last else "warm_up.next")
        self.answers[place].send("focus")

    def _choices(self, question: Question) -> Choices:
        choices = Choices(question=question.text, options=question.options)
        choices.layout.grid_area = "1 / 1"
        choices.observe(lambda change: self._chosen(question, change["new"]), "value")
        choices.on_msg(lambda widget, content, buffers: self.skip() if content == "escape" and self.is_open else None)
        return choices

    def _chosen(self, question: Question, number: int | None) -> None:
        if number is None:
            return
        self.feedback.value = spoken(_feedback(question, number)._repr_html_())
        if self.questions.index(question) == len(self._right):  # the first answer counts
            self._right.append(number == question.right)
            record_asked(question.idea, Asked(self.day, number == question.right))
            self.go_on.layout.visibility = "visible"

    def _room(self) -> Widget:
        """Return an invisible widget as high as the highest feedback."""
        said = [_feedback(one, number) for one in self.questions for number in range(1, len(one.options) + 1)]
        return room_for(said)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Offer the live warm-up, and for readers without a kernel questions with their answers folded."""
        still = {"text/html": _still(self.chapter), "text/plain": repr(self)}
        return {**self.widget._repr_mimebundle_(**kwargs), **still}, {}

    def __repr__(self) -> str:
        return "\n\n".join(as_text(one.text, one.options) for one in _printed(self.chapter))


def _feedback(question: Question, number: int) -> Message:
    return Message("right" if number == question.right else "wrong", question.why[number - 1])


def _invitation() -> str:
    return f"<b>{html.escape(words('warm_up.title'))}</b> {html.escape(words('warm_up.why'))}"


def _printed(chapter: str) -> list[Question]:
    """Return the questions for a page without Python, which knows no learner and no date."""
    return questions_of(chapter, PRINTED, History())


def _still(chapter: str) -> str:
    """Return the warm-up of a page without Python: questions, each with its answer folded, in one fold."""
    parts = []
    for question in _printed(chapter):
        options = "".join(f"<li>{html.escape(option)}</li>" for option in question.options)
        right = html.escape(question.options[question.right - 1])
        why = to_html(question.why[question.right - 1])
        answer = f"<details><summary>{html.escape(words('warm_up.answer'))}</summary><b>{right}</b> {why}</details>"
        parts.append(f"<p><b>{html.escape(question.text)}</b></p><ol>{options}</ol>{answer}")
    summary = html.escape(words("warm_up.questions", questions=len(parts)))
    return f"<div>{_invitation()}<details><summary>{summary}</summary>{''.join(parts)}</details></div>"
