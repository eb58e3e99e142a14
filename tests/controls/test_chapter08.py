"""The controls and pictures of chapter 08, driven without a browser; its rules of thumb."""

from __future__ import annotations

import base64
import html
import io
import re
import sys
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from course_lib.controls.clinic import CUPBOARD, ClinicControl
from course_lib.controls.tensorboard_view import TensorBoardView
from course_lib.controls.training_run import TrainingRunControl
from course_lib.experiments.clinic import Settings, run
from course_lib.experiments.clinic_patients import PATIENTS
from course_lib.experiments.run_groups import GROUPS, look_at, settings_of
from course_lib.monitor.gradient_monitor import LayerMeasurement, Measurement, size_histogram
from course_lib.monitor.gradient_signs import by_histogram, by_norms, by_updates, largest, typical
from course_lib.plots.gradient_panels import NORMS, RATIOS, GradientPanels
from course_lib.plots.layer_names import layer_names
from course_lib.plots.rule_errors import rule_errors
from course_lib.plots.update_band import update_band
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from course_lib.words.numbers import spoken

each_language = pytest.mark.parametrize("language", LANGUAGES)


def assert_shows(control, height=660) -> None:
    assert np.asarray(Image.open(io.BytesIO(control.picture.png()))).shape == (height, 900, 3)
    assert control.stage.alt == control.picture.alt
    assert "{" not in control.picture.alt


# W8.1


@each_language
def test_every_run_at_the_ends_of_the_slider(language, speak):
    speak(language)
    control = TrainingRunControl()
    pictures = set()
    for _, name in control.run.options:
        for step in (0, 50, control.step.max):
            with control.draw_once():
                control.run.value, control.step.value = name, step
            assert_shows(control)
            assert [line.get_xdata()[0] for line in control.picture._now] == [step] * 3
            pictures.add(control.picture.png())
    assert len(pictures) == 9


@each_language
def test_one_panel_first(language, speak):
    speak(language)
    control = TrainingRunControl(norms_only=True)
    for _, name in control.run.options:
        with control.draw_once():
            control.run.value, control.step.value = name, control.step.max
        assert_shows(control, height=400)
        (panel,) = control.picture.figure.axes
        assert len(control.picture._now) == 1 and len(panel.lines) == 7


def test_layers_go_by_the_names_that_readers_know(speak):
    speak("ja")
    assert layer_names(["1.Dense", "2.LayerNorm", "4.Dense", "5.Odd"]) == {
        "1.Dense": "全結合層 1", "2.LayerNorm": "LayerNorm 層 1", "4.Dense": "全結合層 2", "5.Odd": "5.Odd",
    }  # fmt: skip
    control = TrainingRunControl()
    assert "Dense" not in control.picture.alt and "全結合層 6 は" in control.picture.alt


def test_the_three_runs_are_what_the_chapter_says():
    control = TrainingRunControl()
    norms = {}
    for _, name in control.run.options:
        control.run.value = name
        shown = control.picture.measurements
        norms[name] = np.array([[layer.norm for layer in m.layers.values()] for m in shown])
    assert 0.3 < norms["healthy"][10, 0] / norms["healthy"][10, -1] < 10
    assert norms["vanishing"][10, 0] / norms["vanishing"][10, -1] < 0.01
    assert norms["exploding"][:3].max() > 100 and (norms["exploding"][-1, :-1] == 0).all()


def test_moving_the_step_does_not_train_anew(monkeypatch):
    control = TrainingRunControl()
    monkeypatch.setattr("course_lib.controls.training_run.run", lambda *given: pytest.fail("trained again"))
    before = control.picture.png()
    control.step.value = 0
    assert control.picture.png() != before


def test_the_panels_show_the_measured_numbers():
    trained = run(Settings(), 0, every=10, steps=31)
    picture = GradientPanels(trained.measurements, trained.losses)
    norms, ratios = picture.figure.axes[2:]
    for axes, name in ((norms, "norm"), (ratios, "ratio")):
        for line, layer in zip(axes.lines, picture.layers, strict=False):
            assert line.get_label() == picture.names[layer]
            np.testing.assert_array_equal(line.get_xdata(), [0, 10, 20, 30])
            np.testing.assert_allclose(line.get_ydata(), [getattr(m.layers[layer], name) for m in trained.measurements])
    picture.show(12)
    here = trained.measurements[1]
    assert "10" in picture.alt and spoken(here.layers["3.Dense"].norm) in picture.alt
    for row, layer in enumerate(picture.layers):
        heights = picture._bars[row].get_xy()[:, 1] - (3 - row)
        counts = here.layers[layer].histogram.sum(axis=0)
        assert heights.max() == pytest.approx(0.85)
        assert heights.argmax() // 2 == counts.argmax()


