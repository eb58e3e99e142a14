"""A question with a choice of answers: choose one and read at once what is right, or what was overlooked, about it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

import ipywidgets as widgets

from course_lib.controls.choices import Choices
from course_lib.controls.control import spoken
from course_lib.exercises.progress import answers, record_answer
from course_lib.words.catalogue import word_list, words
from course_lib.words.message import Message, Tone

Widget = Any  # ipywidgets has no types


def still_question(question: str, options: list[str], invitation: str) -> str:
    """Return a question as HTML for readers without a kernel."""
    items = "".join(f"<li>{html.escape(option)}</li>" for option in options)
    return f"<div><b>{html.escape(question)}</b><ol>{items}</ol><i>{html.escape(invitation)}</i></div>"


def as_text(question: str, options: list[str]) -> str:
    """Return a question as text, a line for each choice."""
    return "\n".join([question, *(f"{number}. {option}" for number, option in enumerate(options, start=1))])


def room_for(messages: Iterable[Message]) -> Widget:
    """Return an invisible widget as high as the highest of some messages: nothing jumps when one of them is shown.

    It lies in the same place of a grid as what shows them, ``"1 / 1"``.
    """
    hidden = "".join(f"<div style='grid-area:1/1'>{message._repr_html_()}</div>" for message in messages)
    return widgets.HTML(
        f"<div aria-hidden='true' style='visibility:hidden;display:grid'>{hidden}</div>", layout={"grid_area": "1 / 1"}
    )


class Quiz:
    """A question, its answers as radio buttons, a sentence on the chosen.

    The answer is kept with the learner's progress, and stands there when the question is opened again.

    Attributes:
        answer: the question and its choices; ``answer.value`` is the number of the chosen one, from 1, None before any.
        feedback: the widget that says what there is to say of it, read aloud by screen readers.
        widget: all of it.
    """

    def __init__(self, name: str) -> None:
        """Ask a question of the catalogue of words.

        Args:
            name: its table there, such as ``"chapter04.quiz_rate"``, with ``question``; ``options``, the possible
                answers; ``feedback``, a sentence for each of them; and ``right``, the number of the right one from
                ``"1"``, or ``"0"`` for a prediction, which is neither right nor wrong.

        Raises:
            ValueError: if the table has not as many sentences as answers, or ``right`` is not among them.
        """
        self.name = name
        self.question = words(f"{name}.question")
        self.options = word_list(f"{name}.options")
        self._sentences = word_list(f"{name}.feedback")
        if len(self._sentences) != len(self.options):
            raise ValueError(
                f"{name} has {len(self.options)} options but {len(self._sentences)} sentences of feedback."
            )
        right = words(f"{name}.right")
        if right not in map(str, range(len(self.options) + 1)):
            raise ValueError(f"{name}.right must be from 0 to {len(self.options)}, not {right!r}.")
        self._right = int(right)
        self.answer = Choices(question=self.question, options=self.options)
        self.answer.observe(self._chosen, "value")
        self.feedback = widgets.HTML(spoken(""), layout={"max_width": "900px"})
        self.feedback.layout.grid_area = "1 / 1"
        possible = [self._feedback(number) for number in range(1, len(self.options) + 1)]
        said = widgets.Box([room_for(possible), self.feedback], layout={"display": "grid", "max_width": "900px"})
        self.widget = widgets.VBox([self.answer, said])
        self.widget.add_class("gradient-course-quiz")
        before = answers().get(name)
        if before in range(1, len(self.options) + 1):
            self.answer.value = before

    def _feedback(self, number: int) -> Message:
        tone: Tone = "neutral" if self._right == 0 else "right" if number == self._right else "wrong"
        return Message(tone, self._sentences[number - 1])

    def _chosen(self, change: object) -> None:
        number = self.answer.value
        if number is None:
            self.feedback.value = spoken("")
            return
        self.feedback.value = spoken(self._feedback(number)._repr_html_())
        record_answer(self.name, number)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Offer the live question, and for readers without a kernel its text."""
        still = still_question(self.question, self.options, words("quiz.run_to_answer"))
        return {**self.widget._repr_mimebundle_(**kwargs), "text/html": still, "text/plain": repr(self)}, {}

    def __repr__(self) -> str:
        return as_text(self.question, self.options)
