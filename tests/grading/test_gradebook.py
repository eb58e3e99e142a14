"""The gradebook: rules on late and repeated work, adjustments, history; what is mended is graded again and nothing else."""

from __future__ import annotations

import csv
import errno
import json
import os
import shutil
import sqlite3
import subprocess
from collections import Counter

import pytest

from course_lib.__main__ import main
from course_lib.grading.book.gradebook import open_gradebook, sole_grader
from course_lib.grading.book.rules import Attempt, Rule, read_due
from course_lib.grading.classroom import grade_class
from course_lib.grading.executors import this_machine
from tests.grading.small_class import (
    POINTS,
    RIGHT,
    SHEET,
    UPHILL,
    folder_of,
    notebook,
    run,
    small_course,
    start,
    zip_of,
)
from tests.grading.test_class import sandbox  # noqa: F401

pytestmark = pytest.mark.usefixtures("sandbox")
FILE = f"{SHEET}.ipynb"
STEP, DECAY = POINTS["gradient_step"], POINTS["exponential_decay"]


def grade(place, out, **options):
    """Grade without the sandbox where it is not what is tested: half the time."""
    return grade_class(place, out, workforce=this_machine(2), trusted=True, progress=False, **options)


def points(rows, student):
    return sum(row.points for row in rows if row.student == student)


def table(out):
    with (out / "grades.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def set_time(path, text):
    os.utime(path, (read_due(text),) * 2)


def test_the_best_submission_counts_or_the_last(tmp_path):
    place = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook(), "aoi/b.ipynb": notebook(UPHILL)})
    set_time(place / "aoi/a.ipynb", "2026-05-01T10:00")
    set_time(place / "aoi/b.ipynb", "2026-05-02T10:00")
    rows = grade(place, tmp_path / "out").rows
    assert points(rows, "aoi") == STEP + DECAY and {row.attempts for row in rows} == {2}
    assert len(rows) == len(POINTS)
    again = grade(place, tmp_path / "out", rule=Rule(repeated="last"))
    assert again.graded == 0 and points(again.rows, "aoi") == 0
    assert {row.file for row in again.rows} == {"aoi/b.ipynb"}


def test_a_copy_number_tells_the_later_where_times_are_equal(tmp_path):
    place = folder_of(tmp_path / "class", {"aoi/hw.ipynb": notebook(), "aoi/hw-1.ipynb": notebook(UPHILL)})
    for name in ("hw", "hw-1"):
        set_time(place / f"aoi/{name}.ipynb", "2026-05-01T10:00")
    rows = grade(place, tmp_path / "out", rule=Rule(repeated="last")).rows
    assert {row.file for row in rows} == {"aoi/hw-1.ipynb"}


