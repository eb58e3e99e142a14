"""The code of what a control shows: every control of the course, to another instance and back, and what is refused."""

from __future__ import annotations

import re

import ipywidgets as widgets
import numpy as np
import pytest

from benchmarks.interaction import every_control
from course_lib.controls.ball_in_bowl import BallInBowlControl
from course_lib.controls.batch_size import BatchSizeControl
from course_lib.controls.clinic import ClinicControl
from course_lib.controls.deep_signals import DeepSignalsControl
from course_lib.controls.graph_play import GraphPlayControl
from course_lib.controls.learning_rate import LearningRateControl
from course_lib.controls.line_fit import LineFitControl
from course_lib.controls.mountain_walk import MountainWalkControl
from course_lib.controls.optimizer_race import OptimizerRaceControl
from course_lib.controls.stability_border import StabilityBorderControl
from course_lib.controls.state_code import CodeError, shortest
from course_lib.controls.training_run import TrainingRunControl
from course_lib.words.language import LANGUAGES

each_control = pytest.mark.parametrize("control", every_control(), ids=lambda control: control.__name__)
# What may stand in an address behind its #, RFC 3986.
FRAGMENT = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=:@/?]+")


def play(control, rng, moves=4):
    """Turn some of a control's inputs as a reader would, and press its buttons."""
    for _ in range(moves):
        inputs = list(control.inputs().values())
        widget = inputs[rng.integers(len(inputs))]
        if hasattr(widget, "options"):
            widget.index = int(rng.integers(len(widget.options)))
        elif isinstance(widget, widgets.Checkbox):
            widget.value = not widget.value
        else:
            steps = round((widget.max - widget.min) / widget.step)
            place = widget.min + int(rng.integers(steps + 1)) * widget.step
            widget.value = widget.base**place if isinstance(widget, widgets.FloatLogSlider) else place
        buttons = [made for made in vars(control).values() if isinstance(made, widgets.Button)]
        if buttons and rng.random() < 0.3:
            buttons[rng.integers(len(buttons))].click()


def shown(control):
    return control.picture.alt, control.picture.drawing(), control.code()


@each_control
def test_another_instance_shows_the_same_by_the_code(control):
    rng = np.random.default_rng(len(control.__name__))
    made, other = control(), control()
    assert shown(other) == shown(made)
    first = shown(made)
    for _ in range(3):
        play(made, rng)
        code = made.code()
        assert FRAGMENT.fullmatch(code) and code.isascii() and "\n" not in code, code
        other.show_code(code)
        assert shown(other) == shown(made), code
    assert made.picture.background(1) == other.picture.background(1)
    # An address, and blanks around it, do no harm.
    other.show_code(f"  https://example.org/page.html#{first[-1]}\n")
    assert shown(other) == first


@each_control
def test_codes_are_short(control):
    assert len(control().code()) < 100 or control in (OptimizerRaceControl, GraphPlayControl, DeepSignalsControl)


def test_a_code_can_be_read():
    assert LearningRateControl().code() == "LearningRate?landscape=1&learning_rate=0.1&steps=10"
    assert DeepSignalsControl(knobs=["depth"]).code() == "DeepSignals?depth=30"


def test_numbers_that_were_typed_come_back_as_they_are():
    made, other = LearningRateControl(), LearningRateControl()
    for rate in (0.5, 0.5012, 0.502, 0.001, 10.0, 1 / 3, 10**-0.3):
        made.learning_rate.value = rate
        other.show_code(made.code())
        assert other.learning_rate.value == made.learning_rate.value == pytest.approx(rate, rel=1e-2), made.code()


@pytest.mark.parametrize("number", [0, 1, 250.0, -1.5, 0.1 + 0.2, 1e-5, 1 / 3, 12345678, True])
def test_the_shortest_number_is_the_same_number(number):
    assert float(shortest(number)) == number
    assert shortest(250.0) == "250" and shortest(True) == "1"


