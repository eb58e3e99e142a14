"""Eight optimizers on one landscape: their paths on the map, the errors after each step beside it."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from course_lib.ground.landscapes import Landscape
from course_lib.plots.ground import draw_ground, lowest, on_ground
from course_lib.plots.picture import Picture
from course_lib.plots.powers import say_powers
from course_lib.plots.style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, RED, SKY, course_style
from course_lib.plots.tables import Table, table
from course_lib.words.catalogue import words
from course_lib.words.listing import listed, sentences
from course_lib.words.numbers import spoken

LONGEST_RACE = 200
"""The error curves' axis reaches so many steps."""

LOWEST, HIGHEST = 1e-8, 1e4

FEW = 4
"""So many lines can be told apart without one being brought forward."""

# Colour, line and mark at the end: three ways to tell one from another.
LOOKS = {
    "SGD": (RED, "-", "o"),
    "Momentum": (BLUE, "-", "s"),
    "NAG": (SKY, "--", "D"),
    "AdaGrad": (GREEN, "-", "^"),
    "RMSProp": (ORANGE, "-", "v"),
    "Adam": (BLACK, "-", "P"),
    "AdamW": (PURPLE, "--", "X"),
    "AMSGrad": (GREY, "-.", "h"),
}


class OptimizerRace(Picture):
    """The paths of up to eight optimizers over one landscape, with their error curves."""

    def __init__(self, landscape: Landscape, names: Collection[str] = tuple(LOOKS)) -> None:
        """Draw the ground.

        Args:
            landscape: of two dimensions, with at least one minimum.
            names: the optimizers that may run; the legend lists these.
        """
        super().__init__(9.0, 5.0)
        self.landscape = landscape
        with course_style():
            ground, errors = self.figure.subplots(1, 2, width_ratios=[1.25, 1])
            draw_ground(ground, landscape)
            ground.plot(*landscape.start, "o", color="white", ms=9, mec="black", mew=2, label=words("common.start"))
            errors.set(title=words("optimizer_race.errors"), yscale="log", ylim=(LOWEST, HIGHEST))
            errors.set(xlabel=words("common.step"), ylabel=words("common.error"), xlim=(-4, LONGEST_RACE))
            say_powers(errors)
            self.paths, self.ends, self.curves, self.curve_ends = {}, {}, {}, {}
            for name, (colour, dashes, mark) in LOOKS.items():
                (self.paths[name],) = ground.plot([], [], dashes, color=colour, lw=1.6)
                (self.ends[name],) = ground.plot([], [], mark, color=colour, ms=9, mec="white", mew=0.8)
                (self.curves[name],) = errors.plot([], [], dashes, color=colour, lw=1.6)
                (self.curve_ends[name],) = errors.plot([], [], mark, color=colour, ms=8, mec="white", mew=0.8)
                # What the legend shows; nothing of it is drawn in the axes.
                if name in names:
                    errors.plot([], [], dashes, marker=mark, color=colour, lw=1.6, label=name)
            columns = 6 if len(names) <= 4 else 5  # in one row where it fits
            self.figure.legend(
                loc="outside lower center", ncols=columns, handlelength=2.2, columnspacing=1.4, handletextpad=0.5
            )
        parts = (self.paths, self.ends, self.curves, self.curve_ends)
        self.moving = [artist for part in parts for artist in part.values()]

    def show(self, paths: dict[str, np.ndarray], chosen: str = "") -> None:
        """Show the paths of those who run.

        Args:
            paths: for each optimizer that runs its path, shape (steps + 1, 2), the start first.
            chosen: the one whose lines are drawn thicker; where many run, the others step back.
        """
        last: dict[str, float] = {}
        for name in LOOKS:
            path = paths.get(name, np.empty((0, 2)))
            finite = path[np.isfinite(path).all(axis=1)]
            with np.errstate(all="ignore"):
                errors = self.landscape.f(finite) - lowest(self.landscape)
            x, y = on_ground(self.landscape, finite)
            shown = np.clip(np.nan_to_num(errors, nan=HIGHEST), LOWEST, HIGHEST)
            self.paths[name].set_data(x, y)
            self.ends[name].set_data(x[-1:], y[-1:])
            self.curves[name].set_data(np.arange(len(shown)), shown)
            self.curve_ends[name].set_data([len(shown) - 1] if len(shown) else [], shown[-1:])
            crowded = len(paths) > FEW
            for line in (self.paths[name], self.curves[name]):
                line.set_linewidth(3.0 if name == chosen else 1.2 if crowded else 1.6)
                line.set_alpha(0.55 if crowded and name != chosen else 1.0)
            if len(path):
                gone = len(finite) < len(path) or not errors[-1] < HIGHEST
                last[name] = np.inf if gone else float(errors[-1])
        self.alt = self._said(last, max((len(path) - 1 for path in paths.values()), default=0))

    def tables(self) -> list[Table]:
        """Return the errors after each step of those who run, side by side."""
        errors = {name: np.ravel(line.get_ydata()).tolist() for name, line in self.curves.items()}
        errors = {name: values for name, values in errors.items() if values}
        steps = range(max(map(len, errors.values()), default=0))
        rows = ([step, *(values[step] if step < len(values) else "" for values in errors.values())] for step in steps)
        made = table(words("optimizer_race.errors"), [words("common.step"), *errors], rows)
        return [made] if errors else []

    def _said(self, last: dict[str, float], steps: int) -> str:
        if not last:
            return words("optimizer_race.nobody")
        if steps == 0:
            return words("optimizer_race.start", landscape=words(f"landscapes.{self.landscape.name}.title"))
        order = sorted((name for name in last if last[name] < np.inf), key=lambda name: last[name])
        flown = [name for name in last if last[name] == np.inf]
        said = []
        if order:
            errors = listed(f"{name} {spoken(last[name])}" for name in order)
            said.append(words("optimizer_race.order", steps=steps, order=errors))
        if flown:
            said.append(words("optimizer_race.flown", names=listed(flown)))
        return sentences(said)
