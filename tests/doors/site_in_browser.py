"""The whole site and both books in a real browser, every other host blocked.

The longer suite, some minutes: ``pytest tests/doors/site_in_browser.py``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pypdf import PdfReader

from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES
from doors.site import links
from doors.site.book import print_books
from doors.site.build import ROOT, build
from rehearsal.served import Served
from tests.conftest import need

pytestmark = pytest.mark.browser

LAYERS = """slide => [...slide.querySelectorAll(".picture")].map((one) => [...one.querySelectorAll("img, canvas")]
  .map((layer) => layer.getBoundingClientRect().height)).filter(([first, ...more]) => more.some((other) => Math.abs(other - first) > 1))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The site, with files that stand for the browser edition."""
    work = tmp_path_factory.mktemp("site")
    edition = work / "edition"
    for name in ("notebooks", "exercises"):
        shutil.copytree(ROOT / name, edition / "files" / name)
    (edition / "notebooks").mkdir()
    (edition / "notebooks" / "index.html").write_text("<title>browser edition</title>", encoding="utf-8")
    build(work / "site", browser=edition)  # an error where a page is wrong or a link is dead
    return work / "site"


@pytest.fixture(scope="module")
def site(folder):
    served = Served(folder)
    yield served.address
    served.close()


@pytest.fixture
def visit(site, browser):
    """Return a function that opens a page as a reader with such a screen does; nothing may go wrong on the way."""
    contexts, wrong = [], []

    def only_here(route):
        if route.request.url.startswith((site, "data:", "blob:")):
            route.continue_()
        else:
            wrong.append(f"asks for {route.request.url}")
            route.abort()

    def opened(path, width=1300, scheme="light", locale="en-GB"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale)
        contexts.append(context)
        context.route("**/*", only_here)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.goto(f"{site}/{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


def test_no_page_is_wider_than_a_phone_and_axe_finds_nothing_serious(folder, visit):
    paths = [path for path in sorted(folder.rglob("*.html")) if links.BROWSER not in path.relative_to(folder).parts]
    assert len(paths) > 60
    found = {}
    for number, path in enumerate(paths):
        name = path.relative_to(folder).as_posix()
        page = visit(name, width=(390, 1300)[number % 2], scheme=("light", "dark")[number // 2 % 2])
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"
        # Closed, nothing would be seen of them.
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.removeAttribute('name'); one.open = true; })")
        for one in Axe().run(page).response["violations"]:
            if one["impact"] in ("serious", "critical"):
                found[f"{name}: {one['id']}"] = one["nodes"][0]["html"][:200]
        page.context.close()
    assert found == {}


def test_every_slide_fits_its_window_and_keys_lead_from_one_to_the_next(folder, visit):
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.glob("*/slides/*.html"))
    assert len(paths) > 24
    too_high = {}
    for name in paths:
        page = visit(name)
        page.set_viewport_size({"width": 1280, "height": 720})
        page.wait_for_load_state("networkidle")
        count = page.locator(".slide").count()
        for number in range(count):
            slide = page.locator(".slide").nth(number)
            expect(slide).to_be_in_viewport(ratio=0.9)
            page.wait_for_timeout(150)
            bottoms = slide.evaluate("one => [one.getBoundingClientRect().bottom, one.querySelector('.fits').getBoundingClientRect().bottom]")
            if bottoms[1] > bottoms[0]:
                too_high[f"{name} {number + 1}"] = bottoms
            # What is drawn lies upon a picture: both are of one size.
            assert slide.evaluate(LAYERS) == [], f"{name} {number + 1}"
            page.keyboard.press("ArrowRight")
        page.keyboard.press("n")
        assert page.locator("details.notes[open]").count() == page.locator(".slide").last.locator(".notes").count()
        page.keyboard.press("Home")
        expect(page.locator(".slide").first).to_be_in_viewport(ratio=0.9)
        page.context.close()
    assert too_high == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_control_on_a_slide_moves(visit, language):
    page = visit(f"{language}/slides/04_gradient_descent.html")
    slider = page.locator(".slide .player input[type=range]").first
    slider.scroll_into_view_if_needed()
    expect(slider).to_be_enabled()
    canvas = page.locator(".slide .player canvas").first
    drawn = canvas.get_attribute("data-drawn")
    slider.press("ArrowRight")
    expect(canvas).not_to_have_attribute("data-drawn", drawn)


def test_the_first_page_leads_to_the_readers_language(visit):
    visit("index.html", locale="ja-JP").wait_for_url("**/ja/index.html")
    visit("index.html", locale="fr-FR").wait_for_url("**/en/index.html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_control_moves_by_keyboard_without_python(visit, language):
    page = visit(f"{language}/04_gradient_descent.html", width=390)
    player = page.locator(".player").first
    player.scroll_into_view_if_needed()
    slider = player.locator("input[type=range]").first
    expect(slider).to_be_enabled()
    canvas, sentence = player.locator("canvas"), player.locator("figcaption")
    drawn, said, value = canvas.get_attribute("data-drawn"), sentence.text_content(), slider.get_attribute("aria-valuetext")
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(canvas).not_to_have_attribute("data-drawn", drawn)
    expect(sentence).not_to_have_text(said)
    assert slider.get_attribute("aria-valuetext") != value


def test_every_control_of_the_syllabus_plays(visit):
    for path in sorted((ROOT / "notebooks" / "en").glob("[0-9]*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        tags = [tag for cell in cells for tag in cell.metadata.get("tags", []) if re.match(r"W\d", tag)]
        page = visit(f"en/{path.stem}.html")
        players = page.locator(".player")
        assert players.count() >= len(tags)
        for number in range(players.count()):
            player = players.nth(number)
            player.evaluate("(one) => { for (let road = one.closest('details'); road; road = null) road.open = true; one.scrollIntoView(); }")
            expect(player.locator("canvas")).to_have_count(1)
            expect(player.locator("input, select").last).to_be_enabled()
        page.context.close()


def test_the_other_language_is_read_at_the_same_paragraph(visit):
    page = visit("en/04_gradient_descent.html")
    place = page.locator("main [id^='markdown-']:not(details *)").nth(12)
    name = place.get_attribute("id")
    place.evaluate("(one) => one.scrollIntoView()")
    page.locator(".language").click()
    page.wait_for_url(f"**/ja/04_gradient_descent.html#{name}")
    assert abs(page.locator(f"[id='{name}']").bounding_box()["y"]) < 200


def test_a_name_in_a_side_road_opens_it(visit):
    page = visit("en/04_gradient_descent.html")
    name = page.locator("details.side > :not(summary)[id]").first.get_attribute("id")
    page.goto(page.url + f"#{name}")
    expect(page.locator(f"[id='{name}']")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "asked", "chapter"),
    [("ja", "勾配降下法", "04_"), ("ja", "パラメータ 偏微分", "03_"), ("en", "learning rate", "04_"), ("ja", "ﾄｳｺｳｾﾝ等高線", "")],
)
def test_searching_finds_words_inside_sentences(visit, language, asked, chapter):
    page = visit(f"{language}/index.html")
    page.locator("header input[name=q]").fill(asked)
    page.keyboard.press("Enter")
    expect(page.locator("#count")).not_to_be_empty()
    if not chapter:
        expect(page.locator("#count")).to_have_text(words("site.found_none", language))
        return
    first = page.locator("#found a").first
    best = [link.get_attribute("href") for link in page.locator("#found a").all()[:5]]
    assert any(chapter in address for address in best), best
    assert page.locator("#found mark").count() > 0
    first.click()
    expect(page.locator(f"[id='{page.url.partition('#')[2]}']")).to_be_in_viewport()


def test_a_word_of_the_glossary_is_reached_from_the_text(visit):
    page = visit("ja/01_what_is_a_gradient.html")
    page.locator("main a[href*='99_glossary.html#contour-line']").first.click()
    expect(page.locator("#contour-line")).to_be_in_viewport()


def test_a_button_opens_the_chapter_in_the_browser_edition(visit):
    page = visit("ja/exercises/04_gradient_descent.html")
    page.locator("a.button").click()
    page.wait_for_url("**/browser/notebooks/index.html?path=exercises/ja/04_gradient_descent.ipynb")
    assert page.title() == "browser edition"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_book_says_on_which_page_each_chapter_is(tmp_path, language, browser):
    need(shutil.which("pdftotext"), "This needs pdftotext: on Debian and Ubuntu, apt-get install poppler-utils.")
    with ThreadPoolExecutor(1) as apart:  # Playwright starts once a thread, and here the other tests' browser runs
        (path,) = apart.submit(print_books, tmp_path, languages=(language,)).result()
    pages = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout.split("\f")
    contents = "\n".join(pages[2:8])
    for notebook in sorted((ROOT / "notebooks" / language).glob("[01][0-9]_*.ipynb")):
        title = nbformat.read(notebook, as_version=4).cells[0].source.splitlines()[0].removeprefix("# ")
        squeezed = re.sub(r"\s", "", title)
        listed = next(line for line in contents.splitlines() if re.sub(r"\s", "", line).startswith(squeezed))
        number = int(re.search(r"(\d+)\s*$", listed)[1])
        assert squeezed in re.sub(r"\s", "", pages[number - 1])
        assert pages[number - 1].rstrip().endswith(str(number))
    assert len(PdfReader(path).pages) > 200
    # Words stay whole in narrow columns of a table.
    row = {"ja": r"^ *C6\.10 .* 06$", "en": r"^ *eigenvalue  "}[language]
    assert re.search(row, "\n".join(pages), re.MULTILINE)
