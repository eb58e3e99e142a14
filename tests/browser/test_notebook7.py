"""A chapter's control, behind its prediction, and a question in Jupyter Notebook 7, which is no dependency of the course.

Notebook comes with nbgrader, into the same environment of its own.
"""

from __future__ import annotations

import subprocess

import nbformat
import pytest
from playwright.sync_api import expect

from rehearsal.lab import KERNEL, running_lab
from rehearsal.stages import CANVAS, SENTENCE
from tests.conftest import nbgraders_python, need
from tests.controls.test_prediction import asked_in_chapters

pytestmark = pytest.mark.browser

CODES = [
    "from course_lib.controls.prediction import predict\n" + asked_in_chapters()["chapter04.predict_rate"],
    "from course_lib.controls.quiz import Quiz\nQuiz('chapter04.quiz_steeper')",
]


@pytest.fixture
def notebook(tmp_path, speak):
    """Notebook 7 on a notebook ``one.ipynb`` of these cells."""
    python = nbgraders_python()
    brought = python and subprocess.run([python, "-c", "import anywidget, matplotlib_fontja, notebook"], capture_output=True)
    need(brought and brought.returncode == 0, "nbgrader's environment lacks what controls need: pip install anywidget matplotlib-fontja")
    speak("en")
    cells = [nbformat.v4.new_code_cell(code) for code in CODES]
    metadata = {**KERNEL, "course": {}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), tmp_path / "one.ipynb")
    with running_lab(tmp_path, app="notebook", python=python) as lab:
        yield lab


def test_a_control_and_a_question_in_notebook_7(notebook, page):
    page.goto(f"{notebook.address}/notebooks/one.ipynb?token={notebook.token}")
    # Before its kernel is there, Notebook takes no order to run.
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=60_000)
    # What Notebook and nbgrader's own extensions complain of while they start is not ours.
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for code in page.locator(".jp-CodeCell .cm-content").all():
        code.click()
        page.keyboard.press("Control+Enter")
    page.get_by_role("radiogroup").nth(1).wait_for(timeout=60_000)
    prediction, quiz = page.get_by_role("radiogroup").all()
    prediction.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    canvas, sentence = page.locator(CANVAS), page.locator(SENTENCE)
    expect(canvas).not_to_have_attribute("data-drawn", "0", timeout=60_000)
    said = sentence.text_content()
    handle = page.get_by_role("slider").first
    assert handle.get_attribute("aria-label")
    handle.focus()
    page.keyboard.press("End")
    expect(sentence).not_to_have_text(said, timeout=10_000)
    quiz.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".gradient-course-quiz [aria-live]")).not_to_have_text("", timeout=10_000)
    assert page.locator(".jupyter-widgets.jp-mod-error").count() == 0
    assert complaints == []
