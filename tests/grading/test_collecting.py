"""Whose submission is whose: folders, zips, what schools' systems give; and zips that mean harm do none."""

from __future__ import annotations

import io
import os
import re
import time
import zipfile

import pytest

from course_lib.exercises.submission import LARGEST, Unreadable
from course_lib.grading.incoming.collecting import collect
from course_lib.grading.incoming.listing import Entry, listed
from tests.grading.school_lists import manaba, zip_in_windows_encoding
from tests.grading.small_class import SHEET, folder_of, notebook, zip_of

FILE = f"{SHEET}.ipynb"


def collected(place, **options):
    with listed(place) as listing:
        found = collect(listing, **options)
        for hand_in in found:
            try:
                hand_in.read()
            except Unreadable:
                pass
    return found, dict(listing.left_out)


def students(place, **options):
    return {(one.student, one.name, one.number) for one in collected(place, **options)[0]}


CLASS = {f"aoi/{FILE}": notebook(), f"ben/week 3/{FILE}": notebook(), "ben/notes.txt": "x", "ben/.ipynb_checkpoints/x.ipynb": "x"}
CANVAS = {
    f"yamadaaoi_1234_56789_{FILE}": notebook(),
    f"smithben_LATE_1235_56790_{SHEET}-1.ipynb": notebook(),
    f"smithben_1236_56791_{FILE}": notebook(),
    "smithben_1236_56792_photo.png": "x",
}
MOODLE = {
    f"山田 葵_771_assignsubmission_file_/{FILE}": notebook(),
    f"Ben Smith_772_assignsubmission_file_/{FILE}": notebook(),
    f"Ben Smith_773_assignsubmission_file_/deep/er/{FILE}": notebook(),
    "Ben Smith_773_assignsubmission_onlinetext_/onlinetext.html": "x",
}
MANABA_FOLDERS = {
    f"21T001@u001/{FILE}": notebook(),
    f"２１Ｔ００２@u002/提出/{FILE}": notebook(),
    "reportlist.xlsx": manaba([("u001", "21T001", "山田 葵", "")]),
}
MANABA_ONE_FOLDER = {f"21T001@u001@{FILE}": notebook(), "21T002@u002@第4回 @提出.ipynb": notebook(), "reportlist.xlsx": "x"}
EXPECTED = {
    "manaba": {("21T001@u001", "21T001@u001", ""), ("２１Ｔ００２@u002", "２１Ｔ００２@u002", "")},
    "manaba, one folder": {("21T001@u001", "21T001@u001", ""), ("21T002@u002", "21T002@u002", "")},
    "class": {("aoi", "aoi", ""), ("ben", "ben", "")},
    "canvas": {("yamadaaoi_1234", "yamadaaoi", "1234"), ("smithben_1235", "smithben", "1235"), ("smithben_1236", "smithben", "1236")},
    "moodle": {("山田 葵_771", "山田 葵", "771"), ("Ben Smith_772", "Ben Smith", "772"), ("Ben Smith_773", "Ben Smith", "773")},
}


@pytest.mark.parametrize("form, files", [("class", CLASS), ("canvas", CANVAS), ("moodle", MOODLE), ("manaba", MANABA_FOLDERS), ("manaba, one folder", MANABA_ONE_FOLDER)])
@pytest.mark.parametrize("packed", [False, True])
def test_each_form_as_folder_and_as_zip(tmp_path, form, files, packed):
    place = zip_of(tmp_path / "x.zip", files) if packed else folder_of(tmp_path / "x", files)
    assert students(place) == EXPECTED[form]
    assert not [name for name in collected(place)[1] if "reportlist" in name]  # the system's list is no submission


@pytest.mark.parametrize("files", [MANABA_FOLDERS, MANABA_ONE_FOLDER])
def test_manabas_zip_has_a_folder_around_all_its_list_too(tmp_path, files):
    around = {f"report-991/{name}": content for name, content in files.items()}
    assert students(zip_of(tmp_path / "x.zip", around)) == EXPECTED["manaba" if files is MANABA_FOLDERS else "manaba, one folder"]


