"""What travels through a network: the numbers on their way forward, the gradients on their way back, layer by layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_lib.engine.tensor import Tensor
from course_lib.networks.clipping import total_norm
from course_lib.networks.layers import Sequential


@dataclass(frozen=True)
class LayerSignals:
    """One forward and one backward pass, seen layer by layer, the layer next to the input first.

    Attributes:
        outputs: what each layer gives, arrays of shape (samples, neurons).
        gradients: gradient of the error with respect to each of these outputs, same shapes: the news that comes
            back to the layer.
        weight_norms: length of the gradient of all parameters of each layer, shape (layers,): what it learns by.
        loss: the error.
    """

    outputs: list[np.ndarray]
    gradients: list[np.ndarray]
    weight_norms: np.ndarray
    loss: float

    @property
    def gradient_norms(self) -> np.ndarray:
        """Length of the gradient that comes back to each layer, shape (layers,)."""
        return np.array([total_norm([g]) for g in self.gradients])

    @property
    def output_spreads(self) -> np.ndarray:
        """Standard deviation of each layer's outputs over all samples and neurons, shape (layers,)."""
        return np.array([out.std() for out in self.outputs])

    @property
    def sample_spreads(self) -> np.ndarray:
        """How much each layer's neurons tell one sample from another, shape (layers,).

        It is the standard deviation of a neuron's outputs over the samples, averaged over the neurons.
        """
        return np.array([out.std(axis=0).mean() for out in self.outputs])

    @property
    def likeness(self) -> np.ndarray:
        """How alike different samples have become in each layer, shape (layers,).

        It is the mean cosine of the angle between the outputs for two different samples: 1 where all samples give the
        same outputs but for their length, 0 where they have nothing in common.
        """
        return np.array([_mean_cosine(out) for out in self.outputs])


def _mean_cosine(outputs: np.ndarray) -> float:
    lengths = np.linalg.norm(outputs, axis=1, keepdims=True)
    directions = outputs / np.where(lengths > 0, lengths, 1)
    return float((directions @ directions.T)[np.triu_indices(len(outputs), 1)].mean())


def layer_signals(
    model: Sequential, loss: Callable[[Tensor, np.ndarray], Tensor], x: np.ndarray, y: np.ndarray
) -> LayerSignals:
    """Return what goes forward and comes back through the layers of a network for one batch.

    Args:
        model: its last layer gives the scores and is not looked at; all before it are.
        loss: takes the network's output and the targets, gives one number.
        x: inputs, shape (samples, ...).
        y: targets, shape (samples, ...).

    Source: Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks (2010), who
    looked at networks in this way.
    """
    *hidden, last = model.layers
    outputs = []
    out = Tensor(x, constant=True)
    # A network that explodes is something to look at here, not an accident.
    with np.errstate(over="ignore", invalid="ignore"):
        for layer in hidden:
            out = layer(out)
            out.keep_grad()
            outputs.append(out)
        error = loss(last(out), y)
        error.backward()
        norms = [total_norm([p.grad for p in layer.parameters() if p.grad is not None]) for layer in hidden]
    return LayerSignals(
        [out.data for out in outputs],
        [out.grad for out in outputs if out.grad is not None],
        np.array(norms),
        error.item(),
    )
