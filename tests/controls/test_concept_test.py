"""The test before and after as a control: one question at a time, kept at once, gone on with, nothing told."""

from __future__ import annotations

import json

import pytest

from course_lib.controls.concept_test import ConceptTest
from course_lib.exercises.concept_test import FORMS, IDEAS, RIGHT, UNSURE
from course_lib.exercises.progress import concept_choices, progress_file, record_choice
from course_lib.plots.concept_change import ConceptChange, concept_change
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from course_lib.words.message import Message

ALL = len(IDEAS)


def take(control, choice=RIGHT, upto=ALL):
    """Answer the questions up to a number, each by its place on the screen."""
    control.forward.click()
    while control.number <= upto:
        idea = IDEAS[control.number - 1]
        control.answer.value = idea.choices(control.form).index(choice) + 1
        control.forward.click()


def finished(form, choice=RIGHT, **other):
    for idea in IDEAS:
        record_choice(form, idea.name, other.get(idea.name, choice))


def test_it_begins_with_what_it_is_and_asks_nothing():
    control = ConceptTest("before")
    assert control.number == 0 and control.answer.layout.visibility == "hidden"
    assert control.forward.description == words("concept_test.control.begin") and not control.forward.disabled
    assert "10" in control.text.value and not progress_file().exists()


@pytest.mark.parametrize("form", FORMS)
def test_each_question_waits_for_an_answer_and_keeps_it_at_once(form):
    control = ConceptTest(form)
    control.forward.click()
    assert control.number == 1 and control.forward.disabled and control.answer.question == IDEAS[0].asked(form)
    assert len(control.answer.options) == 5 and control.answer.options[-1] == words("concept_test.unsure")
    control.forward.click()
    assert control.number == 1
    for number, choice in enumerate(IDEAS[0].choices(form), 1):
        control.answer.value = number
        assert concept_choices() == {form: {IDEAS[0].name: choice}}
    control.forward.click()
    assert control.number == 2 and control.answer.value is None and control.forward.disabled
    control.back.click()
    assert control.number == 1 and control.answer.value == 5 and not control.forward.disabled


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("stopped", [1, 7, 19])
def test_it_is_gone_on_with_where_it_was_broken_off(form, stopped):
    take(ConceptTest(form), UNSURE, stopped)
    again = ConceptTest(form)
    assert again.number == 0 and str(stopped + 1) in again.forward.description
    again.forward.click()
    assert again.number == stopped + 1
    again.back.click()
    assert again.answer.value == 5


@pytest.mark.parametrize("form", FORMS)
def test_at_the_end_all_is_kept_and_stands(form):
    control = ConceptTest(form)
    take(control)
    assert control.number == len(IDEAS) + 1 and control.forward.layout.visibility == "hidden"
    assert concept_choices() == {form: {idea.name: RIGHT for idea in IDEAS}}
    assert words(f"concept_test.control.done_{form}") in control.text.value
    assert ConceptTest(form).number == len(IDEAS) + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_is_told_before_the_end(language, monkeypatch):
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", language)
    told = [idea.told(choice) for idea in IDEAS for choice in idea.before if choice != RIGHT]
    told += [words("concept_test.moodle.right"), *(idea.title() for idea in IDEAS)]
    control = ConceptTest("before")
    control.forward.click()
    while control.number <= len(IDEAS):
        control.answer.value = 1
        shown = control.text.value + control.place.value + "".join(control.answer.options) + control.answer.question
        assert not [one for one in told if one in shown]
        control.forward.click()
    data, _ = control._repr_mimebundle_()
    assert not [one for one in told if one in data["text/html"] + data["text/plain"]]


def test_without_a_kernel_it_says_what_it_is_whatever_was_answered():
    untouched, _ = ConceptTest("before")._repr_mimebundle_()
    finished("before")
    taken, _ = ConceptTest("before")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in taken
    for kind in ("text/html", "text/plain"):
        assert untouched[kind] == taken[kind] and words("concept_test.control.still") in taken[kind]


def test_answers_that_the_test_does_not_have_are_asked_for_again():
    progress_file().write_text(json.dumps({"solved": [], "tests": {"before": {IDEAS[0].name: "by_magic", "x": "y"}}}))
    control = ConceptTest("before")
    control.forward.click()
    assert control.number == 1 and control.answer.value is None


def test_there_are_two_forms():
    with pytest.raises(ValueError, match="between"):
        ConceptTest("between")


def test_what_has_changed_waits_for_both_tests():
    assert concept_change(concept_choices()) == Message("neutral", words("concept_test.change.needs_after"))
    finished("before")
    assert concept_change(concept_choices()) == Message("neutral", words("concept_test.change.needs_after"))


def test_after_alone_is_told_without_a_change():
    finished("after", step="rate_alone")
    said = concept_change(concept_choices())
    assert isinstance(said, Message) and "19" in said.text
    assert words("concept_test.step.wrong.rate_alone") in said.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_changed_is_a_picture_and_words(language, monkeypatch):
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", language)
    finished("before", UNSURE, clip=RIGHT, step=RIGHT, he="variance")
    finished("after", step="slope_alone", branch=UNSURE)
    change = concept_change(concept_choices())
    assert isinstance(change, ConceptChange)
    for number, entry in ((2, "before"), (18, "after")):
        assert str(number) in change.picture.alt, entry
    title = {idea.name: idea.title() for idea in IDEAS}
    gained, waiting = change.picture.alt.split(title["he"])[0], "\n".join(change.lines)
    assert gained and title["clip"] not in waiting and title["he"] not in waiting
    assert words("concept_test.step.wrong.slope_alone") in waiting and title["branch"] in waiting
    assert "17" in change.lines[0] and len(change.lines) == 4
    data = change._repr_mimebundle_()
    assert "<img alt=" in data["text/html"] and title["step"] in data["text/html"]
