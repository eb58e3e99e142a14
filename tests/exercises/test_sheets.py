"""Every exercise sheet: the reference passes, every named mistake is caught by its own name, blanks are no mistakes."""

from __future__ import annotations

import ast
import inspect
import os
import re
from collections import Counter, OrderedDict, defaultdict, namedtuple
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from course_lib.exercises.checking import check, hint
from course_lib.exercises.comparing import agree
from course_lib.exercises.judging import earned, judge, sentence
from course_lib.exercises.progress import mistakes, solved
from course_lib.exercises.sheet import Sheet, Trial
from course_lib.exercises.sheets import find_exercise, load_sheet, sheet_names
from course_lib.exercises.stored import read_exercises
from course_lib.exercises.storing import store
from course_lib.sandbox.answers import Answer, answer
from course_lib.sandbox.plain import read, write
from course_lib.words.language import LANGUAGES
from rehearsal.learner import empty_sheet, fill, right_answers, source_as, wrong_answers, wrong_function
from tests.course.test_editions import numbers_apart

SHEETS = [load_sheet(name) for name in sheet_names()]
EXERCISES = [(sheet, exercise) for sheet in SHEETS for exercise in sheet.exercises.values()]
MISTAKES = [(sheet, exercise, mistake) for sheet, exercise in EXERCISES for mistake in exercise.mistakes]
SEEDS = range(6)
MANY_SEEDS = range(40)  # a verdict that hangs on the seed shows on one of these

each_exercise = pytest.mark.parametrize("sheet, exercise", EXERCISES, ids=lambda value: getattr(value, "name", ""))
each_mistake = pytest.mark.parametrize(
    "sheet, exercise, mistake", MISTAKES, ids=[f"{exercise.name}-{mistake.name}" for _, exercise, mistake in MISTAKES]
)


@cache
def cases_of(name, seed):
    _, exercise = find_exercise(name)
    return exercise.cases(seed)


def verdict_on(exercise, function, seed=0):
    cases = cases_of(exercise.name, seed)
    return judge(exercise, cases, [answer(function, inputs) for inputs in cases.inputs])


def test_exercise_names_are_unique():
    names = [exercise.name for _, exercise in EXERCISES]
    assert len(set(names)) == len(names) > 0


@each_exercise
def test_reference_is_right(sheet, exercise):
    for seed in SEEDS:
        cases = exercise.cases(seed)
        assert all(expected.kind == "value" and not expected.changed for expected in cases.expected)
        assert judge(exercise, cases, cases.expected).outcome == "right"
        # What is tried out is tried on seeds of its own; its function has no inputs.
        assert len(cases.inputs) >= (1 if exercise.trial else 3)


@each_exercise
def test_inputs_and_answers_cross_the_border_of_the_sandbox(sheet, exercise):
    cases = exercise.cases(1)
    for inputs, expected in zip(cases.inputs, cases.expected, strict=True):
        again = answer(exercise.reference, read(write(inputs)))
        assert write(vars(again)) == write(vars(Answer(**read(write(vars(expected))))))


@each_exercise
def test_inputs_differ_from_seed_to_seed(sheet, exercise):
    drawn = {write([list(case.inputs), case.seed if exercise.trial else 0]) for case in map(exercise.cases, SEEDS)}
    assert len(drawn) > 1, "nothing is drawn from the rng"


@each_exercise
def test_number_of_mistakes(sheet, exercise):
    assert len(exercise.mistakes) >= 3


def test_five_mistakes_on_average():
    assert np.mean([len(exercise.mistakes) for _, exercise in EXERCISES]) >= 5


@each_mistake
def test_mistake_is_caught_and_named(sheet, exercise, mistake):
    # Digits that are learnt for each seed take long.
    for seed in SEEDS if exercise.trial else MANY_SEEDS:
        verdict = verdict_on(exercise, wrong_function(sheet, mistake), seed)
        assert (verdict.outcome, verdict.mistake) == ("wrong", mistake.name), f"seed {seed}"


@each_mistake
def test_feedback_says_something_in_both_languages(sheet, exercise, mistake):
    japanese, english = mistake.feedback["ja"], mistake.feedback["en"]
    assert len(japanese) > 15 and len(english) > 30
    assert not numbers_apart(japanese, english), f"{japanese}\n{english}"


