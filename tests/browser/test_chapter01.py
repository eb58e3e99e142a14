"""Chapter 01 in a real JupyterLab, in English: walking over the mountain, and letting the ball roll."""

from __future__ import annotations

import pytest

from rehearsal.lab import open_and_run_all
from rehearsal.stages import CANVAS, SENTENCE

pytestmark = pytest.mark.browser

ERRORS = (
    ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error'], "
    ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr'], .jupyter-widgets.jp-mod-error"
)


def test_walking_with_the_keyboard_and_rolling_with_the_mouse(lab, page):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_and_run_all(page, lab, "notebooks/en/01_what_is_a_gradient.ipynb")
    page.evaluate("document.querySelector('.jp-Notebook').scrollTop = 0")

    walk = page.locator(".jp-OutputArea-child", has=page.locator(".widget-hslider", has_text="Place (m)")).first
    walk.scroll_into_view_if_needed()
    picture = walk.locator(CANVAS)
    before = picture.get_attribute("data-drawn")
    walk.locator(".noUi-handle").focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    # From 250 m, 20 keys of 10 m each: the shelf at 450 m.
    walk.locator(SENTENCE, has_text="You are at 450 m").wait_for(state="attached", timeout=20_000)
    assert "+0.11" in walk.locator(SENTENCE).text_content()
    assert picture.get_attribute("data-drawn") != before

    bowl = page.locator(".jp-OutputArea-child", has=page.locator("button", has_text="Roll one step")).first
    bowl.scroll_into_view_if_needed()
    button = bowl.locator("button", has_text="Roll one step")
    assert "Steps taken: 1." in bowl.locator(SENTENCE).text_content()
    for steps in (2, 3):
        button.click()
        said = bowl.locator(SENTENCE, has_text=f"Steps taken: {steps}.")
        said.wait_for(state="attached", timeout=20_000)
    assert bowl.locator(CANVAS).evaluate("canvas => canvas.width > 500")
    assert page.locator(ERRORS).count() == 0 and "javascript error" not in page.content().lower()
    assert complaints == []
