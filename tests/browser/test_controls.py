"""Every control of the course in a real JupyterLab: by keyboard alone, heard as well as seen, and nothing jumps."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from benchmarks.interaction import every_control
from course_lib.controls.learning_rate import LearningRateControl
from course_lib.controls.stage import Stage
from course_lib.words.language import LANGUAGES
from rehearsal.lab import page_of_cells, running_lab
from rehearsal.stages import CANVAS, SENTENCE

pytestmark = pytest.mark.browser

CONTROLS = [control.__name__ for control in every_control()]


@pytest.fixture(scope="module", params=LANGUAGES)
def gallery(request, tmp_path_factory, browser):
    """All controls and a picture in one notebook, run: its page, and by each control's name its cell."""
    folder = tmp_path_factory.mktemp("gallery")
    codes = [f"from {made.__module__} import *\n{made.__name__}()" for made in every_control()]
    codes.append("from course_lib.plots.picture import figure_picture\n"
                 "figure_picture(lambda figure: figure.subplots().plot([1]) and 'a picture in words')")  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIENT_COURSE_LANGUAGE", request.param)
        with running_lab(folder) as lab, page_of_cells(browser, lab, codes) as page:
            yield page, {name: page.locator(".jp-CodeCell").nth(place) for place, name in enumerate(CONTROLS)}


def test_sliders_move_by_keyboard_and_picture_and_number_say_one_thing(gallery):
    page, cells = gallery
    for name, cell in cells.items():
        cell.scroll_into_view_if_needed()
        control, canvas, sentence = cell.locator(".gradient-course-control"), cell.locator(CANVAS), cell.locator(SENTENCE)
        picture = cell.get_by_role("img").first
        expect(picture).to_have_attribute("aria-label", sentence.text_content())
        height = control.bounding_box()["height"]
        sliders = cell.locator(".widget-slider")
        for number in range(sliders.count()):
            handle = sliders.nth(number).get_by_role("slider")
            if not handle.is_visible():
                continue
            label = sliders.nth(number).locator(".widget-label").text_content()
            readout = sliders.nth(number).locator(".widget-readout")
            if "gradient-course-spoken" in sliders.nth(number).get_attribute("class"):
                readout = sliders.nth(number).locator("xpath=following-sibling::*[1]")  # its number is written beside it
            assert handle.get_attribute("aria-label") == label != "", name
            drawn = int(canvas.get_attribute("data-drawn"))
            for key in ("Home", "End", "ArrowLeft"):
                handle.focus()
                page.keyboard.press(key)
                page.wait_for_timeout(250)
                expect(handle).to_have_attribute("aria-valuetext", readout.text_content())
                expect(picture).to_have_attribute("aria-label", sentence.text_content())
                assert control.bounding_box()["height"] == pytest.approx(height, abs=1), (name, label, key)
            # Both ends may look alike, as 0 and 360 degrees do.
            assert int(canvas.get_attribute("data-drawn")) > drawn, (name, label)
            assert handle.evaluate("handle => getComputedStyle(handle).outlineStyle") == "solid"


def test_axe_finds_nothing_that_is_ours(gallery):
    page, cells = gallery
    cells["LearningRateControl"].scroll_into_view_if_needed()
    found = Axe().run(page, context=".jp-OutputArea").response["violations"]
    assert {rule["id"]: [node["html"] for node in rule["nodes"]][:3] for rule in found} == {}
    assert page.locator(".jp-OutputArea img[alt='a picture in words']").count() == 1
    nameless = page.locator(".jp-OutputArea :is([role=slider], [contenteditable=true]):not([aria-label])")
    # What is not shown is not read out either.
    assert nameless.filter(visible=True).count() == 0


def test_the_sentence_is_read_aloud_when_the_hand_rests(gallery):
    page, cells = gallery
    cell = cells["LearningRateControl"]
    cell.scroll_into_view_if_needed()
    page.wait_for_timeout(1_000)
    heard = cell.locator(".gradient-course-stage [aria-live=polite]")
    handle = cell.get_by_role("slider").first
    handle.focus()
    page.keyboard.press("Home")
    page.wait_for_timeout(1_200)
    rested = heard.text_content()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(120)
        assert heard.text_content() == rested
    expect(cell.locator(SENTENCE)).not_to_have_text(rested)
    expect(heard).to_have_text(cell.locator(SENTENCE).text_content(), timeout=3_000)


def test_a_number_that_is_typed_becomes_one_that_exists(gallery):
    page, cells = gallery
    cell = cells["TrainingRunControl"]
    readout = cell.locator(".widget-hslider .widget-readout")
    readout.scroll_into_view_if_needed()
    readout.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("113")
    page.keyboard.press("Enter")
    expect(readout).to_have_text("115", timeout=5_000)
    expect(cell.locator(SENTENCE)).to_contain_text("115")
    locked = cells["BatchSizeControl"].locator(".gradient-course-names .widget-readout")
    locked.scroll_into_view_if_needed()
    assert locked.get_attribute("contenteditable") == "false"


def test_the_canvas_draws_what_matplotlib_draws(gallery):
    """Line for line they differ by the smoothing of edges; an arrow, bar or image left out would be seen."""
    _, cells = gallery
    # Blue of the curve, red of the ball: counted on the canvas alone.
    cell = cells["BallOnHillControl"]
    cell.scroll_into_view_if_needed()
    counts = cell.locator(CANVAS).evaluate(
        """canvas => {
          const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const near = (i, r, g, b) => Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 9;
          const counts = [0, 0, 0];
          for (let i = 0; i < data.length; i += 4)
            [[213, 94, 0], [0, 114, 178], [230, 159, 0]].forEach((c, n) => { counts[n] += near(i, ...c) && data[i + 3]; });
          return counts.map(c => c / 255);
        }"""
    )
    assert all(count > 100 for count in counts), counts


def test_stored_frames_play_on_a_page_without_python(page):
    stored = LearningRateControl().frames(learning_rate=[0.1, 1.0])
    page.set_content("<main></main>")
    page.evaluate(
        """async ([script, stored]) => {
          const {play} = await import(URL.createObjectURL(new Blob([script], {type: 'text/javascript'})));
          window.go = play(document.querySelector('main'), stored);
        }""",
        [str(Stage._esm), json.loads(json.dumps(stored))],
    )
    expect(page.get_by_role("img").first).to_have_attribute("aria-label", stored["frames"][0]["alt"])
    image = page.locator(CANVAS).evaluate("canvas => canvas.toDataURL()")
    page.evaluate("window.go(1)")
    expect(page.locator(SENTENCE)).to_have_text(stored["frames"][1]["alt"])
    assert page.locator(CANVAS).evaluate("canvas => canvas.toDataURL()") != image