@each_exercise
def test_hints_are_three_in_both_languages_and_none_is_the_answer(sheet, exercise):
    tree = ast.parse(source_as(exercise.reference, exercise.name)).body[0]
    returned = [ast.unparse(node.value) for node in ast.walk(tree) if isinstance(node, ast.Return)]
    for code in LANGUAGES:
        assert len(exercise.hints[code]) == 3
        for text in exercise.hints[code]:
            bare = text.replace(" ", "").replace("`", "")
            assert not [line for line in returned if len(line) > 8 and line.replace(" ", "") in bare], text
    for japanese, english in zip(exercise.hints["ja"], exercise.hints["en"], strict=True):
        assert not numbers_apart(japanese, english), f"{japanese}\n{english}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_as_shipped_as_solved_and_with_each_mistake(sheet, language, speak, monkeypatch):
    """Runs the sheet's own cells, as a notebook would, and looks at what each check says."""
    speak(language)
    shipped = empty_sheet(sheet.name, language)
    assert run(shipped) == dict.fromkeys(sheet.exercises, "not attempted")
    assert run(fill(empty_sheet(sheet.name, language), right_answers(sheet.name))) == dict.fromkeys(
        sheet.exercises, "right"
    )
    for number in range(max(len(exercise.mistakes) for exercise in sheet.exercises.values())):
        wrong = fill(empty_sheet(sheet.name, language), wrong_answers(sheet.name, number))
        assert run(wrong) == {
            name: exercise.mistakes[number % len(exercise.mistakes)].name for name, exercise in sheet.exercises.items()
        }


def run(notebook):
    """Return for each exercise of a sheet's notebook its outcome, or the name of its mistake."""
    namespace, found = {}, {}
    for cell in notebook.cells:
        if cell.cell_type == "code" and not cell.source.startswith("check(") and "course_lib.controls" not in cell.source:
            exec(cell.source, namespace)
    for name, value in namespace.items():
        exercise = find_exercise(name)
        if exercise is not None and inspect.isfunction(value):
            verdict = verdict_on(exercise[1], value)
            found[name] = verdict.mistake or verdict.outcome
    return found


@each_exercise
def test_blanks_are_not_attempted(sheet, exercise):
    assert verdict_on(exercise, lambda *inputs: ...).outcome == "not attempted"


FILLED = {"spread": "np.sqrt(2 / 64)", "before": "x @ W1 + b1", "hidden": "np.maximum(before, 0)", "scores": "hidden @ W2 + b2", "to_before": "to_hidden * (before > 0)", "W1": "W1 - rate * dW1"}  # fmt: skip


@pytest.mark.parametrize("left", [*FILLED, ""])
def test_a_blank_that_is_left_in_a_skeleton_is_named(left):
    _, exercise = find_exercise("read_digits")
    source = source_as(exercise.shipped, "read_digits")
    for number, (name, code) in enumerate(FILLED.items(), start=1):
        blank = f" {name} = ...  # {number}\n"
        assert source.count(blank) == 1
        source = source.replace(blank, blank if name == left else f" {name} = {code}\n")
    namespace = {"np": np}
    exec(source, namespace)
    verdict = verdict_on(exercise, namespace["read_digits"])
    assert verdict.outcome == ("not attempted" if left else "right")
    for language, words in (("ja", "のままです"), ("en", "A blank is left")):
        text = sentence(verdict, exercise, language)
        assert not left or (words in text and f"`{left}`" in text)


@each_exercise
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_answer_gets_a_sentence(sheet, exercise, language):
    def raises(*inputs):
        return undefined_name  # noqa: F821

    def returns_text(*inputs):
        return "0.5"

    def returns_nothing(*inputs):
        return None

    def returns_an_object(*inputs):
        return object()

    def returns_a_function(*inputs):
        return exercise.reference

    def returns_a_strange_shape(*inputs):
        return np.zeros((2, 0, 3))

    def exits(*inputs):
        raise SystemExit(1)

    for function in (
        raises, returns_text, returns_nothing, returns_an_object, returns_a_function, returns_a_strange_shape, exits,
    ):  # fmt: skip
        verdict = verdict_on(exercise, function)
        assert verdict.outcome in ("wrong", "error")
        assert verdict.outcome == ("error" if function in (raises, exits) else "wrong")
        text = sentence(verdict, exercise, language)
        # A place left unfilled; an input that is a dictionary has braces too, but quotes after them.
        assert len(text) > 20 and not re.search(r"\{[a-z_]", text), text


