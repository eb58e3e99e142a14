"""The same controls in Jupyter Notebook 7, where it is installed: it is no dependency of the course."""

from __future__ import annotations

from importlib.util import find_spec

import nbformat
import pytest
from playwright.sync_api import expect

from rehearsal.lab import KERNEL, running_lab
from rehearsal.stages import CANVAS, SENTENCE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_spec("notebook") is None, reason="pip install notebook into an environment of your own"),
]

CODES = [
    "from course_lib.controls.learning_rate import LearningRateControl\nLearningRateControl()",
    "from course_lib.controls.quiz import Quiz\nQuiz('chapter04.quiz_steeper')",
]


def test_a_control_and_a_question_in_notebook_7(tmp_path, page):
    cells = [nbformat.v4.new_code_cell(code) for code in CODES]
    metadata = {**KERNEL, "language_info": {"name": "python"}, "course": {}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), tmp_path / "one.ipynb")
    with running_lab(tmp_path, app="notebook") as lab:
        page.goto(f"{lab.address}/notebooks/one.ipynb?token={lab.token}")
        page.locator(".jp-CodeCell .cm-content").first.wait_for(timeout=60_000)
        for number in range(len(CODES)):
            cell = page.locator(".jp-CodeCell").nth(number)
            for _ in range(20):  # before its kernel is there, Notebook takes no order to run
                cell.locator(".cm-content").click()
                page.keyboard.press("Control+Enter")
                page.wait_for_timeout(2_000)
                if cell.locator(".jp-InputPrompt").text_content() != "[ ]:":
                    break
        canvas, sentence = page.locator(CANVAS), page.locator(SENTENCE)
        expect(canvas).not_to_have_attribute("data-drawn", "0", timeout=60_000)
        said = sentence.text_content()
        handle = page.get_by_role("slider").first
        assert handle.get_attribute("aria-label")
        handle.focus()
        page.keyboard.press("End")
        expect(sentence).not_to_have_text(said, timeout=10_000)
        page.locator(".gradient-course-quiz input[type=radio]").first.focus()
        page.keyboard.press("Space")
        expect(page.locator(".gradient-course-quiz [aria-live]")).not_to_have_text("", timeout=10_000)
        assert page.locator(".jupyter-widgets.jp-mod-error").count() == 0
