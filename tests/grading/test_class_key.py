"""A class key: each learner has inputs and questions of their own, always the same ones, and nobody can tell whose are which."""

from __future__ import annotations

import json
import pickle
import unicodedata
import zipfile
from collections import Counter

import pytest

from course_lib.__main__ import main
from course_lib.exercises.draws import Draw
from course_lib.exercises.judging import judge
from course_lib.exercises.sheets import find_exercise, load_sheet, sheet_names
from course_lib.grading.book.table import Row
from course_lib.grading.class_key import (
    BYTES,
    POOL,
    ClassKey,
    Learner,
    make_class_key,
    read_class_key,
    write_class_key,
)  # fmt: skip
from course_lib.grading.classroom import grade_class
from course_lib.grading.confining.confinement import Confined
from course_lib.grading.executors import this_machine
from course_lib.grading.job import Job
from course_lib.grading.job import grade as grade_job
from course_lib.grading.pages.others_numbers import others_numbers
from course_lib.grading.pages.reports import page_name
from course_lib.grading.release.own_sheets import learners_in, own_sheet, release_own_sheets
from course_lib.sandbox.plain import read, write
from rehearsal.learner import right_answers, wrong_answers
from tests.conftest import ROOT
from tests.grading.small_class import RIGHT, SHEET, folder_of, notebook
from tests.grading.test_class import sandbox  # noqa: F401

READING = "01_what_is_a_gradient"
KEY = ClassKey(bytes(range(BYTES)))
EXERCISES = [exercise for name in sheet_names() for exercise in load_sheet(name).exercises.values()]
AOI, BEN, CHIKA = Learner("S001", ("S001",), "山田 葵"), Learner("S002", ("S002",), "Ben"), Learner("S003", ("S003",), "千佳")
CLASS = KEY.with_learners([AOI, BEN, CHIKA])


def answers_of(learner, key=CLASS):
    """Return a learner's right answers to the sheet with pictures to read from, as source."""
    answers = right_answers(READING)
    for name in ("slope_at", "rolls_toward"):
        _, exercise = find_exercise(name)
        _, variant = key.draw_of(learner).of(exercise)
        right = {mark: exercise.own.right(mark, variant=variant) for mark in "ABCDEF"}
        answers[name] = f"def {name}(mark):\n    return {right!r}[mark]"
    return answers


def keyed(path, key=CLASS):
    write_class_key(path, key)
    return path


def grade(place, out, key=CLASS, **options):
    return grade_class(place, out, this_machine(2), class_key=key, progress=False, **options)


def outcomes(grading):
    return {(row.student, row.exercise): (row.outcome, row.mistake) for row in grading.rows}


# The file


def test_a_new_key_is_random_and_its_owner_alone_can_read_it(tmp_path, capsys):
    paths = [tmp_path / "a.key", tmp_path / "b.key"]
    for path in paths:
        assert main(["class-key", str(path)]) == 0
        assert path.stat().st_mode & 0o777 == 0o600
    one, other = map(read_class_key, paths)
    assert len(one.secret) == BYTES == 32 and one.secret != other.secret and one.learners == ()
    assert one.secret.hex() not in capsys.readouterr().out
    assert main(["class-key", str(paths[0])]) == 2 and "stays as it is" in capsys.readouterr().err
    assert read_class_key(paths[0]) == one


STRANGE = {
    "empty": b"",
    "cut off": b'{"what": "", "key": "00',
    "too short": json.dumps({"key": "00" * 31, "learners": []}).encode(),
    "no digits": json.dumps({"key": "zz" * 32, "learners": []}).encode(),
    "a number": json.dumps({"key": 7, "learners": []}).encode(),
    "no learners": json.dumps({"key": "00" * 32}).encode(),
    "strange learners": json.dumps({"key": "00" * 32, "learners": [{"id": 7, "numbers": [], "name": ""}]}).encode(),
    "a list": b"[]",
    "binary": bytes(range(256)),
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("what", STRANGE)
def test_a_strange_file_is_named_before_anything_is_graded(what, tmp_path, capsys):
    key = tmp_path / "class.key"
    key.write_bytes(STRANGE[what])
    key.chmod(0o600)
    place = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook()})
    assert main(["grade", str(place), "--out", str(tmp_path / "out"), "--class-key", str(key)]) == 2
    assert f"{key} is no class key" in capsys.readouterr().err and not (tmp_path / "out").exists()


