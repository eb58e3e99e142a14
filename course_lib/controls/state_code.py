"""What a control shows, as a short text that can be sent to somebody else, and back again.

``LearningRate?landscape=1&learning_rate=0.35&steps=12`` names the control, then each of its inputs with its value. It
can be read, typed, and put behind the # of an address as it is.
"""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import parse_qsl

import ipywidgets as widgets

from course_lib.words.catalogue import words

Widget = Any  # ipywidgets has no types
class CodeError(ValueError):
    """A code that can't be shown; its text says why, in the reader's language."""


def write_code(name: str, inputs: dict[str, Widget], remembered: dict[str, Any]) -> str:
    """Return the code of a control.

    Args:
        name: what the control is called.
        inputs: its widgets by name.
        remembered: what else makes its picture: numbers, or lists of numbers, by name.
    """
    parts = [f"{key}={_written(widget)}" for key, widget in inputs.items()]
    for key, value in remembered.items():
        numbers = value if isinstance(value, (list, tuple)) else [value]
        parts.append(f"{key}={'~'.join(map(shortest, numbers))}")
    return f"{name}?{'&'.join(parts)}"


def read_code(code: str, name: str, expected: list[str]) -> dict[str, str]:
    """Return the values of a code by name, as they are written.

    Args:
        code: what was pasted; blanks around it, and an address before its #, do no harm.
        name: what the control is called that is to show it.
        expected: the names of all its values.

    Raises:
        CodeError: if it is no code, or that of another control.
    """
    found, mark, rest = code.strip().rpartition("#")[2].partition("?")
    if not mark or not found.isidentifier():
        raise CodeError(words("sharing.no_code"))
    if found != name:
        raise CodeError(words("sharing.other_control", found=found, name=name))
    values = parse_qsl(rest, keep_blank_values=True)
    if [key for key, _ in values] != expected:
        raise CodeError(words("sharing.damaged"))
    return dict(values)


def set_widget(key: str, widget: Widget, text: str) -> None:
    """Give a widget the value that is written in a code.

    Raises:
        CodeError: if it can't have this value.
    """
    if hasattr(widget, "options"):
        texts = _texts(widget)
        if text not in texts:
            raise CodeError(words("sharing.no_such_choice", key=key, text=text, choices=", ".join(texts)))
        widget.index = texts.index(text)
    elif isinstance(widget, widgets.Checkbox):
        if text not in ("0", "1"):
            raise CodeError(words("sharing.no_such_choice", key=key, text=text, choices="0, 1"))
        widget.value = text == "1"
    else:
        low, high = widget.min, widget.max
        if isinstance(widget, widgets.FloatLogSlider):
            low, high = widget.base**low, widget.base**high
        widget.value = read_numbers(key, text, widget.value, low, high)


def read_numbers(key: str, text: str, like: Any, low: float, high: float) -> Any:
    """Return a number of a code, or a list of numbers.

    Args:
        key: what it is called in the code.
        text: how it is written.
        like: what stands there now: a whole number, any number, or a list of numbers.
        low: the least that it can be.
        high: the greatest that it can be.

    Raises:
        CodeError: if it is not like that.
    """
    found = [number(key, part) for part in text.split("~")] if text else []
    for value in found:
        if not low <= value <= high:
            raise CodeError(words("sharing.out_of_range", key=key, text=text, low=shortest(low), high=shortest(high)))
    if isinstance(like, list):
        return found
    if len(found) != 1:
        raise CodeError(words("sharing.no_number", key=key, text=text))
    return round(found[0]) if isinstance(like, int) else found[0]


def number(key: str, text: str) -> float:
    """Return a number of a code.

    Raises:
        CodeError: if it is none, or not finite.
    """
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise CodeError(words("sharing.no_number", key=key, text=text))
    return value


def shortest(value: float) -> str:
    """Return a number in as few digits as tell it from all others."""
    return repr(float(value)).removesuffix(".0")


def _written(widget: Widget) -> str:
    if hasattr(widget, "options"):
        return _texts(widget)[widget.index]
    return shortest(widget.value)


def _texts(widget: Widget) -> list[str]:
    """Return how the choices of a widget are written: as they are where they are plain, else by their number."""
    values = [value for _, value in widget._options_full]
    if all(isinstance(value, (str, int, float)) for value in values):
        return [str(value) for value in values]
    return [str(place) for place in range(1, len(values) + 1)]
