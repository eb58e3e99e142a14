"""The course as a book: one page of all chapters and sheets, printed by Chromium, with page numbers in its contents."""

from __future__ import annotations

import os.path
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from pypdf import PdfReader

from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES, Language
from doors.site import chapters, links, texts
from doors.site.build import FOLDERS, HERE, ROOT, templates
from doors.site.chapters import Setting
from doors.site.pictures import Pictures
from doors.site.references import references
from doors.site.texts import SiteError
from rehearsal.lab import NO_BROWSER, find_browser, running_browser

CLIPPED = """
[...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.textContent.slice(0, 80))
"""


PICTOGRAMS = re.compile("[\U0001f300-\U0001faff\ufe0f]+[ \u3000]?")
"""Fonts for print seldom have them."""


@dataclass(frozen=True)
class Part:
    """A chapter, or a sheet.

    Attributes:
        page: name of its pages, which have its title at their head.
        title: its title.
        body: its text as HTML.
    """

    page: str
    title: str
    body: str


def print_books(out: Path, only: str = "", languages: tuple[Language, ...] = LANGUAGES) -> list[Path]:
    """Print the course in each language; return the files, ``out/ja.pdf`` and ``out/en.pdf``.

    Args:
        out: the folder for them.
        only: print only the notebooks whose file name starts so, to try something out.
        languages: which of them.

    Raises:
        SiteError: if something would be clipped, a link leads nowhere, or there is no browser that prints.
    """
    out.mkdir(parents=True, exist_ok=True)
    browser = find_browser()
    if not browser:
        raise SiteError(NO_BROWSER)
    made = []
    with running_browser(browser) as running:
        for code in languages:
            with tempfile.TemporaryDirectory() as scratch:
                work = Path(scratch)
                shutil.copyfile(HERE / "templates" / "book.css", work / "book.css")
                parts = _parts(code, work, only)
                pages: dict[str, int] = {}
                # Page numbers are known once it is printed; the second time they stand in the contents.
                for _ in range(2):
                    _write(code, parts, pages, work)
                    _print(running, work)
                    before, pages = pages, _pages(work / "book.pdf", parts)
                if before != pages:
                    raise SiteError(f"{code}: the page numbers in the contents moved the pages")
                made.append(shutil.copyfile(work / "book.pdf", out / f"{code}.pdf"))
    return made


def _parts(code: Language, work: Path, only: str) -> list[Part]:
    """Return the parts of the book in order: each chapter, then its sheet; at the end what one looks up."""
    pictures = Pictures(work / "pictures")
    stems = [path.stem for path in sorted((ROOT / "notebooks" / code).glob(f"{only or '[0-9]'}*.ipynb"))]
    parts = []
    for stem in stems:
        for folder in FOLDERS:
            path = ROOT / folder / code / f"{stem}.ipynb"
            if path.is_file():
                parts.append(_part(path, code, pictures, only))
    return [*parts, Part("references", words("site.references", code), references(code))]


def _part(path: Path, code: Language, pictures: Pictures, only: str) -> Part:
    folder = path.parents[1].name
    cells = nbformat.read(path, as_version=4).cells

    def link(address: str) -> str:
        target, _, fragment = address.partition("#")
        if "://" in address or not target:
            return address
        found = Path(os.path.normpath(f"{folder}/{code}/{target}"))
        return f"#{fragment or _name(found)}" if not only or found.stem.startswith(only) else "#contents"

    setting = Setting(code, pictures, "", link, printed=True, names=f"{_name(path)}.")
    try:
        text = chapters.body(cells, setting)
    except SiteError as problem:
        raise SiteError(f"{path}: {problem}") from problem
    text = PICTOGRAMS.sub("", text)
    # The first paragraph's name leads to the part, from elsewhere in the book too.
    return Part(_name(path), chapters.title(cells), f'<div id="{_name(path)}"></div>{text}')


def _name(path: Path) -> str:
    """Return the name of a notebook's part."""
    return f"{'chapter' if 'notebooks' in path.parts else 'sheet'}-{path.stem}"


def _entries(parts: list[Part]) -> list[tuple[str, int, str]]:
    """Return the entries of the contents: the name, level and title of every heading of the first two levels."""
    found = []
    for part in parts:
        for level, name, title in re.findall(r'<h([12])[^>]* id="([^"]+)"[^>]*>(.*?)</h\1>', part.body, re.DOTALL):
            # Of a sheet, the exercises alone would fill pages.
            if level == "1" or part.page.startswith("chapter"):
                found.append((name, int(level), texts.plain(title)))
    return found


def _write(code: Language, parts: list[Part], pages: dict[str, int], work: Path) -> None:
    html = templates(False, False).get_template("book.html").render(
        code=code,
        parts=parts,
        entries=_entries(parts),
        pages=pages,
        say=lambda name, **values: words(f"site.{name}", code, **values),
    )
    (work / "book.html").write_text(html, encoding="utf-8")
    links.check(work)


def _print(browser: Any, work: Path) -> None:
    """Print ``book.html`` as ``book.pdf``."""
    page = browser.new_page(viewport={"width": 552, "height": 800})  # as wide as the text on paper: 146 mm
    try:
        page.emulate_media(media="print")
        page.goto((work / "book.html").as_uri())
        clipped = page.evaluate(CLIPPED)
        if clipped:
            raise SiteError(f"these would be clipped at the page's edge: {clipped[:5]}")
        how = {"prefer_css_page_size": True, "print_background": True, "tagged": True, "outline": True}
        page.pdf(path=str(work / "book.pdf"), **how)
    finally:
        page.close()


def _pages(book: Path, parts: list[Part]) -> dict[str, int]:
    """Return the page on which each entry of the contents stands, counted from the cover."""
    reader = PdfReader(book)
    named = reader.named_destinations
    pages = {}
    for name, _, title in _entries(parts):
        if name not in named and f"/{name}" not in named:
            raise SiteError(f"the printed book has no place {name} ({title})")
        number = reader.get_destination_page_number(named.get(name) or named[f"/{name}"])
        assert number is not None
        pages[name] = number + 1
    return pages
