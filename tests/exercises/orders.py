"""What the tests of puzzles share: the puzzles, every order of some lines, and which orders differ by a swap."""

from __future__ import annotations

from itertools import permutations

from course_lib.exercises.ordering import judge_order
from course_lib.exercises.puzzle import make_puzzle
from course_lib.exercises.sheets import load_sheet, sheet_names

EXERCISES = [exercise for sheet in map(load_sheet, sheet_names()) for exercise in sheet.exercises.values()]
PUZZLES = [(exercise, puzzle) for exercise in EXERCISES if (puzzle := make_puzzle(exercise))]


def right_by_running_all(exercise, puzzle, cases):
    """Return the right ones of all orders there are, none left out."""
    found = set()
    for order in set(permutations(puzzle.lines, puzzle.count)):
        try:
            if judge_order(exercise, cases, puzzle, order).outcome == "right":
                found.add(order)
        except SyntaxError:
            pass
    return found


def statements(lines):
    """Split lines into statements: a line with those below it that stand further in."""
    depths = [len(line) - len(line.lstrip()) for line in lines]
    starts = [place for place, depth in enumerate(depths) if depth == min(depths)]
    return [tuple(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def swapped(lines):
    """Yield what comes of swapping two neighbouring statements, those within others too."""
    parts = statements(lines) if lines else []
    for place, part in enumerate(parts):
        before, after = sum(parts[:place], ()), sum(parts[place + 1 :], ())
        if place + 1 < len(parts):
            yield (*before, *parts[place + 1], *part, *sum(parts[place + 2 :], ()))
        for inner in swapped(part[1:]):
            yield (*before, part[0], *inner, *after)
