"""The controls of chapter 9, driven without a browser, extremes included."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.controls.batch_size import BatchSizeControl
from course_lib.controls.critical_points import ZOO, CriticalPointsControl
from course_lib.plots.bandit_learning import bandit_learning
from course_lib.plots.curvature_and_v import curvature_and_v
from course_lib.plots.hessian_memory import bytes_in_words, hessian_memory
from course_lib.plots.kinds_by_dimension import kinds_by_dimension
from course_lib.plots.newton_and_descent import newton_and_descent
from course_lib.plots.saddle_shape import saddle_shape
from course_lib.words.language import LANGUAGES


def ball(control):
    return np.array(control.picture.ball.get_data()).ravel()


@pytest.mark.parametrize("place", ZOO)
def test_without_a_push_nothing_moves_to_be_seen(place):
    control = CriticalPointsControl(place)
    assert ball(control) == pytest.approx(ZOO[place][1], abs=0.01)


def test_each_place_answers_a_push_in_its_own_way(speak):
    speak("en")
    control = CriticalPointsControl("minimum", push=0.5)
    assert np.linalg.norm(ball(control)) < 0.2 and "came back" in control.stage.alt
    before = control.picture.png()
    control.place.value = "saddle"
    assert control.picture.png() != before
    assert abs(ball(control)[1]) == pytest.approx(2.5) and "went away" in control.stage.alt  # at the map's edge
    control.direction.value = 0
    assert "along the ridge" in control.stage.alt and np.linalg.norm(ball(control)) < 0.01
    control.place.value = "dead_unit"
    assert ball(control) == pytest.approx([-0.5, -1.0]) and "can't tell" in control.stage.alt
    control.place.value = "plateau"
    assert np.linalg.norm(ball(control) - [-4.1, 0.0]) < 0.02


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ZOO)
def test_every_corner_of_the_zoo_can_be_drawn(place, language, speak):
    speak(language)
    control = CriticalPointsControl(place)
    for push in (0.0, 0.5):
        for direction in (0.0, 90.0, 360.0):
            with control.draw_once():
                control.push.value, control.direction.value = push, direction
            assert bytes(control.picture.png()[:4]) == b"\x89PNG" and control.picture.alt


def cloud(control):
    return np.array(control.picture.dots.get_data()).T


def test_larger_batches_stray_less_around_the_same_gradient():
    control = BatchSizeControl(size=1)
    wide, middle = cloud(control).std(), cloud(control).mean(axis=0)
    control.size.value = 256
    assert cloud(control).std() < wide / 8
    whole = np.array(control.picture.whole.get_data()).ravel()
    assert cloud(control).mean(axis=0) == pytest.approx(whole, abs=0.1) and middle == pytest.approx(whole, abs=1.0)
    measured, theory = (line.get_ydata() for line in (control.picture.measured, control.picture.theory))
    assert measured == pytest.approx(theory, rel=0.2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_the_bottom_a_mini_batch_says_nothing_but_noise(language, speak):
    speak(language)
    control = BatchSizeControl(size=1, distance=3.0)
    far = np.linalg.norm(np.array(control.picture.whole.get_data()))
    control.distance.value = 0.0
    assert np.linalg.norm(np.array(control.picture.whole.get_data())) < 0.1 * far
    assert bytes(control.picture.png()[:4]) == b"\x89PNG" and control.stage.alt == control.picture.alt


@pytest.mark.parametrize(("count", "text"), [(0, "0 B"), (999, "999 B"), (46.5e6, "46.5 MB"), (2.45e23, "245 ZB")])
def test_bytes_in_words(count, text):
    assert bytes_in_words(count) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_still_pictures_say_what_they_show(language, speak):
    from course_lib.experiments.bandit import play_bandit
    from course_lib.ground.landscapes import valley

    speak(language)
    rng = np.random.default_rng(0)
    runs = [play_bandit([0.2, 0.8], rate, 20, rng) for rate in (0.1, -0.1)]
    pictures = [
        bandit_learning(runs[:1], runs[1:], [0.2, 0.8]),
        hessian_memory({"a": 2410, "b": 25_600_000, "c": 175_000_000_000}),
        newton_and_descent(valley(), np.array([[1.0, 1.0], [0.5, 0.5]]), np.array([[1.0, 1.0], [0.0, 0.0]]), 0.5),
        curvature_and_v(np.array([1.0, 2.0]), np.array([0.1, 0.3]), 64),
        saddle_shape(),
        kinds_by_dimension({1: {"minimum": 3, "maximum": 1}, 8: {"saddle": 5}}),
    ]
    assert all(picture.png().startswith(b"\x89PNG") and len(picture.alt) > 30 for picture in pictures)
    assert "245 ZB" in pictures[1].alt and "8" in pictures[3].alt.rpartition("64 × v")[2]
    assert "75 %" in pictures[5].alt and "100 %" in pictures[5].alt
