"""The controls of chapter 03, driven without a browser: the picture changes and the sentence says the right thing."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from course_lib.controls.line_fit import LineFitControl
from course_lib.controls.secant import SecantControl
from course_lib.ground.regression import least_squares, mean_squared_error_gradient
from course_lib.plots.line_fit import ARROW_PER_DECADE, MAP
from course_lib.plots.secant import CURVES, EXPONENTIAL, PARABOLA, SINE, expected_errors
from course_lib.words.language import LANGUAGES

each_language = pytest.mark.parametrize("language", LANGUAGES)


def pixels(control) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(control.picture.png())).convert("RGB"))


def said(control) -> str:
    return control.picture.alt


# W3.1


@each_language
def test_secant_every_setting_gives_a_new_picture_and_sentence(language, speak):
    speak(language)
    control = SecantControl()
    seen = {control.picture.png(): said(control)}
    for curve in CURVES:
        for central in (False, True):
            for h in (1.0, 1e-3, 1e-15, 1e-16):
                control.curve.value, control.central.value, control.h.value = curve, central, h
                seen[control.picture.png()] = said(control)
                assert "{" not in said(control) and "nan" not in said(control)
                assert control.stage.alt == said(control)
                assert pixels(control).shape == (430, 900, 3)
    assert len(seen) == 25
    assert len(set(seen.values())) > 20


@pytest.mark.parametrize(
    "h, central, says",
    [
        (0.5, False, "a smaller h brings the slopes closer"),
        (1e-8, False, "close to its best"),
        (1e-8, True, "a smaller h makes it worse"),
        (1e-5, True, "close to its best"),
        (1e-14, False, "a smaller h makes it worse"),
        (1e-16, False, "both points are the same"),
    ],
)
def test_secant_says_which_error_rules(h, central, says, speak):
    speak("en")
    control = SecantControl()
    control.h.value, control.central.value = h, central
    assert says in said(control)


def test_secant_reads_its_slope_off_the_curve(speak):
    speak("en")
    control = SecantControl()
    assert "slope is 0.3120480036" in said(control)  # (sin 1.5 − sin 1) / 0.5
    assert "0.5403023059" in said(control)  # cos 1
    control.central.value = True
    assert "slope is 0.5180694480" in said(control)  # sin 1.5 − sin 0.5


def test_secant_lies_on_its_two_points_and_the_needle_on_the_error(speak):
    speak("en")
    control = SecantControl()
    control.h.value, control.curve.value = 0.1, EXPONENTIAL
    x, y = control.picture.points.get_data()
    np.testing.assert_allclose(x, [1, 1.1])
    np.testing.assert_allclose(y, np.exp(x))
    line_x, line_y = control.picture.secant.get_data()
    np.testing.assert_allclose(np.interp(x, line_x, line_y), y)
    h, error = control.picture.needle.get_data()
    np.testing.assert_allclose([h[0], error[0]], [0.1, (np.exp(1.1) - np.e) / 0.1 - np.e])


def test_under_the_microscope_the_curve_is_first_bent_then_straight_then_a_staircase():
    def steps_and_bend(h):
        control.h.value = h
        u, y = control.picture.lens_curve.get_data()
        return len(np.unique(y)), np.abs(y - u).max()

    control = SecantControl()
    bent, straight, staircase = (steps_and_bend(h) for h in (0.5, 1e-6, 1e-15))
    assert bent[1] > 0.5 and straight[1] < 1e-4
    assert straight[0] > 500 and staircase[0] < 50


def test_central_differences_of_a_parabola_have_no_truncation():
    assert expected_errors(PARABOLA, 0.1, central=True)[0] == 0
    assert expected_errors(SINE, 0.1, central=False)[0] == pytest.approx(0.0421, abs=1e-4)
    assert expected_errors(SINE, 0.1, central=True)[0] == pytest.approx(9.005e-4, rel=1e-3)


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.name)
def test_derivatives_of_the_curves_are_those_of_their_functions(curve):
    h = 1e-3
    f = [curve.f(1 + k * h) for k in (-2, -1, 0, 1, 2)]
    first, second = (f[3] - f[1]) / (2 * h), (f[3] - 2 * f[2] + f[1]) / h**2
    third = (f[4] - 2 * f[3] + 2 * f[1] - f[0]) / (2 * h**3)
    np.testing.assert_allclose([first, second, third], curve.derivatives, rtol=1e-5, atol=1e-5)


# W3.2


def test_line_opens_with_the_numbers_of_the_story(speak):
    speak("en")
    text = said(LineFitControl())
    for number in ("95.0 kg at 170 cm", "+30.0 kg", "E = 900.0", "∂E/∂a = 10,200", "∂E/∂b = 60.0"):
        assert number in text
    assert "make a smaller and b smaller" in text


@each_language
@pytest.mark.parametrize("table", [False, True])
def test_line_at_the_ends_of_its_sliders(table, language, speak):
    speak(language)
    control = LineFitControl(table)
    seen = {control.picture.png()}
    for a in (control.a.min, control.a.max):
        for b in (control.b.min, control.b.max):
            control.a.value, control.b.value = a, b
            seen.add(control.picture.png())
            assert "{" not in said(control) and control.stage.alt == said(control)
            assert pixels(control).shape == (440, 900, 3)
            # The arrow stays on the map, tip and all.
            low, high = np.array(MAP).T
            people = control.picture.heights, control.picture.weights
            tip = np.array([a, b]) + control.picture._arrow(np.array(mean_squared_error_gradient(a, b, *people)))
            assert (low < tip).all() and (tip < high).all()
    assert len(seen) == 5


@pytest.mark.parametrize(
    "a, b, where", [(1.0, 60.0, "above the picture"), (0.0, -100.0, "below the picture"), (0.5, 10.0, "")]
)
def test_line_says_when_it_leaves_the_picture(a, b, where, speak):
    speak("en")
    control = LineFitControl(table=True)
    control.a.value, control.b.value = a, b
    assert ("picture" in said(control)) == bool(where) and where in said(control)


@pytest.mark.parametrize("a, b, advice", [(0.3, -20, "a larger and b larger"), (0.7, 20, "a smaller and b smaller")])
def test_line_gives_the_right_advice(a, b, advice, speak):
    speak("en")
    control = LineFitControl(table=True)
    control.a.value, control.b.value = a, b
    assert advice in said(control)


def test_line_that_hits_the_one_person_is_level(speak):
    speak("en")
    control = LineFitControl()
    control.b.value = -20  # 0.5 × 170 − 20 = 65
    assert "E = 0.0" in said(control) and "level" in said(control) and "-0" not in said(control)
    assert not control.picture.arrow.get_visible()
    control.b.value = 10
    assert control.picture.arrow.get_visible()


def test_near_the_best_line_of_the_table_the_error_is_small(speak):
    speak("en")
    control = LineFitControl(table=True)
    assert "E = 934.05" in said(control)
    control.a.value, control.b.value = 0.615, -39.5
    assert "E = 0.42" in said(control)


def test_changing_the_data_changes_people_and_map(speak):
    speak("en")
    control = LineFitControl()
    before, picture = control.picture.png(), control.picture
    control.table.value = True
    assert len(control.picture.heights) == 15 and control.picture.png() != before
    control.table.value = False
    assert len(control.picture.heights) == 1 and control.picture.png() == before and control.picture is not picture


@pytest.mark.parametrize("a, b", [(0.5, 10.0), (0.2, -60.0), (0.6, -40.0)])
def test_the_arrow_points_along_the_gradient_and_is_scaled_as_the_text_says(a, b):
    control = LineFitControl(table=True)
    control.a.value, control.b.value = a, b
    picture = control.picture
    gradient = np.array(mean_squared_error_gradient(a, b, picture.heights, picture.weights))
    arrow = picture._arrow(gradient)
    assert arrow @ gradient > 0 and abs(arrow[0] * gradient[1] - arrow[1] * gradient[0]) < 1e-9 * np.abs(gradient).max()

    def length(vector):
        spans = np.ptp(np.array(MAP), axis=1)
        return np.linalg.norm(picture._arrow(vector) / spans)

    big = 1000 * gradient / np.linalg.norm(gradient)
    assert length(10 * big) - length(big) == pytest.approx(ARROW_PER_DECADE, rel=1e-2)


def test_the_misses_join_each_weight_with_its_prediction():
    control = LineFitControl(table=True)
    control.a.value, control.b.value = 0.4, 5.0
    picture = control.picture
    segments = np.array(picture.misses.get_segments())
    np.testing.assert_allclose(segments[:, 0, 1], picture.weights)
    np.testing.assert_allclose(segments[:, 1, 1], 0.4 * picture.heights + 5)
    np.testing.assert_allclose(segments[:, :, 0], np.stack([picture.heights] * 2, axis=1))


def test_the_best_line_lies_within_reach_of_the_sliders():
    control = LineFitControl(table=True)
    a, b = least_squares(control.picture.heights, control.picture.weights)
    assert control.a.min < a < control.a.max and control.b.min < b < control.b.max
