"""Names and sentences become one text as the reader's language joins them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course_lib.words.listing import listed, on_one_line, sentences

ROOMS = Path(__file__).parents[2] / "course_lib"


def test_japanese_joins_without_a_blank(speak):
    speak("ja")
    assert sentences(["坂です。", "谷です。"]) == "坂です。谷です。" and listed(["坂", "谷"]) == "坂、谷"
    speak("en")
    assert sentences(["A slope.", "A valley."]) == "A slope. A valley." and listed(["slope", "valley"]) == "slope, valley"


@pytest.mark.parametrize(
    "lines, line",
    [
        ("40 分の\nPython", "40 分のPython"), ("ノルム\n（入力側 ÷ 出力側）", "ノルム（入力側 ÷ 出力側）"), ("flies\naway", "flies away"),
        ("norm per layer\n(input side ÷ output side)", "norm per layer (input side ÷ output side)"),
    ],
)  # fmt: skip
def test_a_break_beside_japanese_letters_stands_for_nothing(lines, line):
    assert on_one_line(lines) == line


@pytest.mark.parametrize("room", ["plots", "controls", "claims"])
def test_no_text_for_readers_is_joined_by_hand(room):
    by_hand = re.compile(r"\"[ ,、。;]+\"\.join\((?!map\(str)")
    # What joins signs and names of Python, not words.
    allowed = {"ball_on_hill.py", "own_engine.py", "state_code.py"}
    assert not [path.name for path in (ROOMS / room).glob("*.py") if by_hand.search(path.read_text()) and path.name not in allowed]
