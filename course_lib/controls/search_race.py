"""W2.2: random search, grid, rule of thumb and gradient, raced with the same budget of evaluations."""

from __future__ import annotations

from course_lib.claims.claim import course_seed
from course_lib.controls.control import Control, choice, log_slider
from course_lib.experiments.search_race import METHODS, Race, race
from course_lib.plots.search_race import SearchRace
from course_lib.words.catalogue import words


class SearchRaceControl(Control[SearchRace]):
    """Choose how many numbers there are, how narrow the valley is, and how many evaluations may be spent."""

    lines = 4

    def __init__(self) -> None:
        """Start in two dimensions, where nearly everything works."""
        dimensions = [(words("search_race.dimension", dimension=n), n) for n in (2, 10, 100, 1000)]
        shapes = {"round": 1.0, "valley": 10.0, "narrow": 100.0}
        narrow = [(words(f"search_race.{name}"), condition) for name, condition in shapes.items()]
        methods = [(words(f"search_race.{name}"), name) for name in METHODS]
        self.dimension = choice(words("search_race.dimensions"), dimensions, 2, width="300px")
        self.condition = choice(words("search_race.shape"), narrow, 10.0, width="300px")
        self.budget = log_slider(words("search_race.budget"), 1, 3, 100, form=".0f")
        self.method = choice(words("search_race.map"), methods, "random_search", width="420px")
        self.picture = SearchRace(self._race())
        self.follow([self.dimension, self.condition], [self.budget, self.method])

    def update(self) -> None:
        """Show the race as far as the budget goes."""
        if self.picture.race is not self._race():
            self.picture = SearchRace(self._race())
        self.picture.show(round(self.budget.value), self.method.value)

    def _race(self) -> Race:
        return race(self.dimension.value, self.condition.value, course_seed())
