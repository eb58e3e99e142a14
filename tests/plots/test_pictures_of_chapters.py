"""Pictures of chapters 2 to 5: what they say is what was drawn, in both languages."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.experiments.cat_story import cat_story
from course_lib.experiments.edge_of_stability import Training
from course_lib.plots.edge_of_stability import edge_of_stability
from course_lib.plots.secants import secants
from course_lib.plots.table_product import table_product
from course_lib.words.language import LANGUAGES

each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_secants_say_how_their_slopes_near_the_tangents(language, speak):
    speak(language)
    picture = secants(lambda x: x**2, x=1, distances=[2, 1, 0.3], slope=2)
    assert "4.0" in picture.alt and "2.3" in picture.alt and "{" not in picture.alt
    lines = {tuple(np.round(line.get_ydata(), 6)) for line in picture.figure.axes[0].lines}
    assert len(lines) >= 5  # curve, three secants, tangent


@each_language
def test_one_row_and_one_column_give_the_number_that_is_framed(language, speak):
    speak(language)
    picture = table_product(np.array([[1, 2], [3, 4]]), np.array([[5, 0], [1, 2]]), row=1, column=1)
    assert "3 × 0 + 4 × 2 = 8" in picture.alt
    shown = [text.get_text() for text in picture.figure.axes[0].texts]
    assert [text for text in shown if text.isdecimal()][-4:] == ["7", "4", "19", "8"]


@each_language
def test_the_edge_of_stability_is_drawn_at_two_over_the_rate(language, speak):
    speak(language)
    training = Training(0.25, np.array([0, 25]), np.array([12.0, 8.0]), np.array([2.0, 0.1]), False)
    picture = edge_of_stability([training])
    assert "= 8" in picture.alt and "0.25" in picture.alt
    assert any(set(line.get_ydata()) == {8.0} for line in picture.figure.axes[0].lines)


def test_the_clean_drawing_is_that_of_the_storys_cat():
    story = cat_story(0)
    coarse = story.drawing.reshape(20, 4, 20, 4).mean(axis=(1, 3))
    assert np.abs(story.cat - coarse).mean() < 0.15
    assert np.corrcoef(story.cat.ravel(), coarse.ravel())[0, 1] > 0.85
