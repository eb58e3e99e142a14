"""The controls and pictures of chapter 02, driven without a browser."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from course_lib.controls.cat_story import CatStoryControl
from course_lib.controls.quiz import Quiz
from course_lib.controls.search_race import SearchRaceControl
from course_lib.experiments.cat_story import ROUNDS, accuracies, cat_confidences, cat_story
from course_lib.experiments.random_directions import random_step_changes, unit_directions
from course_lib.experiments.search_race import BUDGET, METHODS, race
from course_lib.ground.landscapes import valley
from course_lib.ground.paired_valleys import PairedValleys, hidden_bottoms
from course_lib.plots.cat_story import CatStoryPicture
from course_lib.plots.knob_by_knob import kept_turns, knob_by_knob
from course_lib.plots.random_steps import random_steps
from course_lib.plots.search_race import LEAST, percent, race_by_dimension, spread
from course_lib.plots.steepest import steepest
from course_lib.words.language import LANGUAGES

each_language = pytest.mark.parametrize("language", LANGUAGES)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def said(control) -> str:
    return control.picture.alt


def assert_shows(control, height: int) -> None:
    assert pixels(control.picture.png()).shape == (height, 900, 3)
    assert control.stage.alt == said(control)
    assert "{" not in said(control) and "nan" not in said(control)


# W2.1


@each_language
def test_the_story_at_the_ends_of_its_slider(language, speak):
    speak(language)
    control = CatStoryControl()
    seen, sentences = set(), set()
    for rounds in (0, 1, 2, 100, ROUNDS):
        control.rounds.value = rounds
        assert_shows(control, 560)
        seen.add(control.picture.png())
        sentences.add(said(control))
    assert len(seen) == len(sentences) == 5


def test_the_story_says_what_was_computed(speak):
    speak("en")
    control = CatStoryControl()
    sure, right = cat_confidences(cat_story()), accuracies(cat_story())
    assert "“dog”, with 80.0 % confidence" in said(control)
    assert f"{100 * right[0]:.1f} % right" in said(control)
    control.one.click()
    assert f"“cat”, with {100 * sure[1]:.1f} % confidence" in said(control)
    assert control.picture.percent[1].get_text() == f"{100 * sure[1]:.0f} %"
    assert control.picture.bars[0].get_height() == pytest.approx(100 * (1 - sure[1]))


def test_the_buttons_go_on_and_back():
    control = CatStoryControl()
    for button, rounds in [
        (control.one, 1), (control.ten, 11), (control.hundred, 111), (control.one, 112), (control.to_end, ROUNDS),
        (control.one, ROUNDS), (control.ten, ROUNDS), (control.back, 0),
    ]:  # fmt: skip
        button.click()
        assert control.rounds.value == rounds
    assert CatStoryControl(rounds=3).rounds.value == 3


def test_the_pictures_are_weights_and_change():
    story, picture = cat_story(), CatStoryPicture(cat_story())
    picture.show(5)
    weights, change = story.weights[5, 1], story.weights[5, 1] - story.weights[4, 1]
    for panel, values in ((picture.weights_panel, weights), (picture.change_panel, change)):
        np.testing.assert_allclose(panel.image.get_array(), values / np.abs(values).max())
        assert panel.strongest.get_text() == f"± {np.abs(values).max():.3f}"
    picture.show(0)
    assert not picture.change_panel.image.get_array().any()


def test_the_curves_go_as_far_as_the_round():
    picture = CatStoryPicture(cat_story())
    picture.show(40)
    for name, line in picture.lines.items():
        rounds, values = line.get_data()
        np.testing.assert_array_equal(rounds, np.arange(41))
        np.testing.assert_array_equal(values, picture.curves[name][:41])
    np.testing.assert_allclose(picture.curves["held_out"], 100 * accuracies(cat_story()))


def test_the_finished_picture_shows_ears():
    """Blue where a cat has its ears, orange where a dog has them."""
    picture = CatStoryPicture(cat_story())
    picture.show(ROUNDS)
    axes = picture.weights_panel.image.axes
    image = pixels(picture.png())

    def colour(row, column):
        x, y = axes.transData.transform((column, row))
        return image[image.shape[0] - round(y), round(x)].astype(int)

    assert colour(4, 6)[2] > colour(4, 6)[0] + 60
    assert colour(10, 3)[0] > colour(10, 3)[2] + 60


# W2.2


@each_language
def test_the_race_at_the_ends_of_its_sliders(language, speak):
    speak(language)
    control = SearchRaceControl()
    seen = {control.picture.png()}
    for dimension in (2, 100):
        for condition in (1.0, 100.0):
            for budget in (10, BUDGET):
                with control.draw_once():
                    control.dimension.value, control.condition.value = dimension, condition
                    control.budget.value = budget
                assert_shows(control, 480)
                seen.add(control.picture.png())
    assert len(seen) == 9


def test_a_thousand_numbers(speak):
    speak("en")
    control = SearchRaceControl()
    with control.draw_once():
        control.dimension.value, control.budget.value = 1000, BUDGET
    assert "With 1,000 numbers to adjust and 1,000 evaluations" in said(control)
    assert "all patterns 100 %, guessing 100 %" in said(control)
    assert "numerical gradient 100 %, gradient by backpropagation 0.0001 % or less" in said(control)
    assert "Least: gradient (backpropagation)." in said(control)


@pytest.mark.parametrize("method", METHODS)
def test_the_map_shows_where_a_method_looked(method, speak):
    speak("en")
    control = SearchRaceControl()
    with control.draw_once():
        control.dimension.value, control.budget.value, control.method.value = 10, 100, method
    cost = {"gradient": 3, "numerical_gradient": 11}.get(method, 1)
    x, y = control.picture.trials.get_data()
    assert len(x) == len(y) == 1 + 99 // cost
    assert f"the {len(x):,} places" in said(control)
    assert (x[0], y[0]) == (0, 0)
    np.testing.assert_array_equal(np.column_stack([x, y]), race(10).looked[method][: len(x)])


def test_the_curves_end_at_the_budget_and_show_the_spread():
    control = SearchRaceControl()
    control.budget.value = 50
    for name, line in control.picture.lines.items():
        control.method.value = name
        evaluations, middle = line.get_data()
        assert list(evaluations) == list(range(1, 51))
        left = race(2).left[name][:50]
        np.testing.assert_allclose(middle, np.maximum(np.median(left, axis=1), LEAST))
        band = control.picture.bands[name].get_paths()[0].vertices
        low, high = np.quantile(left[-1], [0.1, 0.9])
        at_end = band[np.isclose(band[:, 0], 50), 1]
        np.testing.assert_allclose([at_end.min(), at_end.max()], np.maximum([low, high], LEAST))
        # The spread of the others is left out: six on one another could not be told apart.
        assert [other for other, area in control.picture.bands.items() if area.get_paths()] == [name]
        assert max(control.picture.lines.values(), key=lambda line: line.get_linewidth()) is line


def test_spread_and_percent(speak):
    speak("en")
    rows = np.array([np.linspace(0, 1, 11), np.zeros(11)])
    np.testing.assert_allclose(spread(rows), [[0.1, LEAST], [0.5, LEAST], [0.9, LEAST]])
    assert [percent(share) for share in (1, 0.416, 0.0213, 2e-5, 1e-9)] == [
        "100 %", "42 %", "2.1 %", "0.002 %", "0.0001 % or less",
    ]  # fmt: skip


# Pictures that stand still


@each_language
def test_still_pictures_say_what_they_show(language, speak):
    speak(language)
    rng = np.random.default_rng(0)
    changes = {n: random_step_changes(hidden_bottoms(20, n, rng), 50, rng) for n in (2, 100)}
    ground = replace(valley(), start=np.array([-2.0, 0.5]))
    pictures = {
        f"{100 * np.mean(changes[2] < 0):.1f}": random_steps(changes),
        "0.53": knob_by_knob((-1.0, -0.6)),
        "40°": steepest(ground, unit_directions(1000, 2, rng)),
        percent(np.median(race(100).left["one_at_a_time"][-1])): race_by_dimension([race(2), race(100)]),
    }
    for number, picture in pictures.items():
        assert number in picture.alt and "{" not in picture.alt, picture.alt
        assert pixels(picture.png()).std() > 10


def test_kept_turns_only_go_down():
    ground = PairedValleys(np.zeros(2), 100.0)
    path = kept_turns(ground, np.array([-1.0, -0.6]), 40)
    assert path[0].tolist() == [-1.0, -0.6] and (np.diff(ground.f(path)) < 0).all()


@each_language
@pytest.mark.parametrize("name, options", [("random", 3), ("straight", 3)])
def test_questions_have_an_answer(name, options, language, speak):
    speak(language)
    quiz = Quiz(f"chapter02.quiz_{name}")
    assert len(quiz.options) == options
    tones = []
    for number in range(1, options + 1):
        quiz.answer.value = number
        tones.append("✓" in quiz.feedback.value)
    assert sum(tones) == 1


