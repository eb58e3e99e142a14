"""Learning at slot machines: what gets chosen, and what it pays with the gradient's sign as it is and turned."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from course_lib.experiments.bandit import BanditRun
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREEN, ORANGE, RED
from course_lib.words.catalogue import words


def bandit_learning(ascent: Sequence[BanditRun], descent: Sequence[BanditRun], payouts: Sequence[float]) -> Picture:
    """Return the picture of many runs.

    Args:
        ascent: runs with gradient ascent.
        descent: as many tries with the sign turned.
        payouts: of the machines, at most three.
    """

    def draw(figure: Figure) -> str:
        left, right = figure.subplots(1, 2)
        chances = np.mean([run.probabilities for run in ascent], axis=0)
        looks = zip(payouts, (RED, ORANGE, BLUE), (":", "--", "-"), strict=False)
        for machine, (payout, colour, dashes) in enumerate(looks):
            label = words("bandit_learning.machine", payout=100 * payout)
            left.plot(chances[:, machine], dashes, color=colour, label=label)
        left.set(title=words("bandit_learning.probabilities"), xlabel=words("bandit_learning.tries"))
        left.set(ylabel=words("bandit_learning.probability"), ylim=(0, 1))
        left.legend(loc="center right")
        ends = {}
        for name, runs, colour, dashes in (("ascent", ascent, GREEN, "-"), ("descent", descent, RED, "--")):
            # What a try pays on average, rather than what it happened to pay: the curve is not hidden in luck.
            mean = np.mean([run.probabilities @ np.asarray(payouts) for run in runs], axis=0)
            right.plot(mean, dashes, color=colour, label=words(f"bandit_learning.{name}"))
            ends[name] = float(mean[-1])
        right.set(title=words("bandit_learning.rewards"), xlabel=words("bandit_learning.tries"))
        right.set(ylabel=words("bandit_learning.mean_reward"), ylim=(0, 1))
        right.legend(loc="upper left")
        best = float(chances[-1, int(np.argmax(payouts))])
        return words("bandit_learning.alt", runs=len(ascent), best=100 * best, high=ends["ascent"], low=ends["descent"])

    return figure_picture(draw)
