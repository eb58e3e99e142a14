"""Chapter 05 in a real JupyterLab: all cells run, the walk takes steps, and a dragged input moves every gradient."""

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


def test_walking_by_button_and_dragging_by_keyboard(lab, page):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_and_run_all(page, lab, "notebooks/ja/05_backpropagation.ipynb")
    page.evaluate("document.querySelector('.jp-Notebook').scrollTop = 0")

    # The dish: one more step back, then another, and the recipe's gradients are there.
    button = page.get_by_role("button", name="1 ステップ進む", exact=True).first
    button.scroll_into_view_if_needed()
    control = page.locator(".jp-OutputArea-child", has=button).first
    picture, readout = control.locator(CANVAS), control.locator(SENTENCE)
    expect(readout).to_contain_text("7 ステップ中 5、逆伝播")
    before = picture.get_attribute("data-drawn")
    button.click()
    expect(readout).to_contain_text("汁の量（ml）へ 4 × −0.007 = −0.028", timeout=20_000)
    button.click()
    expect(readout).to_contain_text("すべての勾配が求まりました", timeout=20_000)
    expect(picture).not_to_have_attribute("data-drawn", before)
    assert picture.evaluate("canvas => canvas.width > 500")

    # The network: an input is moved with the arrow keys.
    again = page.get_by_role("button", name="入力をすべて元に戻す").first
    again.scroll_into_view_if_needed()
    play = page.locator(".jp-OutputArea-child", has=again).first
    sentence = play.locator(SENTENCE)
    expect(sentence).to_contain_text("x₁ = 1 のとき")
    play.locator(".noUi-handle").first.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(sentence).to_contain_text("x₁ = 1.2 のとき", timeout=20_000)
    again.click()
    expect(sentence).to_contain_text("x₁ = 1 のとき", timeout=20_000)

    assert page.locator(ERRORS).count() == 0 and "javascript error" not in page.content().lower()
    assert complaints == []
