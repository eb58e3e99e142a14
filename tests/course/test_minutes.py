"""A chapter says in its first lines how long it takes; what it says agrees with its words, cells and controls."""

from __future__ import annotations

import re

import pytest

from authoring.editions import ROOT, Edition, compose, editions
from authoring.minutes import length, minutes
from authoring.roads import main_road
from course_lib.words.language import LANGUAGES

CHAPTERS_TAKE = {"ja": r"1 つの章は (\d+) 分から (\d+) 分ほど", "en": r"A chapter takes (\d+) to (\d+) minutes"}
SHEETS_TAKE = {"ja": r"そのほかに (\d+) 分から (\d+) 分ほど", "en": r"its exercises another (\d+) to (\d+)"}
STATED = {"ja": r"(\d+) 分ほど", "en": r"[Aa]bout (\d+) minutes"}
LONGEST = 40
CHAPTERS = [edition for edition in editions() if edition.source.parent.name == "chapters" and "99" not in edition.source.stem]


def stated(edition):
    """The first number of minutes in a notebook's first cell, None where it names none."""
    found = re.search(STATED[edition.language], compose(edition).cells[0].source)
    return int(found[1]) if found else None


@pytest.mark.parametrize("edition", CHAPTERS, ids=lambda e: f"{e.source.stem}-{e.language}")
def test_the_opening_says_how_long_the_chapter_takes(edition):
    said, measured = stated(edition), minutes(edition)
    assert said is not None and abs(said - measured) <= 5, measured
    assert measured <= LONGEST


@pytest.mark.parametrize("source", sorted({edition.source for edition in CHAPTERS}), ids=lambda path: path.stem)
def test_both_editions_take_as_long(source):
    japanese, english = (minutes(Edition(source, language)) for language in ("ja", "en"))
    assert abs(japanese - english) < 5


def of_the_map(language):
    """The text above the map of chapter 00, and the minutes of each chapter and of its sheet in its table."""
    (text,) = (
        cell.source
        for cell in compose(Edition(ROOT / "chapters/00_welcome.py", language)).cells
        if re.search(CHAPTERS_TAKE[language], cell.source)
    )
    rows = [[part.strip() for part in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    (_, *codes), _, (_, *chapters), (_, *sheets) = rows
    return text, *(dict(zip(codes, map(int, row), strict=True)) for row in (chapters, sheets))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_of_the_course_says_how_long_each_chapter_takes_and_its_exercises(language):
    text, chapters, sheets = of_the_map(language)
    own = [edition for edition in CHAPTERS if edition.language == language]
    assert chapters == {edition.source.stem.partition("_")[0]: stated(edition) for edition in own}
    for edition in own:
        sheet = Edition(ROOT / "solutions" / edition.source.name, language)
        code = edition.source.stem.partition("_")[0]
        assert abs(sheets[code] - minutes(sheet)) < 4, (code, minutes(sheet))
    for pattern, said in ((CHAPTERS_TAKE, chapters), (SHEETS_TAKE, sheets)):
        least, most = map(int, re.search(pattern[language], text).groups())
        assert (least, most) == (min(said.values()), max(said.values()))


def test_length_counts_what_is_read():
    assert length("坂を下る。[第1章](01_x.ipynb)", "ja") == 7
    assert length("| a | b |\n| --- | --- |\nGo down the [slope](x.ipynb), $x^2$.", "en") == 6


def sheet(tmp_path, *cells):
    source = tmp_path / "chapters" / "01_x.py"
    source.parent.mkdir(exist_ok=True)
    pair = '# %% [markdown] lang="ja"{tags}\n# {heading}{ja}\n# %% [markdown] lang="en"{tags}\n# {heading}{en}\n'
    source.write_text(
        "\n".join(
            cell if cell.startswith("# %%") else pair.format(
                tags=' tags=["side"]' if cell == "side" else "",
                heading={"side": "### ", "section": "## "}.get(cell, ""), ja="坂" * 160, en="hill " * 69,
            )
            for cell in cells
        )
    )
    return source


def test_a_side_road_takes_no_time_and_ends_at_the_next_heading(tmp_path):
    def minutes_of(*cells):
        source = sheet(tmp_path, *cells)
        return [round(minutes(Edition(source, language)), 1) for language in ("ja", "en")]

    (one, _) = minutes_of("text", "text")
    assert one > 0.9 and minutes_of("text", "text")[1] > 0.9
    # The note that names the source is read too, once.
    assert minutes_of("text", "side", "text") == minutes_of("text")
    assert minutes_of("text", "side", "text", "section") > minutes_of("text", "side", "text")
    assert len(list(main_road(compose(Edition(sheet(tmp_path, "text", "side", "text", "section"), "ja")).cells))) == 2


def test_code_and_play_take_their_time(tmp_path):
    plain = minutes(Edition(sheet(tmp_path, "text"), "en"))
    played = minutes(Edition(sheet(tmp_path, "text", '# %% tags=["W1.1"]\n1\n'), "en"))
    read = minutes(Edition(sheet(tmp_path, "text", "# %%\n" + "1\n" * 30), "en"))
    assert played > plain + 2 and read > plain + 2
