"""Questions that are asked anew for each learner: paths and maps to read from, and the order of answers to choose from.

Each has variants of the same kind, so that all are as hard; 0 is the sheet as it is built. What they hold is no secret:
which of them is whose is (`course_lib.grading.class_key`).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import permutations, product
from typing import TypeVar

import numpy as np

Place = tuple[float, float]
Order = TypeVar("Order")

# Corner after corner of the path, in squares: to the right, up. The first stretch is the worked example.
CORNERS = ((0, 0), (2, 2), (4, 6), (8, 8), (10, 8), (11, 5), (15, 3), (17, 6))
STRETCHES = "XABCDEF"
PATHS = 40  # beside that of the sheet
WIDTH, HEIGHT = 17, 9  # squares that a path has room on
VALLEY = 4  # squares across, at least: in it stand the names of both its sides
# One stretch of each kind is in every path, so that all are as hard to read: squares to the right, squares up.
KINDS = {
    "steep up": ((1, 2), (2, 4), (1, 3), (2, 6)),
    "less steep up": ((2, 3), (4, 6), (2, 5)),
    "gentle up": ((4, 2), (2, 1), (4, 1)),
    "level": ((2, 0), (3, 0)),
    "gentle down": ((4, -2), (2, -1), (4, -1)),
    "steep down": ((1, -2), (1, -3), (2, -4), (2, -3)),
}

# Where a ball lies on the map, (east, north).
BALLS = {"A": (0.0, 1.6), "B": (0.0, -1.3), "C": (4.4, 1.1), "D": (-4.4, -1.0), "E": (4.9, 0.0), "F": (-4.9, 0.0)}
ON_AN_AXIS = "ABEF"
MAPS = 23  # beside that of the sheet

# A choice in a line, up to the next one or the end: "a: …; b: …" in English, "　a …　b …" in Japanese.
CHOICES = re.compile(r"(?:(?<= )(?=[a-z]: )|(?<=　)(?=[a-z] ))([a-z])(: | )(.*?)(?=; [a-z]: |　[a-z] |$)")
CHOICE_ON_A_LINE = re.compile(r"^- ([a-z])(: |　)(.*)$", re.MULTILINE)
QUESTION = re.compile(r"^- \*\*([A-Z])\*\*(?:: |　).*$", re.MULTILINE)


@cache
def path_of(variant: int) -> tuple[tuple[int, int], ...]:
    """Return the corners of a path, in squares to the right and up: 0 is the path of the sheet, others are drawn."""
    if variant == 0:
        return CORNERS
    rng = np.random.default_rng(variant)
    while True:
        stretches = [each[rng.integers(len(each))] for each in KINDS.values()]
        rng.shuffle(stretches)
        corners = np.cumsum([CORNERS[0], CORNERS[1], *stretches], axis=0)
        on_paper = corners[-1, 0] <= WIDTH and corners[:, 1].min() >= 0 and corners[:, 1].max() <= HEIGHT
        if on_paper and all(map(_has_room, stretches, stretches[1:])):
            return tuple((int(right), int(up)) for right, up in corners)


def _has_room(before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Tell whether the names of two neighbouring stretches, which stand on the side of the sky, are apart."""
    return not before[1] < 0 < after[1] or before[0] + after[0] >= VALLEY


def balls_of(variant: int) -> dict[str, Place]:
    """Return where the balls lie on a map, (east, north): 0 is the map of the sheet.

    In all of them A, B, E and F lie on the axes of the valley, where the way down leads to the star, and C and D far
    out to both sides, where it does not. C stays where it is and those on the axes change places by pairs: so no
    mistake that the sheet names leads to what is right on another map.

    Raises:
        ValueError: if there is no such map.
    """
    maps = _maps()
    if not 0 <= variant < len(maps):
        raise ValueError(f"There are the maps 0 to {len(maps) - 1}, and none of the number {variant}.")
    return dict(maps[variant])


@cache
def _maps() -> list[dict[str, Place]]:
    west, north = BALLS["D"]
    return [
        {mark: BALLS[other] for mark, other in zip(ON_AN_AXIS, order, strict=True)}
        | {"C": BALLS["C"], "D": (west, side * north)}
        for order in permutations(ON_AN_AXIS)
        if _changes_by_pairs(order)
        for side in (1, -1)
    ]


