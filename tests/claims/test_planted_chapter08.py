"""The claims of chapter 08 notice a fault: in the rules, in what is measured, in what is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course_lib.claims.claim import ClaimError
from course_lib.experiments import clinic, run_groups
from course_lib.monitor import gradient_monitor, gradient_signs
from rehearsal.claim_cells import run_claim

LOOK = "course_lib.experiments.run_groups.look_at"


@pytest.fixture(scope="module", autouse=True)
def trained_once():
    """Runs are the same each time; only the first claim trains them."""
    seen = {}
    look = run_groups.look_at

    def remembered(name, seed):
        if (name, seed) not in seen:
            seen[name, seed] = look(name, seed)
        return seen[name, seed]

    run_groups.look_at = remembered
    yield remembered
    run_groups.look_at = look


def seen_with(trained_once, change):
    """Runs of which something else was measured."""

    def look_at(name, seed):
        look = trained_once(name, seed)
        measurements = [replace(m, layers=change(m.layers)) for m in look.measurements]
        return replace(look, measurements=measurements)

    return {LOOK: look_at}


def turned_round(layers):
    """The layers' measurements in the wrong order."""
    return dict(zip(layers, list(layers.values())[::-1], strict=True))


def without_biases(layers):
    """The biases' gradients forgotten: the weights' are taken in their place."""
    return {name: replace(layer, norm=layer.weights, biases=layer.weights) for name, layer in layers.items()}


def histogram_with_zeros_left_out(layers):
    large = gradient_monitor.BAR_EDGES[:-1] > 1e-4
    return {
        name: replace(layer, histogram=layer.histogram * large) if (layer.histogram * large).any() else layer
        for name, layer in layers.items()
    }


def gradient_for_update(layers):
    """The update taken to be the gradient: the learning rate, and what Adam makes of it, forgotten."""
    return {name: replace(layer, ratio=layer.norm) for name, layer in layers.items()}


def test_without_faults_all_hold():
    for claim in ("C8.1", "C8.2", "C8.3"):
        assert run_claim(claim).verdict == "caveat"


def test_c8_1_small_gradients_left_out_of_the_histogram(trained_once):
    with pytest.raises(ClaimError):
        run_claim("C8.1", seen_with(trained_once, histogram_with_zeros_left_out))


@pytest.mark.parametrize("fault", [turned_round, without_biases])
def test_c8_2_layers_turned_round_or_biases_forgotten(trained_once, fault):
    with pytest.raises(ClaimError):
        run_claim("C8.2", seen_with(trained_once, fault))


def test_c8_2_labelled_by_how_they_were_made(trained_once):
    def never_carried_on(name, seed):
        look = trained_once(name, seed)
        return replace(look, learns=run_groups.GROUPS[name].made == "healthy")

    with pytest.raises(ClaimError):
        run_claim("C8.2", {LOOK: never_carried_on})


def test_c8_3_the_gradient_taken_for_the_update(trained_once):
    with pytest.raises(ClaimError):
        run_claim("C8.3", seen_with(trained_once, gradient_for_update))


def test_c8_3_a_border_a_thousand_times_too_low(trained_once):
    rule = gradient_signs.by_updates

    def careless(measurements):
        return rule(measurements, small=1e-6)

    with pytest.raises(ClaimError):
        run_claim("C8.3", {"course_lib.monitor.gradient_signs.by_updates": careless})


def test_c8_4_the_update_not_divided_by_the_weights():
    with pytest.raises(ClaimError):
        run_claim("C8.4", change=lambda code: code.replace("layer.ratio for each", "layer.update for each"))


def test_c8_4_runs_all_of_one_rate():
    def stuck(settings, *args, **kwargs):
        return clinic_run(replace(settings, rate=0.2 if settings.optimizer == "sgd" else 0.003), *args, **kwargs)

    clinic_run = clinic.run
    with pytest.raises(ClaimError):
        run_claim("C8.4", {"course_lib.experiments.clinic.run": stuck})
