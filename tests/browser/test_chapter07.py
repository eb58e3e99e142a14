"""Chapter 07 in a real JupyterLab, in English: all cells run; choosing whose settings are shown, and dragging one."""

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


def test_race_swaps_settings_and_follows_them(lab, page):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_and_run_all(page, lab, "notebooks/en/07_optimizers.ipynb")
    # The race of all, at the chapter's end: those before it show fewer knobs.
    page.evaluate("document.querySelector('.jp-Notebook').scrollTop = 1e6")
    choosers = page.locator(".widget-dropdown", has_text="Settings of")
    # Outputs out of sight are put in late: until both races of many are there, the last one is not the race of all.
    expect(choosers).to_have_count(2, timeout=20_000)
    chooser = choosers.last
    chooser.scroll_into_view_if_needed()
    control = page.locator(".jp-OutputArea-child", has=chooser).last
    picture, readout = control.locator(CANVAS), control.locator(SENTENCE)
    # One set of sliders at a time: SGD's rate and the steps.
    expect(control.locator(".widget-hslider")).to_have_count(2)
    chooser.locator("select").select_option("Momentum")
    expect(control.locator(".widget-hslider")).to_have_count(3, timeout=20_000)
    momentum = control.locator(".widget-hslider", has_text="Momentum")
    page.wait_for_timeout(500)
    before, sentence = picture.get_attribute("data-drawn"), readout.text_content()
    element = picture.element_handle()

    handle = momentum.locator(".noUi-handle").bounding_box()
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 31):
        page.mouse.move(x - 3 * step, y)
    page.mouse.up()

    expect(picture).not_to_have_attribute("data-drawn", before, timeout=20_000)
    expect(readout).not_to_have_text(sentence, timeout=20_000)
    page.wait_for_timeout(1500)
    rested = picture.get_attribute("data-drawn")
    page.wait_for_timeout(1000)
    assert picture.get_attribute("data-drawn") == rested
    assert float(momentum.locator(".widget-readout").text_content()) < 0.9
    # The picture's element is still the same one: it changed, and was not put in anew, so nothing flickers.
    assert element.evaluate("canvas => canvas.isConnected && canvas.width > 500")
    # 4 run at first; ticking one lets it run, and switching it off takes it out of the race.
    expect(readout).not_to_contain_text("NAG")
    nag = control.locator(".widget-checkbox", has_text="NAG").locator("input")
    nag.check()
    expect(readout).to_contain_text("NAG", timeout=20_000)
    nag.uncheck()
    expect(readout).not_to_contain_text("NAG", timeout=20_000)
    assert page.locator(ERRORS).count() == 0 and "javascript error" not in page.content().lower()
    assert complaints == []
