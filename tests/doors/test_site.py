"""The site without a browser: texts, formulas, folding, links, stored frames, and one chapter built whole."""

from __future__ import annotations

import html
import json
import re
import sys
from urllib.parse import unquote

import nbformat
import pytest

from course_lib.controls.ball_on_hill import BallOnHillControl
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from doors.site import chapters, guides, links, played, texts
from doors.site.build import FOLDERS, GLOSSARY, ROOT, Page, build, sections
from doors.site.chapters import Setting
from doors.site.pictures import Pictures
from doors.site.references import references
from doors.site.slides import slides
from doors.site.texts import SiteError

NOTEBOOKS = sorted(path.relative_to(ROOT) for folder in FOLDERS for path in (ROOT / folder / "ja").glob("[0-9]*.ipynb"))


def same(address):
    return address


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    return Pictures(tmp_path_factory.mktemp("site") / "pictures")


def cells_of(path):
    return nbformat.read(ROOT / path, as_version=4).cells


def body_of(path, language, pictures, **more):
    return chapters.body(cells_of(path), Setting(language, pictures, "../", same, **more))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The first chapter and its sheet, in both languages."""
    # Where tests run side by side the main module lacks this, and no process can be started afresh from it.
    vars(sys.modules["__main__"]).setdefault("__spec__", None)
    out = tmp_path_factory.mktemp("built") / "site"
    build(out, only="00_")
    return out


@pytest.mark.parametrize("path", NOTEBOOKS, ids=str)
def test_every_text_and_formula_is_understood_and_both_editions_have_the_same_places(path, pictures):
    names = []
    for language in LANGUAGES:
        body = body_of(str(path).replace("/ja/", f"/{language}/"), language, pictures)
        assert body.count("<details") == body.count("</details>") and "data:image" not in body
        names.append({name.split(".")[0] for name in re.findall(r' id="((?:markdown|code)-[^"]+)"', body)})
    assert names[0] == names[1]


@pytest.mark.parametrize("name", ["ja", "en"])
def test_side_roads_and_code_that_need_not_be_read_are_folded_and_in_the_book_open_or_left_out(name, pictures):
    path = f"notebooks/{name}/04_gradient_descent.ipynb"
    cells = cells_of(path)
    side = sum(bool(cell.metadata.get("jp-MarkdownHeadingCollapsed")) for cell in cells)
    hidden = sum(bool(cell.metadata.get("jupyter")) for cell in cells)
    warm_ups = sum("WarmUp(" in cell.source for cell in cells)  # a book leaves them out
    page, book = body_of(path, name, pictures), body_of(path, name, pictures, printed=True)
    assert page.count('<details class="side">') == book.count('<section class="side">') == side > 0
    assert page.count('<details class="code">') == hidden > 0
    assert "<details" not in book and book.count('<pre class="code"') == page.count('<pre class="code"') - hidden - warm_ups


def test_a_sheet_shows_its_exercises_and_no_checks_that_nobody_can_run(pictures):
    body = body_of("exercises/en/04_gradient_descent.ipynb", "en", pictures)
    assert "gradient_step" in body and 'class="code"' in body and "Not attempted yet" not in body


def test_each_answer_of_a_question_opens_what_there_is_to_say_of_it(pictures):
    body = body_of("notebooks/en/04_gradient_descent.ipynb", "en", pictures)
    question = re.search(r'<div class="quiz".*?</div>', body, re.DOTALL)[0]
    assert question.count("<details") == 3 and question.count("✓") == 1 and question.count("✗") == 2


def slides_of(path, language, pictures, **more):
    return slides(cells_of(path), Setting(language, pictures, "../", same, **more))


CHAPTERS = [path for path in NOTEBOOKS if path.parts[0] == "notebooks" and GLOSSARY not in path.name]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_slides_show_one_thing_each_and_nothing_of_the_main_road_is_lost(path, pictures):
    names = []
    for language in LANGUAGES:
        here = str(path).replace("/ja/", f"/{language}/")
        made = slides_of(here, language, pictures)
        assert len({one.name for one in made}) == len(made) > 5
        names.append([one.name for one in made if one.name.startswith("code")])  # a text may have its bold words elsewhere
        for one in made:
            assert one.heading and (one.seen or one.said)
            assert len(re.findall(r"<(?:figure|ul|ol|table)\b", one.seen.partition("<details")[0])) <= 3, one.name
        main_road = re.sub(r'<details class="side">.*?</details>\n', "", body_of(here, language, pictures), flags=re.DOTALL)
        page = re.sub(r"\W", "", texts.plain(main_road))
        told = [texts.plain(piece) for one in made for piece in (*one.notes, *one.said, one.seen)]
        assert [piece for piece in told if re.sub(r"\W", "", piece) not in page] == []
        everything = "".join(told)
        paragraphs = re.findall(r'<p id="markdown[^>]*>(.*?)</p>', main_road, re.DOTALL)
        assert [one for one in paragraphs if texts.plain(one) not in everything] == []
    assert names[0] == names[1]


def test_a_slide_says_the_first_sentence_and_leaves_the_rest_to_the_speaker(pictures):
    cells = [
        nbformat.v4.new_markdown_cell(source, id=f"m{number}")
        for number, source in enumerate([
            "# Title\n\nTen minutes.", "## Slope\n\nIt says **how steep.** More 2.5 of it. And more.\n\n**It is no height.** Said at length.",
            "1. one\n2. two", "Only for the speaker.", "## Side", "not here", "## End\n\n終わりです。「はい。」と言います。",
        ])
    ]
    cells[4].metadata["jp-MarkdownHeadingCollapsed"] = True
    title, slope, end = slides(cells, Setting("en", pictures, "", same))
    assert (title.heading, slope.heading, end.heading) == ("Title", "Slope", "End")
    assert slope.said == ["<p>It says <strong>how steep.</strong></p>", "<p><strong>It is no height.</strong></p>"]
    assert "<ol>" in slope.seen and slope.name == "m2.0"
    assert [texts.plain(note) for note in slope.notes][-1] == "Only for the speaker." and len(slope.notes) == 3
    assert [texts.plain(said) for said in end.said] == ["終わりです。「はい。」と言います。"] and end.seen == "" and end.notes == []
    assert title.said == ["<p>Ten minutes.</p>"] and title.seen == ""


def test_the_title_stands_alone_and_no_sentence_is_half_a_thought(pictures):
    code = [
        'from course_lib.controls.quiz import Quiz\n\nQuiz("chapter04.quiz_steeper")',
        "# print(2x)",
        "from course_lib.plots.mountain import mountain_slopes\n\nmountain_slopes()",
        "a = 2\nprint(a)",
        'ConceptTest("before")',
    ]
    printed = nbformat.v4.new_output("stream", name="stdout", text="2")
    cells = [nbformat.v4.new_markdown_cell("# Title\n\n- one", id="m0")]
    cells += [nbformat.v4.new_markdown_cell("Why.\n\n**How to read it.** From the left.", id="m1")]
    cells += [nbformat.v4.new_code_cell(one, id=f"c{number}", outputs=[printed] * (number > 1)) for number, one in enumerate(code)]
    cells.insert(-1, nbformat.v4.new_markdown_cell("## Yours\n\nHere is what you chose.", id="m2"))
    cells += [nbformat.v4.new_markdown_cell("## End\n\n**Remember.** All of it.", id="m3")]
    title, one, reading, quiz, called, shown, end = slides(cells, Setting("en", pictures, "", same))
    assert (title.said, title.seen) == ([], "") and "<li>one" in one.seen and one.heading == "Title"
    assert [texts.plain(said) for said in reading.said] == ["How to read it. From the left."] and reading.seen == ""
    assert not quiz.said and 'class="quiz"' in quiz.seen
    assert "mountain_slopes" not in called.seen and "2" in called.seen  # what a call shows, not that it is called
    assert "print" in shown.seen
    assert "Here is what you chose." in [texts.plain(note) for note in shown.notes]  # and nothing of one learner's own
    assert [texts.plain(said) for said in end.said] == ["Remember. All of it."]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("printed", [False, True])
def test_a_prediction_is_asked_and_nobody_is_told_to_run_a_cell(pictures, language, printed):
    body = body_of(f"notebooks/{language}/04_gradient_descent.ipynb", language, pictures, printed=printed)
    assert html.escape(words("chapter04.predict_rate.question", language)) in body
    assert words("prediction.run_to_predict", language)[:20] not in body


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("輪は**[等高線](a)**です", "sign of Markdown"),
        ("costs 5$ or so", "sign of Markdown"),
        (r"$\nosuchsign x$", "not known"),
    ],
)
def test_what_would_be_shown_as_signs_is_an_error(wrong, said):
    with pytest.raises(SiteError, match=said):
        texts.to_html(wrong, "text", same)


def test_an_output_that_complains_is_an_error(pictures):
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", name="stderr", text="Warning")])
    with pytest.raises(SiteError, match="no reader should see"):
        chapters.body([cell], Setting("en", pictures, "", same))


def test_formulas_are_mathml_with_japanese_in_them():
    made = texts.to_html(r"$$\text{傾き} = \frac{\text{高さ}}{x^2}$$", "text", same)
    assert "<mfrac>" in made and "<mtext>傾き</mtext>" in made and 'id="text.0"' in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_guides_and_references_are_pages(language):
    made = list(guides.guides(language))
    assert len(made) == sum(map(len, guides.GUIDES.values()))
    assert references(language).count("<li id=") > 50
    assert "Gülçehre" in references(language) or "Dollár" in references(language)


def test_a_heading_of_a_guide_is_reached_by_its_title_as_on_github(tmp_path):
    written = "# 案内\n\n[下](#pip-で始めるwindows-や-macos-でも) [again](#the-fonts-1) [no](#fonts)\n\n## pip で始める（Windows や macOS でも）\n\n## The `fonts`\n\n## The fonts\n"
    (tmp_path / "guide.html").write_text(texts.to_html(written, "text", same, titled=True), encoding="utf-8")
    assert links.problems(tmp_path) == ["guide.html: #fonts: no such place there"]
    assert 'id="text.2"' in texts.to_html(written, "text", same, titled=True), "paragraphs keep their names"


def test_links_to_headings_lead_to_headings_in_all_documents():
    """Also in the READMEs, which the site does not show."""
    documents = {path: path.read_text(encoding="utf-8") for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))}
    names = {path: links.names(texts.to_html(text, "text", same, titled=True)) for path, text in documents.items()}
    found = 0
    for path, text in documents.items():
        for target, name in re.findall(r"\]\(([^)#:\s]*)#([^)\s]+)\)", text):
            aimed = (path.parent / target).resolve() if target else path
            if aimed in names:
                found += 1
                assert unquote(name) in names[aimed], f"{path.name}: {target}#{name}"
    assert found >= 4


def test_searching_finds_japanese_within_a_sentence_under_its_heading():
    page = Page("a.html", "第1章", '<h1 id="m.0">第1章</h1><p>はじめ</p><h2 id="m.1">道</h2><p>勾配<b>降下法</b>です</p>', "", "ja")
    assert sections(page) == [["a.html#m.0", "第1章", "第1章", "はじめ"], ["a.html#m.1", "第1章", "道", "勾配降下法です"]]


def test_stored_frames_are_the_control_s_own(tmp_path):
    control = BallOnHillControl()
    player = played._store(control, {"place": [0.0, 3.0, 7.0]}, tmp_path, "hill")
    stored = json.loads((tmp_path / "frames" / "hill-0.json").read_text(encoding="utf-8"))
    unpacked = [{"alt": alt, "drawing": [stored["commands"][place] for place in drawing]} for alt, drawing in stored["frames"]]
    assert player.inputs[0].texts == ("0.0", "3.0", "4.0", "7.0") and player.inputs[0].start == 2
    assert unpacked == control.frames(place=[0.0, 3.0, 4.0, 7.0])["frames"]
    assert (tmp_path / "frames" / stored["background"]).is_file()


def test_a_control_of_the_syllabus_that_stands_still_is_an_error():
    path = ROOT / "notebooks/en/00_welcome.ipynb"
    with pytest.raises(SiteError, match="does not move"):
        played.check_played({path: {}})


def test_one_chapter_is_built_whole(site):
    # Other chapters are not there; nothing else may be wrong.
    assert {problem for problem in links.problems(site) if not re.search(r"\d\d\w?_\w+\.html\S* leads nowhere", problem)} == set()
    for language in LANGUAGES:
        page = (site / language / "00_welcome.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in page and 'class="player"' in page
        assert 'class="player"' in (site / language / "index.html").read_text(encoding="utf-8")
        assert "gradient_step" not in page and (site / language / "exercises" / "00_welcome.html").is_file()
    assert GLOSSARY not in (site / "ja" / "index.html").read_text(encoding="utf-8")


def test_frames_of_a_chapter_are_small(site):
    sizes = [path.stat().st_size for path in (site / "frames").iterdir()]
    assert len(sizes) == 2 and max(sizes) < 100_000  # one control, each language


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ('<a href="nowhere.html">x</a>', "leads nowhere"),
        ('<a href="index.html#nothing">x</a>', "no such place"),
        ('<img src="https://example.org/a.png">', "asks another host"),
        ('<script src="//example.org/a.js"></script>', "asks another host"),
        ('<img src="missing.webp">', "is not there"),
        ('<p id="main"></p>', "stands twice"),
        ('<a href="http://example.org">x</a>', "neither of this site nor https"),
    ],
)
def test_what_is_wrong_with_a_page_is_found(site, planted, said):
    path = site / "en" / "planted.html"
    good = (site / "en" / "index.html").read_text(encoding="utf-8")
    path.write_text(good.replace("</main>", f"{planted}</main>"), encoding="utf-8")
    try:
        assert any("planted" in problem and said in problem for problem in links.problems(site))
    finally:
        path.unlink()
