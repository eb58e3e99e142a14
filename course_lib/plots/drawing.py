"""What moves in a picture, as a list of strokes, marks, texts and images: small enough to be sent at every move."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from matplotlib import _path
from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.transforms import Affine2D

Command = dict[str, Any]
"""One thing to draw. Lengths are pixels of the figure, counted from its upper left corner.

All but images may have ``fill`` and ``stroke`` (colours), ``width``, ``dash`` and ``cap`` of the stroke. ``clip`` is
the (left, top, width, height) outside of which nothing is drawn. One of these keys says what is drawn:

- ``path``: an outline, as SVG writes it.
- ``marks``: a flat list x, y, x, y, ...; at each of these places the outline ``mark`` is drawn.
- ``text``: a line of text that begins at ``at``, ``long`` pixels long, ``size`` high, turned by ``angle`` degrees.
- ``image``: RGBA values in base64, ``shape`` (rows, columns) of them, put in place by the six numbers of ``matrix``.
"""

FINE = 1
"""Decimals of a pixel."""


class Recorder(RendererBase):
    """Takes the place of a canvas: artists draw on it, and it notes what they draw.

    Attributes:
        commands: what was drawn, from back to front.
    """

    def __init__(self, canvas: RendererAgg) -> None:
        """Measure texts as this canvas does."""
        super().__init__()
        self._canvas = canvas
        self._letters: dict[tuple[str, int], tuple[float, float, float]] = {}
        self.commands: list[Command] = []
        # matplotlib counts pixels upwards.
        self._downwards = Affine2D().scale(1, -1).translate(0, canvas.height)

    def record(self, artists: Iterable[Artist]) -> list[Command]:
        """Return the commands that draw these artists, those with the lowest ``zorder`` at the back."""
        self.commands = []
        for artist in artists:
            artist.draw(self)
        return self.commands

    def draw_path(self, gc: GraphicsContextBase, path: Any, transform: Any, rgbFace: Any = None) -> None:
        """Note an outline."""
        # A line that is not filled may lose points that nobody would see.
        outline = self._outline(path, transform, simplify=path.should_simplify and rgbFace is None)
        if outline:
            self.commands.append({"path": outline, **self._style(gc, rgbFace)})

    def draw_markers(
        self, gc: GraphicsContextBase, marker_path: Any, marker_trans: Any, path: Any, trans: Any, rgbFace: Any = None
    ) -> None:
        """Note one outline at many places."""
        places = trans.transform(path.vertices)
        places = places[np.isfinite(places).all(axis=1)]
        # Marks outside the figure would not be seen.
        places = places[(np.abs(places) < 1e4).all(axis=1)]
        places[:, 1] = self._canvas.height - places[:, 1]
        mark = self._outline(marker_path, marker_trans + Affine2D().scale(1, -1), flip=False)
        self.commands.append({"marks": places.round(FINE).ravel().tolist(), "mark": mark, **self._style(gc, rgbFace)})

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Note a line of text; formulas become outlines."""
        if ismath:
            return super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
        long, _, _ = self.get_text_width_height_descent(s, prop, ismath)
        self.commands.append(
            {
                "text": s,
                "at": [round(float(x), FINE), round(float(y), FINE)],
                "long": round(float(long), FINE),
                "size": round(self.points_to_pixels(prop.get_size_in_points()), FINE),
                "bold": prop.get_weight() in ("bold", "semibold", "heavy"),
                "angle": round(float(angle), FINE),
                **self._clip(gc),
                "fill": _colour(gc.get_rgb(), gc),
            }
        )

    def write(self, text: str, at: tuple[float, float], long: float, size: float, colour: Any) -> None:
        """Note a line of text that was measured already.

        Args:
            text: in one line.
            at: where it begins, in pixels to the right and upward.
            long: how many pixels it takes.
            size: of the letters, in pixels.
            colour: red, green, blue and how much it covers, each from 0 to 1.
        """
        x, y = at
        self.commands.append(
            {
                "text": text,
                "at": [round(float(x), FINE), round(float(self._canvas.height - y), FINE)],
                "long": round(float(long), FINE),
                "size": round(float(size), FINE),
                "bold": False,
                "angle": 0.0,
                "fill": _hex(*colour),
            }
        )

    def draw_image(self, gc: GraphicsContextBase, x: float, y: float, im: Any, transform: Any = None) -> None:
        """Note an image of coloured cells."""
        rows, columns = im.shape[:2]
        a, b, c, d, e, f = (1, 0, 0, 1, x, y) if transform is None else transform.frozen().to_values()
        if transform is not None:  # from cells to pixels, on top of where it begins
            e, f = e + x, f + y
            a, b, c, d = a / columns, b / columns, c / rows, d / rows
        # From counting upwards to counting downwards.
        matrix = [a, -b, c, -d, e, self._canvas.height - f]
        cells = base64.b64encode(np.ascontiguousarray(im).tobytes()).decode()
        self.commands.append({"image": cells, "shape": [rows, columns], "matrix": matrix, **self._clip(gc)})

    def option_scale_image(self) -> bool:
        """Let images come as they are, a value for each cell, rather than as they would be printed."""
        return True

    def points_to_pixels(self, points: Any) -> Any:
        """Return points of print in pixels."""
        return self._canvas.points_to_pixels(points)

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size of the figure in pixels."""
        return self._canvas.get_canvas_width_height()

    def get_text_width_height_descent(self, s: str, prop: Any, ismath: Any) -> tuple[float, float, float]:
        """Return how much room a line of text takes on the canvas."""
        if ismath:
            return self._canvas.get_text_width_height_descent(s, prop, ismath)
        # Letter by letter, each measured once: most texts that move hold a number that was never measured before.
        letters = [self._letter(letter, prop) for letter in s]
        widths, heights, descents = zip(*letters, strict=True) if letters else ([0.0], [0.0], [0.0])
        return sum(widths), max(heights), max(descents)

    def _letter(self, letter: str, prop: Any) -> tuple[float, float, float]:
        """Return how far a letter leads on, how high it is, and how far below the line it reaches."""
        key = (letter, hash(prop))
        if key not in self._letters:
            measure: Callable[..., tuple[float, float, float]] = self._canvas.get_text_width_height_descent
            # A text ends with its last outline, so the room that a letter takes is measured between two bars.
            width = measure(f"|{letter}|", prop, False)[0] - measure("||", prop, False)[0]
            _, height, descent = measure(letter, prop, False)
            self._letters[key] = width, height, descent
        return self._letters[key]

    def _outline(self, path: Any, transform: Any, simplify: bool = False, flip: bool = True) -> str:
        if flip:
            transform = transform + self._downwards
        # Beyond any picture; infinite numbers and far ones end here.
        room = (-1e4, -1e4, 1e4, 1e4) if path.codes is None else None
        written = _path.convert_to_string(  # type: ignore[attr-defined]  # matplotlib's own way to SVG
            path, transform, room, simplify, None, FINE, [b"M", b"L", b"Q", b"C", b"z"], False
        )
        return written.decode("ascii").replace("\n", "")

    def _style(self, gc: GraphicsContextBase, face: Any) -> Command:
        style = self._clip(gc)
        if face is not None:
            style["fill"] = _colour(face, gc)
        width = self.points_to_pixels(gc.get_linewidth())
        if width > 0 and gc.get_rgb()[3] > 0:
            style |= {"stroke": _colour(gc.get_rgb(), gc), "width": round(float(width), 2), "cap": gc.get_capstyle()}
            _, dashes = gc.get_dashes()
            if dashes is not None:
                style["dash"] = [round(float(self.points_to_pixels(length)), FINE) for length in np.asarray(dashes)]
        return style

    def _clip(self, gc: GraphicsContextBase) -> Command:
        box = gc.get_clip_rectangle()
        if box is None:
            return {}
        corners = [box.x0, self._canvas.height - box.y1, box.width, box.height]
        return {"clip": [round(float(length), FINE) for length in corners]}


def _colour(colour: Any, gc: GraphicsContextBase) -> str:
    """Return a colour as the browser writes it; the artist's own transparency comes on top."""
    red, green, blue, *alpha = map(float, colour)
    seen = float(gc.get_alpha()) if gc.get_forced_alpha() or not alpha else alpha[0]
    return _hex(red, green, blue, seen)


def _hex(*parts: float) -> str:
    # As matplotlib's `to_hex` does, but without looking whether these are colours: they are.
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