@pytest.mark.parametrize("language, words", [("ja", "1.0"), ("en", "True and False in place of numbers")])
def test_true_and_false_are_no_numbers(language, words):
    _, exercise = find_exercise("relu_gradient")
    verdict = verdict_on(exercise, lambda x: x > 0)
    assert (verdict.outcome, verdict.mistake) == ("wrong", "wrong_type")
    assert words in sentence(verdict, exercise, language)
    assert verdict_on(exercise, lambda x: (x > 0) * 1.0).outcome == "right"


def gradient_step(x, gradient, rate):
    return x + rate * gradient


def test_check_names_the_mistake_and_records_it_and_what_is_solved(speak):
    speak("en")
    assert "uphill" in repr(check(gradient_step))
    assert solved() == set() and list(mistakes()) == ["gradient_step.uphill"]

    reference = find_exercise("gradient_step")[1].reference
    assert repr(check(reference)).startswith("✓")
    assert solved() == {"gradient_step"}


def test_check_shows_the_first_input_that_differs(speak):
    speak("en")

    def gradient_step(x, gradient, rate):
        return x - rate * gradient - 0.01 * x * gradient

    text = repr(check(gradient_step))
    assert "gradient_step(3.0, 2.0, 0.1)" in text and "2.8" in text and "2.74" in text


def test_check_notices_that_the_input_was_changed(speak):
    speak("en")

    def has_converged(errors, tolerance):
        errors = list(errors) if not isinstance(errors, list) else errors
        right = find_exercise("has_converged")[1].reference(list(errors), tolerance)
        errors.append(0.0)
        return right

    assert "changes the data it was given" in repr(check(has_converged))


def test_check_survives_a_progress_file_that_is_damaged_or_not_writable(monkeypatch, tmp_path, speak):
    speak("en")
    reference = find_exercise("gradient_step")[1].reference
    damaged = tmp_path / "progress.json"
    damaged.write_text("{")
    assert repr(check(reference)).startswith("✓")
    monkeypatch.setenv("GRADIENT_COURSE_PROGRESS", str(tmp_path / "no" / "such" / "folder.json"))
    assert repr(check(reference)).startswith("✓")


NONSENSE = ["{", "[]", '{"solved": 3}', '{"solved": [3]}', '{"solved": null}', "[" * 100_000, '{"solved": ["' + "x" * 1_100_000 + '"]}', "\xff", ""]


@pytest.mark.parametrize("language, words", [("ja", "という名前に変えて残してあります"), ("en", "It is now called progress-set-aside-1.json")], ids=LANGUAGES)
@pytest.mark.parametrize("content", NONSENSE, ids=range(len(NONSENSE)))
def test_a_record_that_holds_nonsense_is_set_aside_with_a_sentence(content, language, words, tmp_path, speak, capsys):
    speak(language)
    (tmp_path / "progress.json").write_bytes(content.encode("latin-1"))
    assert solved() == set()
    assert words in capsys.readouterr().out
    assert (tmp_path / "progress-set-aside-1.json").read_bytes() == content.encode("latin-1")
    assert repr(check(find_exercise("gradient_step")[1].reference)).startswith("✓")
    assert solved() == {"gradient_step"} and capsys.readouterr().out == ""


@pytest.mark.parametrize("there", [True, False])
def test_a_record_that_is_a_link_is_set_aside_and_not_followed(there, tmp_path, speak, capsys):
    speak("en")
    precious, record = tmp_path / "precious.json", tmp_path / "progress.json"
    if there:
        precious.write_text('{"solved": ["gradient_step"]}')
    record.symlink_to(precious)
    (tmp_path / "progress-set-aside-1.json").write_text("older")
    (tmp_path / "progress.json.new").symlink_to(tmp_path / "draft")
    assert repr(check(find_exercise("has_converged")[1].reference)).startswith("✓")
    assert "It is now called progress-set-aside-2.json" in capsys.readouterr().out
    assert precious.exists() is there and not (tmp_path / "draft").exists()
    assert not there or precious.read_text() == '{"solved": ["gradient_step"]}'
    assert solved() == {"has_converged"} and not record.is_symlink()


