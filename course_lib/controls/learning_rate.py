"""W4.1: the learning-rate slider on landscapes of one and two dimensions, step by step and to the end."""

from __future__ import annotations

from course_lib.controls.control import Control, Outcome, button, choice, log_slider, whole_slider
from course_lib.descent.gradient_descent import gradient_descent
from course_lib.ground.landscapes import Landscape, bowl, double_well, himmelblau, valley
from course_lib.plots.descent_path import LONGEST_PATH, DescentPath
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken


class LearningRateControl(Control[DescentPath]):
    """Choose a landscape and a learning rate; walk step by step or run to the end."""

    def __init__(self, landscapes: list[Landscape] | None = None, rate: float = 0.1, steps: int = 10) -> None:
        """Start on the first landscape, some steps on the way, so that the picture shows how the steps shrink.

        Args:
            landscapes: what can be chosen; a bowl, two valleys, a narrow valley and four hollows where not given.
            rate: first learning rate, from 0.001 to 10.
            steps: how many steps are taken already.
        """
        landscapes = landscapes or [bowl(), double_well(), valley(), himmelblau()]
        titles = [(words(f"landscapes.{landscape.name}.title"), landscape) for landscape in landscapes]
        self.landscape = choice(words("common.landscape"), titles, landscapes[0])
        self.learning_rate = log_slider(words("common.rate"), -3, 1, rate)
        self.steps = whole_slider(words("common.steps"), 0, LONGEST_PATH, steps)
        self.one_step = button(words("common.one_step"), self.step)
        self.to_end = button(words("common.to_end"), self.run)
        self.back = button(words("common.back"), self.reset)
        self.picture = DescentPath(landscapes[0])
        self.follow([self.landscape, self.learning_rate], [self.steps, self.one_step, self.to_end, self.back])

    def update(self) -> None:
        """Show the path at this learning rate, as far as it was walked."""
        landscape = self.landscape.value
        if self.picture.landscape is not landscape:
            self.picture = DescentPath(landscape)
        rate = self.learning_rate.value
        self.picture.show(gradient_descent(landscape.gradient, landscape.start, rate, self.steps.value), rate)

    def predict_rate(self) -> Outcome:
        """Where does the largest rate lead in the bowl? Choices: sooner to the bottom, across and to it, away."""
        (_, ground), *_ = self.landscape.options
        rate = 10.0**self.learning_rate.max
        path = gradient_descent(ground.gradient, ground.start, rate, 10)[:, 0]
        settles, crosses = abs(path[-1]) < abs(path[0]), path[1] * path[0] < 0
        number = 3 if not settles else 2 if crosses else 1
        return number, {"start": abs(path[0]), "end": spoken(abs(path[-1])), "rate": rate}

    def error(self) -> float:
        """Return the height of the ground where the path ends."""
        landscape, rate = self.landscape.value, self.learning_rate.value
        return float(landscape.f(gradient_descent(landscape.gradient, landscape.start, rate, self.steps.value)[-1]))

    def step(self) -> None:
        """Take one more step."""
        self.steps.value += 1

    def run(self) -> None:
        """Take all steps."""
        self.steps.value = self.steps.max

    def reset(self) -> None:
        """Go back to the start."""
        self.steps.value = 0
