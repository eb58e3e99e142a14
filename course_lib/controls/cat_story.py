"""W2.1: the story of one cat picture, one round of learning at a time."""

from __future__ import annotations

import numpy as np

from course_lib.claims.claim import course_seed
from course_lib.controls.control import Control, Outcome, button, whole_slider
from course_lib.data.faces import CAT
from course_lib.experiments.cat_story import ROUNDS, cat_story
from course_lib.plots.cat_story import CAT_EARS, CatStoryPicture
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken


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

    def predict_pixels(self) -> Outcome:
        """Which weights does the first round change? Choices: all alike, by their ink, those on the ears alone."""
        story = self.picture.story
        change = np.abs(story.weights[1, CAT] - story.weights[0, CAT])
        alike = change.std() < 0.01 * change.mean()
        by_ink, by_ears = (np.corrcoef(change.flat, what.flat)[0, 1] for what in (story.cat, CAT_EARS.astype(float)))
        most, least = change.flat[story.cat.argmax()], change.flat[story.cat.argmin()]
        ears = 100 * change[CAT_EARS].sum() / change.sum()
        number = 1 if alike else 2 if by_ink > by_ears else 3
        return number, {"most": spoken(most), "least": spoken(least), "ears": ears}

    def step(self, rounds: int) -> None:
        """Go so many rounds on, as far as there are any."""
        self.rounds.value = min(max(self.rounds.value + rounds, 0), ROUNDS)
