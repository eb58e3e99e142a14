"""One source, two editions: what is built is what the source gives, and both languages say the same."""

from __future__ import annotations

import ast
import json
import re

import nbformat
import pytest

from authoring.building import build, is_up_to_date
from authoring.editions import (
    AuthoringError,
    Edition,
    blank_out,
    compose,
    editions,
    join_japanese_lines,
    own_comments,
)
from course_lib.words.language import LANGUAGES

ALL = editions()
SOURCES = sorted({edition.source for edition in ALL})
JAPANESE_LETTER = re.compile(r"[\u3041-\u30fa\u4e00-\u9fff]")

# The syllabus: what each finished chapter must hold, by its name.
SYLLABUS = {
    "01": ["C1.1", "C1.2", "C1.3", "W1.1", "W1.2"],
    "02": ["C2.1", "C2.2", "C2.3", "C2.4", "C2.5", "C2.6", "W2.1", "W2.2"],
    "03": ["C3.1", "C3.2", "C3.3", "W3.1", "W3.2"],
    "07": [*(f"C7.{number}" for number in range(1, 9)), "W7.1", "W7.2"],
    "10": [],
    "09": ["C9.1", "C9.2", "C9.3", "C9.4", "C9.5", "C9.6", "C9.7", "C9.8", "W9.1", "W9.2"],
    "08": ["C8.1", "C8.2", "C8.3", "C8.4", "W8.1", "W8.2"],
    "04": ["C4.1", "C4.2", "C4.3", "C4.4", "C4.5", "C4.6", "C4.7", "C4.8", "W4.1", "W4.2", "W4.3"],
    "05": ["C5.1", "C5.2", "C5.3", "C5.4", "W5.1", "W5.2"],
    "06": [*(f"C6.{number}" for number in range(1, 13)), "W6.1", "W6.2"],
}

each_edition = pytest.mark.parametrize("edition", ALL, ids=lambda e: f"{e.source.parent.name}-{e.source.stem}-{e.language}")
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")


WORDS_FOR_NUMBERS = {
    "0": "zero|ゼロ",
    "0.5": "half|半分|半",
    "1": "one|once|single|first|一",
    "2": "two|twice|both|double|doubled|doubles|second|pair|square|squares|squared|二|両方|両",
    "3": "three|third|三",
    "4": "four|四",
    "5": "five|五",
    "6": "six|六",
    "7": "seven|七",
    "8": "eight|八",
    "9": "nine|九",
    "10": "ten|十",
    "11": "eleven|十一",
}


