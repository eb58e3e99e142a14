"""Folders, zips, answers and names that nobody thought of, all the way to pages and tables: nothing stops a class.

In CI a hundred cases each; ten thousand with
``python -m pytest tests/grading/test_fuzz_of_a_class.py --hypothesis-profile=thorough``.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import zipfile
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from course_lib.exercises.judging import earned, judge, sentence
from course_lib.exercises.sheets import drawn_cases, load_sheet, sheet_names
from course_lib.grading.book.adjusting import Adjustment
from course_lib.grading.book.rules import Rule
from course_lib.grading.book.table import Stored, counting_rows, write_csv
from course_lib.grading.incoming.answers_text import answers_text
from course_lib.grading.pages.class_summary import ClassSummary
from course_lib.grading.pages.exporting import export_canvas, export_moodle
from course_lib.grading.pages.reports import class_report, feedback_page, page_name
from course_lib.grading.pages.similarity import similar_pairs
from course_lib.sandbox.answers import Answer
from tests.grading.small_class import SHEET, notebook, zip_of
from tests.grading.test_collecting import collected
from tests.grading.test_fuzz import TEXTS
from tests.grading.test_no_class_stops import is_formula

fuzzed = settings(
    max_examples=settings().max_examples, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate, Phase.shrink]
)  # fmt: skip
FILE = f"{SHEET}.ipynb"
GOOD = notebook()

# Where work lies

PARTS = st.sampled_from(
    ["aoi", "", ".", "..", " ", "C:", "x.ipynb", "x.zip", "x.py", ".x", "__MACOSX", "aoi_1_2_x.ipynb", "a_LATE_1_2_x-1.ipynb",
     "anon_x_2_y.ipynb", "LATE_anon_x_2_y.ipynb", "Aoi_7_assignsubmission_file_", "Aoi_7_assignsubmission_file_x.ipynb", "d" * 300, "=1+1", "x (2).ipynb"]
) | TEXTS  # fmt: skip
PATHS = st.lists(PARTS, min_size=1, max_size=4).map("/".join)
CONTENTS = st.sampled_from([GOOD.encode(), b"", b"{}", b"PK\3\4", b"\0" * 50]) | st.binary(max_size=30)


def harm(draw, content, most=3):
    """Change some bytes of a file."""
    data = bytearray(content)
    for _ in range(draw(st.integers(0, most))):
        place = draw(st.integers(0, len(data)))
        data[place : place + draw(st.integers(0, 8))] = draw(st.binary(max_size=4))
    return bytes(data)


@st.composite
def zips(draw):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in draw(st.lists(st.tuples(PATHS, CONTENTS), max_size=4)):
            info = zipfile.ZipInfo("x")
            info.filename = name.encode("utf-8", "replace").decode()
            info.external_attr = draw(st.sampled_from([0, 0o644 << 16, 0o120777 << 16, 2**32 - 1]))
            info.date_time = draw(st.sampled_from([(1980, 1, 1, 0, 0, 0), (2107, 15, 31, 31, 63, 62), (1980, 0, 0, 0, 0, 0)]))
            info.compress_type = draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
            archive.writestr(info, content)
    return harm(draw, stream.getvalue())


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzzed")


@fuzzed
@given(content=zips())
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_any_zip_of_a_class_is_listed_or_refused_with_a_reason(content, place):
    (place / "class.zip").write_bytes(content)
    try:
        found, _ = collected(place / "class.zip")
    except ValueError as reason:
        assert "class.zip" in str(reason)
    else:
        assert all(type(one.student) is str and one.student for one in found)


@fuzzed
@given(content=zips(), name=st.sampled_from(["ben_1_2_x.zip", "ben/x.zip", "ben/.zip"]))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_any_zip_that_one_hands_in_costs_nobody_else(content, name, place):
    good = "aoi/x.ipynb" if "/" in name else f"aoi_3_4_{FILE}"
    found, _ = collected(zip_of(place / "inner.zip", {name: content, good: GOOD}))
    assert sum(one.name == "aoi" for one in found) == 1


@fuzzed
@given(files=st.lists(st.tuples(PATHS, CONTENTS | zips(), st.sampled_from(["file", "link", "folder", "pipe"])), max_size=5))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_any_folder_is_listed(files, place):
    top = place / "folder"
    shutil.rmtree(top, ignore_errors=True)
    (top / "zoe").mkdir(parents=True)
    (top / "zoe" / FILE).write_text(GOOD)
    for name, content, kind in files:
        try:
            path = top / os.fsdecode(name.encode("utf-8", "surrogatepass"))
            if not path.resolve().is_relative_to(top):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            if kind == "file":
                with path.open("xb") as file:  # never into a pipe that is there
                    file.write(content)
            elif kind == "link":
                path.symlink_to(top if len(content) % 2 else "/nowhere")
            elif kind == "folder":
                path.mkdir()
            else:
                os.mkfifo(path)
        except (OSError, ValueError):  # no name of a file here
            continue
    found, _ = collected(top)
    assert sum(one.student == "zoe" and one.file.endswith(FILE) for one in found) >= 1


# What is answered

PLAIN = st.recursive(
    st.integers() | st.integers(-(10**400), 10**400) | st.floats() | st.booleans() | st.none() | TEXTS
    | st.sampled_from([np.float64(1.5), np.array(True), np.zeros((0, 3)), np.array([2**63], np.uint64), np.array(["x"]), np.array([np.nan, np.inf])]),
    lambda inner: st.lists(inner, max_size=4)
    | st.lists(inner, max_size=3).map(tuple)
    | st.dictionaries(TEXTS | st.integers(), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
KINDS = st.sampled_from(["value", "value", "value", "blank", "error"])
EXERCISES = [(name, exercise) for name in sheet_names() for exercise in load_sheet(name).exercises.values()]


@st.composite
def changed(draw, value):
    """A right answer in which something is another."""
    if isinstance(value, list | tuple) and value and draw(st.booleans()):
        whole = list(value)
        place = draw(st.integers(0, len(whole) - 1))
        whole[place] = draw(changed(whole[place]))
        return draw(st.sampled_from([list, tuple]))(whole)
    if isinstance(value, np.ndarray) and value.size and draw(st.booleans()):
        return draw(st.sampled_from([value.T, value.ravel(), value.tolist(), value[::-1] if value.ndim else value, value[..., None], value.astype(str)]))
    return draw(PLAIN)


@fuzzed
@given(data=st.data())
def test_any_answer_to_any_exercise_is_judged_with_a_sentence(data):
    sheet, exercise = data.draw(st.sampled_from(EXERCISES))
    cases = drawn_cases(sheet, exercise.name, 1)
    answers = list(cases.expected)
    for place in data.draw(st.lists(st.integers(0, len(answers) - 1), min_size=1, max_size=3)):
        kind = data.draw(KINDS)
        value = data.draw(changed(answers[place].value)) if kind == "value" else None
        answers[place] = Answer(kind, value, error=data.draw(TEXTS), message=data.draw(TEXTS), line=data.draw(TEXTS))
    verdict = judge(exercise, cases, answers)
    assert 0 <= earned(verdict, exercise) <= exercise.points
    for language in ("ja", "en"):
        assert len(sentence(verdict, exercise, language)) < 20_000


# What they look like

CODE = st.lists(
    st.sampled_from(["def f(x):", "def f(", "    return", "x", "y", "+", "1.5", "#", '"""', "'''", "\n", "\n    ", "名前", "\x00", "\ud800", "'", "\\"]), max_size=60
).map("".join)  # fmt: skip


