"""A picture in its three forms: a file, a background with what moves on it, and an image with its words."""

from __future__ import annotations

import base64
import io
import json
import re

import numpy as np
import pytest
from PIL import Image

from course_lib.controls.learning_rate import LearningRateControl
from course_lib.plots.drawing import Recorder
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import course_style


def pixels(file: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(file)).convert("RGB")).astype(int)


def test_a_picture_shown_by_itself_brings_its_words_along():
    def draw(figure):
        figure.subplots().plot([1, 2])
        return 'a line "up" & away'

    picture = figure_picture(draw)
    data, metadata = picture._repr_mimebundle_()
    alt, source = re.fullmatch('<img alt="(.*)" src="data:image/webp;base64,(.*)">', data["text/html"]).groups()
    assert alt == "a line &quot;up&quot; &amp; away"
    assert data["text/plain"] == metadata["image/png"]["alt"] == picture.alt
    np.testing.assert_array_equal(pixels(base64.b64decode(source)), pixels(data["image/png"]))


class Everything(Picture):
    """One of each kind of artist that may move."""

    def __init__(self):
        super().__init__(4, 3)
        with course_style():
            axes = self.figure.subplots()
            axes.set(xlim=(0, 10), ylim=(0, 10))
            (line,) = axes.plot([1, 9], [1, 9], "--", color="#ff0000", lw=3)
            (marks,) = axes.plot([2, 3, np.nan, 1e300], [8, 8, 8, 8], "o", color="#00ff00")
            bar = axes.bar([5], [4], color="#0000ff", alpha=0.5)[0]
            text = axes.text(6, 2, "abc あ", color="#ff00ff")
            formula = axes.text(6, 4, "$10^3$")
            image = axes.imshow([[0.0, 1.0]], cmap="gray", extent=(7, 9, 5, 6), interpolation="none", aspect="auto")
        self.moving = [line, marks, bar, text, formula, image]


def test_what_moves_is_noted_in_the_pixels_of_the_figure():
    picture = Everything()
    line, marks, bar, text, *formula, image = picture.drawing()
    to_pixels = picture.figure.axes[0].transData
    first, last = (to_pixels.transform(place) for place in ((1, 1), (9, 9)))
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", line["path"])]
    np.testing.assert_allclose(numbers, [first[0], 300 - first[1], last[0], 300 - last[1]], atol=0.06)
    assert line["stroke"] == "#ff0000ff" and line["width"] == pytest.approx(3 * 100 / 72, abs=0.01)
    assert len(line["dash"]) == 2 and "fill" not in line

    # What is not a number, or far outside, is nowhere.
    two = to_pixels.transform([(2, 8), (3, 8)])
    np.testing.assert_allclose(np.reshape(marks["marks"], (-1, 2)), two * [1, -1] + [0, 300], atol=0.06)
    assert marks["fill"] == "#00ff00ff" and marks["mark"].startswith("M")
    assert bar["fill"] == "#0000ff80"
    left, top, width, height = bar["clip"]
    box = picture.figure.axes[0].bbox
    assert (left, top, width, height) == pytest.approx((box.x0, 300 - box.y1, box.width, box.height), abs=0.06)
    assert text["text"] == "abc あ" and text["fill"] == "#ff00ffff" and not text["bold"] and text["long"] > 30
    assert text["at"] == pytest.approx(to_pixels.transform((6, 2)) * [1, -1] + [0, 300], abs=1)
    assert formula and all("path" in part for part in formula)
    assert base64.b64decode(image["image"]) == bytes([0, 0, 0, 255, 255, 255, 255, 255])
    a, _, _, d, e, f = image["matrix"]
    corners = to_pixels.transform([(7, 5), (9, 6)]) * [1, -1] + [0, 300]
    assert sorted([e, e + 2 * a]) == pytest.approx(sorted(corners[:, 0]), abs=0.6)
    assert sorted([f, f + d]) == pytest.approx(sorted(corners[:, 1]), abs=0.6)
    json.dumps(picture.drawing())


def test_the_background_is_the_picture_without_what_moves_and_twice_as_fine():
    picture = Everything()
    still = pixels(picture.background())
    assert still.shape == (600, 800, 3)
    assert not ((still[..., 0] == 255) & (still[..., 1] == 0)).any()  # no red, no pink
    before = picture.png()
    picture.background()
    assert picture.png() == before and ((pixels(before)[..., 0] == 255) & (pixels(before)[..., 1] == 0)).any()


def test_a_move_notes_the_new_place_and_draws_no_background():
    control = LearningRateControl()
    before, still = control.stage.drawing, control.stage.background
    control.learning_rate.value = 0.5
    assert control.stage.drawing != before and control.stage.background is still
    assert control.stage.drawing == control.picture.drawing()
    control.landscape.value = control.landscape.options[1][1]
    assert control.stage.background != still


def test_nothing_is_noted_of_what_is_invisible():
    picture = Everything()
    for artist in picture.moving:
        artist.set_visible(False)
    assert picture.drawing() == []
    assert Recorder(picture._canvas.get_renderer()).commands == []
