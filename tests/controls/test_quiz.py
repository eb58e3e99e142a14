"""Questions with a choice: what the reader sees after each answer, and that every question of the course is sound."""

from __future__ import annotations

import re

import ipywidgets as widgets
import pytest

from course_lib.controls.quiz import Quiz
from course_lib.exercises.progress import answers, progress_file, record_answer, record_solved, solved
from course_lib.words.catalogue import catalogue, word_list, words
from course_lib.words.language import LANGUAGES, Language
from course_lib.words.message import TONES


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch):
    """Write a question into the catalogue of both languages for the length of a test."""

    def write(**changed: object) -> Quiz:
        table = {
            "question": "Is 1 < 2?",
            "options": ["yes", "no", "a & b"],
            "feedback": ["F1", "F2 <", "F3"],
            "right": "1",
        }
        for code in LANGUAGES:
            for key, value in {**table, **changed}.items():
                monkeypatch.setitem(catalogue(code), f"made_up.quiz.{key}", value)
        return Quiz("made_up.quiz")

    return write


def test_nothing_is_chosen_or_said_at_first(written):
    quiz = written()
    assert quiz.answer.value is None
    assert not any(sign in quiz.feedback.value for _, sign in TONES.values())


@pytest.mark.parametrize(
    ("right", "tones"),
    [("1", ["right", "wrong", "wrong"]), ("3", ["wrong", "wrong", "right"]), ("0", ["neutral"] * 3)],
)
def test_each_answer_gets_its_own_sentence_sign_and_colour(written, right, tones):
    quiz = written(right=right)
    for number, tone in enumerate(tones, start=1):
        quiz.answer.value = number
        colour, sign = TONES[tone]
        assert sign in quiz.feedback.value and colour in quiz.feedback.value
        assert f"F{number}" in quiz.feedback.value
    quiz.answer.value = None
    assert "F3" not in quiz.feedback.value


def test_texts_are_shown_as_they_are_written(written):
    quiz = written()
    quiz.answer.value = 2
    assert "F2 &lt;" in quiz.feedback.value
    assert quiz.answer.question == "Is 1 < 2?" and quiz.answer.options == ["yes", "no", "a & b"]


def test_readers_without_a_kernel_see_the_question_and_not_the_answer(written):
    data, _ = written()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    for kind in ("text/html", "text/plain"):
        assert "yes" in data[kind] and "no" in data[kind]
        assert "F1" not in data[kind] and "F2" not in data[kind]
        assert not any(sign in data[kind] for _, sign in TONES.values())
    assert "Is 1 &lt; 2?" in data["text/html"] and "a &amp; b" in data["text/html"]
    assert "Is 1 < 2?" in data["text/plain"]


def test_it_needs_no_output_widget(written):
    assert not any(isinstance(child, widgets.Output) for child in written().widget.children)


@pytest.mark.parametrize("changed", [{"feedback": ["F1"]}, {"right": "4"}, {"right": "-1"}, {"right": "yes"}])
def test_a_question_that_does_not_fit_together_is_refused(written, changed):
    with pytest.raises(ValueError, match=r"made_up\.quiz"):
        written(**changed)


def test_an_answer_is_kept_and_stands_there_when_the_question_is_opened_again(written):
    record_solved("double")
    written().answer.value = 3
    written().answer.value = 2
    again = written()
    assert again.answer.value == 2 and "F2" in again.feedback.value
    assert answers() == {"made_up.quiz": 2} and solved() == {"double"}
    # A question that has changed since.
    assert written(options=["one", "two"], feedback=["F1", "F2"]).answer.value == 2
    record_answer("made_up.quiz", 3)
    assert written(options=["one", "two"], feedback=["F1", "F2"]).answer.value is None
    record_solved("triple")
    assert answers() == {"made_up.quiz": 3}


@pytest.mark.parametrize("strange", ['{"solved": [], "answers": [1]}', '{"solved": [], "answers": {"a": true}}', "[]"])
def test_a_strange_file_is_set_aside_and_asks_afresh(written, strange):
    progress_file().write_text(strange)
    assert written().answer.value is None
    assert not progress_file().exists()
    written().answer.value = 1
    assert answers() == {"made_up.quiz": 1}


def names(code: Language) -> list[str]:
    """Return all quizzes. Predictions have options as well, but no right answer in words: it is measured."""
    tables = [name.removesuffix(".right") for name in catalogue(code) if name.endswith(".right")]
    return sorted(name for name in tables if f"{name}.question" in catalogue(code))


def test_both_languages_ask_the_same_questions():
    assert names("ja") == names("en")
    for name in names("ja"):
        ours, theirs = catalogue("ja"), catalogue("en")
        assert len(ours[f"{name}.options"]) == len(theirs[f"{name}.options"]), name
        assert ours[f"{name}.right"] == theirs[f"{name}.right"], name


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_asked_is_plain_text(code):
    """Questions and choices, of predictions too, are shown as they are written: no signs that stand for code or bold."""
    asked = {name: text for name, text in catalogue(code).items() if name.endswith((".question", ".options"))}
    assert len(asked) > 40
    assert not [name for name, text in asked.items() if re.search(r"[`*]", str(text))]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_question_of_the_course_is_sound(code, monkeypatch):
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", code)
    for name in names(code):
        quiz = Quiz(name)
        assert len(set(quiz.options)) == len(quiz.options) >= 2, name
        sentences = word_list(f"{name}.feedback")
        assert all(sentences), name
        right = int(words(f"{name}.right"))
        if right:
            # Two wrong answers may come from one mistake and share its sentence; the right one has its own.
            assert sentences.count(sentences[right - 1]) == 1, name
