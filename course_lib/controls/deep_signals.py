"""W6.1: a network as deep as you like, its gradients seen layer by layer while you change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import ipywidgets as widgets
import numpy as np

from course_lib.claims.claim import course_seed
from course_lib.controls.control import Control, Outcome, Widget, button, choice, whole_slider
from course_lib.data.digits import digits
from course_lib.ground.regression import standardize
from course_lib.networks import initializers
from course_lib.networks.deep_networks import deep_network
from course_lib.networks.deep_signals import LayerSignals, layer_signals
from course_lib.networks.initializers import Initializer
from course_lib.networks.layers import Layer, ReLU, Sigmoid, Tanh
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.networks.normalization import BatchNorm, LayerNorm
from course_lib.plots.deep_signals import DEEPEST, DeepSignals, View
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

WIDTH = 64

ACTIVATIONS: dict[str, Callable[[], Layer]] = {"sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU}
INITIALIZERS: dict[str, Initializer] = {
    "small": initializers.normal(0.01),
    "xavier": initializers.xavier,
    "he": initializers.he,
    "large": initializers.normal(0.3),
}
NORMALIZATIONS: dict[str, Callable[[int], Layer] | None] = {"none": None, "batch": BatchNorm, "layer": LayerNorm}
BATCHES = (2, 8, 32)
KNOBS = (("depth", "again"), ("activation", "initializer"), ("normalization", "batch", "residual"))
"""Row by row, everything that can be turned."""


class DeepSignalsControl(Control[DeepSignals]):
    """Choose depth, activation, initial weights and cures; one forward and one backward pass shows what they do."""

    lines = 3

    def __init__(
        self,
        depth: int = 30,
        activation: str = "sigmoid",
        initializer: str = "xavier",
        knobs: Sequence[str] = sum(KNOBS, ()),
    ) -> None:
        """Start with a network in which the gradient vanishes.

        Args:
            depth: hidden layers, from 1 to 50.
            activation: ``"sigmoid"``, ``"tanh"`` or ``"relu"``.
            initializer: ``"small"``, ``"xavier"``, ``"he"`` or ``"large"``.
            knobs: which of `KNOBS` are shown. With fewer than all of them the picture shows the gradients alone.
        """
        self.depth = whole_slider(words("deep_signals.depth"), 1, DEEPEST, depth)
        self.activation = _named_choice("activation", ACTIVATIONS, activation)
        self.initializer = _named_choice("initializer", INITIALIZERS, initializer)
        self.residual = widgets.Checkbox(False, description=words("deep_signals.residual"), indent=False)
        self.normalization = _named_choice("normalization", NORMALIZATIONS, "none")
        self.batch = choice(words("deep_signals.batch"), [(str(size), size) for size in BATCHES], 32, "200px")
        self.again = button(words("deep_signals.again"), self.draw_anew)
        self.seed = course_seed()
        if "again" in knobs:
            self.remembered = (("seed", 0, 1_000_000_000),)
        images, labels = digits()
        inputs, _, _ = standardize(images.reshape(len(images), -1))
        self._images, self._labels = inputs[: BATCHES[-1]], labels[: BATCHES[-1]]
        few = set(knobs) < set(sum(KNOBS, ()))
        self._view: View = "vanishing" if tuple(knobs) == ("depth",) else "gradients" if few else "everything"
        self.picture = DeepSignals(self._view)
        rows = ([getattr(self, knob) for knob in row if knob in knobs] for row in KNOBS)
        self.follow(*(row for row in rows if row))

    def update(self) -> None:
        """Send one batch through the network and back, and show what happened on the way."""
        signals = self.signals(self.depth.value)
        counts_silent = self.activation.value == "relu" and self._view == "everything"
        self.picture.show(signals, self._setting(), counts_silent)

    def predict_depth(self) -> Outcome:
        """Near which end is the gradient small in the deepest network? Choices: the input, the output, neither."""
        norms = self.signals(self.depth.max).gradient_norms
        ratio = norms[0] / norms[-1]
        return 1 if ratio < 0.1 else 2 if ratio > 10 else 3, {"depth": len(norms), "ratio": spoken(float(ratio), 1)}

    def signals(self, depth: int) -> LayerSignals:
        """Build a network of so many hidden layers, and return what a batch meets on its way through it and back."""
        network = deep_network(
            self._images.shape[1],
            WIDTH,
            depth,
            10,
            np.random.default_rng(self.seed),
            activation=ACTIVATIONS[self.activation.value],
            initializer=INITIALIZERS[self.initializer.value],
            residual=self.residual.value,
            normalization=NORMALIZATIONS[self.normalization.value],
        )
        size = self.batch.value
        return layer_signals(network, softmax_cross_entropy, self._images[:size], self._labels[:size])

    def draw_anew(self) -> None:
        """Draw other random weights."""
        self.seed += 1
        self.refresh()

    def _setting(self) -> str:
        if self._view == "vanishing":
            return words("deep_signals.layers", depth=self.depth.value)
        activation = words(f"deep_signals.activations.{self.activation.value}")
        initializer = words(f"deep_signals.initializers.{self.initializer.value}")
        if self._view == "gradients":
            return words(
                "deep_signals.started", depth=self.depth.value, activation=activation, initializer=initializer
            )
        normalization = words(f"deep_signals.normalizations.{self.normalization.value}")
        normalizes, residual = self.normalization.value != "none", self.residual.value
        key = "both" if normalizes and residual else "normalized" if normalizes else "skips" if residual else "nothing"
        return words(
            "deep_signals.setting",
            depth=self.depth.value,
            activation=activation,
            initializer=initializer,
            cures=words(f"deep_signals.cures.{key}", normalization=normalization),
        )


def _named_choice(kind: str, options: Mapping[str, object], value: str) -> Widget:
    titles = [(words(f"deep_signals.{kind}s.{name}"), name) for name in options]
    return choice(words(f"deep_signals.{kind}"), titles, value, "360px")