def test_a_record_that_is_a_folder_or_a_pipe_is_set_aside(tmp_path, speak, capsys):
    speak("en")
    (tmp_path / "progress.json").mkdir()
    assert solved() == set() and "set-aside-1" in capsys.readouterr().out
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "progress.json")
        assert solved() == set() and "set-aside-2" in capsys.readouterr().out


@pytest.mark.parametrize("given", [None, 3.0, "gradient_step", np.zeros(3)])
def test_check_of_something_that_is_no_function(given, speak):
    speak("en")
    assert "without parentheses" in repr(check(given))
    assert "without parentheses" in repr(hint(given))


def test_check_of_an_unknown_function(speak):
    speak("en")
    assert "no exercise called <lambda>" in repr(check(lambda: 1))


def test_a_function_is_known_by_the_name_it_is_bound_to(speak):
    speak("en")

    def logged(function):
        def wrapper(*inputs):
            return function(*inputs)

        return wrapper

    @logged
    def has_converged(errors, tolerance):
        return len(errors) > 1 and abs(errors[-1] - errors[-2]) < tolerance

    assert repr(check(has_converged)).startswith("✓")
    exponential_decay = lambda rate, step, decay: rate * decay**step  # noqa: E731
    assert repr(check(exponential_decay)).startswith("✓")
    assert "Hint" in repr(hint(exponential_decay))
    exponential_decay.__name__ = "nonsense"
    assert repr(check(exponential_decay)).startswith("✓")


def test_check_of_none_and_of_several(speak):
    for language, words_of_none, words_of_two in (("ja", "関数そのもの", "一つずつ"), ("en", "without parentheses", "one function")):
        speak(language)
        assert words_of_none in repr(check()) and words_of_none in repr(hint())
        assert words_of_two in repr(check(gradient_step, gradient_step))


Point = namedtuple("Point", "x y")


