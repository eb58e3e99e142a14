"""Chapter 04 in a real JupyterLab, in Japanese: all cells run, and dragging the learning rate moves the picture."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from rehearsal.lab import open_and_run_all
from rehearsal.stages import CANVAS, SENTENCE

pytestmark = pytest.mark.browser

ERRORS = (
    ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error'], "
    ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr'], .jupyter-widgets.jp-mod-error"
)


def test_dragging_the_learning_rate_moves_the_picture(lab, page):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_and_run_all(page, lab, "notebooks/ja/04_gradient_descent.ipynb")
    page.evaluate("document.querySelector('.jp-Notebook').scrollTop = 0")
    slider = page.locator(".widget-hslider", has_text="学習率").first
    slider.scroll_into_view_if_needed()
    control = page.locator(".jp-OutputArea-child", has=slider).first
    picture, readout = control.locator(CANVAS), control.locator(SENTENCE)
    before, sentence = picture.get_attribute("data-drawn"), readout.text_content()
    value = slider.locator(".widget-readout").text_content()

    handle = slider.locator(".noUi-handle").bounding_box()
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 31):
        page.mouse.move(x + 2 * step, y)
    page.mouse.up()

    # However fast the drag was, the last position is the one shown in the end.
    expect(picture).not_to_have_attribute("data-drawn", before, timeout=20_000)
    expect(readout).not_to_have_text(sentence, timeout=20_000)
    page.wait_for_timeout(1500)
    rested = picture.get_attribute("data-drawn")
    page.wait_for_timeout(1000)
    assert picture.get_attribute("data-drawn") == rested
    assert float(slider.locator(".widget-readout").text_content()) > float(value)
    assert picture.evaluate("canvas => canvas.width > 500")
    assert page.locator(ERRORS).count() == 0 and "javascript error" not in page.content().lower()
    assert complaints == []
