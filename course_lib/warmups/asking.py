"""The questions of a day: which ideas are due, with numbers that are drawn for that day."""

from __future__ import annotations

import zlib
from datetime import date

import numpy as np

from course_lib.warmups.bank import earlier
from course_lib.warmups.idea import Question
from course_lib.warmups.schedule import History, due


def questions_of(chapter: str, day: date, history: History) -> list[Question]:
    """Return the questions of a chapter's warm-up; asked again on one day, with nothing answered, they are the same.

    Args:
        chapter: the chapter that is opened, ``"04"``.
        day: today; new numbers are drawn each day.
        history: what the learner has answered so far.

    Raises:
        ValueError: if no chapter before this one has taught anything.
    """
    if not earlier(chapter):
        raise ValueError(f"Before chapter {chapter!r} there is nothing to warm up with: chapters are '01' to '11'.")
    ideas = due(chapter, day, history, _drawing(day, chapter))
    return [idea.ask(_drawing(day, idea.name)) for idea in ideas]


def _drawing(day: date, purpose: str) -> np.random.Generator:
    return np.random.default_rng([day.toordinal(), zlib.crc32(purpose.encode())])
