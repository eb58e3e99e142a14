"""The stage of a control: the browser keeps a picture's background and moves what moves, from numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_lib.plots.picture import Picture
from course_lib.words.catalogue import words


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
        tables_title: opens the tables of the picture's numbers; empty where it has none.
        lines: room kept for these words, in lines where the picture is 800 pixels wide.
    """

    _esm = Path(__file__).with_name("stage.js")
    background = traitlets.Bytes().tag(sync=True)
    width = traitlets.Int().tag(sync=True)
    height = traitlets.Int().tag(sync=True)
    drawing: Any = traitlets.List().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    lines = traitlets.Int(2).tag(sync=True)

    tables_title = traitlets.Unicode().tag(sync=True)

    _shown: Picture | None = None

    def __init__(self, **values: Any) -> None:
        """Make a stage that shows nothing yet."""
        super().__init__(**values)
        self.on_msg(self._asked)

    def show(self, picture: Picture) -> None:
        """Show a picture as it is now."""
        with self.hold_sync():  # one message
            if picture is not self._shown:
                self._shown = picture
                self.background = picture.background()
                self.width, self.height = picture.size
                self.tables_title = words("common.numbers") if picture.tables() else ""
            self.drawing = picture.drawing()
            self.alt = picture.alt

    def _asked(self, widget: object, content: object, buffers: object) -> None:
        # The browser asks while the tables are open.
        if content == "tables" and self._shown is not None:
            self.send({"tables": self._shown.tables()})
