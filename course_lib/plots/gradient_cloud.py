"""The gradients of many mini-batches as a cloud around the gradient of all the data, and the cloud's size."""

from __future__ import annotations

import numpy as np

from course_lib.descent.gradient_noise import gradient_noise, line_gradients, minibatch_gradients
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLACK, BLUE, ORANGE, RED, course_style
from course_lib.words.catalogue import words

BATCHES = 300
SIZES = tuple(2**k for k in range(9))  # 1 to 256
BOTTOM = (2.0, 1.0)
REACH = 9.0  # half the width of the picture


class GradientCloud(Picture):
    """A line y = a x + b is being learnt from 256 points; the cloud is what mini-batches say of its error."""

    def __init__(self, rng: np.random.Generator) -> None:
        """Draw the data and make the axes.

        Args:
            rng: draws the 256 points.
        """
        super().__init__(9.0, 4.5)
        self.x = rng.normal(size=256)
        self.y = BOTTOM[0] * self.x + BOTTOM[1] + rng.normal(size=256)
        with course_style():
            cloud, noise = self.figure.subplots(1, 2, width_ratios=[1, 1.05])
            cloud.set(title=words("gradient_cloud.cloud"), xlim=(-REACH, REACH), ylim=(-REACH, REACH))
            cloud.set(xlabel=words("gradient_cloud.slope_a"), ylabel=words("gradient_cloud.slope_b"), aspect="equal")
            (zero,) = cloud.plot(0, 0, "+", color=BLACK, ms=14, mew=2, label=words("gradient_cloud.zero"))
            (self.dots,) = cloud.plot([], [], ".", color=BLUE, ms=4, alpha=0.6, label=words("gradient_cloud.each"))
            (self.whole,) = cloud.plot([], [], "o", color=RED, ms=10, mec="black", label=words("gradient_cloud.all"))
            cloud.legend(handles=[self.dots, self.whole, zero], loc="upper left", frameon=True, fontsize=9)
            noise.set(title=words("gradient_cloud.noise"), xlabel=words("gradient_cloud.size_axis"))
            noise.set(ylabel=words("gradient_cloud.noise_axis"), xlim=(0.8, 320), ylim=(0.05, 30))
            noise.set(xscale="log", yscale="log")
            noise.set_xticks(SIZES, map(str, SIZES))
            noise.set_yticks([0.1, 1, 10], ["0.1", "1", "10"])
            noise.minorticks_off()
            (self.theory,) = noise.plot([], [], "--", color=ORANGE, label=words("gradient_cloud.theory"))
            (self.measured,) = noise.plot([], [], "o", color=BLUE)
            (self.now,) = noise.plot([], [], "o", color=RED, ms=12, mec="black")
            noise.legend(handles=[self.theory], loc="upper right")
        self.moving = [self.dots, self.whole, self.theory, self.measured, self.now]

    def show(self, size: int, distance: float, seed: int = 0) -> None:
        """Draw mini-batches of one size, and measure the noise at every size.

        Args:
            size: examples in a mini-batch, one of `SIZES`.
            distance: how far the line's (a, b) is from the best.
            seed: of the draws.
        """
        line = np.array(BOTTOM) + distance * np.array([0.8, 0.6])
        each = line_gradients(line, self.x, self.y)
        whole = each.mean(axis=0)
        clouds = {n: minibatch_gradients(each, n, BATCHES, np.random.default_rng(seed)) for n in SIZES}
        noises = {n: gradient_noise(cloud) for n, cloud in clouds.items()}
        self.dots.set_data(*clouds[size].T)
        self.whole.set_data(whole[:1], whole[1:])
        self.measured.set_data(SIZES, list(noises.values()))
        self.theory.set_data(SIZES, gradient_noise(each) / np.sqrt(SIZES))
        self.now.set_data([size], [noises[size]])
        self.alt = words(
            "gradient_cloud.alt",
            size=size,
            noise=noises[size],
            length=float(np.linalg.norm(whole)),
            wrong=100 * float(np.mean(clouds[size] @ whole < 0)),
        )
