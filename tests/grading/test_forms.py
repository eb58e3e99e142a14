"""Files as they come from people: whatever program wrote them, the answers in them are read and graded."""

from __future__ import annotations

import json
import os
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest

from course_lib.__main__ import main
from course_lib.exercises.submission import read_submission
from course_lib.grading.book.rules import Attempt, Rule, read_due
from course_lib.grading.classroom import grade_class
from course_lib.grading.executors import this_machine
from course_lib.grading.job import Job
from course_lib.grading.job import grade as grade_job
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from rehearsal.learner import empty_sheet, fill, right_answers
from tests.grading.small_class import POINTS, SHEET, UPHILL, folder_of, notebook, zip_of
from tests.grading.test_collecting import collected, students

FILE = f"{SHEET}.ipynb"
CASES = Path(__file__).parent / "cases" / "forms"
ALL = sum(POINTS.values())
SOME = POINTS["gradient_step"] + POINTS["exponential_decay"]


def grade(place, out, **options):
    return grade_class(place, out, workforce=this_machine(2), trusted=True, progress=False, **options)


def graded(path):
    return grade_job(Job(str(path), 1, trusted=True))


def earned(path):
    return sum(grade.points for grade in graded(path).grades)


def points(grading):
    found = {}
    for row in grading.rows:
        found[row.student] = found.get(row.student, 0) + row.points
    return found


def filled():
    return fill(empty_sheet(SHEET, "en"), right_answers(SHEET))


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir() if not path.name.startswith("b16")))
def test_cases_earn_all_points(name):
    assert earned(CASES / name) == ALL == 11


def without_source(cells, cell_type):
    cells.append({"cell_type": cell_type, "metadata": {}})


def null_source(cells):
    cells.append({"cell_type": "code", "metadata": {}, "outputs": [], "source": None})


def without_type(cells):
    for cell in cells:
        if cell["cell_type"] == "code":
            del cell["cell_type"]


def types(kind):
    def change(cells):
        for cell in cells:
            if cell["cell_type"] == "code":
                cell["cell_type"] = kind

    return change


def null_among_lines(cells):
    for cell in cells:
        cell["source"] = [*cell["source"].splitlines(keepends=True), None]


@pytest.mark.parametrize(
    "change",
    [lambda cells: without_source(cells, "markdown"), lambda cells: without_source(cells, "code"), null_source, without_type,
     types(None), types("Code"), null_among_lines, lambda cells: cells.insert(0, None), lambda cells: cells.append({"source": 7})],
    ids=["text without source", "code without source", "null source", "without type",
         "null type", "type in capitals", "null among lines", "null cell", "source that is a number"],
)  # fmt: skip
def test_cells_that_lack_something_cost_nothing(tmp_path, change):
    content = filled()
    change(content["cells"])
    (tmp_path / FILE).write_text(json.dumps(content), encoding="utf-8")
    assert earned(tmp_path / FILE) == ALL


@pytest.mark.parametrize("of", ["notebook", "course", "cells"])
def test_metadata_that_is_null_costs_nothing(tmp_path, of):
    content = filled()
    if of == "notebook":
        content["metadata"] = None
    elif of == "course":
        content["metadata"]["course"] = None
    else:
        for cell in content["cells"]:
            cell["metadata"] = None
    (tmp_path / FILE).write_text(json.dumps(content), encoding="utf-8")
    assert earned(tmp_path / FILE) == ALL


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode() + b"\0" * 512,
        lambda text: text.encode("utf-16") + b"\0" * 512,
        lambda text: text.rstrip()[:-1].encode() + b",\n}",
        lambda text: re.sub(r"\n( *[\]}])", r",\n\1", json.dumps(json.loads(text), indent=1)).encode(),
        lambda text: text.encode().replace(b"Exercise", b"Exerc\xffise", 1),
        lambda text: text.encode().replace(b"def gradient_step(", b"# caf\xe9" + rb"\ndef gradient_step(", 1),
        lambda text: text.encode("utf-16") + b"\n",
        lambda text: text.replace("\\n", "\n").replace("    ", "\t"),
        lambda text: text + "\n" + text,
        lambda text: "\n" + text + "}\nSent from my telephone",
        lambda text: text.rstrip()[:-1] + ",\n}\n}",
    ],
    ids=["utf-16", "utf-16-le", "utf-16-be", "bom", "zeros", "utf-16 and zeros", "comma", "commas", "a byte", "a byte of Latin-1",
         "half a character of UTF-16", "raw newlines and tabs", "written twice", "text behind", "comma and text behind"],
)  # fmt: skip
def test_texts_that_other_programs_write_are_read(tmp_path, change):
    content = filled()
    content["cells"].append({"cell_type": "code", "metadata": {}, "outputs": [], "source": 'x = [1, 2,]\ny = "\\",}"'})
    changed = change(json.dumps(content, ensure_ascii=False))
    (tmp_path / FILE).write_bytes(changed if isinstance(changed, bytes) else changed.encode())
    assert earned(tmp_path / FILE) == ALL


