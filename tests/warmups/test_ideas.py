"""The ideas of warm-ups: over a thousand draws each has just one right answer, worked out here once more by itself."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest

from course_lib.exercises.concept_index import CONCEPTS
from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.warmups.bank import IDEAS, earlier
from course_lib.words.catalogue import catalogue
from course_lib.words.language import LANGUAGES

ROOT = Path(__file__).parents[2]
DRAWS = 1000
BY_NAME = {idea.name: idea for idea in IDEAS}
each_idea = pytest.mark.parametrize("name", BY_NAME)

NUMBER = re.compile(r"(?<![\w.])−?\d[\d,]*(?:\.\d+)?(?:/\d+)?")

# The right answer, from the numbers that stand in the question, which both languages give in one order.
RIGHT_NUMBER = {
    "first_steps.correction": lambda basket, throw, share: throw - share * (throw - basket),
    "first_steps.rise": lambda here, there: there - here,
    "first_steps.name_given_anew": lambda start, miss, *_: start - miss - miss,
    "slope_reading.rise_over_run": lambda run, rise: rise / run,
    "slope_reading.longer_step": lambda gentle, steep: steep / gentle,
    "blind_search.patterns": lambda numbers, points: points**numbers,
    "blind_search.equal_scores": lambda answers, score: math.exp(score) / (answers * math.exp(score)) * 100,
    "blind_search.inked_pixels": lambda light, dark, *_: dark / light,
    "difference_quotients.squared_miss": lambda predicted, true, *_: (predicted - true) ** 2,
    "difference_quotients.slope_of_the_square": lambda x: ((x + 1e-4) ** 2 - (x - 1e-4) ** 2) / 2e-4,
    "difference_quotients.height_times_a": lambda height, *rest: height * rest[-1],
    "descent_steps.one_step": lambda place, gradient, rate: place - rate * gradient,
    "descent_steps.smaller_rate": lambda rate, small: rate / small,
    "descent_steps.halved_rate": lambda rate, steps: rate * 0.5**steps,
    "chain_products.product_factor": lambda a, b, *_: (a + 1) * b - a * b,
    "chain_products.place_of_the_slope": lambda target, found: 2 * (found - target),
    "deep_gradients.spread_by_he": lambda inputs: math.sqrt(2 / inputs),
    "optimizer_steps.velocity": lambda velocity, momentum, gradient: momentum * velocity + gradient,
    "optimizer_steps.steps_in_an_epoch": lambda examples, batch, *_: examples / batch,
    "chart_reading.norm": lambda one, other: math.hypot(one, other),
    "chart_reading.update_ratio": lambda weights, update: update / weights,
    "zero_gradients.noise": lambda times: 1 / math.sqrt(times),
    "zero_gradients.ascent": lambda place, gradient, rate: place + rate * gradient,
    "zero_gradients.passes": lambda parameters: 2 * parameters,
    "zero_gradients.newton": lambda place, gradient, curvature: place - gradient / curvature,
    "whole_course.numbers_in_it": lambda parameters: parameters,
}  # fmt: skip


def numbers_in(text):
    """The numbers that a text gives in digits, in its order; powers and subscripts are none."""
    found = [number.replace(",", "").replace("−", "-").partition("/") for number in NUMBER.findall(text)]
    return [float(above) / float(below or 1) for above, _, below in found]


@each_idea
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_draw_has_one_right_answer_and_answers_that_differ(name, language):
    rng = np.random.default_rng(1)
    texts, places = set(), set()
    for _ in range(DRAWS):
        question = BY_NAME[name].ask(rng, language)
        assert len(set(question.options)) == len(question.options) == len(question.why) >= 3, question
        assert 1 <= question.right <= len(question.options)
        right = question.why[question.right - 1]
        assert question.why.count(right) == 1 and re.match("Yes|Right|そのとおり", right), question
        assert not any(re.match("Yes|そのとおり", why) for why in question.why if why != right), question
        texts.add(question.text)
        places.add(question.right)
        # As people write numbers, and few enough digits for the head.
        for text in (question.text, *question.options, *question.why):
            assert not re.search(r"\d[eE][+-]?\d|\d-\d|(?<!\w)-\d|\.\d{6}|\d{6}|約|[{}]|nan|inf\b", text), text
    assert places == set(range(1, len(question.options) + 1)), "the right answer always stands at the same place"
    assert len(texts) > 1 or name in {"blind_search.not_straight", "whole_course.round_of_learning"}


@pytest.mark.parametrize("name", RIGHT_NUMBER)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_answer_is_the_number_that_comes_out(name, language):
    rng = np.random.default_rng(2)
    for _ in range(DRAWS):
        question = BY_NAME[name].ask(rng, language)
        expected = RIGHT_NUMBER[name](*numbers_in(question.text))
        given = [numbers_in(option) for option in question.options]
        for number, values in enumerate(given, start=1):
            matches = bool(values) and math.isclose(values[0], expected, rel_tol=1e-9, abs_tol=1e-12)
            assert matches == (number == question.right), (expected, question)


def drawn(name, number=DRAWS):
    rng = np.random.default_rng(3)
    return [BY_NAME[name].draw(rng) for _ in range(number)]


def right_place(name, drawn_one, language="en"):
    """The text of the right answer for what was drawn."""
    table = f"{name}.{drawn_one.form}" if drawn_one.form else name
    return catalogue(language)[f"{table}.options"][0]


def test_answers_in_words_fit_what_was_drawn():
    for one in drawn("slope_reading.against_the_slope"):
        assert ("smaller" in right_place("slope_reading.against_the_slope", one)) == (one.places["slope"] > 0)
        assert ("小さく" in right_place("slope_reading.against_the_slope", one, "ja")) == (one.places["slope"] > 0)
    for one in drawn("slope_reading.steepest"):
        sizes = {key: abs(one.places[key]) for key in ("rising", "falling", "gentle")}
        assert max(sizes, key=sizes.get) == "falling" and one.places["size"] == sizes["falling"]
    for one in drawn("difference_quotients.signs"):
        a, b = ("lower" if one.places[key] > 0 else "raise" for key in ("of_a", "of_b"))
        assert right_place("difference_quotients.signs", one) == f"{a} a, {b} b"
    for one in drawn("descent_steps.jumping"):
        place = 1.0
        for _ in range(10):
            place -= one.places["rate"] * place
        assert ("nearer" in right_place("descent_steps.jumping", one)) == (abs(place) < 1)
        assert one.places["factor"] == pytest.approx(1 - one.places["rate"]) and one.places["factor"] < 0
    for one in drawn("descent_steps.converged"):
        change = one.places["before"] - one.places["error"]
        assert change == pytest.approx(one.places["change"])
        assert right_place("descent_steps.converged", one).startswith("Yes") == (change < one.places["tolerance"])
    for one in drawn("zero_gradients.kind_of_place"):
        signs = {one.places["one"] > 0, one.places["other"] > 0}
        kind = "saddle" if len(signs) == 2 else "bottom" if signs == {True} else "top"
        assert kind in right_place("zero_gradients.kind_of_place", one)
    for one in drawn("chart_reading.sick_run"):
        vanishing = one.places["first"] < one.places["last"]
        assert ("vanishing" in right_place("chart_reading.sick_run", one)) == vanishing
        assert not 2e-3 < one.places["first"] / one.places["last"] < 1e2
    for one in drawn("chain_products.relu_gate"):
        assert (right_place("chain_products.relu_gate", one) == "0") == (one.places["value"] < 0)


def test_answers_with_several_numbers_are_right():
    for one in drawn("deep_gradients.clipped"):
        before, after = ([one.places[key] for key in keys] for keys in (("one", "other"), ("right_one", "right_other")))
        assert math.hypot(*before) == pytest.approx(one.places["norm"]) and one.places["norm"] > one.places["limit"]
        assert math.hypot(*after) == pytest.approx(one.places["limit"])
        assert before[0] / before[1] == pytest.approx(after[0] / after[1])
    for one in drawn("deep_gradients.normalized"):
        values = np.array([one.places["low"], one.places["high"]])
        assert ((values - values.mean()) / values.std()).tolist() == [-1, 1]
        assert values.mean() == one.places["middle"] and values.std() == one.places["half"] > 1
    for one in drawn("deep_gradients.quarters"):
        assert 1 / one.places["right"] == pytest.approx(0.25 ** one.places["layers"])
    for one in drawn("deep_gradients.short_cut"):
        h, slope = 1e-3, one.places["slope"]
        assert one.places["right"] == pytest.approx(((h + slope * h) - (-h - slope * h)) / (2 * h))
    for one in drawn("optimizer_steps.final_speed"):
        velocity = 0.0
        for _ in range(500):
            velocity = one.places["momentum"] * velocity + one.places["gradient"]
        assert one.places["right"] == pytest.approx(velocity)
        assert one.places["lost"] * one.places["right"] == pytest.approx(one.places["gradient"])
    for one in drawn("optimizer_steps.first_step_of_adam"):
        gradient, (beta1, beta2) = one.places["gradient"], (0.9, 0.999)
        mean, square = (1 - beta1) * gradient / (1 - beta1), (1 - beta2) * gradient**2 / (1 - beta2)
        assert one.places["rate"] == pytest.approx(one.places["rate"] * mean / math.sqrt(square))
    for one in drawn("difference_quotients.central_difference"):
        p = one.places
        assert p["right"] == pytest.approx((p["right_height"] - p["left"]) / (p["after"] - p["before"]))
        assert p["over_h"] == pytest.approx((p["right_height"] - p["left"]) / p["h"])
    for one in drawn("chain_products.chain"):
        assert one.places["right"] == one.places["first"] * one.places["second"]
    for one in drawn("chain_products.two_ways"):
        assert one.places["right"] == one.places["one"] + one.places["other"]
    for one in drawn("descent_steps.border"):
        place, rate = 1.0, one.places["right"]
        for factor, stays in ((0.99, True), (1.01, False)):
            place = 1.0
            for _ in range(200):
                place -= factor * rate * one.places["curvature"] * place
            assert (abs(place) < 1) == stays
    for one in drawn("first_steps.counted_from_zero"):
        values = [int(value) for value in re.findall(r"\d+", one.places["values"])]
        assert values[int(one.places["place"])] == one.places["right"]


# Whose right answer is the same words whatever is drawn.
IN_WORDS = {
    "first_steps.printed_only", "blind_search.not_straight", "chain_products.price", "deep_gradients.starving",
    "whole_course.round_of_learning",
}  # fmt: skip


def test_no_idea_is_left_out_of_the_tests():
    tested = set(RIGHT_NUMBER) | IN_WORDS | set(re.findall(r'drawn\("(\w+\.\w+)"', Path(__file__).read_text()))
    assert tested == set(BY_NAME)


def test_each_chapter_has_ideas_and_the_first_has_three_before_it():
    assert len(IDEAS) == len(BY_NAME) >= 40
    assert {idea.chapter for idea in IDEAS} == {"00", "00b", *(f"{number:02d}" for number in range(1, 11))}
    assert [idea.chapter for idea in IDEAS] == sorted(idea.chapter for idea in IDEAS)
    assert len(earlier("01")) >= 3 and {idea.chapter for idea in earlier("02")} == {"00", "00b", "01"}


def test_exercises_and_questions_that_ideas_name_are_there():
    sheets = [load_sheet(name) for name in sheet_names()]
    exercises = {name: {mistake.name for mistake in one.mistakes} for sheet in sheets for name, one in sheet.exercises.items()}
    for idea in IDEAS:
        for name in idea.exercises:
            exercise, _, mistake = name.partition(".")
            assert exercise in exercises and (not mistake or mistake in exercises[exercise]), name
        for name in idea.quizzes:
            assert f"chapter{name}.question" in catalogue("en"), name


def test_every_concept_with_an_exercise_and_every_question_of_a_chapter_has_its_idea():
    used = {name.partition(".")[0] for idea in IDEAS for name in idea.exercises}
    assert {concept.exercise for concept in CONCEPTS if concept.exercise} <= used
    asked = {name.removesuffix(".question").removeprefix("chapter") for name in catalogue("en") if re.match(r"chapter.*\.question", name)}
    asked = {name for name in asked if not name.startswith("11") and name != "07.quiz_most"}
    assert asked == {name for idea in IDEAS for name in idea.quizzes}
