"""Where to draw the boxes, lines and labels of a graph, column by column, so that nothing lies on anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from course_lib.plots.layered_order import SWEEPS, Pair, columns_of, ordered, with_dummies

MARGIN = 0.12
"""Inches between boxes, and between labels, at the least."""

_PLACES_ON_A_LINE = np.linspace(0.06, 0.94, 33)


@dataclass(frozen=True)
class Layout:
    """Places in inches, from the lower left corner.

    Attributes:
        size: width and height of it all.
        boxes: centre of each box, shape (boxes, 2).
        column_of: for each box its column, from 0 on the left.
        columns: x of each column's middle.
        lines: for each edge the corners of its line, shape (corners, 2), from source to target.
        labels: centre of each edge's label, shape (edges, 2).
    """

    size: tuple[float, float]
    boxes: np.ndarray
    column_of: list[int]
    columns: list[float]
    lines: list[np.ndarray]
    labels: np.ndarray


def layered_layout(
    box_sizes: np.ndarray,
    edges: Sequence[Pair],
    label_size: tuple[float, float],
    width: float,
    inputs_first: bool = False,
) -> Layout:
    """Lay out a graph: sources to the left of their targets, few crossings, nothing on top of anything else.

    Args:
        box_sizes: width and height of each box, in inches, shape (boxes, 2).
        edges: pairs (source, target) with source < target; the same pair may come several times.
        label_size: width and height of every edge's label.
        width: how wide it shall be; a long chain becomes wider.
        inputs_first: put boxes that no edge leads to into the first column, and not just before their targets.

    Raises:
        ValueError: if an edge does not lead from an earlier box to a later one.
    """
    for source, target in edges:
        if not 0 <= source < target < len(box_sizes):
            raise ValueError(f"An edge leads from an earlier box to a later one, not from {source} to {target}.")
    column_of = columns_of(len(box_sizes), edges, inputs_first)
    ways, dummies = with_dummies(edges, column_of, len(box_sizes))
    order = ordered([*column_of, *dummies], ways)
    heights = np.concatenate([box_sizes[:, 1], np.full(len(dummies), label_size[1])])
    # Labels that find no free place get more room, until all find one.
    for attempt in range(40):
        gap = 1.12**attempt * MARGIN
        y = _spread(order, ways, heights, gap)
        columns = _column_places(box_sizes[:, 0], column_of, label_size[0] + 6 * gap, width)
        centres = np.column_stack([np.array(columns)[[*column_of, *dummies]], y])
        lines = _lines(ways, centres, box_sizes)
        labels = _place_labels(lines, centres[: len(box_sizes)], box_sizes, label_size)
        if labels is not None:
            break
    else:
        raise RuntimeError(f"No place was found for the labels of a graph with {len(edges)} edges.")
    right = columns[-1] + box_sizes[np.array(column_of) == len(columns) - 1, 0].max() / 2 + MARGIN
    top = (y + heights / 2).max() + MARGIN
    return Layout((max(width, right), top), centres[: len(box_sizes)], column_of, columns, lines, labels)


def _spread(
    order: Sequence[Sequence[int]], ways: Sequence[Sequence[int]], heights: np.ndarray, gap: float
) -> np.ndarray:
    """Return y of each member: near its neighbours, in the given order, with the gap between."""
    neighbours: dict[int, list[int]] = {}
    for way in ways:
        for a, b in pairwise(way):
            neighbours.setdefault(a, []).append(b)
            neighbours.setdefault(b, []).append(a)
    y = np.zeros(len(heights))
    distances = [_distances(heights[list(column)], gap) for column in order]
    for column, distance in zip(order, distances, strict=True):
        y[list(column)] = np.cumsum(distance) - np.sum(distance) / 2
    for _ in range(SWEEPS):
        for column, distance in zip(order, distances, strict=True):
            wanted = [np.mean(y[neighbours[m]]) if m in neighbours else y[m] for m in column]
            y[list(column)] = _apart(np.array(wanted), distance)
    return np.asarray(y - (y - heights / 2).min() + MARGIN)


def _distances(heights: np.ndarray, gap: float) -> np.ndarray:
    """Return how far each member of a column must lie above the one before it; 0 for the first."""
    return np.concatenate([[0.0], (heights[1:] + heights[:-1]) / 2 + gap])


def _apart(wanted: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """Return the places nearest to those wanted that keep the distances: neighbours in each other's way are pooled."""
    least: np.ndarray = np.cumsum(distances)
    pools: list[tuple[float, int]] = []  # (mean, how many) of what is wanted beyond the least place
    for value in wanted - least:
        mean, count = float(value), 1
        while pools and pools[-1][0] > mean:
            other, more = pools.pop()
            mean, count = (mean * count + other * more) / (count + more), count + more
        pools.append((mean, count))
    return np.asarray(np.repeat([mean for mean, _ in pools], [count for _, count in pools]) + least)


