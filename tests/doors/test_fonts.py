"""Pyodide's matplotlib is given a list of fonts that it takes for its own."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import matplotlib
import pytest

from doors.fonts import with_its_fonts

FONT = "mpl-data/fonts/ttf/DejaVuSans-Bold.ttf"


def wheel(path, version):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("matplotlib/font_manager.py", f"class FontManager:\n    __version__ = {version}\n")
        archive.writestr("matplotlib/fontlist.json", '{"_version": 390, "ttflist": [{"fname": "/somewhere/else.ttc"}]}')
        archive.write(Path(matplotlib.__file__).parent / FONT, f"matplotlib/{FONT}")
    return path


def test_the_list_bears_its_number_and_holds_its_fonts_alone(tmp_path):
    with_its_fonts(wheel(tmp_path / "theirs.whl", 330), tmp_path / "ours.whl")
    with zipfile.ZipFile(tmp_path / "ours.whl") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["matplotlib/font_manager.py", "matplotlib/fontlist.json", f"matplotlib/{FONT}"]
        listed = json.loads(archive.read("matplotlib/fontlist.json"))
    assert listed["_version"] == 330
    (font,) = listed["ttflist"]
    assert (font["name"], font["weight"]) == ("DejaVu Sans", 700)
    assert font["fname"] == FONT.removeprefix("mpl-data/"), "relative: wherever matplotlib lies"


def test_a_matplotlib_that_numbers_them_otherwise_is_noticed(tmp_path):
    with pytest.raises(AssertionError, match="not known"):
        with_its_fonts(wheel(tmp_path / "theirs.whl", "'3.11.0'"), tmp_path / "ours.whl")
