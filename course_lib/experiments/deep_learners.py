"""Deep networks that read handwritten digits: made, looked into, and trained, each time in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.data.digits import digits
from course_lib.data.splitting import train_and_test
from course_lib.engine.tensor import no_grad
from course_lib.experiments.kept_training import Results, kept_results, name_of_training
from course_lib.ground.regression import standardize
from course_lib.networks.deep_networks import deep_network
from course_lib.networks.deep_signals import LayerSignals, layer_signals
from course_lib.networks.finiteness import NotFiniteError
from course_lib.networks.initializers import Initializer
from course_lib.networks.layers import Layer, Sequential
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.networks.training import train
from course_lib.optimizers.base import Optimizer
from course_lib.words.catalogue import words

PIXELS, WIDTH, CLASSES = 64, 64, 10
GUESSING = float(np.log(CLASSES))
"""The error of one who gives every digit the same chance: −log(1 / 10)."""


class DeepLearners:
    """Makes, looks into and trains networks that read digits, all from one seed.

    Attributes:
        seed: of all that is random.
        inputs: pixels of mean 0 and spread 1, shape (n, 64).
        labels: the digits, shape (n,).
        learnt: the rows to learn from.
        kept_aside: the rows to test on.
    """

    def __init__(self, seed: int) -> None:
        """Take the digits and keep a fifth of them aside."""
        images, self.labels = digits()
        self.seed = seed
        self._said = False  # whether a sentence has said that results are kept ones
        self.inputs, _, _ = standardize(images.reshape(len(images), -1))
        self.learnt, self.kept_aside = train_and_test(len(images), 0.2, np.random.default_rng(seed))

    def build(
        self,
        depth: int,
        activation: Callable[[], Layer],
        initializer: Initializer,
        number: int | None = None,
        **cures: Any,
    ) -> Sequential:
        """Return a new network of ``depth`` hidden layers of 64 neurons.

        Args:
            depth: hidden layers.
            activation: makes the activation.
            initializer: gives the first weights.
            number: another number, other random weights.
            **cures: ``residual`` and ``normalization``, see `course_lib.networks.deep_networks.deep_network`.
        """
        rng = np.random.default_rng(self.seed if number is None else [self.seed, number])
        return deep_network(PIXELS, WIDTH, depth, CLASSES, rng, activation=activation, initializer=initializer, **cures)

    def look(
        self, depth: int, activation: Callable[[], Layer], initializer: Initializer, number: int = 0, **cures: Any
    ) -> LayerSignals:
        """Send 64 images through a new network; return each layer's outputs and the gradients that come back.

        Args:
            depth: see `build`, as for all others.
            activation: makes the activation.
            initializer: gives the first weights.
            number: another number, other random weights.
            **cures: residual connections and normalization.
        """
        network = self.build(depth, activation, initializer, number, **cures)
        return layer_signals(network, softmax_cross_entropy, self.inputs[:64], self.labels[:64])

    def share_back(self, depth: int, activation: Callable[[], Layer], initializer: Initializer, **cures: Any) -> float:
        """Return the gradient that comes back to layer 1 as a multiple of that of the last hidden layer.

        It is the geometric mean of five networks.

        Args:
            depth: see `build`.
            activation: makes the activation.
            initializer: gives the first weights.
            **cures: residual connections and normalization.
        """
        norms = [self.look(depth, activation, initializer, number, **cures).gradient_norms for number in range(5)]
        return float(np.exp(np.mean([np.log(each[0] / each[-1]) for each in norms])))

    def learn(
        self, network: Layer, optimizer: Optimizer, epochs: int, batch_size: int = 64, **settings: Any
    ) -> list[float]:
        """Train a network on digits and return the error of each epoch (going once through all examples).

        Args:
            network: its parameters are changed in place.
            optimizer: makes the steps.
            epochs: how often to go through all examples.
            batch_size: images in a mini-batch.
            **settings: ``schedule``, ``clip`` and ``callbacks``, see `course_lib.networks.training.train`.

        Raises:
            NotFiniteError: as soon as a number is infinite.
        """
        rng = np.random.default_rng(self.seed)
        return train(
            network, softmax_cross_entropy, self.inputs[self.learnt], self.labels[self.learnt], optimizer,
            epochs=epochs, batch_size=batch_size, rng=rng, **settings,
        ).epoch_losses  # fmt: skip

    def accuracy(self, network: Layer) -> float:
        """Return how many of the images that were kept aside a network reads rightly, in percent."""
        network.eval()
        with no_grad():
            guesses = network(self.inputs[self.kept_aside]).data.argmax(axis=1)
        return float(100 * np.mean(guesses == self.labels[self.kept_aside]))

    def best_of(
        self,
        new_network: Callable[[], Layer],
        optimizer: Callable[[float], Optimizer],
        rates: tuple[float, ...],
        epochs: int,
        warm_up: int = 0,
    ) -> Results:
        """Train a network anew at each of several rates, so that each way of training is judged at its best.

        Args:
            new_network: makes the network, always the same.
            optimizer: makes the optimizer of a rate.
            rates: those to try.
            epochs: how often to go through all examples.
            warm_up: in the first so many steps the rate rises in equal parts up to its full value.

        Returns:
            For each rate the error of the last epoch and the percentage of digits read rightly; infinite and 0 where
            training broke down. In the browser edition these may be kept ones, and a sentence says so.
        """
        settings = self.seed, rates, epochs, warm_up
        kept = kept_results(name_of_training(new_network(), optimizer(rates[0]), *settings))
        if kept is not None:
            if not self._said:
                print(words("kept_training.used"))
            self._said = True
            return kept
        found: Results = {}
        for rate in rates:
            network = new_network()
            schedule = _rising(rate, warm_up) if warm_up else None
            try:
                found[rate] = (
                    self.learn(network, optimizer(rate), epochs, schedule=schedule)[-1],
                    self.accuracy(network),
                )
            except NotFiniteError:
                found[rate] = np.inf, 0.0
        return found


def _rising(rate: float, steps: int) -> Callable[[int], float]:
    return lambda step: rate * min(1.0, (step + 1) / steps)
