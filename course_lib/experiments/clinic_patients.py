"""The twelve patients of the gradient clinic: what each is ill with, and whether a treatment cures it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Literal

import numpy as np

from course_lib.experiments.clinic import STEPS, Settings, run

SEEDS_TRIED = 3
"""A treatment is tried on so many seeds, and cures where more than half of them recover."""
TRIED_ON = 8
"""What those seeds are made from: the same for everybody, so that no verdict hangs on luck."""

TANH = Settings(activation="tanh", initializer="xavier")


@dataclass(frozen=True)
class Patient:
    """A sick run.

    Attributes:
        illness: what it is ill with, one of `ILLNESSES`.
        settings: how it is run; one of them makes it ill.
    """

    illness: str
    settings: Settings


PATIENTS: dict[int, Patient] = {
    1: Patient("rate_too_small", replace(TANH, rate=0.0002)),
    2: Patient("reversed_sign", replace(TANH, direction="ascent")),
    3: Patient("unscaled_inputs", replace(TANH, input_scale=255.0)),
    4: Patient("dead_relu", Settings(first_bias=-1.0)),
    5: Patient("clipped_to_nothing", replace(TANH, clip_norm=0.0001)),
    6: Patient("rate_too_large", replace(TANH, rate=20.0)),
    7: Patient("gradients_pile_up", replace(TANH, reset_gradient=False)),
    8: Patient("zero_start", Settings(initializer="zeros")),
    9: Patient("stale_momentum", replace(TANH, optimizer="momentum", rate=0.1, momentum=0.999)),
    10: Patient("saturated_sigmoid", replace(TANH, activation="sigmoid", gain=30.0, optimizer="adam", rate=0.02)),
    11: Patient("adam_uncorrected", replace(TANH, optimizer="adam", rate=0.05, bias_correction=False)),
    12: Patient("batch_of_one", replace(TANH, normalization="batch", batch_size=1)),
}
ILLNESSES = tuple(sorted(patient.illness for patient in PATIENTS.values()))

WORDS_ALLOWED = {
    "activation": ("relu", "tanh", "sigmoid"),
    "initializer": ("he", "xavier", "zeros"),
    "normalization": ("none", "batch", "layer"),
    "optimizer": ("sgd", "momentum", "adam"),
    "direction": ("descent", "ascent"),
}
NUMBERS_ALLOWED = {
    "gain": (0.0, 100.0),
    "first_bias": (-10.0, 10.0),
    "input_scale": (0.0, 1000.0),
    "batch_size": (1, 256),
    "rate": (1e-9, 100.0),
    "momentum": (0.0, 0.9999),
    "clip_norm": (0.0, 1e6),
}
SETTINGS = tuple(field.name for field in fields(Settings) if field.name != "hidden_layers")

Outcome = Literal["", "not_a_treatment", "not_one_setting", "no_such_setting", "neither", "only_named", "only_cured"]


def try_treatment(case: int, treatment: object, seed: int) -> Outcome:
    """Tell what comes of a treatment.

    Args:
        case: number of the patient, from 1.
        treatment: ``{"diagnosis": illness, setting: value}``: what it is ill with, and the one setting to change.
        seed: of the fresh runs.

    Returns:
        ``""`` where the illness is named rightly and cured; ``"only_cured"`` and ``"only_named"`` where one of the two
        went well, ``"neither"`` where none did. The other outcomes say that there is nothing to try:
        ``"not_a_treatment"`` (no dictionary, or without a diagnosis that there is), ``"not_one_setting"`` (none
        besides, or several), ``"no_such_setting"`` (unknown, or a value it can't have).
    """
    diagnosis = treatment.get("diagnosis") if isinstance(treatment, dict) else None
    if not isinstance(treatment, dict) or not isinstance(diagnosis, str) or diagnosis not in ILLNESSES:
        return "not_a_treatment"
    changes = [(name, value) for name, value in treatment.items() if name != "diagnosis"]
    if len(changes) != 1:
        return "not_one_setting"
    name, value = changes[0]
    if not is_allowed(name, value):
        return "no_such_setting"
    patient = PATIENTS[case]
    named = diagnosis == patient.illness
    cured = recovers(replace(patient.settings, **{name: value}), seed)
    if named and cured:
        return ""
    return "only_named" if named else "only_cured" if cured else "neither"


def judge_treatment(case: int, treatment: object, seed: int) -> Outcome:
    """Tell what comes of a treatment that is handed in, on seeds that are the same for everybody.

    Args:
        case: number of the patient, from 1.
        treatment: as in `try_treatment`.
        seed: not used, so that a treatment on the verge of curing is judged alike in check and in every grading.

    Returns:
        As `try_treatment` does.
    """
    return try_treatment(case, treatment, TRIED_ON)


def is_allowed(name: object, value: object) -> bool:
    """Tell whether there is a setting of this name that can have this value."""
    if name in WORDS_ALLOWED:
        return isinstance(value, str) and value in WORDS_ALLOWED[str(name)]
    if name in NUMBERS_ALLOWED:
        low, high = NUMBERS_ALLOWED[str(name)]
        kinds = (int,) if name == "batch_size" else (int, float)
        return isinstance(value, kinds) and not isinstance(value, bool) and bool(low <= value <= high)
    return name in SETTINGS and isinstance(value, bool)


@lru_cache(maxsize=4096)
def recovers(settings: Settings, seed: int) -> bool:
    """Tell whether most of a few runs on fresh seeds recover."""
    needed = SEEDS_TRIED // 2 + 1
    recovered = failed = 0
    for fresh in np.random.SeedSequence(seed).generate_state(SEEDS_TRIED):
        if run(settings, int(fresh), every=STEPS).recovered:
            recovered += 1
        else:
            failed += 1
        if max(recovered, failed) == needed:  # the rest can't change it any more
            break
    return recovered == needed
