"""What happens where a chapter asks for a prediction: each answer is found by running the control's own mathematics.

Each function takes the control and returns the number of the choice that comes true, from 1, in the order in which the
catalogue of words lists the choices, and what was measured, for the sentence that says so. It leaves the control as
it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.claims.claim import course_seed
from course_lib.controls.critical_points import ZOO
from course_lib.controls.line_fit import ONE_PERSON
from course_lib.controls.training_run import EVERY, RUNS
from course_lib.data.faces import CAT
from course_lib.data.mountain import MARKS, mountain_slope
from course_lib.descent.gradient_descent import gradient_descent
from course_lib.descent.gradient_noise import gradient_noise, line_gradients, minibatch_gradients
from course_lib.experiments.clinic import run
from course_lib.ground.critical_points import critical_point_kind
from course_lib.ground.regression import mean_squared_error
from course_lib.optimizers.base import optimizer_path
from course_lib.plots.ball_on_hill import slope
from course_lib.plots.cat_story import CAT_EARS
from course_lib.plots.gradient_cloud import BATCHES, BOTTOM
from course_lib.words.numbers import spoken

Outcome = tuple[int, dict[str, Any]]


def level_places(control: Any) -> Outcome:
    """At how many places is the hill level? Tries every place of the slider. Choices: none, 1, 2, 3 or more."""
    places = np.arange(control.place.min, control.place.max + 0.01, control.place.step)
    level = places[np.abs(slope(places)) < 1e-9]
    return min(len(level), 3) + 1, {"places": ", ".join(f"{place:.0f}" for place in level)}


def steepest_place(control: Any) -> Outcome:
    """Which of the places A to E is steepest?"""
    slopes = [float(mountain_slope(place)) for place in MARKS.values()]
    steepest = int(np.abs(slopes).argmax())
    return steepest + 1, {"slope": slopes[steepest]}


def weights_that_change(control: Any) -> Outcome:
    """Which weights does the first round change? Choices: all alike, by their ink, those on the ears alone."""
    story = control.picture.story
    change = np.abs(story.weights[1, CAT] - story.weights[0, CAT])
    alike = change.std() < 0.01 * change.mean()
    by_ink, by_ears = (np.corrcoef(change.flat, what.flat)[0, 1] for what in (story.cat, CAT_EARS.astype(float)))
    most, least = change.flat[story.cat.argmax()], change.flat[story.cat.argmin()]
    ears = 100 * change[CAT_EARS].sum() / change.sum()
    number = 1 if alike else 2 if by_ink > by_ears else 3
    return number, {"most": spoken(most), "least": spoken(least), "ears": ears}


def better_a(control: Any) -> Outcome:
    """Which a leaves no miss, with b as it is at first, 10? Choices: a larger one, a smaller one, none."""
    tried = np.linspace(control.a.min, control.a.max, 10_001)
    errors = [mean_squared_error(a, 10.0, *ONE_PERSON) for a in tried]
    best = tried[int(np.argmin(errors))]
    return 3 if min(errors) > 0.01 else 1 if best > 0.5 else 2, {"best": best}


def largest_rate(control: Any) -> Outcome:
    """Where does the largest rate lead in the bowl? Choices: sooner to the bottom, across it and yet to it, away."""
    (_, ground), *_ = control.landscape.options
    rate = 10.0**control.learning_rate.max
    path = gradient_descent(ground.gradient, ground.start, rate, 10)[:, 0]
    settles, crosses = abs(path[-1]) < abs(path[0]), path[1] * path[0] < 0
    number = 3 if not settles else 2 if crosses else 1
    return number, {"start": abs(path[0]), "end": spoken(abs(path[-1])), "rate": rate}


def line_of_the_recipe(control: Any) -> Outcome:
    """Which line of the recipe changes the badness most? The way back of the dish's graph tells."""
    (_, dish), *_ = control.expression.options
    gradients = {node.name: node.grad for node in dish.graph().nodes if node.given}
    found = [gradients[name] for name in ("salt_spoons", "soy_spoons", "water")]
    return int(np.abs(found).argmax()) + 1, dict(zip(("salt", "soy", "water"), map(spoken, found), strict=True))


