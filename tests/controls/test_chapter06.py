"""The controls and pictures of chapter 06, driven without a browser."""

from __future__ import annotations

import io
import itertools
import re

import ipywidgets as widgets
import numpy as np
import pytest
from PIL import Image

from course_lib.controls.clipped_paths import ClippedPathsControl, clipped_paths
from course_lib.controls.deep_signals import (
    ACTIVATIONS,
    BATCHES,
    INITIALIZERS,
    NORMALIZATIONS,
    WIDTH,
    DeepSignalsControl,
)
from course_lib.ground.landscapes import cliff
from course_lib.networks.deep_networks import deep_network
from course_lib.networks.deep_signals import LayerSignals, layer_signals
from course_lib.networks.layers import Sigmoid, Tanh
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.plots.activation_slopes import activation_slopes, values_and_slopes
from course_lib.plots.by_layer import by_layer
from course_lib.plots.clipped_paths import STEPS, turned_by
from course_lib.plots.deep_signals import BAND, BINS, DEEPEST, NORMS, shares
from course_lib.plots.error_curves import error_curves
from course_lib.plots.layer_histograms import layer_histograms
from course_lib.plots.powers import power_of_ten
from course_lib.words.language import LANGUAGES

each_language = pytest.mark.parametrize("language", LANGUAGES)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def said(control) -> str:
    return control.picture.alt


def assert_shows(control, height: int) -> None:
    assert pixels(control.picture.png()).shape == (height, 900, 3)
    assert control.stage.alt == said(control)
    assert "{" not in said(control) and "nan" not in said(control) and "inf" not in said(control)


def choose(control, **settings) -> None:
    with control.draw_once():
        for name, value in settings.items():
            getattr(control, name).value = value


# W6.1


