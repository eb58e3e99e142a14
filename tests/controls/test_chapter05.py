"""The controls and pictures of chapter 05, driven without a browser."""

from __future__ import annotations

import io
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from course_lib.controls.graph_play import GraphPlayControl
from course_lib.controls.graph_walk import GraphWalkControl
from course_lib.controls.own_engine import train_when_right
from course_lib.engine.expressions import (
    Expression,
    Input,
    dish,
    expression_of,
    one_neuron,
    two_hidden_layers,
    used_twice,
)
from course_lib.exercises.sheets import load_sheet
from course_lib.plots.graph_picture import BOX_HEIGHT, GraphPicture
from course_lib.plots.graph_words import digits, short
from course_lib.plots.own_training import own_training
from course_lib.plots.passes_by_parameters import passes_by_parameters
from course_lib.plots.path_texts import PathTexts
from course_lib.words.language import LANGUAGES
from course_lib.words.message import Message

EXPRESSIONS = [dish(), used_twice(), one_neuron(), two_hidden_layers()]
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_expression = pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda expression: expression.name)


def random_expression(seed: int) -> Expression:
    """An expression that each seed draws: 4 inputs, 5 to 12 operations."""
    kinds = np.random.default_rng(seed).integers(5, 13)

    def compute(values):
        rng = np.random.default_rng(seed)
        made = list(values.values())
        for _ in range(kinds):
            x, y = (made[k] for k in rng.integers(max(0, len(made) - 6), len(made), size=2))
            made.append([x + y, x * y, x - y, x.tanh(), x * 0.001, x.sigmoid()][rng.integers(6)])
        return made[-1] * made[-2], {}

    return Expression("own", {name: Input(1234.5, -3, 3) for name in "abcd"}, compute)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def said(control) -> str:
    return control.picture.alt


def assert_shows(control) -> None:
    width, height = control.picture.figure.get_size_inches() * 100
    shown = pixels(control.picture.png()).shape
    assert shown[2] == 3 and abs(shown[0] - height) <= 1 and abs(shown[1] - width) <= 1 and width >= 900
    assert control.stage.alt == said(control)
    assert "{" not in said(control) and "nan" not in said(control)


def texts_of(picture: GraphPicture) -> list[tuple[str, np.ndarray]]:
    """Every text of the picture with its box as it is drawn, in pixels: left, bottom, right, top."""
    picture.png()
    renderer = picture._canvas.get_renderer()
    found = [
        (text.get_text(), np.array(text.get_window_extent(renderer).extents))
        for text in picture._axes.texts
        if text.get_text().strip()
    ]
    for patch in (picture.values, picture.gradients, picture.factors):
        shown = [text for text in patch.texts if text.strip()]
        found += zip(shown, patch.boxes() * picture.figure.dpi, strict=True)
    return found


def assert_no_text_overlaps(picture: GraphPicture) -> None:
    texts = texts_of(picture)
    width, height = picture.figure.get_size_inches() * picture.figure.dpi
    for text, (left, bottom, right, top) in texts:
        assert left >= 0 and bottom >= 0 and right <= width and top <= height, f"{text} is cut off"
    for (one, a), (other, b) in combinations(texts, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one} lies on {other}"


# The picture


@each_language
@each_expression
def test_no_text_overlaps_another_or_is_cut_off(expression, language, speak):
    speak(language)
    assert_no_text_overlaps(GraphPicture(expression))


@each_language
@pytest.mark.parametrize("seed", range(8))
def test_no_text_overlaps_in_the_graph_of_any_expression(seed, language, speak):
    speak(language)
    expression = random_expression(seed)
    picture = GraphPicture(expression)
    assert_no_text_overlaps(picture)
    # With the longest numbers that there are, too.
    widest = expression.graph({"a": -123456.0, "b": -9999.5, "c": 0.00123, "d": -0.123})
    picture.show(widest, widest.steps)
    assert_no_text_overlaps(picture)


@each_expression
def test_numbers_and_labels_stay_within_their_boxes(expression):
    picture = GraphPicture(expression)
    picture.show(expression.graph(), expression.graph().steps)
    for patch in (picture.values, picture.gradients):
        for (left, bottom, right, top), (x, y), (width, _) in zip(
            patch.boxes(), picture.layout.boxes, picture._sizes, strict=True
        ):
            assert x - width / 2 < left < right < x + width / 2
            assert y - BOX_HEIGHT / 2 < bottom < top < y + BOX_HEIGHT / 2


def test_glyph_outlines_are_those_of_a_text():
    """The fast texts stand where matplotlib's own would stand."""
    picture = GraphPicture(used_twice())
    text = picture._axes.text(2.0, 1.0, "× −0.462", ha="center", va="center", fontsize=10, family="DejaVu Sans")
    picture.png()
    own = np.array(text.get_window_extent(picture._canvas.get_renderer()).extents) / 100
    ours = PathTexts(np.array([(2.0, 1.0)]), 10, "black")
    ours.set_texts(["× −0.462"])
    np.testing.assert_allclose(ours.boxes()[0], own, atol=0.04)


