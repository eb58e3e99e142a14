"""Predict first: a control opens when its reader has said what will happen, and what happens stands beside it."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from course_lib.controls.choices import Choices
from course_lib.controls.control import Control, Outcome, button, spoken
from course_lib.controls.quiz import as_text, still_question
from course_lib.exercises.progress import Predicted, predictions, record_prediction
from course_lib.words.catalogue import word_list, words
from course_lib.words.message import Message


class Prediction:
    """A question with choices before a control; the control opens after a choice, or at the press of a button.

    A choice can be changed until the reader has compared it with what happened; from then on it stands. It is kept
    with the learner's progress, and the control is open at once when the question is opened again.

    Attributes:
        control: what opens.
        answer: the question and its choices; ``answer.value`` is the number of the prediction, from 1, None before any.
        skip: the button that opens the control without a prediction.
        compare: the button that shows what happened.
        happened: the widget that says so, read aloud by screen readers.
        widget: all of it.
    """

    def __init__(self, name: str, control: Control[Any], look_first: bool = False) -> None:
        """Ask a question of the catalogue of words.

        Args:
            name: its table there, such as ``"chapter04.predict_rate"``, with ``question``, ``options`` and
                ``happened``, a sentence with places for what was measured. The control has a method
                called like the table, which finds the right choice.
            control: what the prediction is about.
            look_first: show the control's picture with the question, where the eye is to judge.

        Raises:
            KeyError: if the catalogue has no such table.
            AttributeError: if the control has no such method.
        """
        self.name, self.control = name, control
        self.question, self.options = words(f"{name}.question"), word_list(f"{name}.options")
        self._find_out: Callable[[], Outcome] = getattr(control, name.partition(".")[2])
        self.answer = Choices(question=self.question, options=self.options)
        self.skip = button(words("prediction.skip"), self.open)
        self.skip.add_class("gradient-course-skip")
        self.skip.layout.align_self = "flex-start"  # not as wide as the page
        self.compare = button(words("prediction.compare"), self.show_what_happened)
        self._predicted = widgets.HTML(spoken(""), layout={"max_width": "700px"})
        # Room for the longest, four lines: what lies below does not jump.
        self.happened = widgets.HTML(spoken(""), layout={"max_width": "900px", "min_height": "104px"})
        self._question = [self.answer, self.skip]
        self.widget = widgets.VBox([*self._question, *([control.stage] if look_first else [])])
        self.widget.add_class("gradient-course-prediction")
        before = predictions().get(name)
        if before and before.chosen in range(1, len(self.options) + 1):
            self.answer.value = before.chosen
            self.open()
            if before.happened is not None:
                self.show_what_happened()
        self.answer.observe(self._chosen, "value")

    def open(self) -> None:
        """Show the control, and below it what was predicted, if anything was."""
        # Invisible, not gone: nothing above the control moves.
        self.skip.layout.visibility = "hidden"
        below = []
        if self.answer.value is not None:
            said = html.escape(words("prediction.predicted", prediction=self.options[self.answer.value - 1]))
            self._predicted.value = spoken(said)
            below = [widgets.HBox([self._predicted, self.compare], layout={"flex_flow": "row wrap"}), self.happened]
        self.widget.children = [*self._question, self.control.widget, *below]

    def show_what_happened(self) -> None:
        """Find out what happens, say whether it was predicted, and keep both."""
        number, measured = self._find_out()
        chosen = self.answer.value
        record_prediction(self.name, Predicted(chosen, number))
        self.answer.disabled = True
        came = "as_predicted" if chosen == number else "otherwise"
        found = words(f"{self.name}.happened", **measured)
        said = words(f"prediction.{came}", choice=self.options[number - 1], happened=found)
        # To have predicted something else is no mistake.
        self.happened.value = spoken(Message("right" if chosen == number else "neutral", said)._repr_html_())

    def _chosen(self, change: object) -> None:
        if self.answer.value is not None:
            record_prediction(self.name, Predicted(self.answer.value))
            self.open()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Offer the live question, and for readers without a kernel its text with the control's picture."""
        still, metadata = self.control._repr_mimebundle_(**kwargs)
        question = still_question(self.question, self.options, words("prediction.run_to_predict"))
        picture = self.control.picture._repr_mimebundle_()[0]["text/html"]
        live = self.widget._repr_mimebundle_(**kwargs)
        return {**still, **live, "text/html": question + picture, "text/plain": repr(self)}, metadata

    def __repr__(self) -> str:
        return f"{as_text(self.question, self.options)}\n{self.control.picture.alt}"


def predict(name: str, control: Control[Any], look_first: bool = False) -> Prediction:
    """Ask for a prediction before a control; see `Prediction`."""
    return Prediction(name, control, look_first)