def test_late_submissions_keep_the_share_that_the_rule_says(tmp_path):
    place = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook(), "ben/b.ipynb": notebook(remark="b")})
    set_time(place / "aoi/a.ipynb", "2026-05-01T10:00")
    set_time(place / "ben/b.ipynb", "2026-05-02T10:00")
    rule = Rule(due=read_due("2026-05-01T23:59"), late_share=0.5)
    rows = grade(place, tmp_path / "out", rule=rule).rows
    assert points(rows, "aoi") == STEP + DECAY and points(rows, "ben") == (STEP + DECAY) / 2
    assert {row.student for row in rows if row.late} == {"ben"}
    assert "after the deadline" in (tmp_path / "out/feedback/ben.html").read_text(encoding="utf-8")
    # The rule is kept: a report written later is the same.
    before = (tmp_path / "out/grades.csv").read_bytes()
    assert main(["report", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out/grades.csv").read_bytes() == before


def test_canvas_marks_lateness_itself(tmp_path):
    files = {f"aoi_1_10_{FILE}": notebook(), f"ben_LATE_2_11_{FILE}": notebook(), f"ben_2_9_{FILE}": notebook(UPHILL)}
    rule = Rule(due=read_due("1999-01-01"), late_share=0.5)
    rows = grade(zip_of(tmp_path / "x.zip", files), tmp_path / "out", rule=rule).rows
    assert points(rows, "aoi_1") == STEP + DECAY
    assert points(rows, "ben_2") == (STEP + DECAY) / 2  # better late than wrong


@pytest.mark.parametrize(
    "rule, expected",
    [
        (Rule(), "late, all right"),
        (Rule(late_share=0.6), "late, all right"),
        (Rule(late_share=0.5), "late, all right"),  # of equal ones the last
        (Rule(late_share=0.4), "in time, half right"),
        (Rule(late_share=0.0), "in time, half right"),
        (Rule(repeated="last"), "last, wrong"),
    ],
)
def test_the_best_is_chosen_after_what_lateness_costs(rule, expected):
    attempts = [
        Attempt("in time, half right", 1, False, (0, 0, 1.0, "")),
        Attempt("late, all right", 2, True, (0, 0, 2.0, "")),
        Attempt("last, wrong", 0, True, (0, 0, 3.0, "")),
    ]
    assert rule.counting(attempts).digest == expected
    assert rule.counting(attempts[::-1]).digest == expected


@pytest.mark.parametrize("arguments", [["--due", "tomorrow"], ["--late-share", "2"]])
def test_a_rule_that_makes_no_sense_is_refused(tmp_path, arguments, capsys):
    place = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook()})
    assert main(["grade", str(place), "--out", str(tmp_path / "out"), *arguments]) == 2
    assert arguments[0] in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_points_set_by_hand_outlive_grading_again(tmp_path, capsys):
    place, out = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook(UPHILL)}), tmp_path / "out"
    grade(place, out)
    assert main(["adjust", str(out), "aoi", "gradient_step", "--points", "0.5", "--reason", "Explained <it> in class."]) == 0
    assert "0.5 of" in capsys.readouterr().out
    assert points(grade(place, out, seed=7).rows, "aoi") == 0.5
    (row,) = [row for row in table(out) if row["exercise"] == "gradient_step"]
    assert (row["outcome"], row["points"]) == ("wrong", "0.5")
    page = (out / "feedback/aoi.html").read_text(encoding="utf-8")
    assert "Explained &lt;it&gt; in class." in page
    assert "Explained" in (out / "report.html").read_text(encoding="utf-8")
    assert main(["adjust", str(out), "aoi", "gradient_step", "--undo", "--reason", "A slip."]) == 0
    assert [row["points"] for row in table(out) if row["exercise"] == "gradient_step"] == ["0"]
    capsys.readouterr()
    assert main(["adjust", str(out)]) == 0
    listed = capsys.readouterr().out
    assert "0.5  Explained <it> in class." in listed and "taken back  A slip." in listed


def test_work_handed_in_on_paper_gets_its_points(tmp_path):
    place, out = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook()}), tmp_path / "out"
    grade(place, out)
    assert main(["adjust", str(out), "aoi", "double", "--points", "1", "--reason", "On paper."]) == 0
    (row,) = [row for row in table(out) if row["exercise"] == "double"]
    assert (row["sheet"], row["outcome"], row["points"]) == ("00_welcome", "not attempted", "1")


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["nobody", "gradient_step", "--points", "1", "--reason", "x"], "no student nobody"),
        (["aoi", "no_such", "--points", "1", "--reason", "x"], "no exercise called no_such"),
        (["aoi", "gradient_step", "--points", "99", "--reason", "x"], "is worth"),
        (["aoi", "gradient_step", "--points", "1"], "Say why"),
        (["aoi", "gradient_step"], "either --points or --undo"),
    ],
)
def test_an_adjustment_that_makes_no_sense_is_refused(tmp_path, arguments, sentence, capsys):
    out = tmp_path / "out"
    grade(folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook()}), out)
    assert main(["adjust", str(out), *arguments]) == 2
    assert sentence in capsys.readouterr().err


def test_a_file_moved_renamed_or_zipped_is_not_graded_again(tmp_path):
    place, out = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook(), "ben/b.ipynb": notebook()}), tmp_path / "out"
    assert grade(place, out).graded == 2
    shutil.move(place / "aoi/a.ipynb", place / "aoi/final final.ipynb")
    moved = grade(place, out)
    assert (moved.graded, moved.known, moved.withdrawn) == (0, 2, [])
    assert {row.file for row in moved.rows} == {"aoi/final final.ipynb", "ben/b.ipynb"}
    packed = zip_of(tmp_path / "x.zip", {"aoi/a.ipynb": notebook(), "ben/b.ipynb": notebook()})
    assert grade(packed, out).graded == 0