def japanese():
    content = fill(empty_sheet(SHEET, "ja"), right_answers(SHEET))
    return json.dumps(content, ensure_ascii=False)


def test_a_japanese_file_in_shift_jis_is_read_as_what_it_is(tmp_path):
    (tmp_path / FILE).write_bytes(japanese().encode("cp932", "replace"))
    assert earned(tmp_path / FILE) == ALL
    assert "問題" in read_submission(tmp_path / FILE).texts[0]


@pytest.mark.parametrize("byte", [b"\xff", b"\x82", b"\xe9"])
def test_a_japanese_file_with_one_byte_that_is_wrong_stays_what_it_is(tmp_path, byte):
    content = japanese().encode().replace("問題".encode(), byte + "問題".encode(), 1)
    (tmp_path / FILE).write_bytes(content)
    assert earned(tmp_path / FILE) == ALL
    assert "\ufffd問題" in read_submission(tmp_path / FILE).texts[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_conflict_markers_are_named(language, monkeypatch):
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    found = graded(CASES / "b16_conflict_markers.ipynb")
    assert {grade.outcome for grade in found.grades} == {"unreadable"}
    assert {grade.sentence for grade in found.grades} == {words("grading.conflict_markers", language)}
    assert "<<<<<<<" in found.grades[0].sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chapters_notebook_is_named_as_what_it_is(tmp_path, language, monkeypatch):
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    chapter = json.loads(notebook({"my_try": "def line_gradient(x):\n    return x"}))
    chapter["metadata"]["course"]["source"] = f"chapters/{SHEET}.py"
    (tmp_path / FILE).write_text(json.dumps(chapter), encoding="utf-8")
    assert {grade.sentence for grade in graded(tmp_path / FILE).grades} == {words("grading.chapter", language)}


def test_answers_written_into_a_chapters_notebook_are_graded(tmp_path):
    chapter = json.loads(notebook())
    chapter["metadata"]["course"]["source"] = f"chapters/{SHEET}.py"
    (tmp_path / FILE).write_text(json.dumps(chapter), encoding="utf-8")
    assert earned(tmp_path / FILE) == SOME


# Names


@pytest.mark.parametrize("name", ["Müller", "Jürgen Groß", "André", "ÖZGÜR", "Ångström", "Señor Peña"])
def test_names_of_western_windows_zips_are_read(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as archive:
        archive.writestr(f"{'X' * len(name)}/{FILE}", notebook())
    content = (tmp_path / "y.zip").read_bytes().replace(b"X" * len(name), name.encode("cp437"))
    (tmp_path / "y.zip").write_bytes(content)
    assert students(tmp_path / "y.zip") == {(name, name, "")}


@pytest.mark.parametrize("name", ["山田", "田", "市", "市川 葵", "佐藤aoi", "さとう", "ﾔﾏﾀﾞ", "課題1", "渡辺 徹", "高橋 美咲", "加藤_2"])
def test_names_of_japanese_windows_zips_are_read(tmp_path, name):
    raw = name.encode("cp932")
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(f"{'X' * len(raw)}/{FILE}", notebook())
    (tmp_path / "x.zip").write_bytes((tmp_path / "x.zip").read_bytes().replace(b"X" * len(raw), raw))
    assert students(tmp_path / "x.zip") == {(name, name, "")}


@pytest.mark.parametrize(
    "name, expected, late, upload",
    [
        (f"yamada_aoi_1234_56789_{FILE}", ("yamada_aoi_1234", "yamada_aoi", "1234"), False, 56789),
        (f"de_la_cruz_ana_LATE_1234_56789_{FILE}", ("de_la_cruz_ana_1234", "de_la_cruz_ana", "1234"), True, 56789),
        (f"anon_x7Yz2_56789_{FILE}", ("anon_x7Yz2", "anon_x7Yz2", ""), False, 56789),
        (f"LATE_anon_x7Yz2_56789_{FILE}", ("anon_x7Yz2", "anon_x7Yz2", ""), True, 56789),
        (f"anon_12345_56789_{FILE}", ("anon_12345", "anon_12345", ""), False, 56789),
    ],
)
def test_names_of_canvas_with_underscores_and_without_names(tmp_path, name, expected, late, upload):
    ((found,), left_out) = collected(zip_of(tmp_path / "x.zip", {name: notebook()}))
    assert (found.student, found.name, found.number) == expected and left_out == {}
    assert (found.late, found.upload) == (late, upload)


def test_a_folder_that_looks_like_a_name_of_canvas_is_a_folder(tmp_path):
    found, _ = collected(folder_of(tmp_path, {f"aoi_yamada_2026_4_x/{FILE}": notebook()}))
    assert [one.student for one in found] == ["aoi_yamada_2026_4_x"]


# The rule


def attempts_of(tmp_path, *contents):
    """Write attempts of one student, each an hour after the one before."""
    place = folder_of(tmp_path / "class", {f"aoi/{n}.ipynb": content for n, content in enumerate(contents)})
    for n in range(len(contents)):
        os.utime(place / f"aoi/{n}.ipynb", (read_due(f"2026-05-01T{10 + n}:00"),) * 2)
    return place


def test_the_last_attempt_is_no_untouched_copy(tmp_path):
    untouched = json.dumps(empty_sheet(SHEET, "ja"))
    chapter = json.loads(notebook({"x": "x = 1"}))
    chapter["metadata"]["course"]["source"] = f"chapters/{SHEET}.py"
    place = attempts_of(tmp_path, json.dumps(filled()), untouched, json.dumps(chapter), "cut off")
    assert points(grade(place, tmp_path / "out", rule=Rule(repeated="last"))) == {"aoi": ALL}


def test_the_last_attempt_counts_also_where_it_is_worse(tmp_path):
    place = attempts_of(tmp_path, json.dumps(filled()), notebook(UPHILL))
    assert points(grade(place, tmp_path / "out", rule=Rule(repeated="last"))) == {"aoi": 0}


def test_of_attempts_in_which_nothing_was_tried_one_counts():
    attempts = [Attempt(name, 0, False, (0, 0, time, ""), tried=False) for name, time in (("first", 1.0), ("last", 2.0))]
    assert Rule(repeated="last").counting(attempts).digest == Rule().counting(attempts).digest == "last"


def test_a_whole_course_folder_handed_in_is_graded_by_what_was_filled_in(tmp_path):
    files = {
        f"aoi/course/exercises/en/{FILE}": json.dumps(filled()),
        f"aoi/course/exercises/ja/{FILE}": json.dumps(empty_sheet(SHEET, "ja")),
        "aoi/course/course_lib/__init__.py": "",
    }
    for rule in (Rule(), Rule(repeated="last")):
        assert points(grade(folder_of(tmp_path / "class", files), tmp_path / "out", rule=rule)) == {"aoi": ALL}


def test_a_day_lasts_until_its_end(tmp_path, capsys):
    assert read_due("2026-05-02") - 1 < read_due("2026-05-02T23:59:59.5") < read_due("2026-05-02") < read_due("2026-05-03T00:00")
    place = attempts_of(tmp_path, notebook())
    arguments = ["grade", str(place), "--out", str(tmp_path / "out"), "--trust-submissions", "--due", "2026-05-01", "--late-share", "0"]
    assert main([*arguments, "--json"]) == 0
    told = capsys.readouterr()
    assert "changed after 2026-05-01 23:59:59" in told.err
    assert json.loads(told.out)["students"] == [{"student": "aoi", "points": SOME, "possible": ALL}]


@pytest.mark.parametrize("text", ["2026-13-01", "2026-5-1", "may first 1"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match="until its end"):
        read_due(text)


@pytest.mark.parametrize("given", ["NFC", "NFD"])
@pytest.mark.parametrize("kept", ["NFC", "NFD"])
def test_adjust_finds_a_name_in_the_other_form(tmp_path, kept, given, capsys):
    name = unicodedata.normalize(kept, "がく Müller")
    grade(folder_of(tmp_path / "class", {f"{name}/{FILE}": notebook()}), tmp_path / "out")
    command = ["adjust", str(tmp_path / "out"), unicodedata.normalize(given, name), "gradient_step", "--points", "0", "--reason", "x"]
    assert main(command) == 0 and "0 of" in capsys.readouterr().out


def test_adjust_finds_a_name_as_the_table_shows_it_and_asks_where_two_fit(tmp_path, capsys):
    names = ["=aoi", *(unicodedata.normalize(form, "がく") for form in ("NFC", "NFD")), "が\x07く"]
    grade(folder_of(tmp_path / "class", {f"{name}/{FILE}": notebook(remark=name) for name in names}), tmp_path / "out")

    def adjust(name):
        return main(["adjust", str(tmp_path / "out"), name, "gradient_step", "--points", "0", "--reason", "x"])

    assert adjust("'=aoi") == 0 and adjust(names[1]) == 0 and adjust(names[2]) == 0 and adjust("nobody") == 2
    assert "no student nobody" in capsys.readouterr().err


# Tables


def test_the_table_of_grades_says_that_it_is_utf8(tmp_path):
    grade(folder_of(tmp_path / "class", {f"山田 葵/{FILE}": notebook()}), tmp_path / "out")
    content = (tmp_path / "out/grades.csv").read_bytes()
    assert content.startswith("\ufeffstudent,".encode()) and "山田 葵" in content.decode("utf-8")


@pytest.mark.parametrize("content", [b"PK\3\4" + b"\0\xff" * 50, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "参加者,評点".encode("cp932"), b"\xff\xfeI\0d\0"])
def test_a_worksheet_of_another_kind_gets_a_clear_sentence(tmp_path, content, capsys):
    grade(zip_of(tmp_path / "x.zip", {f"Aoi_771_assignsubmission_file_/{FILE}": notebook()}), tmp_path / "out")
    (tmp_path / "w.csv").write_bytes(content)
    command = ["export", str(tmp_path / "out"), "--format", "moodle", "--out", str(tmp_path / "m.csv"), "--worksheet", str(tmp_path / "w.csv")]
    assert main(command) == 2
    told = capsys.readouterr().err
    assert "save it as CSV (UTF-8)" in told and "codec" not in told and "NUL" not in told