@each_language
def test_every_choice_at_both_ends_of_the_depth(language, speak):
    speak(language)
    control = DeepSignalsControl()
    seen = set()
    kinds = itertools.product((1, DEEPEST), ACTIVATIONS, INITIALIZERS)
    for number, (depth, activation, initializer) in enumerate(kinds):
        # The other settings take turns, so that each meets both ends of the depth.
        choose(
            control, depth=depth, activation=activation, initializer=initializer, batch=BATCHES[number % 3],
            normalization=list(NORMALIZATIONS)[number // 2 % 3], residual=number % 2 == 1,
        )  # fmt: skip
        assert_shows(control, 640)
        seen.add(control.picture.png())
        x, y = control.picture.outputs.get_data()
        assert list(x) == list(range(1, depth + 1)) and np.isfinite(y).all()
        assert NORMS[0] / BAND < min(y) and max(y) < NORMS[1] * BAND
    assert len(seen) == 2 * 3 * 4


@pytest.mark.parametrize(
    "settings, says",
    [
        ({"depth": 1}, "nothing to pass on"),
        ({"activation": "sigmoid"}, "vanishes on its way back"),
        ({"activation": "relu", "initializer": "he"}, "stays level"),
        ({"activation": "relu", "initializer": "large"}, "explodes on its way back"),
        ({"activation": "relu", "initializer": "xavier"}, "about 0.7"),
        ({"activation": "tanh", "depth": 50}, "shrinks on its way back"),
        ({"activation": "tanh", "initializer": "he", "depth": 50}, "grows on its way back"),
        ({"residual": True}, "sigmoid, initial weights: Xavier, residual connections. The gradient stays level"),
        ({"activation": "relu", "initializer": "small", "normalization": "layer"}, "stays level"),
        ({"activation": "relu", "normalization": "batch", "depth": 50}, "about 1.2"),
        ({"normalization": "layer"}, "vanishes on its way back"),
        ({"residual": True, "normalization": "batch"}, "residual connections and BatchNorm"),
    ],
)
def test_the_sentence_says_what_the_gradient_does(settings, says, speak):
    speak("en")
    control = DeepSignalsControl()
    choose(control, **settings)
    assert says in said(control)


def test_dots_are_the_norms_of_a_pass_through_such_a_network():
    control = DeepSignalsControl()
    choose(control, depth=12, activation="tanh", residual=True, batch=8)
    model = deep_network(
        64, WIDTH, 12, 10, np.random.default_rng(0), activation=Tanh, initializer=INITIALIZERS["xavier"], residual=True
    )
    seen = layer_signals(model, softmax_cross_entropy, control._images[:8], control._labels[:8])
    np.testing.assert_allclose(control.picture.outputs.get_ydata(), seen.gradient_norms, rtol=1e-12)
    np.testing.assert_allclose(control.picture.weights.get_ydata(), seen.weight_norms, rtol=1e-12)


def test_dots_beyond_the_axis_lie_in_the_band_that_says_so():
    for first_look in (False, True):
        control = DeepSignalsControl(50, knobs=["depth"] if first_look else ["depth", "activation", "initializer"])
        y = np.array(control.picture.outputs.get_ydata())
        model = deep_network(64, WIDTH, 50, 10, np.random.default_rng(0), activation=Sigmoid, initializer=INITIALIZERS["xavier"])
        norms = layer_signals(model, softmax_cross_entropy, control._images, control._labels).gradient_norms
        beyond = norms < NORMS[0]
        assert 5 < beyond.sum() < 45
        assert ((y < NORMS[0]) == beyond).all() and len(set(y[beyond])) == 1
        np.testing.assert_allclose(y[~beyond], norms[~beyond])
        low, _ = control.picture.figure.axes[0].get_ylim()
        assert low < y[beyond][0] and low == pytest.approx(NORMS[0] / BAND)


def test_silent_neurons_are_counted_for_relu_alone(speak):
    speak("en")
    control = DeepSignalsControl()
    assert "gave 0" not in said(control)
    choose(control, activation="relu", initializer="he", depth=5)
    assert f"of {5 * WIDTH} neurons gave 0 for every example" in said(control)


def test_other_weights_change_the_picture_and_everyone_starts_alike():
    control, other = DeepSignalsControl(), DeepSignalsControl()
    assert control.picture.png() == other.picture.png()
    control.again.click()
    assert control.picture.png() != other.picture.png()


def test_shares_are_a_histogram_for_each_layer():
    found = shares([np.array([[-9.0, -0.01], [0.01, 9.0]]), np.array([0.5, -np.inf])], -3, 3)
    assert found.shape == (BINS, DEEPEST)
    assert found[0, 0] == found[-1, 0] == found[BINS // 2 - 1, 0] == found[BINS // 2, 0] == 0.25
    assert found[:, 1].sum() == 0.5 and np.isnan(found[:, 2:]).all()


def test_histograms_show_saturation_and_vanishing():
    control = DeepSignalsControl()
    choose(control, activation="tanh", initializer="large", depth=50)
    outputs = control.picture.output_histograms.get_array()
    edges = np.linspace(-3, 3, BINS + 1)
    near_the_ends = np.abs((edges[1:] + edges[:-1]) / 2) > 0.8
    assert outputs[near_the_ends, -1].sum() > 0.4 and outputs[near_the_ends, -1].sum() < 1.01
    choose(control, activation="sigmoid", initializer="xavier")
    gradients = control.picture.gradient_histograms.get_array()
    # Row by row from small to large: in layer 1 all are at the bottom, in the last they are higher up.
    assert gradients[0, 0] > 0.9 and gradients[: BINS // 2, -1].sum() < 0.1


# W6.2


@each_language
def test_clipping_at_the_ends_of_the_sliders(language, speak):
    speak(language)
    control = ClippedPathsControl()
    seen = {control.picture.png()}
    for _, ground in control.landscape.options:
        for limit in (0.1, 100.0):
            for rate in (0.01, 1.0):
                choose(control, landscape=ground, limit=limit, learning_rate=rate)
                assert_shows(control, 460)
                assert control.picture.landscape is ground
                seen.add(control.picture.png())
    # At the small rate the recurrent network never gets to its cliff: there both limits give the same picture.
    assert len(seen) == 8


def test_the_cliff_throws_what_is_not_clipped(speak):
    speak("en")
    control = ClippedPathsControl()
    assert "thrown 16 away" in said(control) and "by value it turns it by 13 degrees" in said(control)
    control.limit.value = 100
    assert "changes nothing there" in said(control)
    paths = [line.get_xydata() for line in control.picture.paths.values()]
    np.testing.assert_allclose(paths[1], paths[0], atol=1e-6)
    np.testing.assert_array_equal(paths[2], paths[0])
    control.learning_rate.value = 0.01
    assert "never went farther than" in said(control)


def test_clipped_steps_are_no_longer_than_the_limit_allows():
    ground = cliff()
    paths = clipped_paths(ground, rate=0.5, limit=1.0)
    assert {len(path) for path in paths.values()} == {STEPS + 1}
    steps = {name: np.diff(path, axis=0) for name, path in paths.items()}
    assert np.linalg.norm(steps["plain"], axis=1).max() > 10
    assert np.linalg.norm(steps["norm"], axis=1).max() <= 0.5
    assert np.abs(steps["value"]).max() <= 0.5 < np.linalg.norm(steps["value"], axis=1).max()


def test_turned_by():
    assert turned_by(np.array([3.0, 0.0]), np.array([1.0, 1.0])) == pytest.approx(45)
    assert turned_by(np.array([1.0, 2.0]), np.array([0.1, 0.2])) == pytest.approx(0, abs=1e-5)
    assert turned_by(np.zeros(2), np.ones(2)) == 0


# Pictures that stand still


@each_language
def test_still_pictures_say_what_they_show(language, speak):
    speak(language)
    rng = np.random.default_rng(0)
    model = deep_network(4, 20, 5, 10, rng, activation=Tanh)
    seen = layer_signals(model, softmax_cross_entropy, rng.normal(size=(30, 4)), rng.integers(10, size=30))
    pictures = {
        "0.25": activation_slopes(),
        "0.0…02": by_layer({"plain": np.array([2e-9, 1.0]), "residual": np.ones(3)}, "changes", "change"),
        "0.0321": error_curves({"big_adam": [30.0, 2.0, 0.0321], "big_sgd": [2.0]}, "rescued", 2.3),
        f"{seen.output_spreads[0]:.3f}": layer_histograms({"standard": seen, "normalized": seen}),
    }
    for number, picture in pictures.items():
        assert number in picture.alt and "{" not in picture.alt
        assert pixels(picture.png()).std() > 10


def test_slopes_in_the_picture_are_those_of_the_formula():
    x = np.linspace(-4, 4, 9)
    values, slopes = values_and_slopes(Sigmoid(), x)
    np.testing.assert_allclose(values, 1 / (1 + np.exp(-x)))
    np.testing.assert_allclose(slopes, values * (1 - values))


# What is shown to those who see it for the first time


@each_language
def test_the_first_look_has_the_depth_alone_and_the_gradients_alone(language, speak):
    speak(language)
    control, full = DeepSignalsControl(knobs=["depth"]), DeepSignalsControl()
    assert_shows(control, 390)
    (row,) = [box for box in control.widget.children if isinstance(box, widgets.HBox)]
    assert row.children == (control.depth,)
    for depth in (1, 50):
        control.depth.value = full.depth.value = depth
        np.testing.assert_array_equal(control.picture.outputs.get_ydata(), full.picture.outputs.get_ydata())


@each_language
def test_the_second_look_is_one_panel_of_gradients_and_speaks_of_no_cure(language, speak):
    speak(language)
    knobs = ["depth", "activation", "initializer"]
    control, full = DeepSignalsControl(50, "tanh", "small", knobs=knobs), DeepSignalsControl(50, "tanh", "small")
    assert_shows(control, 390)
    assert len(control.picture.figure.axes) == 1 and control.picture.weights is None
    for activation, initializer in itertools.product(ACTIVATIONS, INITIALIZERS):
        for each in (control, full):
            choose(each, activation=activation, initializer=initializer)
        np.testing.assert_array_equal(control.picture.outputs.get_ydata(), full.picture.outputs.get_ydata())
        _, high = control.picture.figure.axes[0].get_ylim()
        assert max(control.picture.outputs.get_ydata()) < high
        assert {"en": "no cure", "ja": "対策なし"}[language] in said(full)
        assert not re.search("cure|neuron|対策|ニューロン", said(control))


def test_only_the_knobs_that_are_named_are_shown():
    control = DeepSignalsControl(50, "tanh", "small", knobs=["depth", "activation"])
    rows = [box.children for box in control.widget.children if isinstance(box, widgets.HBox)]
    assert rows == [(control.depth,), (control.activation,)]


def test_powers_of_ten_are_said_in_both_languages(speak):
    speak("en")
    assert [power_of_ten(power) for power in (-8, -4, 0, 5, 12)] == [
        "1 / 100 million",
        "1 / 10,000",
        "1",
        "100,000",
        "1 trillion",
    ]
    assert power_of_ten(-24) == "0.0…01 (23 zeros)"
    speak("ja")
    assert [power_of_ten(power) for power in (-8, -3, 0, 5, 12)] == ["1 億分の 1", "1,000 分の 1", "1", "10 万", "1 兆"]


def test_likeness_is_1_for_what_points_the_same_way_and_0_at_right_angles():
    signals = LayerSignals([np.array([[1.0, 0], [5, 0]]), np.array([[1.0, 0], [0, 3]])], [], np.zeros(0), 0.0)
    np.testing.assert_allclose(signals.likeness, [1, 0], atol=1e-12)
    np.testing.assert_allclose(signals.sample_spreads, [1, 1])