def _column_places(widths: np.ndarray, column_of: Sequence[int], gap: float, width: float) -> list[float]:
    """Return the middle of each column; what is left of the width goes between the columns."""
    widest = [widths[np.array(column_of) == column].max(initial=0) for column in range(max(column_of) + 1)]
    if len(widest) > 1:
        gap = max(gap, (width - 2 * MARGIN - sum(widest)) / (len(widest) - 1))
    left = MARGIN if len(widest) > 1 else (width - widest[0]) / 2
    middles = []
    for own in widest:
        middles.append(left + own / 2)
        left += own + gap
    return middles


def _lines(ways: Sequence[Sequence[int]], centres: np.ndarray, box_sizes: np.ndarray) -> list[np.ndarray]:
    """Return the corners of each edge's line; lines that meet at a box are spread over its side."""
    lines = [centres[list(way)].copy() for way in ways]
    for end, side in ((0, 1), (-1, -1)):
        at_box: dict[int, list[int]] = {}
        for number, way in enumerate(ways):
            at_box.setdefault(way[end], []).append(number)
        for box, numbers in at_box.items():
            numbers.sort(key=lambda number: (lines[number][1 if end == 0 else -2][1], number))
            shares = (np.arange(len(numbers)) + 0.5) / len(numbers) - 0.5
            for number, share in zip(numbers, shares, strict=True):
                lines[number][end] += [side * box_sizes[box, 0] / 2, 0.8 * share * box_sizes[box, 1]]
    return lines


def _place_labels(
    lines: Sequence[np.ndarray], boxes: np.ndarray, box_sizes: np.ndarray, size: tuple[float, float]
) -> np.ndarray | None:
    """Return the centre of each label, on its line, off all boxes and other labels; None if there is no room.

    Lines with the least choice choose first. Of the free places the best is one where few other lines pass, in the
    middle rather than at the ends.
    """
    if not lines:
        return np.zeros((0, 2))
    room = np.array(size) + 0.04
    places = np.array([_along(line, _PLACES_ON_A_LINE) for line in lines])
    dense = np.array([_along(line, np.linspace(0, 1, 50)) for line in lines])
    off_boxes = (np.abs(places[:, :, None] - boxes) > (room + box_sizes) / 2).any(axis=-1).all(axis=-1)
    passing = (np.abs(places[:, :, None, None] - dense) < room / 2).all(axis=-1).any(axis=-1).sum(axis=-1)
    cost = passing + np.abs(_PLACES_ON_A_LINE - 0.5)
    free = off_boxes.copy()
    labels = np.zeros((len(lines), 2))
    waiting = set(range(len(lines)))
    while waiting:
        number = min(waiting, key=lambda n: (free[n].sum(), n))
        if not free[number].any():
            return None
        labels[number] = places[number, np.where(free[number], cost[number], np.inf).argmin()]
        free &= (np.abs(places - labels[number]) > room).any(axis=-1)
        waiting.remove(number)
    return labels


def _along(line: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return the points at these shares of a line's length."""
    lengths = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    return np.column_stack([np.interp(shares * lengths[-1], lengths, line[:, axis]) for axis in (0, 1)])
