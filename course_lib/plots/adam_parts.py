"""Adam taken apart: gradient and m, size of the gradient and √v, and the step, for two parameters over time."""

from __future__ import annotations

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Text

from course_lib.optimizers.adam_parts import AdamParts
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, course_style
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

# What the axes reach: gradients in their own unit, steps in learning rates.
LIMITS = {"m": (-2.5, 2.5), "v": (0.0, 2.5), "step": (-4.5, 8.0)}


class AdamPartsPicture(Picture):
    """Three rows for the three stages, a column for each of two parameters."""

    def __init__(self, steps: int) -> None:
        """Make the axes; `show` fills them.

        Args:
            steps: how many steps there are.
        """
        super().__init__(9.0, 7.2)
        self.titles: list[Text] = []
        self.lines: list[dict[str, Line2D]] = []
        with course_style():
            grid = self.figure.subplots(3, 2, sharex=True, sharey="row")
            for column in range(2):
                self.lines.append(self._column(grid[:, column]))
                self.titles.append(grid[0, column].set_title(" "))
            for axes, (name, limits) in zip(grid[:, 0], LIMITS.items(), strict=True):
                axes.set(ylabel=words(f"adam_parts.axis.{name}"), xlim=(0, steps + 1), ylim=limits)
            grid[2, 0].set_yticks([-3, -1, 1, 3, 6])
            handles = [self.lines[0][name] for name in ("gradient", "m", "m_hat", "v", "v_hat", "step")]
            self.figure.legend(
                handles, [str(line.get_label()) for line in handles], loc="outside lower center", ncols=3
            )
        self.moving = [*self.titles, *(line for lines in self.lines for line in lines.values())]

    @staticmethod
    def _column(axes: np.ndarray) -> dict[str, Line2D]:
        looks = {
            "gradient": (0, "o", GREY, 3),
            "m": (0, "--", BLUE, 1.4),
            "m_hat": (0, "-", BLUE, 2.2),
            "size": (1, "o", GREY, 3),
            "v": (1, "--", ORANGE, 1.4),
            "v_hat": (1, "-", ORANGE, 2.2),
            "step": (2, "-", GREEN, 2.2),
        }
        for row in axes:
            row.axhline(0, color=GREY, lw=0.8)
        axes[2].axhline(1, color=GREY, lw=0.8, ls=":")
        axes[2].axhline(-1, color=GREY, lw=0.8, ls=":")
        axes[2].set_xlabel(words("common.step"))
        lines = {}
        for name, (row, form, colour, size) in looks.items():
            label = words(f"adam_parts.line.{name}") if name != "size" else None
            (lines[name],) = axes[row].plot([], [], form, color=colour, ms=size, lw=size, label=label)
        return lines

    def show(self, parts: AdamParts, units: np.ndarray, rate: float) -> None:
        """Show what Adam computed.

        Args:
            parts: of two parameters.
            units: for each parameter the size in which its gradients, m and √v are shown, shape (2,).
            rate: the learning rate, in which steps are shown.
        """
        t = np.arange(1, len(parts.step) + 1)
        for column, (lines, unit) in enumerate(zip(self.lines, units, strict=True)):
            drawn = {
                "gradient": parts.gradient[:, column] / unit,
                "m": parts.m[:, column] / unit,
                "m_hat": parts.m_corrected[:, column] / unit,
                "size": np.abs(parts.gradient[:, column]) / unit,
                "v": np.sqrt(parts.v[:, column]) / unit,
                "v_hat": np.sqrt(parts.v_corrected[:, column]) / unit,
                "step": parts.step[:, column] / rate,
            }
            for name, values in drawn.items():
                # What leaves the axis is drawn on its edge.
                lines[name].set_data(t, np.clip(values, *LIMITS["step" if name == "step" else "m"]))
            self.titles[column].set_text(words("adam_parts.title", number=column + 1, unit=spoken(float(unit))))
        steps = parts.step / rate
        longest = np.abs(steps).max(axis=0)
        self.alt = words(
            "adam_parts.alt",
            unit=spoken(float(units[1])),
            first=steps[0, 0],
            first2=steps[0, 1],
            longest=longest[0],
            longest2=longest[1],
            last=steps[-1, 0],
            last2=steps[-1, 1],
            steps=len(steps),
        )
