"""Two stops of the tour with the ordinary tests: a chapter and a sheet. All of it: ``pytest tests/browser/tour.py``."""

from __future__ import annotations

import re

import nbformat
import pytest

from rehearsal.lab import KERNEL, running_lab
from rehearsal.tour import Tour
from tests.browser.tour import walk

pytestmark = pytest.mark.browser

FAULTS = {
    r"error or warning: careful": "import sys\nprint('careful', file=sys.stderr)",
    r"blank: <div.*<p>": "from IPython.display import HTML\nHTML('<p></p>')",
    r"blank: \d+ pixels": "HTML('above<div style=\"height: 700px\"></div>below')",
    r"axe, run, critical: label": "HTML('nameless: <input>')",
    r"cut off, 650: ": "HTML('<div style=\"width: 700px\">wide</div>')",
    r"axe, dark, serious: color-contrast": "HTML('<div style=\"color: #222\">a dark line</div>')",
}
"""What each looks like when found, and how it is planted."""


@pytest.mark.parametrize("notebook", ["notebooks/ja/01_what_is_a_gradient.ipynb", "exercises/en/04_gradient_descent.ipynb"])
def test_a_stop_of_the_tour(page, lab, notebook):
    found, touched = walk(page, lab, notebook)
    assert found == [] and touched


def test_faults_are_found_wherever_in_the_notebook_they_are(page, tmp_path):
    pages = [nbformat.v4.new_markdown_cell("\n\n".join(["A line."] * 150)) for _ in range(3)]
    faults = [nbformat.v4.new_code_cell(code) for code in FAULTS.values()]
    cells = [pages[0], *faults[:2], pages[1], *faults[2:], pages[2]]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), tmp_path / "cells.ipynb")
    with running_lab(tmp_path) as lab:
        tour = Tour(page, tmp_path / "pictures")
        tour.run_all(lab, "cells.ipynb")
        tour.look()
        tour.look_elsewhere()
    assert len(list(tour.folder.glob("notebook-*.png"))) > 3
    missed = {fault for fault in FAULTS if not any(re.match(fault, found, re.DOTALL) for found in tour.found)}
    assert not missed, "\n".join(tour.found)
