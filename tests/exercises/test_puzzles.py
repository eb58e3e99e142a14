"""Lines to put in order: which exercises have them, which orders are right, and what is said of the others."""

from __future__ import annotations

import json

import pytest

from course_lib.controls.line_puzzle import LinePuzzle, puzzle
from course_lib.exercises.ordering import first_misplaced, judge_order, right_orders
from course_lib.exercises.progress import ordered, record_solved, solved
from course_lib.exercises.puzzle import answer_lines, make_puzzle
from course_lib.exercises.sheets import find_exercise
from course_lib.exercises.steps import in_steps
from course_lib.sources.functions import functions_in, source_of
from course_lib.words.language import LANGUAGES
from rehearsal.learner import empty_sheet
from tests.exercises.orders import EXERCISES, PUZZLES, right_by_running_all, statements, swapped

SHORT = 4  # lines up to which all orders are run here; tests/exercises/all_orders.py goes on
each_puzzle = pytest.mark.parametrize("exercise, lines", PUZZLES, ids=lambda one: getattr(one, "name", ""))


@pytest.fixture(autouse=True)
def learner(tmp_path, monkeypatch):
    """A learner of whom nothing is known yet, who reads English."""
    monkeypatch.setenv("GRADIENT_COURSE_PROGRESS", str(tmp_path / "progress.json"))
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", "en")
    return tmp_path / "progress.json"


def opened(name):
    _, exercise = find_exercise(name)
    return LinePuzzle(exercise, make_puzzle(exercise)), answer_lines(exercise)


def place(opened_puzzle, order):
    """Put lines into the function, in this order, and try them."""
    opened_puzzle.lines.used = [opened_puzzle.puzzle.lines.index(line) for line in order]
    opened_puzzle.run.click()
    return opened_puzzle.feedback.value


NO_PUZZLE = {
    "read off a picture, each learner their own: the lines would be the answers": ["slope_at", "rolls_toward", "five_points", "cure"],
    "a script to mend: its lines are seen, and which of them is wrong is the question": [
        *("learn_slope", "learn_line", "errors_to_keep", "score_error", "normalized")
    ],
    "tried out and not compared: many answers are right": [
        *(f"treatment_of_case_{number}" for number in range(1, 13)),
        *("read_digits", "patient_1", "patient_5"),
    ],
}


def test_every_exercise_of_the_main_road_has_a_puzzle_but_those_that_are_named_here_with_the_reason():
    on_the_road = [exercise.name for exercise in EXERCISES if not exercise.side]
    without = sorted(set(on_the_road) - {exercise.name for exercise, _ in PUZZLES})
    assert without == sorted(name for names in NO_PUZZLE.values() for name in names)
    assert {exercise.name for exercise, _ in PUZZLES} <= set(on_the_road)


def test_side_roads_are_where_the_sheets_say_so():
    for exercise in EXERCISES:
        sheet = empty_sheet(find_exercise(exercise.name)[0].name, "en")
        place = next(i for i, cell in enumerate(sheet.cells) if f"def {exercise.name}(" in cell.source)
        text = next(cell.source for cell in reversed(sheet.cells[:place]) if cell.cell_type == "markdown")
        assert ("side road" in text.lower()) is exercise.side, exercise.name


def test_an_answer_of_one_line_is_taken_apart_into_steps_that_do_the_same():
    """A step for each operation within the last; a loop for a list; nothing where a part is a name, a number or a call."""
    made = {name: [line.strip() for line in opened(name)[1]] for name in ("central_difference", "clip_by_value", "add", "above_mean", "rise")}
    assert made == {
        "central_difference": ["difference = f(x + h) - f(x - h)", "product = 2 * h", "return difference / product"],
        "clip_by_value": ["results = []", "for g in gradients:", "results.append(np.clip(g, -limit, limit))", "return results"],
        "add": ["total = a + b", "return total, 1.0, 1.0"],
        "above_mean": ["mask = values > np.mean(values)", "return values[mask]"],
        "rise": ["return there - here"],
    }
    assert in_steps(*functions_in("def f(a, product): return a - a * product")) == ["def f(a, product):", "    return a - a * product"]
    assert in_steps(*functions_in("def f(a, b): return a * b - b * a"))[1:] == ["    product = a * b", "    return product - b * a"]


@each_puzzle
def test_a_puzzle_is_the_answers_lines_with_one_or_two_of_named_mistakes(exercise, lines):
    answer = answer_lines(exercise)
    assert sorted([*answer, *lines.traps]) == sorted(lines.lines) and lines.count == len(answer)
    assert 1 <= len(lines.traps) <= 2 and (lines.lines[: lines.count] != answer or lines.count == 1)
    for line, name in lines.traps.items():
        (mistake,) = [one for one in exercise.mistakes if one.name == name]
        (theirs,) = functions_in(source_of(mistake.implementation))
        assert line in [*source_of(mistake.implementation).splitlines(), *in_steps(theirs)] and line not in answer


@each_puzzle
def test_there_is_one_right_order_up_to_lines_that_commute(exercise, lines):
    """All orders that run right hold the answer's lines, and each comes from another by swapping two neighbours."""
    cases = exercise.cases(0)
    right = right_orders(exercise, cases, lines)
    answer = answer_lines(exercise)
    assert {frozenset(order) for order in right} == {frozenset(answer)}
    reached, waiting = {answer}, [answer]
    while waiting:
        for other in swapped(waiting.pop()):
            if other in right and other not in reached:
                reached.add(other)
                waiting.append(other)
    assert reached == right
    for seed in (1, 2, 3):
        drawn = exercise.cases(seed)
        assert all(judge_order(exercise, drawn, lines, order).outcome == "right" for order in right)


