"""Chapter 02 in a real JupyterLab: all cells run, and learning a round turns the dog into a cat."""

from __future__ import annotations

import pytest

from rehearsal.lab import open_and_run_all
from rehearsal.stages import CANVAS, SENTENCE

pytestmark = pytest.mark.browser

ERRORS = (
    ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error'], "
    ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr'], .jupyter-widgets.jp-mod-error"
)


@pytest.mark.parametrize(
    "language, press, before, after",
    [("ja", "1 回学習する", "「犬」、信頼度は 80.0 %", "答えは「猫」"), ("en", "Learn 1 round", "“dog”, with 80.0 %", "answer is “cat”")],
)
def test_one_round_turns_the_dog_into_a_cat(language, press, before, after, lab, page):
    open_and_run_all(page, lab, f"notebooks/{language}/02_why_gradients.ipynb")
    page.evaluate("document.querySelector('.jp-Notebook').scrollTop = 0")
    button = page.get_by_role("button", name=press, exact=True).first
    button.scroll_into_view_if_needed()
    control = page.locator(".jp-OutputArea-child", has=button).first
    picture = control.locator(CANVAS)
    page.locator(SENTENCE, has_text=before).first.wait_for(state="attached")
    at_start = picture.get_attribute("data-drawn")
    button.click()
    page.locator(SENTENCE, has_text=after).first.wait_for(state="attached", timeout=20_000)
    assert picture.get_attribute("data-drawn") != at_start
    assert picture.evaluate("canvas => canvas.width > 500")
    assert page.locator(ERRORS).count() == 0
