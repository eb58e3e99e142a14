"""W4.2: find the border of stability by hand, then compare it with 2 / largest curvature."""

from __future__ import annotations

from math import log10

from course_lib.controls.control import Control, Widget, button, choice, log_slider
from course_lib.ground.landscapes import Landscape, bowl, valley
from course_lib.plots.stability_border import HIGHEST_RATE, LOWEST_RATE, StabilityBorder, tries
from course_lib.words.catalogue import words

FIRST_TRIES = [0.05, 3.2]
FIRST_RATE = 10**-0.35
"""On the first bowl it jumps to and fro, and settles all the same."""


class StabilityBorderControl(Control[StabilityBorder]):
    """Move the rate: every rate tried is kept, with what came of it, until the border is narrowed down."""

    tried: dict[float, bool]
    remembered = (("tried_rates", LOWEST_RATE, HIGHEST_RATE), ("revealed", 0, 1))

    def __init__(self) -> None:
        """Start on a steep bowl with one small and one large rate tried already."""
        bowls: list[tuple[str, Landscape]] = [
            (words("stability_border.steep"), bowl(4.0)),
            (words("stability_border.gentle"), bowl(0.5)),
            (words("stability_border.valley"), valley()),
        ]
        self.landscape = choice(words("common.landscape"), bowls, bowls[0][1], width="300px")
        self.learning_rate = log_slider(
            words("common.rate"), log10(LOWEST_RATE), log10(HIGHEST_RATE), FIRST_RATE, 100, ".3g", width="560px"
        )
        self.compare = button(words("stability_border.compare"), self.reveal)
        self.again = button(words("stability_border.again"), self.start_again)
        self._begin()
        self.landscape.observe(self._chosen, "value")
        self.follow([self.landscape, self.compare, self.again], [self.learning_rate])

    def update(self) -> None:
        """Try the rate, where it is a new one, and keep the result."""
        rate = self.learning_rate.value
        if rate not in self.tried:  # a try takes a thousand steps
            self.tried.update(tries(self.landscape.value, [rate]))
        self.picture.show(self.tried, rate, self.revealed)

    @property
    def tried_rates(self) -> list[float]:
        """Every rate tried so far, in that order."""
        return list(self.tried)

    @tried_rates.setter
    def tried_rates(self, rates: list[float]) -> None:
        self.tried = tries(self.landscape.value, rates)

    def reveal(self) -> None:
        """Draw the border that the curvature gives."""
        self.revealed = True
        self.refresh()

    def start_again(self) -> None:
        """Forget all tries but the first."""
        self._begin()
        self.refresh()

    def _begin(self) -> None:
        landscape = self.landscape.value
        self.picture = StabilityBorder(landscape)
        self.tried = tries(landscape, FIRST_TRIES)
        self.revealed = False

    def _chosen(self, change: Widget) -> None:
        # Before `follow` asks for it too: the picture that is refreshed is already the new one.
        self._begin()
