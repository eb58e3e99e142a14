"""One look for all pictures: the colours of the course, text for a projector, Japanese glyphs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.colors import LinearSegmentedColormap

from course_lib.words.colours import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, RED, SKY, YELLOW

__all__ = ["BLACK", "BLUE", "GREEN", "GREY", "GROUND", "ORANGE", "PURPLE", "RED", "SKY", "YELLOW", "course_style"]

# Low ground dark, high ground light: lightness alone carries the height, so that it survives grey printing.
GROUND = LinearSegmentedColormap.from_list("ground", ["#5b7fa6", "#a9c1d9", "#eef2f6"])

SETTINGS: Any = {
    "font.family": ["DejaVu Sans", "IPAexGothic"],
    "font.size": 12,
    "axes.titlesize": 13,
    "axes.labelsize": 12,
    "axes.titlepad": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "lines.linewidth": 2.2,
    "lines.markersize": 7,
    "legend.frameon": False,
    "legend.fontsize": 11,
    "figure.facecolor": "white",
    "figure.dpi": 100,
}


@contextmanager
def course_style() -> Iterator[None]:
    """Draw in the course's look within this block; a learner's own settings outside it stay as they are."""
    _japanese_glyphs()
    with mpl.rc_context(SETTINGS):
        yield


@cache
def _japanese_glyphs() -> None:
    # The font lies in the package; importing the package would change the learner's own settings too.
    import importlib.util

    package = importlib.util.find_spec("matplotlib_fontja")
    assert package is not None and package.origin is not None
    font_manager.fontManager.addfont(Path(package.origin).parent / "fonts" / "ipaexg.ttf")