@fuzzed
@given(cells=st.lists(CODE | TEXTS, max_size=4), names=st.lists(st.just("f") | TEXTS, max_size=3))
def test_the_text_of_any_answers_is_kept(cells, names):
    found = json.loads(answers_text(cells, names))
    assert set(found) <= set(names) and all(len(text) <= 4000 for text in found.values())


@fuzzed
@given(sources=st.lists(st.tuples(TEXTS, CODE), max_size=6))
def test_any_answers_are_compared(sources):
    answers = [(student, SHEET, json.dumps({"f": source * 3})) for student, source in sources]
    for pair in similar_pairs([*answers, ("aoi", SHEET, ""), ("aoi", "", "{}")]):
        assert pair.first < pair.second and all(0 <= share <= 1 for _, share in pair.exercises)


# What goes out

OUTCOMES = st.sampled_from(["right", "wrong", "not attempted", "error", "time limit", "memory limit", "unreadable"])
NAMES = st.one_of(TEXTS, st.sampled_from(["aoi", "<script>alert(1)</script>", "=1", "\t＝1", "a\r\nb", '"', "'", "{{ 7*7 }}", "\x1b[31m", "&lt;", "x" * 500]))
NUMBERS = st.sampled_from(["", "7"]) | st.integers(0, 10**18).map(str)