def test_another_weeks_download_leaves_the_first_weeks_grades(tmp_path):
    first = zip_of(tmp_path / "week.zip", {"Aoi_1_assignsubmission_file_/hw.ipynb": notebook()})
    assert len(grade(first, tmp_path / "out").rows) == len(POINTS)
    second = notebook({"double": "def double(x):\n    return 2 * x"}, sheet="00_welcome")
    rows = grade(zip_of(first, {"Aoi_1_assignsubmission_file_/hw.ipynb": second}), tmp_path / "out").rows
    assert {row.sheet for row in rows} == {"00_welcome", SHEET}


def test_mending_one_exercise_grades_that_one_again_and_keeps_its_history(tmp_path):
    course = small_course(tmp_path / "course")
    place = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook(), "ben/b.ipynb": notebook(UPHILL)})
    out = tmp_path / "out"
    arguments = ["grade", place, "--out", out, "--json", "--workers", "2", "--trust-submissions"]
    code, printed, complaint = run(course, *arguments)
    assert code == 0 and json.loads(printed)["graded"] == 2, complaint
    before = grades(out)
    source = course / "solutions" / f"{SHEET}.py"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("# ## Exercise 1", "# ## Exercise one", 1), encoding="utf-8")
    assert json.loads(run(course, *arguments)[1])["graded"] == 0  # the sheet's words are no part of a grade
    begin = text.index("sheet.exercise(\n    gradient_step")
    mended = text[:begin] + text[begin:].replace("points=1", "points=5", 1)
    source.write_text(mended, encoding="utf-8")
    assert json.loads(run(course, *arguments)[1])["graded"] == 2
    after = grades(out)
    changed = {key for key in after if after[key] != before[key]}
    assert {exercise for _, exercise in changed} == {"gradient_step"} and len(changed) == 2
    code, printed, _ = run(course, "history", out)
    old = list(csv.DictReader(printed.splitlines()))
    assert {(row["why"], row["exercise"], row["points"], row["outcome"]) for row in old} == {
        ("graded again", "gradient_step", "1", "right"),
        ("graded again", "gradient_step", "0", "wrong"),
    }
    assert len(old) == 2


def grades(out):
    with sqlite3.connect(out / "gradebook.sqlite") as connection:
        rows = connection.execute("SELECT student, exercise, outcome, points, possible, graded_with FROM grades").fetchall()
    connection.close()
    return {row[:2]: row[2:] for row in rows}


def test_what_is_withdrawn_stays_in_the_history(tmp_path):
    place, out = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook(), "ben/b.ipynb": notebook()}), tmp_path / "out"
    grade(place, out)
    shutil.rmtree(place / "ben")
    grading = grade(place, out)
    assert grading.withdrawn == [("ben", "ben/b.ipynb")] and {row.student for row in grading.rows} == {"aoi"}
    with open_gradebook(out) as gradebook:
        history = gradebook.history()
    assert Counter(row[1] for row in history) == {"withdrawn": len(POINTS)}


def test_grades_do_not_depend_on_workers_order_or_packing_and_inputs_on_the_seed(tmp_path):
    files = {f"s{n}/{FILE}": notebook(RIGHT if n % 2 else UPHILL, remark=str(n)) for n in range(6)}
    one = grade_class(folder_of(tmp_path / "a", files), tmp_path / "one", workforce=this_machine(1), progress=False).rows
    backwards = zip_of(tmp_path / "b.zip", dict(reversed(files.items())))
    many = grade_class(backwards, tmp_path / "many", workforce=this_machine(4), progress=False).rows
    assert one == many
    other = grade(tmp_path / "a", tmp_path / "one", seed=2)
    assert other.graded == 6 and [row.outcome for row in other.rows] == [row.outcome for row in one]