@pytest.mark.parametrize("what", ["missing", "a folder", "open to all"])
def test_a_key_that_is_not_to_be_used_is_named_before_anything_is_graded(what, tmp_path, capsys):
    key = tmp_path / "class.key"
    if what == "a folder":
        key.mkdir()
    elif what == "open to all":
        make_class_key(key)
        key.chmod(0o640)
    place = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook()})
    assert main(["grade", str(place), "--out", str(tmp_path / "out"), "--class-key", str(key)]) == 2
    said = {"missing": "make it once", "a folder": "no class key", "open to all": "chmod 600"}[what]
    assert said in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_a_key_in_sight_of_student_code_is_not_used(tmp_path, monkeypatch, capsys):
    key = keyed(tmp_path / "class.key")
    monkeypatch.setattr("course_lib.grading.confining.availability.shown_folder", lambda place: "/x" if place == key else None)
    place = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook()})
    assert main(["grade", str(place), "--out", str(tmp_path / "out"), "--class-key", str(key)]) == 2
    assert "Student code could read" in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_seed_and_key_exclude_each_other(tmp_path):
    with pytest.raises(SystemExit):
        main(["grade", str(tmp_path), "--out", str(tmp_path / "out"), "--class-key", "x", "--seed", "3"])


# Whose numbers are which


def test_the_same_learner_has_the_same_numbers_in_whatever_form_the_name_is_written():
    name = "ガブリエル・é"
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}
    assert len(forms) == 2
    assert len({KEY.draw(form).of(exercise) for form in forms for exercise in EXERCISES[:1]}) == 1
    again = ClassKey(KEY.secret)
    assert [KEY.draw("aoi").of(exercise) for exercise in EXERCISES] == [again.draw("aoi").of(exercise) for exercise in EXERCISES]


def test_another_key_or_another_learner_has_other_numbers():
    other = ClassKey(bytes(BYTES))
    compared = [exercise for exercise in EXERCISES if not exercise.trial]
    seeds = [[key.draw(name).of(one)[0] for one in compared] for key, name in ((KEY, "aoi"), (KEY, "ben"), (other, "aoi"))]
    assert not set(seeds[0]) & set(seeds[2])
    assert sum(a == b for a, b in zip(seeds[0], seeds[1], strict=True)) < 2 * len(compared) / POOL
    assert len(set(seeds[0])) == len(compared)  # nor do two exercises share a seed


@pytest.mark.parametrize("exercise", EXERCISES[::9], ids=lambda exercise: exercise.name)
def test_a_class_has_so_many_sets_of_inputs_each_about_as_often(exercise):
    count = Counter(KEY.draw(f"learner {number}").of(exercise)[0] for number in range(100 * POOL))
    if exercise.trial:
        assert len(count) == 1  # tried out: nothing to copy
        return
    assert len(count) == POOL and min(count.values()) > 60 and max(count.values()) < 150
    inputs = {write(list(exercise.cases(seed).inputs)) for seed in count}
    assert len(inputs) == POOL and 0 not in count


def test_each_question_is_asked_in_all_ways_about_as_often():
    for exercise in EXERCISES:
        if exercise.own:
            learners = [Learner(str(number), (str(number),), "") for number in range(100 * exercise.variants)]
            count = Counter(KEY.draw_of(learner).of(exercise)[1] for learner in learners)
            assert sorted(count) == list(range(1, exercise.variants + 1))
            assert min(count.values()) > 50 and max(count.values()) < 160


def test_what_is_sent_to_whoever_grades_does_not_hold_the_key_nor_other_learners():
    job = Job("x", 0, draw=CLASS.draw("S001"))
    sent = pickle.dumps(job)
    assert KEY.secret not in sent and KEY.secret.hex().encode() not in sent
    for other in (b"S002", b"Ben", "千佳".encode()):
        assert other not in sent
    assert pickle.loads(sent).draw.of(EXERCISES[0]) == CLASS.draw("S001").of(EXERCISES[0])


@pytest.mark.parametrize(
    "student, name, number, who",
    [
        ("S001", "S001", "", AOI),
        ("s００１", "s００１", "", AOI),  # full width
        ("S001@u001", "S001@u001", "", AOI),  # manaba
        ("u001@S001", "u001@S001", "", AOI),
        ("yamadaaoi_S001", "yamadaaoi", "S001", AOI),  # Canvas
        ("山田葵_771", "山田葵", "771", AOI),  # Moodle: the number is the assignment's own
        ("Ben", "Ben", "", BEN),
        ("nobody", "nobody", "", None),
        ("S001@S002", "S001@S002", "", None),
    ],
)
def test_a_learner_is_found_as_systems_write_them(student, name, number, who):
    assert CLASS.find(student, name, number) == who
    expected = CLASS.draw_of(who) if who else KEY.draw(student)
    assert CLASS.draw(student, name, number) == expected and expected.asked_anew is bool(who)


