"""The story of one cat picture, computed: "dog, about 80 %", then "cat, about 60 %", and reliable in the end.

The classifier starts with all weights 0 and is first shown three dogs, so that it takes everything for a dog. Then
the story begins: each round it is shown one picture, and takes one step against the gradient of its error on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from course_lib.data.faces import CAT, DOG, SIZE, clean_drawing, draw_face, faces, photographed
from course_lib.descent.gradient_descent import gradient_step
from course_lib.experiments.cat_classifier import confidence, error_gradient, scores

RATE = 0.035
"""The learning rate: chosen so that the first round turns "dog, 80 %" into "cat, about 60 %"."""

DOGS_BEFORE = 3
ROUNDS = 3000
HELD_OUT = 1000


@dataclass(frozen=True)
class CatStory:
    """Everything that happened.

    Attributes:
        cat: the picture that the story is about, shape (20, 20).
        drawing: the same face as it was drawn, finely and without noise, shape (80, 80).
        weights: before the first round and after each, shape (rounds + 1, 2, 20, 20), dogs' first.
        shown: the picture of each round, shape (rounds, 20, 20); `cat` in the first.
        shown_labels: what they are, shape (rounds,).
        images: held-out pictures, never shown, shape (1000, 20, 20).
        labels: what they are, shape (1000,).
    """

    cat: np.ndarray
    drawing: np.ndarray
    weights: np.ndarray
    shown: np.ndarray
    shown_labels: np.ndarray
    images: np.ndarray
    labels: np.ndarray


def one_round(weights: np.ndarray, image: np.ndarray, label: int, rate: float = RATE) -> np.ndarray:
    """Return the weights after one picture: one step against the gradient of the error on it.

    Args:
        weights: shape (2, 20, 20).
        image: shape (20, 20).
        label: what it is, 0 (dog) or 1 (cat).
        rate: learning rate.

    Source: article, "The aim of AI", steps 1 to 3.
    """
    return gradient_step(weights, error_gradient(weights, image[np.newaxis], np.array([label])), rate)


@cache
def cat_story(seed: int = 0) -> CatStory:
    """Return the story as it goes with this seed; it takes a second or two, once.

    The cat is chosen by a rule: of 200 drawn in the middle of the picture, it is the one for which the confidence in
    "dog" is nearest to 80 %.
    """
    rng = np.random.default_rng(seed)
    weights = np.zeros((2, SIZE, SIZE))
    for _ in range(DOGS_BEFORE):
        weights = one_round(weights, draw_face("dog", rng), DOG)
    drawings, cats = [], []
    for _ in range(200):
        drawings.append(clean_drawing("cat", rng))
        cats.append(photographed(drawings[-1], rng, shift=0))
    chosen = int(np.abs(confidence(scores(weights, np.array(cats)))[:, DOG] - 0.8).argmin())
    cat = cats[chosen]
    images, labels = faces(HELD_OUT, rng)
    others, other_labels = faces(ROUNDS - 1, rng)
    shown = np.concatenate([[cat], others])
    shown_labels = np.concatenate([[CAT], other_labels])
    all_weights = [weights]
    for image, label in zip(shown, shown_labels, strict=True):
        all_weights.append(one_round(all_weights[-1], image, label))
    return CatStory(cat, drawings[chosen], np.array(all_weights), shown, shown_labels, images, labels)


def cat_confidences(story: CatStory) -> np.ndarray:
    """Return the confidence that the story's picture is a cat, before the first round and after each: (rounds + 1,)."""
    return confidence(np.tensordot(story.weights, story.cat, axes=2))[:, CAT]


def accuracies(story: CatStory) -> np.ndarray:
    """Return the share of held-out pictures told right, before the first round and after each: (rounds + 1,)."""
    difference = story.weights[:, CAT] - story.weights[:, DOG]
    says_cat = np.tensordot(difference, story.images, axes=([1, 2], [1, 2])) > 0
    return np.mean(says_cat == (story.labels == CAT), axis=1)
