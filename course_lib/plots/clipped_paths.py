"""Three descents side by side on a cliff: the gradient as it is, clipped by norm, and clipped by value."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course_lib.ground.landscapes import Landscape
from course_lib.plots.ground import draw_ground, lowest, on_ground
from course_lib.plots.picture import Picture
from course_lib.plots.powers import say_powers
from course_lib.plots.style import BLACK, BLUE, ORANGE, RED, course_style
from course_lib.words.catalogue import words
from course_lib.words.listing import sentences
from course_lib.words.numbers import spoken

STEPS = 60
LOOKS = {"plain": (RED, "x:", 7), "norm": (BLUE, "o-", 6), "value": (ORANGE, "s--", 5)}
HEIGHTS = (1e-5, 1e3)


class ClippedPaths(Picture):
    """The paths over the ground on the left, the errors after each step on the right."""

    def __init__(self, landscape: Landscape) -> None:
        """Draw the ground.

        Args:
            landscape: of two dimensions.
        """
        super().__init__(9.0, 4.6)
        self.landscape = landscape
        with course_style():
            ground, errors = self.figure.subplots(1, 2, width_ratios=[1.35, 1])
            draw_ground(ground, landscape)
            if landscape.name == "recurrent_cliff":
                ground.set(xlabel=words("clipped_paths.weight"), ylabel=words("clipped_paths.bias"))
            ground.plot(*landscape.start, "o", color="white", ms=12, mec=BLACK, label=words("common.start"))
            errors.set(title=words("common.error_curve"), xlabel=words("common.step"), ylabel=words("common.error"))
            errors.set(yscale="log", xlim=(-1, STEPS), ylim=HEIGHTS)
            say_powers(errors)
            self.paths = {}
            self.errors = {}
            for name, (colour, mark, size) in LOOKS.items():
                label = words(f"clipped_paths.{name}")
                (self.paths[name],) = ground.plot([], [], mark, color=colour, lw=1.5, ms=size, label=label)
                (self.errors[name],) = errors.plot([], [], mark, color=colour, lw=1.5, ms=size - 2)
            self.figure.legend(*ground.get_legend_handles_labels(), loc="outside lower center", ncols=5)
        self.moving = [*self.paths.values(), *self.errors.values()]

    def show(self, paths: Mapping[str, np.ndarray], limit: float) -> None:
        """Show the paths.

        Args:
            paths: for ``"plain"``, ``"norm"`` and ``"value"`` the places, shape (steps + 1, 2), the start first.
            limit: what gradients were clipped to.
        """
        last = {}
        for name, path in paths.items():
            self.paths[name].set_data(*on_ground(self.landscape, path))
            errors = self.landscape.f(path) - lowest(self.landscape)
            self.errors[name].set_data(np.arange(len(errors)), np.clip(errors, *HEIGHTS))
            last[name] = float(errors[-1])
        gradients = self.landscape.gradient(paths["plain"])
        lengths = np.linalg.norm(gradients, axis=1)
        steepest = gradients[lengths.argmax()]
        reach = np.linalg.norm(paths["plain"] - self.landscape.start, axis=1).max()
        width = np.ptp(self.landscape.region, axis=1).max()
        key = "thrown" if reach > width else "stays"
        said = {name: spoken(error) for name, error in last.items()}
        first = words(f"clipped_paths.alt.{key}", reach=spoken(reach), **said)
        turned = turned_by(steepest, np.clip(steepest, -limit, limit))
        numbers = {"limit": spoken(limit), "length": spoken(lengths.max()), "turned": turned}
        second = words(f"clipped_paths.alt.{'unclipped' if lengths.max() <= limit else 'clipped'}", **numbers)
        self.alt = sentences([first, second])


def turned_by(before: np.ndarray, after: np.ndarray) -> float:
    """Return the angle between two directions, in degrees; 0 where one of them has no length."""
    lengths = float(np.linalg.norm(before) * np.linalg.norm(after))
    return float(np.degrees(np.arccos(np.clip(before @ after / lengths, -1, 1)))) if lengths else 0.0
