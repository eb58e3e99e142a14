"""In which column, and in which order there, the boxes of a graph are drawn so that few of its lines cross."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

Pair = tuple[int, int]

SWEEPS = 12


def columns_of(boxes: int, edges: Sequence[Pair], inputs_first: bool) -> list[int]:
    """Put each box one column to the right of the last box that it is computed from."""
    column = [0] * boxes
    for target in range(boxes):
        column[target] = max((column[s] + 1 for s, t in edges if t == target), default=0)
    if not inputs_first:
        targets = {target for _, target in edges}
        for box in set(range(boxes)) - targets:
            column[box] = min((column[t] - 1 for s, t in edges if s == box), default=0)
    return column


def with_dummies(edges: Sequence[Pair], column_of: Sequence[int], boxes: int) -> tuple[list[list[int]], list[int]]:
    """Return each edge's way through all columns, with the columns of the dummies that hold its place in between."""
    ways: list[list[int]] = []
    dummies: list[int] = []
    for source, target in edges:
        between = range(column_of[source] + 1, column_of[target])
        numbers = [boxes + len(dummies) + k for k in range(len(between))]
        dummies += between
        ways.append([source, *numbers, target])
    return ways, dummies


def ordered(column_of: Sequence[int], ways: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return each column's members from the bottom up, ordered so that few ways cross.

    Each sweep sorts the columns, to the right and back, by the mean place of their neighbours in the column before
    (Sugiyama, Tagawa and Toda 1981); the best order met is kept.
    """
    steps = [step for way in ways for step in pairwise(way)]
    neighbours: dict[tuple[int, int], list[int]] = {}
    for a, b in steps:
        neighbours.setdefault((a, 1), []).append(b)
        neighbours.setdefault((b, -1), []).append(a)
    # First as a walk back from the result meets them: for a tree that has no crossing at all.
    waiting = list(range(len(column_of)))
    met: dict[int, None] = {}
    stack = [max(range(len(column_of)), key=lambda member: column_of[member])]
    while stack or waiting:
        member = stack.pop() if stack else waiting.pop()
        if member not in met:
            met[member] = None
            stack += neighbours.get((member, -1), [])
    order: list[list[int]] = [[] for _ in range(max(column_of, default=0) + 1)]
    for member in met:
        order[column_of[member]].append(member)
    best, fewest = [list(column) for column in order], _crossings(order, steps)
    for sweep in range(SWEEPS):
        side = -1 if sweep % 2 == 0 else 1
        for column in order if side == -1 else reversed(order):
            place = {member: k for members in order for k, member in enumerate(members)}

            def middle(member: int, place: dict[int, int] = place, side: int = side) -> float:
                others = neighbours.get((member, side), [])
                return float(np.mean([place[other] for other in others])) if others else place[member]

            column.sort(key=middle)
        crossings = _crossings(order, steps)
        if crossings < fewest:
            best, fewest = [list(column) for column in order], crossings
    return best


def _crossings(order: Sequence[Sequence[int]], steps: Sequence[Pair]) -> int:
    place = {member: (x, k) for x, members in enumerate(order) for k, member in enumerate(members)}
    ends = np.array([(place[a][0], place[a][1], place[b][1]) for a, b in steps]).reshape(-1, 3)
    x, left, right = ends.T
    same = x[:, None] == x
    return int((same & (left[:, None] < left) & (right[:, None] > right)).sum())
