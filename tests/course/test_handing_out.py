"""`gradient-course lab FOLDER` puts the notebooks there, brings them up to date, and never loses what a learner wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from course_lib.__main__ import main
from course_lib.claims.table import claim_table
from course_lib.exercises.progress import progress_file
from course_lib.lab import handing_out
from course_lib.lab.folders import MANIFEST, course_folder
from course_lib.lab.handing_out import FOLDERS, hand_out
from tests.conftest import ROOT

NAME = "exercises/en/04_x.ipynb"


def notebook(*sources, output="1"):
    cells = [{"cell_type": "code", "metadata": {}, "source": text, "outputs": [{"text": output}]} for text in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of one sheet and one chapter, and a learner's folder in which they were placed."""
    shipped, folder = tmp_path / "shipped", tmp_path / "mine"
    write(shipped / NAME, notebook("return ..."))
    write(shipped / "notebooks/en/04_x.ipynb", notebook("chapter"))
    monkeypatch.setattr(handing_out, "shipped_folder", lambda: shipped)
    assert hand_out(folder).placed == ["exercises/en/04_x.ipynb", "notebooks/en/04_x.ipynb"]
    return shipped, folder


def read(folder, name=NAME):
    return (folder / name).read_text(encoding="utf-8")


def nothing(done):
    return not (done.placed or done.updated or done.beside)


def test_again_nothing_is_done(course):
    _, folder = course
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.ipynb")}
    assert nothing(hand_out(folder))
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.ipynb")} == before


def test_what_the_learner_has_not_changed_is_replaced(course):
    shipped, folder = course
    write(shipped / NAME, notebook("return ...  # better"))
    done = hand_out(folder)
    assert done.updated == [NAME] and not done.placed and not done.beside
    assert read(folder) == read(shipped)


def test_to_run_cells_is_no_change(course):
    shipped, folder = course
    write(folder / NAME, notebook("return ...", output="another"))
    assert nothing(hand_out(folder)) and "another" in read(folder)  # no news: what was run stays
    write(shipped / NAME, notebook("return ...  # better"))
    assert hand_out(folder).updated == [NAME] and read(folder) == read(shipped)


def test_new_outputs_alone_come_too(course):
    shipped, folder = course
    write(shipped / NAME, notebook("return ...", output="2"))
    assert hand_out(folder).updated == [NAME] and read(folder) == read(shipped)


def test_what_the_learner_wrote_stays_and_the_new_version_lies_beside(course):
    shipped, folder = course
    mine = notebook("return x - 1")
    write(folder / NAME, mine)
    assert nothing(hand_out(folder)) and read(folder) == mine
    for text in ("second", "third"):
        write(shipped / NAME, notebook(text))
        assert hand_out(folder).beside == {NAME: "exercises/en/new-04_x.ipynb"}
        assert read(folder) == mine and read(folder, "exercises/en/new-04_x.ipynb") == read(shipped)
        assert nothing(hand_out(folder))
    # What was written into the new version stays as well.
    write(folder / "exercises/en/new-04_x.ipynb", notebook("return x - 2"))
    write(shipped / NAME, notebook("fourth"))
    assert hand_out(folder).beside == {NAME: "exercises/en/new-2-04_x.ipynb"}
    assert "x - 2" in read(folder, "exercises/en/new-04_x.ipynb") and "fourth" in read(folder, "exercises/en/new-2-04_x.ipynb")


