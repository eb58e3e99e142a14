"""What learners answered in the tests before and after the course, out of the files of progress that they handed in.

A file is data from anybody: at most so much of it is read, only choices that the tests have are taken, and what is
strange is named and stops nobody else's.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from course_lib.exercises.concept_test import FORMS, Answers, is_finished, known_answers
from course_lib.exercises.progress import LARGEST
from course_lib.exercises.submission import Unreadable
from course_lib.grading.incoming.collecting import PROGRESS, HandIn, collect
from course_lib.grading.incoming.listing import LeftOut, listed

TOO_LARGE = f"larger than {LARGEST // 1_000_000} MB: no file of progress"
NO_PROGRESS = "no file of progress: hand in my-progress.json as it is"
NO_TEST = "no answer of the tests before and after is in it"
MOST_NAMED = 200  # of what is strange


@dataclass(frozen=True)
class TestTaker:
    """One learner's answers, by idea; empty where a test was not begun."""

    __test__ = False  # for pytest: this is no test

    student: str
    before: Answers
    after: Answers


@dataclass
class ConceptAnswers:
    """What a class handed in: the learners, and what was left out and why."""

    takers: list[TestTaker] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_class(place: Path, by_name: bool = False, names: str | None = None) -> ConceptAnswers:
    """Return what the learners answered, from a folder or zip that holds their files in any form that grading takes.

    Where a learner handed in several files, the test before counts as it was finished first, the test after as it was
    finished last.

    Args:
        place: a folder with a folder for each learner, or what a school's system gave; or a zip of it.
        by_name: let names alone tell learners apart where they do; see `collect`.
        names: how files are named; see `naming`.

    Raises:
        ValueError: if there is no such place, or ``names`` makes no sense.
    """
    found = ConceptAnswers()
    by_student: dict[str, list[tuple[HandIn, dict[str, Answers]]]] = defaultdict(list)
    with listed(place) as listing:
        for hand_in in collect(listing, by_name, names, PROGRESS):
            tests = _read(hand_in, found.left_out)
            if tests is not None:
                by_student[hand_in.student].append((hand_in, tests))
        found.left_out += [one for one in listing.left_out if one.file.lower().endswith((PROGRESS, ".zip"))]
    for student, files in sorted(by_student.items()):
        in_turn = [tests for _, tests in sorted(files, key=lambda one: (one[0].upload, one[0].time, one[0].copy))]
        before = _chosen([tests["before"] for tests in in_turn])
        after = _chosen([tests["after"] for tests in reversed(in_turn)])
        found.takers.append(TestTaker(student, before, after))
    found.left_out = found.left_out[:MOST_NAMED]
    return found


def _chosen(answers: list[Answers]) -> Answers:
    """Return the first that is finished, or else the fullest."""
    return next(filter(is_finished, answers), max(answers, key=len))


def _read(hand_in: HandIn, left_out: list[LeftOut]) -> dict[str, Answers] | None:
    """Return the answers by form that a file holds, or None if it holds none; what is strange is added to the list."""
    try:
        answers, strange = _tests_in(hand_in.read())
    except (Unreadable, OSError, RecursionError):
        answers, strange = None, [NO_PROGRESS]
    left_out += [LeftOut(hand_in.file, why) for why in strange]
    return answers


def _tests_in(content: bytes) -> tuple[dict[str, Answers] | None, list[str]]:
    """Return the answers by form in a file's content, None if there are none, and what is strange about it."""
    if len(content) > LARGEST:
        return None, [TOO_LARGE]
    try:
        tests = json.loads(content)["tests"]
    except (ValueError, TypeError):
        return None, [NO_PROGRESS]
    except KeyError:
        return None, [NO_TEST]
    if not isinstance(tests, dict) or not any(tests.get(form) for form in FORMS):
        return None, [NO_TEST]
    found = {form: known_answers(tests.get(form)) for form in FORMS}
    strange = [
        f"{others} of the answers {form} are none that the test has; the others count"
        for form, (_, others) in found.items()
        if others
    ]
    return {form: known for form, (known, _) in found.items()}, strange
