"""The error as a sound: off at first; where it is on, its pitch follows the error while a control is moved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from course_lib.words.catalogue import words

LOWEST, HIGHEST = 1e-9, 1e9
"""The browser gets no error beyond these: what is not finite can't be sent."""


class Sound(anywidget.AnyWidget):
    """A button that turns the sound of a control's error on and off.

    Attributes:
        label: what it is called.
        is_on: whether it is on.
        error: the control's error, as it was when the sound was on last; ``sound.js`` says which pitch that is.
    """

    _esm = Path(__file__).with_name("sound.js")
    label = traitlets.Unicode().tag(sync=True)
    is_on = traitlets.Bool(False).tag(sync=True)
    error = traitlets.Float(1.0).tag(sync=True)

    def __init__(self, control: Any) -> None:
        """Make the button for a control that has an error."""
        super().__init__(label=words("sound.label"))
        self._control = control
        self.observe(self._follow, "is_on")
        control.stage.observe(self._follow, ["drawing", "alt"])

    def _follow(self, change: object) -> None:
        if self.is_on:
            self.error = float(np.clip(np.nan_to_num(self._control.error(), nan=HIGHEST), LOWEST, HIGHEST))
