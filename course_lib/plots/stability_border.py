"""The rates that were tried on one landscape: which of them settled and which flew away, and the last try's path."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course_lib.descent.gradient_descent import gradient_descent, largest_stable_rate
from course_lib.descent.stability_border import settles
from course_lib.ground.landscapes import Landscape
from course_lib.plots.ground import draw_ground, on_ground
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLACK, BLUE, GREEN, ORANGE, RED, course_style
from course_lib.plots.tables import Table, table
from course_lib.words.catalogue import words
from course_lib.words.listing import on_one_line

STEPS_SHOWN = 30
LOWEST_RATE, HIGHEST_RATE = 0.01, 10.0


class StabilityBorder(Picture):
    """On the left the path at the rate tried last; on the right all rates tried, by what came of them."""

    def __init__(self, landscape: Landscape) -> None:
        """Draw the ground and an empty scale of rates.

        Args:
            landscape: a bowl of one or two dimensions.
        """
        super().__init__(9.0, 3.9)
        self.landscape = landscape
        self.border = largest_stable_rate(landscape.hessian(landscape.minima[0]))
        with course_style():
            ground, rates = self.figure.subplots(1, 2, width_ratios=[1, 1.35])
            draw_ground(ground, landscape)
            (self.path,) = ground.plot([], [], "o-", color=RED, lw=1.5, ms=5)
            (self.start,) = ground.plot([], [], "s", color=ORANGE, ms=10, mec="black")
            bottom = on_ground(landscape, landscape.minima[:1])
            (self.star,) = ground.plot(*bottom, "*", color=GREEN, ms=15, mec="black")
            rates.set(
                title=words("stability_border.rates_tried"),
                xlabel=words("common.rate"),
                xscale="log",
                xlim=(0.7 * LOWEST_RATE, HIGHEST_RATE / 0.7),
                ylim=(-0.6, 1.9),
                yticks=[0, 1],
                yticklabels=[words("stability_border.settles"), words("stability_border.flies")],
            )
            rates.set_xticks([0.01, 0.1, 1, 10], ["0.01", "0.1", "1", "10"])
            (self.settled,) = rates.plot([], [], "o", color=BLUE, ms=9, alpha=0.8)
            (self.flown,) = rates.plot([], [], "X", color=RED, ms=10, alpha=0.8)
            (self.latest,) = rates.plot([], [], "o", color="none", ms=17, mec=BLACK, mew=1.5)
            (self.line,) = rates.plot([], [], "--", color=GREEN, lw=2.5)
            self.formula = rates.text(1, 1.62, "", color=BLACK, ha="center", va="center")
        self.moving = [self.path, self.star, self.start, self.settled, self.flown, self.latest, self.line, self.formula]

    def show(self, tried: Mapping[float, bool], rate: float, reveal: bool = False) -> None:
        """Show the tries.

        Args:
            tried: for each rate whether it settled.
            rate: the last one tried, one of ``tried``.
            reveal: draw the border that the curvature gives, too.
        """
        path = gradient_descent(self.landscape.gradient, self.landscape.start, rate, STEPS_SHOWN)
        x, y = on_ground(self.landscape, path[np.isfinite(path).all(axis=1)])
        self.path.set_data(x, y)
        self.start.set_data(x[:1], y[:1])
        settled = sorted(r for r, well in tried.items() if well)
        flown = sorted(r for r, well in tried.items() if not well)
        self.settled.set_data(settled, np.zeros(len(settled)))
        self.flown.set_data(flown, np.ones(len(flown)))
        self.latest.set_data([rate], [0 if tried[rate] else 1])
        self.line.set_data([self.border, self.border] if reveal else [], [-0.6, 1.35] if reveal else [])
        curvature = 2 / self.border
        self.formula.set_text(
            words("stability_border.formula", curvature=curvature, border=self.border) if reveal else ""
        )
        self.formula.set_x(self.border)
        latest = words(f"stability_border.{'last_settled' if tried[rate] else 'last_flew'}", rate=rate)
        if settled and flown:
            self.alt = words("stability_border.between", latest=latest, low=settled[-1], high=flown[0])
        else:
            self.alt = words(f"stability_border.{'try_larger' if settled else 'try_smaller'}", latest=latest)
        if reveal:
            self.alt = words("stability_border.revealed", so_far=self.alt, curvature=curvature, border=self.border)

    def tables(self) -> list[Table]:
        """Return all rates tried, with what came of each."""
        outcomes = [(rate, "settles") for rate in np.ravel(self.settled.get_xdata()).tolist()]
        outcomes += [(rate, "flies") for rate in np.ravel(self.flown.get_xdata()).tolist()]
        rows = [(rate, on_one_line(words(f"stability_border.{outcome}"))) for rate, outcome in sorted(outcomes)]
        columns = [words("common.rate"), words("stability_border.outcome")]
        return [table(words("stability_border.rates_tried"), columns, rows)]


def tries(landscape: Landscape, rates: list[float]) -> dict[float, bool]:
    """Return for each rate whether descent settles on this landscape.

    Args:
        landscape: with a start that is not at rest.
        rates: learning rates.
    """
    return {rate: settles(landscape.gradient, landscape.start, rate) for rate in rates}
