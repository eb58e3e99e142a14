"""A small classification and the gradients that PyTorch finds for it, kept for readers who don't have PyTorch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("torch_gradients.json")


@dataclass(frozen=True)
class TorchGradients:
    """A network input → tanh → tanh → scores, the mean softmax cross-entropy of its scores, and all gradients.

    Attributes:
        x: inputs, shape (samples, inputs).
        labels: right classes, shape (samples,).
        parameters: weights of shape (inputs, outputs) and biases (outputs,), in turn, from the first layer on.
        version: of the PyTorch that was asked, in double precision.
        loss: what it found.
        gradients: what it found, in the order and shapes of ``parameters``.
    """

    x: np.ndarray
    labels: np.ndarray
    parameters: list[np.ndarray]
    version: str
    loss: float
    gradients: list[np.ndarray]


def torch_gradients() -> TorchGradients:
    """Return the classification and PyTorch's answers (stored by ``tests/reference/make_torch_gradients.py``)."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    return TorchGradients(
        np.array(kept["x"]),
        np.array(kept["labels"]),
        [np.array(parameter) for parameter in kept["parameters"]],
        kept["version"],
        kept["loss"],
        [np.array(gradient) for gradient in kept["gradients"]],
    )
