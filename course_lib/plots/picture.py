"""A picture: a figure, the parts of it that move, and what it shows in words."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PIL import Image

from course_lib.plots.drawing import Command, Recorder
from course_lib.plots.style import course_style
from course_lib.plots.tables import Table, table_of_line


class Picture:
    """A figure that can be shown in a notebook, and redrawn quickly when only some of its parts move.

    A subclass makes its axes and artists in ``__init__`` on `figure`, lists in `moving` the artists that change, and
    has a method ``show(...)`` that moves them and sets `alt`, the picture in words. A moving artist should lie within
    its axes: what lies behind it is drawn once and kept.

    Attributes:
        figure: the matplotlib figure; it has its own canvas and needs no display.
        moving: artists that change.
        alt: what the picture shows, in words computed from the data, for those who don't see it.
    """

    def __init__(self, width: float = 9.0, height: float = 4.0) -> None:
        """Make an empty figure of so many inches, 100 pixels each."""
        with course_style():
            self.figure = Figure(figsize=(width, height), layout="constrained")
            self._canvas = FigureCanvasAgg(self.figure)
        self.moving: list[Artist] = []
        self.alt = ""
        self._background: Any = None
        self._recorder: Recorder | None = None
        self._settled = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self._canvas.get_width_height()

    def png(self) -> bytes:
        """Return the picture as a PNG file; what does not move is drawn only the first time."""
        with course_style():
            if self._background is None:
                self._settle()
                self._canvas.draw()
                self._background = self._canvas.copy_from_bbox(self.figure.bbox)
            self._canvas.restore_region(self._background)
            for artist in self.moving:
                self.figure.draw_artist(artist)
            return self._packed()

    def background(self, density: int = 2) -> bytes:
        """Return what does not move as a PNG file.

        Args:
            density: pixels of the file for each pixel of the figure, so that it is sharp on fine screens.
        """
        with course_style():
            self._settle()
            coarse = self.figure.dpi
            self.figure.dpi = density * coarse
            self._canvas.draw()
            packed = self._packed()
            self.figure.dpi = coarse
        return packed

    def drawing(self) -> list[Command]:
        """Return what moves, as it is now, as commands for drawing it; see `course_lib.plots.drawing`."""
        if self._recorder is None:
            with course_style():
                self._settle()
                self._recorder = Recorder(self._canvas.get_renderer())
        # Outside the style: artists keep the look in which they were made, and setting it takes longer than they do.
        return self._recorder.record(self.moving)

    def tables(self) -> list[Table]:
        """Return the numbers that are seen: here of the lines and points that move and have a name in the legend."""
        named = [artist for artist in self.moving if isinstance(artist, Line2D) and artist.get_visible()]
        tables = [table_of_line(line) for line in named if not str(line.get_label()).startswith("_")]
        return [made for made in tables if made["rows"]]

    def _settle(self) -> None:
        """Leave out what moves whenever the figure is drawn, and lay the figure out, once and for all."""
        if self._settled:
            return
        self._settled = True
        for artist in self.moving:
            artist.set_animated(True)
        self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")

    def _packed(self) -> bytes:
        # The lightest compression: it is sent to nobody far away.
        return _file(self._pixels(), "png", compress_level=1)

    def _pixels(self) -> Image.Image:
        return Image.fromarray(np.asarray(self._canvas.buffer_rgba())[..., :3])

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data = {"image/png": self.png(), "text/plain": self.alt}
        # JupyterLab shows this one, since it gives a PNG no words for those who hear it. WebP keeps every pixel and
        # is less than half as large.
        small = base64.b64encode(_file(self._pixels(), "webp", lossless=True)).decode()
        data["text/html"] = f'<img alt="{html.escape(self.alt)}" src="data:image/webp;base64,{small}">'
        return data, {"image/png": {"alt": self.alt}}

    def __repr__(self) -> str:
        return self.alt or super().__repr__()


def _file(pixels: Image.Image, kind: str, **settings: Any) -> bytes:
    file = io.BytesIO()
    pixels.save(file, kind, **settings)
    return file.getvalue()


def figure_picture(draw: Callable[[Figure], str], width: float = 9.0, height: float = 4.0) -> Picture:
    """Return a picture in which nothing moves.

    Args:
        draw: draws on the figure it is given and returns the picture in words.
        width: in inches of 100 pixels.
        height: in inches of 100 pixels.
    """
    picture = Picture(width, height)
    with course_style():
        picture.alt = draw(picture.figure)
    return picture
