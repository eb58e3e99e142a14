"""The command that builds the browser edition, as far as it needs nothing from elsewhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from doors.browser import EXTENSIONS, KERNEL, extensions
from doors.pyodide import NotPyodide, check_release
from tests.conftest import ROOT


def test_a_folder_that_is_not_the_release_is_refused(tmp_path):
    with pytest.raises(NotPyodide, match=r"pyodide\.js"):
        check_release(tmp_path)


def test_the_command_says_what_is_missing(tmp_path):
    command = [sys.executable, "-m", "doors", "browser", "--out", str(tmp_path / "out"), "--pyodide", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and "Unpack Pyodide" in done.stderr


def test_serving_what_was_not_built_says_how_to_build_it(tmp_path):
    command = [sys.executable, "-m", "doors", "serve", "--folder", str(tmp_path), "--port", "0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "make browser" in done.stderr


def test_what_the_kernel_wants_is_there_before_it_starts():
    """Else it would install these one after the other, and seconds pass."""
    scripts = (extensions() / EXTENSIONS[1] / "static").glob("*.js")
    asked = [found for path in scripts for found in re.findall(r'\["ssl",[^\]]*\]', path.read_text(encoding="utf-8"))]
    assert asked and all({*json.loads(names), "micropip", "piplite"} == {*KERNEL} for names in asked)
