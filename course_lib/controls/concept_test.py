"""The test before or after the course: one question at a time, no answer told; each choice is kept at once."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as widgets

from course_lib.controls.choices import Choices
from course_lib.controls.control import button, spoken
from course_lib.exercises.concept_test import FORMS, IDEAS, Form, is_finished, known_answers
from course_lib.exercises.progress import concept_choices, record_choice
from course_lib.words.catalogue import to_html, words

Widget = Any  # ipywidgets has no types

AS_HIGH = "grid-area:1/1;line-height:1.7"
"""Where and how questions are set, one upon the other, to keep room for the highest."""


class ConceptTest:
    """The questions of one form, one after the other; whoever breaks off goes on where they were.

    Attributes:
        form: ``"before"`` or ``"after"`` the course.
        number: of the question that is asked, from 1; 0 before the first and one more than there are after the last.
        answer: the question and its choices.
        back: the button to the question before.
        forward: the button that begins, goes on and ends; it waits for a choice.
        place: the widget that says how far one is, read aloud by screen readers.
        text: the widget that says what this is, and at the end that all is kept.
        widget: all of it.
    """

    def __init__(self, form: Form) -> None:
        """Ask the questions of a form.

        Raises:
            ValueError: if there is no such form.
        """
        if form not in FORMS:
            raise ValueError(f"The test is taken 'before' or 'after' the course, not {form!r}.")
        self.form = form
        self.answer = Choices(question="", options=[])
        self.text = widgets.HTML(self._introduction(), layout={"grid_area": "1 / 1", "max_width": "900px"})
        self.place = widgets.HTML(spoken(""), layout={"min_height": "28px"})
        self.back = button(words("concept_test.control.back"), lambda: self._go(self.number - 1))
        self.forward = button("", self._forward)
        self.answer.layout.grid_area = "1 / 1"
        self.answer.observe(self._chosen, "value")
        stack = widgets.Box([self._room(), self.text, self.answer], layout={"display": "grid", "max_width": "900px"})
        self.widget = widgets.VBox([self.place, stack, widgets.HBox([self.forward, self.back])])
        self.widget.add_class("gradient-course-concept-test")
        self._go(len(IDEAS) + 1 if is_finished(self.answers()) else 0)

    def answers(self) -> dict[str, str]:
        """Return what was chosen so far, by idea."""
        return known_answers(concept_choices().get(self.form))[0]

    def _go(self, number: int) -> None:
        """Show a question, or what stands before the first and after the last."""
        self.number = number
        asking = 1 <= number <= len(IDEAS)
        _show(self.answer, asking)
        _show(self.text, not asking)
        _show(self.back, asking and number > 1)
        _show(self.forward, number <= len(IDEAS))
        if asking:
            idea, kept = IDEAS[number - 1], self.answers()
            choices = idea.choices(self.form)
            chosen = choices.index(kept[idea.name]) + 1 if idea.name in kept else None
            options = [idea.text(self.form, choice) for choice in choices]
            self.answer.unobserve(self._chosen, "value")
            with self.answer.hold_sync():
                self.answer.question, self.answer.options, self.answer.value = idea.asked(self.form), options, chosen
            self.answer.observe(self._chosen, "value")
            self.answer.send("focus")  # whoever went on by keyboard stands at the question, not behind it
        elif number:
            self.text.value = spoken(_paragraphs(words(f"concept_test.control.done_{self.form}")))
        place = words("concept_test.control.place", number=number, all=len(IDEAS)) if asking else ""
        self.place.value = spoken(place)
        self.forward.disabled = asking and self.answer.value is None
        self.forward.description = self._label()

    def _label(self) -> str:
        first = self._first_open()
        if self.number == 0:
            return words("concept_test.control.begin" if first == 1 else "concept_test.control.go_on", number=first)
        return words("concept_test.control.finish" if self.number == len(IDEAS) else "concept_test.control.next")

    def _forward(self) -> None:
        if self.number == 0:
            self._go(self._first_open())
        elif self.answer.value is not None:
            self._go(self.number + 1)

    def _first_open(self) -> int:
        kept = self.answers()
        return next(number for number, idea in enumerate([*IDEAS, None], 1) if idea is None or idea.name not in kept)

    def _chosen(self, change: object) -> None:
        idea = IDEAS[self.number - 1]
        if self.answer.value in range(1, len(idea.choices(self.form)) + 1):
            record_choice(self.form, idea.name, idea.choices(self.form)[self.answer.value - 1])
            self.forward.disabled = False

    def _introduction(self) -> str:
        said = (words(f"concept_test.control.intro_{self.form}"), words("concept_test.control.how"))
        return _paragraphs(*said)

    def _room(self) -> Widget:
        """Return an invisible widget as high as the highest question: nothing jumps from one to the next."""
        questions = ""
        for idea in IDEAS:
            lines = [idea.asked(self.form), *(idea.text(self.form, one) for one in idea.choices(self.form))]
            divs = "".join(f"<div style='padding-left:1.5em'>{html.escape(line)}</div>" for line in lines)
            questions += f"<div style='{AS_HIGH}'>{divs}</div>"
        texts = "".join(
            f"<div style='{AS_HIGH}'>{text}</div>"
            for text in (self._introduction(), _paragraphs(words(f"concept_test.control.done_{self.form}")))
        )
        return widgets.HTML(
            f"<div aria-hidden='true' style='visibility:hidden;display:grid'>{questions}{texts}</div>",
            layout={"grid_area": "1 / 1"},
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Offer the live test, and for readers without a kernel what it is."""
        still = f"<div>{self._introduction()}<i>{html.escape(words('concept_test.control.still'))}</i></div>"
        return {**self.widget._repr_mimebundle_(**kwargs), "text/html": still, "text/plain": repr(self)}, {}

    def __repr__(self) -> str:
        said = (f"intro_{self.form}", "how", "still")
        return "\n".join(words(f"concept_test.control.{entry}").replace("**", "") for entry in said)


def _show(widget: Widget, shown: bool) -> None:
    widget.layout.visibility = "visible" if shown else "hidden"


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p style='line-height:1.7;margin:0 0 0.6em'>{to_html(text)}</p>" for text in texts)
