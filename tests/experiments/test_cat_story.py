"""The cat classifier and its story: the gradient is the numerical one, and the story is told by the numbers."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.data.faces import CAT, DOG, ear_mask
from course_lib.engine.tensor import Tensor
from course_lib.experiments.cat_classifier import accuracy, confidence, error, error_gradient, scores
from course_lib.experiments.cat_story import (
    DOGS_BEFORE,
    RATE,
    ROUNDS,
    accuracies,
    cat_confidences,
    cat_story,
    one_round,
)
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.slopes.differentiation import numerical_gradient

SEEDS = range(4)


@pytest.fixture
def problem():
    rng = np.random.default_rng(7)
    return rng.normal(size=(3, 2, 4)), rng.uniform(size=(5, 2, 4)), rng.integers(0, 3, size=5)


def test_scores_add_up_ink_times_weight():
    weights = np.array([[[1.0, 2.0]], [[-1.0, 0.5]]])
    image = np.array([[0.5, 0.25]])
    np.testing.assert_allclose(scores(weights, image), [1.0, -0.375])
    np.testing.assert_allclose(scores(weights, np.array([image, 2 * image])), [[1.0, -0.375], [2.0, -0.75]])


@pytest.mark.parametrize(
    "points, expected",
    [
        ([0, 0], [0.5, 0.5]),
        ([1e4, 1e4, 1e4], [1 / 3] * 3),
        ([1000.0, 0.0], [1.0, 0.0]),
        ([-1e5, -1e5 + np.log(3)], [0.25, 0.75]),
        ([7], [1.0]),
        ([[0, np.log(3)], [np.log(4), 0]], [[0.25, 0.75], [0.8, 0.2]]),
    ],
)
def test_confidence(points, expected):
    np.testing.assert_allclose(confidence(points), expected, rtol=1e-9)


def test_error_is_that_of_the_engine(problem):
    weights, images, labels = problem
    flat = Tensor(images.reshape(5, -1) @ weights.reshape(3, -1).T)
    assert error(*problem) == pytest.approx(float(softmax_cross_entropy(flat, labels).data), rel=1e-12)


def test_gradient_is_the_numerical_one(problem):
    weights, images, labels = problem
    exact = error_gradient(weights, images, labels)
    nudged = numerical_gradient(lambda w: error(w, images, labels), weights)
    np.testing.assert_allclose(exact, nudged, rtol=1e-6, atol=1e-9)


def test_accuracy_counts_the_right_ones():
    weights = np.array([[[1.0, 0.0]], [[0.0, 1.0]]])
    images = np.array([[[1.0, 0.0]], [[0.0, 1.0]], [[0.9, 0.1]], [[0.2, 0.8]]])
    assert accuracy(weights, images, np.array([0, 1, 0, 0])) == 0.75


@pytest.mark.parametrize("seed", SEEDS)
def test_dog_80_then_cat_about_60_then_reliable(seed):
    story = cat_story(seed)
    sure, right = cat_confidences(story), accuracies(story)
    assert 0.79 < 1 - sure[0] < 0.81
    assert 0.53 < sure[1] < 0.7
    assert right[:2].max() < 0.7 and right[500:].min() > 0.95 and sure[-1] > 0.95
    assert len(sure) == len(right) == ROUNDS + 1 == len(story.weights)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_weights_on_the_ears_grow(seed):
    story = cat_story(seed)
    cat_ears, dog_ears = ear_mask("cat"), ear_mask("dog") & ~ear_mask("cat")
    weights = story.weights[:, CAT]
    assert weights[0][cat_ears].mean() < 0 < weights[1][cat_ears].mean()
    assert weights[-1][cat_ears].mean() > 0.05 and weights[-1][dog_ears].mean() < -0.1
    elsewhere = ~(cat_ears | dog_ears)
    assert np.abs(weights[-1][cat_ears | dog_ears]).mean() > 2 * np.abs(weights[-1][elsewhere]).mean()


def test_every_round_is_one_step_against_the_gradient():
    story = cat_story(0)
    assert story.shown_labels[0] == CAT and np.array_equal(story.shown[0], story.cat)
    for number in (0, 1, 17, ROUNDS - 1):
        image, label = story.shown[number], story.shown_labels[number]
        before, after = story.weights[number], story.weights[number + 1]
        np.testing.assert_array_equal(after, one_round(before, image, label))
        too_much = confidence(scores(before, image)) - np.eye(2)[label]
        np.testing.assert_allclose(after, before - RATE * too_much[:, None, None] * image, rtol=1e-12)


def test_the_start_knows_nothing_but_three_dogs():
    story = cat_story(0)
    start = story.weights[0]
    # For two kinds each step moves both by the same amount, in opposite ways.
    np.testing.assert_allclose(start[DOG], -start[CAT])
    assert DOGS_BEFORE == 3 and (start[DOG] >= 0).all()
    assert (scores(start, story.images).argmax(axis=1) == DOG).all()


def test_held_out_pictures_were_never_shown():
    story = cat_story(0)
    shown = {picture.tobytes() for picture in story.shown}
    assert not shown & {picture.tobytes() for picture in story.images}
    by_hand = [accuracy(story.weights[number], story.images, story.labels) for number in (0, 40, ROUNDS)]
    np.testing.assert_allclose(accuracies(story)[[0, 40, ROUNDS]], by_hand)
    sure = [confidence(scores(story.weights[number], story.cat))[CAT] for number in (0, 40, ROUNDS)]
    np.testing.assert_allclose(cat_confidences(story)[[0, 40, ROUNDS]], sure)


def test_the_story_is_the_same_each_time():
    again = cat_story.__wrapped__(0)
    np.testing.assert_array_equal(again.weights[-1], cat_story(0).weights[-1])
