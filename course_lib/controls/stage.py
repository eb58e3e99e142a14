"""The stage of a control: the browser keeps a picture's background and moves what moves, from numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_lib.plots.picture import Picture


class Stage(anywidget.AnyWidget):
    """A picture in the browser, its sentence below it.

    The background is sent once for each picture; a move sends drawing commands alone, some thousand letters
    (`course_lib.plots.drawing`). What is drawn by ``stage.js`` is also what a page without Python can show.

    Attributes:
        background: PNG of what does not move, twice as fine as the figure's pixels.
        width: of the figure, in pixels.
        height: of the figure, in pixels.
        drawing: commands for what moves.
        alt: the picture in words.
        lines: room kept for these words, in lines where the picture is 800 pixels wide.
    """

    _esm = Path(__file__).with_suffix(".js")
    background = traitlets.Bytes().tag(sync=True)
    width = traitlets.Int().tag(sync=True)
    height = traitlets.Int().tag(sync=True)
    drawing: Any = traitlets.List().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    lines = traitlets.Int(2).tag(sync=True)

    _shown: Picture | None = None

    def show(self, picture: Picture) -> None:
        """Show a picture as it is now."""
        with self.hold_sync():  # one message
            if picture is not self._shown:
                self._shown = picture
                self.background = picture.background()
                self.width, self.height = picture.size
            self.drawing = picture.drawing()
            self.alt = picture.alt
