"""Before and after in a class: gains that can be worked out by hand, files from anybody, questions for Moodle."""

from __future__ import annotations

import html
import json
import re
import stat
import xml.etree.ElementTree as ElementTree

import pytest

from course_lib.__main__ import main
from course_lib.exercises.concept_test import FORMS, IDEAS, RIGHT, UNSURE
from course_lib.grading.incoming.concept_answers import TestTaker, read_class
from course_lib.grading.pages.class_gain import FILE, ClassGain, gain_table, keep_answers, kept_answers, normalised_gain
from course_lib.grading.pages.reports import class_report
from course_lib.grading.release.moodle_questions import moodle_questions
from course_lib.words.language import LANGUAGES
from tests.grading.small_class import folder_of, notebook, zip_of

NAMES = [idea.name for idea in IDEAS]


def answers(right=(), otherwise=UNSURE, **chosen):
    """All answers of a form: right for these ideas, else the same choice."""
    return {name: RIGHT if name in right else chosen.get(name, otherwise) for name in NAMES}


def progress(before=None, after=None, **more):
    """The text of a learner's file of progress."""
    tests = {form: one for form, one in (("before", before), ("after", after)) if one is not None}
    return json.dumps({"solved": [], "answers": {}, "predictions": {}, "tests": tests, **more})


@pytest.mark.parametrize(
    "before, after, gain", [(0, 0, 0), (0, 1, 1), (0.5, 0.75, 0.5), (0.8, 0.7, -0.5), (0.25, 0.25, 0), (1, 1, None), (1, 0.5, None)]
)
def test_normalised_gain(before, after, gain):
    assert normalised_gain(before, after) == (gain if gain is None else pytest.approx(gain))


def class_of_four():
    """Ten of twenty right before, and after fifteen, nine, twenty and ten."""
    ends = [NAMES[:15], NAMES[1:10], NAMES, NAMES[10:]]
    return [TestTaker(f"s{n}", answers(NAMES[:10]), answers(end, clip="by_value")) for n, end in enumerate(ends)]


def test_a_class_gains_what_can_be_worked_out_by_hand():
    gain = ClassGain(class_of_four())
    assert (gain.counted, gain.only_before, gain.only_after, gain.unfinished) == (4, 0, 0, 0)
    assert gain.before == pytest.approx(0.5)
    assert gain.after == pytest.approx((15 + 9 + 20 + 10) / 80)
    assert gain.gain == pytest.approx((54 / 80 - 0.5) / 0.5)
    by_idea = {one.idea.name: one for one in gain.ideas}
    # The first: right before for all, after for the first and the third. The eleventh: nobody before, three after.
    assert (by_idea[NAMES[0]].before, by_idea[NAMES[0]].after, by_idea[NAMES[0]].gain) == (1, 0.5, None)
    assert (by_idea[NAMES[10]].before, by_idea[NAMES[10]].after) == (0, 0.75)
    assert by_idea[NAMES[10]].gain == pytest.approx(0.75) and by_idea[NAMES[10]].chosen == [(1, UNSURE)]
    assert NAMES.index("clip") == 13 and by_idea["clip"].chosen == [(1, "by_value")]


def test_only_who_finished_both_counts():
    half = dict(list(answers().items())[:10])
    takers = [
        TestTaker("both", answers(NAMES[:5]), answers(NAMES)),
        TestTaker("before", answers(NAMES), {}),
        TestTaker("after", half, answers()),
        TestTaker("neither", half, half),
    ]
    gain = ClassGain(takers)
    assert (gain.counted, gain.only_before, gain.only_after, gain.unfinished) == (1, 1, 1, 1)
    assert (gain.before, gain.after, gain.gain) == (pytest.approx(0.25), pytest.approx(1), pytest.approx(1))


