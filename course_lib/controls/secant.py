"""W3.1: a secant that approaches the tangent as h shrinks, with a meter of its error."""

from __future__ import annotations

from course_lib.controls.control import Control, choice, log_slider
from course_lib.plots.secant import CURVES, SINE, SecantAndTangent
from course_lib.words.catalogue import words


class SecantControl(Control[SecantAndTangent]):
    """Choose a curve, a way of measuring and a distance h."""

    def __init__(self) -> None:
        """Start with a large distance on the sine."""
        curves = [(words(f"secant.{curve.name}"), curve) for curve in CURVES]
        ways = [(words("secant.one_sided"), False), (words("secant.central"), True)]
        self.h = log_slider(words("secant.h"), -16, 0, 0.5, steps_per_decade=10, form=".2g", width="560px", tiny=True)
        self.curve = choice(words("secant.function"), curves, SINE, width="300px")
        self.central = choice(words("secant.way"), ways, False)
        self.picture = SecantAndTangent(SINE)
        self.follow([self.h], [self.curve, self.central])

    def update(self) -> None:
        """Show the secant at this distance."""
        if self.picture.curve is not self.curve.value:
            self.picture = SecantAndTangent(self.curve.value)
        self.picture.show(self.h.value, self.central.value)
