"""The gradient clinic: one small network on real digits, and the settings that can make it ill or well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_lib.data.digits import digits
from course_lib.data.splitting import train_and_test
from course_lib.engine.tensor import no_grad
from course_lib.experiments import clinic_parts as parts
from course_lib.monitor.gradient_monitor import GradientMonitor, Measurement
from course_lib.networks import initializers
from course_lib.networks.clipping import clip_by_norm
from course_lib.networks.finiteness import NotFiniteError
from course_lib.networks.initializers import Initializer
from course_lib.networks.layers import Dense, Layer, ReLU, Sequential, Sigmoid, Tanh
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.networks.normalization import LayerNorm
from course_lib.networks.training import train
from course_lib.optimizers.base import Optimizer
from course_lib.optimizers.rules import SGD, Adam, Momentum

STEPS = 200
NEURONS = 24
ENOUGH = 0.8
"""A run has recovered when it tells at least this share of held-back digits rightly."""

ACTIVATIONS: dict[str, type[Layer]] = {"relu": ReLU, "tanh": Tanh, "sigmoid": Sigmoid}
INITIALIZERS = {
    "he": initializers.he,
    "xavier": initializers.xavier,
    "zeros": initializers.zeros,
}
NORMALIZATIONS: dict[str, Callable[[int], Layer]] = {"batch": parts.BatchNorm, "layer": LayerNorm}


@dataclass(frozen=True)
class Settings:
    """All that can be set in a run. What stands here is healthy.

    Attributes:
        activation: ``"relu"``, ``"tanh"`` or ``"sigmoid"``.
        initializer: ``"he"``, ``"xavier"`` or ``"zeros"``.
        gain: what the first weights are multiplied by.
        first_bias: value of all biases of the hidden layers at the start.
        normalization: ``"none"``, ``"batch"`` or ``"layer"``, before each activation.
        input_scale: what the pixels, from 0 to 1, are multiplied by.
        batch_size: examples in a mini-batch.
        optimizer: ``"sgd"``, ``"momentum"`` or ``"adam"``.
        rate: learning rate.
        momentum: share of the velocity kept at each step, for ``"momentum"``.
        bias_correction: whether Adam makes up for its memory's start at 0.
        direction: ``"descent"`` or ``"ascent"``.
        reset_gradient: whether the old gradient is forgotten before a new one is computed.
        clip_norm: ceiling on the norm of the whole gradient; 0 is no ceiling.
        hidden_layers: how many there are, of 24 neurons each.
    """

    activation: str = "relu"
    initializer: str = "he"
    gain: float = 1.0
    first_bias: float = 0.0
    normalization: str = "none"
    input_scale: float = 1.0
    batch_size: int = 64
    optimizer: str = "sgd"
    rate: float = 0.2
    momentum: float = 0.9
    bias_correction: bool = True
    direction: str = "descent"
    reset_gradient: bool = True
    clip_norm: float = 0.0
    hidden_layers: int = 3


@dataclass(frozen=True)
class Run:
    """A finished run.

    Attributes:
        measurements: what the gradient monitor saw.
        losses: error of each step's mini-batch.
        accuracy: share of held-back digits told rightly at the end, from 0 to 1.
        broke_at: the step in which a number stopped being finite, or None.
    """

    measurements: tuple[Measurement, ...]
    losses: tuple[float, ...]
    accuracy: float
    broke_at: int | None

    @property
    def recovered(self) -> bool:
        """Whether the run learnt what it was to learn."""
        return self.broke_at is None and self.accuracy >= ENOUGH


def run(settings: Settings, seed: int, every: int = 5, steps: int = STEPS) -> Run:
    """Train the clinic's network.

    Args:
        settings: how.
        seed: decides the first weights, which digits are held back, and the mini-batches.
        every: the monitor measures one step of so many.
        steps: when to end.
    """
    rng = np.random.default_rng(seed)
    images, labels = digits()
    x = settings.input_scale * images.reshape(len(images), -1)
    learn, test = train_and_test(len(x), 0.2, rng)
    network = build(settings, rng)
    monitor = GradientMonitor(network, every)
    losses: list[float] = []
    broke_at = None
    try:
        train(
            network, softmax_cross_entropy, x[learn], labels[learn], optimizer(settings),
            epochs=steps, batch_size=settings.batch_size, rng=rng, clip=gradient_filter(settings),
            callbacks=[monitor, lambda moment: losses.append(moment.loss), lambda moment: moment.step == steps - 1],
        )  # fmt: skip
    except NotFiniteError as stop:
        broke_at = stop.step
    return Run(tuple(monitor.measurements), tuple(losses), accuracy(network, x[test], labels[test]), broke_at)


def build(settings: Settings, rng: np.random.Generator) -> Sequential:
    """Return the network: 64 pixels → hidden layers of 24 neurons → 10 digits."""
    layers: list[Layer] = []
    inputs = 64
    for _ in range(settings.hidden_layers):
        hidden = Dense(inputs, NEURONS, rng, initializer(settings))
        hidden.biases.data = hidden.biases.data + settings.first_bias
        layers.append(hidden)
        if settings.normalization != "none":
            layers.append(NORMALIZATIONS[settings.normalization](NEURONS))
        layers.append(ACTIVATIONS[settings.activation]())
        inputs = NEURONS
    return Sequential(*layers, Dense(inputs, 10, rng, initializer(settings)))


def initializer(settings: Settings) -> Initializer:
    """Return the initializer, its weights multiplied by the gain."""
    plain = INITIALIZERS[settings.initializer]
    return lambda inputs, outputs, rng: settings.gain * plain(inputs, outputs, rng)


def optimizer(settings: Settings) -> Optimizer:
    """Return the optimizer."""
    rate = settings.rate if settings.direction == "descent" else -settings.rate
    if settings.optimizer == "momentum":
        return Momentum(rate, settings.momentum)
    if settings.optimizer == "adam":
        return Adam(rate) if settings.bias_correction else parts.AdamUncorrected(rate)
    return SGD(rate)


def gradient_filter(settings: Settings) -> Callable[[Any], Any]:
    """Return what happens to the gradients before the optimizer gets them."""
    forgetful = parts.GradientsPileUp()

    def filtered(gradients: Any) -> Any:
        if not settings.reset_gradient:
            gradients = forgetful(gradients)
        return clip_by_norm(gradients, settings.clip_norm) if settings.clip_norm else gradients

    return filtered


def accuracy(network: Layer, x: np.ndarray, labels: np.ndarray) -> float:
    """Return the share of digits that a network tells rightly."""
    network.eval()
    with no_grad(), np.errstate(all="ignore"):
        return float(np.mean(network(x).data.argmax(axis=1) == labels))
