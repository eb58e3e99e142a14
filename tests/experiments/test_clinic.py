"""The clinic: every patient is ill, is cured by what its illness asks for, and treatments are judged by what comes of them."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from course_lib.exercises.judging import judge
from course_lib.exercises.sheets import load_sheet
from course_lib.experiments.clinic import Settings, build, gradient_filter, optimizer, run
from course_lib.experiments.clinic_parts import AdamUncorrected, BatchNorm
from course_lib.experiments.clinic_patients import ILLNESSES, PATIENTS, SETTINGS, is_allowed, recovers, try_treatment
from course_lib.sandbox.answers import answer
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES

CURES = {
    "rate_too_small": ("rate", 0.2),
    "reversed_sign": ("direction", "descent"),
    "unscaled_inputs": ("input_scale", 1),
    "dead_relu": ("first_bias", 0.0),
    "clipped_to_nothing": ("clip_norm", 0),
    "rate_too_large": ("rate", 0.2),
    "gradients_pile_up": ("reset_gradient", True),
    "zero_start": ("initializer", "xavier"),
    "stale_momentum": ("momentum", 0.8),
    "saturated_sigmoid": ("gain", 1.0),
    "adam_uncorrected": ("bias_correction", True),
    "batch_of_one": ("batch_size", 32),
}


def test_the_twelve_illnesses_of_the_course():
    assert len(PATIENTS) == len(ILLNESSES) == 12 and set(CURES) == set(ILLNESSES)
    assert set(SETTINGS) == {field.name for field in fields(Settings)} - {"hidden_layers"}


@pytest.mark.parametrize("case", PATIENTS)
def test_a_patient_is_ill_and_its_cure_cures(case):
    patient = PATIENTS[case]
    name, value = CURES[patient.illness]
    for seed in (77, 78):
        sick = run(patient.settings, seed, every=200)
        assert not sick.recovered and sick.accuracy < 0.5
        assert run(replace(patient.settings, **{name: value}), seed, every=200).accuracy > 0.8
    assert try_treatment(case, {"diagnosis": patient.illness, name: value}, seed=99) == ""


def test_healthy_runs_recover_and_the_same_seed_gives_the_same_run():
    first, again = run(Settings(), 3, every=50), run(Settings(), 3, every=50)
    assert first.recovered and first.losses == again.losses and first.accuracy == again.accuracy
    assert run(Settings(), 4, every=50).losses != first.losses


def test_what_comes_of_a_treatment():
    right = {"diagnosis": "rate_too_small", "rate": 0.2}
    assert try_treatment(1, right, 0) == ""
    assert try_treatment(1, right | {"rate": 1}, 0) == ""
    assert try_treatment(1, {"diagnosis": "rate_too_small", "rate": 0.001}, 0) == "only_named"
    assert try_treatment(1, {"diagnosis": "dead_relu", "rate": 0.2}, 0) == "only_cured"
    assert try_treatment(1, {"diagnosis": "dead_relu", "batch_size": 32}, 0) == "neither"
    assert try_treatment(1, {"diagnosis": "rate_too_small"}, 0) == "not_one_setting"
    assert try_treatment(1, right | {"gain": 1.0}, 0) == "not_one_setting"


@pytest.mark.parametrize(
    "given", [None, 3, "rate", [], {}, {"rate": 0.2}, {"diagnosis": "flu", "rate": 0.2}, {"diagnosis": ["dead_relu"]},
              {"diagnosis": np.zeros(3), "rate": 0.2}, {"diagnosis": None}, np.zeros(2)],
)  # fmt: skip
def test_what_is_no_treatment(given):
    assert try_treatment(1, given, 0) == "not_a_treatment"


@pytest.mark.parametrize(
    "name, value",
    [("learning_rate", 0.1), ("rate", "0.2"), ("rate", 0), ("rate", -0.1), ("rate", float("nan")), ("rate", float("inf")),
     ("rate", True), ("rate", None), ("rate", np.ones(3)), ("rate", 10**400), ("batch_size", 0), ("batch_size", 1.5),
     ("batch_size", 10**9), ("momentum", 1.0), ("activation", "sine"), ("activation", ["relu"]), ("activation", np.ones(2)),
     ("reset_gradient", 1), ("reset_gradient", "True"), ("hidden_layers", 1000), ("clip_norm", -1), (3, 4), (None, 1),
     ("__class__", True), ("diagnosis", True)],
)  # fmt: skip
def test_settings_that_can_not_be(name, value):
    assert not is_allowed(name, value)
    if name != "diagnosis":
        assert try_treatment(1, {"diagnosis": "dead_relu", name: value}, 0) == "no_such_setting"


def test_other_seeds_are_other_runs(monkeypatch):
    seen = []

    def watched(settings, seed, every):
        seen.append(seed)
        return run(settings, seed, every, steps=1)

    monkeypatch.setattr("course_lib.experiments.clinic_patients.run", watched)
    for seed in (501, 502):
        recovers.__wrapped__(Settings(), seed)
    assert len(set(seen)) == len(seen) == 4  # two failures decide


def test_a_treatment_is_graded_by_what_comes_of_it():
    exercise = load_sheet("08_seeing_gradients").exercises["treatment_of_case_1"]

    def verdict(function):
        cases = exercise.cases(5)
        return judge(exercise, cases, [answer(function, inputs) for inputs in cases.inputs])

    def another_dose():
        return {"diagnosis": "rate_too_small", "rate": 0.35}

    def no_return():
        pass

    assert verdict(another_dose).outcome == "right"
    assert verdict(exercise.reference).outcome == "right"
    assert verdict(no_return).sentence == "check.returned_none"
    assert verdict(lambda: 1 / 0).outcome == "error"
    assert verdict(lambda: object()).mistake == "not_a_treatment"


def test_every_outcome_illness_and_setting_has_its_words():
    for code in LANGUAGES:
        for illness in ILLNESSES:
            assert words(f"clinic.illness.{illness}", code).startswith(illness)
        for setting in SETTINGS:
            assert words(f"clinic.setting.{setting}", code).startswith(setting)


# The parts with a fault


def test_gradients_pile_up():
    keep = gradient_filter(Settings(reset_gradient=False))
    reset = gradient_filter(Settings())
    for step in (1, 2, 3):
        g = [np.array([1.0, -2.0])]
        np.testing.assert_array_equal(keep(g)[0], step * g[0])
        np.testing.assert_array_equal(reset(g)[0], g[0])
        np.testing.assert_array_equal(g[0], [1.0, -2.0])


def test_clipping_comes_after_piling_up():
    both = gradient_filter(Settings(reset_gradient=False, clip_norm=0.5))
    for _ in range(3):
        assert np.linalg.norm(both([np.array([3.0, 4.0])])[0]) == pytest.approx(0.5, rel=1e-5)


def test_batch_norm_of_one_forgets_its_input():
    layer = BatchNorm(3)
    layer.shift.data = np.array([1.0, 2.0, 3.0])
    np.testing.assert_array_equal(layer(np.array([[7.0, -1.0, 0.5]])).data, [[1.0, 2.0, 3.0]])
    plain = super(BatchNorm, layer).__call__(np.eye(3)).data
    np.testing.assert_array_equal(layer(np.eye(3)).data, plain)


def test_adam_without_correction_takes_its_first_step_too_long():
    x = [np.array([1.0]), np.array([1.0])]
    AdamUncorrected(0.1).update(x[:1], [np.array([0.5])])
    optimizer(Settings(optimizer="adam", rate=0.1)).update(x[1:], [np.array([0.5])])
    assert (1 - x[0][0]) / (1 - x[1][0]) == pytest.approx((1 - 0.9) / np.sqrt(1 - 0.999), rel=1e-6)


def test_ascent_goes_up():
    x = [np.array([1.0])]
    optimizer(Settings(direction="ascent", rate=0.1)).update(x, [np.array([2.0])])
    assert x[0][0] == pytest.approx(1.2)


def test_the_network_is_built_as_the_settings_say():
    network = build(Settings(gain=2.0, first_bias=-1.0, hidden_layers=2), np.random.default_rng(0))
    plain = build(Settings(hidden_layers=2), np.random.default_rng(0))
    ours, theirs = (dict(net.named_parameters()) for net in (network, plain))
    assert list(ours) == [f"{n}.Dense.{part}" for n in (1, 3, 5) for part in ("weights", "biases")]
    np.testing.assert_array_equal(ours["3.Dense.weights"].data, 2 * theirs["3.Dense.weights"].data)
    assert (ours["1.Dense.biases"].data == -1).all() and (ours["5.Dense.biases"].data == 0).all()