@pytest.mark.parametrize("manifest", [None, "", "{", "[]", '{"exercises/en/04_x.ipynb": 3}'])
def test_without_a_manifest_that_can_be_read_nothing_counts_as_untouched(course, manifest):
    shipped, folder = course
    (folder / MANIFEST).unlink()
    if manifest is not None:
        (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    write(shipped / NAME, notebook("second"))
    assert hand_out(folder).beside == {NAME: "exercises/en/new-04_x.ipynb"} and "..." in read(folder)


def test_a_file_that_is_no_notebook_any_more_stays(course):
    shipped, folder = course
    write(folder / NAME, '{"cells": [{"cell_type"')
    write(shipped / NAME, notebook("second"))
    assert hand_out(folder).beside and read(folder) == '{"cells": [{"cell_type"'


def test_a_file_moved_away_comes_back_as_it_was(course):
    shipped, folder = course
    write(folder / NAME, notebook("return x - 1"))
    (folder / NAME).rename(folder / "exercises/en/my answers.ipynb")
    assert hand_out(folder).placed == [NAME] and read(folder) == read(shipped)
    assert "x - 1" in read(folder, "exercises/en/my answers.ipynb")


def test_all_else_in_the_folder_is_left_alone(course):
    shipped, folder = course
    write(folder / "my-progress.json", "{}")
    write(folder / "exercises/en/99_mine.ipynb", notebook("mine"))
    (shipped / "notebooks/en/04_x.ipynb").unlink()  # a chapter that is no more
    assert nothing(hand_out(folder))
    assert read(folder, "my-progress.json") == "{}" and "mine" in read(folder, "exercises/en/99_mine.ipynb")
    assert (folder / "notebooks/en/04_x.ipynb").exists()


def test_an_interruption_leaves_each_file_whole_and_the_next_call_goes_on(course, monkeypatch):
    shipped, folder = course
    write(shipped / NAME, notebook("second"))
    whole = Path.replace

    def stopped(path, target):
        if target.name == MANIFEST:
            raise KeyboardInterrupt
        return whole(path, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        hand_out(folder)
    monkeypatch.setattr(Path, "replace", whole)
    assert read(folder) == read(shipped)
    assert nothing(hand_out(folder))
    write(shipped / NAME, notebook("third"))
    assert hand_out(folder).updated == [NAME]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Notebooks placed", "had not changed", "lies beside", "up to date"]),
        ("ja", ["置きました", "新しい版にしました", "隣に置いて", "最新です"]),
    ],
)
def test_it_is_told_in_the_learners_language(course, tmp_path, capsys, language, said):
    shipped, folder = course

    def told():
        assert main(["lab", str(folder), "--copy-only", "--language", language]) == 0
        return capsys.readouterr().out

    placed, updated, beside, nothing_new = said
    assert nothing_new in told()
    (folder / NAME).unlink()
    assert placed in told()
    write(shipped / NAME, notebook("second"))
    assert updated in (text := told()) and NAME in text
    write(folder / NAME, notebook("mine"))
    write(shipped / NAME, notebook("third"))
    assert beside in (text := told()) and f"{NAME} → exercises/en/new-04_x.ipynb" in text


def test_the_whole_course_is_placed_and_read_from_the_learners_folder(tmp_path, monkeypatch, speak):
    speak("en")
    assert main(["lab", str(tmp_path / "mine"), "--copy-only"]) == 0
    for name in (path.relative_to(ROOT) for folder in FOLDERS for path in (ROOT / folder).glob("*/[0-9]*.ipynb")):
        assert (tmp_path / "mine" / name).read_bytes() == (ROOT / name).read_bytes()
    monkeypatch.delenv("GRADIENT_COURSE_PROGRESS")
    monkeypatch.chdir(tmp_path / "mine/exercises/en")
    assert course_folder() == tmp_path / "mine" and progress_file() == tmp_path / "mine/my-progress.json"
    rows = claim_table().rows
    for path in (tmp_path / "mine/notebooks/en").glob("0[5-9]*.ipynb"):
        path.unlink()
    assert 0 < len(claim_table().rows) < len(rows)


def test_in_the_course_itself_nothing_is_placed(monkeypatch, capsys):
    assert main(["lab", "--copy-only"]) == 0 and main(["lab", str(ROOT), "--copy-only"]) == 0
    assert capsys.readouterr().out == "" and not (ROOT / MANIFEST).exists()
    monkeypatch.delenv("GRADIENT_COURSE_PROGRESS")
    assert progress_file() == ROOT / "my-progress.json"


def test_a_folder_that_cannot_be_written_is_told_in_a_line(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["lab", str(tmp_path / "file"), "--copy-only"]) == 2
    assert capsys.readouterr().err.startswith("gradient-course: ")
