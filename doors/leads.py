"""Where the course leads, and its rubrics: from the data in docs/ to a page in each language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from course_lib.words.language import LANGUAGES, Language

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GLOSSARY = ROOT / "chapters" / "99_glossary.py"
LEVELS = ("say", "do", "explain")
QUESTIONS = "09"  # its sections are called Q1 to Q5


def data(name: str) -> dict[str, Any]:
    """Return what docs/NAME.toml holds."""
    with (DOCS / f"{name}.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)
    return found


def chapter_of(number: str) -> str:
    """Return the name of a chapter's files: "04" gives "04_gradient_descent"."""
    (path,) = (ROOT / "chapters").glob(f"{number}_*.py")
    return path.stem


def heading(section: str, code: Language) -> tuple[str, str]:
    """Return the chapter in which a section stands, and the section's heading in a language.

    Args:
        section: "4.2", "Q3" for a question of chapter 9, or "00b", the number of a chapter.
        code: the language.

    Raises:
        ValueError: if there is no such section.
    """
    number = QUESTIONS if section.startswith("Q") else section.partition(".")[0].zfill(2)
    chapter = chapter_of(number)
    text = (ROOT / "chapters" / f"{chapter}.py").read_text(encoding="utf-8")
    if section.startswith("Q"):
        start = {"ja": f"質問 {section[1:]}", "en": f"Question {section[1:]}"}[code]
    else:
        start = section if "." in section else {"ja": "(?:第|準備)", "en": "(?:Chapter|Getting ready)"}[code]
    level = "##" if "." in section or section.startswith("Q") else "#"
    # Both editions number alike; the Japanese one sets a wide space after the number.
    gap = {"ja": "\u3000", "en": "[ :]"}[code] if level == "##" else ""
    found = re.search(rf"^# {level} ({start}{gap}.*)$", text, flags=re.MULTILINE)
    if not found:
        raise ValueError(f"{section}: no such section in chapters/{chapter}.py")
    return chapter, found[1]


def terms(code: Language) -> dict[str, str]:
    """Return the terms of the glossary in a language, by their anchors."""
    text = GLOSSARY.read_text(encoding="utf-8")
    cells = re.split(r"^# %%.*$", text, flags=re.MULTILINE)
    marks = re.findall(r"^# %%.*$", text, flags=re.MULTILINE)
    own = "".join(cell for mark, cell in zip(marks, cells[1:], strict=True) if f'lang="{code}"' in mark)
    return dict(re.findall(r'<a id="([^"]+)"></a>\*\*(.+?)\*\*', own))


def where_it_leads(code: Language) -> str:
    """Return the page on other people's syllabuses."""
    found = data("where_it_leads")
    say, named = found["words"][code], terms(code)
    parts = [f"# {say['title']}", say["lead"]]
    for syllabus in found["syllabus"]:
        rows = [f"| {say['head']} |", "| --- | --- | --- | --- | --- |"]
        for item in syllabus["item"]:
            sections = [heading(section, code) for section in item["sections"]]
            places = [f"[{_short(title)}](../notebooks/{code}/{chapter}.ipynb)" for chapter, title in sections]
            known = [f"[{named[term]}](../notebooks/{code}/{GLOSSARY.stem}.ipynb#{term})" for term in item["terms"]]
            tried = [f"`{name}`" for name in item["exercises"]]
            lists = [say["between"].join(one) for one in (places, known, tried)]
            rows.append("| " + " | ".join([item["name"][code], say[item["far"]], *lists]) + " |")
        version, seen, outside = (syllabus[key][code] for key in ("version", "seen", "outside"))
        parts += [f"## {syllabus['title'][code]}", version, seen, "\n".join(rows), outside]
    return "\n\n".join(parts) + "\n"


def rubrics(code: Language) -> str:
    """Return the page of the rubrics."""
    found = data("rubrics")
    say = found["words"][code]
    parts = [f"# {say['title']}", say["lead"]]
    for chapter in found["chapter"]:
        stem, title = heading(chapter["number"], code)
        rows = [f"| {say['head']} |", "| --- | --- | --- |"]
        for level in LEVELS:
            shown = say["between"].join(f"`{name}`" for name in chapter[level]["shown"])
            rows.append(f"| {say[level]} | {chapter[level][code]} | {shown} |")
        parts += [f"## {title}", f"[{say['open']}](../notebooks/{code}/{stem}.ipynb)", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def pages() -> dict[Path, str]:
    """Return all pages made from the data: where each lies, and its text."""
    made = {}
    for name, page in (("where_it_leads", where_it_leads), ("rubrics", rubrics)):
        for code in LANGUAGES:
            made[DOCS / (f"{name}.md" if code == "en" else f"{name}.{code}.md")] = page(code)
    return made


def write() -> None:
    """Write the pages."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


def _short(title: str) -> str:
    """Return a heading without its picture, to stand in a table: its number and its words."""
    return re.sub(r"[^\w\s、。：:？?「」（）().,“”’'・-]", "", title).replace("\u3000", " ").replace("  ", " ")
