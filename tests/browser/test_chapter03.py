"""Chapter 03 in a real JupyterLab: all cells run, and a slider moved with the keyboard moves the picture."""

from __future__ import annotations

import pytest

from rehearsal.lab import open_and_run_all
from rehearsal.stages import CANVAS, SENTENCE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "language, advice", [("ja", "a を小さく、b を小さくします"), ("en", "a smaller and b smaller")]
)
def test_the_line_follows_the_keyboard(language, advice, lab, page):
    open_and_run_all(page, lab, f"notebooks/{language}/03_computing_a_gradient.ipynb")
    page.evaluate("document.querySelector('.jp-Notebook').scrollTop = 0")
    picture = page.locator(CANVAS).first
    readout = page.locator(SENTENCE, has_text="E = 900.0").first
    readout.wait_for(state="attached")
    before = picture.get_attribute("data-drawn")
    page.locator(".noUi-handle").first.focus()
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    # a goes from 0.5 to 0.4: 0.4 × 170 + 10 = 78 kg, 13 kg too much.
    moved = page.locator(SENTENCE, has_text="E = 169.0").first
    moved.wait_for(state="attached", timeout=20_000)
    assert advice in moved.text_content()
    assert "4,420" in moved.text_content()
    assert picture.get_attribute("data-drawn") != before
    assert not page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count()
