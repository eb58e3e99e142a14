"""A secant approaches the tangent: the whole curve, the curve under a microscope, the error against h."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_lib.plots.picture import Picture
from course_lib.plots.style import BLUE, GREEN, GREY, ORANGE, RED, course_style
from course_lib.slopes.differentiation import central_difference, forward_difference
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken

SMALLEST_H = 1e-16
LEAST_ERROR = 1e-16
"""Errors below it are drawn at it: a logarithmic axis has no place for 0."""


@dataclass(frozen=True)
class Curve:
    """A curve with its derivatives, looked at in x = 1.

    Attributes:
        name: its entry in the catalogue of words, ``secant.NAME``.
        f: the function, of numbers and of arrays.
        derivatives: first, second and third derivative in x = 1.
    """

    name: str
    f: Callable[[Any], Any]
    derivatives: tuple[float, float, float]


X = 1.0
SINE = Curve("sine", np.sin, (float(np.cos(1)), -float(np.sin(1)), -float(np.cos(1))))
PARABOLA = Curve("parabola", lambda x: x**2, (2.0, 2.0, 0.0))
EXPONENTIAL = Curve("exponential", np.exp, (float(np.e), float(np.e), float(np.e)))
CURVES = (SINE, PARABOLA, EXPONENTIAL)


def expected_errors(curve: Curve, h: float, central: bool) -> tuple[float, float]:
    """Return how large the truncation and the rounding of a difference quotient are expected to be.

    Truncation is the next term of the Taylor series; rounding is that of f, half a unit of double precision, over h.

    Source: Nocedal and Wright, Numerical Optimization (2006), section 8.1.
    """
    _, second, third = curve.derivatives
    truncation = abs(third) * h**2 / 6 if central else abs(second) * h / 2
    return truncation, float(np.finfo(float).eps / 2 * abs(curve.f(X)) / h)


class SecantAndTangent(Picture):
    """The secant through two points h apart, the tangent, and the error of the secant's slope."""

    def __init__(self, curve: Curve) -> None:
        """Draw what stays: the curve, its tangent in x = 1, and both errors against h."""
        super().__init__(9.0, 4.3)
        self.curve = curve
        with course_style():
            whole, lens, meter = self.figure.subplots(1, 3, width_ratios=[1, 0.85, 1.25])
            self._draw_whole(whole)
            self._draw_lens(lens)
            self._draw_meter(meter)
        self.moving = [self.secant, self.points, self.lens_curve, self.lens_secant, self.lens_points, self.needle]

    def show(self, h: float, central: bool = False) -> None:
        """Show one distance.

        Args:
            h: distance to the neighbouring point, above 0.
            central: look the same way on both sides, and not forward only.
        """
        f, slope = self.curve.f, self.curve.derivatives[0]
        left, right = (X - h if central else X), X + h
        quotient = (central_difference if central else forward_difference)(f, X, h)
        ends = np.array(self._whole.get_xlim())
        self.secant.set_data(ends, f(left) + quotient * (ends - left))
        self.points.set_data([left, right], [f(left), f(right)])

        # Under the microscope one unit is h, and a slope of 1 is the true slope.
        u = np.linspace(-2, 2, 801)
        self.lens_curve.set_data(u, (f(X + u * h) - f(X)) / (h * slope))
        seen = np.array([-1.0 if central else 0.0, 1.0])
        heights = (np.array([f(left), f(right)]) - f(X)) / (h * slope)
        self.lens_points.set_data(seen, heights)
        tilt = (heights[1] - heights[0]) / (seen[1] - seen[0])
        self.lens_secant.set_data(u[[0, -1]], heights[0] + tilt * (u[[0, -1]] - seen[0]))

        error = abs(quotient - slope)
        self.needle.set_data([h], [max(error, LEAST_ERROR)])
        truncation, rounding = expected_errors(self.curve, h, central)
        near = "near_best" if rounding / 10 < truncation < rounding * 10 else ""
        regime = near or ("truncation_rules" if truncation > rounding else "rounding_rules")
        if right == X:
            regime = "no_step_left"
        what = words(f"secant.{regime}")
        numbers = {"h": spoken(h), "quotient": quotient, "slope": slope, "error": spoken(error)}
        self.alt = words("secant.alt", **numbers, what=what)

    def _draw_whole(self, axes: Axes) -> None:
        x = np.linspace(X - 1.5, X + 1.5, 300)
        y = np.asarray(self.curve.f(x))
        axes.plot(x, y, color=BLUE)
        axes.axline((X, float(self.curve.f(X))), slope=self.curve.derivatives[0], color=GREEN, lw=2, ls="--")
        (self.secant,) = axes.plot([], [], color=RED, lw=1.8)
        (self.points,) = axes.plot([], [], "o", color=RED, mec="black")
        axes.set(xlim=(x[0], x[-1]), ylim=(y.min() - 0.25 * np.ptp(y), y.max() + 0.1 * np.ptp(y)), xlabel="x")
        axes.set_title(words(f"secant.{self.curve.name}"))
        self._whole = axes

    def _draw_lens(self, axes: Axes) -> None:
        (self.lens_curve,) = axes.plot([], [], color=BLUE, label=words("secant.curve"))
        axes.plot([-2, 2], [-2, 2], color=GREEN, lw=2, ls="--", label=words("secant.tangent"))
        (self.lens_secant,) = axes.plot([], [], color=RED, lw=1.8, label=words("secant.secant"))
        (self.lens_points,) = axes.plot([], [], "o", color=RED, mec="black")
        axes.set(xlim=(-2, 2), ylim=(-2.6, 3.9), yticks=[], title=words("secant.microscope"))
        axes.set_xticks([-1, 0, 1], ["1 − h", "1", "1 + h"])
        axes.legend(loc="upper left", fontsize=10, handlelength=1.6, labelspacing=0.25, borderpad=0.1)

    def _draw_meter(self, axes: Axes) -> None:
        distances = np.geomspace(SMALLEST_H, 1, 161)
        for method, colour, name in ((forward_difference, ORANGE, "one_sided"), (central_difference, BLUE, "central")):
            errors = [abs(method(self.curve.f, X, h) - self.curve.derivatives[0]) for h in distances]
            shown = np.maximum(errors, LEAST_ERROR)
            axes.plot(distances, shown, color=colour, lw=1.4, label=words(f"secant.{name}"))
        marks = [(3e-5, 1e-2, "∝ h"), (1e-15, 3e-7, "∝ 1/h")]
        if self.curve.derivatives[2]:
            marks.append((1e-2, 1e-9, "∝ h²"))
        for x, y, text in marks:
            axes.text(x, y, text, color=GREY, ha="center")
        (self.needle,) = axes.plot([], [], "o", color=RED, ms=11, mec="black")
        axes.set(xscale="log", yscale="log", xlim=(SMALLEST_H / 3, 3), ylim=(LEAST_ERROR / 3, 1e3))
        axes.set_xticks([1e-16, 1e-12, 1e-8, 1e-4, 1])
        axes.set_yticks([1e-16, 1e-12, 1e-8, 1e-4, 1])
        axes.minorticks_off()
        axes.grid(color=GREY, alpha=0.2)
        axes.set(title=words("secant.meter"), xlabel="h")
        axes.legend(loc="upper right", fontsize=10, handlelength=1.6, labelspacing=0.25, borderpad=0.1)