@pytest.mark.parametrize("exercise, lines", [one for one in PUZZLES if one[1].count <= SHORT], ids=lambda one: getattr(one, "name", ""))
def test_no_right_order_is_missed_where_all_are_run(exercise, lines):
    cases = exercise.cases(0)
    assert right_by_running_all(exercise, lines, cases) == right_orders(exercise, cases, lines)


@each_puzzle
def test_a_line_of_a_mistake_is_answered_with_its_sentence(exercise, lines):
    """In the place of one of the answer's lines; in every place something is said that is no praise."""
    asked = LinePuzzle(exercise, lines)
    answer = answer_lines(exercise)
    for line, name in lines.traps.items():
        (mistake,) = [one for one in exercise.mistakes if one.name == name]
        told = [asked.verdict((*answer[:i], line, *answer[i + 1 :])) for i in range(len(answer))]
        assert not any(message.tone == "right" for message in told)
        assert any(mistake.feedback["en"] in message.text for message in told), line


def test_what_commutes_may_stand_in_any_order():
    asked, answer = opened("dense_backward")
    dx, dW, db, end = answer
    for order in ((dx, dW, db), (db, dW, dx), (dW, db, dx)):
        assert "✓" in place(asked, (*order, end))
    assert "✗" in place(asked, (dx, end, dW, db))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_order_is_answered_with_the_mistake_or_the_first_line_that_cannot_stand_there(language, monkeypatch):
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", language)
    asked, answer = opened("gradient_descent")
    start, path, loop, new, _, _, old, _, _, end = answer
    said = {
        "nothing": (),
        "so far": (start, path, loop),
        "too early": (path, start),
        "first": (loop, start),
        "not opened": (start, path, new),
        "empty block": (start, path, loop, end),
        "other": (start, path, loop, new, old),
        "mistake": tuple(line.replace("x - rate", "x + rate") for line in answer),
    }
    told = {what: asked.verdict(order) for what, order in said.items()}
    assert len({message.text for message in told.values()}) == len(said)
    assert told["nothing"].tone == told["so far"].tone == "neutral" and "7" in told["so far"].text
    for what, line in {"too early": path, "not opened": new, "empty block": end, "other": old, "first": loop}.items():
        assert told[what].tone == "wrong" and f"`{line.strip()}`" in told[what].text
        assert str(said[what].index(line) + 1) in told[what].text
    assert "`x`" in told["too early"].text
    (climbs,) = [one for one in asked.exercise.mistakes if one.name == "ascent"]
    assert told["mistake"].text == climbs.feedback[language]


def test_the_first_line_that_cannot_stand_is_the_first_after_which_no_right_order_goes_on():
    orders = {("a", "b", "c"), ("a", "c", "b")}
    assert [first_misplaced(orders, tuple(order)) for order in ("", "a", "ac", "abc", "b", "aa", "acc")] == [None, None, None, None, 0, 1, 2]


def test_lines_in_order_are_half_of_the_way_and_no_tick(learner):
    asked, answer = opened("has_converged")
    assert asked.feedback.value.count("<") == 2 and ordered() == set()
    assert "✗" in place(asked, (*answer[:2], asked.puzzle.lines[asked.puzzle.lines.index(next(iter(asked.puzzle.traps)))]))
    assert ordered() == set()
    assert "✓" in place(asked, answer)
    assert ordered() == {"has_converged"} and solved() == set()
    assert "before" in opened("has_converged")[0].feedback.value
    record_solved("has_converged")
    kept = json.loads(learner.read_text())
    assert kept["ordered"] == kept["solved"] == ["has_converged"]


def test_a_record_from_before_there_were_puzzles_is_read_and_a_damaged_one_set_aside(learner, capsys):
    learner.write_text('{"solved": ["double"]}')
    assert solved() == {"double"} and ordered() == set()
    learner.write_text('{"solved": ["double"], "ordered": 5}')
    assert ordered() == set() and solved() == set()
    assert "progress-set-aside-1.json" in capsys.readouterr().out


def test_what_has_no_puzzle_says_so_in_a_sentence():
    def slope_at(mark):
        return ...

    def unheard_of(x):
        return ...

    assert "no lines to put in order" in puzzle(slope_at).text
    assert "no exercise called unheard_of" in puzzle(unheard_of).text
    assert puzzle().tone == "neutral"

    def halvings(start, number):
        return ...

    assert isinstance(puzzle(halvings), LinePuzzle)


def test_readers_without_a_kernel_get_the_lines_as_text():
    asked, answer = opened("halvings")
    still = asked._repr_mimebundle_()[0]
    assert all(line in still["text/plain"] for line in answer) and "<pre>" in still["text/html"]


def test_a_swap_moves_whole_statements():
    lines = ("    for x in y:", "        a", "        b", "    c")
    assert statements(lines) == [lines[:3], lines[3:]]
    assert set(swapped(lines)) == {("    c", *lines[:3]), (lines[0], lines[2], lines[1], lines[3])}
