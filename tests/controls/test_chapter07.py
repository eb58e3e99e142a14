"""The controls and pictures of chapter 07, driven without a browser."""

from __future__ import annotations

import io

import ipywidgets as widgets
import numpy as np
import pytest
from PIL import Image

from course_lib.controls.adam_parts import RATE, STEPS, AdamPartsControl
from course_lib.controls.optimizer_race import NAMES, OptimizerRaceControl
from course_lib.controls.shown_sliders import with_number
from course_lib.experiments.adam_counterexample import walks
from course_lib.ground.landscapes import double_well, rosenbrock, valley
from course_lib.optimizers.base import optimizer_path
from course_lib.optimizers.rules import SGD, Adam
from course_lib.plots.adam_counterexample import counterexample
from course_lib.plots.escapes import escapes
from course_lib.plots.momentum_settings import momentum_settings
from course_lib.plots.optimizer_race import LONGEST_RACE, LOOKS
from course_lib.plots.optimizer_trials import rates_that_work, solved_by_rate, trials_table
from course_lib.plots.step_by_scale import step_by_scale
from course_lib.plots.walks_compared import walks_compared
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from course_lib.words.numbers import spoken

each_language = pytest.mark.parametrize("language", LANGUAGES)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def said(control) -> str:
    return control.picture.alt


def assert_shows(control, height: int) -> None:
    assert pixels(control.picture.png()).shape == (height, 900, 3)
    assert control.stage.alt == said(control)
    assert "{" not in said(control) and "nan" not in said(control)


# W7.1


def test_race_looks_has_every_optimizer_of_the_course():
    assert list(LOOKS) == list(NAMES)
    assert len({(colour, mark) for colour, _, mark in LOOKS.values()}) == 8


@each_language
def test_race_on_every_landscape_at_the_ends_of_every_slider(language, speak):
    speak(language)
    control = OptimizerRaceControl()
    seen = {control.picture.png()}
    for _, landscape in control.landscape.options:
        for end in ("min", "max"):
            with control.draw_once():
                control.landscape.value = landscape
                control.steps.value = LONGEST_RACE
                for sliders in control.settings.values():
                    for widget in sliders.values():
                        bound = getattr(widget, end)
                        widget.value = widget.base**bound if hasattr(widget, "base") else bound
            assert control.picture.landscape is landscape
            assert_shows(control, 500)
            seen.add(control.picture.png())
    assert len(seen) == 1 + 2 * len(control.landscape.options)


@each_language
def test_race_from_the_start_and_with_nobody(language, speak):
    speak(language)
    control = OptimizerRaceControl()
    control.steps.value = 0
    assert_shows(control, 500)
    start = said(control)
    with control.draw_once():
        control.steps.value = 10
        for box in control.runs.values():
            box.value = False
    assert_shows(control, 500)
    assert said(control) != start
    assert not any(len(line.get_xdata()) for line in control.picture.paths.values())


def test_race_draws_the_paths_and_errors_of_the_formulas():
    ground = rosenbrock()
    control = OptimizerRaceControl([ground, valley()], steps=40)
    for name, kind in NAMES.items():
        made = kind(**{setting: widget.value for setting, widget in control.settings[name].items()})
        path = optimizer_path(made, ground.gradient, ground.start, 40)
        np.testing.assert_allclose(np.transpose(control.picture.paths[name].get_data()), path)
        steps, errors = control.picture.curves[name].get_data()
        np.testing.assert_array_equal(steps, np.arange(41))
        np.testing.assert_allclose(errors, np.clip(ground.f(path), 1e-8, 1e4))


def test_race_each_optimizer_has_its_own_settings_and_those_of_one_are_shown():
    control = OptimizerRaceControl()
    for name in ("SGD", "AdamW"):
        control.settings_of.value = name
        settings = [one for widget in control.settings[name].values() for one in with_number(widget)]
        assert list(control._box.children) == settings
    assert set(control.settings["AdamW"]) == {"rate", "beta1", "beta2", "epsilon", "weight_decay"}
    before = {name: line.get_xydata().copy() for name, line in control.picture.paths.items()}
    control.settings["AdamW"]["rate"].value = 0.01
    for name, line in control.picture.paths.items():
        assert np.array_equal(line.get_xydata(), before[name]) == (name != "AdamW")
    assert control.picture.paths["AdamW"].get_linewidth() > control.picture.paths["Adam"].get_linewidth()


