"""W2.1: the story of one cat picture, one round of learning at a time."""

from __future__ import annotations

from course_lib.claims.claim import course_seed
from course_lib.controls.control import Control, button, whole_slider
from course_lib.experiments.cat_story import ROUNDS, cat_story
from course_lib.plots.cat_story import CatStoryPicture
from course_lib.words.catalogue import words


class CatStoryControl(Control[CatStoryPicture]):
    """Go through the rounds by the slider, or by steps of 1, 10 and 100."""

    def __init__(self, rounds: int = 0) -> None:
        """Start with the classifier that takes the cat for a dog.

        Args:
            rounds: how many rounds are done already.
        """
        self.rounds = whole_slider(words("cat_story.rounds"), 0, ROUNDS, rounds)
        self.one = button(words("cat_story.one_round"), lambda: self.step(1))
        self.ten = button(words("cat_story.more_rounds", rounds=10), lambda: self.step(10))
        self.hundred = button(words("cat_story.more_rounds", rounds=100), lambda: self.step(100))
        self.to_end = button(words("cat_story.to_end"), lambda: self.step(ROUNDS))
        self.back = button(words("cat_story.back"), lambda: self.step(-ROUNDS))
        self.picture = CatStoryPicture(cat_story(course_seed()))
        self.follow([self.rounds], [self.one, self.ten, self.hundred, self.to_end, self.back])

    def update(self) -> None:
        """Show the classifier after this round."""
        self.picture.show(self.rounds.value)

    def step(self, rounds: int) -> None:
        """Go so many rounds on, as far as there are any."""
        self.rounds.value = min(max(self.rounds.value + rounds, 0), ROUNDS)