# The second byte of 表, 予 and ソ is that of a backslash, in 十 and 能 too; half-width kana are one byte each.
@pytest.mark.parametrize("who", ["表 予子@u001", "山田　ソラ@u1", "十能 ﾀﾛｳ@u2", "髙橋@u3", "21T001@山田"])
@pytest.mark.parametrize("file", [f"{{}}/{FILE}", "{}@第４回（提出）.ipynb"])
def test_japanese_names_in_the_encoding_of_windows_are_read(tmp_path, who, file):
    files = {file.format(who): notebook(), f"21T009@u009/{FILE}": notebook()}
    assert students(zip_in_windows_encoding(tmp_path / "x.zip", files)) == {(who, who, ""), ("21T009@u009", "21T009@u009", "")}


CLASSROOM = {f"山田 葵 - {FILE}": notebook(), "Ben Smith - 第4回 - 提出.ipynb": notebook(), "Chika - all.zip": "PK no zip", "Week 4.gdoc": "x"}
PATTERNS = [
    ("classroom", CLASSROOM, {("山田 葵", "山田 葵"), ("Ben Smith", "Ben Smith")}),
    ("scombz", {f"AL21001_山田葵_{FILE}": notebook(), f"AL21002_{FILE}": notebook()}, {("AL21001", "AL21001"), ("AL21002", "AL21002")}),
    ("{student}_{name}_{any}", {f"al21001_山田 葵_{FILE}": notebook()}, {("al21001", "山田 葵")}),
    ("第4回/{any}（{student}）{any}", {"第4回/山田（AL21001）提出.ipynb": notebook(), f"第4回/x（AL21002）/in/{FILE}": notebook()}, {("AL21001", "AL21001"), ("AL21002", "AL21002")}),
    ("{student}/{any}", {f"aoi/deep/er/{FILE}": notebook(), f"ben/{FILE}": notebook()}, {("aoi", "aoi"), ("ben", "ben")}),
]


@pytest.mark.parametrize("names, files, expected", PATTERNS)
@pytest.mark.parametrize("packed", [False, True])
def test_files_named_by_a_preset_or_a_pattern(tmp_path, names, files, expected, packed):
    place = zip_of(tmp_path / "x.zip", files) if packed else folder_of(tmp_path / "x", files)
    assert {pair[:2] for pair in students(place, names=names)} == expected


def test_what_a_pattern_does_not_fit_is_nobodys(tmp_path):
    place = folder_of(tmp_path, {f"AL1_{FILE}": notebook(), "stray.ipynb": notebook(), f"_{FILE}": notebook(), f" _{FILE}": notebook()})
    found, left_out = collected(place, names="{student}_{any}")
    assert [one.student for one in found] == ["AL1"]
    assert set(left_out) == {"stray.ipynb", f"_{FILE}", f" _{FILE}"} and "{student}_{any}" in left_out["stray.ipynb"]


