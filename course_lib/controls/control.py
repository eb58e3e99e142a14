"""The base of all controls: sliders above, one picture that follows them, one sentence that says what it shows."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

import ipywidgets as widgets

from course_lib.controls.sharing import Sharing
from course_lib.controls.shown_sliders import ShownLogSlider, ShownSlider, SpokenLogSlider, WholeSlider, with_number
from course_lib.controls.sound import Sound
from course_lib.controls.stage import Stage
from course_lib.controls.state_code import CodeError, read_code, read_numbers, set_widget, write_code
from course_lib.plots.picture import Picture

Widget = Any  # ipywidgets has no types
Shown = TypeVar("Shown", bound=Picture)

Outcome = tuple[int, dict[str, Any]]
"""What happens where a chapter asks for a prediction, found by running the control's mathematics.

The number of the choice that comes true, from 1, in the order of the catalogue of words, and what was measured, for the
sentence there.
"""


def spoken(markup: str) -> str:
    """Return markup that screen readers read aloud whenever it changes."""
    return f"<div aria-live='polite'>{markup}</div>"


class Control(Generic[Shown]):
    """A picture with sliders.

    A subclass makes its picture and its sliders, keeps the sliders as attributes (so that a test, or a curious
    learner, can write ``control.learning_rate.value = 0.1``), and calls `follow` at the end of ``__init__``. Its
    method `update` reads the sliders and calls ``self.picture.show(...)``.

    The picture's background stays in the browser; a move sends what moves, as numbers. Nothing flickers, and no Output
    widget is needed. There is no backlog either: while the kernel is busy with one slider event the browser holds
    back the next ones and then sends the newest only.

    Attributes:
        picture: what is shown.
        lines: how many lines the longest sentence takes: so much room is kept for it, and nothing jumps.
        remembered: what makes the picture beside the inputs: the names of attributes that hold a number or a list of
            numbers, each with the least and the greatest that it can be.
        stage: the widget that shows it, and says in a sentence what it shows; screen readers read it when it rests.
        widget: all of it.
    """

    picture: Shown
    lines = 2
    remembered: tuple[tuple[str, float, float], ...] = ()
    _waiting = False

    def update(self) -> None:
        """Read the sliders and make the picture show what they say."""
        raise NotImplementedError

    def error(self) -> float:
        """Return the error of what is shown, so that it can be heard; a control that has one says it."""
        raise NotImplementedError

    def follow(self, *rows: list[Widget], below: list[Widget] | None = None) -> None:
        """Lay out the control and let the picture follow its sliders.

        Args:
            *rows: widgets above the picture, row by row; each one that has a value is followed.
            below: widgets below the picture.
        """
        self.stage = Stage(lines=self.lines)
        self.sharing = Sharing(self)
        self._followed = [w for row in (*rows, below or []) for w in row if not isinstance(w, widgets.HTML)]
        parts = [[part for widget in row for part in with_number(widget)] for row in rows]
        lines = [widgets.HBox(row, layout={"flex_flow": "row wrap"}) for row in parts]
        self.sound = [Sound(self)] if type(self).error is not Control.error else []
        self.widget = widgets.VBox([*lines, self.stage, *(below or []), *self.sound, self.sharing])
        self.widget.add_class("gradient-course-control")
        for row in (*rows, below or []):
            for widget in row:
                # Buttons and labels have no value to follow.
                if widget.has_trait("value") and not isinstance(widget, widgets.HTML):
                    widget.observe(self._changed, "value")
        self.refresh()

    def refresh(self) -> None:
        """Show what the sliders say now."""
        self.update()
        self.stage.show(self.picture)

    def inputs(self) -> dict[str, Widget]:
        """Return the widgets that can be turned, by the names of the attributes that hold them."""
        named = {}
        for name, held in vars(self).items():
            if name.startswith("_"):
                continue
            several = held.items() if isinstance(held, dict) else enumerate(held, 1) if isinstance(held, list) else ()
            named.update({id(widget): f"{name}{number}" for number, widget in several} | {id(held): name})
        return {named[id(widget)]: widget for widget in self._followed if widget.has_trait("value")}

    def code(self) -> str:
        """Return what the control shows now as a short text, for `show_code` of the same control somewhere else."""
        return write_code(self._name(), self.inputs(), {name: getattr(self, name) for name, _, _ in self.remembered})

    def show_code(self, code: str) -> None:
        """Show what a code says.

        Raises:
            CodeError: if it is no code, or that of another control, or says what can't be; all stays as it is then.
        """
        expected = [*self.inputs(), *(name for name, _, _ in self.remembered)]
        wanted, before = (read_code(text, self._name(), expected) for text in (code, self.code()))
        with self.draw_once():
            try:
                self._set(wanted)
            except CodeError:
                self._set(before)
                raise

    def _set(self, values: dict[str, str]) -> None:
        for name, widget in self.inputs().items():
            set_widget(name, widget, values[name])
            if hasattr(widget, "options"):
                self.update()  # how far the next slider reaches may depend on what was chosen
        for name, low, high in self.remembered:
            setattr(self, name, read_numbers(name, values[name], getattr(self, name), low, high))

    def _name(self) -> str:
        return type(self).__name__.removesuffix("Control")

    def frames(self, **values: Sequence[Any]) -> dict[str, Any]:
        """Return the control's states as data, for pages without Python: ``stage.js`` shows them with ``play``.

        Args:
            **values: an attribute that holds an input, such as ``learning_rate``, with the values that it takes, one a
                frame; of several inputs the first values make the first frame, and so on.

        Returns:
            ``background``, ``width``, ``height`` and ``lines`` as the stage has them, and ``frames``, a list of
            ``drawing`` and ``alt``. The inputs stand afterwards where they stood before.

        Raises:
            ValueError: if the states don't have one background in common.
        """
        inputs = {name: getattr(self, name) for name in values}
        before = {name: widget.value for name, widget in inputs.items()}
        frames, pictures = [], {self.picture: None}
        with self.drawing_later():
            for state in [*zip(*values.values(), strict=True), tuple(before.values())]:
                for widget, value in zip(inputs.values(), state, strict=True):
                    widget.value = value
                self.update()
                pictures[self.picture] = None
                frames.append({"drawing": self.picture.drawing(), "alt": self.picture.alt})
        if len(pictures) > 1:
            raise ValueError("These states need more than one background: store them apart.")
        still = base64.b64encode(self.picture.background()).decode()
        width, height = self.picture.size
        still_parts = {"background": f"data:image/png;base64,{still}", "width": width, "height": height}
        return {**still_parts, "lines": self.lines, "frames": frames[:-1]}

    @contextmanager
    def draw_once(self) -> Iterator[None]:
        """Within this block sliders may be changed together; the picture is drawn once, at its end."""
        try:
            with self.drawing_later():
                yield
        finally:
            self.refresh()

    @contextmanager
    def drawing_later(self) -> Iterator[None]:
        """Within this block sliders may be changed without the picture being drawn: somebody else will do it."""
        was_waiting, self._waiting = self._waiting, True
        try:
            yield
        finally:
            self._waiting = was_waiting

    def _changed(self, change: object) -> None:
        if not self._waiting:
            self.refresh()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Offer the live control, and for readers without a kernel its picture."""
        still, about = self.picture._repr_mimebundle_()
        return {**self.widget._repr_mimebundle_(**kwargs), **still}, about


