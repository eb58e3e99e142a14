"""Laying out a graph: nothing lies on anything else, whatever the graph, and few lines cross."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_lib.plots.layered_layout import layered_layout
from course_lib.plots.layered_order import columns_of, ordered, with_dummies

LABEL = (0.62, 0.17)


def lay_out(boxes, edges, **options):
    sizes = np.column_stack([np.linspace(0.7, 1.2, boxes), np.full(boxes, 0.65)])
    return sizes, layered_layout(sizes, edges, LABEL, 9.0, **options)


def rectangles(centres, sizes):
    centres, sizes = np.asarray(centres).reshape(-1, 2), np.broadcast_to(sizes, (len(centres), 2))
    return np.hstack([centres - sizes / 2, centres + sizes / 2])


def overlap(a, b):
    return a[0] < b[2] - 1e-9 and b[0] < a[2] - 1e-9 and a[1] < b[3] - 1e-9 and b[1] < a[3] - 1e-9


def assert_nothing_overlaps(sizes, layout):
    boxes = rectangles(layout.boxes, sizes)
    labels = rectangles(layout.labels, LABEL)
    for one, other in combinations([*boxes, *labels], 2):
        assert not overlap(one, other)
    everything = np.vstack([boxes, labels])
    assert (everything[:, :2] >= 0).all() and (everything[:, 2:] <= np.array(layout.size) + 1e-9).all()


@st.composite
def graphs(draw):
    """Random graphs: each box but the first few uses one to three earlier ones, perhaps the same one twice."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    boxes, given_boxes = draw(st.integers(2, 18)), draw(st.integers(1, 5))
    reach = draw(st.integers(1, 8))
    edges = []
    for target in range(given_boxes, boxes):
        for _ in range(rng.integers(1, 4)):
            edges.append((int(rng.integers(max(0, target - reach), target)), target))
    return boxes, edges


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(graph=graphs(), inputs_first=st.booleans())
def test_no_box_and_no_label_overlaps(graph, inputs_first):
    boxes, edges = graph
    sizes, layout = lay_out(boxes, edges, inputs_first=inputs_first)
    assert_nothing_overlaps(sizes, layout)
    for (source, target), line, label in zip(edges, layout.lines, layout.labels, strict=True):
        assert layout.column_of[source] < layout.column_of[target]
        assert line[0][0] == pytest.approx(layout.boxes[source][0] + sizes[source][0] / 2)
        assert line[-1][0] == pytest.approx(layout.boxes[target][0] - sizes[target][0] / 2)
        assert abs(line[0][1] - layout.boxes[source][1]) < sizes[source][1] / 2
        # A label lies on its own line.
        dense = np.vstack([np.linspace(a, b, 400) for a, b in pairwise(line)])
        assert np.linalg.norm(dense - label, axis=1).min() < 0.02


def test_a_crowded_layer_gets_more_room():
    edges = [(source, target) for source in range(6) for target in range(6, 12)]
    sizes, layout = lay_out(12, edges)
    assert_nothing_overlaps(sizes, layout)


def test_a_short_graph_fills_the_width_and_a_long_chain_becomes_wider():
    _, short = lay_out(3, [(0, 1), (1, 2)])
    _, long = lay_out(12, [(k, k + 1) for k in range(11)])
    assert short.size[0] == 9.0 and short.boxes[-1][0] > 8
    assert long.size[0] > 15
    np.testing.assert_allclose(long.boxes[:, 1], long.boxes[0, 1])


def test_inputs_stand_just_before_their_use_or_all_in_the_first_column():
    edges = [(0, 2), (2, 3), (1, 3)]
    assert lay_out(4, edges)[1].column_of == [0, 1, 1, 2]
    assert lay_out(4, edges, inputs_first=True)[1].column_of == [0, 0, 1, 2]


def test_a_tree_is_drawn_without_crossings():
    edges = [(0, 4), (1, 5), (2, 4), (3, 5), (4, 6), (5, 6)]
    columns = columns_of(7, edges, inputs_first=True)
    ways, dummies = with_dummies(edges, columns, 7)
    first, second, _ = ordered([*columns, *dummies], ways)
    place = {box: k for k, box in enumerate([*first, *second])}
    assert {abs(place[0] - place[2]), abs(place[1] - place[3])} == {1}


def test_a_line_past_other_columns_keeps_a_place_of_its_own_there():
    ways, dummies = with_dummies([(0, 1), (1, 2), (2, 3), (0, 3)], [0, 1, 2, 3], 4)
    assert ways[-1] == [0, 4, 5, 3] and dummies == [1, 2]


def test_one_box_alone():
    sizes, layout = lay_out(1, [])
    assert layout.boxes[0][0] == 4.5
    assert_nothing_overlaps(sizes, layout)


@pytest.mark.parametrize("edge", [(1, 0), (1, 1), (0, 5), (-1, 1)])
def test_an_edge_must_lead_from_an_earlier_box_to_a_later_one(edge):
    with pytest.raises(ValueError, match="An edge leads from an earlier box"):
        lay_out(2, [edge])
