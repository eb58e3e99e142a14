"""Every control of the course in a real JupyterLab: by keyboard alone, heard as well as seen, and nothing jumps.

In the light theme and the dark one, in a narrow window, zoomed and on a fine screen.
"""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from benchmarks.interaction import every_control
from course_lib.controls.learning_rate import LearningRateControl
from course_lib.controls.stage import Stage
from course_lib.words.catalogue import word_list, words
from course_lib.words.language import LANGUAGES
from rehearsal.lab import page_of_cells, running_lab
from rehearsal.stages import CANVAS, SENTENCE

pytestmark = pytest.mark.browser

CONTROLS = [control.__name__ for control in every_control()]
BESIDE = {
    "quiz": "from course_lib.controls.quiz import Quiz\nQuiz('chapter04.quiz_steeper')",
    "prediction": "from course_lib.controls.learning_rate import LearningRateControl\n"
    "from course_lib.controls.prediction import predict\npredict('chapter04.predict_rate', LearningRateControl())",
    "tensorboard": "from course_lib.controls.tensorboard_view import TensorBoardView\nTensorBoardView('.')",
    "messages": "from course_lib.words.message import Message\n"
    "for tone in ('right', 'wrong', 'neutral'): display(Message(tone, '`a` + b'))",
    "claim": "from course_lib.claims.claim import claim\n"
    "claim('C4.4', 'holds', [True] * 5, caught=1, freed=2, lost=3, same=4, restless=5)",
    "picture": "from course_lib.plots.picture import figure_picture\n"
    "figure_picture(lambda figure: figure.subplots().plot([1]) and 'a picture in words')",
}
"""What else stands in chapters, and how it is made."""

# What of a cell's output is cut off, sticks out, scrolls sideways, or lies on something else.
CROWDED = """output => {
  const edge = output.getBoundingClientRect(), found = [];
  const named = what => `${what.tagName}.${what.className} ${what.textContent.slice(0, 30)}`;
  if (output.scrollWidth > output.clientWidth + 1) found.push(`scrolls sideways by ${output.scrollWidth - output.clientWidth}`);
  const kinds = '.widget-label, .widget-readout, .slider-container, .widget-label-basic, .widget-html-content, select, button, '
    + 'input, summary, legend, label, .sentence, .picture';
  const parts = [...output.querySelectorAll(kinds)].filter(
    one => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width
      && !one.matches('[aria-hidden=true] *, :has(> [aria-hidden=true])'));
  parts.forEach((one, place) => {
    const a = one.getBoundingClientRect();
    if (a.right > edge.right + 1 || a.left < edge.left - 1) found.push(`sticks out: ${named(one)}`);
    if (one.matches(':not(input, .slider-container)') && one.clientWidth && one.scrollWidth > one.clientWidth + 1)
      found.push(`cut off: ${named(one)}`);
    for (const other of parts.slice(place + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const b = other.getBoundingClientRect();
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
        found.push(`${named(one)} lies on ${named(other)}`);
    }
  });
  return found;
}"""


