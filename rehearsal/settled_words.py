"""The words that ``docs/words.md`` settles, and where a text says otherwise; run as a script it lists all places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from authoring.editions import ROOT
from course_lib.exercises.sheets import cells
from course_lib.words.language import LANGUAGES, Language


@cache
def unsettled(language: Language = "ja") -> dict[str, str]:
    """Return for each pattern of what is not written in a language what is written instead."""
    found: dict[str, str] = {}
    tables = (ROOT / "docs/words.md").read_text(encoding="utf-8").partition("## Terms")[0]
    japanese, _, english = tables.partition("## English")
    for line in (japanese if language == "ja" else english).splitlines():
        columns = re.fullmatch(r"\| (.+?) \| (`.+`) \| ?(.*?) ?\|", line)
        if columns:
            found |= dict.fromkeys(re.findall(r"`([^`]+)`", columns[2]), columns[1])
    return found


def sources() -> list[Path]:
    """Return all files with texts that learners read."""
    found = [path for folder in ("chapters", "solutions") for path in sorted((ROOT / folder).glob("[0-9]*.py"))]
    found += [path for code in LANGUAGES for path in sorted((ROOT / "course_lib/words" / code).glob("*.toml"))]
    return [*found, ROOT / "README.ja.md", ROOT / "course_lib/grading/release/learners/README.ja.md"]


def breaches(path: Path) -> Iterator[str]:
    """Yield each place in a file where a word is not as settled: line, what stands there, what is written instead."""
    named = [code for code in LANGUAGES if code in (path.parent.name, *path.name.split("."))]
    for language in named or LANGUAGES:
        for number, line in lines_of(path, language):
            for pattern, instead in unsettled(language).items():
                for found in re.finditer(pattern, line):
                    yield f"{path.name}:{number}: {found[0]!r} in {line.strip()[:60]!r}: {instead}"


def lines_of(path: Path, language: Language = "ja") -> Iterator[tuple[int, str]]:
    """Yield the lines of a file in one language with their numbers, without code, formulas and targets of links."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        yield from _of_catalogue(text)
        return
    if path.suffix == ".md":
        yield from _of_page(text)
        return
    for header, start, source in cells(text):
        if "[markdown]" in header and f'lang="{language}"' not in header:
            continue
        fenced = False
        for number, line in enumerate(source.splitlines(), start + 1):
            if "[markdown]" in header:
                fenced ^= line.startswith("# ```")
                if not fenced:
                    yield number, plain(line.removeprefix("#"))
            elif found := re.match(rf"\s*# {language}: (.*)", line):
                yield number, plain(found[1])
            elif language == "ja" and '"grading"' in header and re.search(r"[ぁ-ん]", line):
                yield number, " ".join(map(plain, re.findall(r'"([^"]*[ぁ-ん][^"]*)"', line)))


def _of_page(text: str) -> Iterator[tuple[int, str]]:
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        fenced ^= line.startswith("```")
        yield number, plain(line.partition("#")[2] if fenced else line)  # of code, what is remarked beside it


def _of_catalogue(text: str) -> Iterator[tuple[int, str]]:
    tomllib.loads(text)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            for quoted in re.findall(r'"((?:[^"\\]|\\.)*)"', line):
                # A place with a format takes a number; any other may take words.
                quoted = re.sub(r"\{\w+\}", "＿", re.sub(r"\{\w+:[^}]*\}", "0", quoted))
                yield number, plain(quoted)


def plain(text: str) -> str:
    """Return a line without code, formulas, HTML and the targets of links."""
    return re.sub(r"`[^`]*`|\$[^$]*\$|<[^>]+>|\]\([^)]*\)", " ", text)


if __name__ == "__main__":
    for file in sources():
        print(*breaches(file), sep="\n", end="\n" if any(breaches(file)) else "")
