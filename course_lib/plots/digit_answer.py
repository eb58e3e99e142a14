"""One handwritten digit and how sure a network is of each answer, as its training goes on."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import PercentFormatter

from course_lib.plots.picture import Picture
from course_lib.plots.style import BLUE, GREEN, GREY, RED, course_style
from course_lib.plots.tables import Table, table
from course_lib.words.catalogue import words


class DigitAnswer(Picture):
    """The digit on the left, the probability of each answer in the middle, the share told rightly on the right."""

    def __init__(self, accuracies: np.ndarray) -> None:
        """Draw the curve of the share told rightly.

        Args:
            accuracies: after each epoch, the first before any training, from 0 to 1.
        """
        super().__init__(9.0, 3.6)
        self.accuracies = np.asarray(accuracies, dtype=float)
        with course_style():
            digit, bars, curve = self.figure.subplots(1, 3, width_ratios=[0.8, 1.1, 1.1])
            digit.set(title=words("digit_answer.image"), xticks=[], yticks=[])
            self.digit = digit.imshow(np.zeros((8, 8)), cmap="Greys", vmin=0, vmax=1, interpolation="none")
            bars.set(title=words("digit_answer.probabilities"), xlabel=words("digit_answer.answer"))
            bars.set(xlim=(-0.6, 9.6), ylim=(0, 1.02))
            bars.set_xticks(range(10))
            self.bars = bars.bar(range(10), np.zeros(10), color=GREY)
            curve.plot(self.accuracies, "o-", color=BLUE, ms=4)
            curve.set(title=words("digit_answer.share"), xlabel=words("digit_answer.epoch"), ylim=(0, 1.02))
            for axes in (bars, curve):
                axes.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
            (self.now,) = curve.plot([], [], "o", color=RED, ms=11, mec="black")
        self.moving = [self.digit, *self.bars, self.now]

    def show(self, image: np.ndarray, label: int, probabilities: np.ndarray, epoch: int) -> None:
        """Show one digit at one moment of the training.

        Args:
            image: shape (8, 8), from 0 to 1.
            label: the digit that it is.
            probabilities: of the answers 0 to 9.
            epoch: after which epoch, from 0.
        """
        answer = int(np.argmax(probabilities))
        self.digit.set_data(image)
        for digit, (bar, probability) in enumerate(zip(self.bars, probabilities, strict=True)):
            bar.set_height(probability)
            bar.set_color(GREEN if digit == label else RED if digit == answer else GREY)
        self.now.set_data([epoch], [self.accuracies[epoch]])
        self.alt = words(
            "digit_answer.alt_right" if answer == label else "digit_answer.alt_wrong",
            label=label,
            answer=answer,
            probability=100 * float(probabilities[answer]),
            epoch=epoch,
            share=100 * float(self.accuracies[epoch]),
        )

    def tables(self) -> list[Table]:
        """Return the probability of each answer, and the share told rightly after each epoch."""
        chances = [(digit, 100 * bar.get_height()) for digit, bar in enumerate(self.bars)]
        shares = [(epoch, 100 * share) for epoch, share in enumerate(self.accuracies.tolist())]
        return [
            table(words("digit_answer.probabilities"), [words("digit_answer.answer"), "%"], chances),
            table(words("digit_answer.share"), [words("digit_answer.epoch"), "%"], shares),
        ]
