"""Which questions are due: own mistakes first, then what was asked longest ago; each rests between two times.

The rest is the same every time. Coming back after equal times teaches as much as coming back after growing ones
(Latimier, Peyre and Ramus 2021, who put 29 studies together), and is simpler.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from course_lib.exercises.progress import Asked, answers, asked, mistakes, predictions
from course_lib.warmups.bank import earlier
from course_lib.warmups.idea import Idea
from course_lib.words.catalogue import has_words, words

REST = timedelta(days=3)
"""So long an idea is not asked again, if there are others."""
QUESTIONS = 3


@dataclass(frozen=True)
class History:
    """What a learner's file tells of ideas.

    Attributes:
        asked: for each idea that a warm-up asked for, when that was last, and whether the answer was right.
        mistakes: when `check` last named a mistake, by ``exercise.mistake``.
        wrong: the questions and predictions of chapters that were answered otherwise than it is, as in `Idea.quizzes`.
    """

    asked: Mapping[str, Asked] = field(default_factory=dict)
    mistakes: Mapping[str, date] = field(default_factory=dict)
    wrong: frozenset[str] = frozenset()


def due(chapter: str, day: date, history: History, rng: np.random.Generator) -> list[Idea]:
    """Return the ideas that the warm-up of a chapter asks for, three where there are as many.

    Args:
        chapter: the chapter that is opened, ``"04"``; ideas come from those before it.
        day: today.
        history: what the learner has answered so far; see `own_history`.
        rng: decides between ideas that are equally due.
    """
    ideas = earlier(chapter)
    by_chance = [ideas[place] for place in rng.permutation(len(ideas))]

    def urgency(idea: Idea) -> tuple[bool, bool, date]:
        last = history.asked[idea.name].day if idea.name in history.asked else date.min
        resting = last != date.min and day - last < REST
        return resting, not is_own_mistake(idea, history), last

    return sorted(by_chance, key=urgency)[:QUESTIONS]


def is_own_mistake(idea: Idea, history: History) -> bool:
    """Tell whether a learner got an idea wrong, and has not shown in a warm-up since that they know it now."""
    last = history.asked.get(idea.name)
    if last is None:
        return bool(history.wrong & set(idea.quizzes)) or any(_concerns(idea, name) for name in history.mistakes)
    return not last.right or any(_concerns(idea, name) and day >= last.day for name, day in history.mistakes.items())


def _concerns(idea: Idea, mistake: str) -> bool:
    """Tell whether a mistake, ``exercise.mistake``, was made in an exercise of the idea, or is named by it."""
    return mistake in idea.exercises or mistake.partition(".")[0] in idea.exercises


def own_history() -> History:
    """Return what the reader's own file tells."""
    wrong = {name for name, number in answers().items() if _right(name) not in (None, 0, number)}
    wrong |= {name for name, one in predictions().items() if one.happened not in (None, one.chosen)}
    return History(asked(), mistakes(), frozenset(name.removeprefix("chapter") for name in wrong))


def _right(question: str) -> int | None:
    """Return the number of the right answer to a chapter's question: 0 for a guess, None where it is gone by now."""
    return int(words(f"{question}.right")) if has_words(f"{question}.right") else None
