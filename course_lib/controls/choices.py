"""A question with its choices as radio buttons, named by the question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets


class Choices(anywidget.AnyWidget):
    """A question and a radio button for each choice: Tab moves among them, the space bar chooses.

    The radio buttons of ipywidgets form no group that those who hear the page would find under its question.

    Attributes:
        question: what is asked.
        options: what can be chosen.
        value: the number of the choice, from 1, and None before any.
        disabled: whether the choice stands.
    """

    _esm = Path(__file__).with_name("choices.js")
    question = traitlets.Unicode().tag(sync=True)
    options: Any = traitlets.List(traitlets.Unicode()).tag(sync=True)
    value: Any = traitlets.Int(None, allow_none=True).tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