@pytest.mark.parametrize("takers", [[], [TestTaker("a", answers(), {})]])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_in_which_nobody_counts_is_told_so(takers, language):
    gain = ClassGain(takers)
    assert gain.counted == 0 and gain.gain is None and gain.ideas == []
    assert "20" in gain_table(gain, language)
    assert class_report([], [], language, takers=takers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_and_the_report_have_each_idea(language):
    table, report = gain_table(ClassGain(class_of_four()), language), html.unescape(class_report([], [], language, takers=class_of_four()))
    for idea in IDEAS:
        assert idea.title(language) in table and idea.title(language) in report
    assert "Hake" in report and "0.35" in report and "0.35" in table
    assert IDEAS[13].told("by_value", language) in report


# Files from anybody


def test_files_are_read_in_the_forms_of_a_class(tmp_path):
    folder = folder_of(
        tmp_path / "in",
        {
            "aoi/my-progress.json": progress(answers(NAMES[:3])),
            "aoi/week10/my-progress (1).json": progress(answers(NAMES), answers(NAMES)),
            "yamadaben_1234_56789_my-progress.json": progress(None, answers()),
            "Chika Abe_771_assignsubmission_file_/my-progress.json": progress(answers(), answers(NAMES[:2])),
            "aoi/04_gradient_descent.ipynb": notebook(),
        },
    )
    found = read_class(folder)
    assert not found.left_out
    by_name = {one.student: one for one in found.takers}
    assert set(by_name) == {"aoi", "yamadaben_1234", "Chika Abe_771"}
    assert by_name["yamadaben_1234"].before == {} and by_name["Chika Abe_771"].after == answers(NAMES[:2])
    zipped = zip_of(tmp_path / "in.zip", {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.json")})
    assert {one.student for one in read_class(zipped).takers} == set(by_name)


def test_the_first_before_and_the_last_after_count(tmp_path):
    early, late = progress(answers(NAMES[:3]), answers(NAMES[:4])), progress(answers(NAMES), answers(NAMES[:9]))
    folder = folder_of(tmp_path, {"a_1_10_my-progress.json": early, "a_1_11_my-progress-1.json": late, "a_1_12_my-progress-2.json": progress({}, {"step": RIGHT})})
    (taker,) = read_class(folder).takers
    assert taker.before == answers(NAMES[:3]) and taker.after == answers(NAMES[:9])


DEEP = "[" * 100_000 + "]" * 100_000
STRANGE = {
    "empty": "",
    "no JSON": "{",
    "a list": "[1, 2]",
    "a number": "7",
    "deep": DEEP,
    "deep tests": '{"tests": {"before": ' + DEEP + "}}",
    "bytes": b"\xff\xfe\x00{",
    "zeros": b"\x00" * 1000,
    "a long number": '{"tests": ' + "9" * 10_000 + "}",
    "no tests": progress(),
    "tests are a list": '{"tests": [1]}',
    "forms are text": '{"tests": {"before": "x", "after": 3}}',
    "ideas are lists": '{"tests": {"before": [1, 2], "after": null}}',
    "choices are lists": progress({"step": [RIGHT]}, {"clip": {"a": 1}}),
    "choices of other ideas": progress({"step": "by_value"}, {"<script>": "right"}),
    "too large": '{"tests": {"before": {"step": "right", "x": "' + "y" * 1_100_000 + '"}}}',
}


@pytest.mark.parametrize("kind", STRANGE)
def test_what_is_strange_is_named_and_stops_nobody_else(kind, tmp_path):
    good = progress(answers(), answers(NAMES))
    folder = folder_of(tmp_path, {"a/my-progress.json": good, "b/my-progress.json": STRANGE[kind], "c/my-progress.json": good})
    found = read_class(folder)
    assert ClassGain(found.takers).counted == 2 and ClassGain(found.takers).gain == 1
    assert {one.file for one in found.left_out} == {"b/my-progress.json"}


def test_a_file_larger_than_any_progress_is_not_taken_at_all(tmp_path):
    full = progress(answers(), answers(), padding="x" * 1_100_000)
    folder = folder_of(tmp_path, {"a/my-progress.json": full, "b/my-progress.json": progress(answers(), answers(), padding="x" * 900_000)})
    found = read_class(folder)
    assert [one.student for one in found.takers] == ["b"] and "1 MB" in found.left_out[0].reason


def test_links_folders_and_zips_with_nothing_in_them_stop_nobody(tmp_path):
    folder = folder_of(tmp_path / "in", {"a/my-progress.json": progress(answers(), answers()), "c/x.zip": b"PK\x03\x04rubbish"})
    (folder / "b").mkdir()
    (folder / "b" / "my-progress.json").symlink_to("/etc/passwd")
    (folder / "d" / "my-progress.json").mkdir(parents=True)
    zip_of(folder / "e.zip", {"my-progress.json": progress(answers(), answers())})
    found = read_class(folder)
    assert "a" in {one.student for one in found.takers} and "b" not in {one.student for one in found.takers}
    assert {"b/my-progress.json", "c/x.zip"} <= {one.file for one in found.left_out}


def graded(tmp_path, submissions):
    folder = folder_of(tmp_path / "in", submissions)
    assert main(["grade", str(folder), "--out", str(tmp_path / "out"), "--trust-submissions", "--json"]) == 0
    return folder, tmp_path / "out"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_tells_the_gain_and_the_report_keeps_it(language, tmp_path, capsys):
    hostile = "=cmd|'x'!A1\x1b[2J<b>"
    folder, out = graded(
        tmp_path,
        {
            "aoi/04.ipynb": notebook(),
            "aoi/my-progress.json": progress(answers(NAMES[:10]), answers(NAMES[:15])),
            f"{hostile}/my-progress.json": progress(answers(NAMES[:10]), answers(NAMES[:15])),
            "ben/my-progress.json": "{",
        },
    )
    capsys.readouterr()
    assert main(["gain", str(folder), "--out", str(out), "--language", language]) == 0
    said = capsys.readouterr()
    assert "0.50" in said.out and "ben/my-progress.json" in said.err and "\x1b" not in said.out + said.err
    assert stat.S_IMODE((out / FILE).stat().st_mode) == stat.S_IMODE((out / "report.html").stat().st_mode) == 0o600
    for _ in range(2):  # a report written later has it too
        report = (out / "report.html").read_text()
        assert "Hake" in report and "<b>" not in re.sub(r"<b>[^<]*</b>|<b style", "", report)
        assert main(["report", str(out), "--language", language]) == 0


def test_the_command_says_what_is_missing(tmp_path, capsys):
    folder = folder_of(tmp_path / "in", {"aoi/04.ipynb": notebook()})
    assert main(["gain", str(folder)]) == 2 and "my-progress.json" in capsys.readouterr().err
    (folder / "aoi" / "my-progress.json").write_text(progress(answers(), answers()))
    assert main(["gain", str(folder), "--language", "en"]) == 0
    assert main(["gain", str(folder), "--out", str(tmp_path / "nowhere")]) == 2
    assert not (tmp_path / "nowhere").exists()


def test_kept_answers_are_read_back_and_a_damaged_file_is_named(tmp_path):
    assert kept_answers(tmp_path) == []
    keep_answers(class_of_four(), tmp_path)
    assert kept_answers(tmp_path) == class_of_four()
    (tmp_path / FILE).write_text("[1]")
    with pytest.raises(ValueError, match=FILE):
        kept_answers(tmp_path)


# Questions for Moodle


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_for_moodle_are_as_its_documentation_says(language):
    quiz = ElementTree.fromstring(moodle_questions(language))
    assert quiz.tag == "quiz"
    kinds = [question.get("type") for question in quiz]
    assert kinds == (["category"] + ["multichoice"] * len(IDEAS)) * 2
    categories = [question.findtext("category/text") for question in quiz if question.get("type") == "category"]
    assert len(set(categories)) == 2 and all(one.startswith("$course$/") for one in categories)
    ids = set()
    for number, question in enumerate(question for question in quiz if question.get("type") == "multichoice"):
        idea, form = IDEAS[number % len(IDEAS)], FORMS[number // len(IDEAS)]
        assert question.find("questiontext").get("format") == "html"
        assert plain(question.findtext("questiontext/text")) == idea.asked(form, language)
        assert question.findtext("name/text") and question.findtext("generalfeedback/text")
        assert [question.findtext(tag) for tag in ("single", "shuffleanswers", "answernumbering")] == ["true", "true", "abc"]
        assert [question.findtext(tag) for tag in ("defaultgrade", "penalty", "hidden")] == ["1", "0", "0"]
        given = question.findall("answer")
        assert [plain(one.findtext("text")) for one in given] == [idea.text(form, choice, language) for choice in idea.choices(form)]
        assert [one.get("fraction") for one in given] == ["100" if choice == RIGHT else "0" for choice in idea.choices(form)]
        assert all(one.get("format") == "html" and plain(one.findtext("feedback/text")) for one in given)
        ids.add(question.findtext("idnumber"))
    assert len(ids) == 2 * len(IDEAS)


def plain(markup):
    """The text of one paragraph of HTML."""
    (inside,) = re.fullmatch(r"<p>([^<>]*)</p>", markup).groups()
    return inside.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_texts_stand_in_cdata():
    text = moodle_questions("en")
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>')
    assert text.count("<text><![CDATA[<p>") == text.count("</p>]]></text>") == 2 * len(IDEAS) * (2 + 2 * 5)


def test_the_command_writes_them(tmp_path, capsys):
    for language in LANGUAGES:
        path = tmp_path / f"{language}.xml"
        assert main(["questions", str(path), "--language", language]) == 0
        assert path.read_text(encoding="utf-8") == moodle_questions(language)
    assert main(["questions", str(tmp_path / "no" / "x.xml")]) == 2
