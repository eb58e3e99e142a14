"""The gradient monitor: it looks at every layer's gradient while a network learns, as a nurse takes a patient's pulse.

Made as ``monitor = GradientMonitor(network)`` and handed to ``train(..., callbacks=[monitor])``, it knows afterwards,
for instance, ``monitor.measurements[-1].layers["1.Dense"].norm``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from course_lib.engine.tensor import Tensor
from course_lib.networks.layers import Layer
from course_lib.networks.training import Moment

LOWEST, HIGHEST = -40, 20
"""The histogram reaches from 2⁻⁴⁰ (about 10⁻¹²) to 2²⁰ (about 10⁶); each bar is twice as wide as the one before."""

BAR_EDGES = 2.0 ** np.arange(LOWEST - 1, HIGHEST + 1)
"""Bar i holds the sizes from edge i up to edge i + 1; the first one all smaller sizes too, the last one all larger."""


@dataclass(frozen=True)
class LayerMeasurement:
    """What was measured of one layer in one step, weights and biases taken together as one long vector.

    Attributes:
        histogram: shape (2, bars): how many gradients are of which size (see `BAR_EDGES`), first those of 0 or more,
            then the negative ones.
        norm: length of the gradient, √(Σ g²).
        near_zero: share of the gradients that are smaller than the monitor's ``near_zero``, from 0 to 1.
        update: length of the step that the parameters really made.
        ratio: that length divided by the length of the parameters themselves; nan where these are all 0.
        weights: typical size (root mean square) of the gradients of the weights alone; nan where there are none.
        biases: the same of those of the biases alone (in a normalization layer, of scale and shift).
    """

    histogram: np.ndarray
    norm: float
    near_zero: float
    update: float
    ratio: float
    weights: float = math.nan
    biases: float = math.nan


@dataclass(frozen=True)
class Measurement:
    """What was measured in one step: its number from 0, its error, and each layer by its name."""

    step: int
    loss: float
    layers: dict[str, LayerMeasurement]


@dataclass
class GradientMonitor:
    """A callback for `course_lib.networks.training.train`; use a new one for each training.

    Attributes:
        model: the network, as it is before the first step.
        every: measure the first step of so many. Each measurement takes time; see ``benchmarks/results/monitor.md``.
        near_zero: below which size a gradient counts as near zero.
        measurements: what was measured, in order.

    Raises:
        ValueError: if ``every`` is below 1.

    Source: article, "TensorBoard".
    """

    model: Layer
    every: int = 10
    near_zero: float = 1e-6
    measurements: list[Measurement] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.every < 1:
            raise ValueError(f"The monitor measures one step of every 1 or more, not of every {self.every}.")
        self._layers = parameters_by_layer(self.model)
        self._is_weight = {
            name: flat([np.full(p.shape, p.ndim > 1) for p in parameters]) for name, parameters in self._layers.items()
        }
        self._before = self._now()

    def __call__(self, moment: Moment) -> None:
        """Measure, if it is this step's turn."""
        if moment.step % self.every == 0:
            now = self._now()
            measured = {}
            for name, parameters in self._layers.items():
                g = flat([np.zeros(p.shape) if p.grad is None else p.grad for p in parameters])
                measured[name] = measure_layer(
                    g, self._before[name], now[name], self.near_zero, self._is_weight[name]
                )
            self.measurements.append(Measurement(moment.step, moment.loss, measured))
            self._before = now
        elif (moment.step + 1) % self.every == 0:  # the next step is to be measured: note where it starts
            self._before = self._now()

    def _now(self) -> dict[str, np.ndarray]:
        return {name: flat([p.data for p in parameters]) for name, parameters in self._layers.items()}


def measure_layer(
    g: np.ndarray, before: np.ndarray, after: np.ndarray, near_zero: float, is_weight: np.ndarray | None = None
) -> LayerMeasurement:
    """Measure one layer.

    Args:
        g: its gradients as the step used them, shape (n,).
        before: its parameters before the step, shape (n,).
        after: its parameters after the step, shape (n,).
        near_zero: below which size a gradient counts as near zero.
        is_weight: which of them are weights, the others being biases, shape (n,); all of them where it is not given.
    """
    is_weight = np.ones(len(g), dtype=bool) if is_weight is None else is_weight
    change = after - before
    update, weights = math.sqrt(change @ change), math.sqrt(before @ before)
    return LayerMeasurement(
        histogram=size_histogram(g),
        norm=math.sqrt(g @ g),
        near_zero=np.count_nonzero(np.abs(g) < near_zero) / len(g),
        update=update,
        ratio=update / weights if weights else math.nan,
        weights=typical_size(g[is_weight]),
        biases=typical_size(g[~is_weight]),
    )


def typical_size(g: np.ndarray) -> float:
    """Return the root mean square √(mean of g²) of some gradients, shape (n,); nan of none at all."""
    return math.sqrt(g @ g / len(g)) if len(g) else math.nan


def size_histogram(g: np.ndarray) -> np.ndarray:
    """Return how many numbers are of which size: shape (2, bars), those of 0 or more, then the negative ones.

    Args:
        g: shape (n,).
    """
    # A float is stored as ± m · 2ᵉ. Its upper 12 bits, sign and e, tell its bar: far quicker than a logarithm.
    # (np.intp: what bincount takes; on a 32-bit Python, such as the browser's, that is not int64.)
    upper_bits = (np.ascontiguousarray(g, dtype=float).view(np.uint64) >> 52).view(np.int64).astype(np.intp, copy=False)
    counts = np.bincount(upper_bits, minlength=2**12).reshape(2, 2**11)
    first, last = LOWEST + 1022, HIGHEST + 1022  # e is stored with 1022 added
    histogram = counts[:, first : last + 1].copy()
    histogram[:, 0] += counts[:, :first].sum(axis=1)
    histogram[:, -1] += counts[:, last + 1 :].sum(axis=1)
    return histogram


def flat(arrays: Sequence[np.ndarray]) -> np.ndarray:
    """Return all numbers of some arrays as one long vector of its own."""
    return np.concatenate([np.ravel(array) for array in arrays])


def parameters_by_layer(model: Layer) -> dict[str, list[Tensor]]:
    """Return a network's parameters by the name of their layer, such as ``"1.Dense"``, from input to output."""
    layers: dict[str, list[Tensor]] = {}
    for name, parameter in model.named_parameters():
        layer, _, _ = name.rpartition(".")
        layers.setdefault(layer or type(model).__name__, []).append(parameter)
    return layers