@pytest.fixture(scope="module", params=LANGUAGES)
def gallery(request, tmp_path_factory, browser):
    """All controls and what stands beside them in one notebook, run: its page, and by each one's name its cell."""
    folder = tmp_path_factory.mktemp("gallery")
    codes = [f"from {made.__module__} import *\n{made.__name__}()" for made in every_control()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIENT_COURSE_LANGUAGE", request.param)
        with running_lab(folder) as lab, page_of_cells(browser, lab, [*codes, *BESIDE.values()]) as page:
            cells = {name: page.locator(".jp-CodeCell").nth(place) for place, name in enumerate([*CONTROLS, *BESIDE])}
            cells["quiz"].scroll_into_view_if_needed()
            cells["quiz"].get_by_role("radio").first.check()
            yield page, cells


def test_sliders_move_by_keyboard_and_picture_and_number_say_one_thing(gallery):
    page, cells = gallery
    for name in CONTROLS:
        cell = cells[name]
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


@contextmanager
def shown_as(page, width, height, density=1):
    """Within this block the window has another size, and its screen so many pixels for each of the page's."""
    devtools = page.context.new_cdp_session(page)
    settings = {"width": width, "height": height, "deviceScaleFactor": density, "mobile": False}
    devtools.send("Emulation.setDeviceMetricsOverride", settings)
    page.wait_for_timeout(500)
    yield
    devtools.send("Emulation.setDeviceMetricsOverride", {**settings, "width": 1300, "height": 900, "deviceScaleFactor": 1})
    devtools.detach()


@pytest.mark.parametrize(("width", "height", "density"), [(900, 900, 1), (650, 450, 2)], ids=["narrow", "zoomed"])
def test_nothing_is_cut_off_or_lies_on_something_else(gallery, width, height, density):
    """Zoomed to 200 %, a window of 1300 by 900 pixels has half as many to lay out, and draws each of them finer."""
    page, cells = gallery
    crowded = {}
    with shown_as(page, width, height, density):
        for name, cell in cells.items():
            cell.scroll_into_view_if_needed()
            page.wait_for_timeout(100)
            outputs = cell.locator(".jp-OutputArea-output:has(.jupyter-widgets)")
            crowded[name] = [found for output in outputs.all() for found in output.evaluate(CROWDED)]
    assert {name: found for name, found in crowded.items() if found} == {}


def test_pictures_are_sharp_on_a_fine_screen_without_being_moved(gallery):
    page, cells = gallery
    with shown_as(page, 1300, 900, density=2):  # as wide as before: nothing else asks for a new drawing
        for name in CONTROLS:
            cells[name].scroll_into_view_if_needed()
            canvas = cells[name].locator(CANVAS)
            page.wait_for_timeout(100)
            drawn, wide, still = canvas.evaluate("canvas => [canvas.width, canvas.clientWidth, canvas.previousElementSibling.naturalWidth]")
            assert drawn == 2 * wide and still >= drawn, name


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_everything_can_be_read_in_the_light_theme_and_the_dark_one(gallery, theme):
    page, cells = gallery
    change = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"
    page.evaluate(change, f"JupyterLab {theme}")
    page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=str(theme == "Light").lower())
    try:
        page.wait_for_timeout(500)
        for name in ("LearningRateControl", "quiz", "messages"):
            cells[name].scroll_into_view_if_needed()
            page.wait_for_timeout(300)
            found = Axe().run(page, ".jp-OutputArea-output", {"runOnly": ["color-contrast"]}).response
            assert found["passes"], "nothing was looked at"
            assert [(node["html"], node["any"][0]["message"]) for rule in found["violations"] for node in rule["nodes"]] == []
        # A single sign is too short for axe to judge.
        alike = "signs => signs.map(sign => getComputedStyle(sign).color === getComputedStyle(sign.parentElement).color)"
        assert cells["messages"].locator("b").evaluate_all(alike) == [True] * 3
        white = cells["LearningRateControl"].locator(".picture").evaluate("part => getComputedStyle(part).backgroundColor")
        assert white == "rgb(255, 255, 255)"  # what is drawn on it is made for paper
    finally:
        page.evaluate(change, "JupyterLab Light")


def test_a_group_of_choices_bears_its_question(gallery):
    _, cells = gallery
    for name, question in (("quiz", "chapter04.quiz_steeper"), ("prediction", "chapter04.predict_rate")):
        cells[name].scroll_into_view_if_needed()
        group = cells[name].get_by_role("radiogroup", name=words(f"{question}.question"), exact=True)
        choices = group.get_by_role("radio")
        assert choices.count() == len(word_list(f"{question}.options"))
        for choice, text in zip(choices.all(), word_list(f"{question}.options"), strict=True):
            expect(choice).to_have_accessible_name(text)
    expect(cells["quiz"].get_by_role("radio", checked=True)).to_have_count(1)


def test_every_part_of_every_control_is_reached_by_tab(gallery):
    """Nothing is dragged but sliders, and these are moved by keys, as another test shows."""
    page, cells = gallery
    parts = ":is([role=slider], select, button, input, summary, [contenteditable=true])"
    for name in CONTROLS:
        cells[name].scroll_into_view_if_needed()
        control = cells[name].locator(".gradient-course-control")
        wanted = control.locator(parts).filter(visible=True)
        wanted.first.focus()
        number = control.evaluate(
            f"""control => {{
              window.reached = new Set([document.activeElement]);
              control.addEventListener('focusin', event => window.reached.add(event.target));
              return [...control.querySelectorAll('{parts}')].filter(part => part.checkVisibility()).length;
            }}"""
        )
        for _ in range(number + 2):
            page.keyboard.press("Tab")
        missed = wanted.evaluate_all("parts => parts.filter(part => !window.reached.has(part)).map(part => part.outerHTML)")
        assert missed == [], name
