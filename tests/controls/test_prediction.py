"""Predictions: what opens when, what is kept, what is said, and that what happens is found by running the control."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from course_lib.controls import batch_size, mountain_walk
from course_lib.controls.batch_size import BatchSizeControl
from course_lib.controls.deep_signals import DeepSignalsControl
from course_lib.controls.learning_rate import LearningRateControl
from course_lib.controls.mountain_walk import MountainWalkControl
from course_lib.controls.prediction import predict
from course_lib.exercises.progress import (
    Predicted,
    answers,
    predictions,
    progress_file,
    record_answer,
    record_prediction,
    record_solved,
    solved,
)
from course_lib.plots.picture import Picture
from course_lib.plots.predictions import ENOUGH, predictions_by_chapter
from course_lib.words.catalogue import catalogue, word_list, words
from course_lib.words.language import LANGUAGES
from course_lib.words.message import TONES, Message

ROOT = Path(__file__).parents[2]
NAME = "chapter04.predict_rate"
RIGHT = 3


def ask(**settings):
    return predict(NAME, LearningRateControl(), **settings)


def is_open(prediction):
    return prediction.control.widget in prediction.widget.children


def test_the_control_opens_when_a_prediction_is_chosen():
    prediction = ask()
    assert not is_open(prediction) and prediction.skip in prediction.widget.children
    prediction.answer.value = 2
    assert is_open(prediction)
    # What stood above the control stands there still: nothing moves.
    assert prediction.widget.children[:2] == tuple(prediction._question)
    assert prediction.skip.layout.visibility == "hidden"
    assert word_list(f"{NAME}.options")[1] in prediction._predicted.value
    assert not any(sign in prediction.happened.value for _, sign in TONES.values())


def test_it_opens_without_a_prediction_too_and_nothing_is_kept_then():
    prediction = ask()
    prediction.skip.click()
    assert is_open(prediction) and prediction.happened not in prediction.widget.children
    assert predictions() == {} and not progress_file().exists()
    assert not is_open(ask())
    prediction.answer.value = 1
    assert prediction.happened in prediction.widget.children


def test_the_picture_can_be_seen_first():
    assert ask().control.stage not in ask().widget.children
    prediction = ask(look_first=True)
    assert prediction.control.stage in prediction.widget.children and not is_open(prediction)
    prediction.answer.value = 1
    assert prediction.control.stage not in prediction.widget.children and is_open(prediction)


def test_a_prediction_can_be_changed_until_it_is_compared_and_stands_then():
    first = ask()
    first.answer.value = 1
    first.answer.value = 2
    assert predictions() == {NAME: Predicted(2)}
    again = ask()
    assert is_open(again) and again.answer.value == 2 and not again.answer.disabled
    again.compare.click()
    assert again.answer.disabled and predictions() == {NAME: Predicted(2, RIGHT)}
    later = ask()
    assert later.answer.disabled and later.happened.value == again.happened.value
    assert predictions() == {NAME: Predicted(2, RIGHT)}


@pytest.mark.parametrize("chosen", [1, 2, 3])
def test_what_happened_stands_beside_what_was_predicted(speak, chosen):
    speak("en")
    prediction = ask()
    prediction.answer.value = chosen
    prediction.compare.click()
    sign = TONES["right" if chosen == RIGHT else "neutral"][1]
    said = prediction.happened.value
    assert sign in said and word_list(f"{NAME}.options")[RIGHT - 1] in said and "from 2.5 to" in said
    assert word_list(f"{NAME}.options")[chosen - 1] in prediction._predicted.value
    assert "aria-live" in said


def test_a_question_that_has_changed_since_is_asked_afresh():
    record_prediction(NAME, Predicted(9, 1))
    assert not is_open(ask())


def test_readers_without_a_kernel_see_the_question_and_the_picture_and_not_what_happens(speak):
    speak("en")
    prediction = ask()
    prediction.answer.value = RIGHT
    prediction.compare.click()
    data, metadata = prediction._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    for text in (data["text/html"], data["text/plain"]):
        assert words(f"{NAME}.question") in text and all(option in text for option in word_list(f"{NAME}.options"))
        assert prediction.control.picture.alt in text and "from 2.5 to" not in text
    assert "<img" in data["text/html"] and data["image/png"] == prediction.control.picture.png()
    assert metadata["image/png"]["alt"] == prediction.control.picture.alt


def test_a_question_that_nobody_can_answer_is_refused():
    with pytest.raises(KeyError):
        predict("chapter04.predict_x", LearningRateControl())
    with pytest.raises(AttributeError):
        predict("chapter00.predict_level", LearningRateControl())


# --- the questions of the course


def asked_in_chapters():
    """By the name of its question, the code of the cell that asks it."""
    cells = {}
    for path in sorted((ROOT / "chapters").glob("*.py")):
        for cell in re.split(r"^# %%.*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            for name in re.findall(r'^predict\("([\w.]+)"', cell, flags=re.MULTILINE):
                assert name.startswith(f"chapter{path.name[:2]}."), name
                assert name not in cells, name
                cells[name] = cell
    return cells


NAMES = list(asked_in_chapters())


def test_each_chapter_from_0_to_9_asks_for_a_prediction():
    names = asked_in_chapters()
    assert {name[:9] for name in names} >= {f"chapter{number:02}" for number in range(10)}
    for code in LANGUAGES:
        tables = {name.rpartition(".")[0] for name in catalogue(code) if ".predict_" in name}
        assert tables == set(names)


def test_both_languages_ask_the_same_questions():
    for name in NAMES:
        japanese, english = (catalogue(code) for code in LANGUAGES)
        assert len(japanese[f"{name}.options"]) == len(english[f"{name}.options"]) >= 3
        places = [set(re.findall(r"{(\w+)", one[f"{name}.happened"])) for one in (japanese, english)]
        assert places[0] == places[1] != set(), name


@pytest.mark.parametrize("name", NAMES)
def test_what_happens_is_found_and_said_and_the_control_stays_as_it_is(name, speak):
    for code in LANGUAGES:
        speak(code)
        known = {"predict": predict}
        lines = asked_in_chapters()[name].strip().splitlines()
        exec("\n".join([*lines[:-1], f"prediction = {lines[-1]}"]), known)
        prediction = known["prediction"]
        before = prediction.control.code()
        for number in range(1, len(prediction.options) + 1):
            prediction.answer.value = number
        number, _ = prediction._find_out()
        assert 1 <= number <= len(prediction.options)
        # The notebook's text explains one of the choices, and no other.
        assert number == {"chapter00": 3, "chapter01": 4, "chapter02": 2, "chapter03": 2, "chapter04": 3,
                          "chapter05": 1, "chapter06": 1, "chapter07": 2, "chapter08": 1, "chapter10": 3,
                          }.get(name[:9], {"chapter09.predict_zero": 3, "chapter09.predict_noise": 1}.get(name))  # fmt: skip
        prediction.compare.click()
        assert "{" not in prediction.happened.value and not re.search(r"\de[+-]?\d", prediction.happened.value)
        assert prediction.control.code() == before
        progress_file().unlink()


def test_what_happens_is_measured_and_not_written_down(monkeypatch):
    rates = LearningRateControl()
    for exponent, number in ((0.2, 2), (-0.3, 1), (1.0, 3)):
        rates.learning_rate.max = exponent
        assert rates.predict_rate()[0] == number
    kept = DeepSignalsControl(depth=30, activation="relu", initializer="he")
    assert kept.predict_depth()[0] == 3
    assert DeepSignalsControl(activation="relu", initializer="large").predict_depth()[0] == 2
    monkeypatch.setattr(mountain_walk, "mountain_slope", lambda place: {450.0: -3.0}.get(place, 1.0))
    assert MountainWalkControl().predict_steepest()[0] == 2
    monkeypatch.setattr(batch_size, "gradient_noise", lambda cloud: 1 / len(cloud))
    assert BatchSizeControl().predict_noise()[0] == 4


# --- what is kept


def test_predictions_are_kept_beside_answers_and_exercises_in_one_file():
    record_solved("double")
    record_answer("made_up.quiz", 3)
    record_prediction(NAME, Predicted(1))
    record_prediction(NAME, Predicted(1, 3))
    record_prediction("chapter01.predict_steepest", Predicted(4))
    assert solved() == {"double"} and answers() == {"made_up.quiz": 3}
    assert predictions() == {NAME: Predicted(1, 3), "chapter01.predict_steepest": Predicted(4)}
    assert json.loads(progress_file().read_text())["predictions"][NAME] == {"chosen": 1, "happened": 3}
    progress_file().unlink()
    assert predictions() == {}
    # A file of the time before predictions.
    progress_file().write_text('{"solved": ["double"], "answers": {}}')
    assert predictions() == {} and solved() == {"double"}


@pytest.mark.parametrize(
    "strange",
    [
        '[1]', '{"a": 1}', '{"a": {"chosen": 1}}', '{"a": {"chosen": "1", "happened": null}}',
        '{"a": {"chosen": 1, "happened": true}}', '{"a": {"chosen": null, "happened": 2}}',
        '{"a": {"chosen": 1, "happened": 2, "more": 3}}', '{"a": {"chosen": 1.0, "happened": 2}}',
    ],
)  # fmt: skip
def test_strange_predictions_are_set_aside_with_a_sentence(strange, capsys):
    content = f'{{"solved": [], "answers": {{}}, "predictions": {strange}}}'
    progress_file().write_text(content)
    assert not is_open(ask())
    assert "progress-set-aside-1.json" in capsys.readouterr().out
    aside = progress_file().with_name("progress-set-aside-1.json")
    assert aside.read_text() == content and not progress_file().exists()
    prediction = ask()
    prediction.answer.value = 2
    assert predictions() == {NAME: Predicted(2)}


def test_a_link_is_not_followed(tmp_path, capsys):
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text('{"solved": ["x"], "answers": {}, "predictions": {}}')
    progress_file().symlink_to(elsewhere)
    prediction = ask()
    assert "progress-set-aside-1.json" in capsys.readouterr().out
    prediction.answer.value = 2
    assert predictions() == {NAME: Predicted(2)} and not progress_file().is_symlink()
    assert elsewhere.read_text() == '{"solved": ["x"], "answers": {}, "predictions": {}}'


# --- chapter 10


def course(*came_true):
    """Predictions of the first questions of the course, compared; None for one that is not."""
    names = sorted(NAMES, key=lambda name: name[:9])
    kinds = {True: Predicted(1, 1), False: Predicted(1, 2), None: Predicted(1)}
    return {name: kinds[came] for name, came in zip(names, came_true, strict=False)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_chapter_10_says_so_where_no_prediction_was_compared(code, speak):
    speak(code)
    for made, waiting in (({}, 0), (course(None, None), 2)):
        said = predictions_by_chapter(made)
        assert isinstance(said, Message) and said.tone == "neutral"
        assert str(waiting) in said.text and str(len(NAMES)) in said.text


def test_chapter_10_sets_early_predictions_beside_later_ones(speak):
    speak("en")
    few = predictions_by_chapter(course(True, False, None))
    assert isinstance(few, Picture) and "Chapter 0: came true. Chapter 1: came otherwise. Chapter 2: not compared." in few.alt
    assert "Compared so far: 2 of 12" in few.alt
    many = predictions_by_chapter(course(False, True, False, True, True, True))
    assert "Of your first 3 predictions 1 came true, of the last 3 it was 3." in many.alt and ENOUGH == 6
    unknown = predictions_by_chapter({"chapter99.predict_x": Predicted(1, 1)})
    assert isinstance(unknown, Message)