UNITS = {"万": 1e4, "億": 1e8, "兆": 1e12, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def numbers(text: str, units: bool = True) -> set[str]:
    """The numbers in a text that are written in digits, whichever way they are written: 138 億 is 13.8 billion."""
    text = text.translate(str.maketrans("０１２３４５６７８９．−", "0123456789.-")).replace("{,}", "")
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    found = re.findall(rf"(\d+(?:\.\d+)?)(?: ?({'|'.join(UNITS)}))?", text)
    return {f"{float(number) * (UNITS.get(unit, 1) if units else 1):.10g}" for number, unit in found}


def numbers_apart(japanese: str, english: str) -> set[str]:
    """The numbers that one text gives in digits and the other gives neither in digits nor in words."""
    # Either language may write out a unit alone, such as ten thousand for 1 万.
    return min((_apart(japanese, english, units) for units in (True, False)), key=len)


def _apart(japanese: str, english: str, units: bool) -> set[str]:
    apart = set()
    for ours, theirs in ((japanese, english), (english, japanese)):
        for number in numbers(ours, units) - numbers(theirs, units):
            word = WORDS_FOR_NUMBERS.get(number)
            if word is None or not re.search(rf"(?<![a-z])(?:{word})(?![a-z])", theirs.lower()):
                apart.add(number)
    return apart


def texts(source, language):
    return [cell.source for cell in compose(Edition(source, language)).cells if cell.cell_type == "markdown"]


def test_there_are_sources():
    assert len(SOURCES) >= 6


@each_edition
def test_built_notebook_is_what_its_source_gives(edition):
    assert edition.target.is_file(), "Not built yet: make build"
    assert is_up_to_date(edition), f"{edition.target} is out of date: make build"
    built, fresh = nbformat.read(edition.target, as_version=4), compose(edition)
    assert [(c.id, c.cell_type, c.source, c.metadata) for c in built.cells] == [
        (c.id, c.cell_type, c.source, c.metadata) for c in fresh.cells
    ]
    assert built.metadata == fresh.metadata


@each_edition
def test_built_notebook_was_run_without_complaint(edition):
    built = nbformat.read(edition.target, as_version=4)
    nbformat.validate(built)
    code = [cell for cell in built.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    for output in outputs:
        data = output.get("data", {})
        assert "application/vnd.jupyter.widget-view+json" not in data
        if "image/png" in data:
            alt = output.metadata["image/png"]["alt"]
            assert len(alt) > 20 and bool(JAPANESE_LETTER.search(alt)) == (edition.language == "ja"), alt


@each_edition
def test_first_cell_says_what_it_is_built_from(edition):
    assert edition.source_name in compose(edition).cells[0].source


@each_source
def test_code_is_the_same_in_both_editions(source):
    ours = [
        [ast.dump(ast.parse(cell.source)) for cell in compose(Edition(source, code)).cells if cell.cell_type == "code"]
        for code in LANGUAGES
    ]
    assert ours[0] == ours[1]


@each_source
def test_text_says_the_same_numbers_in_both_editions(source):
    japanese, english = texts(source, "ja"), texts(source, "en")
    assert len(japanese) == len(english)
    for ours, theirs in zip(japanese, english, strict=True):
        assert not numbers_apart(ours, theirs), f"{ours}\n\n{theirs}"


@each_source
def test_each_text_is_written_in_its_language(source):
    for text in texts(source, "ja"):
        assert JAPANESE_LETTER.search(text), text
    for text in texts(source, "en"):
        text = re.sub(r"`[^`]*`|\[[^]]*\]\([^)]*\)", "", text)
        # The glossary gives each term in both languages.
        assert not JAPANESE_LETTER.search(text) or source.stem == "99_glossary", text


@each_source
def test_links_lead_somewhere(source):
    for language in LANGUAGES:
        edition = Edition(source, language)
        for text in texts(source, language):
            for target in re.findall(r"\]\(([^)#]+)", text):
                if not target.startswith("https://"):
                    path = (edition.target.parent / target).resolve()
                    assert path.exists(), f"{edition.source_name} ({language}) links to {target}"
                    if path.suffix == ".ipynb":
                        assert path.parent.name == language, f"{target} is in the other language"


@pytest.mark.parametrize("chapter", SYLLABUS)
def test_every_point_of_the_syllabus_is_found_by_its_name(chapter):
    for edition in editions(chapter):
        tags = {tag for cell in compose(edition).cells for tag in cell.metadata.get("tags", [])}
        wanted = SYLLABUS[chapter] if edition.source.parent.name == "chapters" else [f"E{int(chapter)}"]
        assert set(wanted) <= tags, f"{edition.source_name}: {set(wanted) - tags}"


@each_edition
def test_code_that_is_not_to_be_read_is_folded_and_says_what_it_does_in_its_language(edition):
    for cell in compose(edition).cells:
        tags = cell.metadata.get("tags", [])
        claims = [tag for tag in tags if tag.startswith("C")]
        folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        assert folded is bool(claims or "folded" in tags)
        if folded:
            first = cell.source.splitlines()[0]
            assert first.startswith("# ") and all(claim in first for claim in claims[:1])
            assert bool(JAPANESE_LETTER.search(first)) is (edition.language == "ja")


@pytest.mark.parametrize("language, mark", [("ja", "（寄り道）"), ("en", " (side road)")])
def test_an_exercise_on_a_side_road_is_marked_in_its_sheet(tmp_path, language, mark):
    source = tmp_path / "solutions" / "01_small.py"
    source.parent.mkdir()
    pair = '# %% [markdown] lang="ja" tags=["E1"{tag}]\n# {mark} 問\n#\n# 文\n# %% [markdown] lang="en" tags=["E1"{tag}]\n# {mark} Ex\n#\n# text\n\n'
    source.write_text(pair.format(tag="", mark="##") + pair.format(tag=', "side"', mark="##"))
    main, side = (cell.source for cell in compose(Edition(source, language)).cells)
    assert mark not in main and "*" not in main
    heading, _, note, _, text = side.splitlines()
    assert heading.endswith(mark) and note.startswith("*") and note.endswith("*") and text in ("文", "text")
    source.write_text(pair.format(tag=', "side"', mark=""))
    with pytest.raises(AuthoringError, match="side exercise"):
        compose(Edition(source, language))


def test_numbers_apart():
    assert not numbers_apart("2 つの坂、10,200 と ０.5", "two slopes, 10200 and 0.5")
    assert not numbers_apart("三回", "3 times")
    assert not numbers_apart("138 億年、100 万個、2,560 万", "13.8 billion years, 1 million, 25.6 million")
    assert numbers_apart("138 億年", "13.8 million years")
    assert numbers_apart("95 kg", "96 kg") == {"95", "96"}
    assert numbers_apart("2 倍の 30", "the 30") == {"2"}


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A course of one page in a folder of its own."""
    monkeypatch.setattr("authoring.editions.ROOT", tmp_path)
    (tmp_path / "constraints.txt").write_text("")
    source = tmp_path / "chapters" / "01_small.py"
    source.parent.mkdir()
    source.write_text(
        '# %% [markdown] lang="ja"\n# # 小さな章\n# %% [markdown] lang="en"\n# # A small chapter\n\n'
        "# %%\n# ja: 足し算\n# en: a sum\nprint(1 + 1)\n"
    )
    return source


def test_build_writes_both_editions_and_a_second_build_changes_nothing(small):
    assert build() == 0
    files = [edition.target for edition in editions()]
    before = [path.read_bytes() for path in files]
    stamps = [path.stat().st_mtime_ns for path in files]
    notebook = json.loads(before[0])
    assert notebook["cells"][1]["outputs"][0]["text"] == ["2\n"]
    assert "".join(notebook["cells"][1]["source"]).startswith("# 足し算\n")
    assert build() == 0
    assert [path.stat().st_mtime_ns for path in files] == stamps
    assert build(force=True) == 0
    assert [path.read_bytes() for path in files] == before


def test_an_edit_to_a_built_file_is_refused_and_kept(small, capsys):
    build()
    target = editions()[0].target
    edited = target.read_text().replace("1 + 1", "1 + 2")
    target.write_text(edited)
    small.write_text(small.read_text().replace("1 + 1", "1 + 3"))
    assert build() == 1
    assert "chapters/01_small.py" in capsys.readouterr().out
    assert target.read_text() == edited
    assert build(force=True) == 0
    assert "1 + 3" in target.read_text()


def test_a_damaged_built_file_is_refused(small):
    build()
    editions()[0].target.write_text("no notebook")
    with pytest.raises(AuthoringError, match=r"chapters/01_small\.py"):
        is_up_to_date(editions()[0])


def test_a_change_of_the_source_is_noticed(small):
    build()
    small.write_text(small.read_text() + "\n# %%\n3\n")
    assert not is_up_to_date(editions()[0])


def test_a_cell_that_fails_is_reported_and_nothing_is_written(small, capsys):
    small.write_text(small.read_text().replace("1 + 1", "1 / 0"))
    assert build() == 2
    assert "ZeroDivisionError" in capsys.readouterr().out
    assert not editions()[0].target.exists()


@pytest.mark.parametrize(
    "text, rule",
    [
        ('# %% [markdown] lang="ja"\n# 一つ\n', "no twin"),
        ('# %% [markdown]\n# 言語なし\n', "no lang"),
        ('# %% [markdown] lang="ja"\n# 一\n\n# %%\n1\n\n# %% [markdown] lang="en"\n# one\n', "no twin"),
        ('# %% [markdown] lang="ja"\n# 一\n# %% [markdown] lang="ja"\n# 二\n', "no twin"),
        ('# %% [markdown] lang="ja" tags=["E4"]\n# 一\n# %% [markdown] lang="en"\n# one\n', "different tags"),
    ],
)
def test_text_in_one_language_only_is_refused(small, text, rule):
    small.write_text(text)
    with pytest.raises(AuthoringError, match=rule):
        compose(editions()[0])


def test_a_side_road_opens_with_a_heading_that_stands_closed(small):
    small.write_text(
        '# %% [markdown] lang="ja" tags=["side"]\n# ### もっと知りたい人へ：雪\n#\n# 白い。\n'
        '# %% [markdown] lang="en" tags=["side"]\n# ### If you want to know more: snow\n#\n# It is white.\n\n# %%\n1\n'
    )
    heading, text, code = compose(editions()[1]).cells
    assert heading.source.startswith("### If you want to know more: snow") and "white" not in heading.source
    assert heading.metadata["jp-MarkdownHeadingCollapsed"] is True
    assert text.source == "It is white." and "jp-MarkdownHeadingCollapsed" not in text.metadata
    assert code.source == "1"


@pytest.mark.parametrize(
    "text, rule",
    [
        ('# %% [markdown] lang="ja" tags=["side"]\n# 雪\n# %% [markdown] lang="en" tags=["side"]\n# snow\n', "###"),
        ('# %% [markdown] lang="ja"\n# 雪\n# %% [markdown] lang="en"\n# snow\n# %% tags=["folded"]\nx = 1\ny = 2\n', "first line"),
    ],
)
def test_a_side_road_without_a_heading_and_a_folded_cell_without_a_first_line_are_refused(small, text, rule):
    small.write_text(text)
    with pytest.raises(AuthoringError, match=rule):
        compose(editions()[0])


def test_own_comments():
    code = "x = 1\n    # ja: はい\n    # en: yes\n# plain"
    assert own_comments(code, "ja") == "x = 1\n    # はい\n# plain"
    assert own_comments(code, "en") == "x = 1\n    # yes\n# plain"


def test_blank_out_leaves_no_answer():
    code = "import numpy as np\n\ndef f(\n    x,\n    y=(1, 2),\n):\n    # the trick\n    z = x\n    return z\n\ndef g(x):\n    return x"
    blank = blank_out(code, "en")
    assert "trick" not in blank and "z" not in blank and "return x" not in blank
    assert blank.count("return ...") == 2 and "y=(1, 2),\n):\n    return ..." in blank
    ast.parse(blank)


def test_lines_of_japanese_are_joined_without_a_space():
    assert join_japanese_lines("坂を\n下ります。\n次\n- 一\n- two\nthree") == "坂を下ります。次\n- 一\n- two\nthree"
