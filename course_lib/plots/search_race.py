"""The race of searches: where one of them looked on the left, how much error each has left on the right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure

from course_lib.experiments.search_race import BUDGET, METHODS, RUNS, Race
from course_lib.ground.landscapes import valley
from course_lib.plots.ground import draw_ground
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, course_style
from course_lib.words.catalogue import words

LOOKS = {
    "grid": (GREY, ":", "s"),
    "random_search": (SKY, "-.", "^"),
    "random_changes": (ORANGE, "--", "v"),
    "one_at_a_time": (PURPLE, "-", "D"),
    "numerical_gradient": (GREEN, "--", "o"),
    "gradient": (BLUE, "-", "o"),
}
LEAST = 1e-6


class SearchRace(Picture):
    """One race, as far as a budget of evaluations goes."""

    def __init__(self, race: Race) -> None:
        """Draw the ground of the first run, and the axes.

        Args:
            race: all that is shown.
        """
        super().__init__(9.0, 4.8)
        self.race = race
        bottom = race.ground.bottom[0, :2]
        shape = valley(race.ground.condition, race.ground.angle)
        box = np.array([[-1.2, 1.2], [-1.2, 1.2]])
        ground = replace(shape, f=lambda p: shape.f(p - bottom), minima=bottom[np.newaxis], region=box)
        with course_style():
            places, errors = self.figure.subplots(1, 2, width_ratios=[1, 1.35])
            draw_ground(places, ground)
            pair = "search_race.ground" if race.ground.dimension == 2 else "search_race.first_pair"
            places.set(
                title=words(pair), xlabel=words("search_race.number", n=1), ylabel=words("search_race.number", n=2)
            )
            (self.trials,) = places.plot([], [], ".", color=BLACK, ms=5)
            (self.start,) = places.plot([0], [0], "s", color=ORANGE, ms=9, mec="black", label=words("common.start"))
            # Drawn anew with what moves: else the trials would lie on it.
            self.legend = places.legend(loc="lower left", framealpha=0.9, frameon=True, fontsize=10)
            errors.set(
                title=words("search_race.errors", dimension=race.ground.dimension),
                xlabel=words("search_race.evaluations"),
            )
            errors.set(xscale="log", yscale="log", xlim=(1, BUDGET), ylim=(LEAST / 1.6, 2))
            errors.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
            errors.set_yticks([1e-6, 1e-4, 1e-2, 1], ["0.0001 %", "0.01 %", "1 %", "100 %"])
            errors.minorticks_off()
            self.lines = {}
            for name, (colour, dashes, _) in LOOKS.items():
                (self.lines[name],) = errors.plot([], [], dashes, color=colour, label=words(f"search_race.{name}"))
            self.errors = errors
            bands = {name: errors.fill_between([], [], color=look[0], alpha=0.25, lw=0) for name, look in LOOKS.items()}
            self.bands = bands  # the lines are seen through them
            self.figure.legend(handles=[*self.lines.values()], loc="outside lower center", ncols=3, fontsize=10)
        self.moving = [self.trials, self.start, self.legend, *self.bands.values(), *self.lines.values()]

    def show(self, budget: int, method: str) -> None:
        """Show what a budget buys.

        Args:
            budget: how many evaluations each may spend, from 2 to `BUDGET`.
            method: whose trials to show on the map, and whose spread to bring forward.
        """
        evaluations = np.arange(1, budget + 1)
        medians = {}
        for name, line in self.lines.items():
            low, middle, high = spread(self.race.left[name][:budget])
            line.set_data(evaluations, middle)
            # Six bands on one another say nothing: the one of the map's search is enough.
            shown = name == method
            line.set_linewidth(3.2 if shown else 1.6)
            self.bands[name].set_verts([_between(evaluations, low, high)] if shown else [])
            medians[name] = float(middle[-1])
        tried = 1 + (budget - 1) // self.race.costs[method]
        self.trials.set_data(*self.race.looked[method][:tried].T)
        best = [words(f"search_race.{name}") for name in METHODS if medians[name] == min(medians.values())]
        self.alt = words(
            "search_race.alt",
            dimension=self.race.ground.dimension,
            budget=budget,
            runs=RUNS,
            best=" / ".join(best),
            method=words(f"search_race.{method}"),
            tried=min(tried, len(self.race.looked[method])),
            **{name: percent(median) for name, median in medians.items()},
        )


def _between(x: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the corners of the area between two curves, shape (n, 2): along the low one, back along the high one."""
    return np.column_stack([np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]])])


def spread(left: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each row of runs what one in ten stays below, the median, and what nine in ten stay below.

    Args:
        left: shape (rows, runs).
    """
    low, middle, high = np.maximum(np.quantile(left, [0.1, 0.5, 0.9], axis=1), LEAST)
    return low, middle, high


def percent(share: float) -> str:
    """Return a share in percent, in words where it is too small to matter."""
    digits = f"{100 * share:.0f}" if share > 0.1 else f"{100 * share:.2g}"
    return words("search_race.share", share=digits) if share > LEAST else words("search_race.tiny")


def race_by_dimension(races: list[Race]) -> Picture:
    """Draw how much error each method has left at the end of its budget, against the dimension.

    Args:
        races: of growing dimension.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        dimensions = [race.ground.dimension for race in races]
        for place, name in enumerate(METHODS):
            colour, dashes, mark = LOOKS[name]
            low, middle, high = np.array([spread(race.left[name][-1:]) for race in races])[..., 0].T
            # Side by side, so that none hides another.
            x = np.array(dimensions) * 1.07 ** (place - 2.5)
            axes.plot(x, middle, dashes + mark, color=colour, label=words(f"search_race.{name}"))
            axes.vlines(x, low, high, color=colour)
        axes.set(
            title=words("search_race.by_dimension", budget=BUDGET, runs=RUNS), xlabel=words("search_race.dimensions")
        )
        axes.set(xscale="log", yscale="log", ylim=(LEAST / 2, 2))
        axes.set_xticks(dimensions, [f"{dimension:,}" for dimension in dimensions])
        axes.set_yticks([1e-6, 1e-4, 1e-2, 1], [words("search_race.tiny"), "0.01 %", "1 %", "100 %"])
        axes.minorticks_off()
        figure.legend(loc="outside right center", fontsize=10)
        last = {name: percent(float(np.median(races[-1].left[name][-1]))) for name in METHODS}
        return words("search_race.by_dimension_alt", dimension=dimensions[-1], budget=BUDGET, **last)

    return figure_picture(draw, 9.0, 4.2)
