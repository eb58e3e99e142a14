"""The tests before and after: equal in blueprint, alike in both languages, and each number right, worked out anew."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pytest

from course_lib.descent.gradient_descent import gradient_descent, gradient_step
from course_lib.descent.gradient_noise import gradient_noise, minibatch_gradients
from course_lib.engine.value import Value
from course_lib.exercises.concept_index import NOTEBOOKS
from course_lib.exercises.concept_test import FORMS, IDEAS, RIGHT, UNSURE, ideas_right, is_finished, known_answers
from course_lib.exercises.progress import concept_choices, progress_file, record_choice, record_solved, solved
from course_lib.networks.clipping import clip_by_norm, clip_by_value
from course_lib.networks.deep_networks import deep_network
from course_lib.networks.initializers import he_std, xavier
from course_lib.networks.layers import Sigmoid
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.optimizers.rules import Adam, Momentum
from course_lib.slopes.differentiation import numerical_gradient
from course_lib.words.catalogue import catalogue
from course_lib.words.language import LANGUAGES

IDEA = {idea.name: idea for idea in IDEAS}
NUMBER = r"[+−]?\d+(?:\.\d+)?"


def numbers(text):
    """The numbers in a text as a reader sees them; those behind a letter's sign such as β₁ are none."""
    return [float(one.replace("−", "-")) for one in re.findall(NUMBER, text)]


def asked(name, form):
    return IDEA[name].asked(form, "en")


def shown(name, form):
    """The numbers of each choice, by its name."""
    return {one: numbers(IDEA[name].text(form, one, "en")) for one in IDEA[name].before}


def assert_choices(name, form, **worked_out):
    """Each choice shows what was worked out for it, to the digits that are shown."""
    found = shown(name, form)
    assert set(worked_out) == set(found)
    for choice, value in worked_out.items():
        value = np.atleast_1d(value)
        assert np.shape(found[choice]) == value.shape, choice
        for one, right in zip(found[choice], value, strict=True):
            digits = len(re.sub(r"^0+", "", f"{abs(one):f}".rstrip("0").replace(".", ""))) or 1
            assert one == float(f"{right:.{digits}g}"), (choice, right)


@pytest.mark.parametrize("form", FORMS)
def test_step(form):
    x, slope, rate = numbers(asked("step", form))
    assert_choices(
        "step", form, right=gradient_step(x, slope, rate), rate_alone=x - rate, slope_alone=x - slope, uphill=gradient_step(x, slope, -rate)
    )


@pytest.mark.parametrize("form", FORMS)
def test_sign(form):
    (slope,) = numbers(asked("sign", form))
    grows = gradient_step(0.0, slope, 0.1) > 0
    texts = {one: IDEA["sign"].text(form, one, "en") for one in ("right", "turned")}
    assert ("larger" in texts["right"], "smaller" in texts["right"]) == (grows, not grows)
    assert ("larger" in texts["turned"]) is not grows
    assert shown("sign", form)["value_of_slope"] == [slope]