@cache
def letters_of_questions(right: str, letters: str, variant: int) -> tuple[str, ...]:
    """Return for each question which letter each of its answers gets, in the order in which the sheet has them.

    Any two variants differ in what is right for at least two questions. So one wrong answer, which is what the sheet's
    mistakes are, never leads to what is right in another variant. The example of the sheet, the last letter for the
    first question, is right in none.

    Args:
        right: the letters that are right in the sheet, question after question.
        letters: to choose from.
        variant: number of the variant.

    Raises:
        ValueError: if there is no such variant.
    """
    places = [letters.index(letter) for letter in right]
    # Where the places add up to the same (counted round), two questions at least differ.
    alike = [
        code for code in product(range(len(letters)), repeat=len(right))
        if sum(code) % len(letters) == sum(places) % len(letters) and code[0] != len(letters) - 1
    ]  # fmt: skip
    code = places if variant == 0 else _drawn([one for one in alike if list(one) != places], variant)
    shift = np.random.default_rng(variant)
    found = []
    for place, now in zip(places, code, strict=True):
        rest = [letter for at, letter in enumerate(letters) if at != now]
        if variant:
            shift.shuffle(rest)
        rest.insert(place, letters[now])
        found.append("".join(rest))
    return tuple(found)


@cache
def letters_of_cures(right: str, example: str, variant: int) -> str:
    """Return which letter each of several answers gets that all questions choose from, in the order of the sheet.

    Letters change places by pairs, so that two exchanged answers, which is what the sheet's mistakes are, never lead to
    what is right in another variant.

    Args:
        right: the letters that are right in the sheet, question after question; each answer is right for one.
        example: the letter that the sheet's example gives the first question, right in none.
        variant: number of the variant.

    Raises:
        ValueError: if there is no such variant.
    """
    letters = "".join(sorted(right))
    orders = [
        "".join(order) for order in permutations(letters)
        if _changes_by_pairs(order) and order[letters.index(right[0])] != example and order != tuple(letters)
    ]  # fmt: skip
    return letters if variant == 0 else _drawn(orders, variant)


def with_letters_by_question(text: str, letters: dict[str, str]) -> str:
    """Return a text whose questions, a line each, have their answers in another order.

    Args:
        text: of a cell.
        letters: for a question's letter which letters its answers get, in the order in which they stand there.
    """

    def relettered(line: re.Match[str]) -> str:
        found = list(CHOICES.finditer(line[0]))
        if line[1] not in letters or len(found) != len(letters[line[1]]):
            return line[0]
        told = dict(zip(letters[line[1]], (choice[3] for choice in found), strict=True))
        between = "; " if found[0][2] == ": " else "　"
        return line[0][: found[0].start()] + between.join(f"{one}{found[0][2]}{told[one]}" for one in sorted(told))

    return QUESTION.sub(relettered, text)


def with_letters(text: str, letters: str) -> str:
    """Return a text whose answers to choose from, a line each, stand in another order: see `letters_of_cures`."""
    found = list(CHOICE_ON_A_LINE.finditer(text))
    if len(found) != len(letters):
        return text
    told = dict(zip(letters, (choice[3] for choice in found), strict=True))
    lines = iter(f"- {letter}{found[0][2]}{told[letter]}" for letter in sorted(told))
    return CHOICE_ON_A_LINE.sub(lambda _: next(lines), text)


def _drawn(orders: list[Order], variant: int) -> Order:
    """Return one of some orders, shuffled the same way always; no two variants get the same."""
    if not 1 <= variant <= len(orders):
        raise ValueError(f"There are the variants 0 to {len(orders)}, and none of the number {variant}.")
    return orders[int(np.random.default_rng(0).permutation(len(orders))[variant - 1])]


def _changes_by_pairs(order: tuple[str, ...]) -> bool:
    """Tell whether a new order comes of an even number of exchanges of two."""
    return sum(a > b for place, a in enumerate(order) for b in order[place + 1 :]) % 2 == 0