def test_learners_added_later_leave_the_others_as_they_were():
    more = CLASS.with_learners([Learner("u001", ("u001", "S001"), "Yamada Aoi"), Learner("Ben", (), "Ben"), Learner("S004", ("S004",), "Ben")])
    assert more.learners == (AOI, BEN, CHIKA, Learner("S004", ("S004",), "Ben"))
    with pytest.raises(ValueError, match="not certain who Ben is"):
        more.with_learners([Learner("Ben", (), "Ben")])
    assert more.find("Ben", "Ben") is None and more.find("S004") == more.learners[3]


# Grading


def test_with_a_key_the_verdicts_are_the_same_and_stand_when_graded_again(sandbox, tmp_path):  # noqa: F811
    files = {f"{name}/{SHEET}.ipynb": notebook(right_answers(SHEET), remark=name) for name in ("aoi", "ben", "chika")}
    files |= {f"wrong{number}/{SHEET}.ipynb": notebook(wrong_answers(SHEET, number)) for number in range(4)}
    place = folder_of(tmp_path / "class", files)
    plain = grade_class(place, tmp_path / "plain", this_machine(2), progress=False)
    own = grade(place, tmp_path / "own")
    assert outcomes(own) == outcomes(plain) and own.graded == 7
    again = grade(place, tmp_path / "own")
    assert again.graded == 0 and again.known == 7 and outcomes(again) == outcomes(own)
    elsewhere = grade(place, tmp_path / "elsewhere")
    assert outcomes(elsewhere) == outcomes(own)
    tables = [(tmp_path / out / "grades.csv").read_bytes() for out in ("plain", "own", "elsewhere")]
    assert len(set(tables)) == 1


def test_a_gradebook_remembers_its_key(sandbox, tmp_path):  # noqa: F811
    place = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook()})
    grade(place, tmp_path / "out")
    for key, said in ((None, "no class key"), (ClassKey(bytes(BYTES)), "another class key")):
        with pytest.raises(ValueError, match=said):
            grade(place, tmp_path / "out", key=key)
    assert grade(place, tmp_path / "out").known == 1
    assert KEY.secret not in (tmp_path / "out/gradebook.sqlite").read_bytes()
    assert KEY.secret.hex().encode() not in (tmp_path / "out/gradebook.sqlite").read_bytes()
    # A class begun without a key can go on with one.
    grade(place, tmp_path / "later", key=None)
    assert grade(place, tmp_path / "later").graded == 1