@pytest.mark.parametrize("names, said", [
    ("manba", "classroom"), ("", "in it"), ("{any}_x", "in it"), ("{student}{any}", "a sign between"),
    ("{student}_{nmae}", "{nmae}"), ("{student}_{student}", "once"),
])  # fmt: skip
def test_a_pattern_that_makes_no_sense_is_refused_with_what_to_do(tmp_path, names, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        collected(folder_of(tmp_path, {f"AL1_{FILE}": notebook()}), names=names)


def test_a_pattern_takes_no_longer_for_a_name_made_to_take_long(tmp_path):
    with listed(folder_of(tmp_path, {})) as listing:
        listing.entries.append(Entry("a_" * 490 + "a", 0, bytes))
        assert collect(listing, names="{any}_{student}_{any}_{any}_{any}@{any}") == []  # without a limit some hours


WEBCLASS = "﻿ユーザID,氏名,report/answer,点数,コメント\r\nu001,山田 葵,kadai4.ipynb,,\r\nu002,Ben,u002/work.zip,,\r\nu003,Chika,,,\r\nu004,Dai,same.ipynb,,\r\nu005,Eri,same.ipynb,,\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("packed", [False, True])
def test_webclass_names_the_files_in_its_list(tmp_path, encoding, packed):
    inner = io.BytesIO()
    zip_of(inner, {FILE: notebook()})
    table = WEBCLASS.encode(encoding, "ignore")
    files = {"answer.csv": table, "report/kadai4.ipynb": notebook(), "report/work.zip": inner.getvalue(), "same.ipynb": notebook(), "no.ipynb": notebook()}
    place = zip_of(tmp_path / "x.zip", files) if packed else folder_of(tmp_path / "x", files)
    assert {pair[:2] for pair in students(place, names="webclass")} == {("u001", "山田 葵"), ("u002", "Ben")}
    assert {"same.ipynb", "no.ipynb"} <= set(collected(place, names="webclass")[1])  # what is two people's is nobody's


@pytest.mark.parametrize("table, said", [(None, "needs answer.csv"), ("ユーザID,氏名\nu001,山田\n", "no column report/answer"), ("a,b\n1,2\n", "no row of headings"), (b"\xff\xfe", "UTF-16"), (b"\x81\x00", "encoding of Japanese Windows")])
def test_without_webclass_list_it_is_said_what_is_missing(tmp_path, table, said):
    files = {f"x/{FILE}": notebook()} | ({} if table is None else {"answer.csv": table})
    with pytest.raises(ValueError, match=said):
        collected(folder_of(tmp_path, files), names="webclass")


def test_canvas_tells_late_and_repeated(tmp_path):
    found = {one.student: one for one in collected(zip_of(tmp_path / "x.zip", CANVAS))[0]}
    late = found["smithben_1235"]
    assert (late.late, late.upload, late.copy) == (True, 56790, 1)
    assert not found["yamadaaoi_1234"].late and found["yamadaaoi_1234"].copy == 0


def test_moodle_without_folders_is_known_too(tmp_path):
    files = {f"山田 葵_771_assignsubmission_file_{FILE}": notebook()}
    assert students(zip_of(tmp_path / "x.zip", files)) == {("山田 葵_771", "山田 葵", "771")}


def test_by_name_leaves_the_numbers_out_where_names_alone_tell(tmp_path):
    keys = {student for student, _, _ in students(zip_of(tmp_path / "x.zip", MOODLE), by_name=True)}
    assert keys == {"山田 葵", "Ben Smith_772", "Ben Smith_773"}


def test_a_folder_around_all_is_taken_off_in_a_zip(tmp_path):
    files = {f"class of 26/{name}": content for name, content in CLASS.items()} | {"__MACOSX/class of 26/._x.ipynb": "x"}
    assert students(zip_of(tmp_path / "x.zip", files)) == EXPECTED["class"]
    files = {f"submissions/{name}": content for name, content in MOODLE.items()}
    assert students(zip_of(tmp_path / "y.zip", files)) == EXPECTED["moodle"]


def test_a_zip_that_a_student_handed_in_is_looked_through(tmp_path):
    inner = io.BytesIO()
    zip_of(inner, {f"my work/{FILE}": notebook(), "../../x.ipynb": "x"})
    found, left_out = collected(zip_of(tmp_path / "x.zip", {"smithben_1_2_all.zip": inner.getvalue(), "aoi_3_4_all.zip": "PK no zip"}))
    assert [(one.student, one.file) for one in found] == [("smithben_1", f"smithben_1_2_all.zip/my work/{FILE}")]
    assert set(left_out) == {"smithben_1_2_all.zip/../../x.ipynb", "aoi_3_4_all.zip"}


def test_a_notebook_that_is_nobodys_is_named(tmp_path):
    found, left_out = collected(folder_of(tmp_path, {f"aoi/{FILE}": notebook(), "stray.ipynb": notebook()}))
    assert len(found) == 1 and "no student's" in left_out["stray.ipynb"]


@pytest.mark.parametrize("name", ["../aoi/x.ipynb", "aoi/../../x.ipynb", "/etc/x.ipynb", "C:\\x\\x.ipynb", "..\\x\\x.ipynb"])
def test_paths_that_lead_out_of_a_zip_are_left_out(tmp_path, name):
    found, left_out = collected(zip_of(tmp_path / "x.zip", {f"aoi/{FILE}": notebook(), name: notebook()}))
    assert [one.student for one in found] == ["aoi"]
    assert list(left_out.values()) == ["its path leads out of the zip"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.zip"]


def test_a_link_in_a_zip_is_left_out(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        link = zipfile.ZipInfo(f"ben/{FILE}")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr(f"aoi/{FILE}", notebook())
    found, left_out = collected(tmp_path / "x.zip")
    assert [one.student for one in found] == ["aoi"] and left_out == {f"ben/{FILE}": "a link, no file"}


def test_a_huge_file_in_a_zip_is_not_unpacked(tmp_path):
    place = zip_of(tmp_path / "x.zip", {f"aoi/{FILE}": b"\0" * (LARGEST + 10), f"ben/{FILE}": notebook()})
    found = {one.student: one for one in collected(place)[0]}
    assert found["aoi"].digest == f"unreadable aoi/{FILE}" and not found["ben"].digest.startswith("unreadable")


def test_a_bomb_costs_those_alone_whose_it_is(tmp_path):
    files = {f"bad/{n}.ipynb": b"\0" * (LARGEST - 10) for n in range(20)} | {f"good/{FILE}": notebook()}
    begin = time.process_time()
    found, _ = collected(zip_of(tmp_path / "x.zip", files))
    assert time.process_time() - begin < 10
    assert [one.student for one in found[:2]] == ["bad", "good"] and not found[1].digest.startswith("unreadable")
    assert 10 < sum(one.digest.startswith("unreadable") for one in found) < 20


def test_a_bomb_handed_in_costs_one_student(tmp_path):
    inner = io.BytesIO()
    zip_of(inner, {f"{n}.ipynb": b"\0" * (LARGEST - 10) for n in range(9)})
    files = {"bad_1_2_x.zip": inner.getvalue(), f"good_3_4_{FILE}": notebook()}
    found, _ = collected(folder_of(tmp_path, files))
    assert {one.student for one in found if not one.digest.startswith("unreadable")} >= {"good_3"}
    assert any(one.digest.startswith("unreadable") for one in found if one.student == "bad_1")


def test_a_damaged_member_is_that_students_alone(tmp_path):
    place = zip_of(tmp_path / "x.zip", {f"aoi/{FILE}": notebook(remark="a" * 5000), f"ben/{FILE}": notebook()})
    content = bytearray(place.read_bytes())
    content[100:140] = b"\xff" * 40
    place.write_bytes(content)
    found = {one.student: one for one in collected(place)[0]}
    assert found["aoi"].digest.startswith("unreadable") and not found["ben"].digest.startswith("unreadable")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"no zip at all"])
def test_what_is_no_zip_is_refused_with_a_sentence(tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(ValueError, match="neither a folder nor a zip"), listed(tmp_path / "x.zip"):
        pass


def test_names_of_old_japanese_windows_zips_are_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(f"XXXX/{FILE}", notebook())
    content = (tmp_path / "x.zip").read_bytes().replace(b"XXXX", "山田".encode("cp932"))
    (tmp_path / "x.zip").write_bytes(content)
    assert students(tmp_path / "x.zip") == {("山田", "山田", "")}


def test_weird_names_stay_apart_and_can_be_written(tmp_path):
    names = ["a b", "a'b\"", "=1+1", "名前", "a\nb", "x" * 200, "-rf"]
    folder_of(tmp_path, {f"{name}/{FILE}": notebook() for name in names})
    broken = os.fsencode(tmp_path) + b"/\xff\xfe"
    os.mkdir(broken)
    with open(broken + b"/x.ipynb", "w") as file:
        file.write(notebook())
    found, _ = collected(tmp_path)
    assert {one.student for one in found} == {*names, "\\xff\\xfe"}
    assert all(one.student.encode() for one in found)


def test_the_same_file_twice_is_known_by_what_is_in_it(tmp_path):
    now = time.time()
    place = folder_of(tmp_path, {"aoi/x.ipynb": notebook(), "aoi/x (1).ipynb": notebook(), "aoi/y.ipynb": notebook({})})
    found, _ = collected(place)
    assert len(found) == 3 and len({one.digest for one in found}) == 2
    assert {one.copy for one in found} == {0, 1} and all(abs(one.time - now) < 3600 for one in found)
