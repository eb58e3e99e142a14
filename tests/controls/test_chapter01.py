"""The controls and pictures of chapter 01, driven without a browser."""

from __future__ import annotations

import io
import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from course_lib.controls.ball_in_bowl import MANY, REACH, BallInBowlControl
from course_lib.controls.mountain_walk import MountainWalkControl
from course_lib.controls.prediction import predict
from course_lib.controls.tilted_bowl import TiltedBowlControl
from course_lib.data.mountain import MARKS, TRAIL, mountain_height, mountain_slope
from course_lib.exercises import own_questions
from course_lib.exercises.sheets import load_sheet
from course_lib.ground.landscapes import valley
from course_lib.plots import reading
from course_lib.plots.ball_in_bowl import ELEVATION
from course_lib.plots.bowl import BOWL, FLATTER, HIGHEST, LEVELS, RIM, on_bowl, seen
from course_lib.plots.mountain import mountain_slopes
from course_lib.plots.rolling import marble_and_ball, rolling_directions, shrinking_steps
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES

TEXT = (Path(__file__).parents[2] / "chapters/01_what_is_a_gradient.py").read_text(encoding="utf-8")


@pytest.fixture(params=LANGUAGES)
def code(request, speak):
    speak(request.param)
    return request.param


@pytest.fixture(scope="module", params=LANGUAGES)
def walk(request):
    """One walk for many places: a control is slow to make and quick to move."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIENT_COURSE_LANGUAGE", request.param)
        yield MountainWalkControl()


@pytest.fixture(scope="module", params=LANGUAGES)
def tilted(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIENT_COURSE_LANGUAGE", request.param)
        yield TiltedBowlControl()


@pytest.fixture(scope="module", params=LANGUAGES)
def rolling(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIENT_COURSE_LANGUAGE", request.param)
        yield BallInBowlControl()


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def assert_shows(control, height: int) -> None:
    said = control.picture.alt
    assert pixels(control.picture.png()).shape == (height, 900, 3)
    assert control.stage.alt == said
    assert said and "{" not in said and "nan" not in said and "-0.00" not in said


def ends(arrow):
    return np.array(arrow._posA_posB)


# W1.1, the mountain


@pytest.mark.parametrize("place", [0.0, *MARKS.values(), 1110.0, TRAIL])
def test_the_walker_stands_on_the_ground_and_the_plank_has_its_slope(walk, place):
    walk.place.value = place
    picture = walk.picture
    assert_shows(walk, 500)
    slope = float(mountain_slope(place))
    (x0, x1), (y0, y1) = picture.plank.get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=0.006)
    assert (x0 + x1) / 2 == pytest.approx(place) and (y0 + y1) / 2 == pytest.approx(float(mountain_height(place)))
    feet = np.nanmin(picture.body.get_ydata())
    assert feet == pytest.approx(float(mountain_height(place)))
    # The triangle: 100 m along, and up or down by the slope; it stays on the trail.
    assert np.ptp(picture.run.get_xdata()) == pytest.approx(100)
    (corner_x, _), (low, high) = picture.rise.get_data()
    assert abs(high - low) == pytest.approx(100 * abs(slope), abs=0.6)
    assert 0 <= corner_x <= TRAIL
    assert (f"{slope:+.2f}".replace("-", "−") in picture.reading.get_text()) != (abs(slope) < 0.005)


@pytest.mark.parametrize(
    ("place", "kind"),
    [(270, "steep_up"), (450, "gentle_up"), (700, "level"), (850, "steep_down"), (730, "gentle_down"), (1160, "level")],
)
def test_the_sentence_says_how_the_ground_is(walk, place, kind):
    walk.place.value = place
    slope = round(float(mountain_slope(place)), 2)
    height = float(mountain_height(place))
    assert walk.picture.alt == words(
        f"mountain.alt_{kind}", place=place, height=height, slope=slope, rise=abs(100 * slope)
    )


def test_the_diary_reaches_as_far_as_the_walk_and_no_farther(code):
    control = MountainWalkControl()
    assert control.picture.trace.get_xdata()[-1] == control.place.value == 250
    control.place.value = 600.0
    assert control.picture.trace.get_xdata()[-1] == 600
    control.place.value = 100.0
    x, y = control.picture.trace.get_data()
    assert x[-1] == 600 and control.picture.now.get_xdata()[0] == 100
    np.testing.assert_allclose(y, mountain_slope(x))


def test_the_first_picture_gives_the_prediction_not_away():
    trace = MountainWalkControl().picture.trace
    assert np.abs(trace.get_ydata()).max() < abs(mountain_slope(MARKS["D"]))
    asked = predict("chapter01.predict_steepest", MountainWalkControl(), look_first=True)
    assert asked.options == list(MARKS)
    for number in range(1, 6):
        asked.answer.value = number
        assert asked.happened in asked.widget.children and "1.20" not in asked.happened.value


def test_the_whole_mountain_says_its_slopes(code):
    picture = mountain_slopes()
    assert pixels(picture.png()).shape == (500, 900, 3)
    for name in "ABD":
        assert f"{mountain_slope(MARKS[name]):+.2f}".replace("-", "−") in picture.alt
    # The darkest stroke is the steepest.
    (strokes,) = [c for c in picture.figure.axes[0].collections if c.get_array() is not None]
    middle = np.mean([segment[:, 0] for segment in strokes.get_segments()], axis=1)
    assert abs(middle[np.argmax(strokes.get_array())] - MARKS["D"]) < 10


def test_the_text_says_the_numbers_of_the_mountain():
    assert f"{mountain_slope(MARKS['A']):.2f}" == "0.83" and f"{mountain_slope(MARKS['D']):.2f}" == "-1.20"
    assert TEXT.count("0.83") >= 4 and TEXT.count("−1.20") >= 2 and "1.20" in TEXT
    assert mountain_height(275) - mountain_height(265) == pytest.approx(8.3, abs=0.05)


# W1.2, the bowl tilted


def test_from_above_it_is_the_map_and_from_the_side_the_curve():
    points = on_bowl(np.random.default_rng(0).uniform(-2, 2, size=(50, 2)))
    np.testing.assert_allclose(seen(points, 90), points[:, :2], atol=1e-12)
    np.testing.assert_allclose(seen(points, 0)[:, 0], points[:, 0])
    np.testing.assert_allclose(seen(points, 0)[:, 1], FLATTER * (points[:, 2] - HIGHEST / 2), atol=1e-12)


def test_contour_lines_are_equally_high_apart_and_end_at_the_rim():
    assert np.ptp(np.diff(LEVELS)) == 0 and LEVELS[-1] == HIGHEST == RIM**2 / 2


@pytest.mark.parametrize("elevation", [0.0, 4.0, 30.0, 60.0, 86.0, 90.0])
def test_the_bowl_is_seen_whole_from_every_angle(tilted, elevation):
    tilted.elevation.value = elevation
    picture = tilted.picture
    assert_shows(tilted, 440)
    (axes,) = picture.figure.axes
    ground, lines = picture.surface.artists
    drawn = np.concatenate([path.vertices for path in ground.get_paths()] + lines.get_segments())
    assert np.abs(drawn[:, 1]).max() <= axes.get_ylim()[1] and np.abs(drawn[:, 0]).max() <= axes.get_xlim()[1]
    start, tip = ends(picture.arrow)
    np.testing.assert_allclose(start, np.ravel(picture.ball.get_data()))
    assert tip[0] > start[0], "the ball lies west of the bottom, and rolls east"
    kind = "side" if elevation < 5 else "above" if elevation > 85 else "aslant"
    assert picture.alt == words(f"bowl.alt_{kind}", elevation=elevation)
    assert picture.view.get_text() == words(f"bowl.view_{kind}")


def test_the_cut_is_a_straight_line_from_above_and_a_curve_from_the_side():
    control = TiltedBowlControl()
    x, y = control.picture.cut.get_data()
    np.testing.assert_allclose(y - y.min(), FLATTER * x**2 / 2, atol=1e-9)
    control.elevation.value = 90.0
    np.testing.assert_allclose(control.picture.cut.get_ydata(), 0, atol=1e-9)


def test_the_legend_does_not_touch_the_map(code):
    control = TiltedBowlControl(elevation=90.0)
    picture = control.picture
    picture.png()
    (axes,) = picture.figure.axes
    box = axes.get_legend().get_window_extent()
    corner = np.array([box.x1, box.y1])
    middle = axes.transData.transform((0, 0))
    radius = axes.transData.transform((RIM, 0))[0] - middle[0]
    assert np.hypot(*(corner - middle)) > radius


def test_nearer_patches_are_drawn_over_farther_ones():
    control = TiltedBowlControl(elevation=45.0)
    ground = control.picture.surface.artists[0]
    alphas = ground.get_facecolors()[:, 3]
    # The outside of the wall in front shines through; it is drawn last.
    assert alphas.min() < 0.5 and alphas[: len(alphas) // 2].min() == 1 and alphas[-1] < 0.5
    control.elevation.value = 90.0
    assert ground.get_facecolors()[:, 3].min() == 1


# W1.2, the ball let go


@pytest.mark.parametrize(("east", "north"), [(-REACH, REACH), (REACH, -REACH), (0.0, REACH), (-1.2, 0.0), (0.1, 0.0)])
@pytest.mark.parametrize("rate", [0.05, 0.2, 1.5])
def test_the_three_views_show_the_same_moment(rolling, east, north, rate):
    with rolling.draw_once():
        rolling.east.value, rolling.north.value, rolling.learning_rate.value = east, north, rate
    rolling.put_back()
    assert_shows(rolling, 430)
    place, picture = np.array([east, north]), rolling.picture
    slope = float(np.linalg.norm(place))
    landing = (1 - rate) * place

    (on_map,) = np.transpose(picture.balls[1].get_data())
    np.testing.assert_allclose(on_map, place)
    np.testing.assert_allclose(np.ravel(picture.balls[0].get_data()), seen(on_bowl(place), ELEVATION))
    (distance,), (height,) = picture.balls[2].get_data()
    assert (abs(distance), height) == (pytest.approx(slope), pytest.approx(float(BOWL.f(place))))

    # The gradient points away from the bottom and uphill, the step the other way, and lands on the ground.
    uphill, step = (np.diff(ends(arrows[1]), axis=0)[0] for arrows in (picture.gradients, picture.steps))
    assert uphill @ place > 0 and uphill @ step == pytest.approx(-np.linalg.norm(uphill) * np.linalg.norm(step))
    assert np.linalg.norm(step) == pytest.approx(rate * slope)
    np.testing.assert_allclose(ends(picture.steps[1])[1], landing, atol=1e-12)
    assert ends(picture.gradients[2])[1][1] > height
    end_distance, end_height = ends(picture.steps[2])[1]
    assert end_height == pytest.approx(end_distance**2 / 2)
    np.testing.assert_allclose(ends(picture.steps[0])[1], seen(on_bowl(landing), ELEVATION))
    # All arrows lie within their axes.
    for axes, arrow in zip(picture.figure.axes * 2, picture.gradients + picture.steps, strict=True):
        (x, y), (left, right), (low, high) = ends(arrow)[1], axes.get_xlim(), axes.get_ylim()
        assert left <= x <= right and low <= y <= high
    assert f"{slope:.2f}" in picture.alt and f"{rate * slope:.2f}" in picture.alt
    assert (words("bowl.crossing") in picture.alt) == (rate > 1)


def test_rolling_shortens_the_steps_until_the_ball_lies_still(code):
    control = BallInBowlControl(steps=0)
    lengths = []
    for _ in range(5):
        lengths.append(np.linalg.norm(np.diff(ends(control.picture.steps[1]), axis=0)))
        control.one_step.click()
    assert all(after == pytest.approx(0.8 * before) for before, after in itertools.pairwise(lengths))
    assert control.steps == 5 and len(control.picture.paths[1].get_xdata()) == 6
    control.many_steps.click()
    assert control.steps == 5 + MANY
    assert control.picture.alt == words(
        "bowl.alt_level", height=float(BOWL.f(np.array([0.0, 0.0]))), rate=control.learning_rate.value
    )
    assert not any(arrow.get_visible() for arrow in control.picture.gradients + control.picture.steps)


def test_a_ball_put_elsewhere_has_not_rolled_yet(code):
    control = BallInBowlControl()
    assert control.steps == 1
    control.east.value = 1.0
    assert control.steps == 0 and len(control.picture.paths[1].get_xdata()) == 1
    control.one_step.click()
    control.back.click()
    np.testing.assert_allclose(np.ravel(control.picture.balls[1].get_data()), [1.0, 2.0])
    assert_shows(control, 430)


def test_at_the_bottom_nothing_points_anywhere(code):
    control = BallInBowlControl()
    with control.draw_once():
        control.east.value = control.north.value = 0.0
    assert_shows(control, 430)
    assert not any(arrow.get_visible() for arrow in control.picture.gradients + control.picture.steps)


def test_dragging_back_restores_the_picture():
    control = BallInBowlControl(steps=0)
    first = control.picture.png()
    control.east.value = REACH
    assert control.picture.png() != first
    control.east.value = -1.5
    assert control.picture.png() == first


def test_the_text_says_the_numbers_of_the_first_ball():
    control = BallInBowlControl()
    control.back.click()
    start = control.picture.alt
    control.one_step.click()
    assert "2.50" in start and "0.50" in start and "2.00" in control.picture.alt and "0.40" in control.picture.alt
    assert "slope was 2.5, and 0.4 long where it was 2." in TEXT and "0.2 × 2.5 = 0.5" in TEXT


# The pictures in which nothing moves


def test_pictures_of_rolling(code):
    grounds = [valley(condition=1), valley(condition=6)]
    places = [np.array([[1.0, 0.5], [-1.0, 0.2]])] * 2
    ways = [
        -g / np.linalg.norm(g, axis=1, keepdims=True) for g in (ground.gradient(places[0]) for ground in grounds)
    ]
    picture = rolling_directions(grounds, places, ways)
    assert pixels(picture.png()).shape == (460, 900, 3)
    for axes in picture.figure.axes[:2]:
        up, down = (np.stack([arrows.U, arrows.V]) for arrows in axes.collections if hasattr(arrows, "U"))
        np.testing.assert_allclose(up, -down)

    steps = shrinking_steps(np.array([-2.0, -1.0, -0.5]), rate=0.5)
    assert [bar.get_height() for bar in steps.figure.axes[1].patches] == [1.0, 0.5]
    assert "1.00" in steps.alt and "0.500" in steps.alt and pixels(steps.png()).shape == (360, 900, 3)

    crossing = marble_and_ball(np.arange(4.0), np.array([-2.0, 1.0, -0.5, 0.1]), np.array([-2.0, -1, -0.5, -0.2]))
    assert "3" in re.findall(r"\d+", crossing.alt) and pixels(crossing.png()).shape == (340, 900, 3)


# The pictures of the exercises are those that the answers were read from


def test_squared_paper_has_the_slopes_of_the_answers(code):
    answer = load_sheet("01_what_is_a_gradient").exercises["slope_at"].reference
    corners = dict(zip(own_questions.STRETCHES, itertools.pairwise(np.array(own_questions.CORNERS)), strict=True))
    for mark in "ABCDEF":
        right, up = corners[mark][1] - corners[mark][0]
        assert answer(mark) == up / right
    assert np.array_equal(np.diff(corners["X"], axis=0), [[2, 2]]), "the worked example of the text"
    picture = reading.squared_paper()
    assert pixels(picture.png()).shape == (540, 900, 3)
    (path,) = picture.figure.axes[0].lines
    np.testing.assert_array_equal(np.transpose(path.get_data()), own_questions.CORNERS)
    heights = next(
        m for m in load_sheet("01_what_is_a_gradient").exercises["slope_at"].mistakes if m.name == "height_for_slope"
    )
    for mark in "ABCDEF":
        assert heights.implementation(mark) == np.mean(corners[mark], axis=0)[1]


def test_contour_map_has_the_ways_down_of_the_answers(code):
    exercise = load_sheet("01_what_is_a_gradient").exercises["rolls_toward"]
    to_the_star = next(m for m in exercise.mistakes if m.name == "straight_to_the_bottom").implementation

    def compass(direction):
        x, y = direction
        return ("E" if x > 0 else "W") if abs(x) > abs(y) else ("N" if y > 0 else "S")

    picture = reading.contour_map()
    assert pixels(picture.png()).shape == (440, 900, 3)
    for mark, (x, y) in own_questions.BALLS.items():
        downhill = -np.array([1.2 * x, 24 * y])
        assert exercise.reference(mark) == compass(downhill)
        assert to_the_star(mark) == compass((-x, -y))
        # The answer is clear: far from the diagonal between two of the four directions.
        assert np.sort(np.abs(downhill))[0] < 0.5 * np.sort(np.abs(downhill))[1]
    # The map drawn is that of 0.6 x² + 12 y².
    contours = next(c for c in picture.figure.axes[0].collections if hasattr(c, "levels") and not c.filled)
    for level, path in zip(contours.levels[1:], contours.get_paths()[1:], strict=True):
        x, y = path.vertices.T
        np.testing.assert_allclose(0.6 * x**2 + 12 * y**2, level, atol=0.05)
