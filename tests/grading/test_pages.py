"""The pages that people read: feedback in the learner's language, kind to who failed; a report with pictures; likenesses."""

from __future__ import annotations

import json
import re

import pytest

from course_lib.__main__ import main
from course_lib.grading.book.table import Row
from course_lib.grading.incoming.answers_text import answers_text
from course_lib.grading.pages.class_summary import ClassSummary
from course_lib.grading.pages.reports import class_report, feedback_page, page_name, write_reports
from course_lib.grading.pages.similarity import similar_pairs, tokens
from course_lib.words.language import LANGUAGES
from tests.grading.small_class import RIGHT, SHEET, UPHILL, folder_of, notebook


def row(student, exercise="gradient_step", outcome="right", points=1, possible=1, mistake="", sentence="So.", language="en", **more):
    return Row(student, student, "", SHEET, exercise, outcome, points, possible, mistake, sentence, "x.ipynb", language, **more)


def wrong(student, exercise="gradient_step", mistake="uphill", **more):
    return row(student, exercise, "wrong", 0, 1, mistake, **more)


@pytest.mark.parametrize(
    "rows, japanese, english",
    [
        ([wrong, wrong], "心配はいりません", "no reason to worry"),
        ([row, wrong], "できたところがあります", "Part of it is right"),
        ([row, row], "すべて正解です", "Everything is right"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_feedback_begins_with_where_the_learner_stands(rows, japanese, english, language):
    made = [make("aoi", exercise, language=language) for make, exercise in zip(rows, ("gradient_step", "has_converged"), strict=True)]
    page = feedback_page(made)
    assert f'<html lang="{language}">' in page
    assert (japanese in page) is (language == "ja") and (english in page) is (language == "en")
    first = next((one.exercise for one in made if one.outcome != "right"), None)
    assert (f"hint({first})" in page) is (first is not None)


def test_feedback_is_in_the_language_of_what_could_be_read():
    rows = [row("aoi", outcome="unreadable", points=0, language="en"), row("aoi", "has_converged", language="ja")]
    assert '<html lang="ja">' in feedback_page(rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_students_chose_is_text_and_never_markup(language):
    rows = [row("<script>alert(1)</script>", sentence="<img src=x onerror=alert(1)>", reason="<b>x</b>", language=language)]
    for page in (feedback_page(rows), class_report(rows, [], language)):
        assert "<script" not in page and "<img" not in page and "<b>x</b>" not in page


def test_page_names_stay_apart_and_are_file_names():
    names = ["a/b", "a_b", "../x", ".x", "x" * 300, "x" * 301, "名前", "a b", "\udcff"]
    pages = [page_name(name) for name in names]
    assert len(set(pages)) == len(names)
    assert all(re.fullmatch(r"[\w-][\w.-]*\.html", page) and len(page.encode()) < 250 for page in pages)


def class_of_six():
    rows = [row(name) for name in ("aoi", "ben")] + [wrong(name) for name in ("chika", "daniel")]
    rows += [row(name, "has_converged") for name in ("aoi", "ben", "chika")] + [wrong("daniel", "has_converged", "sign_kept")]
    rows += [row("emi", outcome="not attempted", points=0), row("fred", late=True, reason="On paper.")]
    return sorted(rows, key=lambda one: one.student)


def test_the_summary_counts_what_there_is():
    summary = ClassSummary(class_of_six(), "en")
    assert [one.student for one in summary.students] == ["daniel", "emi", "chika", "aoi", "ben", "fred"]
    assert summary.columns == [2, 0, 0, 0, 0, 1, 0, 0, 0, 3]
    assert [(one.exercise, round(one.share_right, 2)) for one in summary.hardest_first] == [("gradient_step", 0.5), ("has_converged", 0.75)]
    assert [(count, exercise, name) for count, exercise, name, _ in summary.common_mistakes] == [(2, "gradient_step", "uphill"), (1, "has_converged", "sign_kept")]
    # chika has half of what she tried, emi has not begun: only daniel is stuck.
    assert [(one.student, len(one.trouble), one.tried) for one in summary.stuck] == [("daniel", 2, 2)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_of_the_report_can_be_read_aloud(language):
    report = class_report(class_of_six(), [], language)
    aloud = re.findall(r'<svg[^>]*role="img" aria-label="([^"]*)"', report)
    assert len(aloud) == 3
    assert "0–10 %: 2;" in aloud[0] and "90–100 %: 3;" in aloud[0]
    assert "gradient_step: 50 %;" in aloud[1] and "uphill: 2;" in aloud[2]


def test_a_report_on_a_large_class_stays_a_page():
    rows = [row(f"s{n:05}", points=n % 2) for n in range(3000)]
    report = class_report(rows, [], "en")
    assert report.count('href="feedback/') == 500 and "grades.csv" in report


def test_pages_of_who_is_gone_go_too(tmp_path):
    write_reports([row("aoi"), row("ben")], [], tmp_path)
    write_reports([row("aoi")], [], tmp_path)
    assert [path.name for path in (tmp_path / "feedback").iterdir()] == ["aoi.html"]


LONG = """def gradient_descent(gradient, start, rate, steps):
    # {comment}
    {x} = start
    path = [{x}]
    for step in range(steps):
        if abs(gradient({x})) > 1e9:
            raise ValueError("too steep")
        {x} = {x} - rate * gradient({x})
        path.append({x} + 0 * len(path))
    return path
"""
OTHER = """def gradient_descent(gradient, start, rate, steps):
    places = np.empty(steps + 1)
    places[0] = start
    for i in range(1, steps + 1):
        places[i] = places[i - 1] - rate * gradient(places[i - 1])
    assert np.isfinite(places).all(), f"student {number}" + "{extra}"
    return places[:{number} + 1000]
"""


def answers(student, source):
    return (student, SHEET, json.dumps({"gradient_descent": source}))


def test_renamed_and_recommented_answers_are_seen_as_alike():
    class_ = [answers(f"s{n}", OTHER.format(number=n, extra=" or ".join("abcdefgh"[: n % 7]))) for n in range(20)]
    class_ += [answers("aoi", LONG.format(x="x", comment="mine")), answers("ben", LONG.format(x="place", comment="all my own work"))]
    pairs = similar_pairs(class_)
    assert (pairs[0].first, pairs[0].second, pairs[0].exercises) == ("aoi", "ben", (("gradient_descent", 1.0),))


def test_what_many_write_alike_and_what_is_short_is_no_likeness():
    assert similar_pairs([answers(f"s{n}", LONG.format(x="x", comment="")) for n in range(20)]) == []
    assert similar_pairs([answers(f"s{n}", "def gradient_descent(a):\n    return a") for n in range(2)]) == []


def test_tokens_leave_names_comments_and_layout_aside():
    assert tokens("def f(x):  # note\n    return x ** 2") == tokens('def g(value):\n    """Say."""\n    return value**2')
    assert tokens("return x + 2") != tokens("return x - 2")


def test_the_text_of_an_answer_is_the_last_one_defined_and_bounded():
    cells = ["def f(x):\n    return 1\n\nprint(f)", "def f(\n    x,\n):\n    return 2\nother = 3", "def g(): return " + "9" * 9999]
    found = json.loads(answers_text(cells, ["f", "g", "h"]))
    assert found["f"] == cells[1].removesuffix("\nother = 3") and set(found) == {"f", "g"}
    assert len(found["g"]) == 4000


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_in_a_real_browser_fit_and_draw_their_bars(browser, tmp_path, language):
    place = folder_of(tmp_path / "class", {f"s{n}/x.ipynb": notebook(RIGHT if n % 2 else UPHILL, language=language, remark=str(n)) for n in range(5)})
    out = tmp_path / "out"
    assert main(["grade", str(place), "--out", str(out), "--trust-submissions", "--language", language]) == 0
    context = browser.new_context(viewport={"width": 420, "height": 800})
    page = context.new_page()
    for name in ("report.html", "feedback/s0.html"):
        page.goto(f"file://{out / name}")
        # On a telephone too nothing sticks out of the page.
        assert page.evaluate("document.documentElement.scrollWidth") <= 420
    page.goto(f"file://{out / 'report.html'}")
    heights = page.evaluate("[...document.querySelectorAll('svg.chart')[0].querySelectorAll('rect')].map(r => r.getBoundingClientRect().height)")
    assert sum(height > 5 for height in heights) == 2
    context.close()
