"""Kept results of training: for the browser edition alone, for the same training alone, and what training gives today."""

from __future__ import annotations

import sys
from functools import partial

import numpy as np
import pytest

from course_lib import course_seed
from course_lib.experiments import deep_learners
from course_lib.experiments.deep_learners import DeepLearners
from course_lib.networks.initializers import he, normal, xavier
from course_lib.networks.layers import ReLU, Tanh
from course_lib.networks.normalization import LayerNorm
from course_lib.optimizers.rules import SGD, Adam
from course_lib.words.catalogue import words

RATES = (0.003, 0.01, 0.03, 0.1)
SMALL = normal(0.05)
OF_CHAPTER_06 = [
    ((50, Tanh, xavier), {}, 2),
    ((50, Tanh, SMALL), {"residual": True}, 2),
    ((100, Tanh, SMALL), {"residual": True}, 2),
    ((50, ReLU, he), {}, 10),
    ((50, ReLU, he), {"residual": True, "normalization": LayerNorm}, 2),
]


@pytest.fixture
def in_browser(monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")


@pytest.fixture
def untrained(monkeypatch):
    """Training is an error."""
    monkeypatch.setattr(deep_learners, "train", lambda *_args, **_more: pytest.fail("it was trained"))


@pytest.mark.parametrize(("network", "cures", "epochs"), OF_CHAPTER_06)
def test_in_the_browser_the_long_training_of_chapter_06_is_not_done_and_a_sentence_says_so_once(in_browser, untrained, capsys, network, cures, epochs):
    learners = DeepLearners(course_seed())
    for _ in range(2):
        found = learners.best_of(partial(learners.build, *network, **cures), SGD, RATES, epochs)
        assert tuple(found) == RATES and all(0 <= right <= 100 for _, right in found.values())
    assert capsys.readouterr().out == words("kept_training.used") + "\n"


def test_what_is_kept_is_what_training_gives_and_outside_the_browser_it_is_trained(monkeypatch, capsys):
    learners = DeepLearners(course_seed())
    ways = partial(learners.build, 10, ReLU, he, 0), SGD, (0.005, 0.01, 0.02, 0.05, 0.1), 6, 23  # of chapter 07
    trained = learners.best_of(*ways)
    assert capsys.readouterr().out == ""
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setattr(deep_learners, "train", lambda *_args, **_more: pytest.fail("it was trained"))
    kept = learners.best_of(*ways)
    assert kept.keys() == trained.keys()
    np.testing.assert_allclose(list(kept.values()), list(trained.values()), rtol=0.02)


@pytest.mark.parametrize(
    "other",
    [
        {"network": (49, Tanh, SMALL)},
        {"network": (50, ReLU, SMALL)},
        {"network": (50, Tanh, he)},
        {"cures": {"residual": True, "normalization": LayerNorm}},
        {"epochs": 3},
        {"rates": (0.003, 0.01, 0.03)},
        {"optimizer": Adam},
        {"seed": course_seed() + 1},
        {"number": 1},
    ],
    ids=["depth", "activation", "initializer", "cures", "epochs", "rates", "optimizer", "seed", "number"],
)
def test_another_number_is_computed_anew(in_browser, monkeypatch, other):
    asked = []

    def noting(*_args, **_more):
        asked.append(1)
        raise deep_learners.NotFiniteError(0, "loss")

    monkeypatch.setattr(deep_learners, "train", noting)
    way = {"network": (50, Tanh, SMALL), "cures": {"residual": True}, "epochs": 2, "rates": RATES, "optimizer": SGD}
    way |= {"seed": course_seed(), "number": None} | other
    learners = DeepLearners(way["seed"])
    new_network = partial(learners.build, *way["network"], way["number"], **way["cures"])
    learners.best_of(new_network, way["optimizer"], way["rates"], way["epochs"])
    assert asked
