"""Chapter 10: watch a network learn to read handwritten digits, epoch by epoch and digit by digit."""

from __future__ import annotations

import numpy as np

from course_lib.controls.control import Control, Outcome, whole_slider
from course_lib.data.digits import digits
from course_lib.data.splitting import train_and_test
from course_lib.experiments.bandit import choice_probabilities
from course_lib.experiments.capstone import COURSE_PIECES, Pieces, accuracy, forward, start_network, train_network
from course_lib.plots.digit_answer import DigitAnswer
from course_lib.words.catalogue import words

EPOCHS = 12
SHOWN = 60  # so many of the held-back digits can be chosen


class DigitReader(Control[DigitAnswer]):
    """A network 64-32-10, kept as it was after each epoch; choose the epoch and one of the digits held back."""

    def __init__(self, pieces: Pieces = COURSE_PIECES, seed: int = 0, epoch: int = 2, digit: int = 0) -> None:
        """Train, which takes about a second.

        Args:
            pieces: the functions to learn with.
            seed: of the split, the first weights and the order.
            epoch: which epoch to show first.
            digit: which digit to show first.
        """
        images, labels = digits()
        rng = np.random.default_rng(seed)
        train, test = train_and_test(len(images), 0.25, rng)
        pixels = images.reshape(-1, 64)
        self.images, self.labels = images[test[:SHOWN]], labels[test[:SHOWN]]
        self.networks = [start_network([64, 32, 10], pieces, rng)]
        for _ in range(EPOCHS):
            self.networks.append(train_network(self.networks[-1], pixels[train], labels[train], pieces, 1, rng))
        shares = [accuracy(network, pixels[test], labels[test], pieces) for network in self.networks]
        self._pieces = pieces
        self.epoch = whole_slider(words("digit_answer.epoch"), 0, EPOCHS, epoch)
        self.digit = whole_slider(words("digit_answer.which"), 1, SHOWN, digit + 1)
        self.picture = DigitAnswer(np.array(shares))
        self.follow([self.epoch, self.digit])

    def update(self) -> None:
        """Show this digit to the network of this epoch."""
        place, epoch = self.digit.value - 1, self.epoch.value
        image = self.images[place]
        _, _, scores = forward(self.networks[epoch], image.reshape(1, 64), self._pieces)
        self.picture.show(image, int(self.labels[place]), choice_probabilities(scores[0]), epoch)

    def predict_epoch(self) -> Outcome:
        """What share of the digits is read after one epoch? Choices: about a tenth, about half, over 3/4."""
        none, one = self.picture.accuracies[:2]
        return 3 if one > 0.75 else 2 if one > 0.3 else 1, {"none": 100 * none, "one": 100 * one}
