"""The table of what is where leads to what is there, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from authoring.editions import compose, editions
from course_lib.exercises.concept_index import CONCEPTS, Concept, ConceptIndex, concept_index, notebook_of
from course_lib.exercises.sheets import find_exercise
from course_lib.sources.closure import files_reached
from course_lib.words.catalogue import catalogue
from course_lib.words.language import LANGUAGES
from tests.conftest import ROOT

COMPOSED = {
    (edition.source.stem, edition.language): compose(edition).cells
    for edition in editions()
    if edition.source.parent.name == "chapters"
}


def headings(notebook, language):
    texts = [cell.source for cell in COMPOSED[notebook, language] if cell.cell_type == "markdown"]
    return re.findall(r"^#+ (.+)$", "\n".join(texts), flags=re.MULTILINE)


def places(concept, language):
    """Where a concept's heading stands among those of its chapter."""
    section = catalogue(language)[f"concept_index.{concept.key}.section"]
    return [n for n, heading in enumerate(headings(concept.notebook, language)) if heading == section]


def wrong(concept: Concept) -> set[str]:
    """Which parts of a row lead nowhere."""
    found = set()
    if not (ROOT / "course_lib" / concept.file).is_file():
        found.add("file")
    if concept.exercise:
        exercise = find_exercise(concept.exercise)
        if exercise is None or exercise[0].name != concept.notebook:
            found.add("exercise")
    for language in LANGUAGES:
        for folder in ("notebooks", "exercises"):
            if not (ROOT / folder / language / f"{concept.notebook}.ipynb").is_file():
                found.add("notebook")
        tags = {tag for cell in COMPOSED[concept.control_notebook or concept.notebook, language] for tag in cell.metadata.get("tags", [])}
        if concept.control and concept.control not in tags:
            found.add("control")
    japanese, english = (places(concept, language) for language in LANGUAGES)
    if not japanese or japanese != english:
        found.add("section")
    return found


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.key)
def test_a_row_leads_to_what_is_there(concept):
    assert wrong(concept) == set()


@pytest.mark.parametrize(
    "part, value",
    [
        ("file", "descent/nothing.py"),
        ("exercise", "nothing"),
        ("exercise", "central_difference"),  # there is one, in another sheet
        ("control", "W4.9"),
    ],
)
def test_a_broken_row_is_noticed(part, value):
    row = next(concept for concept in CONCEPTS if concept.key == "schedule")
    assert wrong(replace(row, **{part: value})) == {part}


def test_a_section_of_another_chapter_is_noticed():
    row = next(concept for concept in CONCEPTS if concept.key == "local_minimum")
    assert wrong(replace(row, chapter="05")) == {"section"}


def test_a_notebook_that_is_not_there_is_noticed(monkeypatch):
    with pytest.raises(ValueError, match="'10'"):
        notebook_of("10")
    row = next(concept for concept in CONCEPTS if concept.key == "hessian")
    monkeypatch.setattr("course_lib.exercises.concept_index.NOTEBOOKS", ("09_elsewhere",))
    for language in LANGUAGES:
        monkeypatch.setitem(COMPOSED, ("09_elsewhere", language), COMPOSED["09_questions", language])
    assert wrong(row) == {"notebook"}


def unmatched(concepts, entries):
    """Which concepts and controls have no words, and which words nobody asks for."""
    asked = {f"concept_index.{concept.key}.{part}" for concept in concepts for part in ("name", "section")}
    asked |= {f"concept_index.controls.{concept.control}" for concept in concepts if concept.control}
    there = {name for name in entries if re.match(r"concept_index\.\w+\.", name) and ".heads." not in name}
    return asked ^ there


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_words_for_each_concept_and_no_others(language):
    assert unmatched(CONCEPTS, catalogue(language)) == set()
    assert "concept_index.hessian.name" in unmatched([c for c in CONCEPTS if c.key != "hessian"], catalogue(language))
    missing = {name: text for name, text in catalogue(language).items() if name != "concept_index.controls.W4.1"}
    assert unmatched(CONCEPTS, missing) == {"concept_index.controls.W4.1"}


def test_each_concept_stands_once():
    assert len({concept.key for concept in CONCEPTS}) == len(CONCEPTS) >= 26


def test_a_concept_that_the_glossary_explains_has_the_name_it_has_there():
    # The Japanese glossary has a column more, with the readings.
    rows = {"ja": r"^\| <a [^>]+></a>\*\*(.+?)\*\* \| .+? \| (.+?) \|", "en": r"^\| <a [^>]+></a>\*\*(.+?)\*\* \| (.+?) \|"}
    terms = [re.findall(rows[language], "\n".join(cell.source for cell in COMPOSED["99_glossary", language]), flags=re.MULTILINE) for language in LANGUAGES]
    assert min(map(len, terms)) > 100
    for concept in CONCEPTS:
        ja, en = (catalogue(language)[f"concept_index.{concept.key}.name"] for language in LANGUAGES)
        assert (ja, en) in terms[0] and (en, ja) in terms[1], (ja, en)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_shows_each_concept_with_links_in_the_readers_language(language, speak):
    speak(language)
    shown = concept_index()._repr_html_()
    assert shown.count("<tr>") == len(CONCEPTS) + 1
    folder = ROOT / "notebooks" / language
    for target in re.findall(r"href='([^']+)'", shown):
        assert (folder / target).resolve().is_file() and f"/{language}/" in (folder / target).resolve().as_posix()
    assert catalogue(language)["concept_index.learning_rate.name"] in repr(concept_index())


def test_a_row_without_control_and_exercise_links_to_its_chapter_alone(speak):
    speak("en")
    (row,) = [concept for concept in CONCEPTS if concept.key == "hessian"]
    shown = ConceptIndex((row,))
    assert shown._repr_html_().count("href") == 1
    assert repr(shown).splitlines()[1] == "Hessian: 09_questions.ipynb, course_lib/slopes/hessian.py, –, –"


def test_the_table_depends_on_no_sheet():
    reached = files_reached("from course_lib.exercises.concept_index import concept_index")
    assert ROOT / "course_lib/exercises/sheets.py" not in reached
    assert len([path for path in reached if path.suffix == ".py"]) < 10
