"""The data sets: what they hold, where they come from, and that what the course does with them can be done."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.data.digits import digits
from course_lib.data.faces import CAT, DOG, KINDS, SIZE, draw_face, ear_mask, faces
from course_lib.data.heights_and_weights import heights_and_weights
from course_lib.data.splitting import train_and_test


def logistic_regression(images: np.ndarray, labels: np.ndarray, steps: int) -> np.ndarray:
    """The weights of a linear classifier, a constant input last, after some steps of plain gradient descent."""
    inputs = with_constant(images)
    weights = np.zeros(inputs.shape[1])
    for _ in range(steps):
        probabilities = 1 / (1 + np.exp(-inputs @ weights))
        weights -= 0.2 * inputs.T @ (probabilities - labels) / len(labels)
    return weights


def with_constant(images: np.ndarray) -> np.ndarray:
    return np.column_stack([images.reshape(len(images), -1), np.ones(len(images))])


# Heights and weights


def test_heights_and_weights_are_the_almanacs_in_centimetres_and_kilograms() -> None:
    heights, weights = heights_and_weights()
    assert heights.shape == weights.shape == (15,)
    assert heights[0] == pytest.approx(147.32) and heights[-1] == pytest.approx(182.88)
    assert weights[0] == pytest.approx(52.163, abs=1e-3) and weights[-1] == pytest.approx(74.389, abs=1e-3)
    # R's own example regresses pounds on inches: slope 3.45, intercept -87.51667.
    slope, intercept = np.polyfit(heights / 2.54, weights / 0.45359237, 1)
    assert slope == pytest.approx(3.45, abs=1e-8) and intercept == pytest.approx(-87.516667, abs=1e-5)


# Digits


def test_digits_have_the_shape_and_the_classes_their_source_names() -> None:
    images, labels = digits()
    assert images.shape == (1797, 8, 8) and images.dtype == float
    assert labels.shape == (1797,) and labels.dtype == int
    assert images.min() == 0 and images.max() == 1
    np.testing.assert_array_equal(images * 16, np.round(images * 16))
    # The class sizes that the repository gives for the test set.
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_the_first_digit_is_a_nought_with_a_hole() -> None:
    images, labels = digits()
    assert labels[0] == 0
    assert images[0, 3:5, 3].max() == 0 and images[0, 3:5, [2, 5]].min() >= 8 / 16


def test_digits_are_those_of_scikit_learn() -> None:
    datasets = pytest.importorskip("sklearn.datasets")
    theirs = datasets.load_digits()
    images, labels = digits()
    np.testing.assert_array_equal(images * 16, theirs.images)
    np.testing.assert_array_equal(labels, theirs.target)


def test_digits_are_handed_out_fresh() -> None:
    digits()[0][:] = 0
    assert digits()[0].max() == 1


# Splitting


@given(n=st.integers(2, 300), share=st.floats(0.001, 0.999), seed=st.integers(0, 99))
def test_split_holds_each_example_once(n: int, share: float, seed: int) -> None:
    train, test = train_and_test(n, share, np.random.default_rng(seed))
    assert sorted([*train, *test]) == list(range(n))
    assert len(train) and len(test)
    assert abs(len(test) - n * share) <= 1


def test_split_is_random_and_repeatable() -> None:
    first, again = (train_and_test(100, 0.25, np.random.default_rng(5))[1] for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert len(first) == 25
    assert not np.array_equal(np.sort(first), np.sort(train_and_test(100, 0.25, np.random.default_rng(6))[1]))


@pytest.mark.parametrize(("n", "share"), [(1, 0.5), (0, 0.5), (10, 0.0), (10, 1.0), (10, 25)])
def test_impossible_splits_are_refused(n: int, share: float) -> None:
    with pytest.raises(ValueError, match="test_share"):
        train_and_test(n, share, np.random.default_rng(0))


# Faces


@given(seed=st.integers(0, 10_000), kind=st.sampled_from(KINDS), shift=st.integers(0, 4))
def test_a_face_is_ink_between_0_and_1(seed: int, kind: str, shift: int) -> None:
    face = draw_face(kind, np.random.default_rng(seed), shift=shift)
    assert face.shape == (SIZE, SIZE) and face.dtype == float
    assert face.min() >= 0 and face.max() <= 1
    assert face.max() > 0.5


def test_faces_come_from_the_rng_alone_and_no_two_are_alike() -> None:
    images, labels = faces(50, np.random.default_rng(3))
    again, same = faces(50, np.random.default_rng(3))
    np.testing.assert_array_equal(images, again)
    np.testing.assert_array_equal(labels, same)
    without_noise = [draw_face("cat", np.random.default_rng(seed), noise=0, shift=0) for seed in range(30)]
    assert len(np.unique(without_noise, axis=0)) == 30


def test_about_half_are_cats() -> None:
    _, labels = faces(1000, np.random.default_rng(0))
    assert {*labels.tolist()} == {CAT, DOG}
    assert 0.45 < labels.mean() < 0.55


def test_no_faces_can_be_drawn_too() -> None:
    images, labels = faces(0, np.random.default_rng(0))
    assert images.shape == (0, SIZE, SIZE) and labels.shape == (0,)


def test_the_ears_differ_most_where_the_mask_says() -> None:
    """Where a cat's ear stands a dog has paper, and the other way round; in darkness the mean faces tell."""
    rng = np.random.default_rng(0)
    mean = {kind: np.mean([draw_face(kind, rng, noise=0, shift=0) for _ in range(100)], axis=0) for kind in KINDS}
    for kind, other in (("cat", "dog"), ("dog", "cat")):
        ears = ear_mask(kind) & ~ear_mask(other)
        assert ears.sum() > 20
        assert mean[kind][ears].mean() > mean[other][ears].mean() + 0.25
    assert mean["cat"][:5].mean() > 2 * mean["dog"][:5].mean()