@pytest.mark.parametrize(
    "strange, plain",
    [
        (np.str_("left"), "left"),
        ({np.str_("a"): np.int64(1), "b": np.bool_(True)}, {"a": 1, "b": True}),
        (Point(1.0, np.float32(2)), (1.0, 2.0)),
        (OrderedDict(a=1), {"a": 1}),
        (defaultdict(list, a=[np.int64(2)]), {"a": [2]}),
        (Counter("aab"), {"a": 2, "b": 1}),
        (Fraction(1, 4), 0.25),
        (np.longdouble(0.5), 0.5),
        (np.array([0.5, np.inf], dtype=np.longdouble), np.array([0.5, np.inf])),
        ([np.bool_(False), (np.uint8(3),)], [False, (3,)]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_kinds_of_numpy_and_of_libraries_count_as_pythons_own_in_check_and_grade(strange, plain):
    given = answer(lambda: strange, ())
    expected = answer(lambda: plain, ())
    assert agree(expected, given, 1e-7)
    assert write(vars(given)) == write(vars(expected)), "what crosses the sandbox's border is the same too"


@pytest.mark.parametrize("language, word", [("ja", "ほとんど"), ("en", "Nearly")])
def test_what_is_only_rounded_is_told_so(language, word):
    _, exercise = find_exercise("gradient_step")
    verdict = verdict_on(exercise, lambda x, gradient, rate: np.float32(x) - np.float32(rate) * np.float32(gradient))
    assert verdict.outcome == "wrong" and word in sentence(verdict, exercise, language)
    verdict = verdict_on(exercise, lambda x, gradient, rate: x - rate * gradient * 1.001)
    assert verdict.outcome == "wrong" and word not in sentence(verdict, exercise, language)


def test_numbers_that_carry_more_are_no_plain_numbers():
    class Number(float):
        points = 100

    assert answer(lambda: Number(1.0), ()).kind == "strange"


@pytest.mark.parametrize(
    "source, there",
    [
        ("import matplotlib.pyplot as plt\ndef gradient_step(x, gradient, rate):\n    plt\n    return x - rate * gradient", True),
        ("import math, random\ndef gradient_step(x, gradient, rate):\n    math, random\n    return x - rate * gradient", True),
        ("def gradient_step(x, gradient, rate):\n    import hypothesis.strategies\n    return x - rate * gradient", False),
        ("import hypothesis\ndef helper(a):\n    hypothesis\n    return a\ndef gradient_step(x, gradient, rate):\n    return x - helper(rate * gradient)", False),
    ],
    ids=["shows", "of Python", "imported inside", "used by a helper"],
)
def test_what_grading_has_not_is_said_beforehand(source, there, speak):
    speak("en")
    namespace = {"__name__": "__main__"}
    exec(source, namespace)
    said = repr(check(namespace["gradient_step"]))
    assert said.startswith("✓") if there else "hypothesis is not there" in said


def test_hints_come_one_by_one_and_end(speak, monkeypatch):
    speak("en")
    monkeypatch.setattr("course_lib.exercises.checking._hints_shown", {})
    shown = [repr(hint(gradient_step)) for _ in range(4)]
    assert [text[:14] for text in shown[:3]] == [f"○ Hint {n} of 3:" [:14] for n in (1, 2, 3)]
    assert "last hint" in shown[3]


def test_message_escapes_what_a_learner_wrote(speak):
    speak("en")

    def gradient_step(x, gradient, rate):
        raise KeyError("<script>alert(1)</script>")

    assert "<script>" not in check(gradient_step)._repr_html_()


def test_a_sheet_refuses_two_exercises_of_one_name_and_missing_hints():
    sheet = Sheet("x")
    hints = {"ja": ["一", "二", "三"], "en": ["a", "b", "c"]}
    sheet.exercise(gradient_step, points=1, inputs=lambda rng: [], **hints)
    with pytest.raises(ValueError, match="two exercises"):
        sheet.exercise(gradient_step, points=1, inputs=lambda rng: [], **hints)
    with pytest.raises(ValueError, match="three hints"):
        Sheet("y").exercise(gradient_step, points=1, inputs=lambda rng: [], ja=["一"], en=["a"])


def test_an_outcome_needs_a_trial_that_tells_it_and_a_worth_from_0_to_1():
    sheet = Sheet("x")
    hints = {"ja": ["一", "二", "三"], "en": ["a", "b", "c"]}
    sheet.exercise(gradient_step, points=4, inputs=lambda rng: [(1.0, 2.0, 0.1)], **hints)
    with pytest.raises(ValueError, match="no trial"):
        sheet.outcome(gradient_step, "too_far", ja="x", en="x")
    tried = Sheet("y")
    tried.exercise(
        gradient_step, points=4, inputs=lambda rng: [(1.0, 2.0, 0.1)],
        trial=Trial("course_lib.experiments.digits_exam.tells_digits", 0), **hints,
    )  # fmt: skip
    with pytest.raises(ValueError, match="can't be worth 2"):
        tried.outcome(gradient_step, "no_digits", ja="x", en="x", worth=2)
    tried.outcome(gradient_step, "no_digits", ja="x", en="no digits at all", worth=0.5)
    exercise = tried.exercises["gradient_step"]
    again = read_exercises(store(tried))["gradient_step"]
    for one in (exercise, again):
        cases = one.cases(0)
        verdict = judge(one, cases, [answer(gradient_step, case) for case in cases.inputs])
        assert (verdict.outcome, verdict.mistake, earned(verdict, one)) == ("wrong", "no_digits", 2)
        assert sentence(verdict, one, "en") == "no digits at all"


def test_an_unknown_sheet_is_an_error_that_names_those_there_are():
    with pytest.raises(FileNotFoundError, match="04_gradient_descent"):
        load_sheet("77_nothing")


@pytest.mark.parametrize(
    "source",
    [
        "from course_lib.descent.gradient_descent import gradient_step as ours\ndef gradient_step(x, gradient, rate):\n    return ours(x, gradient, rate)",
        "import course_lib.descent.gradient_descent as d\ndef gradient_step(x, gradient, rate):\n    return d.gradient_step(x, gradient, rate)",
        "def gradient_step(x, gradient, rate):\n    from course_lib.descent.gradient_descent import gradient_step as ours\n    return ours(x, gradient, rate)",
    ],
)
def test_what_borrows_from_the_course_is_told_that_grading_has_it_not(source, speak, tmp_path, monkeypatch):
    speak("en")
    monkeypatch.setenv("GRADIENT_COURSE_PROGRESS", str(tmp_path / "progress.json"))
    namespace = {}
    exec(source, namespace)
    assert "course_lib is not there" in repr(check(namespace["gradient_step"]))
    assert not (tmp_path / "progress.json").exists()
    exec("def gradient_step(x, gradient, rate):\n    return x - rate * gradient", namespace)
    assert repr(check(namespace["gradient_step"])).startswith("✓")
