"""Putting the site together: every notebook and guide in both languages, each page checked."""

from __future__ import annotations

import json
import os.path
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2
import nbformat

from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES, Language
from doors.site import chapters, guides, links, texts
from doors.site.chapters import Setting
from doors.site.pictures import Pictures
from doors.site.played import Player, all_players, check_played
from doors.site.references import references
from doors.site.slides import Slide, slides
from doors.site.texts import SiteError

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
STAGE = ROOT / "course_lib" / "controls" / "stage.js"
FOLDERS = {"notebooks": "", "exercises": "exercises/"}
FIRST = "notebooks/{language}/00_welcome.ipynb"
GLOSSARY = "99_glossary"
SLIDES = "slides/"


@dataclass(frozen=True)
class Page:
    """A page that is to be written.

    Attributes:
        place: where, from the folder of its language.
        title: its title.
        body: its text as HTML.
        notebook: what it shows, from the course's folder; empty where it shows none.
        spoken: the language of its text.
        slides: of a chapter, for a class; none where there are none.
    """

    place: str
    title: str
    body: str
    notebook: str
    spoken: Language
    slides: tuple[Slide, ...] = ()


def build(out: Path, only: str = "", browser: Path | None = None, books: Path | None = None) -> None:
    """Build the site.

    Args:
        out: the folder to make; what is in it is replaced.
        only: build only the notebooks whose file name starts so, to try something out.
        browser: folder of the built browser edition; given, it becomes a part of the site and pages lead to it.
        books: folder of printed books, called ``ja.pdf`` and ``en.pdf``; given, they become a part of the site.

    Raises:
        SiteError: if a page would be wrong, a link leads nowhere, or a page would ask another host for something.
    """
    shutil.rmtree(out, ignore_errors=True)
    (out / "static").mkdir(parents=True)
    for path in (*sorted((HERE / "static").iterdir()), STAGE):
        shutil.copyfile(path, out / "static" / path.name)
    if browser:
        shutil.copytree(browser, out / "browser")
    if books:
        for code in LANGUAGES:
            shutil.copyfile(books / f"{code}.pdf", out / f"{code}.pdf")
    notebooks = [(code, path) for code in LANGUAGES for path in _notebooks(code, only)]
    players = all_players(notebooks, out)
    check_played(players)
    pictures = Pictures(out / "pictures")
    made = templates(browser is not None, books is not None)
    for code in LANGUAGES:
        pages = [_page(path, code, pictures, players.get(path, {})) for path in _notebooks(code, only)]
        pages += [Page(place, title, body, "", spoken) for place, title, body, spoken in guides.guides(code)]
        pages.append(Page("references.html", words("site.references", code), references(code), "", code))
        for page in pages:
            _write(made, out, code, page, pages)
            if page.slides:
                _write(made, out, code, replace(page, place=SLIDES + page.place), pages, "slides.html")
        front = Page("index.html", words("site.title", code), _first_control(code, pictures, players), "", code)
        _write(made, out, code, front, pages, "front.html")
        asking = Page("search.html", words("site.search", code), "", "", code)
        _write(made, out, code, asking, pages, "search.html")
        index = [entry for page in pages for entry in sections(page)]
        written = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        (out / code / "search.json").write_text(written, encoding="utf-8")
    (out / "index.html").write_text(made.get_template("door.html").render(), encoding="utf-8")
    if not only:
        links.check(out)


def _notebooks(code: Language, only: str = "") -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((ROOT / folder / code).glob(f"{only or '[0-9]'}*.ipynb"))]


def _page(path: Path, code: Language, pictures: Pictures, players: dict[str, Player]) -> Page:
    """Return the page of a notebook, and a chapter's slides."""
    folder = path.parents[1].name
    place = f"{FOLDERS[folder]}{path.stem}.html"
    cells = nbformat.read(path, as_version=4).cells
    shown: tuple[Slide, ...] = ()
    try:
        text = chapters.body(cells, _setting(path, code, pictures, players, _root(place)))
        if folder == "notebooks" and path.stem != GLOSSARY:
            shown = tuple(slides(cells, _setting(path, code, pictures, players, _root(SLIDES + place))))
    except SiteError as problem:
        raise SiteError(f"{path}: {problem}") from problem
    return Page(place, chapters.title(cells), text, f"{folder}/{code}/{path.name}", code, shown)


def _setting(path: Path, code: Language, pictures: Pictures, players: dict[str, Player], root: str) -> Setting:
    """Return what a notebook's page depends on; ``root`` leads from it to the site's top."""
    folder = path.parents[1].name

    def link(address: str) -> str:
        target, mark, fragment = address.partition("#")
        if "://" in address:
            return address
        found = os.path.normpath(f"{folder}/{code}/{target or path.name}")
        kind, language, name = found.split("/") if found.count("/") == 2 else ("", "", "")
        if kind not in FOLDERS or not (ROOT / found).is_file():
            raise SiteError(f"{path}: the link {address} leads nowhere")
        return f"{root}{language}/{FOLDERS[kind]}{Path(name).stem}.html{mark}{fragment}"

    return Setting(code, pictures, root, link, players)


def _root(place: str) -> str:
    return "../" * (place.count("/") + 1)


def _first_control(code: Language, pictures: Pictures, players: dict[Path, dict[str, Player]]) -> str:
    """Return the course's first control, for the front page: one touches it before one reads."""
    path = ROOT / FIRST.format(language=code)
    for cell in nbformat.read(path, as_version=4).cells if players.get(path) else []:
        if cell.id in players[path]:
            return chapters.body([cell], Setting(code, pictures, "../", str, players[path], shown_alone=True))
    return ""


def templates(browser: bool, books: bool) -> jinja2.Environment:
    """Return the templates, told whether the site has the browser edition and the printed books."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {"browser": browser, "books": books, "languages": LANGUAGES, "words": words}
    return found


def _write(
    made: jinja2.Environment, out: Path, code: Language, page: Page, pages: list[Page], template: str = "page.html"
) -> None:
    target = out / code / page.place
    target.parent.mkdir(parents=True, exist_ok=True)
    road = [one for one in pages if one.notebook.startswith("notebooks") and GLOSSARY not in one.place]
    sheets = {Path(one.place).stem: one.place for one in pages if one.notebook.startswith("exercises")}
    around = road.index(page) if page in road else None
    html = made.get_template(template).render(
        code=code,
        other=next(other for other in LANGUAGES if other != code),
        page=page,
        root=_root(page.place),
        say=lambda name, **values: words(f"site.{name}", code, **values),
        road=road,
        sheets=sheets,
        glossary=next((one for one in pages if GLOSSARY in one.place), None),
        guides=[(whom, [one for one in pages if one.place in guides.places(whom)]) for whom in guides.GUIDES],
        before=road[around - 1] if around else None,
        after=road[around + 1] if around is not None and around + 1 < len(road) else None,
        sheet=sheets.get(Path(page.place).stem) if page in road else None,
    )
    target.write_text(html, encoding="utf-8")


def sections(page: Page) -> list[list[str]]:
    """Return what searching finds of a page: for each of its sections the address, both titles and the text."""
    text = re.sub(r'<pre class="code".*?</pre>', "", page.body, flags=re.DOTALL)
    heads = list(re.finditer(r'<h[1-4][^>]* id="([^"]+)"[^>]*>(.*?)</h[1-4]>', text, re.DOTALL))
    found = []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        written = texts.plain(text[head.end() : following.start() if following else None])
        found.append([f"{page.place}#{head[1]}", page.title, texts.plain(head[2]), written])
    return found
