"""Points written into the very list that a school's system gave: nothing else of it changes, and no row is anybody else's."""

from __future__ import annotations

import csv
import io
import stat
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.__main__ import main
from course_lib.grading.book.table import Row
from course_lib.grading.classroom import grade_class
from course_lib.grading.executors import this_machine
from course_lib.grading.pages.filling import fill
from course_lib.grading.rosters.columns import read_roster
from course_lib.grading.rosters.csv_roster import CsvRoster
from course_lib.words.catalogue import words
from tests.grading.school_lists import manaba, parts_of, xlsx
from tests.grading.small_class import SHEET, UPHILL, notebook, zip_of

FILE = f"{SHEET}.ipynb"
BOM = b"\xef\xbb\xbf"


def row(student, points=3.0, possible=11, name=None, number="", exercise="gradient_step", sentence="向きが逆です。", sheet=SHEET):
    return Row(student, name or student, number, sheet, exercise, "wrong", points, possible, "", sentence, f"{student}/{FILE}", "ja")


CLASS = [row("21T001@u001"), row("21T001@u001", 4, exercise="exponential_decay", sentence="`x` が < 0 です。"), row("２１ｔ００２@u002", 2)]
TABLE = (
    'ユーザID,学籍番号,氏名,点数,コメント,備考\r\n'
    'u001,21T001,"山田 葵",,,"a, ""b"""\r\n'
    "u002,21T002,佐藤　蓮,,,０５０－１\r\n"
    'u003,21T003,髙橋 ミナ,,"","x\r\ny"\r\n'
)


def filled(tmp_path, content, rows=CLASS, **options):
    (tmp_path / "list").write_bytes(content)
    told = fill(rows, tmp_path / "list", tmp_path / "filled", **options)
    return (tmp_path / "filled").read_bytes(), told


@pytest.mark.parametrize("encoding, mark", [("utf-8", b""), ("utf-8", BOM), ("cp932", b"")])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_csv_stays_as_it_was_but_for_points_and_comments(tmp_path, encoding, mark, end, last, separator):
    table = TABLE.replace("\r\n", end).replace(",", separator)
    given = mark + (table if last else table.rstrip()).encode(encoding)
    back, told = filled(tmp_path, given)
    comment = "gradient_step 3.0/11: 向きが逆です。 / exponential_decay 4/11: x が < 0 です。"
    expected = given.decode(encoding)
    expected = expected.replace(f'"山田 葵"{separator * 3}', f'"山田 葵"{separator}7{separator}{comment}{separator}')
    expected = expected.replace(f"蓮{separator * 3}", f"蓮{separator}2{separator}gradient_step 2/11: 向きが逆です。{separator}")
    assert back == expected.encode(encoding) != given
    assert "2 learners" in told and "Not in" not in told
    assert stat.S_IMODE((tmp_path / "filled").stat().st_mode) == 0o600


def test_bytes_that_have_two_forms_in_the_encoding_of_windows_stay(tmp_path):
    given = TABLE.encode("cp932").replace("髙橋".encode("cp932"), b"\xfa\x5c")  # 纊, which would come back as other bytes
    back, _ = filled(tmp_path, given)
    assert b"\xfa\x5c" in back and b"\xfa\x5c".decode("cp932").encode("cp932") != b"\xfa\x5c"


@given(st.binary(max_size=60) | st.text('",\r\n;\t a表', max_size=40).map(str.encode))
def test_a_csv_comes_back_byte_for_byte_whatever_it_is(content):
    try:
        roster = CsvRoster(content)
    except ValueError:
        return
    assert roster.content() == content


@given(st.lists(st.lists(st.text('",\r\na表', min_size=1, max_size=5), min_size=2, max_size=4), min_size=1, max_size=4), st.sampled_from(["utf-8", "cp932"]))
def test_a_csv_is_read_as_the_standard_library_reads_it(table, encoding):
    memory = io.StringIO(newline="")
    csv.writer(memory).writerows(table)
    assert CsvRoster(memory.getvalue().encode(encoding)).rows == table


def test_signs_that_an_encoding_lacks_are_counted(tmp_path):
    back, told = filled(tmp_path, TABLE.encode("cp932"), [row("u001", sentence="é ✓ −1 🙂 ①")])
    assert "? ? －1 ? ①".encode("cp932") in back and "now a ?: 3" in told


def test_where_all_is_quoted_what_is_new_is_quoted(tmp_path):
    back, _ = filled(tmp_path, b'"ID","Name","Score","Comment"\n"u001","Aoi","",""\n', [row("u001", sentence='a "b"')])
    assert back == b'"ID","Name","Score","Comment"\n"u001","Aoi","3","gradient_step 3.0/11: a ""b"""\n'


