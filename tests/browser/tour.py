"""The tour: every chapter and every sheet in both languages in a real JupyterLab, all by keyboard.

The longer suite, two minutes a notebook: ``pytest tests/browser/tour.py``, or ``-k "ja and 04"``. Pictures of the screen
are left in ``build/tour``, to be looked at. `test_tour.py` takes two stops of it with the ordinary tests.
"""

from __future__ import annotations

import contextlib
import shutil

import nbformat
import pytest

from rehearsal.lab import running_lab
from rehearsal.learner import fill, right_answers, wrong_answers
from rehearsal.tour import Tour
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

PICTURES = ROOT / "build" / "tour"
NOTEBOOKS = [
    f"{folder}/{language}/{path.name}"
    for language in ("ja", "en")
    for folder in ("notebooks", "exercises")
    for path in sorted((ROOT / folder / language).glob("*.ipynb"))
]


@pytest.fixture(scope="module")
def labs(tmp_path_factory):
    """By language a JupyterLab on copies of the notebooks, its menus in that language."""
    running = {}
    with contextlib.ExitStack() as stack:

        def lab(language):
            if language not in running:
                folder = tmp_path_factory.mktemp(f"lab-{language}")
                for name in ("notebooks", "exercises"):
                    shutil.copytree(ROOT / name, folder / name)
                running[language] = stack.enter_context(running_lab(folder, language))
            return running[language]

        yield lab


def walk(page, lab, notebook):
    """Walk through a notebook; return what is not as it should be, and how much there was to touch."""
    folder = PICTURES / notebook.removesuffix(".ipynb")
    tour = Tour(page, folder)
    tour.run_all(lab, notebook)
    tour.look()
    tour.look_elsewhere()
    touched = tour.answer_everything() + tour.move_everything()
    if notebook.startswith("exercises"):
        touched += 1
        name = notebook.rpartition("/")[2].removesuffix(".ipynb")
        empty = nbformat.read(lab.folder / notebook, as_version=4)
        first, right = next(iter(right_answers(name).items()))
        for sign, answer in (("✗", wrong_answers(name, 0)[first]), ("✓", right)):
            filled = fill(nbformat.read(lab.folder / notebook, as_version=4), {first: answer})
            place = next(n for n, cell in enumerate(filled.cells) if cell.source != empty.cells[n].source)
            tour.answer_exercise(filled.cells, place, filled.cells[place].source, sign)
    (folder / "found.txt").write_text("\n".join([f"{touched} touched", *tour.found]) + "\n")
    return tour.found, touched


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_notebook_from_beginning_to_end(page, labs, notebook):
    lab = labs(notebook.split("/")[1])
    found, touched = walk(page, lab, notebook)
    lab.end_kernels()
    assert found == []
    assert touched or "99_glossary" in notebook
