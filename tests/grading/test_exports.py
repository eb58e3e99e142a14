"""What goes out to Canvas and Moodle: their importers' own conditions, as their sources state them, are held here."""

from __future__ import annotations

import csv
import re

import pytest

from course_lib.__main__ import main
from course_lib.grading.classroom import grade_class
from course_lib.grading.executors import this_machine
from tests.grading.small_class import POINTS, SHEET, UPHILL, notebook, zip_of

FILE = f"{SHEET}.ipynb"
STEP, DECAY = POINTS["gradient_step"], POINTS["exponential_decay"]
ALL = sum(POINTS.values())


@pytest.fixture(scope="module")
def canvas(tmp_path_factory):
    out = tmp_path_factory.mktemp("canvas")
    files = {
        f"yamadaaoi_11_101_{FILE}": notebook(),
        f"smithben_12_102_{FILE}": notebook(UPHILL),
        f"smithben_13_103_{FILE}": notebook(remark="another of the same name"),
        "smithben_13_104_00_welcome.ipynb": notebook({"double": "def double(x):\n    return 2 * x"}, sheet="00_welcome"),
    }
    grade_class(zip_of(out / "x.zip", files), out / "graded", workforce=this_machine(2), trusted=True, progress=False)
    return out / "graded"


@pytest.fixture(scope="module")
def moodle(tmp_path_factory):
    out = tmp_path_factory.mktemp("moodle")
    files = {
        f"山田 葵_771_assignsubmission_file_/{FILE}": notebook(language="ja"),
        f"=Ben_772_assignsubmission_file_/{FILE}": notebook(UPHILL),
    }
    grade_class(zip_of(out / "x.zip", files), out / "graded", workforce=this_machine(2), trusted=True, progress=False)
    return out / "graded"


def read(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))


def test_canvas_takes_the_table_in(canvas, tmp_path):
    title = "Week 4 (8841)"
    command = ["export", str(canvas), "--format", "canvas", "--out", str(tmp_path / "c.csv"), "--assignment", f"{SHEET}={title}"]
    assert main(command) == 0
    header, possible, *lines = read(tmp_path / "c.csv")
    # Its importer asks for Student, ID, then SIS columns, then Section, and takes the rest for assignments.
    assert "Student" in header[0] and "ID" in header[1] and header[4] == "Section"
    assert re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3])
    assert header[5:] == ["00_welcome", title] and "Points Possible" in possible[0]
    assert possible[6] == str(ALL)
    by_number = {line[1]: line[5:] for line in lines}
    assert by_number == {"11": ["", str(STEP + DECAY)], "12": ["", "0"], "13": ["1", str(STEP + DECAY)]}
    assert [line[0] for line in lines].count("smithben") == 2


def test_canvas_with_a_sheet_that_there_is_not_is_refused(canvas, tmp_path, capsys):
    command = ["export", str(canvas), "--format", "canvas", "--out", str(tmp_path / "c.csv"), "--assignment", "nothing=x"]
    assert main(command) == 2
    assert "no sheet nothing" in capsys.readouterr().err


WORKSHEET = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 771,山田 葵,a@example.org,Submitted for grading,,{most},Yes,"Friday, 1 May 2026, 9:00 PM",-,\n'
    "Participant 772,Ben,b@example.org,Submitted for grading,,{most},Yes,-,-,\n"
    "Participant 773,Chika,c@example.org,No submission,,{most},Yes,-,-,\n"
)


@pytest.mark.parametrize("most, expected", [(ALL, STEP + DECAY), (100, 100 * (STEP + DECAY) / ALL)])
def test_moodles_own_worksheet_is_filled_in(moodle, tmp_path, most, expected):
    (tmp_path / "w.csv").write_text(WORKSHEET.format(most=f"{most}.00"), encoding="utf-8")
    command = ["export", str(moodle), "--format", "moodle", "--out", str(tmp_path / "m.csv"), "--worksheet", str(tmp_path / "w.csv")]
    assert main(command) == 0
    given, filled = read(tmp_path / "w.csv"), read(tmp_path / "m.csv")
    assert filled[0] == given[0] and filled[3] == given[3]
    assert float(filled[1][4]) == pytest.approx(expected, abs=0.01) and float(filled[2][4]) == 0
    assert [line[:4] + line[5:9] for line in filled] == [line[:4] + line[5:9] for line in given]
    assert "正解" in filled[1][9] and "uphill" in filled[2][9] and "<code>gradient_step</code>" in filled[2][9]