LEARNERS = [("u001", "21T001", "山田 葵", ""), ("u002", "21T002", "佐藤　蓮", ""), ("u003", "21T003", "鈴木 花", 5)]
LINKS = '<hyperlinks><hyperlink ref="P8" r:id="rId1"/></hyperlinks><dataValidations count="1"><dataValidation type="whole" sqref="J8:J10"/></dataValidations>'


@pytest.mark.parametrize("inline", [False, True])
def test_of_manabas_workbook_only_the_cells_filled_in_change(tmp_path, inline):
    given = manaba(LEARNERS, more=LINKS, inline=inline)
    back, told = filled(tmp_path, given)
    before, after = parts_of(given), parts_of(back)
    assert [*before] == [*after]
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]
    comment = "gradient_step 3.0/11: 向きが逆です。\nexponential_decay 4/11: x が &lt; 0 です。"
    sheet = before["xl/worksheets/sheet1.xml"].decode()
    for old, new in [
        ('<c r="J8" s="1"/>', '<c r="J8" s="1"><v>7</v></c>'),
        ('<c r="L8" s="1"/>', f'<c r="L8" s="1" t="inlineStr"><is><t xml:space="preserve">{comment}</t></is></c>'),
        ('<c r="J9" s="1"/>', '<c r="J9" s="1"><v>2</v></c>'),
        ('<c r="L9" s="1"/>', '<c r="L9" s="1" t="inlineStr"><is><t xml:space="preserve">gradient_step 2/11: 向きが逆です。</t></is></c>'),
    ]:
        assert sheet.count(old) == 1
        sheet = sheet.replace(old, new)
    assert after["xl/worksheets/sheet1.xml"].decode() == sheet
    assert "2 learners" in told
    read = read_roster(back, "it").rows
    assert read[7][9] == "7" and read[7][11].startswith("gradient_step") and read[8][6] == "佐藤　蓮" and read[10] == ["#end"]


def test_cells_that_are_not_there_come_to_stand_in_their_place(tmp_path):
    given = xlsx([["学籍番号", "点数", "コメント", "備考"], ["21T001", None, None, "x"], ["21T002"]])
    back, _ = filled(tmp_path, given)
    assert read_roster(back, "it").rows[1][1:] == ["7", "gradient_step 3.0/11: 向きが逆です。\nexponential_decay 4/11: x が < 0 です。", "x"]
    sheet = parts_of(back)["xl/worksheets/sheet1.xml"].decode()
    places = [sheet.index(f'r="{place}"') for place in ("A2", "B2", "C2", "D2", "A3", "B3", "C3")]
    assert places == sorted(places)


@pytest.mark.parametrize("overwrite", [False, True])
def test_points_that_are_there_are_kept_unless_it_is_said(tmp_path, overwrite):
    back, told = filled(tmp_path, manaba(LEARNERS), [*CLASS, row("21T003@u003", 9)], overwrite=overwrite)
    assert read_roster(back, "it").rows[9][9] == ("9" if overwrite else "5")
    assert ("21T003@u003" in told) is not overwrite and (read_roster(back, "it").rows[9][11] == "") is not overwrite


def test_a_formula_is_never_replaced(tmp_path):
    given = xlsx([["学籍番号", "点数", "コメント"], ["21T001", b"<f>1+1</f><v>2</v>", ""], ["21T002", "", ""]])
    back, told = filled(tmp_path, given, overwrite=True)
    assert b"<f>1+1</f><v>2</v>" in parts_of(back)["xl/worksheets/sheet1.xml"] and "formula" in told and "21T001@u001" in told


def test_who_is_not_in_the_list_is_named(tmp_path):
    back, told = filled(tmp_path, TABLE.encode(), [row("u001"), row("nobody@x"), row("山田", name="山田　太郎")])
    assert "Not in the list: nobody@x, 山田." in told and back.count(b"gradient_step") == 1


def test_names_tell_where_numbers_do_not(tmp_path):
    back, told = filled(tmp_path, TABLE.encode(), [row("佐藤 蓮_77", name="佐藤 蓮", number="77")])
    assert "by name alone: 佐藤 蓮_77" in told and list(csv.reader(back.decode().splitlines()))[2][3] == "3"