def slider(
    label: str, low: float, high: float, value: float, step: float = 0.01, form: str = ".2f", width: str = "420px"
) -> Widget:
    """Return a slider of real numbers; its value is the number that is shown.

    Args:
        label: what it sets, in the reader's language.
        low: smallest value.
        high: largest value.
        value: first value.
        step: distance of neighbouring values.
        form: how the value is written, in Python's format language.
        width: width of the whole, in CSS units.
    """
    return ShownSlider(
        value, min=low, max=high, step=step, description=label, readout_format=form, **_shape(width)
    )


def log_slider(
    label: str,
    low: float,
    high: float,
    value: float,
    steps_per_decade: int = 20,
    form: str = ".3g",
    width: str = "420px",
    tiny: bool = False,
) -> Widget:
    """Return a slider whose value is multiplied, not increased, by each step: for rates and small distances.

    Args:
        label: what it sets, in the reader's language.
        low: smallest power of ten, for instance -3 for 0.001.
        high: largest power of ten.
        value: first value itself.
        steps_per_decade: how many steps lie between 0.01 and 0.1.
        form: how the value is written; neighbouring values must differ in it.
        width: width of the whole, in CSS units.
        tiny: whether values below a millionth occur, which no short form writes as people read them.
    """
    kind = SpokenLogSlider if tiny else ShownLogSlider
    return kind(
        value, min=low, max=high, step=1 / steps_per_decade, description=label, readout_format=form, **_shape(width)
    )


def whole_slider(label: str, low: int, high: int, value: int, width: str = "420px", step: int = 1) -> Widget:
    """Return a slider of whole numbers ``step`` apart; a number typed between two of them becomes the nearer one."""
    return WholeSlider(value, min=low, max=high, step=step, description=label, **_shape(width))


def named_slider(label: str, options: Sequence[Any], value: Any, width: str = "420px") -> Widget:
    """Return a slider that chooses one of some values; nothing else can be typed beside it."""
    made = widgets.SelectionSlider(options=options, value=value, description=label, **_shape(width))
    made.add_class("gradient-course-names")
    return made


def choice(label: str, options: list[tuple[str, Any]], value: Any, width: str = "420px") -> Widget:
    """Return a drop-down list of (text, value) pairs."""
    return widgets.Dropdown(options=options, value=value, description=label, **_shape(width))


def button(label: str, action: Callable[[], None]) -> Widget:
    """Return a button that calls ``action`` when it is pressed."""
    made = widgets.Button(description=label, layout={"width": "auto"})
    made.on_click(lambda _: action())
    return made


def _shape(width: str) -> dict[str, Any]:
    # The label takes the room it needs: Japanese and English labels differ in length, and none may be cut off.
    # What stands in a row has a margin of 2 pixels on either side.
    return {"layout": {"width": width, "max_width": "calc(100% - 4px)"}, "style": {"description_width": "initial"}}