def test_ears_stand_on_top_of_cats_and_hang_at_the_sides_of_dogs() -> None:
    row, column = np.mgrid[:SIZE, :SIZE]
    cat, dog = ear_mask("cat"), ear_mask("dog")
    assert row[cat].mean() < 6 < 9 < row[dog].mean()
    assert np.abs(column - 9.5)[cat].mean() < np.abs(column - 9.5)[dog].mean()
    for mask in (cat, dog):
        np.testing.assert_array_equal(mask, mask[:, ::-1])


def test_shift_moves_a_face_without_wrapping_it_round() -> None:
    still = draw_face("dog", np.random.default_rng(8), noise=0, shift=0)
    moved = draw_face("dog", np.random.default_rng(8), noise=0, shift=2)
    places = [np.pad(still, 2)[down : down + SIZE, right : right + SIZE] for down in range(5) for right in range(5)]
    assert any(np.array_equal(moved, place) for place in places)


@pytest.mark.parametrize("seed", range(3))
def test_a_linear_classifier_tells_95_percent_of_faces_it_has_not_seen(seed: int) -> None:
    images, labels = faces(800, np.random.default_rng(seed))
    train, test = train_and_test(800, 0.5, np.random.default_rng(seed))
    weights = logistic_regression(images[train], labels[train], steps=200)
    right = (with_constant(images[test]) @ weights > 0) == labels[test]
    assert right.mean() >= 0.95


def test_the_classifier_learns_to_look_at_the_ears() -> None:
    images, labels = faces(600, np.random.default_rng(0))
    weights = logistic_regression(images, labels, steps=200)[:-1].reshape(SIZE, SIZE)
    cat, dog = ear_mask("cat"), ear_mask("dog")
    assert weights[cat & ~dog].mean() > 3 * np.abs(weights).mean() / 2
    assert weights[dog & ~cat].mean() < -np.abs(weights).mean() / 2


def test_other_animals_are_refused() -> None:
    with pytest.raises(ValueError, match="'cat' or a 'dog', not 'hamster'"):
        draw_face("hamster", np.random.default_rng(0))
