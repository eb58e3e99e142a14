"""From a built notebook to the body of a page, or of a book's chapter."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from course_lib.words.catalogue import to_html as words_to_html
from course_lib.words.catalogue import word_list, words
from course_lib.words.language import Language
from doors.site import played, texts
from doors.site.pictures import Pictures
from doors.site.played import Player
from doors.site.texts import SiteError


@dataclass
class Setting:
    """What the body of a page depends on, besides its notebook.

    Attributes:
        language: of the edition.
        pictures: where pictures are stored.
        root: leads from the page to the site's top.
        link: turns an address in a link into one of the site.
        players: the stored states of the notebook's controls, by cell.
        printed: whether it is for the book: side roads open, code that need not be read left out.
        shown_alone: whether code is left out, and what it shows stands alone.
        names: comes before the name of each cell; in a book, where all chapters stand on one page.
    """

    language: Language
    pictures: Pictures
    root: str
    link: Callable[[str], str]
    players: dict[str, Player] = field(default_factory=dict)
    printed: bool = False
    shown_alone: bool = False
    names: str = ""


def body(cells: list[NotebookNode], setting: Setting) -> str:
    """Return a notebook's cells as HTML, side roads and code that need not be read folded.

    Raises:
        SiteError: if a text is not understood, or an output says that something went wrong.
    """
    parts: list[str] = []
    closed_at = 0  # the level of the heading that opened a side road
    for cell in cells:
        of_cell = level(cell)
        if closed_at and of_cell and of_cell <= closed_at:
            parts.append(_side_ends(setting))
            closed_at = 0
        if cell.metadata.get("jp-MarkdownHeadingCollapsed"):
            closed_at = of_cell
            parts.append(_side_begins(cell, setting))
        else:
            parts.append(_cell(cell, setting))
    if closed_at:
        parts.append(_side_ends(setting))
    return "".join(parts)


def title(cells: list[NotebookNode]) -> str:
    """Return a notebook's title."""
    found = re.match(r"# (.+)", cells[0].source)
    if not found:
        raise SiteError(f"a notebook opens with its title, not with {cells[0].source[:60]!r}")
    return re.sub(r"[*`]", "", found[1])


def level(cell: NotebookNode) -> int:
    """Return the level of the heading that a text cell opens with, 0 where it opens with none."""
    found = re.match(r"(#+) ", cell.source) if cell.cell_type == "markdown" else None
    return len(found[1]) if found else 0


def text(cell: NotebookNode) -> str:
    """Return the text of a text cell, without the line that says what the notebook is made from."""
    return re.sub(r"\n\n<sub>[^\n]*</sub>$", "", cell.source)


def _side_begins(cell: NotebookNode, setting: Setting) -> str:
    heading = texts.to_html(cell.source, setting.names + cell.id, setting.link)
    if setting.printed:
        return f'<section class="side">{heading}'
    return f'<details class="side"><summary>{heading}</summary>\n'


def _side_ends(setting: Setting) -> str:
    return "</section>\n" if setting.printed else "</details>\n"


def _cell(cell: NotebookNode, setting: Setting) -> str:
    name = setting.names + cell.id
    if cell.cell_type == "markdown":
        return texts.to_html(text(cell), name, setting.link)
    if re.search(r"^check\(\w+\)$", cell.source, re.MULTILINE):
        return ""  # says only that there is no answer yet
    if setting.printed and re.search(r'^WarmUp\("\w+"\)$', cell.source, re.MULTILINE):
        return ""  # its answers are folded, its numbers new each day: nothing for paper
    quiz = re.search(r'^Quiz\("([\w.]+)"\)$', cell.source, re.MULTILINE)
    if quiz:
        return _quiz(quiz[1], name, setting)
    outputs = "".join(_output(output, cell, setting) for output in cell.outputs)
    return f'<div class="cell" id="{name}">{_code(cell, setting)}{outputs}</div>\n'


def _code(cell: NotebookNode, setting: Setting) -> str:
    if setting.shown_alone:
        return ""
    if not cell.metadata.get("jupyter", {}).get("source_hidden"):
        return texts.paint(cell.source)
    if setting.printed:
        return ""
    first = cell.source.splitlines()[0].removeprefix("# ")
    return f'<details class="code"><summary>{html.escape(first)}</summary>{texts.paint(cell.source)}</details>'


def _output(output: NotebookNode, cell: NotebookNode, setting: Setting) -> str:
    if output.output_type == "stream" and output.name == "stdout":
        return f'<pre class="printed" tabindex="0">{html.escape(output.text.rstrip())}</pre>'
    if output.output_type not in ("execute_result", "display_data"):
        raise SiteError(f"{cell.id} has an output that no reader should see: {output}")
    data: dict[str, Any] = output.data
    said = str(data.get("text/plain", ""))
    if "image/png" in data:
        said = output.metadata.get("image/png", {}).get("alt", said)
        # Beside the picture there may be a question; the picture itself, which stands there too, is shown once.
        asked = re.sub(r"<img\b[^>]*>", "", data.get("text/html", ""))
        # Nor is there a cell to run before one can choose.
        invitation = html.escape(words("prediction.run_to_predict", setting.language))
        asked = asked.replace(f"<i>{invitation}</i>", "")
        picture = setting.pictures.tag(data["image/png"], said, setting.root)
        still = f"<figure>{picture}<figcaption>{html.escape(said)}</figcaption></figure>"
        player = setting.players.get(cell.id)
        if player and not setting.printed:
            still = played.markup(player, still, setting.language, setting.root, setting.names + cell.id)
        return f'<div class="shown">{asked}</div>{still}' if asked else still
    if "text/html" in data:
        markup = setting.pictures.unpack(_linked(data["text/html"], setting.link), setting.root, not setting.printed)
        markup = re.sub(r"<table\b.*?</table>", r'<div class="wide" tabindex="0">\g<0></div>', markup, flags=re.DOTALL)
        return f'<div class="shown">{markup}</div>'
    return f'<pre class="printed" tabindex="0">{html.escape(said)}</pre>'


def _linked(markup: str, link: Callable[[str], str]) -> str:
    return re.sub(r"(?<=href=')[^']+", lambda found: link(found[0]), markup)


def _quiz(entry: str, name: str, setting: Setting) -> str:
    """Return a question: on a page each answer opens what there is to say of it; in a book that stands at its end."""
    question = words_to_html(words(f"{entry}.question", setting.language))
    options = [words_to_html(text) for text in word_list(f"{entry}.options", setting.language)]
    said = [words_to_html(text) for text in word_list(f"{entry}.feedback", setting.language)]
    if setting.printed:
        items = "".join(f"<li>{option}</li>" for option in options)
        return f'<div class="quiz" id="{name}"><p><b>{question}</b></p><ol>{items}</ol></div>\n'
    right = words(f"{entry}.right", setting.language)
    signs = ["○" if right == "0" else "✓" if right == str(number) else "✗" for number in range(1, len(options) + 1)]
    items = "".join(
        f'<details name="{name}"><summary>{option}</summary><p>{sign} {text}</p></details>'
        for option, sign, text in zip(options, signs, said, strict=True)
    )
    note = words("site.quiz", setting.language)
    return f'<div class="quiz" id="{name}"><p><b>{question}</b> <small>{note}</small></p>{items}</div>\n'
