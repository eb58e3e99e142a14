"""The warm-up of a chapter: closed at first, three questions one after another, skipped by one key, kept; never in the way."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest

from course_lib.controls.warm_up import WarmUp
from course_lib.exercises.checking import check
from course_lib.exercises.progress import Asked, asked, mistakes, progress_file, record_answer, record_solved, solved
from course_lib.warmups.bank import IDEAS
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from course_lib.words.message import TONES

DAY = date(2026, 4, 6)
CHAPTERS = [f"{number:02d}" for number in range(1, 12)]


def signs_in(text):
    return [sign for _, sign in TONES.values() if sign in text]


def right(warm_up, place):
    return warm_up.questions[place].right


def wrong(warm_up, place):
    return right(warm_up, place) % len(warm_up.questions[place].options) + 1


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_it_is_one_line_until_it_is_opened(chapter):
    warm_up = WarmUp(chapter, DAY)
    assert not warm_up.is_open and len(warm_up.questions) == 3
    assert not progress_file().exists()
    warm_up.start.click()
    assert warm_up.is_open and not progress_file().exists()


def test_three_questions_one_after_another_each_with_its_why(speak):
    speak("en")
    warm_up = WarmUp("05", DAY)
    warm_up.start.click()
    given = [right, wrong, right]
    for place, give in enumerate(given):
        shown = [answer.layout.visibility for answer in warm_up.answers]
        assert [place == number for number in range(3)] == [one == "visible" for one in shown]
        assert f"Question {place + 1} of 3" in warm_up.state.value and not signs_in(warm_up.feedback.value)
        assert warm_up.go_on.layout.visibility == "hidden"
        number = give(warm_up, place)
        warm_up.answers[place].value = number
        assert signs_in(warm_up.feedback.value) == [TONES["right" if give is right else "wrong"][1]]
        assert "aria-live" in warm_up.feedback.value
        assert warm_up.go_on.layout.visibility == "visible"
        assert warm_up.go_on.description == ("Finish" if place == 2 else "Next question")
        warm_up.go_on.click()
    assert "2 of 3 right" in warm_up.state.value and "🎉" in warm_up.state.value
    assert warm_up.is_open and warm_up.start.layout.visibility == "hidden"
    assert asked() == {
        question.idea: Asked(DAY, give is right) for question, give in zip(warm_up.questions, given, strict=True)
    }


def test_the_first_answer_counts_and_others_can_be_looked_at():
    warm_up = WarmUp("05", DAY)
    warm_up.open_or_skip()
    warm_up.answers[0].value = wrong(warm_up, 0)
    warm_up.answers[0].value = right(warm_up, 0)
    assert signs_in(warm_up.feedback.value) == ["✓"]
    assert asked() == {warm_up.questions[0].idea: Asked(DAY, False)}


def test_escape_skips_and_what_is_left_comes_another_time():
    warm_up = WarmUp("05", DAY)
    warm_up.start.click()
    warm_up.answers[0].value = right(warm_up, 0)
    warm_up.go_on.click()
    warm_up.answers[1]._handle_custom_msg("escape", None)
    assert not warm_up.is_open and words("warm_up.skipped") in warm_up.state.value
    assert warm_up.start.description == words("warm_up.start") and len(asked()) == 1
    # Opened again, it goes on where it stood.
    warm_up.start.click()
    assert warm_up.answers[1].layout.visibility == "visible"
    warm_up.start.click()
    assert not warm_up.is_open
    # And in a new kernel what was not answered is asked first, with the same numbers on that day.
    again = WarmUp("05", DAY)
    assert warm_up.questions[0].idea not in {question.idea for question in again.questions}
    assert {question.text for question in warm_up.questions[1:]} <= {question.text for question in again.questions}


def test_skipped_after_the_last_answer_is_finished():
    warm_up = WarmUp("05", DAY)
    warm_up.start.click()
    for place in range(3):
        warm_up.answers[place].value = right(warm_up, place)
        if place < 2:
            warm_up.go_on.click()
    warm_up.start.click()
    assert warm_up.is_open and "🎉" in warm_up.state.value


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_page_without_a_kernel_shows_the_same_whoever_made_it_and_when(speak, chapter, code):
    speak(code)
    first = WarmUp(chapter, DAY)
    before = {kind: first._repr_mimebundle_()[0][kind] for kind in ("text/html", "text/plain")}
    first.start.click()
    first.answers[0].value = wrong(first, 0)
    record_answer("chapter01.quiz_step", 1)
    later = WarmUp(chapter, DAY + timedelta(days=400))._repr_mimebundle_()[0]
    assert {kind: later[kind] for kind in before} == before
    assert "application/vnd.jupyter.widget-view+json" in later
    # Answers are folded, all of it is; the text has none.
    assert before["text/html"].count("<details>") == 4 and before["text/html"].count("</details>") == 4
    assert not signs_in(before["text/html"]) and words("warm_up.why").split("'")[0] in before["text/html"]
    for kind in before:
        assert not re.search(r"[{}]|nan|None\b(?!（|, nothing)", before[kind]), before[kind]


def test_before_the_first_chapter_there_is_none():
    with pytest.raises(ValueError, match="nothing to warm up with"):
        WarmUp("00", DAY)


# --- the file


def test_a_file_of_the_time_before_warm_ups_is_read_and_keeps_what_it_had():
    progress_file().write_text('{"solved": ["double"], "answers": {"chapter01.quiz_step": 2}}')
    assert asked() == {} and mistakes() == {}
    warm_up = WarmUp("05", DAY)
    warm_up.start.click()
    warm_up.answers[0].value = 1
    assert solved() == {"double"} and len(asked()) == 1
    record_solved("rise")
    assert len(asked()) == 1
    assert json.loads(progress_file().read_text())["answers"] == {"chapter01.quiz_step": 2}


@pytest.mark.parametrize(
    "strange",
    [
        "[]", "1", '{"asked": {}}', '{"mistakes": {}}', '{"asked": [], "mistakes": {}}', '{"asked": {}, "mistakes": []}',
        '{"asked": {"a": 1}, "mistakes": {}}', '{"asked": {"a": {"day": "2026-04-06"}}, "mistakes": {}}',
        '{"asked": {"a": {"day": "yesterday", "right": true}}, "mistakes": {}}',
        '{"asked": {"a": {"day": "2026-04-06", "right": 1}}, "mistakes": {}}',
        '{"asked": {"a": {"day": "2026-04-06", "right": true, "more": 1}}, "mistakes": {}}',
        '{"asked": {"a": {"day": 20260406, "right": true}}, "mistakes": {}}',
        '{"asked": {}, "mistakes": {"a.b": 3}}', '{"asked": {}, "mistakes": {"a.b": "2026-04-31"}}',
    ],
)  # fmt: skip
def test_strange_warm_ups_are_set_aside_with_a_sentence(strange, capsys):
    content = f'{{"solved": [], "answers": {{}}, "predictions": {{}}, "warmups": {strange}}}'
    progress_file().write_text(content)
    assert len(WarmUp("05", DAY).questions) == 3
    assert "progress-set-aside-1.json" in capsys.readouterr().out
    assert progress_file().with_name("progress-set-aside-1.json").read_text() == content


def test_ideas_that_are_gone_do_no_harm():
    content = {"asked": {"gone.idea": {"day": "2026-04-06", "right": False}}, "mistakes": {"gone.mistake": "2026-04-06"}}
    progress_file().write_text(json.dumps({"solved": [], "warmups": content}))
    assert len(WarmUp("11", DAY).questions) == 3 and set(asked()) == {"gone.idea"}


# --- what check tells


def named(name, body):
    """A learner's function."""
    made = {}
    exec(f"def {name}{body}", made)
    return made[name]


