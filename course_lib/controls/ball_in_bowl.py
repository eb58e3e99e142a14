"""W1.2: put a ball anywhere in a bowl, let it go, and watch it in three views at once."""

from __future__ import annotations

from course_lib.controls.control import Control, Widget, button, slider
from course_lib.descent.gradient_descent import gradient_descent
from course_lib.plots.ball_in_bowl import BallInBowl
from course_lib.plots.bowl import BOWL
from course_lib.words.catalogue import words

REACH = 2.0
"""East and north go so far: a ball in the corner lies just inside the rim."""

MANY = 30


class BallInBowlControl(Control[BallInBowl]):
    """Two sliders put the ball somewhere, one sets the rate, buttons let it roll."""

    remembered = (("steps", 0, 10_000),)

    def __init__(self, rate: float = 0.2, steps: int = 1) -> None:
        """Start with a ball that has rolled a step, so that the picture shows one taken and the next, shorter.

        Args:
            rate: first learning rate, from 0.05 to 1.5.
            steps: how many steps are rolled already.
        """
        self.steps = steps
        self.east = slider(words("bowl.place_east"), -REACH, REACH, -1.5, step=0.1, form=".1f", width="440px")
        self.north = slider(words("bowl.place_north"), -REACH, REACH, 2.0, step=0.1, form=".1f", width="340px")
        self.learning_rate = slider(words("common.rate"), 0.05, 1.5, rate, step=0.05, width="340px")
        self.one_step = button(words("bowl.one_step"), lambda: self.roll(1))
        self.many_steps = button(words("bowl.many_steps"), lambda: self.roll(MANY))
        self.back = button(words("bowl.back"), self.put_back)
        self.east.observe(self._put_elsewhere, "value")
        self.north.observe(self._put_elsewhere, "value")
        self.picture = BallInBowl()
        self.follow([self.east, self.north], [self.learning_rate, self.one_step, self.many_steps, self.back])

    def update(self) -> None:
        """Show the ball after all its steps at this rate."""
        rate, start = self.learning_rate.value, [self.east.value, self.north.value]
        self.picture.show(gradient_descent(BOWL.gradient, start, rate, self.steps), rate)

    def error(self) -> float:
        """Return how high the ball lies above the bottom."""
        start = [self.east.value, self.north.value]
        return float(BOWL.f(gradient_descent(BOWL.gradient, start, self.learning_rate.value, self.steps)[-1]))

    def roll(self, steps: int) -> None:
        """Take some more steps."""
        self.steps += steps
        self.refresh()

    def put_back(self) -> None:
        """Take back all steps."""
        self.steps = 0
        self.refresh()

    def _put_elsewhere(self, change: Widget) -> None:
        # Called before the picture follows: a ball that is put down has not rolled yet.
        self.steps = 0
