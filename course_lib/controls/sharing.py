"""Below every control: its code to copy, and a place for the code of somebody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_lib.controls.state_code import CodeError
from course_lib.words.catalogue import word_list, words


class Sharing(anywidget.AnyWidget):
    """A folded line with a control's code; while it is open, the code follows the control.

    Attributes:
        labels: what its parts are called, in the order in which ``sharing.js`` has them.
        is_open: whether the reader has unfolded it.
        code: what the control shows, as text; empty while it is folded.
    """

    _esm = Path(__file__).with_name("sharing.js")
    labels: Any = traitlets.List().tag(sync=True)
    is_open = traitlets.Bool(False).tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)

    def __init__(self, control: Any) -> None:
        """Make the line for a control."""
        super().__init__(labels=word_list("sharing.labels"))
        self._control = control
        self.observe(self._follow, "is_open")
        self.on_msg(self._pasted)
        control.stage.observe(self._follow, ["drawing", "alt"])

    def _follow(self, change: object) -> None:
        if self.is_open:
            self.code = self._control.code()

    def _pasted(self, widget: object, content: object, buffers: object) -> None:
        if not isinstance(content, str):
            return
        try:
            self._control.show_code(content)
            answer = words("sharing.shown")
        except CodeError as problem:
            answer = str(problem)
        self.send({"answer": answer})
