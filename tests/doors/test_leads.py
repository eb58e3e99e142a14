"""The pages for instructors: what they name is there, and what they say that a command prints, it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile

import pytest

from course_lib.exercises.sheets import find_exercise, load_sheet, sheet_names
from course_lib.words.language import LANGUAGES
from doors import leads
from doors.site import guides
from examples.make_class import CLASS
from tests.conftest import ROOT
from tests.grading.test_class import sandbox  # noqa: F401

SHEET = "04_gradient_descent"
DOWNLOADS = {"week05.zip": "aoi ben emi nick paula", "week05-again.zip": "aoi ben emi nick paula tomo"}
"""Moodle's downloads of the term's page, and whose work is in them."""


@pytest.mark.parametrize("path", leads.pages(), ids=lambda path: path.name)
def test_a_page_is_what_its_data_make(path):
    assert path.read_text(encoding="utf-8") == leads.pages()[path], "run: python -m doors leads"


def test_each_place_term_and_exercise_of_a_syllabus_is_there():
    exercises = {exercise for name in sheet_names() for exercise in load_sheet(name).exercises}
    found = leads.data("where_it_leads")
    assert len(found["syllabus"]) >= 6
    for syllabus in found["syllabus"]:
        for key in ("title", "version", "seen", "outside"):
            assert set(syllabus[key]) == set(LANGUAGES)
        for item in syllabus["item"]:
            name = item["name"]["en"]
            assert set(item["exercises"]) <= exercises, name
            assert item["far"] in found["words"]["en"], name
            assert bool(item["sections"]) is (item["far"] != "word"), name
            assert item["exercises"] or item["far"] != "whole", f"{name}: whole means that it can be practised"
            for code in LANGUAGES:
                assert set(item["terms"]) <= set(leads.terms(code)), name
                assert all(leads.heading(section, code) for section in item["sections"])


@pytest.mark.parametrize("section", ["4.9", "Q6", "12", "4."])
def test_a_section_that_is_not_there_is_an_error(section):
    with pytest.raises(ValueError):
        leads.heading(section, "en")


def test_each_level_of_each_chapter_is_shown_by_what_is_in_that_chapter():
    chapters = leads.data("rubrics")["chapter"]
    assert [chapter["number"] for chapter in chapters] == sorted(path.stem.split("_")[0] for path in (ROOT / "solutions").glob("[0-9]*.py"))
    for chapter in chapters:
        number = chapter["number"]
        stem = leads.chapter_of(number)
        tags = re.findall(r'"([CW]\d+\.\d+)"', (ROOT / "chapters" / f"{stem}.py").read_text(encoding="utf-8"))
        there = {*load_sheet(stem).exercises, *tags}
        for level in leads.LEVELS:
            shown = chapter[level]["shown"]
            assert shown and set(shown) <= there, f"{number} {level}: {set(shown) - there}"
            assert set(chapter[level]) == {"shown", *LANGUAGES}
        graded = [name for name in chapter["do"]["shown"] if not re.match(r"[CW]\d", name)]
        assert graded and all(find_exercise(name) for name in graded)


def side(stem):
    """Return the exercises of a sheet that stand on side roads."""
    found, on_side = set(), False
    for cell in re.split(r"^(?=# %%)", (ROOT / "solutions" / f"{stem}.py").read_text(encoding="utf-8"), flags=re.MULTILINE):
        head = cell.partition("\n")[0]
        if re.search(r'\[markdown\].*"E\d+"', head):
            on_side = '"side"' in head
        found |= set(re.findall(r"exercise\(\s*(\w+)", cell)) if on_side else set()
    return found


def test_what_stands_on_side_roads_is_asked_for_at_the_third_level_alone():
    assert "minibatches" in side("07_optimizers")
    for chapter in leads.data("rubrics")["chapter"]:
        early = {*chapter["say"]["shown"], *chapter["do"]["shown"]}
        assert not early & side(leads.chapter_of(chapter["number"])), chapter["number"]


def told(page):
    """Return the commands of a page, and what each is said to print."""
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "docs" / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    steps = [step for block in blocks for step in block.removeprefix("$ ").split("\n$ ")]
    return [(command, printed.strip()) for command, _, printed in (step.partition("\n") for step in steps)]


def test_the_term_is_the_same_in_both_languages():
    assert told("term.md") == told("term.ja.md")


@pytest.mark.sandbox
def test_the_commands_of_the_term_print_what_the_page_says(sandbox, tmp_path):  # noqa: F811
    for name, learners in DOWNLOADS.items():
        with zipfile.ZipFile(tmp_path / name, "w") as download:
            for number, learner in enumerate(learners.split(), start=101):
                folder = f"{learner}_{number}_assignsubmission_file_"
                download.write(CLASS / learner / f"{SHEET}.ipynb", f"{folder}/{SHEET}.ipynb")
    steps = [step for step in told("term.md") if " release " not in step[0]]  # tests/grading/test_release.py makes one
    assert len(steps) >= 9
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    for command, printed in steps:
        typed = re.sub(r"^gradient-course", f"{sys.executable} -m course_lib", command)
        done = subprocess.run(typed, shell=True, cwd=tmp_path, env=surroundings, capture_output=True, encoding="utf-8")
        assert (done.returncode, done.stdout.strip()) == (0, printed), f"{command}\n{done.stderr}"


@pytest.mark.parametrize("page", ["term.md", "term.ja.md"])
def test_the_term_says_the_minutes_of_each_chapter_and_names_its_sheet(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| .+ \| (\d+) \| `(\w+)` \|$", text, flags=re.MULTILINE)
    assert [sheet for _, _, sheet in rows] == sheet_names()
    assert {int(week) for week, _, _ in rows} == set(range(1, 11))
    for _, minutes, sheet in rows:
        chapter = (ROOT / "chapters" / f"{sheet}.py").read_text(encoding="utf-8")
        assert re.search(r"[Aa]bout (\d+) minutes", chapter)[1] == minutes, sheet


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_pages_for_instructors_are_linked_from_the_readme_and_stand_on_the_site(code):
    readme = (ROOT / ("README.md" if code == "en" else f"README.{code}.md")).read_text(encoding="utf-8")
    shown = {place: (text, spoken) for place, _, text, spoken in guides.guides(code)}
    for name in ("term", "rubrics", "where_it_leads", "ai_tools"):
        assert f"(docs/{name}.md)" in readme or f"(docs/{name}.{code}.md)" in readme, name
        text, spoken = shown[f"guides/{name}.html"]
        assert spoken == code
        pages = re.findall(r'href="\.\./\.\./(\w\w)/(\w+)\.html', text)
        assert {lang for lang, _ in pages} <= {code}
        assert all((ROOT / "chapters" / f"{stem}.py").is_file() for _, stem in pages)
