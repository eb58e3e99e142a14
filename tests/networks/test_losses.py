"""Losses: numbers known by hand, scores of any size, and what is refused. Their gradients are judged elsewhere."""

from __future__ import annotations

import math

import numpy as np
import pytest

from course_lib.engine.tensor import Tensor
from course_lib.networks.losses import binary_cross_entropy, mean_squared_error, softmax_cross_entropy


def test_mean_squared_error_of_one_person():
    prediction = Tensor(95.0)
    error = mean_squared_error(prediction, 65)
    error.backward()
    assert (error.item(), prediction.grad) == (900, 60)


def test_equal_scores_leave_the_network_as_surprised_as_a_coin():
    assert softmax_cross_entropy(np.zeros((3, 4)), [0, 3, 1]).item() == pytest.approx(math.log(4))
    assert binary_cross_entropy(np.zeros(3), [0, 1, 1]).item() == pytest.approx(math.log(2))


def test_both_cross_entropies_agree_on_two_classes():
    scores = np.random.default_rng(0).normal(size=5)
    labels = np.array([0, 1, 1, 0, 1])
    both = softmax_cross_entropy(np.stack([np.zeros(5), scores], axis=1), labels)
    assert both.item() == pytest.approx(binary_cross_entropy(scores, labels).item(), rel=1e-14)


def test_scores_of_any_size_give_a_finite_loss():
    scores = Tensor([[1e4, -1e4]])
    loss = softmax_cross_entropy(scores, [1])
    loss.backward()
    assert loss.item() == 2e4 and scores.grad.tolist() == [[1, -1]]
    score = Tensor([1e4, -1e4])
    loss = binary_cross_entropy(score, [0, 0])
    loss.backward()
    assert loss.item() == 5e3 and score.grad.tolist() == [0.5, 0]


@pytest.mark.parametrize("loss", [mean_squared_error, binary_cross_entropy])
def test_shapes_that_would_be_broadcast_are_refused(loss):
    with pytest.raises(ValueError, match=r"\(3, 1\) and \(3,\)"):
        loss(np.ones((3, 1)), np.ones(3))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: softmax_cross_entropy(np.ones((2, 3)), [0, 3]), IndexError, r"\(2, 3\).*index 3 is out of bounds"),
        (lambda: softmax_cross_entropy(np.ones((2, 3)), [0, -1]), ValueError, "from 0, but there is -1"),
        (lambda: softmax_cross_entropy(np.ones((2, 3)), [0.0, 1.0]), IndexError, "integer"),
        (lambda: softmax_cross_entropy(np.ones((2, 3)), [0]), ValueError, r"\(2, 3\) and \(1,\)"),
        (lambda: softmax_cross_entropy(np.ones(3), 1), ValueError, r"\(3,\) and \(\)"),
        (lambda: softmax_cross_entropy(np.ones((0, 3)), []), ValueError, "at least one sample"),
        (lambda: binary_cross_entropy([1.0], [2.0]), ValueError, "1 for yes or 0 for no"),
        (lambda: mean_squared_error([], []), ValueError, r"at least one; got \(0,\)"),
        (lambda: binary_cross_entropy([], []), ValueError, "at least one"),
    ],
)
def test_what_makes_no_sense_is_refused(call, error, message):
    with pytest.raises(error, match=message):
        call()