@pytest.mark.parametrize(
    "settings", [Settings(rate=1e-9), Settings(initializer="zeros"), Settings(gain=1e3, rate=100.0, hidden_layers=6),
                 Settings(normalization="layer", hidden_layers=8), Settings(hidden_layers=0)],
)  # fmt: skip
@each_language
def test_extreme_runs_can_be_drawn(settings, language, speak):
    speak(language)
    trained = run(settings, 0, every=5, steps=12)
    picture = GradientPanels(trained.measurements, trained.losses, trained.broke_at, untreated=[1.0, 2.0], band=True)
    assert len(picture.png()) > 10_000 and "{" not in picture.alt
    for axes, limits in zip(picture.figure.axes[2:], (NORMS, RATIOS), strict=True):
        for line in axes.lines[: len(picture.layers)]:
            y = np.asarray(line.get_ydata())
            assert ((y >= limits[0]) & (y <= limits[1]) | np.isnan(y)).all()


def test_a_run_that_breaks_says_so(speak):
    speak("en")
    trained = run(Settings(direction="ascent", rate=0.05), 0, every=1)
    assert trained.broke_at is not None
    picture = GradientPanels(trained.measurements, trained.losses, trained.broke_at)
    assert f"In step {trained.broke_at} a number became infinite" in picture.alt


def test_no_weights_is_said_and_drawn_as_no_line(speak):
    speak("en")
    trained = run(PATIENTS[8].settings, 0, every=50)
    picture = GradientPanels(trained.measurements, trained.losses)
    assert "all weights of the layer are 0" in picture.alt
    assert np.isnan(picture.figure.axes[3].lines[0].get_ydata()).all()


# W8.2


@each_language
def test_every_patient_can_be_looked_at_and_no_illness_is_given_away(language, speak):
    speak(language)
    control = ClinicControl()
    pictures = set()
    for _, number in control.case.options:
        control.case.value = number
        assert_shows(control)
        pictures.add(control.picture.png())
        assert PATIENTS[number].illness not in control.stage.alt + control.verdict.value
        assert control.diagnosis.value == ""
    assert len(pictures) == 12


@pytest.mark.parametrize(
    "diagnosis, setting, value, says",
    [
        ("rate_too_small", "rate", 0.2, "Named and cured"),
        ("rate_too_small", "rate", 0.001, "The diagnosis is right, but"),
        ("dead_relu", "rate", 0.2, "has another name"),
        ("dead_relu", "batch_size", 8, "did not recover"),
        ("", "rate", 0.2, "Choose a diagnosis"),
    ],
)
def test_treating_a_patient(diagnosis, setting, value, says, speak):
    speak("en")
    control = ClinicControl()
    sick = control.picture.png()
    control.diagnosis.value, control.setting.value, control.value.value = diagnosis, setting, value
    assert control.picture.png() == sick
    control.treat_button.click()
    assert says in control.verdict.value and control.picture.png() != sick
    assert_shows(control)
    if diagnosis == "rate_too_small" and value == 0.2:
        assert html.escape("{'diagnosis': 'rate_too_small', 'rate': 0.2}") in control.verdict.value
        assert control.picture.losses[-1] < 1
    control.case.value = 2
    assert says not in control.verdict.value


def test_the_doses_follow_the_setting_and_are_all_allowed():
    control = ClinicControl()
    for _, setting in control.setting.options:
        control.setting.value = setting
        assert [value for _, value in control.value.options] == list(CUPBOARD[setting])
        assert control.value.value == CUPBOARD[setting][0]
        for value in CUPBOARD[setting]:
            replace(Settings(), **{setting: value})
            from course_lib.experiments.clinic_patients import is_allowed

            assert is_allowed(setting, value)


# TensorBoard's button


class FakeServer:
    started = 0

    def __init__(self, folder):
        type(self).started += 1
        self.address, self.stopped = "http://127.0.0.1:1234/", False

    def stop(self):
        self.stopped = True


@each_language
def test_tensorboard_opens_by_the_button_only_and_closes(language, speak, monkeypatch, tmp_path):
    speak(language)
    monkeypatch.setattr("course_lib.controls.tensorboard_view.TensorBoardServer", FakeServer)
    FakeServer.started = 0
    view = TensorBoardView(tmp_path)
    assert FakeServer.started == 0 and view.frame.value == ""
    assert "text/plain" in view._repr_mimebundle_()
    view.open_button.click()
    server = view.server
    assert "http://127.0.0.1:1234/" in view.frame.value and "iframe" in view.frame.value
    view.open_button.click()
    assert server.stopped and FakeServer.started == 2
    view.close_button.click()
    assert view.server is None and view.frame.value == ""


def test_tensorboard_that_can_not_be_opened_says_why(monkeypatch, tmp_path, speak):
    speak("en")

    def fails(folder):
        raise RuntimeError("no <room>")

    monkeypatch.setattr("course_lib.controls.tensorboard_view.TensorBoardServer", fails)
    view = TensorBoardView(tmp_path)
    view.open_button.click()
    assert "no &lt;room&gt;" in view.state.value and view.frame.value == "" and view.server is None


