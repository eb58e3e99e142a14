"""From a built notebook to slides for a class: one thing to see on each, what there is to say of it in its notes."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

from nbformat import NotebookNode

from doors.site import chapters, texts
from doors.site.chapters import Setting

SHOWN_WHOLE = {"bullet_list", "ordered_list", "table", "math_block", "fence", "blockquote"}
"""Kinds of blocks that are something to see; of a paragraph a slide shows a sentence at most."""

LONGEST_CODE = 14
"""Lines; of longer code only what it shows is seen."""

FOR_ONE_LEARNER = re.compile(
    r"^(\w+ = )?(ConceptTest|predictions_by_chapter|concept_change|own_functions|TensorBoardView)\(", re.MULTILINE
)
"""Cells that show what one learner has done, or what one learner presses: a class sees nothing there."""


@dataclass
class Slide:
    """One slide.

    Attributes:
        name: the paragraph or cell that it shows; alike in both languages.
        heading: of its section, as HTML without tags of headings.
        said: sentences that stand above what there is to see, as HTML.
        seen: a control, a picture, a list, a formula, as HTML; empty where the sentences stand alone.
        notes: what the notebook says here, for whoever speaks, as HTML.
    """

    name: str
    heading: str
    said: list[str] = field(default_factory=list)
    seen: str = ""
    notes: list[str] = field(default_factory=list)


def slides(cells: list[NotebookNode], setting: Setting) -> list[Slide]:
    """Return the slides of a chapter's main road; the first shows its title.

    A sentence is said where it opens a section, or where the text opens a paragraph with it in bold letters; all else
    goes into the notes of the slide that follows, at the end of a section into those of the last. Where a sentence has
    nothing to stand above, its paragraph is shown as a whole: a sentence alone may be half a thought. So it is with
    words in bold letters above a question, which can do without them.
    """
    made: list[Slide] = []
    next_one = Slide("", "")
    whole: dict[str, str] = {}  # to each sentence that is said on the next slide its paragraph
    section = ""  # name of the heading that stands above
    opens = False  # whether the next paragraph opens a section

    def close(name: str, seen: str = "") -> None:
        nonlocal next_one
        if next_one.said and not seen and made:
            next_one.said = [whole[sentence] for sentence in next_one.said]
            next_one.notes = [note for note in next_one.notes if note not in next_one.said]
        if seen or next_one.said or not made:
            next_one.name, next_one.seen = name, seen
            made.append(next_one)
        else:
            made[-1].notes += next_one.notes
        next_one = Slide("", made[-1].heading)
        whole.clear()

    for cell in _main_road(cells):
        if cell.cell_type != "markdown":
            if FOR_ONE_LEARNER.search(cell.source):
                next_one.said = []  # they lead to what is left out
                continue
            seen = _shown(cell, setting)
            if seen:
                if not made or ('class="quiz"' in seen and any("<strong>" in one[:12] for one in next_one.said)):
                    close(section)
                close(cell.id, seen)
            continue
        for number, (kind, named) in enumerate(texts.blocks(chapters.text(cell), cell.id, setting.link)):
            place = f"{cell.id}.{number}"
            written = named.replace(f' id="{place}"', "", 1)  # the slide bears it
            if kind == "heading":
                if next_one.said or next_one.notes:
                    close(section)
                next_one.heading = re.sub(r"</?h\d[^>]*>", "", written).strip()
                section, opens = place, True
            elif kind in SHOWN_WHOLE:
                if not made:
                    close(section)
                close(place, written)
                opens = False
            else:
                next_one.notes.append(written)
                sentence = _first_sentence(written) if opens else _bold_opening(written)
                if sentence:
                    next_one.said.append(f"<p>{sentence}</p>")
                    whole[next_one.said[-1]] = written
                    section = section if opens else place
                opens = False
    if next_one.said or next_one.notes:
        close(section)
    return made


def _main_road(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Return the cells that stand on no side road."""
    kept = []
    closed_at = 0
    for cell in cells:
        level = chapters.level(cell)
        if closed_at and level and level <= closed_at:
            closed_at = 0
        if cell.metadata.get("jp-MarkdownHeadingCollapsed"):
            closed_at = level
        if not closed_at:
            kept.append(cell)
    return kept


def _shown(cell: NotebookNode, setting: Setting) -> str:
    """Return what a cell shows, with its code where that is meant to be read; empty where there is nothing."""
    with_code = not cell.metadata.get("jupyter", {}).get("source_hidden") and _is_read(cell.source)
    player = cell.id in setting.players
    body = chapters.body([cell], Setting(**{**vars(setting), "shown_alone": player or not with_code}))
    body = body.replace(f' id="{cell.id}"', "", 1)  # the slide bears it
    return body if re.search(r"<(figure|pre|table|img|svg)\b|class=\"(quiz|player|shown)\"", body) else ""


def _is_read(code: str) -> bool:
    """Tell whether code is to be read from the back of a room: it is short, and does more than call up one thing."""
    statements = ast.parse(code).body
    called_up = [one for one in statements if not isinstance(one, ast.Import | ast.ImportFrom)]
    brought = len(statements) > len(called_up)
    only_a_call = brought and len(called_up) == 1 and isinstance(called_up[0], ast.Expr)
    return bool(called_up) and not only_a_call and code.count("\n") < LONGEST_CODE


def _first_sentence(paragraph: str) -> str:
    """Return the first sentence of a paragraph of HTML; one that ends within a mark ends with the mark."""
    inside = re.sub(r"^\s*<p[^>]*>|</p>\s*$", "", paragraph)
    depth, found = 0, ""
    for piece in re.split(r"(<[^>]+>)", inside):
        if piece.startswith("<"):
            depth += -1 if piece.startswith("</") else not piece.endswith("/>") and not piece.startswith("<br")
            found += piece
            if depth == 0 and re.search(r"[。．.!?！？]</\w+>$", found):
                return found
            continue
        ends = re.search(r"[。！？](?![」）])|[.!?](?=\s|$)", piece) if depth == 0 else None
        if ends:
            return found + piece[: ends.end()]
        found += piece
    return found


def _bold_opening(paragraph: str) -> str:
    """Return the bold words that a paragraph opens with, where they are a whole sentence; else nothing."""
    opening = re.match(r"\s*<p[^>]*>(<strong>.*?</strong>)", paragraph, re.DOTALL)
    return opening[1] if opening and re.search(r"[。.!?！？:：]</strong>$", opening[1]) else ""
