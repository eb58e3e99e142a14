"""The warm-up in a real JupyterLab, by keyboard alone: opened, answered, gone through and skipped; nothing jumps."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from rehearsal.lab import open_and_run_all, page_of_cells, running_lab

pytestmark = pytest.mark.browser

CELL = "from course_lib.controls.warm_up import WarmUp\nWarmUp('06')"
BELOW = "from course_lib.controls.warm_up import WarmUp\nWarmUp('02')"


@pytest.fixture(scope="module", params=LANGUAGES)
def shown(request, tmp_path_factory, browser):
    """A page with two warm-ups, run; its JupyterLab and the file of progress."""
    folder = tmp_path_factory.mktemp(f"warm-up-{request.param}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIENT_COURSE_LANGUAGE", request.param)
        with running_lab(folder) as lab, page_of_cells(browser, lab, [CELL, BELOW]) as page:
            yield page, lab, folder / "progress.json"


def focused(locator):
    return locator.evaluate("element => element === document.activeElement")


def tab_to(page, target, most=20):
    for _ in range(most):
        if focused(target):
            return
        page.keyboard.press("Tab")
    raise AssertionError("not reached by keyboard")


def button(cell, entry):
    return cell.get_by_role("button", name=words(entry), exact=True)


def test_three_questions_by_keyboard_and_nothing_jumps(shown):
    page, _, progress = shown
    cell = page.locator(".jp-CodeCell").nth(0)
    expect(cell.get_by_role("radio")).to_have_count(0)
    line = cell.get_by_text(words("warm_up.why"), exact=False).bounding_box()
    assert cell.locator(".jp-OutputArea").bounding_box()["height"] < 130, "the first picture is pushed far down"
    cell.screenshot(path=progress.with_name("closed.png"))

    button(cell, "warm_up.start").focus()
    page.keyboard.press("Enter")
    start = button(cell, "warm_up.skip")
    expect(start).to_be_visible()
    assert cell.get_by_text(words("warm_up.why"), exact=False).bounding_box() == line
    heights = set()
    for place in range(3):
        group = cell.get_by_role("radiogroup").filter(visible=True)
        expect(group).to_have_count(1)
        radios = group.get_by_role("radio")
        expect(radios.first).to_be_focused()
        state = words("warm_up.state", number=place + 1, questions=3)
        expect(cell.locator("[aria-live]", has_text=state)).to_be_visible()
        heights.add(round(cell.bounding_box()["height"]))
        top = group.bounding_box()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        go_on = button(cell, "warm_up.finish" if place == 2 else "warm_up.next")
        expect(go_on).to_be_visible()
        assert group.bounding_box() == top
        heights.add(round(cell.bounding_box()["height"]))
        cell.screenshot(path=progress.with_name(f"question-{place + 1}.png"))
        tab_to(page, go_on)
        page.keyboard.press("Enter")
    expect(cell.get_by_text("🎉")).to_be_visible()
    page.wait_for_timeout(300)
    heights.add(round(cell.bounding_box()["height"]))
    cell.screenshot(path=progress.with_name("done.png"))
    assert max(heights) - min(heights) <= 1
    assert len(json.loads(progress.read_text())["warmups"]["asked"]) == 3


def test_escape_skips_all_and_leaves_the_focus_where_one_can_begin_again(shown):
    page, _, progress = shown
    cell = page.locator(".jp-CodeCell").nth(1)
    before = cell.bounding_box()["height"]
    kept = progress.read_text() if progress.exists() else None
    button(cell, "warm_up.start").focus()
    page.keyboard.press("Enter")
    expect(cell.get_by_role("radio").filter(visible=True).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell.get_by_role("radio")).to_have_count(0)
    expect(button(cell, "warm_up.start")).to_be_focused()
    expect(cell.get_by_text(words("warm_up.skipped"))).to_be_visible()
    assert cell.bounding_box()["height"] == pytest.approx(before, abs=1)
    assert (progress.read_text() if progress.exists() else None) == kept
    # Once more, by the button.
    page.keyboard.press("Enter")
    expect(cell.get_by_role("radio").filter(visible=True).first).to_be_focused()
    button(cell, "warm_up.skip").focus()
    page.keyboard.press("Enter")
    expect(cell.get_by_role("radio")).to_have_count(0)
    assert page.locator(".jp-CodeCell").count() == 2, "Escape or Enter did something to the notebook"


def test_axe_hears_nothing_wrong(shown):
    page, lab, _ = shown
    open_and_run_all(page, lab, "cells.ipynb")
    cell = page.locator(".jp-CodeCell").nth(0)
    button(cell, "warm_up.start").click()
    radios = cell.get_by_role("radio").filter(visible=True)
    expect(radios.first).to_be_focused()
    radios.first.check()
    found = Axe().run(page, context=".jp-OutputArea").response["violations"]
    assert {rule["id"]: [node["html"] for node in rule["nodes"]][:3] for rule in found} == {}


@pytest.mark.parametrize("width", [420, 700])
def test_a_narrow_window_cuts_nothing_off(shown, width):
    page, lab, progress = shown
    open_and_run_all(page, lab, "cells.ipynb")
    cell = page.locator(".jp-CodeCell").nth(0)
    button(cell, "warm_up.start").click()
    cell.get_by_role("radio").filter(visible=True).first.check()
    page.evaluate(f"() => {{ document.querySelector('.jp-Notebook').style.width = '{width}px' }}")
    page.wait_for_timeout(500)
    output = cell.locator(".jp-OutputArea-output").first
    assert output.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    cell.screenshot(path=progress.with_name(f"narrow-{width}.png"))
    page.evaluate("() => { document.querySelector('.jp-Notebook').style.width = '' }")
