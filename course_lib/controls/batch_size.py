"""W9.2: the batch-size slider and the cloud of gradients that mini-batches of that size give."""

from __future__ import annotations

import numpy as np

from course_lib.controls.control import Control, named_slider, slider
from course_lib.plots.gradient_cloud import SIZES, GradientCloud
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
