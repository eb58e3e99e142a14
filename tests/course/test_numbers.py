"""Numbers in sentences: read aloud, never as a power of ten."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.words.numbers import spoken


@pytest.mark.parametrize(
    ("number", "ja", "en"),
    [
        (0, "0", "0"),
        (7, "7", "7"),
        (0.2207, "0.22", "0.22"),
        (0.9996, "1.0", "1.0"),
        (1.0, "1", "1"),
        (0.001, "0.001", "0.001"),
        (0.1 + 0.2, "0.3", "0.3"),
        (20.0, "20", "20"),
        (-1.2, "−1.2", "−1.2"),
        (3893.2, "3,893", "3,893"),
        (0.0000021, "0.0000021", "0.0000021"),
        (2.0e-19, "0.0…02（小数点の下に 0 が 18 個）", "0.0…02 (18 zeros after the point)"),
        (1.26e6, "約 130 万", "about 1.3 million"),
        (5.0e7, "約 5,000 万", "about 50 million"),
        (3.2e13, "約 32 兆", "about 32 trillion"),
        (1e40, "41 桁の数", "a number of 41 digits"),
        (float("inf"), "無限大", "infinity"),
    ],
)
def test_a_number_is_given_as_people_read_it(number, ja, en):
    assert spoken(number, language="ja") == ja
    assert spoken(number, language="en") == en


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["ja", "en"]), st.integers(1, 5))
def test_no_number_is_given_as_a_power_of_ten(number, language, digits):
    assert not re.search(r"\de[+-]?\d|\^", spoken(number, digits, language))


@given(st.floats(1e-6, 99_999), st.integers(1, 5))
def test_a_plain_number_is_right_to_as_many_digits_as_asked_for(number, digits):
    assert float(spoken(number, digits, "en").replace(",", "")) == pytest.approx(number, rel=0.51 * 10 ** (1 - digits))


@given(st.floats(1e-300, 9e-7))
def test_the_zeros_of_a_tiny_number_are_counted(number):
    text = spoken(number, 2, "en")
    zeros = int(re.search(r"\((\d+) zeros", text)[1])
    figures = re.match(r"0\.0…0(\d+)", text)[1]
    assert float(f"0.{figures}e-{zeros}") == pytest.approx(number, rel=0.051)
