"""Whatever one hands in: that work is named, everybody else's is graded, and within bounded time and memory."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import random
import shutil
import signal
import stat
import struct
import time
import tracemalloc
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from course_lib.__main__ import main
from course_lib.exercises import judging
from course_lib.exercises.judging import agree, judge, sentence
from course_lib.exercises.sheets import drawn_cases, load_sheet, sheet_names
from course_lib.exercises.submission import LARGEST, MOST_CELLS, MOST_CODE, Unreadable, read_submission
from course_lib.grading import classroom
from course_lib.grading.book.gradebook import open_gradebook
from course_lib.grading.classroom import grade_class
from course_lib.grading.confining.confinement import Limits
from course_lib.grading.confining.running import Run
from course_lib.grading.executors import FEWEST_FILES, Workforce, this_machine
from course_lib.grading.pages.reports import page_name
from course_lib.grading.pages.similarity import similar_pairs
from course_lib.sandbox.answers import Answer
from course_lib.sandbox.plain import DEEPEST, LONGEST, MOST_KEYS, MOST_VALUES, read_untrusted, write
from rehearsal.learner import empty_sheet, fill, right_answers
from tests.conftest import ROOT
from tests.grading.small_class import POINTS, RIGHT, SHEET, folder_of, notebook, run, start, zip_of
from tests.grading.test_collecting import collected

FILE = f"{SHEET}.ipynb"
ALL = POINTS["gradient_step"] + POINTS["exponential_decay"]
PRIME = 2**61 - 1  # Python's hash of a whole number is what remains when it is divided by this


def within(seconds, clock=time.process_time):
    """Return a check that no more time was spent since now: by this process, whatever else the machine does."""
    begin = clock()

    def check():
        assert clock() - begin < seconds

    return check


def grade(place, out, **options):
    return grade_class(place, out, trusted=True, progress=False, **{"workforce": this_machine(2), **options})


def points(grading):
    found = {}
    for row in grading.rows:
        found[row.student] = found.get(row.student, 0) + row.points
    return found


# What a submission's code replies


def colliding(count):
    return '{"dict": [' + ",".join(f"[{i * PRIME}, 0]" for i in range(count)) + "]}"


@pytest.mark.parametrize(
    "text",
    [
        colliding(MOST_KEYS + 1),
        colliding(60_000)[:LONGEST],
        "[" + ",".join([colliding(MOST_KEYS // 2)] * 3) + "]",
        "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
        "[" * 100_000 + "]" * 100_000,
        "[" + ",".join(["0"] * (MOST_VALUES + 1)) + "]",
        '{"array": [' + ",".join(["0"] * (MOST_VALUES + 1)) + '], "shape": [-1], "kind": "i"}',
        '"' + "x" * LONGEST + '"',
    ],
    ids=["colliding", "many colliding", "several", "deep", "deeper", "long", "array", "text"],
)
def test_a_reply_too_large_to_be_an_answer_is_refused_at_once(text):
    soon = within(2)
    with pytest.raises(ValueError):
        read_untrusted(text)
    soon()


def test_what_right_answers_hold_is_far_below_the_bounds():
    for name in ("04_gradient_descent", "07_optimizers", "10_summary"):
        for exercise in load_sheet(name).exercises:
            for one in drawn_cases(name, exercise, 1).expected:
                assert one.kind != "value" or len(write(one.value)) < LONGEST / 20


def largest_replies():
    """Return the costliest values that pass."""
    row = "[" * (DEEPEST - 3) + "0" + "]" * (DEEPEST - 3)
    unlike = late = "0"
    for _ in range(DEEPEST - 2):
        unlike = f'[{",".join(["0"] * (MOST_VALUES // DEEPEST - 10))}, "x", {unlike}]'
        late = f'[{",".join(["0"] * (MOST_VALUES // DEEPEST - 10))}, {late}, "x"]'
    texts = [
        "[" + ",".join([row] * (MOST_VALUES // DEEPEST - 10)) + "]",
        unlike,
        late,
        colliding(MOST_KEYS),
        "[" + ",".join(["[]"] * (MOST_VALUES - 10)) + "]",
        "[" + ",".join(["0"] * (MOST_VALUES - 10)) + ', "x"]',
        '{"array": [' + ",".join(["0.5"] * (MOST_VALUES - 10)) + '], "shape": [-1], "kind": "f"}',
    ]
    return [read_untrusted(text) for text in texts]


def test_comparing_the_largest_replies_with_each_other_is_soon_done():
    values, again = largest_replies(), largest_replies()
    for value, other in zip(values, again, strict=True):
        soon = within(3)
        assert agree(Answer("value", value), Answer("value", other), 1e-6)
        soon()
    for value, other in itertools.combinations(values, 2):
        soon = within(3)
        assert not agree(Answer("value", value), Answer("value", other), 1e-6)
        soon()


def test_the_largest_replies_are_judged_soon_with_a_short_sentence_in_little_memory():
    exercise, cases = load_sheet(SHEET).exercises["gradient_descent"], drawn_cases(SHEET, "gradient_descent", 1)
    for value in largest_replies():
        soon = within(3)
        verdict = judge(exercise, cases, [Answer("value", value)] * len(cases.inputs))
        assert verdict.outcome == "wrong" and len(sentence(verdict, exercise, "en")) < 3000
        soon()
    tracemalloc.start()
    largest_replies()
    assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    tracemalloc.stop()


def test_a_wide_deep_answer_is_shown_shortened():
    value = "x" * 100
    for _ in range(4):
        value = [value] * 12
    assert len(judging._short(value)) <= 500


def test_a_dictionary_of_tables_is_shown_in_one_line():
    shown = judging._short({"norms": np.ones((3, 4)), "names": ["a"]})
    assert shown.startswith("{'norms': np.array([[1., 1., 1., 1.],") and "\n" not in shown


ODD = [10**30, 10**400, -(10**400), (), [], {}, "", "a", None, True, 0.5, 3, [10**400, 1.0], [[1], [2, 3]], {1: ()}, [()],
       np.zeros((0, 3)), np.array(True), np.array([2**63], np.uint64), [np.array([1.0]), 10**400], float("nan"), [None, 1], ((), 1)]  # fmt: skip


def test_anything_can_be_compared_with_anything():
    for one, other in itertools.product(ODD, ODD):
        assert agree(Answer("value", one), Answer("value", other), 1e-6) in (True, False)


def test_a_whole_number_and_then_an_empty_tuple_is_graded(tmp_path):
    odd = {
        **RIGHT,
        "gradient_step": "SEEN = []\n\ndef gradient_step(x, gradient, rate):\n    return () if SEEN else 10**30",
        "gradient_descent": "def gradient_descent(*arguments):\n    SEEN.append(1)\n    return 10**30",
    }
    grading = grade(folder_of(tmp_path / "class", {f"odd/{FILE}": notebook(odd), f"aoi/{FILE}": notebook()}), tmp_path / "out")
    assert grading.failed == [] and points(grading)["aoi"] == ALL
    assert points(grading)["odd"] == POINTS["exponential_decay"]


def test_what_can_not_be_tried_out_is_wrong_and_stops_nothing():
    tried = [(sheet, one) for sheet in sheet_names() for one in load_sheet(sheet).exercises.values() if one.trial]
    sheet, exercise = tried[0]
    cases = drawn_cases(sheet, exercise.name, 1)

    def slip(value, seed):
        raise TypeError("no treatment")

    for trial in (exercise.trial, slip):
        for value in ODD:
            verdict = judge(replace(exercise, trial=trial), cases, [Answer("value", value)] * len(cases.inputs))
            assert verdict.outcome == "wrong" and sentence(verdict, exercise, "ja")


# Zips and folders


def raw_zip(path, members):
    """Write a zip of members of any name, which lie on each other: each is (name, place of the data), the data once."""
    data = zipped(b"\0" * (LARGEST + 10)) if any(name for name, _ in members) else zipped(b"x")
    directory = b""
    with open(path, "wb") as file:
        file.write(data)
        for name, flags in members:
            directory += struct.pack(
                "<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, 0, flags, 8, 0, 33, 0, len(data) - 30, LARGEST + 10,
                len(name), 0, 0, 0, 0, 0o644 << 16, 0,
            ) + name  # fmt: skip
        file.write(directory)
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(members) % 65536, len(members) % 65536, len(directory), len(data), 0))
    return path


def zipped(content):
    import zlib

    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    return struct.pack("<4s2B4HL2L2H", b"PK\3\4", 20, 0, 0, 8, 0, 33, 0, len(packed), len(content), 0, 0) + packed


def test_a_member_without_a_name_costs_nobody_else(tmp_path):
    inner = raw_zip(tmp_path / "inner.zip", [(b"", 0)]).read_bytes()
    files = {"bad_1_2_x.zip": inner, f"good_3_4_{FILE}": notebook()}
    found, left_out = collected(zip_of(tmp_path / "x.zip", files))
    assert [one.student for one in found] == ["good_3"]
    assert left_out["bad_1_2_x.zip/"] == "a file without a name"


def test_a_nameless_member_of_the_outer_zip_is_left_out(tmp_path):
    place = zip_of(tmp_path / "x.zip", {f"aoi/{FILE}": notebook(), "XXXX": "x"})
    nameless = raw_zip(tmp_path / "y.zip", [(b"", 0)])
    assert collected(nameless) == ([], {"": "a file without a name"})
    assert [one.student for one in collected(place)[0]] == ["aoi"]


@pytest.mark.parametrize("count", [2, 1000, 60_000])
def test_members_that_lie_on_each_other_cost_nobody_else(tmp_path, count):
    bomb = raw_zip(tmp_path / "bomb.zip", [(f"{n}.ipynb".encode(), 0) for n in range(count)]).read_bytes()
    soon = within(5)
    found, left_out = collected(zip_of(tmp_path / "x.zip", {"bad_1_2_x.zip": bomb, f"good_5_6_{FILE}": notebook()}))
    soon()
    assert [one.student for one in found] == ["good_5"]
    assert ("holds more than" if count > 2000 else "lie on each other") in left_out["bad_1_2_x.zip"]


@pytest.mark.parametrize("name", ["bad/{}.ipynb", "s{}/x.ipynb"])
def test_the_zip_of_a_class_whose_members_lie_on_each_other_is_refused_at_once(tmp_path, name, capsys):
    place = raw_zip(tmp_path / "x.zip", [(name.format(n).encode(), 0) for n in range(60_000)])
    soon = within(10)
    assert main(["grade", str(place), "--out", str(tmp_path / "out"), "--trust-submissions"]) == 2
    soon()
    assert "looks like a bomb" in capsys.readouterr().err


def test_a_students_zip_of_thousands_of_files_is_left_out(tmp_path):
    many = zip_of(io.BytesIO(), {f"{n}.py": "" for n in range(3000)} | {FILE: notebook()}).getvalue()
    found, left_out = collected(folder_of(tmp_path, {"bad_1_2_x.zip": many, f"good_5_6_{FILE}": notebook()}))
    assert [one.student for one in found] == ["good_5"] and "holds more than" in left_out["bad_1_2_x.zip"]


def test_a_zip_in_a_zip_in_a_zip_is_no_work_without_end(tmp_path):
    content = zip_of(io.BytesIO(), {"x.ipynb": notebook()}).getvalue()
    for n in range(50):
        content = zip_of(io.BytesIO(), {f"{n}.zip": content}).getvalue()
    found, left_out = collected(folder_of(tmp_path, {"bad_1_2_x.zip": content, f"good_3_4_{FILE}": notebook()}))
    assert [one.student for one in found] == ["good_3"] and "bad_1_2_x.zip/49.zip" in left_out


def deep_folder(place, levels):
    here = os.getcwd()
    place.mkdir(parents=True)
    try:
        os.chdir(place)
        for _ in range(levels):
            os.mkdir("d")
            os.chdir("d")
        with open(FILE, "w") as file:
            file.write(notebook())
    finally:
        os.chdir(here)


def test_folders_a_thousand_deep_are_left_out_and_named(tmp_path):
    folder_of(tmp_path / "class", {f"good/{FILE}": notebook()})
    deep_folder(tmp_path / "class/bad", 2500)
    try:
        found, left_out = collected(tmp_path / "class")
        assert [one.student for one in found] == ["good"]
        assert any(name.startswith("bad/d") and why.startswith("more than") for name, why in left_out.items())
    finally:
        os.system(f"rm -rf {tmp_path}/class")  # pytest's own way of removing it is not deep enough
    packed = zip_of(tmp_path / "x.zip", {f"bad/{'d/' * 1000}{FILE}": notebook(), f"good/{FILE}": notebook()})
    found, left_out = collected(packed)
    assert [one.student for one in found] == ["good"] and len(left_out) == 1


@pytest.mark.parametrize("digits", [30, 5000])
def test_numbers_of_many_digits_are_no_numbers_of_canvas(tmp_path, digits):
    number = "9" * digits
    files = {f"bad_1_{number}_{FILE}": notebook(), f"bad_{number}_1_{FILE}": notebook(), f"good_3_4_{FILE}": notebook()}
    grading = grade(zip_of(tmp_path / "x.zip", files), tmp_path / "out")
    assert points(grading)["good_3"] == ALL and grading.failed == []
    assert [file for file, _ in grading.left_out if file.startswith("bad_1_")] == [f"bad_1_{number}_{FILE}"]


@pytest.mark.parametrize("name", ["𠮷" * 61, "𠮷" * 250, "x" * 900])
def test_very_long_names_are_graded_and_get_a_page(tmp_path, name):
    grading = grade(zip_of(tmp_path / "x.zip", {f"{name}/{FILE}": notebook(), f"aoi/{FILE}": notebook()}), tmp_path / "out")
    assert points(grading) == {name: ALL, "aoi": ALL}
    assert len(list((tmp_path / "out/feedback").iterdir())) == 2


def test_twenty_thousand_notebooks_of_one_student_come_after_everybody_else(tmp_path):
    files = {f"bad/{n}.ipynb": f'{{"n": {n}}}' for n in range(20_000)} | {f"good{n}/{FILE}": notebook(remark=str(n)) for n in range(3)}
    soon = within(60, time.monotonic)
    grading = grade(zip_of(tmp_path / "x.zip", files), tmp_path / "out")
    soon()
    assert {student: own for student, own in points(grading).items() if own} == {f"good{n}": ALL for n in range(3)}
    assert sum("19799 more" in why for _, why in grading.left_out) == 1 and len(grading.left_out) < 20
    assert (tmp_path / "out/feedback/bad.html").stat().st_size < 200_000
    order = [one.student for one in collected(tmp_path / "x.zip")[0]]
    assert {*order[:4]} == {"bad", "good0", "good1", "good2"}


def test_only_few_of_the_zips_of_a_class_are_in_memory(tmp_path):
    noise = random.Random(1).randbytes(2**20)
    for n in range(40):
        zip_of(tmp_path / f"s{n}_{n}_1_x.zip", {FILE: notebook(remark=str(n)), "noise.bin": noise})
    tracemalloc.start()
    found, _ = collected(tmp_path)
    assert len(found) == 40 and tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize("content", ['{"cells": [' + "{}," * 6_000_000 + "{}]}", "[" * 10_000_000])
def test_a_notebook_of_millions_of_parts_is_not_read(tmp_path, content):
    (tmp_path / FILE).write_text(content)
    tracemalloc.start()
    with pytest.raises(Unreadable, match="too_large"):
        read_submission(tmp_path / FILE)
    assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize(
    "content",
    [
        '{"cells": [{"source": "' + '\\"' * 5_000_000,
        '{"cells": [{"source": "' + '\\"' * 5_000_000 + "\\",
        '{"cells": [' + ", " * 5_000_000,
        '{"cells": [,' + " " * 10_000_000 + "x",
        "<<<<<<< a\n" + "=======\n" * 1_000_000 + " " * 1_000_000 + "x",
        b'{"cells": ["' + b"\xff" * 18_000_000,
        b'{"cells": ["' + b"\x82\xa0" * 9_000_000,
        b'{"cells": ["' + b"\x82\xa0\xff" * 6_000_000 + b'"',
        b'{"cells": ["' + b"\t" * 18_000_000,
    ],
    ids=["cut off in a text", "at a backslash", "commas", "blanks", "half a conflict", "no bytes of a text", "Shift-JIS", "nearly", "tabs"],
)
def test_what_is_no_notebook_takes_no_longer_than_its_length(tmp_path, content):
    (tmp_path / FILE).write_bytes(content if isinstance(content, bytes) else content.encode())
    soon = within(8)
    with pytest.raises(Unreadable, match="not_a_notebook"):
        read_submission(tmp_path / FILE)
    soon()


NAMES = "\n".join(f"def {name}(*inputs):\n    return 3" for name in load_sheet("08_seeing_gradients").exercises)
LONG_CODE = {
    "blank lines": ["\n" * (MOST_CODE - 2000) + NAMES],
    "comments": ["#\n" * (MOST_CODE // 2 - 1000) + NAMES],
    "names in quotes": ["'''" + NAMES.replace("\n", ";") + "'''\n" + "\n" * (MOST_CODE - 4000) + NAMES],
    "small cells": ["1"] * (MOST_CELLS - 1) + [NAMES],
    "blanks": [("..." + " " * 1000) * 2000 + "\n" + NAMES],
    "quotation marks": ['"' * (MOST_CODE - 2000) + "\n" + NAMES],
}


@pytest.mark.parametrize("kind", LONG_CODE)
def test_as_much_code_as_is_read_costs_the_grader_little(tmp_path, kind):
    cells = [{"cell_type": "code", "source": source, "metadata": {}} for source in LONG_CODE[kind]]
    course = {"course": {"source": "solutions/08_seeing_gradients.py", "language": "en"}}
    (tmp_path / FILE).write_text(json.dumps({"cells": cells, "metadata": course, "nbformat": 4, "nbformat_minor": 5}))
    soon = within(1)
    run = Run(read_submission(tmp_path / FILE), 1, Limits(), True, 0.0)
    assert all(run._defining.values())
    soon()


@pytest.mark.parametrize("cells", [["x\n" * MOST_CODE], ["1"] * (MOST_CELLS + 1)], ids=["long", "many"])
def test_more_code_than_a_sheet_can_need_is_not_read_and_costs_nobody_else(tmp_path, cells):
    much = json.loads(notebook())
    much["cells"] += [{"cell_type": "code", "source": source, "metadata": {}} for source in cells]
    place = folder_of(tmp_path / "class", {f"bad/{FILE}": json.dumps(much), f"good/{FILE}": notebook()})
    grading = grade(place, tmp_path / "out")
    assert points(grading) == {"bad": 0, "good": ALL}
    assert {row.outcome for row in grading.rows if row.student == "bad"} == {"unreadable"}


def test_a_picture_pasted_into_a_text_costs_no_answer(tmp_path):
    much, picture = json.loads(notebook()), "![](data:image/png;base64," + "A" * 5_000_000 + ")"
    much["cells"].insert(0, {"cell_type": "markdown", "source": picture, "metadata": {}})
    place = folder_of(tmp_path / "class", {f"aoi/{FILE}": json.dumps(much)})
    assert points(grade(place, tmp_path / "out")) == {"aoi": ALL}


def test_the_code_of_right_sheets_is_far_below_the_bounds():
    for sheet in sheet_names():
        cells = fill(empty_sheet(sheet, "ja"), right_answers(sheet))["cells"]
        code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        assert sum(map(len, code)) < MOST_CODE / 10 and len(code) < MOST_CELLS / 10


# The run as a whole


class Failing(ThreadPoolExecutor):
    """Runs nothing of one student."""

    def submit(self, function, job, *arguments):
        if "/bad/" in job.path:
            raise LookupError("the grader's own slip")
        return super().submit(function, job, *arguments)


def test_a_slip_of_the_grader_on_one_submission_costs_nobody_else(tmp_path):
    place = folder_of(tmp_path / "class", {f"bad/{FILE}": notebook(remark="x"), f"good/{FILE}": notebook()})
    grading = grade(place, tmp_path / "out", workforce=Workforce(lambda: Failing(2), 2))
    assert points(grading) == {"good": ALL}
    assert [(student, why) for student, _, why in grading.failed] == [("bad", "LookupError: the grader's own slip")]


def test_results_that_the_gradebook_can_not_take_cost_nobody_else(tmp_path, monkeypatch):
    place = folder_of(tmp_path / "class", {f"{name}/{FILE}": notebook(remark=name) for name in ("bad", "good", "fine")})
    plainly = classroom.grade_sent

    def odd(job, content):
        graded = plainly(job, content)
        return replace(graded, answers="\udc80") if "/bad/" in job.path else graded

    monkeypatch.setattr(classroom, "grade_sent", odd)
    monkeypatch.setattr(classroom, "ENTRIES", 5)
    grading = grade(place, tmp_path / "out")
    assert points(grading) == {"good": ALL, "fine": ALL} and [one[0] for one in grading.failed] == ["bad"]


def test_ctrl_c_ends_soon_with_one_sentence(tmp_path):
    slow = {**RIGHT, "gradient_step": "def gradient_step(x, gradient, rate):\n    while True:\n        pass"}
    place = folder_of(tmp_path / "class", {f"s{n}/{FILE}": notebook(slow, remark=str(n)) for n in range(6)})
    # As in a terminal, also where this test itself was started in the background, where Ctrl-C is not heard.
    options = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    process = start(
        ROOT, "grade", place, "--out", tmp_path / "out", "--workers", "2", "--json", "--trust-submissions", **options
    )
    waited = within(60, time.monotonic)
    while not (tmp_path / "out/gradebook.sqlite").exists():
        time.sleep(0.1)
        waited()
    time.sleep(2)
    children = own_children(process.pid)
    assert children
    soon = within(3, time.monotonic)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=30)
    soon()
    assert process.returncode == 130 and "Traceback" not in complaint
    assert complaint.strip().splitlines() == ["Stopped. What was graded is kept: the same command goes on from there."]
    gone = within(10, time.monotonic)
    while any(alive(pid) for pid in children):  # the kernel takes a moment
        time.sleep(0.05)
        gone()


def own_children(pid):
    found = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children") as file:
            found += map(int, file.read().split())
    return found


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_too_few_files_are_named_as_what_they_are(tmp_path):
    import resource

    place = folder_of(tmp_path / "class", {f"aoi/{FILE}": notebook()})

    def few(soft, hard):
        return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    code, _, complaint = run(ROOT, "grade", place, "--out", tmp_path / "out", preexec_fn=few(100, 100))
    assert code == 2 and "ulimit -n 1024" in complaint and "bubblewrap" not in complaint
    code, _, complaint = run(
        ROOT, "grade", place, "--out", tmp_path / "out", "--trust-submissions", preexec_fn=few(FEWEST_FILES // 2, 2000)
    )
    assert code == 0, complaint


def test_similarity_of_two_hundred_takes_less_than_a_minute_whatever_they_wrote():
    random.seed(1)
    answers = []
    for n in range(200):
        signs = [f"x{random.randrange(3)}" for _ in range(1900)]
        source = "def gradient_descent(a):\n    return " + "+".join(signs)[: 3900 - n]
        answers.append((f"s{n}", SHEET, json.dumps({f"gradient_descent{k}": source for k in range(11)})))
    soon = within(60)
    similar_pairs(answers)
    soon()


def test_files_that_are_no_notebooks_are_named(tmp_path):
    names = ["answers.py", "answers.html", "answers.rar", "answers.7z", "answers.tar.gz", "answers"]
    files = {f"aoi/{FILE}": notebook(), **{f"ben/{name}": "x" for name in names}, "stray.py": "x"}
    for place in (folder_of(tmp_path / "class", files), zip_of(tmp_path / "x.zip", files)):
        found, left_out = collected(place)
        assert [one.student for one in found] == ["aoi"]
        assert set(left_out) == {"stray.py", *(f"ben/{name}" for name in names)}
        assert all("no notebook" in why for why in left_out.values())


def test_a_folder_that_can_not_be_read_is_named(tmp_path, monkeypatch):
    folder_of(tmp_path, {f"aoi/{FILE}": notebook(), f"ben/shut/{FILE}": notebook()})
    scandir = os.scandir

    def shut(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", shut)
    found, left_out = collected(tmp_path)
    assert [one.student for one in found] == ["aoi"] and "Permission denied" in left_out["ben/shut"]


# What goes out


def test_names_that_file_systems_fold_have_pages_of_their_own():
    names = ["aoi", "Aoi", "AOI", "が", "か\u3099", "straße", "strasse", "ﬁ", "fi", "ａ", "a", "a b", page_name("a b")[:-5]]
    pages = [page_name(name) for name in names]
    assert len({page.casefold() for page in pages}) == len(names)


def test_the_time_inside_a_students_own_zip_is_not_believed(tmp_path):
    def dated(year, name, content):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), content)
        return stream.getvalue()

    inner = dated(2020, FILE, notebook())
    outer = dated(2026, "Aoi_771_assignsubmission_file_/work.zip", inner)
    (tmp_path / "x.zip").write_bytes(outer)
    ((hand_in,), _) = collected(tmp_path / "x.zip")
    assert time.localtime(hand_in.time).tm_year == 2026


SIGNS = "\x1b[31m\x07\x9b\u202e"


def test_signs_that_a_terminal_obeys_are_not_printed(tmp_path, capsys):
    place = folder_of(tmp_path / "class", {f"a{SIGNS}b/{FILE}": notebook(), f"c{SIGNS}\nd.py": "x"})
    for form in ([], ["--json"]):
        assert main(["grade", str(place), "--out", str(tmp_path / "out"), "--trust-submissions", *form]) == 0
        told = capsys.readouterr()
        assert not set(told.out + told.err.split("notebook]")[-1]) & set(SIGNS[0] + SIGNS[5:])
        if form:
            assert json.loads(told.out)["students"][0]["student"] == f"a{SIGNS}b"
    arguments = ["adjust", str(tmp_path / "out"), f"a{SIGNS}b", "gradient_step", "--points", "0", "--reason", f"x{SIGNS}"]
    assert main(arguments) == 0 and main(["adjust", str(tmp_path / "out")]) == 0 and main(["history", str(tmp_path / "out")]) == 0
    assert not set(capsys.readouterr().out) & set(SIGNS[0] + SIGNS[5:])


FORMULAS = ["=1+1", "+1", "-1", "@x", "\n=1", "\t=1", "\r=1", " =1", "＝1", "＋1", "－1", "＠1", "\u3000=1", "\u200d=1", "\u00a0=1"]


def is_formula(cell):
    return cell.strip().strip("\ufffd\u3000\u200d\u00a0 ")[:1] in tuple("=+-@＝＋－＠") and not cell.startswith("'")


@pytest.mark.parametrize("number", ["", "_771_assignsubmission_file_"])
def test_no_name_is_a_formula_in_any_table(tmp_path, capsys, number):
    out = tmp_path / "out"
    files = {f"{name}{number.replace('771', str(771 + n))}/{FILE}": notebook(remark=name) for n, name in enumerate(FORMULAS)}
    place = folder_of(tmp_path / "class", files)
    grade(place, out)
    main(["export", str(out), "--format", "canvas", "--out", str(tmp_path / "c.csv")])
    main(["export", str(out), "--format", "moodle", "--out", str(tmp_path / "m.csv")])
    shutil.rmtree(place)
    folder_of(place, {f"aoi/{FILE}": notebook()})
    grade(place, out)
    capsys.readouterr()
    main(["history", str(out)])
    (tmp_path / "h.csv").write_text(capsys.readouterr().out, encoding="utf-8")
    tables = {name: list(csv.reader((tmp_path / name).read_text(encoding="utf-8-sig").splitlines())) for name in ("c.csv", "m.csv", "h.csv")}
    assert all(len(table) > len(FORMULAS) for table in tables.values())
    cells = [cell for table in tables.values() for line in table for cell in line]
    assert [cell for cell in cells if is_formula(cell) and cell != "-"] == []


def test_no_name_is_a_formula_in_the_table_of_grades(tmp_path):
    grade(folder_of(tmp_path / "class", {f"{name}/{FILE}": notebook(remark=name) for name in FORMULAS}), tmp_path / "out")
    with (tmp_path / "out/grades.csv").open(newline="", encoding="utf-8-sig") as file:
        cells = {line["student"] for line in csv.DictReader(file)}
    assert len(cells) == len(FORMULAS) - 2 and not any(map(is_formula, cells))  # those with signs that can't be seen look alike


def test_results_are_their_owners_alone(tmp_path):
    out = tmp_path / "graded/out"
    before = os.umask(0)
    try:
        grade(folder_of(tmp_path / "class", {f"aoi/{FILE}": notebook()}), out)
        main(["export", str(out), "--format", "canvas", "--out", str(tmp_path / "c.csv")])
    finally:
        os.umask(before)
    for path in [out, *out.rglob("*"), tmp_path / "c.csv"]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_draft_is_never_written_through_a_link(tmp_path):
    place, out = folder_of(tmp_path / "class", {f"aoi/{FILE}": notebook()}), tmp_path / "out"
    out.mkdir()
    (tmp_path / "precious").write_text("precious")
    for name in (".grades.csv.new", "grades.csv", "report.html", ".report.html.new"):
        (out / name).symlink_to(tmp_path / "precious")
    grade(place, out)
    assert (tmp_path / "precious").read_text() == "precious" and not (out / "grades.csv").is_symlink()


def test_the_gradebook_is_kept_private_also_where_it_was_not(tmp_path):
    place, out = folder_of(tmp_path / "class", {f"aoi/{FILE}": notebook()}), tmp_path / "out"
    grade(place, out)
    (out / "gradebook.sqlite").chmod(0o644)
    with open_gradebook(out):
        assert stat.S_IMODE((out / "gradebook.sqlite").stat().st_mode) == 0o600
