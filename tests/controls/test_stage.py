"""What every control promises: one message a move, one thing said everywhere, states as data."""

from __future__ import annotations

import json
import re

import ipywidgets as widgets
import pytest

from benchmarks.interaction import every_control
from course_lib.controls.batch_size import BatchSizeControl
from course_lib.controls.clinic import ClinicControl
from course_lib.controls.learning_rate import LearningRateControl
from course_lib.controls.stage import Stage
from course_lib.controls.training_run import TrainingRunControl
from course_lib.words.language import LANGUAGES

each_control = pytest.mark.parametrize("control", every_control(), ids=lambda control: control.__name__)
SLIDERS = (widgets.FloatSlider, widgets.FloatLogSlider, widgets.IntSlider)


def sliders_of(control):
    return [widget for widget in vars(control).values() if isinstance(widget, SLIDERS)]


def messages(monkeypatch, control):
    """Return the list in which the states are noted that the stage sends from now on."""
    sent = []
    monkeypatch.setattr(control.stage, "send_state", lambda key=None: sent.append(set(key or control.stage.keys)))
    return sent


@each_control
def test_the_stage_shows_the_picture_at_both_ends_of_each_slider(control):
    made = control()
    for slider in sliders_of(made):
        for value in (slider.min, slider.max):
            slider.value = 10**value if isinstance(slider, widgets.FloatLogSlider) else value
            assert made.stage.alt == made.picture.alt and "{" not in made.stage.alt
            assert made.stage.drawing == made.picture.drawing()
            assert (made.stage.width, made.stage.height) == made.picture.size
    assert len(json.dumps(made.stage.drawing)) < 200_000


def test_a_move_is_one_message_without_the_background(monkeypatch):
    control = LearningRateControl()
    sent = messages(monkeypatch, control)
    control.learning_rate.value = 0.5
    assert sent == [{"drawing", "alt"}]
    control.landscape.value = control.landscape.options[1][1]
    assert "background" in sent[-1]


@pytest.mark.parametrize("control", [TrainingRunControl, ClinicControl], ids=lambda control: control.__name__)
def test_slider_picture_and_sentence_agree_for_every_step_that_can_be_typed(control, speak):
    speak("en")
    made = control()
    assert made.step.step == 5
    for typed in range(30, 42):
        made.step.value = typed
        steps = made.step.value
        assert steps % 5 == 0 and abs(steps - typed) <= 2
        assert f"Step {steps}" in made.stage.alt, made.stage.alt[:60]
    made.step.value = made.step.max
    assert f"Step {made.step.max}" in made.stage.alt


def test_only_sizes_that_exist_can_be_chosen():
    control = BatchSizeControl()
    assert "gradient-course-names" in control.size._dom_classes  # stage.js locks the number beside it
    with pytest.raises(Exception, match="Invalid selection"):
        control.size.value = 7


def test_the_numbers_of_the_picture_can_be_read_as_tables(monkeypatch):
    control = LearningRateControl()
    assert control.stage.tables_title
    sent = []
    monkeypatch.setattr(control.stage, "send", sent.append)
    control.steps.value = 3
    control.stage._handle_custom_msg("something else", [])
    control.stage._handle_custom_msg("tables", [])
    (message,) = sent
    (walked,) = message["tables"]
    assert len(walked["columns"]) == 3 and [row[0] for row in walked["rows"]] == ["0", "1", "2", "3"]
    x = walked["rows"][3][1].replace("−", "-")
    assert float(x) == pytest.approx(-2.5 * 0.9**3, abs=1e-3)


@each_control
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_picture_has_its_numbers_as_tables(control, language, speak):
    speak(language)
    made = control()
    assert made.stage.tables_title
    tables = made.picture.tables()
    assert tables
    for table in tables:
        assert table["name"] and not table["name"].startswith("_") and table["rows"]
        assert {len(row) for row in table["rows"]} == {len(table["columns"])}
        for cell in [cell for row in table["rows"] for cell in row]:
            assert isinstance(cell, str) and not re.search(r"\de[+−-]?\d|nan|\n", cell), (table["name"], cell)


def test_states_can_be_written_as_data(monkeypatch):
    control = LearningRateControl()
    before = control.learning_rate.value
    sent = messages(monkeypatch, control)
    stored = json.loads(json.dumps(control.frames(learning_rate=[0.1, 0.5, 1.0])))
    assert sent == [] and control.learning_rate.value == before
    assert stored["background"].startswith("data:image/png;base64,")
    assert (stored["width"], stored["height"], stored["lines"]) == (*control.picture.size, control.lines)
    for rate, frame in zip([0.1, 0.5, 1.0], stored["frames"], strict=True):
        control.learning_rate.value = rate
        assert frame == {"drawing": control.stage.drawing, "alt": control.stage.alt}
    with pytest.raises(ValueError, match="background"):
        control.frames(landscape=[landscape for _, landscape in control.landscape.options])


def test_the_script_lies_beside_the_stage():
    assert "export function play" in str(Stage._esm) and Stage(lines=3).lines == 3