@pytest.mark.parametrize("rows, more, said", [
    ([row("u001")], "u001,21T009,x,,,\r\n", r"u001 has the rows 2, 5"),
    ([row("21T001@u003")], "", r"21T001@u003 has the rows 2, 4"),
    ([row("u001"), row("21T001")], "", r"row 2 is that of u001 and 21T001"),
    ([row("佐藤 蓮_77", name="佐藤 蓮", number="77")], "u009,21T009,佐藤蓮,,,\r\n", r"佐藤 蓮_77 has the rows 3, 5"),
    ([row("佐藤 蓮_77", name="佐藤 蓮", number="77"), row("佐藤 蓮_78", name="佐藤 蓮", number="78")], "", r"row 3 is that of 佐藤 蓮_77 and 佐藤 蓮_78"),
])  # fmt: skip
def test_where_it_is_not_certain_whose_a_row_is_nothing_is_written(tmp_path, rows, more, said):
    with pytest.raises(ValueError, match=said):
        filled(tmp_path, (TABLE + more).encode(), rows)
    assert not (tmp_path / "filled").exists()


def test_numbers_of_one_width_or_another_are_the_same_and_no_part_of_one_is(tmp_path):
    back, told = filled(tmp_path, TABLE.encode(), [row("Ｕ００２"), row("u00"), row("21T0033")])
    assert list(csv.reader(back.decode().splitlines()))[2][3] == "3" and "Not in the list: 21T0033, u00." in told


def test_what_a_spreadsheet_would_run_is_made_a_text(tmp_path):
    given = TABLE.replace("佐藤　蓮", "=HYPERLINK(1)").replace("０５０－１", "-5").replace("21T003", "＠SUM(1)")
    back, told = filled(tmp_path, given.encode())
    lines = list(csv.reader(io.StringIO(back.decode(), newline="")))
    assert lines[2][2] == "'=HYPERLINK(1)" and lines[2][5] == "-5" and lines[3][1] == "'＠SUM(1)" and "before them: 2" in told
    back, _ = filled(tmp_path, TABLE.encode(), [row("u001", exercise="=1+1", sentence="a\x1b[2J")])
    assert list(csv.reader(back.decode().splitlines()))[1][4] == "'=1+1 3.0/11: a�[2J"


def test_the_list_may_say_how_many_points_there_are(tmp_path):
    back, _ = filled(tmp_path, b"ID,Score,Maximum score\nu001,,100\nu002,-,\n", [row("u001", 5.5), row("u002", 5.5)])
    assert back == b"ID,Score,Maximum score\nu001,50,100\nu002,5.5,\n"


def test_moodles_worksheet_gets_html_and_canvas_table_its_own_column(tmp_path):
    moodle = "Identifier,Full name,Grade,Feedback comments\nParticipant 771,Aoi,,\n"
    back, _ = filled(tmp_path, moodle.encode(), [row("Aoi_771", name="Aoi", number="771", sentence="a < b")])
    assert back.decode().endswith("771,Aoi,3,<code>gradient_step</code> 3.0/11: a &lt; b\n")
    canvas = "Student,ID,SIS User ID,Section,Week 4 (8841)\n    Points Possible,,,,100\n\"Yamada, Aoi\",771,,,\n"
    back, _ = filled(tmp_path, canvas.encode(), [row("yamadaaoi_771", name="yamadaaoi", number="771")], points="Week 4 (8841)")
    assert back.decode() == canvas.replace("771,,,", "771,,,3")


@pytest.mark.parametrize("content, said", [
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600, r"old form \(.xls\).*save it as .xlsx"), (b"PK\x03\x04 cut", "can't be read"),
    (b"a,b\n1,2\n", "no row of headings"), (b"ID,Name\nu001,x\n", "name it with --points. It has ID, Name"),
    (b"ID,Score,Score\nu001,,\n", "2 columns score"), (b"\xff\xfeI\0D\0", "UTF-16"), (b"", "no row of headings"),
])  # fmt: skip
def test_a_list_that_can_not_be_filled_in_is_refused_with_what_to_do(tmp_path, content, said):
    with pytest.raises(ValueError, match=said):
        filled(tmp_path, content)
    assert not (tmp_path / "filled").exists()


@pytest.mark.parametrize("part, change", [
    ("xl/worksheets/sheet1.xml", lambda part: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + part), ("xl/workbook.xml", lambda part: part[:60]),
    ("xl/_rels/workbook.xml.rels", lambda part: part.replace(b"rId7", b"rId9")), ("xl/sharedStrings.xml", lambda part: b"<sst/>"),
    ("xl/worksheets/sheet1.xml", lambda part: part[:0]),
])  # fmt: skip
def test_a_damaged_workbook_is_refused(tmp_path, part, change):
    memory = io.BytesIO()
    zip_of(memory, {name: change(content) if name == part else content for name, content in parts_of(manaba(LEARNERS)).items()})
    with pytest.raises(ValueError, match=r"in Excel|no row of headings"):
        filled(tmp_path, memory.getvalue())


