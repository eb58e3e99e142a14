"""W3.2: drag a and b of the line through heights and weights; see the misses, the error and its gradient."""

from __future__ import annotations

import numpy as np

from course_lib.controls.control import Control, Outcome, choice, slider
from course_lib.data.heights_and_weights import heights_and_weights
from course_lib.ground.regression import mean_squared_error
from course_lib.plots.line_fit import A_RANGE, B_RANGE, LineFit
from course_lib.words.catalogue import words

ONE_PERSON = (np.array([170.0]), np.array([65.0]))


class LineFitControl(Control[LineFit]):
    """Choose the people, the slope a and the intercept b of the line."""

    def __init__(self, table: bool = False) -> None:
        """Start with the line 0.5 × height + 10.

        Args:
            table: start with the table of 15 rows, and not with the one person of the story.
        """
        people = [(words("line_fit.one_person"), False), (words("line_fit.table"), True)]
        self.table = choice(words("line_fit.data"), people, table)
        self.a = slider("a (kg/cm)", *A_RANGE, 0.5, step=0.005, form=".3f")
        self.b = slider("b (kg)", *B_RANGE, 10.0, step=0.5, form=".1f")
        self.picture = self._picture()
        self._shown = table
        self.follow([self.a, self.b], [self.table])

    def update(self) -> None:
        """Show this line."""
        if self._shown != self.table.value:
            self.picture = self._picture()
            self._shown = self.table.value
        self.picture.show(self.a.value, self.b.value)

    def predict_a(self) -> Outcome:
        """Which a leaves no miss, with b as it is at first, 10? Choices: a larger one, a smaller one, none."""
        tried = np.linspace(self.a.min, self.a.max, 2_001)
        errors = [mean_squared_error(a, 10.0, *ONE_PERSON) for a in tried]
        best = tried[int(np.argmin(errors))]
        return 3 if min(errors) > 0.01 else 1 if best > 0.5 else 2, {"best": best}

    def error(self) -> float:
        """Return the mean squared error of this line."""
        return mean_squared_error(self.a.value, self.b.value, self.picture.heights, self.picture.weights)

    def _picture(self) -> LineFit:
        return LineFit(*(heights_and_weights() if self.table.value else ONE_PERSON))
