"""The first use of each term in a chapter leads to the glossary, in both editions alike, and to a row that is there."""

from __future__ import annotations

import re
from functools import cache

import nbformat
import pytest

from authoring.editions import Edition, compose, editions
from authoring.glossary import GLOSSARY, glossary_of, link_first_uses, terms
from authoring.minutes import length
from authoring.roads import main_road
from course_lib.words.language import LANGUAGES

CHAPTERS = sorted({e.source for e in editions() if e.source.parent.name == "chapters" and e.source.stem != GLOSSARY})
ROOT = CHAPTERS[0].parents[1]
TERMS = {language: terms(glossary_of(ROOT), language) for language in LANGUAGES}
LINK = re.compile(rf"\[([^\]]+)\]\({GLOSSARY}\.ipynb#([^)]+)\)")
# What the course does not treat.
NAMED_NOWHERE = {"dropout", "early-stopping"}

each_chapter = pytest.mark.parametrize("source", CHAPTERS, ids=lambda path: path.stem)


@cache
def texts(source, language):
    """The texts of a chapter in the order in which uses count: those of the main road, then those of side roads."""
    cells = compose(Edition(source, language)).cells
    road = {cell.id for cell in main_road(cells)}
    return [cell.source for cell in sorted(cells, key=lambda cell: cell.id not in road) if cell.cell_type == "markdown"]


def linked(japanese, english, glossary=None):
    """The texts of two cells that are a whole chapter, with their links."""
    cells = {
        code: [nbformat.v4.new_markdown_cell(LINK.sub(r"\1", text))]
        for code, text in (("ja", japanese), ("en", english))
    }
    link_first_uses(cells, glossary or glossary_of(ROOT))
    return cells["ja"][0].source, cells["en"][0].source


@pytest.mark.parametrize("language", LANGUAGES)
@each_chapter
def test_each_link_names_its_term_and_leads_to_a_row_that_is_there(source, language):
    glossary = compose(Edition(ROOT / "chapters" / f"{GLOSSARY}.py", language))
    anchors = [anchor for cell in glossary.cells for anchor in re.findall(r'<a id="([^"]+)"></a>', cell.source)]
    links = [link for text in texts(source, language) for link in LINK.findall(text)]
    assert links
    for named, anchor in links:
        word = named.strip("*")
        forms = {word, word[0].lower() + word[1:]}
        forms |= {form.removesuffix(end) for form in forms for end in ("s", "es")}
        assert anchors.count(anchor) == 1 and anchor in {TERMS[language].get(form) for form in forms}, named


@each_chapter
def test_both_editions_have_the_same_links_each_of_them_once(source):
    ours, theirs = ([[anchor for _, anchor in LINK.findall(text)] for text in texts(source, code)] for code in LANGUAGES)
    assert [set(text) for text in ours] == [set(text) for text in theirs]
    for edition in (ours, theirs):
        anchors = [anchor for text in edition for anchor in text]
        assert len(anchors) == len(set(anchors))


@each_chapter
def test_a_term_that_a_text_uses_is_linked_there_or_was_before(source):
    pairs = list(zip(*(texts(source, code) for code in LANGUAGES), strict=True))
    seen = set()
    for japanese, english in pairs:
        here = {anchor for _, anchor in LINK.findall(japanese)}
        assert not here & seen
        seen |= here
        assert {anchor for _, anchor in LINK.findall(linked(japanese, english)[0])} <= seen


def test_every_term_is_linked_in_some_chapter():
    found = {anchor for source in CHAPTERS for text in texts(source, "ja") for _, anchor in LINK.findall(text)}
    assert set(TERMS["ja"].values()) - found == NAMED_NOWHERE


@each_chapter
def test_links_take_no_time_to_read(source):
    for language in LANGUAGES:
        for text in texts(source, language):
            assert length(text, language) == length(LINK.sub(r"\1", text), language)


def test_no_source_has_a_link_of_its_own():
    assert not [path.name for path in CHAPTERS if LINK.search(path.read_text(encoding="utf-8"))]


A = "99_glossary.ipynb#"


@pytest.mark.parametrize(
    "japanese, english, expected",
    [
        ("勾配と勾配", "a gradient, gradients", (f"[勾配]({A}gradient)と勾配", f"a [gradient]({A}gradient), gradients")),
        ("**勾配**は", "the **gradient** is", (f"[**勾配**]({A}gradient)は", f"the [**gradient**]({A}gradient) is")),
        ("勾配降下法", "Gradient descent", (f"[勾配降下法]({A}gradient-descent)", f"[Gradient descent]({A}gradient-descent)")),
        ("層のノルム", "norms of layers", (f"[層]({A}layer)の[ノルム]({A}norm)", f"[norms]({A}norm) of [layers]({A}layer)")),
    ],
)
def test_the_link_goes_around_the_first_use_and_around_the_longest_term(japanese, english, expected):
    assert linked(japanese, english) == expected


@pytest.mark.parametrize(
    "japanese, english",
    [
        ("# 勾配", "# The gradient"),
        ("`勾配` と $勾配$", "`gradient` and $gradient$"),
        ("```python\n勾配\n```", "```python\ngradient\n```"),
        ("[勾配の章](04_x.ipynb)", "[on the gradient](04_x.ipynb)"),
        ("**勾配の反対**へ", "**against the gradient**"),
        ("階層と深層学習", "layers and deep learning"),  # parts of longer words
        ("体重", "the weight in kilograms"),  # a term in one edition alone
        ("重なる", "weights"),
    ],
)
def test_what_is_no_use_is_left_as_it_is(japanese, english):
    assert linked(japanese, english) == (japanese, english)


def test_a_use_on_the_main_road_comes_before_one_on_a_side_road_above_it():
    def cells(heading, side, main):
        made = [nbformat.v4.new_markdown_cell(text) for text in (heading, side, "## 次", main)]
        made[0].metadata["tags"] = ["side"]
        for number, cell in enumerate(made):
            cell["id"] = str(number)
        return made

    both = {"ja": cells("### 寄り道", "曲率と勾配", "勾配"), "en": cells("### more", "curvature, gradient", "gradient")}
    link_first_uses(both, glossary_of(ROOT))
    assert [LINK.sub("@", cell.source) for cell in both["ja"]] == ["### 寄り道", "@と勾配", "## 次", "@"]