@pytest.mark.parametrize(
    "number, text",
    [
        (0, "0"), (1, "1"), (-0.5, "−0.5"), (2.236, "2.24"), (-12.34, "−12.3"), (999.96, "1000"), (12345, "12345"),
        (0.0956, "0.096"), (0.0004, "0.0004"), (-0.00006, "−0.0001"), (-1e-9, "≈0"), (123456, ">99999"), (-1e300, "<−99999"),
        (float("inf"), "∞"), (float("-inf"), "−∞"), (float("nan"), "nan"), (9.999, "10"), (0.9999, "1"),
    ],
)  # fmt: skip
def test_short_numbers(number, text):
    assert short(number) == text


def test_digits_keep_three():
    assert [digits(x) for x in (-0.0027419, 4, 88.24)] == ["−0.00274", "4", "88.2"]


# W5.1


@each_language
@each_expression
def test_every_step_of_every_walk(expression, language, speak):
    speak(language)
    control = GraphWalkControl([expression], step=0)
    pictures, sentences = set(), set()
    for step in range(control.step.max + 1):
        control.step.value = step
        assert_shows(control)
        pictures.add(control.picture.png())
        sentences.add(said(control))
    assert len(pictures) == len(sentences) == control.step.max + 1


def test_the_walk_shows_what_is_known_so_far():
    control = GraphWalkControl([dish()], step=0)
    picture = control.picture
    assert picture.values.texts == ["1", "2", "400", "?", "?", "?"]
    assert not any(picture.factors.texts) and not any(picture.gradients.texts)
    control.one_step.click()
    assert picture.values.texts == ["1", "2", "400", "11.2", "?", "?"]
    assert sorted(filter(None, picture.factors.texts)) == ["× 2.6", "× 6"]
    control.to_result.click()
    assert control.step.value == 3 and picture.values.texts[-1] == "4" and not any(picture.gradients.texts)
    control.one_step.click()
    assert picture.gradients.texts == ["", "", "", "", "", "∂ 1"]
    control.one_step.click()
    assert picture.gradients.texts[-2:] == ["∂ 4", "∂ 1"] and len(picture.active_lines.get_segments()) == 1
    control.to_end.click()
    assert picture.gradients.texts == ["∂ 6", "∂ 2.6", "∂ −0.028", "∂ 1", "∂ 4", "∂ 1"]
    control.back.click()
    assert control.step.value == 0 and not picture.active_box.get_visible()


@pytest.mark.parametrize(
    "expression, step, says",
    [
        (dish(), 0, "Nothing is computed yet: badness E is waiting"),
        (dish(), 1, "Step 1 of 7, forward: salt (g) is computed from soy sauce (tbsp), salt (tsp) and comes to 11.2."),
        (dish(), 4, "here it turns round"),
        (dish(), 6, "soup (ml) gets 4 × −0.007 = −0.028; salt (g) gets 4 × 0.25 = 1."),
        (dish(), 7, "All gradients are found."),
        (used_twice(), 7, "a gets 0.786 × −2 = −1.57 more, −0.786 in all"),
        (two_hidden_layers(), 11, "more"),
    ],
)
def test_the_sentence_says_what_the_step_does(expression, step, says, speak):
    speak("en")
    assert says in said(GraphWalkControl([expression], step=step))


def test_the_bars_point_the_way_of_the_gradient():
    picture = GraphWalkControl([dish()], step=7).picture
    ends = np.array([segment[1, 0] - segment[0, 0] for segment in picture.bars.get_segments()])
    gradients = np.array([node.grad for node in picture.graph.nodes])
    np.testing.assert_allclose(ends, gradients / 6 * picture._half_widths)
    assert ends[2] < 0 < ends[0]


def test_another_computation_starts_from_its_beginning():
    control = GraphWalkControl(step=6)
    for _, expression in control.expression.options[::-1]:
        control.expression.value = expression
        assert (control.step.value, control.step.max) == (0, expression.graph().steps)
        assert control.picture.graph == expression.graph()
        assert_shows(control)
        control.to_end.click()
        control.one_step.click()
        assert control.step.value == control.step.max


def test_a_computation_of_ones_own_can_be_walked():
    control = GraphWalkControl([expression_of(lambda a, b: (a * b - 1) ** 2 + b.exp(), a=2.0, b=-0.5)])
    control.to_end.click()
    assert control.picture.gradients.texts[:2] == ["∂ 2", f"∂ {short(-8 + np.exp(-0.5))}"]


# W5.2


