"""Lines to put in order in a real JupyterLab: by keyboard alone and by mouse, heard as well as seen; nothing jumps."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from course_lib.exercises.puzzle import answer_lines
from course_lib.exercises.sheets import find_exercise
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from rehearsal.lab import page_of_cells, running_lab
from tests.browser.test_predictions import tab_to

pytestmark = pytest.mark.browser

NAME, ANOTHER = "gradient_descent", "has_converged"
CELLS = [
    f"from course_lib import puzzle\n\ndef {name}(*inputs):\n    return ...\n\npuzzle({name})" for name in (NAME, ANOTHER)
]


@pytest.fixture(params=LANGUAGES)
def asked(request, tmp_path, browser, monkeypatch):
    """A page with two puzzles; its language and the file of progress."""
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", request.param)
    with running_lab(tmp_path) as lab, page_of_cells(browser, lab, CELLS) as page:
        yield page, tmp_path / "progress.json"


def shown(cell):
    """Return the lines in the function, in order."""
    return [text.strip() for text in cell.locator("ol").first.locator("code").all_text_contents()]


def choose(page, line, most=30):
    """Press the arrow until a line of code is chosen."""
    for _ in range(most):
        if page.evaluate("document.activeElement.closest('label')?.querySelector('code').textContent") == line:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"not reached by keyboard: {line}")


def test_a_puzzle_is_solved_by_keyboard_alone_and_heard_and_nothing_jumps(asked):
    page, progress = asked
    answer = answer_lines(find_exercise(NAME)[1])
    cell = page.locator(".jp-CodeCell").first
    cell.scroll_into_view_if_needed()
    height = cell.bounding_box()["height"]
    selected = page.locator(".jp-CodeCell.jp-mod-selected").count()
    cell.get_by_role("radio").first.focus()
    for line in answer:
        choose(page, line)
        page.keyboard.press("Enter")
    assert shown(cell) == [line.strip() for line in answer]
    # One line up and down again, and what is said of it; the arrow alone has chosen lines and no cells of the notebook.
    page.keyboard.press("Alt+ArrowUp")
    assert shown(cell)[-2] == answer[-1].strip()
    expect(cell.locator(".heard[aria-live]")).to_have_text(words("line_puzzle.moved", line=answer[-1].strip(), number=len(answer) - 1))
    run = cell.get_by_role("button", name=words("line_puzzle.run"))
    tab_to(page, run)
    page.keyboard.press("Enter")
    told = cell.locator(".widget-html [aria-live=polite]")
    expect(told).to_contain_text("✗", timeout=60_000)  # all orders are run, where no mistake of a name is made
    assert cell.bounding_box()["height"] == pytest.approx(height, abs=1)
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    tab_to(page, cell.get_by_role("button", name=f"↓ {words('line_puzzle.down')}", exact=True))
    page.keyboard.press("Space")
    assert shown(cell) == [line.strip() for line in answer]
    tab_to(page, run)
    page.keyboard.press("Enter")
    expect(told).to_contain_text(words("line_puzzle.done", name=NAME).partition("`")[0])
    assert cell.bounding_box()["height"] == pytest.approx(height, abs=1)
    assert page.locator(".jp-CodeCell.jp-mod-selected").count() == selected
    assert json.loads(progress.read_text())["ordered"] == [NAME]


def test_by_mouse_lines_are_put_in_and_taken_out_and_axe_finds_nothing(asked):
    page, _ = asked
    cell = page.locator(".jp-CodeCell").nth(1)
    cell.scroll_into_view_if_needed()
    answer = answer_lines(find_exercise(ANOTHER)[1])
    height = cell.bounding_box()["height"]
    for line in answer:
        cell.locator("label", has_text=line.strip()).first.click()
        cell.get_by_role("button", name=words("line_puzzle.take")).click()
    cell.get_by_role("button", name=words("line_puzzle.out")).click()
    assert shown(cell) == [line.strip() for line in answer[:-1]]
    cell.get_by_role("button", name=words("line_puzzle.run")).click()
    expect(cell.locator(".widget-html [aria-live=polite]")).to_contain_text(words("line_puzzle.so_far", missing=1))
    assert cell.bounding_box()["height"] == pytest.approx(height, abs=1)
    found = Axe().run(page, context=".jp-OutputArea").response["violations"]
    assert {rule["id"]: [node["html"] for node in rule["nodes"]][:3] for rule in found} == {}
    indented = words("line_puzzle.indented", depth=2)
    assert cell.get_by_role("radio", name=f"{words('line_puzzle.place_used', number=2)} {indented}").count() == 1
    for width in (1300, 700):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        assert cell.locator(".gradient-course-lines").evaluate("one => one.scrollWidth <= one.clientWidth + 1")
