"""The digits exam can't be passed by looking up: digits drawn anew are in no table, and a network reads them all the same."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.data.digits import digits
from course_lib.data.drawn_anew import between_pixels, drawn_anew
from course_lib.exercises.sheets import load_sheet
from course_lib.experiments.digits_exam import PASS, exam_digits, tells_digits

IMAGES, LABELS = digits()
FLAT = IMAGES.reshape(-1, 64)
SEEDS = range(8)


def nearest(table, wanted):
    """The label of the table's row that is nearest to each row wanted."""
    return LABELS[((wanted**2).sum(1)[:, None] - 2 * wanted @ table.T + (table**2).sum(1)).argmin(axis=1)]


def by_exact_image(new_images):
    known = {np.sort(image).tobytes(): label for image, label in zip(FLAT, LABELS, strict=True)}
    return np.array([known.get(np.sort(image).tobytes(), 0) for image in new_images])


def by_counts_of_greys(new_images):
    def counts(images):
        return np.array([np.bincount(np.rint(16 * image).astype(int), minlength=17) for image in images])

    return nearest(counts(FLAT), counts(new_images))


def by_sorted_greys(new_images):
    return nearest(np.sort(FLAT, axis=1), np.sort(new_images, axis=1))


def by_sorted_greys_whatever_the_ink(new_images):
    def evened(images):
        greys = np.sort(images, axis=1)
        return (greys - greys.mean(1, keepdims=True)) / greys.std(1, keepdims=True)

    return nearest(evened(FLAT), evened(new_images))


def by_nearest_image(new_images):
    return nearest(FLAT, new_images)


TABLES = [by_exact_image, by_counts_of_greys, by_sorted_greys, by_sorted_greys_whatever_the_ink, by_nearest_image]


@pytest.mark.parametrize("look_up", TABLES)
def test_a_table_of_all_digits_earns_nothing(look_up):
    for seed in SEEDS:
        _, _, new_images, _ = exam_digits(np.random.default_rng(seed))
        assert tells_digits(0, look_up(new_images), seed) == "still_guessing"


@pytest.mark.parametrize("look_up", TABLES[:-1])  # the last needs the pixels in their order too
def test_the_same_table_passes_where_digits_are_not_drawn_anew(look_up, monkeypatch):
    monkeypatch.setattr("course_lib.experiments.digits_exam.drawn_anew", lambda images, rng: images)
    _, _, new_images, _ = exam_digits(np.random.default_rng(0))
    assert tells_digits(0, look_up(new_images), 0) == ""


def test_the_reference_passes_with_room_to_spare():
    reference = load_sheet("10_summary").exercises["read_digits"].reference
    shares = []
    for seed in range(40):
        images, labels, new_images, new_labels = exam_digits(np.random.default_rng(seed))
        shares.append(np.mean(reference(images, labels, new_images, np.random.default_rng(seed)) == new_labels))
    assert min(shares) >= PASS and np.mean(shares) > PASS + 0.06


def test_drawn_anew_no_pixel_is_what_it_was_and_the_digit_still_is():
    rng = np.random.default_rng(0)
    anew = drawn_anew(IMAGES, rng)
    assert anew.shape == IMAGES.shape and anew.min() >= 0 and anew.max() <= 1
    inked = IMAGES > 0.2
    assert np.mean(np.abs(anew - IMAGES)[inked] > 0.01) > 0.8
    assert np.mean(nearest(FLAT, anew.reshape(-1, 64)) == LABELS) > 0.98
    assert not np.array_equal(anew, drawn_anew(IMAGES, rng))


def test_between_pixels_is_the_mean_of_the_four_around():
    image = np.arange(16.0).reshape(1, 4, 4)
    rows, columns = (grid[np.newaxis].astype(float) for grid in np.meshgrid(range(4), range(4), indexing="ij"))
    np.testing.assert_array_equal(between_pixels(image, rows, columns), image)
    assert between_pixels(image, rows + 0.5, columns + 0.25)[0, 1, 1] == pytest.approx(5 + 0.5 * 4 + 0.25)
    assert between_pixels(image, rows + 1, columns)[0, 3, 0] == 0  # beyond the edge there is paper