def test_check_notes_the_mistakes_that_it_names_and_no_others():
    assert check(named("gradient_step", "(x, gradient, rate): return x + rate * gradient")).tone == "wrong"
    assert mistakes() == {"gradient_step.uphill": date.today()}
    before = progress_file().read_bytes()
    for body in (
        "(x, gradient, rate): return x - rate * gradient + 0.123 * x * x",  # unknown
        "(x, gradient, rate): return x - rat * gradient",  # an error of Python
        "(x, gradient, rate): return ...",
    ):
        check(named("gradient_step", body))
    assert progress_file().read_bytes() == before
    assert WarmUp("05", date.today()).questions[0].idea == "descent_steps.one_step"
    assert check(named("gradient_step", "(x, gradient, rate): return x - rate * gradient")).tone == "right"
    assert solved() == {"gradient_step"} and set(mistakes()) == {"gradient_step.uphill"}


def test_check_answers_where_nothing_can_be_written(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIENT_COURSE_PROGRESS", str(tmp_path / "no" / "such" / "folder" / "progress.json"))
    assert check(named("gradient_step", "(x, gradient, rate): return x + rate * gradient")).tone == "wrong"
    warm_up = WarmUp("05", DAY)
    warm_up.start.click()
    warm_up.answers[0].value = 1
    assert warm_up.go_on.layout.visibility == "visible" and asked() == {}


def test_all_ideas_can_come_up():
    history = {idea.name: {"day": f"2026-03-{10 + number % 20}", "right": True} for number, idea in enumerate(IDEAS)}
    for idea in IDEAS:
        kept = {**history, idea.name: {"day": "2026-01-01", "right": True}}
        progress_file().write_text(json.dumps({"solved": [], "warmups": {"asked": kept, "mistakes": {}}}))
        assert WarmUp("11", DAY).questions[0].idea == idea.name
