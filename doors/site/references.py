"""The page of references, from docs/references.bib."""

from __future__ import annotations

import html
import re
import unicodedata
from pathlib import Path

from course_lib.words.catalogue import words
from course_lib.words.language import Language
from doors.site.texts import SiteError

SOURCE = Path(__file__).parents[2] / "docs" / "references.bib"
ACCENTS = {"'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303"}
"""The accents of LaTeX as Unicode puts them after their letter."""


def references(code: Language) -> str:
    """Return all references as HTML, by their first author's name.

    Raises:
        SiteError: if an entry is written in a way that is not understood here.
    """
    entries = sorted(map(_entry, re.split(r"\n(?=@)", SOURCE.read_text(encoding="utf-8"))[1:]))
    items = "".join(f'<li id="{key}">{text}</li>\n' for _, key, text in entries)
    return f'<h1 id="text.0">{words("site.references", code)}</h1>\n<ul class="references" lang="en">\n{items}</ul>\n'


def _entry(block: str) -> tuple[str, str, str]:
    """Return an entry's first author, its key, and its text as HTML."""
    head = re.match(r"@\w+\{(\w+),", block)
    fields = {name.lower(): _plain(value) for name, value in re.findall(r"^\s*(\w+)\s*=\s*\{(.*)\},?$", block, re.M)}
    people = fields.get("author") or fields.get("editor")
    if not head or not people or not {"title", "year"} <= fields.keys():
        raise SiteError(f"{SOURCE}: this entry is not understood:\n{block}")
    names = people.split(" and ")
    where = fields.get("journal") or fields.get("booktitle") or fields.get("publisher") or fields.get("howpublished")
    number = f" {fields['volume']}" if "volume" in fields else ""
    pages = f", {fields['pages'].replace('--', '–')}" if "pages" in fields else ""
    archive = f"arXiv:{fields['eprint']}" if "eprint" in fields else ""
    rest = ", ".join(filter(None, [f"{where}{number}{pages}" if where else "", archive]))
    text = f"{html.escape('; '.join(names))} ({fields['year']}). <cite>{html.escape(fields['title'])}</cite>"
    return names[0], head[1], f"{text}. {html.escape(rest)}." if rest else f"{text}."


def _plain(value: str) -> str:
    """Return a field's text without the signs of LaTeX."""
    value = re.sub(r"\\(['`\"^~])\{?(\w)\}?", lambda found: found[2] + ACCENTS[found[1]], value)
    value = unicodedata.normalize("NFC", value)
    value = re.sub(r"\\(?:texttt|emph|textit)\{([^}]*)\}", r"\1", value)
    value = re.sub(r"\\([&%_$#])", r"\1", value).replace("---", "—")
    value = re.sub(r"[{}]", "", value).replace("~", " ")
    if "\\" in value:
        raise SiteError(f"{SOURCE}: {value!r} holds a command that is not understood")
    return value
