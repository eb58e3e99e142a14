"""The guides for instructors and for those who change the course, as pages of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from course_lib.words.catalogue import words
from course_lib.words.language import Language
from doors.site import texts
from doors.site.texts import SiteError

ROOT = Path(__file__).parents[2]
GUIDES = {
    "instructors": [
        "docs/term.md",
        "docs/rubrics.md",
        "docs/where_it_leads.md",
        "docs/ai_tools.md",
        "docs/grading.md",
        "docs/scale.md",
        "docs/security.md",
    ],
    "contributors": [
        "CONTRIBUTING.md",
        "docs/authoring.md",
        "docs/words.md",
        "docs/doors.md",
        "docs/site.md",
        "docs/dependencies.md",
        "CHANGELOG.md",
    ],
}
"""The guides, by whom they are for."""


def guides(code: Language) -> Iterator[tuple[str, str, str, Language]]:
    """Yield each guide's place on the site, its title, its text as HTML and the language of its text.

    A guide in Japanese lies beside the English one, as ``NAME.ja.md``; where there is none, the English one is shown.
    """
    for source in (ROOT / name for names in GUIDES.values() for name in names):
        own = source.with_suffix(f".{code}.md")
        spoken: Language = code if own.exists() else "en"
        path = own if own.exists() else source
        markdown = path.read_text(encoding="utf-8")
        title = re.match(r"# (.+)", markdown)
        if not title:
            raise SiteError(f"{path}: a guide opens with its title")
        try:
            text = texts.to_html(markdown, "text", partial(_link, path), titled=True)
        except SiteError as problem:
            raise SiteError(f"{path}: {problem}") from problem
        if spoken != code:
            text = f'<p lang="{code}" class="note">{words("site.guide_in_english", code)}</p>\n{text}'
        yield place(source), title[1], text, spoken


def place(source: Path) -> str:
    """Return where a guide lies, from the folder of its language."""
    return f"guides/{source.stem.lower()}.html"


def places(whom: str) -> list[str]:
    """Return where the guides for these readers lie."""
    return [place(ROOT / name) for name in GUIDES[whom]]


def _link(path: Path, address: str) -> str:
    """Turn an address in a guide into one of the site."""
    target, mark, fragment = address.partition("#")
    if "://" in address or not target:
        return address
    found = (path.parent / target).resolve()
    if found.parents[1] == ROOT / "notebooks" and (ROOT / "chapters" / f"{found.stem}.py").is_file():
        return f"../../{found.parent.name}/{found.stem}.html{mark}{fragment}"
    if not found.exists():
        raise SiteError(f"the link {address} leads nowhere")
    plain = found.with_name(re.sub(r"\.(?:ja|en)\.md$", ".md", found.name))
    known = {ROOT / name for names in GUIDES.values() for name in names}
    if plain in known:
        return f"{Path(place(plain)).name}{mark}{fragment}"
    if found.name == "references.bib":
        return "../references.html"
    if found.name.startswith("README"):
        return "../index.html"
    raise SiteError(f"the link {address} leads to a file that the site does not have")
