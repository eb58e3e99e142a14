"""The class report over time: by idea, from the first hand-in to now, sheet by sheet, and who needs a word, by its rule."""

from __future__ import annotations

import re
import stat

import pytest

from course_lib.__main__ import main
from course_lib.exercises.concept_index import CONCEPTS
from course_lib.exercises.sheets import load_sheet
from course_lib.grading.book.table import Row, Stored
from course_lib.grading.pages.class_summary import ClassSummary
from course_lib.grading.pages.over_time import OverTime
from course_lib.grading.pages.reports import class_report
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from tests.grading.small_class import RIGHT, UPHILL, folder_of, notebook

FOUR, FIVE, SIX, SEVEN = "04_gradient_descent", "05_backpropagation", "06_when_gradients_go_wrong", "07_optimizers"
STEP, DECAY = "gradient_step", "exponential_decay"


def row(student, sheet=FOUR, exercise=STEP, outcome="right", mistake="", possible=1, **more):
    points = possible if outcome == "right" else 0
    return Row(student, student, "", sheet, exercise, outcome, points, possible, mistake, "s", "x.ipynb", "en", **more)


def stored(student, sheet=FOUR, exercise=STEP, outcome="wrong", mistake="uphill", time=1.0, digest="a"):
    points = int(outcome == "right")
    return Stored(student, student, "", sheet, exercise, outcome, points, 1, mistake, "s", "x.ipynb", "en", digest, 0, 0, 0, time)


def over_time(rows, submissions=(), language="en"):
    rows = sorted(rows, key=lambda one: one.student)
    return OverTime(rows, submissions, ClassSummary(rows, language), language)


def reasons(rows):
    return {one.student: one.reasons for one in over_time(rows).words_needed}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_idea_is_counted_from_the_first_hand_in_to_now(language):
    rows = [row("a"), row("b"), row("c", outcome="wrong", mistake="step_only"), row("d", outcome="not attempted")]
    submissions = [
        stored("a", time=1.0),
        stored("a", outcome="right", mistake="", time=2.0, digest="b"),
        stored("b", outcome="not attempted", mistake="", time=1.0),  # untouched: no try
        stored("b", outcome="right", mistake="", time=2.0, digest="b"),
        stored("c", mistake="step_only", time=3.0, digest="b"),
        stored("c", mistake="uphill", time=2.0),
        stored("d", outcome="not attempted", mistake=""),
    ]
    (idea,) = over_time(rows, submissions, language).ideas
    assert idea.name == words("concept_index.learning_rate.name", language) and idea.exercises == (STEP,)
    assert (idea.tried, idea.wrong_at_first, idea.wrong_now, idea.students) == (3, 2, 1, 3)
    (uphill,) = [one.feedback[language] for one in load_sheet(FOUR).exercises[STEP].mistakes if one.name == "uphill"]
    assert idea.mistakes == [(2, STEP, uphill)]


def test_exercises_that_stand_for_no_idea_are_one_a_sheet_and_the_most_open_comes_first():
    named = {(concept.notebook, concept.exercise) for concept in CONCEPTS}
    rest = [name for name in load_sheet(FOUR).exercises if (FOUR, name) not in named]
    rows = [row("a", exercise=name, outcome="wrong") for name in rest] + [row("a"), row("b", outcome="error"), row("b", sheet=FIVE, exercise="chain")]
    ideas = over_time(rows).ideas
    assert len(rest) > 1 and ideas[0].exercises == tuple(rest) and FOUR in ideas[0].name
    assert [one.share_now for one in ideas] == [1, 0.5, 0]
    # Every concept with an exercise names one that is there.
    assert all(concept.exercise in load_sheet(concept.notebook).exercises for concept in CONCEPTS if concept.exercise)


def test_sheets_stand_in_the_order_of_the_chapters():
    rows = [row("a", sheet=SIX, exercise="he_std"), row("a", outcome="wrong"), row("b"), row("b", sheet=SIX, exercise="he_std", outcome="unreadable")]
    found = over_time(rows).sheets
    assert [(one.name, one.students, one.tried, one.wrong_now) for one in found] == [(FOUR, 2, 2, 1), (SIX, 1, 1, 0)]


# Who needs a word


def everywhere(student, sheets=(FOUR, FIVE, SIX, SEVEN), **more):
    return [row(student, sheet=sheet, **more) for sheet in sheets]


def test_who_has_left_nothing_out_and_fares_as_before_is_not_named():
    rows = everywhere("a") + everywhere("b", (FOUR, FIVE, SIX)) + everywhere("c", (FOUR, SEVEN))
    assert reasons(rows) == {}


