"""W6.2: the clipping knob on a cliff."""

from __future__ import annotations

import numpy as np

from course_lib.controls.control import Control, choice, log_slider
from course_lib.ground.landscapes import Landscape, cliff
from course_lib.ground.recurrent_cliff import recurrent_cliff
from course_lib.networks.clipping import clip_by_norm, clip_by_value
from course_lib.optimizers.base import optimizer_path
from course_lib.optimizers.rules import SGD
from course_lib.plots.clipped_paths import STEPS, ClippedPaths
from course_lib.words.catalogue import words


class ClippedPathsControl(Control[ClippedPaths]):
    """Turn the limit and the learning rate: one run is not clipped, one is clipped by norm, one by value."""

    lines = 3

    def __init__(self) -> None:
        """Start where the run that is not clipped is thrown out of the picture."""
        grounds: list[Landscape] = [cliff(), recurrent_cliff()]
        titles = [(words(f"landscapes.{ground.name}.title"), ground) for ground in grounds]
        self.landscape = choice(words("common.landscape"), titles, grounds[0])
        self.limit = log_slider(words("clipped_paths.limit"), -1, 2, 1.0)
        self.learning_rate = log_slider(words("common.rate"), -2, 0, 10**-0.3)
        self.picture = ClippedPaths(grounds[0])
        self.follow([self.landscape], [self.limit, self.learning_rate])

    def update(self) -> None:
        """Run all three from the start."""
        ground, limit = self.landscape.value, self.limit.value
        if self.picture.landscape is not ground:
            self.picture = ClippedPaths(ground)
        rate = self.learning_rate.value
        self.picture.show(clipped_paths(ground, rate, limit), limit)


def clipped_paths(ground: Landscape, rate: float, limit: float, steps: int = STEPS) -> dict[str, np.ndarray]:
    """Return the paths of gradient descent without clipping and with clipping by norm and by value.

    Args:
        ground: where to go down, from its start.
        rate: learning rate.
        limit: what gradients are clipped to.
        steps: how many steps to make.
    """

    def by_norm(place: np.ndarray) -> np.ndarray:
        return clip_by_norm([ground.gradient(place)], limit)[0]

    def by_value(place: np.ndarray) -> np.ndarray:
        return clip_by_value([ground.gradient(place)], limit)[0]

    gradients = {"plain": ground.gradient, "norm": by_norm, "value": by_value}
    return {name: optimizer_path(SGD(rate), g, ground.start, steps) for name, g in gradients.items()}