def test_names_in_moodles_own_worksheet_are_no_formulas(moodle, tmp_path):
    rows = "ID,Full name,Email,Grade,Comments\nParticipant 772,=HYPERLINK(1),@x,-,-\nParticipant 773,\n＋1,a@x,-5,\"two\nlines\"\n"
    (tmp_path / "w.csv").write_text(rows.replace("\n＋1", '"\n＋1"'), encoding="utf-8")
    assert main(["export", str(moodle), "--format", "moodle", "--out", str(tmp_path / "m.csv"), "--worksheet", str(tmp_path / "w.csv")]) == 0
    assert read(tmp_path / "m.csv")[1:] == [["Participant 772", "'=HYPERLINK(1)", "'@x", "0", "-"], ["Participant 773", "'\n＋1", "a@x", "-5", "two\nlines"]]


def test_a_japanese_worksheet_is_understood(moodle, tmp_path):
    (tmp_path / "w.csv").write_text("ID,氏名,評点,最大評点,フィードバックコメント\n参加者 771,山田 葵,,100,\n", encoding="utf-8")
    command = ["export", str(moodle), "--format", "moodle", "--out", str(tmp_path / "m.csv"), "--worksheet", str(tmp_path / "w.csv")]
    assert main(command) == 0
    assert float(read(tmp_path / "m.csv")[1][2]) > 0


def test_a_line_cut_short_is_filled_in_all_the_same(moodle, tmp_path):
    (tmp_path / "w.csv").write_text("ID,Full name,Grade,Feedback comments\nParticipant 771\n\nParticipant 9\n", encoding="utf-8")
    assert main(["export", str(moodle), "--format", "moodle", "--out", str(tmp_path / "m.csv"), "--worksheet", str(tmp_path / "w.csv")]) == 0
    assert read(tmp_path / "m.csv")[1][:3] == ["Participant 771", "", str(STEP + DECAY)]


def test_a_worksheet_is_made_where_none_is_given(moodle, tmp_path, capsys):
    assert main(["export", str(moodle), "--format", "moodle", "--out", str(tmp_path / "m.csv")]) == 0
    header, *lines = read(tmp_path / "m.csv")
    assert {"Identifier", "Grade", "Last modified (grade)", "Feedback comments"} <= set(header)
    grades = {line[0]: line[header.index("Grade")] for line in lines}
    assert grades == {"Participant 771": str(STEP + DECAY), "Participant 772": "0"}
    assert [line[1] for line in lines if line[0].endswith("772")] == ["'=Ben"]  # no formula in anybody's spreadsheet
    assert "2 learners" in capsys.readouterr().out


def test_a_worksheet_without_grades_is_refused(moodle, tmp_path, capsys):
    (tmp_path / "w.csv").write_text("Identifier,Full name\nParticipant 771,x\n", encoding="utf-8")
    command = ["export", str(moodle), "--format", "moodle", "--out", str(tmp_path / "m.csv"), "--worksheet", str(tmp_path / "w.csv")]
    assert main(command) == 2
    assert "no column for grades" in capsys.readouterr().err and not (tmp_path / "m.csv").exists()


def test_moodle_needs_to_know_which_of_several_sheets(canvas, tmp_path, capsys):
    assert main(["export", str(canvas), "--format", "moodle", "--out", str(tmp_path / "m.csv")]) == 2
    assert "say --sheet, one of 00_welcome" in capsys.readouterr().err


def test_names_in_the_table_of_grades_are_no_formulas(moodle):
    assert {line[0] for line in read(moodle / "grades.csv")[1:]} == {"山田 葵_771", "'=Ben_772"}
