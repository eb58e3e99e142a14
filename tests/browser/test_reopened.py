"""Opening, restarting and opening again: nothing is changed unasked, nothing is blank, nothing is a traceback."""

from __future__ import annotations

import json
import shutil

import nbformat
import pytest
from playwright.sync_api import expect

from rehearsal.lab import KERNEL, open_and_run_all, open_notebook, running_lab, wait_until_idle
from rehearsal.stages import CANVAS, SENTENCE
from rehearsal.tour import ERRORS
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

CODE = "from course_lib.controls.learning_rate import LearningRateControl\nLearningRateControl()"
DIRTY = "() => window.jupyterapp.shell.currentWidget.context.model.dirty"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab with a chapter, a sheet, and two notebooks that hold a control each."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("notebooks/ja/03_computing_a_gradient.ipynb", "exercises/en/04_gradient_descent.ipynb"):
        (folder / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / name, folder / name)
    for name in ("one", "two"):
        cells = [nbformat.v4.new_code_cell(CODE), nbformat.v4.new_code_cell("1 + 1")]
        metadata = {**KERNEL, "course": {}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), folder / f"{name}.ipynb")
    with running_lab(folder) as lab:
        yield lab


def opened(page, lab, notebook):
    open_notebook(page, lab, notebook)
    page.wait_for_timeout(2_000)  # what JupyterLab writes by itself comes late


def save(page):
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(500)


@pytest.mark.parametrize("notebook", ["notebooks/ja/03_computing_a_gradient.ipynb", "exercises/en/04_gradient_descent.ipynb"])
def test_opening_changes_nothing(lab, page, notebook):
    before = (lab.folder / notebook).read_bytes()
    opened(page, lab, notebook)
    assert not page.evaluate(DIRTY)
    save(page)
    assert (lab.folder / notebook).read_bytes() == before


def test_a_reopened_notebook_shows_what_it_showed(lab, page):
    open_and_run_all(page, lab, "one.ipynb")
    expect(page.locator(CANVAS)).not_to_have_attribute("data-drawn", "0")
    handle = page.locator(".noUi-handle").first
    handle.focus()
    page.keyboard.press("Home")
    expect(page.locator(SENTENCE)).to_contain_text("0.001")
    save(page)

    # The kernel still runs: the control lives, and stands where it stood.
    opened(page, lab, "one.ipynb")
    expect(page.locator(SENTENCE)).to_contain_text("0.001")
    page.locator(".noUi-handle").first.focus()
    page.keyboard.press("End")
    expect(page.locator(SENTENCE)).to_contain_text("diverges", timeout=10_000)

    # A new kernel knows nothing of it: the picture that was kept is there, with its words.
    lab.end_kernels()
    opened(page, lab, "one.ipynb")
    picture = page.locator(".jp-OutputArea-output img")
    expect(picture).to_have_count(1)
    assert picture.get_attribute("alt") and picture.evaluate("image => image.naturalWidth") == 900
    assert page.locator(ERRORS).count() == 0 and "model not found" not in page.locator(".jp-Notebook").inner_text()
    kept = json.loads((lab.folder / "one.ipynb").read_text())
    assert kept["metadata"]["language_info"] == {"name": "python"}


def test_after_a_restart_the_picture_stays_and_the_cell_makes_a_new_one(lab, page):
    open_and_run_all(page, lab, "two.ipynb")
    said = page.locator(SENTENCE).text_content()
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    page.wait_for_timeout(500)
    wait_until_idle(page)
    page.locator(".noUi-handle").first.focus()
    page.keyboard.press("End")  # nobody answers any more
    page.wait_for_timeout(1_000)
    assert page.locator(SENTENCE).text_content() == said and page.locator(ERRORS).count() == 0
    # Twice, the second time after what stands below it.
    for cell in (0, 1, 0):
        page.locator(".jp-CodeCell .cm-content").nth(cell).click()
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(1_500)
    expect(page.locator(CANVAS)).to_have_count(1)
    page.locator(".noUi-handle").first.focus()
    page.keyboard.press("End")
    expect(page.locator(SENTENCE)).not_to_have_text(said, timeout=10_000)
    assert page.locator(ERRORS).count() == 0
