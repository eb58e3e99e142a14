"""Predictions and codes in a real JupyterLab, by keyboard alone: what opens, what is said and kept; nothing jumps."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from course_lib.words.catalogue import catalogue, words
from course_lib.words.language import LANGUAGES, language
from rehearsal.lab import open_and_run_all, page_of_cells, running_lab
from rehearsal.stages import CANVAS, SENTENCE
from tests.controls.test_prediction import NAMES, asked_in_chapters

pytestmark = pytest.mark.browser

@pytest.fixture(scope="module", params=LANGUAGES)
def asked(request, tmp_path_factory, browser):
    """A page with all predictions of the course, one a cell, none made yet; its language and the file of progress."""
    folder = tmp_path_factory.mktemp(f"predictions-{request.param}")
    first = "from course_lib.controls.prediction import predict\n"
    cells = [first + cell for cell in asked_in_chapters().values()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIENT_COURSE_LANGUAGE", request.param)
        with running_lab(folder) as lab, page_of_cells(browser, lab, cells, predicting=True) as page:
            yield page, lab, folder / "progress.json"


def cell_of(page, name):
    cell = page.locator(".jp-CodeCell").nth(list(asked_in_chapters()).index(name))
    cell.scroll_into_view_if_needed()
    return cell


def tab_to(page, target, most=40):
    """Press Tab until ``target`` has the focus."""
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("not reached by keyboard")


def places(cell, *parts):
    """How far below the top of their cell the parts stand, and how high they are; equal if that is so within a pixel."""
    top, boxes = cell.bounding_box()["y"], [part.bounding_box() for part in parts]
    return pytest.approx([number for box in boxes for number in (box["y"] - top, box["height"])], abs=1)


@pytest.mark.parametrize("name", NAMES)
def test_predict_play_and_compare_by_keyboard_and_nothing_jumps(asked, name):
    page, _, progress = asked
    cell = cell_of(page, name)
    choices, control = cell.locator("input[type=radio]"), cell.locator(".gradient-course-control")
    expect(control).to_have_count(0)
    before = places(cell, *choices.all())
    choices.first.focus()
    tab_to(page, choices.nth(1))
    page.keyboard.press("Space")
    expect(control.locator(CANVAS)).not_to_have_attribute("data-drawn", "0")
    assert choices.nth(1).evaluate("element => element === document.activeElement")
    assert places(cell, *choices.all()).expected == before
    expect(cell.get_by_text(words("prediction.predicted", prediction="").strip()).first).to_be_visible()
    assert json.loads(progress.read_text())["predictions"][name] == {"chosen": 2, "happened": None}

    handle = control.get_by_role("slider").first
    tab_to(page, handle)
    page.keyboard.press("End")
    page.wait_for_timeout(300)
    compare = cell.get_by_role("button", name=words("prediction.compare"))
    tab_to(page, compare)
    page.wait_for_timeout(700)
    before, height = places(cell, choices.first, control, compare), cell.bounding_box()["height"]
    page.keyboard.press("Enter")
    expect(choices.first).to_be_disabled()
    happened = cell.locator(".gradient-course-prediction [aria-live]").last
    expect(happened).to_contain_text(catalogue(language())[f"{name}.happened"].partition("{")[0].strip()[:12])
    page.wait_for_timeout(300)
    assert places(cell, choices.first, control, compare).expected == before
    assert cell.bounding_box()["height"] == pytest.approx(height, abs=1)
    assert json.loads(progress.read_text())["predictions"][name]["happened"] in range(1, choices.count() + 1)
    cell.screenshot(path=progress.with_name(f"{name}.png"))


def test_a_code_is_read_typed_and_refused_by_keyboard(asked):
    page, _, _ = asked
    cell = cell_of(page, "chapter04.predict_rate")
    control = cell.locator(".gradient-course-control")
    line, field = control.locator(".gradient-course-sharing"), control.locator(".gradient-course-sharing input")
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(field).to_have_value("LearningRate?landscape=1&learning_rate=10&steps=10")
    tab_to(page, field)
    page.keyboard.press("Control+A")
    page.keyboard.type("LearningRate?landscape=3&learning_rate=0.2&steps=12")
    page.keyboard.press("Enter")
    expect(line.get_by_role("status")).to_have_text(words("sharing.shown"))
    expect(control.locator(".widget-readout").first).to_have_text(re.compile(r"0\.2(00)?"))
    height, said = control.bounding_box()["height"], control.locator(SENTENCE).text_content()
    page.keyboard.press("Control+A")
    page.keyboard.type("LineFit?a=1&b=2&table=False")
    page.keyboard.press("Enter")
    expect(line.get_by_role("status")).to_contain_text("LineFit")
    assert control.locator(SENTENCE).text_content() == said
    assert control.bounding_box()["height"] == pytest.approx(height, abs=1)
    # The code follows the control, unless it is being typed.
    slider = control.get_by_role("slider").nth(1)
    slider.focus()
    page.keyboard.press("Home")
    expect(field).to_have_value("LearningRate?landscape=3&learning_rate=0.2&steps=0")


def test_what_was_predicted_and_happened_stands_there_when_the_notebook_is_run_again(asked):
    page, lab, progress = asked
    if not progress.exists():
        pytest.skip("no prediction was made before this test")
    open_and_run_all(page, lab, "cells.ipynb", predicting=True)
    cell = cell_of(page, "chapter00.predict_level")
    expect(cell.locator(CANVAS)).to_be_visible()
    expect(cell.locator("input[type=radio]").first).to_be_disabled()
    expect(cell.locator(".gradient-course-prediction [aria-live]").last).to_contain_text("3, 7")


def test_it_opens_without_a_prediction_by_one_key(asked):
    page, lab, progress = asked
    progress.unlink(missing_ok=True)
    open_and_run_all(page, lab, "cells.ipynb", predicting=True)
    cell = cell_of(page, "chapter00.predict_level")
    expect(cell.locator(".gradient-course-control")).to_have_count(0)
    skip = cell.get_by_role("button", name=words("prediction.skip"))
    skip.focus()
    before = places(cell, cell.locator("input[type=radio]").first)
    page.keyboard.press("Enter")
    expect(cell.locator(CANVAS)).to_be_visible()
    assert places(cell, cell.locator("input[type=radio]").first).expected == before
    expect(skip).to_be_hidden()
    assert not progress.exists()


def test_the_pitch_follows_the_error_where_the_sound_is_on(asked):
    page, _, _ = asked
    cell = cell_of(page, "chapter03.predict_a")
    if cell.locator(CANVAS).count() == 0:
        cell.get_by_role("button", name=words("prediction.skip")).click()
    sound, handle = cell.get_by_role("button", name=words("sound.label")), cell.get_by_role("slider").first
    expect(sound).to_have_attribute("aria-pressed", "false")
    handle.focus()
    page.keyboard.press("Home")
    tab_to(page, sound)
    assert sound.get_attribute("data-hertz") is None
    page.keyboard.press("Enter")
    expect(sound).to_have_attribute("aria-pressed", "true")
    pitches = []
    for key in ("End", "Home"):
        handle.focus()
        page.keyboard.press(key)
        page.wait_for_timeout(800)
        pitches.append(float(sound.get_attribute("data-hertz")))
    # a = 1 is off by 115 kg, a = 0 by 55 kg: the first is heard higher.
    assert pitches[0] > pitches[1] > 440
