"""W9.2: the batch-size slider and the cloud of gradients that mini-batches of that size give."""

from __future__ import annotations

import numpy as np

from course_lib.claims.claim import course_seed
from course_lib.controls.control import Control, Outcome, named_slider, slider
from course_lib.descent.gradient_noise import gradient_noise, line_gradients, minibatch_gradients
from course_lib.plots.gradient_cloud import BATCHES, BOTTOM, SIZES, GradientCloud
from course_lib.words.catalogue import words


class BatchSizeControl(Control[GradientCloud]):
    """Choose how many examples a mini-batch has and how far from the bottom to look."""

    def __init__(self, size: int = 8, distance: float = 1.5) -> None:
        """Start with small batches, some way from the bottom.

        Args:
            size: a power of two from 1 to 256.
            distance: from 0 (at the bottom) to 3.
        """
        self.size = named_slider(words("gradient_cloud.size"), SIZES, size)
        self.distance = slider(words("gradient_cloud.distance"), 0.0, 3.0, distance, step=0.1, form=".1f")
        self.picture = GradientCloud(np.random.default_rng(0))
        self.follow([self.size, self.distance])

    def update(self) -> None:
        """Show the cloud for this size."""
        self.picture.show(self.size.value, self.distance.value)

    def predict_noise(self) -> Outcome:
        """What is left of the noise with batches 4 times as large? Choices: 1/2, 1/4, 1/16, all of it."""
        each = line_gradients(np.array(BOTTOM), self.picture.x, self.picture.y)
        rng = np.random.default_rng(course_seed())
        noises = [gradient_noise(minibatch_gradients(each, size, 10 * BATCHES, rng)) for size in (16, 64)]
        left = noises[1] / noises[0]
        nearest = np.abs(np.log(left) - np.log([1 / 2, 1 / 4, 1 / 16, 1])).argmin()
        return int(nearest) + 1, {"before": noises[0], "after": noises[1]}
