"""What a class gained from the test before the course to the test after it, by idea."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from course_lib.exercises.concept_test import IDEAS, RIGHT, Idea, is_finished, known_answers
from course_lib.grading.book.result_file import write_result
from course_lib.grading.incoming.concept_answers import TestTaker
from course_lib.words.catalogue import words
from course_lib.words.language import Language

FILE = "concept_tests.json"
"""Where the answers are kept in a grading folder, for reports that are written later."""


def normalised_gain(before: float, after: float) -> float | None:
    """Return (after − before) / (1 − before): of what was left to be gained, the share that was.

    Args:
        before: share of right answers before, from 0 to 1.
        after: share of right answers after, from 0 to 1.

    Returns:
        1 where all is right after, 0 where nothing changed, below 0 where less is right than before; None where all
        was right before, since then nothing was left to be gained.

    Source: Hake (1998), "Interactive-engagement versus traditional methods", American Journal of Physics 66, 64-74,
    who takes the means of a class.
    """
    return None if before == 1 else (after - before) / (1 - before)


@dataclass(frozen=True)
class IdeaGain:
    """One idea in a class: shares of right answers from 0 to 1, and what else was chosen after, most often first."""

    idea: Idea
    before: float
    after: float
    chosen: list[tuple[int, str]]

    @property
    def gain(self) -> float | None:
        """The normalised gain; None where all were right before."""
        return normalised_gain(self.before, self.after)


class ClassGain:
    """A class before and after. Only those who finished both tests count: the same people stand on both sides.

    Attributes:
        counted: how many finished both tests.
        only_before: how many finished the test before alone.
        only_after: how many finished the test after alone.
        unfinished: how many began and finished neither.
        ideas: each idea's shares, in the order of the course.
        before: mean share of right answers before, from 0 to 1; 0 where nobody counts.
        after: mean share of right answers after.
    """

    def __init__(self, takers: Sequence[TestTaker]) -> None:
        done = [(is_finished(one.before), is_finished(one.after)) for one in takers]
        both = [one for one, finished in zip(takers, done, strict=True) if all(finished)]
        self.counted = len(both)
        self.only_before, self.only_after = done.count((True, False)), done.count((False, True))
        self.unfinished = done.count((False, False))
        self.ideas = [_idea_gain(idea, both) for idea in IDEAS] if both else []
        self.before = sum(one.before for one in self.ideas) / len(IDEAS)
        self.after = sum(one.after for one in self.ideas) / len(IDEAS)

    @property
    def gain(self) -> float | None:
        """The class's normalised gain, of its means; None where nobody counts or all was right before."""
        return normalised_gain(self.before, self.after) if self.counted else None


def _idea_gain(idea: Idea, takers: list[TestTaker]) -> IdeaGain:
    def share_right(choices: list[str]) -> float:
        return choices.count(RIGHT) / len(choices)

    after = [one.after[idea.name] for one in takers]
    others = Counter(choice for choice in after if choice != RIGHT)
    chosen = sorted(((count, choice) for choice, count in others.items()), key=lambda one: (-one[0], one[1]))
    return IdeaGain(idea, share_right([one.before[idea.name] for one in takers]), share_right(after), chosen)


def keep_answers(takers: Sequence[TestTaker], folder: Path) -> None:
    """Keep a class's answers in a grading folder, for its owner's eyes alone.

    Raises:
        OSError: if the file can't be written.
    """
    write_result(folder / FILE, json.dumps([asdict(one) for one in takers], ensure_ascii=True, indent=1) + "\n")


def kept_answers(folder: Path) -> list[TestTaker]:
    """Return the answers kept in a grading folder; none where there are none.

    Raises:
        ValueError: if the file is not as it was written.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        answers = [(one["student"], known_answers(one["before"])[0], known_answers(one["after"])[0]) for one in found]
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise ValueError(f"{path} can't be read: make it anew with gradient-course gain.") from problem
    return [TestTaker(str(student), before, after) for student, before, after in answers]


def gain_table(gain: ClassGain, language: Language) -> str:
    """Return a class's gain as lines of text for a terminal."""
    others = {"only_before": gain.only_before, "only_after": gain.only_after, "unfinished": gain.unfinished}
    if not gain.counted:
        return words("grading.gain_none", language, **others)
    lines = [
        words("grading.gain_counted", language, counted=gain.counted, **others),
        words("grading.gain_class", language, before=100 * gain.before, after=100 * gain.after),
    ]
    if gain.gain is not None:
        lines.append(words("grading.gain_normalised", language, gain=gain.gain))
    for one in gain.ideas:
        number = words("grading.gain_all_right", language) if one.gain is None else f"{one.gain:.2f}".replace("-", "−")
        lines.append(f"{100 * one.before:4.0f} % → {100 * one.after:3.0f} %  {number:>5}  {one.idea.title(language)}")
    return "\n".join(lines)
