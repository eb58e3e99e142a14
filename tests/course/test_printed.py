"""What notebooks show is in the language of the edition, and its numbers are such as people read."""

from __future__ import annotations

import re

import nbformat
import pytest

from authoring.editions import Edition, editions
from course_lib.words.catalogue import catalogue
from rehearsal.printed import (
    E_NOTATION,
    english_under_japanese,
    lines_shown,
    places_that_let_e_through,
    unreadable_numbers,
)

# Files of the catalogue whose places are given such numbers only as show no e-notation (rates, distances, momentum),
# and the report of a gradient check, which is off the main road: the outputs above are what decides there.
PLACES_KEPT = {
    "basin_map", "chapter06", "descent_path", "edge_of_stability", "escapes", "gradient_check", "momentum_settings",
    "newton_and_descent", "own_engine", "secants", "stability_border", "steps_by_rate",
}  # fmt: skip
FILES = sorted({entry.partition(".")[0] for entry in catalogue("ja")} - PLACES_KEPT)

CHAPTERS = [edition for edition in editions() if edition.source.parent.name == "chapters"]
JAPANESE = [edition for edition in CHAPTERS if edition.language == "ja"]


def name(edition):
    return f"{edition.source.stem}-{edition.language}"


@pytest.mark.parametrize("edition", JAPANESE, ids=name)
def test_nothing_under_japanese_text_is_english(edition):
    assert not english_under_japanese(edition)


@pytest.mark.parametrize("edition", JAPANESE, ids=name)
def test_japanese_sentences_follow_each_other_without_a_blank(edition):
    assert not [line for _, line in lines_shown(edition) if re.search(r"[。！？] [ぁ-んァ-ヶ一-龯]", line)]


@pytest.mark.parametrize("edition", CHAPTERS, ids=name)
def test_numbers_of_the_main_road_are_such_as_people_read(edition):
    assert not unreadable_numbers(edition)


@pytest.mark.parametrize("file", FILES)
def test_the_catalogue_lets_no_e_notation_through(file):
    assert not places_that_let_e_through(file)


def test_places_that_let_e_notation_through_are_found(monkeypatch):
    entries = {"a.b": "{x:.1e} {y:.2f}", "a.c": ["{z:.3g}", "{w}"], "b.c": "{v:e}"}
    monkeypatch.setattr("rehearsal.printed.catalogue", lambda code: entries)
    assert places_that_let_e_through("a") == ["a.b: {x:.1e}", "a.c: {z:.3g}"]


@pytest.mark.parametrize("text", ["2.0e-19", "2e-06 m", "−1.8e−09", "10⁻¹⁹", "$10^{-8}$", "h^-1.06", "1e+05"])
def test_what_nobody_reads_is_found(text):
    assert E_NOTATION.search(text)


@pytest.mark.parametrize("text", ["0.22", "x ** 2", "e の 2 乗", "W1e", "2 e", "$10^8$", "−1.20", "10 の 8 乗"])
def test_what_people_read_is_let_through(text):
    assert not E_NOTATION.search(text)


@pytest.fixture
def built(tmp_path):
    """A Japanese notebook with one cell on the main road and one on a side road."""

    def build(main, side="", alt=""):
        def cell(text, **metadata):
            made = nbformat.v4.new_code_cell("1")
            made.outputs = [nbformat.v4.new_output("stream", text=text)]
            if alt:
                made.outputs.append(
                    nbformat.v4.new_output("display_data", {"image/png": ""}, metadata={"image/png": {"alt": alt}})
                )
            return made

        edition = Edition(tmp_path / "chapters" / "01_x.py", "ja")
        edition.target.parent.mkdir(parents=True, exist_ok=True)
        opening = nbformat.v4.new_markdown_cell("### もっと", metadata={"tags": ["side"]})
        notebook = nbformat.v4.new_notebook(cells=[cell(main), opening, cell(side)])
        nbformat.write(notebook, edition.target)
        return edition

    return build


def test_english_and_numbers_are_found_where_they_stand(built):
    edition = built("傾き 3\nbatch 15 rows seen 60\n残り 2.0e-19", "side 1e-9 and more words", "絵は 3e-07 です")
    assert english_under_japanese(edition) == [
        f"{edition.target_name}, code cell 1: batch 15 rows seen 60",
    ]
    found = unreadable_numbers(edition)
    assert len(found) == 2 and all("code cell 1" in line for line in found)
    assert "side" not in "".join(line for _, line in lines_shown(edition))


def test_code_and_names_are_not_english(built):
    assert not english_under_japanese(built("A 0.83\n[False  True  True]\nnp.mean(x) f(x)\nAdam 3\nReLU 0.5"))
