"""Chapter 10: the digits exam and the control, driven without a browser."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.controls.digit_reader import EPOCHS, SHOWN, DigitReader
from course_lib.experiments.digits_exam import CHANCE, HELD_BACK, PASS, TRAINED_ON, exam_digits, tells_digits
from course_lib.words.language import LANGUAGES


def held_back(seed):
    return exam_digits(np.random.default_rng(seed))[3]


def test_exam_digits_are_fresh_for_each_seed_and_the_same_for_one():
    first, again, other = (exam_digits(np.random.default_rng(seed)) for seed in (0, 0, 1))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[2], other[2])
    assert first[0].shape == (TRAINED_ON, 64) and first[2].shape == (HELD_BACK, 64) and set(first[3]) == set(range(10))


@pytest.mark.parametrize(("share", "verdict"), [(1.0, ""), (PASS, ""), (0.8, "learns_too_little"), (0.2, "still_guessing")])
def test_the_share_told_rightly_decides(share, verdict):
    answers = held_back(3).copy()
    wrong = round((1 - share) * HELD_BACK)
    answers[:wrong] = (answers[:wrong] + 1) % 10
    assert tells_digits(0, answers, 3) == tells_digits(0, answers.tolist(), 3) == verdict
    assert CHANCE < PASS


@pytest.mark.parametrize(
    "given",
    [None, 7, "digits", [], [[1], [2, 3]], {"a": 1}, np.zeros((HELD_BACK, 10)), np.full(HELD_BACK, 0.5),
     np.full(HELD_BACK, np.nan), np.full(HELD_BACK, 10), np.full(HELD_BACK, True)],
)  # fmt: skip
def test_whatever_is_no_row_of_digits_is_said_to_be_none(given):
    assert tells_digits(0, given, 0) == "no_digits"


@pytest.fixture(scope="module")
def reader():
    return DigitReader()


def test_untrained_it_guesses_and_trained_it_reads(reader):
    assert reader.picture.accuracies[0] < 0.3 and reader.picture.accuracies[-1] > 0.93
    assert len(reader.picture.accuracies) == EPOCHS + 1


@pytest.mark.parametrize("epoch", [0, EPOCHS])
@pytest.mark.parametrize("digit", [1, SHOWN])
def test_the_ends_of_the_sliders(reader, epoch, digit):
    before = bytes(reader.picture.png())
    with reader.draw_once():
        reader.epoch.value, reader.digit.value = epoch, digit
    heights = [bar.get_height() for bar in reader.picture.bars]
    assert sum(heights) == pytest.approx(1)
    assert np.array_equal(reader.picture.digit.get_array(), reader.images[digit - 1])
    assert bytes(reader.picture.png()[:4]) == b"\x89PNG" and bytes(reader.picture.png()) != before


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_tells_whether_it_is_right(language, speak):
    speak(language)
    control = DigitReader(epoch=EPOCHS)
    right = [bar.get_height() for bar in control.picture.bars]
    assert str(control.labels[0]) in control.stage.alt and int(np.argmax(right)) == control.labels[0]