GROUND = {
    "vector": {"before": lambda p: p[0] ** 2 + 8 * p[1], "after": lambda p: 5 * p[0] + p[1] ** 2},
    "not_the_way": {"before": lambda p: p[0] ** 2 + 10 * p[1] ** 2, "after": lambda p: 8 * p[0] ** 2 + p[1] ** 2},
}
FORMULAS = {"x² + 8y": "before", "5x + y²": "after", "x² + 10y²": "before", "8x² + y²": "after"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", GROUND)
def test_the_formula_asked_for_is_the_one_worked_out(name, form):
    (formula,) = re.findall(r"f\(x, y\) (?:= |is at )?=? ?([^ ]+ \+ [^ .]+?)[. ]", asked(name, form).replace("f(x, y) = ", "f(x, y) "))
    assert FORMULAS[formula] == form


@pytest.mark.parametrize("form", FORMS)
def test_vector(form):
    f, place = GROUND["vector"][form], np.array(numbers(asked("vector", form))[-2:])
    gradient = np.round(numerical_gradient(f, place), 6)
    parts = [f(np.array([place[0], 0])), f(np.array([0, place[1]]))]
    assert_choices("vector", form, right=gradient, height=f(place), length=np.linalg.norm(gradient), terms=parts)


@pytest.mark.parametrize("form", FORMS)
def test_not_the_way(form):
    f, place = GROUND["not_the_way"][form], np.array(numbers(asked("not_the_way", form))[-2:])
    step = -numerical_gradient(f, place)
    texts = {one: IDEA["not_the_way"].text(form, one, "en") for one in IDEA["not_the_way"].before}
    (dx, dy), (bx, by) = numbers(texts["right"]), numbers(texts["to_bottom"])
    assert "falls" in texts["right"] and (step < 0).all() and dx / dy == pytest.approx(step[0] / step[1], rel=1e-6)
    assert "falls" in texts["to_bottom"] and bx / by == place[0] / place[1] != dx / dy
    assert "grows" in texts["uphill"] and numbers(texts["uphill"]) == [dx, dy]
    assert f(place + step * 1e-3) < f(place) < f(place - step * 1e-3)


@pytest.mark.parametrize("form", FORMS)
def test_too_large(form):
    text = asked("too_large", form)
    (rate,) = re.findall(r"rate ([\d.]+)", text)
    (start,) = re.findall(r"x = (\d)", text)
    (factor, slope) = (int(one or 1) for one in (re.findall(r"E = (\d*)x²", text)[0], re.findall(r"slope is (\d*)x", text)[0]))
    assert slope == 2 * factor
    path = gradient_descent(lambda x: slope * x, np.array([float(start)]), float(rate), 6)
    assert (np.diff(np.abs(path).ravel()) > 0).all()


@pytest.mark.parametrize("form", FORMS)
def test_chain(form):
    first, second = (int(one) for one in re.findall(r"(\d+) times", asked("chain", form)))
    x = Value(1.0)
    z = second * (first * x)
    z.backward()
    assert_choices("chain", form, right=x.grad, added=first + second, last_only=second, mean=(first + second) / 2)


@pytest.mark.parametrize("form", FORMS)
def test_branch(form):
    one, other = numbers(asked("branch", form))[-2:]
    x = Value(1.0)
    error = one * x + other * x
    error.backward()
    assert_choices("branch", form, right=x.grad, multiplied=one * other, last_only=other, mean=(one + other) / 2)


@pytest.mark.parametrize("form", FORMS)
def test_sigmoid_product(form):
    largest, weight, passages = numbers(asked("sigmoid_product", form))
    x = Value(0.0)
    once = x.sigmoid()
    once.backward()
    assert x.grad == largest == 0.25 and weight == 1  # steepest at 0
    n = int(passages)
    assert_choices("sigmoid_product", form, right=largest**n, summed=largest * n, once=largest, divided=largest / n)


@pytest.mark.parametrize("form", FORMS)
def test_clip(form):
    a, b, length, limit = numbers(asked("clip", form))
    gradient = np.array([a, b])
    assert np.linalg.norm(gradient) == length
    (right,), (by_value,) = clip_by_norm([gradient], limit), clip_by_value([gradient], limit)
    assert_choices("clip", form, right=right, by_value=by_value, largest=gradient * limit / b, subtracted=gradient - limit)


@pytest.mark.parametrize("form", FORMS)
def test_he(form):
    (inputs,) = numbers(asked("he", form))
    std = he_std(int(inputs))
    assert_choices("he", form, right=std, variance=std**2, one_over_n=1 / inputs, without_two=std / np.sqrt(2))


@pytest.mark.parametrize("form", FORMS)
def test_momentum(form):
    coefficient, velocity, gradient = numbers(asked("momentum", form))
    optimizer, x = Momentum(rate=1.0, momentum=coefficient), np.zeros(1)
    optimizer.update([x], [np.array([velocity])])  # from rest, the first gradient is the velocity
    before = x.copy()
    optimizer.update([x], [np.array([gradient])])
    assert_choices(
        "momentum", form, right=float((before - x)[0]), forgets=gradient, no_friction=velocity + gradient, on_both=coefficient * (velocity + gradient)
    )


@pytest.mark.parametrize("form", FORMS)
def test_adam_first(form):
    rate, first, second, gradient = numbers(re.sub("[₁₂]", "", asked("adam_first", form)))
    x = np.zeros(1)
    Adam(rate=rate).update([x], [np.array([gradient])])
    m, v = (1 - first) * gradient, (1 - second) * gradient**2
    assert_choices("adam_first", form, right=abs(float(x[0])), product=rate * gradient, uncorrected=rate * m / np.sqrt(v), share=rate * m)


@pytest.mark.parametrize("form", FORMS)
def test_one_sample(form):
    count, *gradients, mean, _ = numbers(asked("one_sample", form))
    assert len(gradients) == count and np.mean(gradients) == mean
    assert mean not in gradients and min(gradients) < mean < max(gradients)
    texts = [IDEA["one_sample"].text(form, one, "en") for one in IDEA["one_sample"].before]
    assert all(set(numbers(text)) == {mean} for text in texts)
    drawn = minibatch_gradients(np.array(gradients)[:, None], 1, 20_000, np.random.default_rng(0))
    assert abs(drawn.mean() - mean) < 0.1


@pytest.mark.parametrize("form", FORMS)
def test_noise_size(form):
    small, large = (int(one) for one in numbers(asked("noise_size", form)))
    gradients = np.random.default_rng(0).normal(size=(5000, 1))
    noise = [gradient_noise(minibatch_gradients(gradients, size, 4000, np.random.default_rng(1))) for size in (small, large)]
    texts = shown("noise_size", form)
    assert texts["right"] == [1, round(noise[0] / noise[1])] and texts["inverse"] == [1, large / small]
    assert texts["grows"] == [round(noise[0] / noise[1])]


def test_starves():
    (layers,) = numbers(asked("starves", "before"))
    for seed in range(10):
        rng = np.random.default_rng(seed)
        norms = gradient_norms_by_layer(int(layers), rng)
        assert np.argmin(norms) == 0 and norms[len(norms) // 2] < norms[-1]


def gradient_norms_by_layer(layers, rng):
    """The length of the weights' gradient in each hidden layer of a new sigmoid network, from the input on."""
    network = deep_network(8, 10, layers, 3, rng, activation=Sigmoid, initializer=xavier)
    softmax_cross_entropy(network(rng.normal(size=(40, 8))), rng.integers(0, 3, 40)).backward()
    weights = [parameter for _, parameter in network.named_parameters() if parameter.data.ndim == 2]
    return [float(np.linalg.norm(one.grad)) for one in weights[:layers]]


# What the two forms have in common


def test_both_forms_have_one_blueprint():
    assert 18 <= len(IDEAS) <= 22 and len(IDEA) == len(IDEAS)
    for idea in IDEAS:
        assert set(idea.choices("before")) == set(idea.choices("after")), idea.name
        assert idea.choices("before")[-1] == idea.choices("after")[-1] == UNSURE and RIGHT in idea.before
        assert len(set(idea.before)) == 4
        for language in LANGUAGES:
            table = catalogue(language)
            named = {key.split(".")[2:][-1] for key in table if key.startswith(f"concept_test.{idea.name}.wrong.")}
            assert named == set(idea.before) - {RIGHT}, idea.name
            for form in FORMS:
                keys = {key.split(".")[-1] for key in table if key.startswith(f"concept_test.{idea.name}.{form}.")}
                assert keys == {"asked", *idea.before}, (idea.name, form)


def test_the_forms_ask_with_other_numbers_or_settings():
    for idea in IDEAS:
        for language in LANGUAGES:
            before, after = (idea.asked(form, language) for form in FORMS)
            assert before != after and len(before) < 2 * len(after) < 4 * len(before), idea.name


def test_ideas_stand_in_the_order_of_the_chapters():
    chapters = [idea.chapter for idea in IDEAS]
    assert chapters == sorted(chapters)
    assert set(chapters) <= {name.partition("_")[0] for name in NOTEBOOKS}


@pytest.mark.parametrize("form", FORMS)
def test_the_right_choice_stands_in_no_favourite_place(form):
    places = Counter(idea.choices(form).index(RIGHT) for idea in IDEAS)
    assert set(places) == {0, 1, 2, 3} and max(places.values()) <= 8


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("idea", IDEAS, ids=lambda idea: idea.name)
def test_both_languages_show_the_same_numbers(idea, form):
    for part in ("asked", *idea.before):
        said = [Counter(numbers(catalogue(language)[f"concept_test.{idea.name}.{form}.{part}"])) for language in LANGUAGES]
        assert said[0] == said[1], part


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_is_plain_text_and_no_two_choices_are_alike(language):
    for idea in IDEAS:
        for form in FORMS:
            texts = [idea.asked(form, language), *(idea.text(form, one, language) for one in idea.choices(form))]
            assert len(set(texts)) == 6 and not re.search(r"[`*<>\n]", "".join(texts)), idea.name
        assert len(idea.title(language)) < (30 if language == "ja" else 66), idea.title(language)


# What is kept


def everything(choice=RIGHT):
    return {idea.name: choice for idea in IDEAS}


def test_answers_are_counted():
    assert is_finished(everything()) and not is_finished(dict(list(everything().items())[1:]))
    assert ideas_right(everything()) == set(IDEA) and ideas_right(everything(UNSURE)) == set()


def test_choices_are_kept_beside_what_else_is_kept():
    record_solved("double")
    record_choice("before", "step", "rate_alone")
    record_choice("after", "step", RIGHT)
    record_choice("before", "step", RIGHT)
    record_choice("before", "clip", UNSURE)
    assert concept_choices() == {"before": {"step": RIGHT, "clip": UNSURE}, "after": {"step": RIGHT}}
    assert solved() == {"double"}


@pytest.mark.parametrize("strange", ["[]", '{"before": 3}', '{"before": {"step": 1}}', '{"before": ["step"]}', '"x"'])
def test_a_strange_file_is_set_aside(strange):
    progress_file().write_text(f'{{"solved": ["double"], "tests": {strange}}}')
    assert concept_choices() == {} and not progress_file().exists()


@pytest.mark.parametrize(
    "found, known, strange",
    [
        (None, {}, 0),
        ([1, 2], {}, 1),
        ({"step": "right", "clip": "unsure"}, {"step": "right", "clip": "unsure"}, 0),
        ({"step": "by_value", "nothing": "right", "clip": ["right"], "he": None}, {}, 4),
    ],
)
def test_only_answers_to_these_questions_are_known(found, known, strange):
    assert known_answers(found) == (known, strange)