def test_what_lies_behind_the_inputs_is_shared_too():
    bowl = BallInBowlControl()
    bowl.roll(7)
    walk = MountainWalkControl()
    walk.place.value, walk.place.value = 900.0, 300.0
    border = StabilityBorderControl()
    border.learning_rate.value = 0.3
    border.reveal()
    play_with = GraphPlayControl()
    play_with.amount.value = 1.25
    play_with.which.index = 2
    clinic = ClinicControl(2)
    clinic.treat()
    for made in (bowl, walk, border, play_with, clinic):
        other = type(made)()
        assert other.code() != made.code()
        other.show_code(made.code())
        assert shown(other) == shown(made), made.code()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("pasted", "named"),
    [
        ("", []),
        ("hello", []),
        ("https://example.org/", []),
        ("StabilityBorder?landscape=1&learning_rate=0.1&steps=10", ["StabilityBorder", "LearningRate"]),
        ("LearningRate?landscape=1&learning_rate=0.1", []),
        ("LearningRate?landscape=1&learning_rate=0.1&steps=10&more=1", []),
        ("LearningRate?landscape=1&learning_rate=0.1&steps=10&steps=11", []),
        ("LearningRate?landscape=9&learning_rate=0.1&steps=10", ["landscape", "9", "1, 2, 3, 4"]),
        ("LearningRate?landscape=1&learning_rate=99&steps=10", ["learning_rate", "0.001", "10"]),
        ("LearningRate?landscape=1&learning_rate=0&steps=10", ["learning_rate"]),
        ("LearningRate?landscape=1&learning_rate=-1&steps=10", ["learning_rate"]),
        ("LearningRate?landscape=1&learning_rate=nan&steps=10", ["learning_rate", "nan"]),
        ("LearningRate?landscape=1&learning_rate=1e999&steps=10", ["learning_rate"]),
        ("LearningRate?landscape=1&learning_rate=0.1&steps=1000000000", ["steps", "1000000000"]),
        ("LearningRate?landscape=1&learning_rate=0.1&steps=ten", ["steps", "ten"]),
        ("LearningRate?landscape=1&learning_rate=0.1&steps=1~2", ["steps", "1~2"]),
        ("LearningRate?landscape=1&learning_rate=0.1&steps=", ["steps"]),
    ],
)
def test_what_cant_be_shown_is_refused_with_a_sentence_and_nothing_changes(speak, code, pasted, named):
    speak(code)
    control = LearningRateControl()
    control.steps.value = 12
    before = shown(control)
    with pytest.raises(CodeError) as refused:
        control.show_code(pasted)
    assert all(name in str(refused.value) for name in named) and "{" not in str(refused.value)
    assert ("ださい" in str(refused.value) or "。" in str(refused.value)) == (code == "ja")
    assert shown(control) == before and control.stage.alt == control.picture.alt


def test_a_code_with_too_many_steps_of_what_lies_behind_is_refused():
    with pytest.raises(CodeError):
        BallInBowlControl().show_code("BallInBowl?east=1&north=1&learning_rate=0.2&steps=1000000000")
    for treated in ("1", "19~19", "1~2~3"):
        code = re.sub(r"treated=.*", f"treated={treated}", ClinicControl().code())
        control = ClinicControl()
        with pytest.raises(CodeError):
            control.show_code(code)
        assert control.code() == ClinicControl().code()
    play_with = GraphPlayControl()
    for places in ("1", "9999" + "~1" * 8):
        with pytest.raises(CodeError):
            play_with.show_code(re.sub(r"places=.*", f"places={places}", play_with.code()))


def test_the_line_below_a_control_follows_it_while_it_is_unfolded(monkeypatch):
    control = LearningRateControl()
    sharing = control.sharing
    assert control.widget.children[-1] is sharing and sharing.code == ""
    control.steps.value = 11
    assert sharing.code == ""
    sharing.is_open = True
    assert sharing.code == control.code()
    control.steps.value = 12
    assert sharing.code.endswith("steps=12")
    sent = []
    monkeypatch.setattr(sharing, "send", sent.append)
    sharing._handle_custom_msg("LearningRate?landscape=1&learning_rate=2&steps=5", [])
    sharing._handle_custom_msg("nonsense", [])
    sharing._handle_custom_msg({"not": "text"}, [])
    assert control.steps.value == 5 and control.learning_rate.value == 2
    assert len(sent) == 2 and sent[0] != sent[1]


def test_the_error_is_heard_only_where_the_sound_is_on():
    control = LineFitControl()
    (sound,) = control.sound
    assert sound in control.widget.children and not sound.is_on
    control.a.value = 0.4
    assert sound.error == 1
    sound.is_on = True
    assert sound.error == control.error() == pytest.approx((0.4 * 170 + 10 - 65) ** 2)
    control.a.value = 0.6
    assert sound.error == pytest.approx((0.6 * 170 + 10 - 65) ** 2)
    assert BatchSizeControl().sound == []


def test_an_error_that_is_not_finite_can_be_sent():
    control = LearningRateControl(rate=10.0, steps=100)
    control.sound[0].is_on = True
    assert 0 < control.sound[0].error <= 1e9
    run = TrainingRunControl()
    run.sound[0].is_on = True
    for name in ("healthy", "exploding"):
        run.run.value = name
        run.step.value = run.step.max
        assert 0 < run.sound[0].error <= 1e9
