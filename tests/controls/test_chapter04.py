"""The controls and pictures of chapter 04, driven without a browser."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from course_lib.controls import stability_border
from course_lib.controls.learning_rate import LearningRateControl
from course_lib.controls.schedule_race import ScheduleRaceControl
from course_lib.controls.stability_border import StabilityBorderControl
from course_lib.data.heights_and_weights import heights_and_weights
from course_lib.descent.convergence import steps_needed
from course_lib.ground.landscapes import LANDSCAPES, bowl, double_well
from course_lib.plots.basin_map import basin_map
from course_lib.plots.descent_path import LONGEST_PATH, DescentPath
from course_lib.plots.ground import on_ground
from course_lib.plots.line_learning import line_learning
from course_lib.plots.schedule_race import LOOKS, STEPS
from course_lib.plots.stability_border import tries
from course_lib.plots.steps_by_rate import steps_by_rate
from course_lib.plots.usable_rates import usable_rates
from course_lib.words.language import LANGUAGES

each_language = pytest.mark.parametrize("language", LANGUAGES)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def said(control) -> str:
    return control.picture.alt


def assert_shows(control, height: int) -> None:
    assert pixels(control.picture.png()).shape == (height, 900, 3)
    assert control.stage.alt == said(control)
    assert "{" not in said(control) and "nan" not in said(control)


# W4.1


@each_language
def test_every_landscape_at_the_ends_of_the_sliders(language, speak):
    speak(language)
    control = LearningRateControl()
    pictures, sentences = set(), set()
    for _, landscape in control.landscape.options:
        for rate in (10.0**control.learning_rate.min, 0.1, 10.0**control.learning_rate.max):
            for steps in (0, 1, LONGEST_PATH):
                with control.draw_once():
                    control.landscape.value, control.learning_rate.value = landscape, rate
                    control.steps.value = steps
                pictures.add(control.picture.png())
                sentences.add(said(control))
                assert_shows(control, 420)
                assert control.picture.landscape is landscape
    # At the start the picture is the same for each rate, the sentence is not; those who diverge say the same.
    assert len(pictures) == 4 * (1 + 3 * 2)
    assert len(sentences) > 4 * 7


@pytest.mark.parametrize(
    "place, rate, steps, says",
    [
        (0, 0.1, 0, "0.1 × 2.5 = 0.25 long"),
        (0, 0.1, 10, "next step is learning rate × slope"),
        (0, 0.1, 100, "arrived"),
        (0, 1.5, 5, "Each step goes too far"),
        (0, 1.5, 100, "arrived"),
        (0, 2.01, 50, "did not shrink"),
        (0, 2.5, 100, "it diverges"),
        (0, 0.001, 100, "next step is learning rate × slope"),
        (1, 0.01, 100, "caught in a valley that is not the deepest"),
        (1, 0.2, 100, "arrived"),
        (2, 1.5, 100, "arrived"),
        (2, 2.5, 100, "it diverges"),
        (3, 0.01, 100, "arrived"),
        (3, 10, 100, "it diverges"),
    ],
)
def test_the_sentence_says_what_the_ball_does(place, rate, steps, says, speak):
    speak("en")
    landscapes = [LANDSCAPES[name]() for name in ("bowl", "double_well", "valley", "himmelblau")]
    control = LearningRateControl(landscapes)
    with control.draw_once():
        control.landscape.value, control.learning_rate.value, control.steps.value = landscapes[place], rate, steps
    assert says in said(control)


def test_buttons_walk_run_and_go_back():
    control = LearningRateControl()
    start = control.steps.value
    control.one_step.click()
    assert control.steps.value == start + 1
    control.to_end.click()
    assert control.steps.value == LONGEST_PATH
    control.one_step.click()
    assert control.steps.value == LONGEST_PATH
    control.back.click()
    assert control.steps.value == 0 and len(control.picture.path.get_xdata()) == 1


def test_path_and_error_curve_are_those_of_the_formula():
    control = LearningRateControl()
    control.learning_rate.value, control.steps.value = 0.5, 20
    x, height = control.picture.path.get_data()
    np.testing.assert_allclose(x, -2.5 * 0.5 ** np.arange(21), rtol=1e-12)
    np.testing.assert_allclose(height, np.asarray(x) ** 2 / 2)
    steps, errors = control.picture.curve.get_data()
    np.testing.assert_array_equal(steps, np.arange(21))
    np.testing.assert_allclose(errors, np.maximum(height, 1e-8))


def test_the_longer_the_run_the_more_of_the_picture_changes():
    control = LearningRateControl()
    control.steps.value = 0
    before = pixels(control.picture.png())
    control.one_step.click()
    one = (pixels(control.picture.png()) != before).any(axis=2).sum()
    control.to_end.click()
    assert 100 < one < (pixels(control.picture.png()) != before).any(axis=2).sum()


@pytest.mark.parametrize("name", LANDSCAPES)
def test_every_landscape_of_the_course_can_be_drawn(name):
    landscape = LANDSCAPES[name]()
    picture = DescentPath(landscape)
    picture.show(np.array([landscape.start, landscape.start * 0.9, landscape.start * 1e300]), 0.1)
    assert pixels(picture.png()).shape == (420, 900, 3)
    x, y = on_ground(landscape, np.full((1, landscape.dimension), 1e308))
    assert np.isfinite([x, y]).all()


# W4.2


@each_language
def test_border_at_the_ends_of_the_slider(language, speak):
    speak(language)
    control = StabilityBorderControl()
    seen = {control.picture.png()}
    for _, landscape in control.landscape.options:
        control.landscape.value = landscape
        for rate in (0.01, 10.0):
            control.learning_rate.value = rate
            assert_shows(control, 390)
            seen.add(control.picture.png())
        control.compare.click()
        assert_shows(control, 390)
        seen.add(control.picture.png())
    assert len(seen) == 10


@pytest.mark.parametrize("place, border, curvature", [(0, 0.5, 4), (1, 4, 0.5), (2, 2, 1)])
def test_border_found_by_hand_is_the_one_of_the_formula(place, border, curvature, speak):
    speak("en")
    control = StabilityBorderControl()
    control.landscape.index = place
    for rate in (border * 0.99, border * 1.01):
        control.learning_rate.value = rate
    assert f"between {border * 0.99:.3g} and {border * 1.01:.3g}" in said(control)
    assert "2 / largest curvature" not in said(control) and not len(control.picture.line.get_xdata())
    control.compare.click()
    assert f"curvature of this landscape is {curvature:g}, so 2 / largest curvature = {border:g}" in said(control)
    assert control.picture.formula.get_text() == f"2 / {curvature:g} = {border:g}"
    np.testing.assert_allclose(control.picture.line.get_xdata(), border)


def test_border_keeps_what_was_tried_until_it_starts_again(speak):
    speak("en")
    control = StabilityBorderControl()
    opening = control.picture.png()
    control.learning_rate.value = 0.7
    assert "0.7 the ball finds no rest" in said(control)
    control.learning_rate.value = 0.2
    assert "0.2 the ball comes to rest" in said(control)
    assert {0.7, 3.2} == set(control.picture.flown.get_xdata())
    assert {0.05, 0.2} < set(control.picture.settled.get_xdata())
    control.landscape.index = 1
    assert set(control.tried) == {0.05, 3.2, 0.2} and all(control.tried.values())
    assert "Try larger rates too" in said(control)
    control.landscape.index = 0
    control.compare.click()
    control.again.click()
    assert set(control.tried) == {0.05, 3.2, 0.2} and not control.revealed
    control.learning_rate.value = 10**-0.35
    control.again.click()
    assert control.picture.png() == opening


def test_a_rate_is_tried_once(monkeypatch):
    asked = []
    monkeypatch.setattr(stability_border, "tries", lambda ground, rates: asked.extend(rates) or tries(ground, rates))
    control = StabilityBorderControl()
    for rate in (0.7, 0.2, 0.7, 0.2):
        control.learning_rate.value = rate
    assert asked[-2:] == [0.7, 0.2] and asked.count(0.7) == 1
    control.landscape.index = 1
    assert asked[-1] == 0.2, "another ground, another answer"


# W4.3


def ends(control) -> dict[str, float]:
    return {name: curve.get_ydata()[-1] for name, curve in control.picture.errors.items()}


@each_language
def test_schedules_at_the_ends_of_the_sliders(language, speak):
    speak(language)
    control = ScheduleRaceControl()
    seen = {control.picture.png()}
    for rate in (10.0**control.learning_rate.min, 10.0**control.learning_rate.max):
        for noise in (0.0, control.noise.max):
            for left in (0.01, 1.0):
                with control.draw_once():
                    control.learning_rate.value, control.noise.value, control.left.value = rate, noise, left
                assert_shows(control, 420)
                seen.add(control.picture.png())
    assert len(seen) == 9


def test_schedules_with_noise_lowering_wins_and_without_it_loses(speak):
    speak("en")
    control = ScheduleRaceControl()
    assert "Lowest: exponential decay" in said(control)
    noisy = ends(control)
    assert max(noisy["step"], noisy["exponential"], noisy["cosine"]) < noisy["constant"] / 3
    control.noise.value = 0
    assert "Lowest: constant" in said(control)


def test_schedules_with_nothing_to_lower_are_alike(speak):
    speak("en")
    control = ScheduleRaceControl()
    control.left.value = 1
    assert "keep the same rate" in said(control)
    np.testing.assert_allclose(list(ends(control).values()), ends(control)["constant"], rtol=1e-9)
    control.learning_rate.value = 10**0.4
    assert "the first learning rate is too large" in said(control)


def test_schedules_start_at_the_rate_and_end_at_the_share_left():
    control = ScheduleRaceControl()
    control.learning_rate.value, control.left.value = 1.0, 0.1
    for name in LOOKS:
        rates = control.picture.rates[name].get_ydata()
        assert len(rates) == STEPS and rates[0] == pytest.approx(1)
        assert rates[-1] == pytest.approx(1.0 if name == "constant" else 0.1, rel=0.02)
        assert (np.diff(rates) <= 1e-15).all()


def test_a_control_shows_the_same_to_everyone():
    assert ScheduleRaceControl().picture.png() == ScheduleRaceControl().picture.png()


# Pictures that stand still


@each_language
def test_still_pictures_say_what_they_show(language, speak):
    speak(language)
    heights, weights = heights_and_weights()
    lines = np.array([[0.0, 0.0], [0.4, 0.0], [0.616, -39.7]])
    ground = bowl()
    rates = [0.01, 0.1, 0.5, 1.5]
    steps = [steps_needed(ground.gradient, ground.f, ground.start, rate) for rate in rates]
    tried = np.array([0.001, 0.1, 1.0])
    needed = {"bowl": np.array([np.nan, 12, np.inf]), "centimetres": np.array([np.nan, np.nan, np.inf])}
    pictures = {
        "3,893": line_learning(heights, weights, lines, [0, 2]),
        f"{max(steps):.0f}": steps_by_rate(rates, steps, 2.0),
        "0.2": basin_map(double_well(), np.array([0.05, 0.1, 0.2]), starts=40),
        "0.1": usable_rates(tried, needed, {"bowl": 2.0, "centimetres": 4e-5}, 2000),
    }
    for number, picture in pictures.items():
        assert number in picture.alt and "{" not in picture.alt
        assert pixels(picture.png()).std() > 10
