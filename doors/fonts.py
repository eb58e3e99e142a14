"""Matplotlib's list of its fonts, right from the start: else its first picture in a browser takes half a minute.

Pyodide's matplotlib 3.8 brings a list that it does not take for its own (it bears another version's number, and names
fonts of somebody's computer), so that it makes one anew in each browser, with a warning in red.
"""

from __future__ import annotations

import dataclasses
import json
import re
import tempfile
import zipfile
from pathlib import Path

from matplotlib.font_manager import ttfFontProperty
from matplotlib.ft2font import FT2Font

LIST = "matplotlib/fontlist.json"
FONTS = "matplotlib/mpl-data/fonts/ttf/"
FIELDS = ("fname", "name", "style", "variant", "weight", "stretch", "size")
"""What Pyodide's matplotlib notes of a font; newer ones note more."""


def with_its_fonts(wheel: Path, target: Path) -> None:
    """Write a copy of Pyodide's matplotlib in which the list of fonts is its own.

    Args:
        wheel: Pyodide's matplotlib.
        target: where to write the copy.
    """
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in source.infolist():
            if member.filename != LIST:
                copy.writestr(member.filename, source.read(member))
        copy.writestr(LIST, _font_list(source))


def _font_list(archive: zipfile.ZipFile) -> str:
    """Return the list as that matplotlib would write it."""
    code = archive.read("matplotlib/font_manager.py").decode()
    version = re.search(r"^    __version__ = (\d+)$", code, flags=re.MULTILINE)
    assert version is not None, "this matplotlib numbers its lists of fonts in a way that is not known here"
    fonts = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in sorted(archive.namelist()):
            if name.startswith(FONTS) and name.endswith(".ttf"):
                known = dataclasses.asdict(ttfFontProperty(FT2Font(archive.extract(name, scratch))))
                known["fname"] = name.removeprefix("matplotlib/mpl-data/")
                fonts.append({field: known[field] for field in FIELDS} | {"__class__": "FontEntry"})
    listed = {
        "_version": int(version[1]),
        "_FontManager__default_weight": "normal",
        "default_size": None,
        "defaultFamily": {"ttf": "DejaVu Sans", "afm": "Helvetica"},
        "afmlist": [],
        "ttflist": fonts,
        "__class__": "FontManager",
    }
    return json.dumps(listed, indent=1)
