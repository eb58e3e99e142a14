"""The test before the course in a real JupyterLab, by keyboard alone: each question has the focus, and nothing jumps."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from course_lib.exercises.concept_test import IDEAS
from course_lib.words.language import LANGUAGES
from rehearsal.lab import page_of_cells, running_lab

pytestmark = pytest.mark.browser

CELL = "from course_lib.controls.concept_test import ConceptTest\nConceptTest('before')"
FOCUSED = "element => element === document.activeElement"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_questions_are_answered_by_keyboard_and_nothing_jumps(language, browser, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", language)
    with running_lab(tmp_path) as lab, page_of_cells(browser, lab, [CELL]) as page:
        control = page.locator(".gradient-course-concept-test").first
        legend, choices, forward = control.locator("legend"), control.locator("input"), control.get_by_role("button").first
        expect(control).to_be_visible()
        places = [control.bounding_box() | {"button": forward.bounding_box()["y"]}]
        forward.focus()
        page.keyboard.press("Enter")
        for idea in IDEAS:
            expect(legend).to_have_text(idea.asked("before", language))
            expect(choices.first).to_be_focused()
            places.append(control.bounding_box() | {"button": forward.bounding_box()["y"]})
            group = control.locator("fieldset").bounding_box()
            assert group["y"] + group["height"] <= forward.bounding_box()["y"], idea.name
            page.keyboard.press("Space")
            expect(forward).to_be_enabled()
            for _ in range(6):
                if not forward.evaluate(FOCUSED):
                    page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        expect(legend).to_be_hidden()
        assert all(place == pytest.approx(places[0], abs=1) for place in places)
    kept = json.loads((tmp_path / "progress.json").read_text())["tests"]["before"]
    assert kept == {idea.name: idea.before[0] for idea in IDEAS}
