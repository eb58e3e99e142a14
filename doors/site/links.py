"""Looking through a built site: no link that leads nowhere, no name twice, nothing asked of another host."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from doors.site.texts import SiteError

BROWSER = "browser"
"""Folder of the browser edition, whose pages are made and tested elsewhere."""


class _Read(HTMLParser):
    """Takes down a page's names, the links in it, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name == "id" and value:
                self.names.append(value)
            elif name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in ("src", "href", "poster"):
                self.loads.append(value or "")
            elif name == "data-frames":
                self.loads.extend((value or "").split())


def names(text: str) -> list[str]:
    """Return the names of places in a page, given by its HTML."""
    return _Read(text).names


def problems(site: Path) -> list[str]:
    """Return all that is wrong with a site's links and with what its pages load."""
    site = site.resolve()
    paths = [path for path in sorted(site.rglob("*.html")) if BROWSER not in path.relative_to(site).parts]
    pages = {path: _Read(path.read_text(encoding="utf-8")) for path in paths}
    found = []
    for path, page in pages.items():
        place = path.relative_to(site)
        found += [f"{place}: the name {name} stands twice" for name in page.names if page.names.count(name) > 1]
        for address in page.loads:
            if re.match(r"\w+:|//", address):
                found.append(f"{place}: asks another host for {address}")
            elif not (path.parent / unquote(urlsplit(address).path)).is_file():
                found.append(f"{place}: loads {address}, which is not there")
        for address in page.links:
            found += [f"{place}: {wrong}" for wrong in _wrong(address, path, pages, site)]
    for path in sorted((site / "frames").glob("*.json")):
        if not (path.parent / json.loads(path.read_text(encoding="utf-8"))["background"]).is_file():
            found.append(f"{path.relative_to(site)}: its background is not there")
    for path in (*site.glob("static/*.css"), *site.glob("static/*.js")):
        foreign = re.findall(r"https?://[^\s\"')]+", path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(site)}: names {address}" for address in foreign]
    return list(dict.fromkeys(found))


def check(site: Path) -> None:
    """Raise a `SiteError` that lists all that is wrong with a site, where anything is."""
    if wrong := problems(site):
        raise SiteError("\n".join(wrong))


def _wrong(address: str, path: Path, pages: dict[Path, _Read], site: Path) -> list[str]:
    """Return what is wrong with a link."""
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.netloc:
        return []  # a link to read elsewhere; nobody is led there unasked
    if parts.scheme or parts.netloc:
        return [f"the link {address} is neither of this site nor https"]
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_file():
        return [f"the link {address} leads nowhere"]
    if BROWSER in target.relative_to(site).parts:
        notebook = parse_qs(parts.query).get("path", [""])[0]
        return [] if (site / BROWSER / "files" / notebook).is_file() else [f"the browser edition has no {notebook}"]
    name = unquote(parts.fragment)
    return [] if not name or target not in pages or name in pages[target].names else [f"{address}: no such place there"]
