"""Answers that resemble each other more than chance would have it: a hint to look, never a proof.

Names, comments and spaces are left aside. What many have written alike is taken for common knowledge, since a short
right answer looks the same from everybody; only what few share is weighed: how many runs of a few words two answers
have in common. Counting takes as long as the answers are, whatever they hold.
"""

from __future__ import annotations

import json
import keyword
import re
import string
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice

TOKEN = re.compile(r"#[^\n]*|\"\"\".*?\"\"\"|'''.*?'''|[A-Za-z_]\w*|\d[\w.]*|\*\*|//|[<>=!]=|\S", re.DOTALL)
FIRST_OF_A_NAME = frozenset(string.ascii_letters + "_")
# Shorter answers are alike by their nature.
SHORTEST = 30
PIECE = 8
LONGEST = 1000  # words of an answer
RUN = 3
ALIKE = 0.8
COMMON_SHARE = 0.05
MOST_PAIRS = 50
MOST_COMPARED = 20_000  # pairs of students in one exercise
# Comparing all with all in a larger class would take longer than grading it: there, only equal answers are found.
LARGEST_CLASS = 5000


@dataclass(frozen=True)
class Pair:
    """Two students whose answers resemble each other.

    Attributes:
        first: one of them.
        second: the other.
        sheet: name of the sheet.
        exercises: those in question, each with how much the answers have in common, from 0 to 1.
    """

    first: str
    second: str
    sheet: str
    exercises: tuple[tuple[str, float], ...]


def similar_pairs(answers: Iterable[tuple[str, str, str]]) -> list[Pair]:
    """Return the pairs to look at, those with most in common first.

    Args:
        answers: student, sheet and answers (see `answers_text`) of each submission.
    """
    by_exercise: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(dict)
    words_of = cache(tokens)  # many write the same
    for student, sheet, text in answers:
        for name, source in json.loads(text or "{}").items():
            by_exercise[sheet, name][student] = words_of(source)
    shared: dict[tuple[str, str, str], list[tuple[str, float]]] = defaultdict(list)
    for (sheet, name), of_students in by_exercise.items():
        for first, second, share in _alike(of_students):
            shared[sheet, first, second].append((name, share))
    pairs = [Pair(first, second, sheet, tuple(found)) for (sheet, first, second), found in shared.items()]
    pairs.sort(key=lambda pair: (-sum(share for _, share in pair.exercises), pair.sheet, pair.first, pair.second))
    return pairs[:MOST_PAIRS]


def tokens(source: str) -> list[str]:
    """Return the words and signs of Python code, comments left out, each name by the number of its first use."""
    numbers: dict[str, str] = {}
    found = []
    for token in TOKEN.findall(source):
        if token.startswith("#") or token[:3] in ('"""', "'''"):
            continue
        if token[0] in FIRST_OF_A_NAME and not keyword.iskeyword(token):
            token = numbers.setdefault(token, f"name{len(numbers)}")
        found.append(token)
    return found[:LONGEST]


def _alike(of_students: dict[str, list[str]]) -> list[tuple[str, str, float]]:
    few = max(2, int(COMMON_SHARE * len(of_students)))
    forms = Counter(tuple(words) for words in of_students.values())
    unusual = {
        student: words
        for student, words in of_students.items()
        if len(words) >= SHORTEST and forms[tuple(words)] <= few
    }
    runs = {student: Counter(zip(*(words[i:] for i in range(RUN)), strict=False)) for student, words in unusual.items()}
    found = []
    for first, second in sorted(_candidates(unusual, few, len(of_students) <= LARGEST_CLASS)):
        share = 2 * (runs[first] & runs[second]).total() / (runs[first].total() + runs[second].total())
        if share >= ALIKE:
            found.append((first, second, round(share, 2)))
    return found


def _candidates(unusual: dict[str, list[str]], few: int, by_pieces: bool) -> set[tuple[str, str]]:
    """Return the pairs that share a form, or a piece of one that few others have."""
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for student, words in unusual.items():
        owners[tuple(words)].add(student)
        if by_pieces:
            for start in range(len(words) - PIECE + 1):
                owners[tuple(words[start : start + PIECE])].add(student)
    groups = sorted({tuple(sorted(group)) for group in owners.values() if 2 <= len(group) <= few})
    found: set[tuple[str, str]] = set()
    for group in groups:
        found.update(islice(combinations(group, 2), MOST_COMPARED - len(found)))
    return found
