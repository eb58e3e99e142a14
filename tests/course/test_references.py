"""Every source that texts and code name stands in docs/references.bib, and every entry there is named somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIB = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")

# Named without a year.
WITHOUT_YEAR = {
    "cs231n": "CS231n", "tieleman2012": "Tieleman", "almanac1975": "World Almanac",
    "food2020": "Standard Tables of Food Composition",
}  # fmt: skip

ACCENTS = {r"{\'e}": "é", r"{\`e}": "è"}
NAME = r"(?:[A-Z][\w'’-]+)"
CITATION = re.compile(
    rf"({NAME}(?:(?:, | and |、|と| & ){NAME})*)(?: et al\.| and others| ?らの論文| ?らの| ?ら| ?ほか|の)?"
    rf"(?: の|, | |、|（| \(|\(|,? \w+\. \d+ \()*((?:18|19|20)\d\d)\b(?!\d| [A-Z]{{2}})"
)


def entries():
    """The key, the names of the authors or editors, and the year of each entry."""
    found = {}
    for block in re.split(r"\n(?=@)", "\n" + BIB):
        if not (head := re.match(r"@\w+\{(\w+),", block.strip())):
            continue
        text = block
        for written, letter in ACCENTS.items():
            text = text.replace(written, letter)
        people = re.search(r"(?:author|editor)\s*=\s*\{(.+?)\},?\n", text)[1]
        names = [person.split(",")[0].strip("{} ") for person in people.split(" and ")]
        found[head[1]] = (names, re.search(r"year\s*=\s*\{(\d{4})\}", text)[1], text)
    return found


ENTRIES = entries()


def texts():
    for folder, endings in (("chapters", ("py",)), ("solutions", ("py",)), ("course_lib", ("py", "toml"))):
        for ending in endings:
            for path in sorted((ROOT / folder).rglob(f"*.{ending}")):
                # Lines that go on count as one.
                yield path, re.sub(r"\n\s*(?:# )?", " ", path.read_text(encoding="utf-8"))


TEXTS = list(texts())
EVERYTHING = "\n".join(text for _, text in TEXTS)


def citations():
    for path, text in TEXTS:
        for match in CITATION.finditer(text):
            yield path, re.split(r", | and |、|と| & ", match[1]), match[2], match[0]


def known(names, year):
    return any(
        year == year_of_entry and (set(names) & set(people) or any(name in text for name in names))
        for people, year_of_entry, text in ENTRIES.values()
    )


def test_no_key_stands_twice():
    keys = re.findall(r"^@\w+\{(\w+),", BIB, re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(ENTRIES) > 50


def test_every_source_named_has_its_entry():
    missing = {
        f"{path.relative_to(ROOT)}: {wording}"
        for path, names, year, wording in citations()
        if not known(names, year)
    }
    assert not missing


def test_citations_are_found_as_texts_write_them():
    written = "He and others (2015); Goyal ら 2017; Pascanu, Mikolov and Bengio (2013); Polyak、1964; Cauchy (1847); x = 2000"
    found = [(match[1].split(",")[0], match[2]) for match in CITATION.finditer(written)]
    assert found == [("He", "2015"), ("Goyal", "2017"), ("Pascanu", "2013"), ("Polyak", "1964"), ("Cauchy", "1847")]
    assert not known(["Nobody"], "2015") and known(["He"], "2015") and not known(["He"], "1847")


@pytest.mark.parametrize("key", ENTRIES)
def test_every_entry_is_named_somewhere(key):
    people, year, _ = ENTRIES[key]
    first = WITHOUT_YEAR.get(key, people[0])
    if key in WITHOUT_YEAR:
        named = first in EVERYTHING
    else:
        named = any(year == cited and set(people) & set(names) for _, names, cited, _ in citations()) or bool(
            re.search(rf"{first}.{{0,160}}?{year}", EVERYTHING)
        )
    assert named, f"nobody names {key}"