def test_who_left_out_the_last_two_sheets_that_half_of_the_class_handed_in_is_named():
    rows = everywhere("a") + everywhere("b", (FOUR, FIVE, SIX)) + everywhere("c", (FOUR, FIVE))
    rows += [row("c", sheet=SIX, outcome="not attempted"), row("c", sheet=SEVEN, outcome="unreadable")]
    assert reasons(rows) == {}  # only one of three handed in the last: it was not due, and c handed in one of the two before
    rows += everywhere("d", (FOUR,)) + everywhere("e", (FOUR, FIVE, SIX))
    found = reasons(rows)
    assert list(found) == ["d"] and FIVE in found["d"][0] and SIX in found["d"][0] and SEVEN not in found["d"][0]


@pytest.mark.parametrize("late_share, named", [(0.75, False), (0.71, False), (0.7, True), (0.0, True)])
def test_a_share_that_has_fallen_by_thirty_points_is_named(late_share, named):
    rows = [row("a", sheet=FOUR, possible=100), row("a", sheet=FIVE, possible=100)]
    rows += [Row("a", "a", "", sheet, STEP, "right", 100 * late_share, 100, "", "s", "x", "en") for sheet in (SIX, SEVEN)]
    found = reasons(rows)
    assert bool(found) is named
    if named:
        assert "100 %" in found["a"][0] and f"{100 * late_share:.0f} %" in found["a"][0]


def test_two_sheets_alone_have_nothing_to_fall_from():
    assert reasons([row("a", sheet=SIX), row("a", sheet=SEVEN), row("a", sheet=SEVEN, exercise=DECAY)]) == {}


@pytest.mark.parametrize("attempts, outcome, named", [(3, "wrong", True), (2, "wrong", False), (3, "right", False), (3, "not attempted", False), (5, "error", True)])
def test_a_sheet_handed_in_three_times_and_not_right_is_named(attempts, outcome, named):
    rows = [row("a", attempts=attempts), row("a", exercise=DECAY, attempts=attempts, outcome=outcome)]
    found = reasons(rows)
    assert bool(found) is named and (not named or (str(attempts) in found["a"][0] and FOUR in found["a"][0]))


def test_more_than_half_wrong_is_named_and_most_reasons_come_first():
    rows = [row("a"), row("a", exercise=DECAY, outcome="wrong"), row("b", outcome="wrong"), *everywhere("c", outcome="wrong", attempts=4)]
    found = reasons(rows)
    assert list(found) == ["c", "b"] and len(found["c"]) == 2
    assert "Of 4 exercises tried, 4" in found["c"][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rule_stands_on_the_page_with_the_reasons(language):
    page = class_report([row("<i>a</i>\u202eb", outcome="wrong")], [], language).replace("&#39;", "'")
    assert words("grading.word_how", language, share=50, sheets=2, fallen=30, times=3) in page
    assert words("grading.word_stuck", language, tried=1, trouble=1, exercises=STEP) in page
    assert "<i>" not in page and "\u202e" not in page and "&lt;i&gt;a&lt;/i&gt;\ufffdb" in page


def test_a_class_without_anything_has_a_page():
    for language in LANGUAGES:
        assert words("grading.none", language) in class_report([], [], language)


# Several grading folders


def grade(tmp_path, name, submissions):
    folder, out = folder_of(tmp_path / name, submissions), tmp_path / f"{name}-graded"
    assert main(["grade", str(folder), "--out", str(out), "--trust-submissions", "--json"]) == 0
    return out


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_one_report_on_several_folders(tmp_path, capsys):
    one = grade(tmp_path, "one", {"aoi/x.ipynb": notebook(UPHILL), "ben/x.ipynb": notebook()})
    other = grade(tmp_path, "other", {"aoi/x.ipynb": notebook(RIGHT, remark="again"), "chika/x.ipynb": notebook()})
    capsys.readouterr()
    before = contents(other)
    table = (one / "grades.csv").read_bytes()
    assert main(["report", str(one), str(other), "--language", "en"]) == 0
    report = (one / "report.html").read_text()
    assert "3 students" in report
    # aoi was wrong at first, and is right in the folder named last.
    learning_rate = report[report.index(words("concept_index.learning_rate.name", "en")) :]
    assert re.search(r"1 → 0</td>", learning_rate[:600])
    assert 'href="feedback/aoi.html"' in report and "chika.html" not in report and ">chika<" in report
    assert stat.S_IMODE((one / "report.html").stat().st_mode) == 0o600
    assert (one / "grades.csv").read_bytes() == table and contents(other) == before
    assert main(["report", str(one), str(tmp_path)]) == 2 and "no gradebook" in capsys.readouterr().err
