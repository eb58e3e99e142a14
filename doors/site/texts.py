"""From the Markdown of notebooks and guides to HTML: every paragraph with a name, formulas as MathML."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable
from typing import Any

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.anchors.index import slugify, unique_slug
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

FORMATTER = HtmlFormatter(nowrap=True)


class SiteError(Exception):
    """Something would be shown wrongly, or leads nowhere; the message names the page and the place."""


def paint(code: str, kind: str = "python") -> str:
    """Return code as HTML, its parts marked for colouring; ``kind`` is a language's name, as Pygments has it."""
    painted = highlight(code, get_lexer_by_name(kind or "text", stripnl=False), FORMATTER)
    # What is wider than a phone is scrolled, by keyboard too.
    return f'<pre class="code" tabindex="0"><code>{painted.rstrip()}</code></pre>\n'


def formula(latex: str, block: bool = False) -> str:
    """Return a formula as MathML, which browsers set and screen readers read by themselves.

    Raises:
        SiteError: if a command is not known.
    """
    made = convert(latex.replace(r"\_", "_"), display="block" if block else "inline")
    unknown = re.findall(r">\\[A-Za-z]+<", made)
    if unknown:
        raise SiteError(f"the formula {latex!r} has commands that are not known: {unknown}")
    return made


def _formula(latex: str, options: dict[str, Any]) -> str:
    return formula(latex, options["display_mode"])


def _fence(renderer: Any, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    name = html.escape(str(token.attrGet("id") or ""))
    return f'<div id="{name}">{paint(token.content, token.info.strip())}</div>'


def _math_block(renderer: Any, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    name = html.escape(str(tokens[index].attrGet("id") or ""))
    return f'<div class="formula" tabindex="0" id="{name}">{formula(tokens[index].content.strip(), block=True)}</div>\n'


def _table(renderer: Any, tokens: list[Token], index: int, options: Any, env: Any) -> str:
    name = html.escape(str(tokens[index].attrGet("id") or ""))
    return f'<div class="wide" tabindex="0" id="{name}"><table>\n'


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    dollarmath_plugin(reader, allow_labels=False, allow_space=False, double_inline=True, renderer=_formula)
    reader.add_render_rule("fence", _fence)
    reader.add_render_rule("math_block", _math_block)
    reader.add_render_rule("table_open", _table)
    reader.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return reader


READER = _reader()


def to_html(markdown: str, name: str, link: Callable[[str], str], titled: bool = False) -> str:
    """Return a text as HTML; see `blocks`."""
    return "".join(written for _, written in blocks(markdown, name, link, titled))


def blocks(
    markdown: str, name: str, link: Callable[[str], str], titled: bool = False
) -> list[tuple[str, str]]:
    """Return a text's headings, paragraphs, lists, tables and formulas, each with its kind, as HTML.

    The kinds are those of markdown-it: ``"heading"``, ``"paragraph"``, ``"bullet_list"``, ``"ordered_list"``,
    ``"table"``, ``"math_block"``, ``"fence"``, ``"html_block"`` and others.

    Args:
        markdown: the text.
        name: of the text. Its paragraphs get names of it with a number, the same ones in both languages, so that a
            reader who changes the language stays where they were.
        link: turns the address in a link of the text into one of the site.
        titled: give each heading a second name, made of its title as GitHub makes it, for links that name a heading.

    Raises:
        SiteError: if a sign of Markdown is left in the result, or a formula is not understood.
    """
    tokens = READER.parse(markdown)
    outer = [token for token in tokens if token.level == 0 and token.nesting >= 0]
    for number, token in enumerate(outer):
        token.attrSet("id", f"{name}.{number}")
    if titled:
        _name_by_title(tokens)
    for token in tokens:
        for child in token.children or []:
            if child.type == "link_open":
                child.attrSet("href", link(str(child.attrGet("href"))))
            if child.type == "text" and re.search(r"\*\*|(?<!\\)\$", child.content):
                raise SiteError(f"{name}: a sign of Markdown is left in the text: {child.content!r}")
    begins = [number for number, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]
    return [
        (tokens[begin].type.removesuffix("_open"), READER.renderer.render(tokens[begin:end], READER.options, {}))
        for begin, end in itertools.pairwise([*begins, len(tokens)])
    ]


def _name_by_title(tokens: list[Token]) -> None:
    """Put a place into each heading that bears its title as a name."""
    known: set[str] = set()
    for opening, inside in itertools.pairwise(tokens):
        if opening.type == "heading_open" and inside.children is not None:
            title = "".join(child.content for child in inside.children if child.type in ("text", "code_inline"))
            name = html.escape(unique_slug(slugify(title), known))
            inside.children.insert(0, Token("html_inline", "", 0, content=f'<span id="{name}"></span>'))


def plain(markup: str) -> str:
    """Return the text of HTML, without its marks, for searching."""
    markup = re.sub(r"<(annotation|style|script)[^>]*>.*?</\1>", "", markup, flags=re.DOTALL)
    markup = re.sub(r"</?(p|div|li|td|th|tr|h\d|pre|summary|br|figcaption)\b[^>]*>", " ", markup)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", markup))).strip()