@st.composite
def classes(draw):
    """The grades of some students as the gradebook has them, in its order."""
    found = []
    for number, student in enumerate(sorted(set(draw(st.lists(NAMES.filter(bool), min_size=1, max_size=4))))):
        whose = (student, draw(NAMES), draw(NUMBERS))
        for sheet in sorted(set(draw(st.lists(st.sampled_from([SHEET, "00_welcome", ""]), min_size=1, max_size=3)))):
            exercises = load_sheet(sheet).exercises.values() if sheet else [None]
            for copy in range(draw(st.integers(1, 2))):
                found += [
                    Stored(
                        *whose, sheet, one.name if one else "", draw(OUTCOMES), draw(st.floats(0, one.points)) if one else 0, one.points if one else 0,
                        draw(NAMES), draw(NAMES), draw(NAMES), draw(st.sampled_from(["ja", "en", ""])), f"{number} {sheet} {copy}",
                        draw(st.integers(0, 1)), draw(st.integers(0, 2)), copy, draw(st.floats(0, 2e9)),
                    )
                    for one in exercises
                ]  # fmt: skip
    return found


RULES = st.builds(Rule, st.sampled_from(["best", "last"]), st.floats(0, 2e9), st.floats(0, 1))


class Tags(HTMLParser):
    """Collects what is markup on a page."""

    def __init__(self, page):
        super().__init__()
        self.found = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found |= {tag, *(f"{tag} {name}" for name, _ in attributes if name.startswith("on"))}


@fuzzed
@given(stored=classes(), rule=RULES, adjusted=st.lists(st.tuples(st.integers(0, 50), st.none() | st.floats(0, 1), NAMES), max_size=3), language=st.sampled_from(["ja", "en"]))
def test_any_grades_become_pages_and_tables(stored, rule, adjusted, language, place):
    some = [(stored[number % len(stored)], points, reason) for number, points, reason in adjusted]
    adjustments = [Adjustment(one.student, one.sheet, one.exercise, points, reason) for one, points, reason in some if one.exercise]
    rows = counting_rows(stored, rule, adjustments)
    assert {row.student for row in rows} == {one.student for one in stored}
    assert all(0 <= row.points <= row.possible for row in rows)
    pages = {}
    for student in {row.student for row in rows}:
        pages[page_name(student)] = feedback_page([row for row in rows if row.student == student])
    assert len(pages) == len({row.student for row in rows})
    report = class_report(rows, [(row.student, row.sheet, "{}") for row in rows], language)
    for page in (report, *pages.values()):
        assert not Tags(page).found & {"script", "img", "iframe", "object", "link", "base", "form"}
        assert not [tag for tag in Tags(page).found if " on" in tag]
    assert sum(ClassSummary(rows, language).columns) == len(pages)
    write_csv(rows, place / "grades.csv")
    export_canvas(rows, place / "canvas.csv", {SHEET: "Week 4 (1)"})
    tables = ["grades.csv", "canvas.csv"]
    if any(row.sheet == SHEET for row in rows):
        export_moodle(rows, place / "moodle.csv", SHEET, None)
        tables.append("moodle.csv")
    for name in tables:
        with (place / name).open(newline="", encoding="utf-8-sig") as file:
            table = list(csv.reader(file))
        assert len({len(line) for line in table}) == 1 and len(table) > 1
        assert [cell for line in table[1:] for cell in line if is_formula(cell) and cell != "-"] == []
        assert [cell for line in table[1:] for cell in line if set(cell) & set("\x1b\x00\r\n\u202e")] == []


@fuzzed
@given(stored=classes(), sheet=st.lists(st.lists(NAMES | st.just("Participant 7"), max_size=5), max_size=4), header=st.booleans(), data=st.data())
def test_any_worksheet_of_moodle_is_filled_in_or_refused_with_a_reason(stored, sheet, header, data, place):
    table = io.StringIO(newline="")
    csv.writer(table, quotechar='"').writerows([["Identifier", "Grade", "Maximum Grade"], *sheet] if header else sheet)
    content = harm(data.draw, table.getvalue().encode("utf-8", "replace"))
    (place / "worksheet.csv").write_bytes(content)
    rows = counting_rows([one for one in stored if one.sheet == SHEET], Rule(), [])
    try:
        export_moodle(rows, place / "moodle.csv", None, place / "worksheet.csv")
    except ValueError as reason:
        assert type(reason) is ValueError and len(str(reason)) > 20
