"""What notebooks show is in the language of the edition, and its numbers are such as people read."""

from __future__ import annotations

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

# Chapters that are still to be mended; a chapter taken from here stays out. `python -m rehearsal.printed` lists all
# places in all notebooks.
ENGLISH_TO_MEND = ("02", "03", "04", "05", "06", "07", "08", "09", "10")
NUMBERS_TO_MEND = ("02", "03", "04", "05", "06", "07", "08", "09", "10")
WORDS_DONE = ("chapter00", "chapter00b", "chapter01", "mountain", "rolling", "bowl", "progress_map", "reading")

CHAPTERS = [edition for edition in editions() if edition.source.parent.name == "chapters"]
READABLE = [edition for edition in CHAPTERS if not edition.source.stem.startswith(NUMBERS_TO_MEND)]
JAPANESE = [
    edition for edition in CHAPTERS if edition.language == "ja" and not edition.source.stem.startswith(ENGLISH_TO_MEND)
]


def name(edition):
    return f"{edition.source.stem}-{edition.language}"


@pytest.mark.parametrize("edition", JAPANESE, ids=name)
def test_nothing_under_japanese_text_is_english(edition):
    assert not english_under_japanese(edition)


@pytest.mark.parametrize("edition", READABLE, ids=name)
def test_numbers_of_the_main_road_are_such_as_people_read(edition):
    assert not unreadable_numbers(edition)


@pytest.mark.parametrize("file", WORDS_DONE)
def test_the_catalogue_lets_no_e_notation_through(file):
    assert any(entry.startswith(f"{file}.") for entry in catalogue("ja"))
    assert not places_that_let_e_through(file)


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
