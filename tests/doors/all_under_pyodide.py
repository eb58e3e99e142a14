"""All chapters and sheets, executed once under Pyodide, show what they show in the native edition.

The longer suite: Node runs the browser edition's own Pyodide, packages and notebooks, some minutes for all.
``pytest tests/doors/all_under_pyodide.py``.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

from benchmarks.interaction import every_control
from course_lib.exercises.sheets import sheet_names
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from rehearsal.learner import empty_sheet, fill, right_answers, save
from tests.conftest import ROOT, need

NAMES = sorted(path.relative_to(ROOT).as_posix() for folder in ("notebooks", "exercises") for path in (ROOT / folder).glob("ja/[0-9]*.ipynb"))
# The code is the same in both: of the English edition a few are enough.
NAMES += ["notebooks/en/04_gradient_descent.ipynb", "notebooks/en/11_pytorch.ipynb", "exercises/en/04_gradient_descent.ipynb"]
NUMBER = re.compile(r"(?<![\w.])[-−+]?\d[\d,]*(?:\.\d+)?")
"""A number as people read it."""
TOLERANCE = 0.02
"""How far a number may differ, as a share of the larger; a last digit may differ by one besides."""

KEPT = {code: words("kept_training.used", code) + "\n" for code in LANGUAGES}
"""What is said in the browser alone."""
TENSORBOARD = {code: [words(f"tensorboard_view.{place}", code) for place in ("in_browser", "closed")] for code in LANGUAGES}
"""What is said of TensorBoard there, and natively."""

MOVES = """
from {module} import {name}
control = {name}()
for widget in control.inputs().values():
    for place in (widget.min, widget.max) if hasattr(widget, "max") else range(len(getattr(widget, "options", ()))):
        setattr(widget, "value" if hasattr(widget, "max") else "index", place)
        print(control.stage.alt)
"""
"""Moves each slider of a control to its ends and takes each choice; says what is seen then."""


@pytest.fixture(scope="module")
def run(built, tmp_path_factory):
    """Return a function that runs a notebook under Pyodide and returns each code cell's outputs."""
    need(shutil.which("node"), "This needs Node: on Debian and Ubuntu, apt-get install nodejs.")
    out = tmp_path_factory.mktemp("outputs")

    def run(name, folder=built / "files"):
        script = Path(__file__).with_name("run_notebook.mjs")
        command = ["node", str(script), str(built), str(folder), str(out), name]
        done = subprocess.run(command, capture_output=True, text=True, timeout=1800)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads((out / name).read_text(encoding="utf-8"))

    return run


def shown_natively(cell):
    """Return what a built notebook's cell shows, as `run_notebook.py` returns it: printed text and results."""
    printed = "".join("".join(output["text"]) for output in cell["outputs"] if output["output_type"] == "stream")
    results = [readable(output["data"]) for output in cell["outputs"] if "data" in output]
    return [printed, *results]


def readable(data):
    """Return a result as people read it: HTML without its pictures' bytes but with their words, else the plain text."""
    text = data.get("text/html", data.get("text/plain", ""))
    return re.sub(r"""src=(["'])data:.*?\1""", "", "".join(text))


def differences(ours, theirs, words_alone=False):
    """Return where two texts say different words, or numbers that differ by more than `TOLERANCE`."""
    if NUMBER.sub("#", ours) != NUMBER.sub("#", theirs):
        return [f"{ours!r} instead of {theirs!r}"]
    if words_alone:
        return []
    pairs = zip(NUMBER.findall(ours), NUMBER.findall(theirs), strict=True)
    return [f"{one} instead of {other} in {theirs[:200]!r}" for one, other in pairs if not close(one, other)]


def close(one, other):
    last_digit = 10.0 ** -max(len(text.partition(".")[2]) for text in (one, other))
    a, b = (float(text.replace("−", "-").replace(",", "")) for text in (one, other))
    return abs(a - b) <= 1.01 * last_digit + TOLERANCE * max(abs(a), abs(b))


@pytest.mark.parametrize("name", NAMES)
def test_it_shows_what_the_native_edition_shows(run, name):
    cells = [cell for cell in json.loads((ROOT / name).read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    language = name.split("/")[1]
    found = []
    for number, (cell, ours) in enumerate(zip(cells, run(name), strict=True), 1):
        assert not ours["error"], f"code cell {number}: {ours['error']}"
        shown = (readable(data).replace(*TENSORBOARD[language]) for data in ours["shown"])
        here = [ours["stdout"].replace(KEPT[language], ""), *shown]
        native = shown_natively(cell)
        if len(here) != len(native):
            found.append(f"code cell {number}: {len(here)} outputs, not {len(native)}")
            continue
        # Where a cell measures time, or learning is on a knife's edge, each run has its own numbers, natively too.
        varies = "nbval-ignore-output" in cell["metadata"].get("tags", [])
        found += [f"code cell {number}: {one}" for a, b in zip(here, native, strict=True) for one in differences(a, b, varies)]
    assert found == []


@pytest.mark.parametrize("name", sheet_names())
def test_right_answers_are_right_there_too(run, name, tmp_path):
    notebook = fill(empty_sheet(name, "ja"), right_answers(name))
    save(notebook, tmp_path / "exercises" / "ja" / f"{name}.ipynb")
    said = []
    for cell in run(f"exercises/ja/{name}.ipynb", tmp_path):
        assert not cell["error"], cell["error"]
        said += [data["text/plain"] for data in cell["shown"] if data.get("text/plain", "")[:1] in "✓✗○"]
    assert len(said) >= len(right_answers(name)) and [one for one in said if not one.startswith("✓")] == []


def test_each_control_moves_there(run, tmp_path):
    codes = [MOVES.format(module=made.__module__, name=made.__name__) for made in every_control()]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in codes])
    save(notebook, tmp_path / "notebooks" / "ja" / "controls.ipynb")
    for code, cell in zip(codes, run("notebooks/ja/controls.ipynb", tmp_path), strict=True):
        assert not cell["error"], f"{code}: {cell['error']}"
        assert all(cell["stdout"].splitlines()), code
