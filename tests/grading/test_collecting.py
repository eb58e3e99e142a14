"""Whose submission is whose: folders, zips, what Canvas and Moodle give; and zips that mean harm do none."""

from __future__ import annotations

import io
import os
import time
import zipfile

import pytest

from course_lib.exercises.submission import LARGEST, Unreadable
from course_lib.grading.incoming.collecting import collect
from course_lib.grading.incoming.listing import listed
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
EXPECTED = {
    "class": {("aoi", "aoi", ""), ("ben", "ben", "")},
    "canvas": {("yamadaaoi_1234", "yamadaaoi", "1234"), ("smithben_1235", "smithben", "1235"), ("smithben_1236", "smithben", "1236")},
    "moodle": {("山田 葵_771", "山田 葵", "771"), ("Ben Smith_772", "Ben Smith", "772"), ("Ben Smith_773", "Ben Smith", "773")},
}


@pytest.mark.parametrize("form, files", [("class", CLASS), ("canvas", CANVAS), ("moodle", MOODLE)])
@pytest.mark.parametrize("packed", [False, True])
def test_each_form_as_folder_and_as_zip(tmp_path, form, files, packed):
    place = zip_of(tmp_path / "x.zip", files) if packed else folder_of(tmp_path / "x", files)
    assert students(place) == EXPECTED[form]


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