def test_race_momentum_of_zero_at_the_rate_of_sgd_goes_its_way():
    control = OptimizerRaceControl()
    with control.draw_once():
        control.settings["Momentum"]["momentum"].value = 0
        control.settings["Momentum"]["rate"].value = control.settings["SGD"]["rate"].value
    np.testing.assert_allclose(
        control.picture.paths["Momentum"].get_xydata(), control.picture.paths["SGD"].get_xydata(), rtol=1e-12
    )


def test_race_the_sentence_tells_the_order_and_who_flew_away(speak):
    speak("en")
    control = OptimizerRaceControl()
    order = said(control).split(": ")[1].rstrip(".").split(", ")
    values = [float(text.split()[1]) for text in order]
    assert len(order) == 8 and values == sorted(values) and order[-1].startswith("SGD")
    control.landscape.index = 1 + [title for title, _ in control.landscape.options[1:]].index("Rosenbrock's banana")
    assert said(control).endswith("Flown away: SGD, Momentum, NAG.")
    control.tune_all.click()
    assert "Flown" not in said(control) and "SGD" in said(control)


def test_race_no_other_rate_tried_makes_a_tuned_curve_lower():
    control = OptimizerRaceControl()
    control.usual.click()
    assert control.settings["Adam"]["rate"].value == Adam().rate
    control.tune_all.click()
    ground = control.landscape.value

    def height(name, rate):
        sliders = control.settings[name]
        others = {setting: widget.value for setting, widget in sliders.items() if setting != "rate"}
        path = optimizer_path(NAMES[name](rate=rate, **others), ground.gradient, ground.start, control.steps.value)
        errors = ground.f(path)
        return np.log(np.maximum(errors, 1e-12 * errors[0])).mean()

    for name, sliders in control.settings.items():
        best = sliders["rate"].value
        for factor in 10.0 ** (np.array([-6, -3, -2, -1, 1, 2, 3, 6]) / 10):  # the rates that were tried too
            if 1e-4 <= best * factor <= 10:
                assert height(name, best) <= height(name, best * factor) + 1e-9, name


def test_a_race_shows_the_same_to_everyone():
    assert OptimizerRaceControl().picture.png() == OptimizerRaceControl().picture.png()


# W7.2


@each_language
def test_adam_parts_at_the_ends_of_the_sliders(language, speak):
    speak(language)
    control = AdamPartsControl()
    pictures = set()
    for number in range(len(control.signals[0].options)):
        for size in (1e-10, 1e4):
            for beta1, beta2 in ((0, 0), (0.99, 0.999)):
                for corrected in (False, True):
                    with control.draw_once():
                        for signal in control.signals:
                            signal.index = number
                        control.size.value, control.corrected.value = size, corrected
                        control.beta1.value, control.beta2.value = beta1, beta2
                    assert_shows(control, 720)
                    pictures.add(control.picture.png())
    # Where β1 and β2 are 0 there is nothing to correct: 5 signals × 2 sizes × 3 pictures.
    assert len(pictures) == 30


def test_adam_parts_shows_what_adam_does():
    control = AdamPartsControl()
    for signal in control.signals:
        signal.index = 4  # the way down into a bowl
    control.size.value = 1.0
    path = optimizer_path(Adam(RATE, 0.9, 0.999), lambda x: 2 * x, [1.0, 1.0], STEPS)
    for column, lines in enumerate(control.picture.lines):
        np.testing.assert_allclose(lines["step"].get_ydata(), -np.diff(path[:, column]) / RATE, atol=1e-9)
        np.testing.assert_allclose(lines["gradient"].get_ydata(), 2 * path[:-1, column], atol=1e-9)


