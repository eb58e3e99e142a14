"""Many short texts as one artist: drawn as outlines of glyphs, several times faster than text artists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from course_lib.plots.drawing import Recorder

POINTS_PER_INCH = 72
BELOW = 0.365
"""Digits are 0.73 of the size high: half of that lies below the middle."""


class PathTexts(PathPatch):
    """Texts of Latin letters, digits and signs, each centred on its place.

    Attributes:
        texts: what stands at each place.
    """

    def __init__(self, places: np.ndarray, size: float, colour: str) -> None:
        """Make empty texts.

        Args:
            places: centres, shape (n, 2), in data units that are inches.
            size: in points.
            colour: of all of them.
        """
        super().__init__(Path(np.zeros((0, 2))), facecolor=colour, edgecolor="none", linewidth=0)
        self.places, self.size = places, size
        self.texts = [""] * len(places)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Show these texts, one at each place."""
        self.texts = list(texts)
        self.stale = True

    def draw(self, renderer: RendererBase) -> None:
        """Draw the outlines; where it is only noted what to draw, the texts themselves, which are much shorter."""
        if not isinstance(renderer, Recorder):
            self.set_path(self._all_outlines())
            return super().draw(renderer)
        scale = self.size / POINTS_PER_INCH
        for text, place in zip(self.texts, self.places, strict=True):
            if text.strip():
                width = scale * sum(_glyph(letter)[2] for letter in text)
                corners = place + np.array([(-width / 2, -BELOW * scale), (width / 2, 0)])
                (left, base), (right, _) = self.get_transform().transform(corners)
                size = renderer.points_to_pixels(self.size)
                renderer.write(text, (left, base), right - left, size, self.get_facecolor())

    def boxes(self) -> np.ndarray:
        """Return for each text that is not empty left, bottom, right and top of what is drawn, in inches."""
        boxes = []
        for place, text in enumerate(self.texts):
            if text.strip():
                vertices = np.concatenate([vertices for vertices, _ in self._outlines(place)])
                boxes.append([*vertices.min(axis=0), *vertices.max(axis=0)])
        return np.array(boxes).reshape(-1, 4)

    def _all_outlines(self) -> Path:
        outlines = [outline for place in range(len(self.texts)) for outline in self._outlines(place)]
        if not outlines:
            return Path(np.zeros((0, 2)))
        corners, codes = zip(*outlines, strict=True)
        return Path(np.concatenate(corners), np.concatenate(codes))

    def _outlines(self, place: int) -> list[tuple[np.ndarray, np.ndarray]]:
        scale = self.size / POINTS_PER_INCH
        glyphs = [_glyph(letter) for letter in self.texts[place]]
        width = sum(advance for _, _, advance in glyphs)
        x, y = self.places[place] / scale - [width / 2, BELOW]
        outlines = []
        for vertices, codes, advance in glyphs:
            outlines.append(((vertices + np.array([x, y])) * scale, codes))
            x += advance
        return outlines


@cache
def _glyph(letter: str) -> tuple[np.ndarray, np.ndarray, float]:
    """Return a letter's outline, the outline's codes and its advance, at size 1."""
    # A text ends with its last outline, so the room that a letter takes is measured between two bars.
    pair, bars = _path(f"|{letter}|"), _path("||")
    advance = pair.vertices[:, 0].max() - bars.vertices[:, 0].max()
    if letter == " ":
        return np.zeros((0, 2)), np.zeros(0, np.uint8), float(advance)
    outline = _path(letter)
    return np.asarray(outline.vertices), np.asarray(outline.codes), float(advance)


def _path(text: str) -> TextPath:
    return TextPath((0, 0), text, size=1, prop=FontProperties(family="DejaVu Sans"))
