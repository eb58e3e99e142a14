"""CONTRIBUTING.md keeps its word: its commands run, and a sentence, a label, an exercise, a control and a chapter are changed as it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest

from rehearsal.checkout import copy_of_course
from tests.conftest import ROOT, need

COMMANDS = re.findall(r"^(make[^#\n]*?)\s+#", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
ADDED = '\n# %% [markdown] lang="ja"\n# 足した文です。\n\n# %% [markdown] lang="en"\n# An added sentence.\n'


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the course, as a contributor has it, with the environment that `make setup` made here."""
    need((ROOT / ".venv" / "ready").exists(), "This needs the environment that `make setup` makes.")
    return copy_of_course(tmp_path_factory.mktemp("clone") / "course", with_environment=True)


def run(copy, command, expected=0):
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("MAKEFLAGS", None)
    ended = subprocess.run(["sh", "-c", command], cwd=copy, env=environment, capture_output=True, text=True, timeout=300)
    assert ended.returncode == expected, ended.stdout[-2000:] + ended.stderr[-2000:]
    return ended.stdout


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old!r} any more"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def notebook(copy, name):
    return (copy / name).read_text(encoding="utf-8")


def outputs(copy, name):
    return [cell.get("outputs") for cell in json.loads(notebook(copy, name))["cells"]]


def test_the_page_has_five_commands_and_they_are_known_to_make():
    assert len(COMMANDS) == 5
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {command.split()[1] for command in COMMANDS} <= set(targets)


def test_a_sentence_is_changed_and_nothing_is_executed(copy):
    name = "notebooks/en/04_gradient_descent.ipynb"
    before = outputs(copy, name)
    source = copy / "chapters" / "04_gradient_descent.py"
    source.write_text(source.read_text(encoding="utf-8") + ADDED, encoding="utf-8")
    explained = run(copy, COMMANDS[1])
    assert f"{name}: text" in explained and "05_backpropagation" not in explained
    run(copy, COMMANDS[2])
    assert outputs(copy, name)[: len(before)] == before
    assert "An added sentence." in notebook(copy, name) and "足した文です。" in notebook(copy, name.replace("/en/", "/ja/"))


def test_a_changed_label_makes_one_notebook_stale_and_few_of_its_cells(copy):
    """What that takes is measured by `make bench ARGS=building`."""
    name = "notebooks/en/01_what_is_a_gradient.ipynb"  # one that runs soon
    before = outputs(copy, name)
    edit(copy / "course_lib/words/en/chapter01.toml", 'statement = "', 'statement = "Behold: ')
    stale = [line for line in run(copy, COMMANDS[1]).splitlines() if "words/en/chapter01.toml" in line]
    assert [line.partition(":")[0] for line in stale] == [name]
    run(copy, COMMANDS[2].replace("04", "01"))
    changed = [now for old, now in zip(before, outputs(copy, name), strict=False) if old != now]
    assert len(changed) == 1 and "Behold: " in json.dumps(changed)


def test_an_exercise_is_changed(copy):
    source = copy / "solutions/04_gradient_descent.py"
    source.write_text(source.read_text(encoding="utf-8") + ADDED, encoding="utf-8")
    run(copy, "make build ONLY=04")
    assert "An added sentence." in notebook(copy, "exercises/en/04_gradient_descent.ipynb")


def test_a_control_is_changed(copy):
    path = copy / "course_lib/controls/learning_rate.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
    stale = run(copy, COMMANDS[1])
    assert "notebooks/en/04_gradient_descent.ipynb: course_lib/controls/learning_rate.py" in stale
    assert "notebooks/en/06" not in stale

# The number after that of the last chapter (99 is the glossary).
NEW = 1 + max(int(path.stem[:2]) for path in (ROOT / "solutions").glob("[0-9]*.py"))

CHAPTER = """\
# %% [markdown] lang="ja"
# # {new} 新しい章

# %% [markdown] lang="en"
# # {new} A new chapter

# %% tags=["C{new}.1"]
from course_lib import claim

claim("C{new}.1", "holds", [1 + 1 == 2], sum=2)
"""
SHEET = '''\
# %% [markdown] lang="ja" tags=["E{new}"]
# # {new} 練習問題

# %% [markdown] lang="en" tags=["E{new}"]
# # {new} Exercises

# %%
from course_lib import check, hint

# %% tags=["answer"]
def thrice(x):
    return 3 * x

# %% tags=["grading"]
from course_lib.exercises.sheet import Sheet

sheet = Sheet("{new}_new")
sheet.exercise(thrice, points=1, inputs=lambda rng: [(2.0,), (rng.normal(),)], ja=["一", "二", "三"], en=["a", "b", "c"])

@sheet.mistake(thrice, ja="2 倍です。", en="That is twice.")
def twice(x):
    return 2 * x
'''
WORDS = 'short = "{short}"\n\n[C{new}_1]\nstatement = "{statement}"\nevidence = ["1 + 1 = {{sum}}"]\n'


def test_a_chapter_is_four_files(copy):
    (copy / f"chapters/{NEW}_new.py").write_text(CHAPTER.format(new=NEW), encoding="utf-8")
    (copy / f"solutions/{NEW}_new.py").write_text(SHEET.format(new=NEW), encoding="utf-8")
    for language, short, statement in (("ja", "新しい章", "足し算は正しい。"), ("en", "New", "Sums are right.")):
        words = WORDS.format(new=NEW, short=short, statement=statement)
        (copy / f"course_lib/words/{language}/chapter{NEW}.toml").write_text(words, encoding="utf-8")
    run(copy, f"make build ONLY={NEW}")
    assert "足し算は正しい。" in notebook(copy, f"notebooks/ja/{NEW}_new.ipynb")
    assert "return ..." in notebook(copy, f"exercises/en/{NEW}_new.ipynb")
    seen = run(
        copy,
        f"{sys.executable} -c 'from course_lib.exercises.solved_shares import share_solved\n"
        "from course_lib.plots.progress_map import progress_map\n"
        "print(progress_map(share_solved()).alt)'",
    )
    stations = len(list((copy / "solutions").glob("[0-9]*.py")))
    assert f"{stations} stations" in seen and f"{NEW} New: 0 %" in seen