def test_adam_parts_steps_are_alike_until_gradients_are_smaller_than_epsilon(speak):
    speak("en")
    control = AdamPartsControl()
    for signal in control.signals:
        signal.index = 0  # the same at every step
    for size in (1e-4, 1e4):
        control.size.value = size
        ours, theirs = (lines["step"].get_ydata() for lines in control.picture.lines)
        np.testing.assert_allclose(ours, theirs, rtol=1e-3)
        np.testing.assert_allclose(ours, 1, rtol=1e-3)
    control.size.value = 1e-10
    assert np.abs(control.picture.lines[1]["step"].get_ydata()).max() < 0.02
    control.corrected.value = False
    assert "Step 1: +3.16" in said(control)
    first = control.picture.lines[0]
    np.testing.assert_array_equal(first["m"].get_ydata(), first["m_hat"].get_ydata())


def test_adam_parts_each_parameter_has_its_own_gradient(speak):
    speak("en")
    control = AdamPartsControl()
    before = control.picture.lines[0]["step"].get_ydata().copy()
    control.signals[1].index = 1
    np.testing.assert_array_equal(control.picture.lines[0]["step"].get_ydata(), before)
    zigzag = control.picture.lines[1]
    np.testing.assert_allclose(zigzag["gradient"].get_ydata()[:4], [-0.7, 1.3, -0.7, 1.3])
    # To and fro: m becomes small, the size does not, so steps get short.
    assert np.abs(zigzag["m_hat"].get_ydata()[-1]) < 0.5 < zigzag["v_hat"].get_ydata()[-1]
    assert "gradients × 0.001" in control.picture.titles[1].get_text()


# Pictures that stand still


@each_language
def test_still_pictures_say_what_they_show(language, speak):
    speak(language)
    ground = valley(100)
    path = optimizer_path(SGD(1.9), ground.gradient, ground.start, 20)
    steps = np.array([[300.0, 200.0, np.inf], [150.0, 50.0, np.nan]])
    rates, wells = np.array([0.1, 1.0, 3.0]), double_well()
    shares = {0: np.array([0.5, 0.6, 0.0]), 0.9: np.array([0.5, 0.75, 0.2])}
    scales = np.array([1e-4, 1.0, 1e4])
    lengths = {"SGD": scales, "RMSProp": np.ones(3), "Adam": np.array([0.8, 1.0, 0.9])}
    solved = np.array([[True, False], [True, True]])
    counts = {name: np.array([2, 9, number]) for number, name in enumerate(LOOKS)}
    tried = np.array([0.1, 0.5])
    way = walks(Adam(beta1=0, beta2=1 / 17), tried, 4.0, 300)
    pictures = {
        "walk one: 18": walks_compared(ground, {"walk one\n18": path, "two": path[:3]}),
        "50": momentum_settings(rates, np.array([0, 0.7]), steps, steps / 10, 1.98, (3.3, 0.67)),
        "75": escapes([(wells, rates, shares, 0.5)]),
        spoken(1e8): step_by_scale(scales, lengths, 1e-8, (1e-4, 1e4)),
        "Adam 1": trials_table(["SGD", "Adam"], ["bowl", "valley"], np.array([["10", "×"], ["20", "30"]]), solved),
        words("optimizer_trials.works", name="SGD", small=1, read=2): rates_that_work(
            rates, {"SGD": counts["SGD"]}, {"SGD": np.array([95.0, 90.0, 9.0])}, 11
        ),
        "AMSGrad": solved_by_rate(rates, counts, dict.fromkeys(LOOKS, (0.1, 2)), 11),
        f"{way[-1].max():+.2f}": counterexample({"Adam": way[:, 0]}, tried, {"Adam": way[-1]}),
    }
    for text, picture in pictures.items():
        assert text in picture.alt and "{" not in picture.alt
        assert pixels(picture.png()).std() > 10


def test_a_first_race_has_those_who_are_named_and_the_steps_alone(speak):
    speak("en")
    control = OptimizerRaceControl([valley(condition=200)], steps=100, names=["SGD", "Momentum"], first_look=True)
    rows = [box.children for box in control.widget.children if isinstance(box, widgets.HBox)]
    assert rows == [(control.steps,)]
    assert [text.get_text() for text in control.picture.figure.legends[0].get_texts()][-2:] == ["SGD", "Momentum"]
    errors = {name: curve.get_ydata()[-1] for name, curve in control.picture.curves.items() if len(curve.get_ydata())}
    # The difference is plain to see.
    assert set(errors) == {"SGD", "Momentum"} and errors["Momentum"] < errors["SGD"] / 100