def quiet_layers(control: Any) -> Outcome:
    """Near which end is the gradient small in the deepest network? Choices: the input, the output, neither."""
    norms = control.signals(control.depth.max).gradient_norms
    ratio = norms[0] / norms[-1]
    return 1 if ratio < 0.1 else 2 if ratio > 10 else 3, {"depth": len(norms), "ratio": spoken(float(ratio), 1)}


def nearer_to_the_bottom(control: Any) -> Outcome:
    """Which of the two has the smaller error at the end of the race? Within a factor of 2 they count as alike."""
    ground = control.landscape.value
    ends = [
        float(ground.f(optimizer_path(control.optimizer(name), ground.gradient, ground.start, 100)[-1]))
        for name in ("SGD", "Momentum")
    ]
    number = 3 if 0.5 < ends[0] / ends[1] < 2 else int(np.argmin(ends)) + 1
    return number, {"sgd": spoken(ends[0]), "momentum": spoken(ends[1])}


def smallest_layer(control: Any) -> Outcome:
    """In the run whose gradients vanish, which layer's is smallest? Choices: at the input, at the output, all alike."""
    layers = run(RUNS["vanishing"], course_seed(), EVERY).measurements[0].layers.values()
    norms = [layer.norm for layer in layers]
    ratio = norms[0] / norms[-1]
    return 1 if ratio < 0.1 else 2 if ratio > 10 else 3, {"ratio": spoken(1 / ratio, 1)}


def kinds_of_level_places(control: Any) -> Outcome:
    """What are the places where the gradient is 0? Choices: bottoms, tops, not always the one or the other."""
    kinds = [critical_point_kind(ground.hessian(place), tolerance=0.01) for ground, place in ZOO.values()]
    number = 1 if set(kinds) == {"minimum"} else 2 if set(kinds) == {"maximum"} else 3
    return number, {"places": len(ZOO), "bottoms": kinds.count("minimum")}


def noise_of_larger_batches(control: Any) -> Outcome:
    """What is left of the noise with batches 4 times as large? Choices: 1/2, 1/4, 1/16, all of it."""
    each = line_gradients(np.array(BOTTOM), control.picture.x, control.picture.y)
    rng = np.random.default_rng(course_seed())
    noises = [gradient_noise(minibatch_gradients(each, size, 10 * BATCHES, rng)) for size in (16, 64)]
    left = noises[1] / noises[0]
    nearest = np.abs(np.log(left) - np.log([1 / 2, 1 / 4, 1 / 16, 1])).argmin()
    return int(nearest) + 1, {"before": noises[0], "after": noises[1]}


def read_after_one_epoch(control: Any) -> Outcome:
    """What share of the digits is read after one epoch? Choices: about a tenth, about half, over 3/4."""
    none, one = control.picture.accuracies[:2]
    return 3 if one > 0.75 else 2 if one > 0.3 else 1, {"none": 100 * none, "one": 100 * one}


OUTCOMES: dict[str, Callable[[Any], Outcome]] = {
    "chapter00.predict_level": level_places,
    "chapter01.predict_steepest": steepest_place,
    "chapter02.predict_pixels": weights_that_change,
    "chapter03.predict_a": better_a,
    "chapter04.predict_rate": largest_rate,
    "chapter05.predict_recipe": line_of_the_recipe,
    "chapter06.predict_depth": quiet_layers,
    "chapter07.predict_race": nearer_to_the_bottom,
    "chapter08.predict_layers": smallest_layer,
    "chapter09.predict_zero": kinds_of_level_places,
    "chapter09.predict_noise": noise_of_larger_batches,
    "chapter10.predict_epoch": read_after_one_epoch,
}
"""The function that finds out, by the name of the question."""