@each_language
def test_in_the_browser_edition_a_sentence_and_a_picture_stand_for_tensorboard(language, speak, monkeypatch, tmp_path):
    speak(language)
    monkeypatch.setattr("course_lib.controls.tensorboard_view.sys", SimpleNamespace(platform="emscripten"))
    view = TensorBoardView(tmp_path)
    said, picture = view.widget.value.split("<img")
    assert {"ja": "ブラウザー版", "en": "browser edition"}[language] in said
    assert view._repr_mimebundle_()["text/plain"] in html.unescape(said)
    alt, source = re.search(r"alt='([^']{40,})' src='data:image/webp;base64,([^']+)'", picture).groups()
    assert "3.Dense" in alt and Image.open(io.BytesIO(base64.b64decode(source))).width >= 1000

@each_language
@pytest.mark.parametrize("place", ["hub", "colab"])
def test_where_the_notebook_runs_elsewhere_the_picture_stands_for_tensorboard(language, place, speak, monkeypatch, tmp_path):
    speak(language)
    if place == "hub":
        monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/aoi/")
    else:
        monkeypatch.setitem(sys.modules, "google.colab", SimpleNamespace())
    said, picture = TensorBoardView(tmp_path).widget.value.split("<img")
    assert {"ja": "ほかのコンピューター", "en": "another machine"}[language] in said and "data:image/webp" in picture


# Rules of thumb and their pictures


def layer(values, ratio=0.01):
    g = np.array(values, dtype=float)
    return LayerMeasurement(size_histogram(g), float(np.linalg.norm(g)), 0.0, 0.0, ratio)


def seen(first, last):
    return [Measurement(0, 1.0, {"1.Dense": first, "3.Dense": last})]


def test_rules_of_thumb():
    usual = layer([0.1, -0.2, 0.3])
    assert [rule(seen(usual, usual)) for rule in (by_histogram, by_norms, by_updates)] == ["healthy"] * 3
    tiny, huge = layer([1e-6, -1e-6, 0.0], ratio=1e-6), layer([50.0, 1.0, 1.0], ratio=3.0)
    assert [rule(seen(tiny, usual)) for rule in (by_histogram, by_norms, by_updates)] == ["vanishing"] * 3
    assert [rule(seen(usual, huge)) for rule in (by_histogram, by_norms, by_updates)] == ["exploding"] * 3
    assert by_norms(seen(tiny, tiny)) == "healthy"
    assert by_histogram(seen(usual, tiny)) == by_norms(seen(usual, tiny)) == "healthy"
    assert typical(layer([0.1, 0.1, 5.0])) == 0.125 and largest(layer([0.1, -5.0])) == 8


def test_groups_differ_from_seed_to_seed_and_are_what_they_say():
    for name, group in GROUPS.items():
        drawn = {settings_of(group, seed) for seed in range(12)}
        assert len(drawn) > 1 or group.finished
        assert all(s.optimizer == group.optimizer for s in drawn if group.optimizer), name


def test_what_becomes_of_a_run_decides_what_it_is():
    healthy, finished = look_at("healthy", 0), look_at("finished", 0)
    assert len(healthy.measurements) == 4 and finished.measurements[-1].loss < 0.3
    assert healthy.truth == finished.truth == "healthy" and finished.fate == "finished"
    late, never = look_at("vanishing_adam", 1), look_at("vanishing_adam", 7)  # 3 and 8 hidden layers
    assert late.learns and (late.truth, late.fate) == ("healthy", "late_adam")
    assert not never.learns and (never.truth, never.fate) == ("vanishing", "vanishing_adam")
    assert {look.measurements[0].step for look in (healthy, late, never)} == {0}


def test_norms_of_weights_or_of_biases_alone():
    def part(weights, biases):
        return replace(layer([0.1, 0.1]), weights=weights, biases=biases)

    shrinking = seen(part(1e-3, 1e-6), part(1e-3, 1e-1))
    assert [by_norms(shrinking, part=part) for part in ("norm", "weights", "biases")] == ["healthy", "healthy", "vanishing"]


@each_language
def test_pictures_of_the_claims(language, speak):
    speak(language)
    table = rule_errors({"norms": {"healthy": 0, "vanishing_sgd": 3}, "updates": {"healthy": 1, "vanishing_sgd": 4}},
                        {"healthy": 4, "vanishing_sgd": 4}, learn=["healthy"])  # fmt: skip
    assert len(table.png()) > 5000 and "3 / 4" in table.alt and "{" not in table.alt
    cells = [text.get_text() for text in table.figure.axes[0].texts]
    alarm, missed = words("rule_errors.alarm", cell="1 / 4"), words("rule_errors.missed", cell="4 / 4")
    assert alarm in cells and missed in cells and "5 / 8" in cells
    ratios = np.array([1e-9, 1e-3, 5.0])
    band = update_band({"relu_sgd": (ratios, np.array([0.1, 0.9, 0.2]))}, (1e-3, 1e-2))
    assert len(band.png()) > 5000 and "0.001" in band.alt
