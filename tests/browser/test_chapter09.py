"""Chapters 09 and 10 in a real JupyterLab: all cells run, and the keyboard moves what the pictures show."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from rehearsal.lab import open_and_run_all
from rehearsal.stages import CANVAS, SENTENCE
from tests.browser.test_chapter04 import ERRORS

pytestmark = pytest.mark.browser


def control_with(page, label):
    """Return the control that holds a slider with this label: its slider, picture and sentence."""
    slider = page.locator(".widget-hslider", has_text=label).first
    slider.scroll_into_view_if_needed()
    control = page.locator(".jp-OutputArea-child", has=slider).first
    return slider, control.locator(CANVAS), control.locator(SENTENCE)


@pytest.mark.parametrize(
    ("notebook", "label", "sentence"),
    [
        ("notebooks/en/09_questions.ipynb", "Push", "went away downhill"),
        ("notebooks/ja/10_summary.ipynb", "学習したエポック数", "3 エポック学習したネットワーク"),
    ],
    ids=["09", "10"],
)
def test_the_keyboard_moves_the_picture(lab, page, notebook, label, sentence):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_and_run_all(page, lab, notebook)
    page.evaluate("document.querySelector('.jp-Notebook').scrollTop = 0")
    slider, picture, readout = control_with(page, label)
    before = picture.get_attribute("data-drawn")
    assert sentence not in readout.text_content()
    slider.locator(".noUi-handle").focus()
    page.keyboard.press("ArrowRight")
    expect(readout).to_contain_text(sentence, timeout=20_000)
    expect(picture).not_to_have_attribute("data-drawn", before, timeout=20_000)
    assert picture.evaluate("canvas => canvas.width > 500")
    assert page.locator(ERRORS).count() == 0 and complaints == []
