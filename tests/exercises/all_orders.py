"""The longer suite of puzzles: every order of up to six of eight lines is run, twenty thousand for one puzzle.

pytest tests/exercises/all_orders.py
"""

from __future__ import annotations

import pytest

from course_lib.exercises.ordering import right_orders
from tests.exercises.orders import PUZZLES, right_by_running_all

LONGEST = 6  # lines; ten of twelve would be 240 million orders


@pytest.mark.parametrize("exercise, puzzle", [one for one in PUZZLES if one[1].count <= LONGEST], ids=lambda one: getattr(one, "name", ""))
def test_no_right_order_is_missed_where_all_are_run(exercise, puzzle):
    cases = exercise.cases(0)
    assert right_by_running_all(exercise, puzzle, cases) == right_orders(exercise, cases, puzzle)
