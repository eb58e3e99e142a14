"""Real TensorBoard inside the notebook, at the press of a button."""

from __future__ import annotations

import base64
import html
import os
import sys
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from course_lib.controls.control import button, spoken
from course_lib.monitor.tensorboard_server import TensorBoardServer
from course_lib.words.catalogue import words

HEIGHT = 700
PICTURE = Path(__file__).with_name("tensorboard.webp")


class TensorBoardView:
    """A button that starts TensorBoard on a folder of event files and shows it in a frame.

    Nothing runs before the button is pressed. It listens to this machine alone, and ends with the notebook's kernel.
    In the browser edition, where no other program can be started, and where the notebook runs on another machine than
    the reader's browser, a sentence says so and a picture shows TensorBoard.

    Attributes:
        server: the running TensorBoard, or None.
        widget: all of it.
    """

    def __init__(self, folder: Path | str) -> None:
        """Make the buttons.

        Args:
            folder: holds event files, or a folder of them for each run.
        """
        self.folder = folder
        self.closed = words("tensorboard_view.closed")
        self.server: TensorBoardServer | None = None
        if hindrance := _hindrance():
            self.closed = words(f"tensorboard_view.{hindrance}")
            self.widget = widgets.HTML(f"<p>{html.escape(self.closed)}</p>{_picture()}")
            return
        self.open_button = button(words("tensorboard_view.open"), self.open)
        self.close_button = button(words("tensorboard_view.close"), self.close)
        self.state = widgets.HTML(spoken(html.escape(self.closed)), layout={"max_width": "900px"})
        self.frame = widgets.HTML()  # as wide as the page
        buttons = widgets.HBox([self.open_button, self.close_button], layout={"flex_flow": "row wrap"})
        self.widget = widgets.VBox([buttons, self.state, self.frame])

    def open(self) -> None:
        """Start TensorBoard and show it; where that can't be done, say why."""
        self.close()
        try:
            self.server = TensorBoardServer(self.folder)
        except (RuntimeError, OSError) as problem:
            self.state.value = spoken(html.escape(words("tensorboard_view.failed", why=str(problem))))
            return
        address = html.escape(self.server.address)
        self.state.value = spoken(html.escape(words("tensorboard_view.opened", address=self.server.address)))
        self.frame.value = (
            f"<iframe src='{address}' title='TensorBoard' style='width:100%;height:{HEIGHT}px;border:1px solid #999'>"
            "</iframe>"
        )

    def close(self) -> None:
        """Stop TensorBoard."""
        if self.server is not None:
            self.server.stop()
            self.server = None
        self.frame.value = ""
        self.state.value = spoken(html.escape(self.closed))

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the live buttons, and for readers without a kernel a sentence."""
        return {**self.widget._repr_mimebundle_(**kwargs), "text/plain": self.closed}


def _hindrance() -> str:
    """Return the name of the words that say why TensorBoard can't be shown here; nothing where it can."""
    if sys.platform == "emscripten":
        return "in_browser"
    # A JupyterHub, which Binder is too, tells its notebooks where they stand in it.
    return "elsewhere" if "google.colab" in sys.modules or "JUPYTERHUB_SERVICE_PREFIX" in os.environ else ""


def _picture() -> str:
    """Return what TensorBoard shows of such records, as a picture with its words."""
    packed = base64.b64encode(PICTURE.read_bytes()).decode()
    alt = html.escape(words("tensorboard_view.alt"))
    return f"<img alt='{alt}' src='data:image/webp;base64,{packed}' style='max-width:100%'>"