def test_a_second_grader_is_told_to_wait(tmp_path, capsys):
    place, out = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook()}), tmp_path / "out"
    out.mkdir()
    with sole_grader(out):
        assert main(["grade", str(place), "--out", str(out)]) == 2
    assert "Another grader is at work" in capsys.readouterr().err
    assert grade(place, out).graded == 1


def test_two_graders_at_once_leave_one_whole_gradebook(tmp_path):
    course = small_course(tmp_path / "course")
    place = folder_of(tmp_path / "class", {f"s{n}/{FILE}": notebook(remark=str(n)) for n in range(4)})
    both = [start(course, "grade", place, "--out", tmp_path / "out", "--json", "--trust-submissions") for _ in range(2)]
    for process in both:
        process.communicate(timeout=120)
    assert sorted(process.returncode for process in both) in ([0, 0], [0, 2])
    code, printed, complaint = run(course, "grade", place, "--out", tmp_path / "out", "--json", "--trust-submissions")
    told = json.loads(printed)
    assert code == 0 and told["graded"] == 0 and told["known"] == 4, complaint
    assert len(grades(tmp_path / "out")) == 4 * len(POINTS)


def whole(out):
    with sqlite3.connect(out / "gradebook.sqlite") as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    return found == "ok"


@pytest.fixture
def mounted(tmp_path):
    """Return a function that mounts something on a folder; skips where that is not allowed."""
    done = []

    def mount(*arguments):
        folder = tmp_path / "mounted"
        folder.mkdir(exist_ok=True)
        answer = subprocess.run(["mount", *arguments, str(folder)], capture_output=True, text=True)
        if answer.returncode:
            pytest.skip(f"mounting is not allowed here: {answer.stderr}")
        done.append(folder)
        return folder

    yield mount
    for folder in done:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_full_disk_is_a_clear_error_and_leaves_what_was_written_whole(tmp_path, mounted, capsys):
    out = mounted("-t", "tmpfs", "-o", "size=160k", "tmpfs")
    long = "\n".join(f"    # {n}" for n in range(600))
    answers = {"gradient_step": f"{RIGHT['gradient_step']}\n{long}"}
    place = folder_of(tmp_path / "class", {f"s{n:02}/{FILE}": notebook(answers, remark=str(n)) for n in range(24)})
    arguments = ["grade", str(place), "--out", str(out), "--workers", "2", "--trust-submissions"]
    assert main(arguments) == 2
    complaint = capsys.readouterr().err
    assert "full" in complaint and "gradebook" in complaint and "Traceback" not in complaint
    assert whole(out)
    kept = grades(out)
    assert 0 < len(kept) < 24 * len(POINTS) and len(kept) % len(POINTS) == 0
    subprocess.run(["mount", "-o", "remount,size=8M", str(out)], check=True)
    assert main(arguments) == 0
    assert len(grades(out)) == 24 * len(POINTS) and kept.items() <= grades(out).items()


def test_a_full_disk_while_pages_are_written_leaves_the_old_ones(tmp_path, monkeypatch, capsys):
    place, out = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook()}), tmp_path / "out"
    grade(place, out)
    before = (out / "report.html").read_bytes()

    def full(*arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("pathlib.Path.replace", full)
    assert main(["report", str(out)]) == 2
    complaint = capsys.readouterr().err
    assert "No space left" in complaint and "gradebook has all grades" in complaint
    assert (out / "report.html").read_bytes() == before and not list(out.glob(".*.new"))


def test_a_folder_that_cannot_be_written_to_is_a_clear_error(tmp_path, mounted, capsys):
    place = folder_of(tmp_path / "class", {"aoi/a.ipynb": notebook()})
    kept = tmp_path / "kept"
    grade(place, kept)
    before = grades(kept)
    out = mounted("--bind", "-o", "ro", str(kept))
    (place / "aoi/a.ipynb").write_text(notebook(UPHILL))
    assert main(["grade", str(place), "--out", str(out), "--trust-submissions"]) == 2
    complaint = capsys.readouterr().err
    assert "missing permissions" in complaint and "Traceback" not in complaint
    assert whole(kept) and grades(kept) == before
