"""Losses: one number that says how wrong the predictions for a mini-batch are, on average."""

from __future__ import annotations

import numpy as np

from course_lib.engine import network_operations
from course_lib.engine.tensor import Operand, Tensor, apply, as_tensor


def mean_squared_error(prediction: Operand, target: Operand) -> Tensor:
    """Return the mean of (prediction − target)².

    Args:
        prediction: any shape.
        target: same shape.

    Raises:
        ValueError: if there is nothing, or the shapes differ: broadcasting would compare each with each.

    Source: article, "Differentiation" (the error function).
    """
    prediction, target = _pair(prediction, target)
    error = prediction - target
    return (error * error).mean()


def softmax_cross_entropy(scores: Operand, labels: object) -> Tensor:
    """Return the mean of −log(softmax(scores)[label]): how surprised the network is by the right answers.

    Args:
        scores: shape (samples, classes), any real numbers.
        labels: shape (samples,), the right class of each sample, a whole number from 0.

    Raises:
        ValueError: if the shapes don't go together, there is no sample, or a label is negative.
        IndexError: if a label is larger than that of the last class, or no whole number.

    Source: Goodfellow et al., Deep Learning (2016), section 6.2.2.3.
    """
    scores, labels = as_tensor(scores), np.asarray(labels)
    if scores.ndim != 2 or labels.shape != scores.shape[:1] or not labels.size:
        raise ValueError(
            f"Scores must have shape (samples, classes), and labels (samples,), with at least one sample; got "
            f"{scores.shape} and {labels.shape}."
        )
    if labels.min() < 0:
        raise ValueError(f"Labels count from 0, but there is {labels.min()}.")
    return apply(network_operations.softmax_cross_entropy, scores, labels=labels)


def binary_cross_entropy(scores: Operand, targets: Operand) -> Tensor:
    """Return the mean of −t log p − (1 − t) log(1 − p) with p = sigmoid(score), for yes-or-no questions.

    It starts from scores and not from p, where large scores would have been rounded to a certain 0 or 1.

    Args:
        scores: any shape, any real numbers; positive means yes.
        targets: same shape, 1 for yes and 0 for no.

    Raises:
        ValueError: if there is nothing, the shapes differ, or a target is not between 0 and 1.

    Source: Goodfellow et al., Deep Learning (2016), section 6.2.2.2.
    """
    scores, targets = _pair(scores, targets)
    if ((targets.data < 0) | (targets.data > 1)).any():
        raise ValueError("Targets must be 1 for yes or 0 for no, or shares in between.")
    return apply(network_operations.binary_cross_entropy, scores, targets)


def _pair(prediction: Operand, target: Operand) -> tuple[Tensor, Tensor]:
    prediction, target = as_tensor(prediction), as_tensor(target)
    if prediction.shape != target.shape or not prediction.size:
        raise ValueError(
            "Predictions and targets must have the same shape, and be at least one; got "
            f"{prediction.shape} and {target.shape}."
        )
    return prediction, target
