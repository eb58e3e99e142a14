"""Sliders whose value is the number that is shown: nothing is computed with digits that nobody sees."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
from traitlets import validate

from course_lib.words.numbers import spoken

Widget = Any  # ipywidgets has no types


class _Shown:
    """Rounds the value of a slider of real numbers to the digits beside it, also where a number was typed."""

    readout_format: str
    _property_lock: dict[str, Any]

    @validate("value")
    def _validate_value(self, proposal: dict[str, Any]) -> float:
        within: float = super()._validate_value(proposal)  # type: ignore[misc]
        return self._as_shown(within)

    def _as_shown(self, value: float) -> float:
        return float(format(value, self.readout_format))

    def _should_send_property(self, key: str, value: Any) -> bool:
        # The browser, which has just sent it, shows the same: sent back late, it would pull the slider from the hand.
        if key == "value" and key in self._property_lock and self._as_shown(self._property_lock[key]) == value:
            return False
        asked: bool = super()._should_send_property(key, value)  # type: ignore[misc]
        return asked


class ShownSlider(_Shown, widgets.FloatSlider):  # type: ignore[misc]  # ipywidgets has no types
    """A slider of real numbers."""


class ShownLogSlider(_Shown, widgets.FloatLogSlider):  # type: ignore[misc]
    """A slider whose value is multiplied by each step."""


class SpokenLogSlider(ShownLogSlider):
    """A slider of tiny or huge numbers, written beside it as people read them, and not as a power of ten.

    Attributes:
        number: the widget that shows it, to be placed after the slider; it can't be typed.
    """

    def __init__(self, *values: Any, **settings: Any) -> None:
        """Make the slider as `ipywidgets.FloatLogSlider` does, and the number beside it."""
        super().__init__(*values, readout=False, **settings)
        self.add_class("gradient-course-spoken")  # stage.js reads the number aloud from beside it
        self.number = widgets.Label(layout={"min_width": "260px"})
        self._write()
        self.observe(self._write, "value")

    def _write(self, change: object = None) -> None:
        self.number.value = spoken(self.value)


class WholeSlider(widgets.IntSlider):  # type: ignore[misc]
    """A slider of whole numbers; one typed between two steps becomes the nearer one."""

    @validate("value")
    def _validate_value(self, proposal: dict[str, Any]) -> int:
        within: int = super()._validate_value(proposal)
        return int(self.min + round((within - self.min) / self.step) * self.step)


def with_number(widget: Widget) -> list[Widget]:
    """Return a widget and, where it is kept apart, the number that belongs beside it."""
    return [widget, widget.number] if isinstance(widget, SpokenLogSlider) else [widget]