def test_a_workbook_that_unpacks_to_any_size_is_not_unpacked(tmp_path):
    memory = io.BytesIO()
    zip_of(memory, {**parts_of(manaba(LEARNERS)), "xl/more.xml": b"\0" * (2**26 + 1)})
    with pytest.raises(ValueError, match="larger than any list"):
        filled(tmp_path, memory.getvalue())


def test_a_heading_that_is_not_there_is_told_with_those_that_are(tmp_path):
    with pytest.raises(ValueError, match="0 columns Mark; its headings are ユーザID, 学籍番号"):
        filled(tmp_path, TABLE.encode(), points="Mark")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    out = tmp_path_factory.mktemp("graded")
    files = {
        f"yamada_11_101_{FILE}": notebook(language="ja"),
        f"山田 葵_771_assignsubmission_file_/{FILE}": notebook(UPHILL, language="ja"),
        f"AL21001@a1/{FILE}": notebook(UPHILL),
    }
    grade_class(zip_of(out / "x.zip", files), out / "graded", workforce=this_machine(2), trusted=True, progress=False)
    return out / "graded"


def test_feedback_goes_back_under_the_names_that_moodle_and_canvas_know(graded, tmp_path, capsys):
    assert main(["export", str(graded), "--format", "feedback", "--out", str(tmp_path / "f.zip")]) == 0
    pages = parts_of((tmp_path / "f.zip").read_bytes())
    assert set(pages) == {"yamada_11_101_feedback.html", "山田 葵_771_assignsubmission_file_/feedback.html"}
    assert words("grading.feedback_for", "ja", student="山田 葵") in pages["山田 葵_771_assignsubmission_file_/feedback.html"].decode()
    assert "AL21001@a1" in capsys.readouterr().out and stat.S_IMODE((tmp_path / "f.zip").stat().st_mode) == 0o600


def test_scombz_zip_is_filled_in_with_pages_and_their_names(graded, tmp_path):
    table = xlsx([["学籍番号", "氏名", "評価", "コメント", "ファイル名"], ["AL21001", "山田", "", "", ""], ["AL21002", "佐藤", "", "", ""]])
    given = {"assignment_comment_format.xlsx": table, "※ファイル名及びフォルダ名は変更しないでください.txt": b"x", "フィードバック/": b""}
    zip_of(tmp_path / "given.zip", given)
    assert main(["export", str(graded), "--fill", str(tmp_path / "given.zip"), "--out", str(tmp_path / "back.zip")]) == 0
    back = parts_of((tmp_path / "back.zip").read_bytes())
    assert [*back][:3] == [*given] and all(back[name] == given[name] for name in [*given][1:])
    (page,) = set(back) - set(given)
    rows = read_roster(back["assignment_comment_format.xlsx"], "it").rows
    assert rows[1][2] == "0" and "uphill" in rows[1][3] and f"フィードバック/{rows[1][4]}" == page and rows[2][2:] == ["", "", ""]
    assert "<html" in back[page].decode()


def test_feedback_that_no_system_takes_back_is_told(tmp_path, capsys):
    place = zip_of(tmp_path / "x.zip", {f"aoi/{FILE}": notebook(), f"ben/{FILE}": notebook(UPHILL)})
    grade_class(place, tmp_path / "graded", workforce=this_machine(1), trusted=True, progress=False)
    assert main(["export", str(tmp_path / "graded"), "--format", "feedback", "--out", str(tmp_path / "f.zip")]) == 2
    assert "named as Moodle or Canvas do" in capsys.readouterr().err and not (tmp_path / "f.zip").exists()


def test_a_damaged_zip_around_a_list_is_refused(graded, tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "given.zip", "w") as archive:
        archive.writestr("a.xlsx", b"x" * 5000)
    content = (tmp_path / "given.zip").read_bytes()
    (tmp_path / "given.zip").write_bytes(content.replace(b"xxxx", b"yyyy", 1))
    assert main(["export", str(graded), "--fill", str(tmp_path / "given.zip"), "--out", str(tmp_path / "back.zip")]) == 2
    assert "take it as the system gave it" in capsys.readouterr().err
    assert main(["export", str(graded), "--fill", str(tmp_path / "no"), "--out", str(tmp_path / "back.zip")]) == 2
    assert "There is no file" in capsys.readouterr().err