def test_copied_answers_fail_and_are_listed_with_whose_they_are(sandbox, tmp_path, capsys):  # noqa: F811
    files = {
        f"S001/{READING}.ipynb": notebook(answers_of(AOI), READING),
        f"S002/{READING}.ipynb": notebook(answers_of(BEN), READING),
        f"S003/{READING}.ipynb": notebook(answers_of(AOI), READING, remark="mine"),
        f"visitor/{READING}.ipynb": notebook(right_answers(READING), READING),
    }
    place, key = folder_of(tmp_path / "class", files), keyed(tmp_path / "class.key")
    assert main(["grade", str(place), "--out", str(tmp_path / "out"), "--class-key", str(key), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    found = {(row["student"], row["exercise"]): row for row in told["grades"]}
    assert told["as_built"] == ["visitor"]
    for student in ("S001", "S002", "visitor"):
        assert all(found[student, name]["outcome"] == "right" for name in load_sheet(READING).exercises), student
    for name in ("slope_at", "rolls_toward"):
        row = found["S003", name]
        assert (row["outcome"], row["points"]) == ("wrong", 0) and row["mistake"].startswith("numbers_of_variant_")
        assert "another sheet" in row["sentence"] and "S001" not in row["sentence"]
    report = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert "<td>S003</td><td><code>slope_at</code></td><td>S001<br></td>" in report
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out/feedback").iterdir()}
    assert len(pages) == 4 and "S001" not in pages[page_name("S003")]
    # The report is the same when it is written anew, without the key.
    assert main(["report", str(tmp_path / "out"), "--language", "ja"]) == 0
    assert "<td>S003</td><td><code>slope_at</code></td><td>S001<br></td>" in (tmp_path / "out/report.html").read_text(encoding="utf-8")


def test_the_answers_of_the_public_sheet_are_known_as_such(sandbox, tmp_path):  # noqa: F811
    place = folder_of(tmp_path / "class", {f"S001/{READING}.ipynb": notebook(right_answers(READING), READING)})
    grading = grade(place, tmp_path / "out", language="en")
    assert outcomes(grading)["S001", "slope_at"] == ("wrong", "numbers_of_variant_0")
    assert "which anybody can have" in (tmp_path / "out/report.html").read_text(encoding="utf-8")


def test_what_the_sheet_says_of_its_numbers_changes_no_grade(sandbox, tmp_path):  # noqa: F811
    sheet = load_sheet(READING)
    variants = {name: KEY.draw_of(BEN).of(sheet.exercises[name])[1] for name in ("slope_at", "rolls_toward")}
    own = own_sheet(json.loads((ROOT / f"exercises/en/{READING}.ipynb").read_text(encoding="utf-8")), sheet, variants)
    # Aoi took Ben's sheet as a whole, numbers and all: for `check` all is right.
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in answers_of(BEN).values()]
    own["cells"] = [cell for cell in own["cells"] if "answer" not in cell["metadata"].get("tags", [])] + cells
    place = folder_of(tmp_path / "class", {f"S001/{READING}.ipynb": json.dumps(own), f"S002/{READING}.ipynb": json.dumps(own)})
    assert main(["check", str(place / "S001" / f"{READING}.ipynb")]) == 0
    found = outcomes(grade(place, tmp_path / "out"))
    for name in variants:
        assert found["S001", name] == ("wrong", f"numbers_of_variant_{variants[name]}") and found["S002", name] == ("right", "")


def example_row(student, mistake):
    return Row(student, student, "", "11_pytorch", "cure", "wrong", 0, 3, mistake, "", f"{student}/x.ipynb", "en")


EXAMPLE_ROWS = [
    example_row("S003", "numbers_of_variant_7"), example_row("S004", "numbers_of_variant_9"),
    example_row("S005", "numbers_of_variant_0"), example_row("S001", "step_and_record"),
]  # fmt: skip


def test_whose_numbers_they_are_is_told_of_all_who_have_them_or_of_nobody():
    variants = {"S001": {"cure": 7}, "S002": {"cure": 7}, "S003": {"cure": 8}}
    told = others_numbers(EXAMPLE_ROWS, variants)
    assert [(one.student, one.owners, one.as_built) for one in told] == [
        ("S003", ("S001", "S002"), False), ("S004", (), False), ("S005", (), True),
    ]  # fmt: skip


# What hostile code can see


HOSTILE = """
import os, sys
def gradient_step(x, gradient, rate):
    found, frame = [], sys._getframe()
    for place in PLACES:
        try:
            found.append(open(place, 'rb').read())
        except OSError:
            pass
    while frame:
        found += [repr(frame.f_locals), repr(frame.f_globals)]
        frame = frame.f_back
    return repr([found, dict(os.environ), sys.argv])
"""


def test_hostile_code_can_read_neither_the_key_nor_whose_numbers_are_which(sandbox, tmp_path, monkeypatch):  # noqa: F811
    key, out = keyed(tmp_path / "class.key"), tmp_path / "out"
    place = folder_of(tmp_path / "class", {f"S002/{SHEET}.ipynb": notebook()})
    grade(place, out)
    seen = [str(key), f"/proc/self/root{key}", f"/proc/1/root{key}", "/proc/1/environ", str(out / "gradebook.sqlite")]
    assert all(b"S001" in (tmp_path / path).read_bytes() for path in (seen[0], seen[1]))  # out here it can be read
    folder_of(place, {f"S001/{SHEET}.ipynb": notebook(RIGHT | {"gradient_step": HOSTILE.replace("PLACES", repr(seen))})})
    replies = []
    read_line = Confined._read_line
    monkeypatch.setattr(Confined, "_read_line", lambda self, until: (replies.append(read_line(self, until)), replies[-1])[1])
    rows = {row.exercise: row for row in grade_job(Job(str(place / f"S001/{SHEET}.ipynb"), 0, draw=CLASS.draw("S001"))).grades}
    assert rows["gradient_step"].points == 0 and rows["exponential_decay"].outcome == "right"
    told = b"".join(map(bytes, replies))
    assert b"f_back" in told or b"gradient_step" in told  # it did look around
    draw = CLASS.draw("S001")
    for secret in (KEY.secret, draw.pool, draw.learner):
        assert secret not in told and secret.hex().encode() not in told
    assert b"S002" not in told and b"SQLite" not in told


def test_what_goes_into_the_sandbox_holds_neither_key_nor_names_nor_other_variants(sandbox, tmp_path, monkeypatch):  # noqa: F811
    sent = []
    put = Confined._write
    monkeypatch.setattr(Confined, "_write", lambda self, data: (sent.append(bytes(data)), put(self, data))[1])
    answers = {name: f"def {name}(*inputs):\n    return 'nonsense'" for name in right_answers(READING)}
    (tmp_path / f"{READING}.ipynb").write_text(notebook(answers, READING))
    draw = CLASS.draw("S001")
    rows = grade_job(Job(str(tmp_path / f"{READING}.ipynb"), 0, draw=draw)).grades
    assert {row.outcome for row in rows} == {"wrong"}
    everything = b"".join(sent)
    # What a learner may see: the cells, and the inputs. Neither the key nor what is made of it, nor whose variant is which.
    for secret in (KEY.secret, draw.pool, draw.learner):
        assert secret not in everything and secret.hex().encode() not in everything
    for text in ("S001", "S002", "Ben", "variant", "others"):
        assert text.encode() not in everything
    assert {request["function"] for request in (read(line.decode()) for line in sent) if "function" in request} == set(answers)


# Lists, and sheets of their own


def test_learners_are_read_from_a_list_as_systems_give_it(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("学籍番号,氏名,ユーザID\n21T001,山田 葵,u001\n21T001,山田 葵,u001\n,佐藤 蓮,\n,,\n", encoding="utf-8")
    assert learners_in(path) == [Learner("21T001", ("21T001", "u001"), "山田 葵"), Learner("佐藤 蓮", (), "佐藤 蓮")]
    path.write_text("Identifier,Full name,Email address,Grade\nParticipant 771,Aoi Yamada,aoi@example.org,\n", encoding="utf-8")
    assert learners_in(path) == [Learner("aoi@example.org", ("aoi@example.org",), "Aoi Yamada")]
    path.write_text("学籍番号,氏名\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no learner in it"):
        learners_in(path)


def test_sheets_of_their_own_are_the_same_whenever_they_are_written(tmp_path):
    key, roster = keyed(tmp_path / "class.key", KEY), tmp_path / "list.csv"
    roster.write_text("Student ID,Name\nS001,Aoi\nS/2,Ben\na/b,C\na_b,D\n", encoding="utf-8")
    told = release_own_sheets(tmp_path / "course.zip", roster, key)
    assert "4 learners" in told
    path = tmp_path / "course-own-sheets.zip"
    assert path.stat().st_mode & 0o777 == key.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name).decode() for name in archive.namelist()}
    folders = {name.split("/")[0] for name in contents}
    assert len(folders) == 4 and {"S001", "S_2"} <= folders and all(len(name.split("/")) == 3 for name in contents)
    assert len({folder.casefold() for folder in folders}) == 4
    known = read_class_key(key)
    assert [learner.id for learner in known.learners] == ["S001", "S/2", "a/b", "a_b"] and known.secret == KEY.secret
    everything = "\n".join(contents.values())
    assert KEY.secret.hex() not in everything
    for name in ("slope_at", "rolls_toward", "five_points", "cure"):
        _, exercise = find_exercise(name)
        _, variant = known.draw("S001").of(exercise)
        assert sum(f"check({name}, variant={variant})" in text for file, text in contents.items() if file.startswith("S001/")) == 2
    before = path.read_bytes()
    roster.write_text("Student ID,Name\nS001,Aoi\nS/2,Ben\na/b,C\na_b,D\n", encoding="utf-8")
    release_own_sheets(tmp_path / "course.zip", roster, key)
    assert path.read_bytes() == before and read_class_key(key) == known


@pytest.mark.parametrize("arguments", [["--class", "list.csv"], ["--class-key", "class.key"], ["--class", "list.csv", "--class-key", "k", "--format", "nbgrader"]])
def test_release_says_which_options_go_together(arguments, tmp_path, capsys):
    assert main(["release", str(tmp_path / "x.zip"), *arguments]) == 2
    assert "go " in capsys.readouterr().err and not list(tmp_path.iterdir())


# Without a key


def test_without_a_key_everything_is_as_before():
    for exercise in EXERCISES[:5]:
        assert Draw(7).of(exercise) == (7, 0)
        assert exercise.cases(7).others == {}


def test_verdicts_on_a_tenth_of_all_exercises_do_not_hang_on_the_learner():
    for exercise in EXERCISES[3::10]:
        if exercise.trial:
            continue
        for learner in range(5):
            draw = KEY.draw(f"learner {learner}")
            cases = exercise.cases(*draw.of(exercise))
            assert judge(exercise, cases, cases.expected).outcome == "right"
            for mistake, answers in cases.mistaken.items():
                assert judge(exercise, cases, answers).mistake == mistake
            assert cases.seed > 0