@each_language
@each_expression
def test_every_input_at_its_ends(expression, language, speak):
    speak(language)
    control = GraphPlayControl([expression])
    for _, name in control.which.options[:: max(1, len(control.which.options) // 4)]:
        control.which.value = name
        given = expression.inputs[name]
        assert (control.amount.min, control.amount.max) == (given.low, given.high)
        for value in (given.low, given.high):
            control.amount.value = value
            assert_shows(control)
            graph = expression.graph(control.moved)
            assert control.picture.graph == graph
            assert control.picture.gradients.texts == [f"∂ {short(node.grad)}" for node in graph.nodes]
    assert_no_text_overlaps(control.picture)


@each_expression
def test_each_input_starts_where_its_slider_can_stand(expression, speak):
    # The page puts a handle on a whole step: soup of 400 ml would be shown as 398.
    speak("en")
    control = GraphPlayControl([expression])
    for _, name in control.which.options:
        control.which.value = name
        steps = (control.amount.value - control.amount.min) / control.amount.step
        assert steps == pytest.approx(round(steps), abs=1e-9), name


def test_inputs_keep_where_they_were_moved_to_until_all_are_put_back(speak):
    speak("en")
    control = GraphPlayControl([used_twice(), dish()])
    control.amount.value = 1.5
    control.which.value = "b"
    assert control.amount.value == -2
    control.amount.value = 1.0
    assert control.moved == {"a": 1.5, "b": 1.0}
    assert "With b = 1, y is 0.995" in said(control)
    control.again.click()
    assert control.moved == {"a": 0.5, "b": -2.0} and control.amount.value in (0.5, -2.0)
    control.expression.value = control.expression.options[1][1]
    assert set(control.moved) == {"salt_spoons", "soy_spoons", "water"}
    control.which.value = "water"
    control.amount.value = 1400
    assert "badness E is" in said(control) and abs(control.picture.graph.nodes[-1].data) < 1e-12


def test_the_sentence_foretells_what_a_small_move_does(speak):
    speak("en")
    control = GraphPlayControl([dish()])
    assert "the gradient at salt (tsp) is 6." in said(control)
    assert "about 0.01 × 6 = 0.06; tried out, it changes by 0.0602." in said(control)
    assert "salt (tsp) has the largest gradient: 6." in said(control)


def test_the_input_that_is_moved_is_framed():
    control = GraphPlayControl([dish()])
    control.which.value = "water"
    x, y = control.picture.layout.boxes[2]
    box = control.picture.active_box
    assert (box.get_x() + box.get_width() / 2, box.get_y() + box.get_height() / 2) == pytest.approx((x, y))
    assert box.get_visible() and not control.picture.active_lines.get_segments()


def test_an_input_that_is_not_used_has_gradient_0(speak):
    speak("en")
    control = GraphPlayControl([expression_of(lambda a, b: a * 2, a=1, b=1)])
    control.which.value = "b"
    assert "the gradient at b is 0." in said(control)


# The learner's own engine


def engine_parts() -> dict:
    exercises = load_sheet("05_backpropagation").exercises
    return {name: exercises[name].reference for name in ("add", "multiply", "tanh", "backward")}


@each_language
def test_an_unfinished_engine_is_told_what_it_lacks(language, speak):
    speak(language)

    def add(a, b):
        return ...

    parts = engine_parts() | {"add": add}
    message = train_when_right(lambda: pytest.fail("trained"), lambda *_: 0.0, [], list(parts.values()))
    assert isinstance(message, Message) and message.tone == "neutral"
    assert "`add`" in message.text and "multiply" not in message.text


@each_language
def test_a_finished_engine_trains(language, speak):
    speak(language)
    examples = [(-1.0, 1.0, 1.0), (1.0, 1.0, -1.0)]
    picture = train_when_right(lambda: ([1.0, 0.1], 2.0), lambda p, x1, x2: p * x1 + x2, examples, list(engine_parts().values()))
    assert "0.1" in picture.alt and pixels(picture.png()).shape == (380, 900, 3)
    plane = picture.figure.axes[1].images[0].get_array()
    assert plane[0, 0] == 2 * -1.5 - 1.5 and plane[0, -1] == 2 * 1.5 - 1.5 and plane[-1, 0] == 2 * -1.5 + 1.5


# The pictures without sliders


@each_language
def test_passes(language, speak):
    speak(language)
    picture = passes_by_parameters([7, 1185], [14, 2370], [8, 1186], [2, 2])
    assert "2,370" in picture.alt and "1,185" in picture.alt
    lines = picture.figure.axes[0].lines
    assert [list(line.get_ydata()) for line in lines] == [[14, 2370], [8, 1186], [2, 2]]
    assert pixels(picture.png()).shape == (380, 900, 3)


def test_own_training_shows_the_right_corner():
    answers = np.full((25, 25), -1.0)
    answers[:12, 12:] = 1.0  # below on the right
    picture = own_training([1.0, 0.5], answers, [(1, -1, 1), (-1, 1, -1)])
    image = pixels(picture.png())
    box = picture.figure.axes[1].get_window_extent().extents.astype(int)
    right, low = box[2] - 8, 380 - box[1] - 8
    assert image[low, right, 0] > image[low, right, 2] + 100  # orange
    assert image[380 - box[3] + 8, box[0] + 8, 2] > image[380 - box[3] + 8, box[0] + 8, 0] + 100  # blue
