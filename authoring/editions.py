"""From one source file to its Japanese and its English notebook.

A source is Python in Jupytext's percent format. A text cell carries ``lang="ja"`` or ``lang="en"`` and stands beside
its twin in the other language; a code cell goes to both editions as it is, except that a comment line starting with
``# ja:`` or ``# en:`` goes only to its own edition.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from authoring.glossary import GLOSSARY, glossary_of, link_first_uses
from course_lib.claims.table import claims_in
from course_lib.sources.closure import PACKAGE, NotFollowed, files_reached
from course_lib.sources.functions import functions_in
from course_lib.words.catalogue import words
from course_lib.words.language import LANGUAGES, Language

ROOT = Path(__file__).parents[1]
JAPANESE = "[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
FOLDERS = {"chapters": "notebooks", "solutions": "exercises"}


class AuthoringError(Exception):
    """A source file breaks a rule of the course; the message names the cell and the rule."""


@dataclass(frozen=True)
class Edition:
    """One notebook to build: a source file in one language."""

    source: Path
    language: Language

    @property
    def target(self) -> Path:
        """Where the notebook is built."""
        return self.root / FOLDERS[self.source.parent.name] / self.language / f"{self.source.stem}.ipynb"

    @property
    def root(self) -> Path:
        """The course's folder."""
        return self.source.parents[1]

    @property
    def source_name(self) -> str:
        """The source's path from the course's folder."""
        return self.source.relative_to(self.root).as_posix()

    @property
    def target_name(self) -> str:
        """The notebook's path from the course's folder."""
        return self.target.relative_to(self.root).as_posix()


def editions(only: str = "") -> list[Edition]:
    """Return all editions of all sources, or of those whose file name starts with ``only``."""
    sources = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("[0-9]*.py"))]
    return [Edition(source, code) for source in sources if source.name.startswith(only) for code in LANGUAGES]


def compose(edition: Edition) -> NotebookNode:
    """Return an edition's notebook, not yet executed.

    Raises:
        AuthoringError: if a text stands in one language only, or a cell has neither a language nor code.
    """
    source = _cells_of(edition.source.read_text(encoding="utf-8"))
    _require_twins(edition, source)
    cells = _cells_in(edition, source)
    if edition.source.parent.name == "chapters" and edition.source.stem != GLOSSARY:
        both = {code: _cells_in(replace(edition, language=code), source) for code in LANGUAGES}
        link_first_uses({**both, edition.language: cells}, glossary_of(edition.root))
    built_from = words("editions.built_from", edition.language, source=edition.source_name)
    cells[0].source += f"\n\n<sub>{built_from}</sub>"
    return nbformat.v4.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "course": {
                "source": edition.source_name,
                "language": edition.language,
                "made_from": digest_of_inputs(inputs(edition, cells)),
                "cells": digest_of_cells(cells),
            },
        },
    )


def _cells_in(edition: Edition, source: list[NotebookNode]) -> list[NotebookNode]:
    """Return the cells that an edition has of a source's cells."""
    cells: list[NotebookNode] = []
    for cell in source:
        tags = [*cell.metadata.get("tags", [])]
        if cell.cell_type == "markdown":
            if cell.metadata["lang"] == edition.language:
                text = join_japanese_lines(cell.source)
                cells.extend(_opening(edition, text, tags) if "side" in tags else [_text_cell(text, tags)])
            continue
        if "grading" in tags:
            continue
        code = own_comments(cell.source, edition.language)
        if "answer" in tags or "broken" in tags:
            names = function_names(code)
            shipped = code if "broken" in tags else blank_out(code, edition.language)
            cells.append(_code_cell(shipped, ["answer"]))
            for name in names:
                invitation = words("check.invitation", edition.language)
                cells.append(_code_cell(f"# {invitation}\n# hint({name})\ncheck({name})", []))
        elif "folded" in tags:
            if not code.startswith("# ") or len(code.splitlines()) < 2:
                raise AuthoringError(f"{edition.source_name}: a folded cell's first line says what it does:\n{code}")
            cells.append(_folded(code, tags))
        elif any(re.fullmatch(r"C\d+\.\d+", tag) for tag in tags):
            cells.append(_folded(f"# {words('editions.folded', edition.language, claim=tags[0])}\n{code}", tags))
        else:
            cells.append(_code_cell(code, tags))
    _give_ids(cells)
    return cells


@cache
def _cells_of(text: str) -> list[NotebookNode]:
    """Return the cells of a source: both editions, and the question whether they are up to date, read it once."""
    cells: list[NotebookNode] = jupytext.reads(text, fmt="py:percent").cells
    return cells


def join_japanese_lines(text: str) -> str:
    """Return text in which a line break between two Japanese characters is taken out: it would show as a space."""
    return re.sub(f"(?<={JAPANESE})\n(?={JAPANESE})", "", text)


def own_comments(code: str, language: Language) -> str:
    """Return code with the comment lines of the other language left out."""
    lines = []
    for line in code.splitlines():
        comment = re.match(r"(\s*)# (ja|en): ?(.*)", line)
        if comment is None:
            lines.append(line)
        elif comment[2] == language:
            lines.append(f"{comment[1]}# {comment[3]}")
    return "\n".join(lines)


def function_names(code: str) -> list[str]:
    """Return the names of the functions that a cell defines."""
    return [function.name for function in functions_in(code)]


def blank_out(code: str, language: Language) -> str:
    """Return an answer cell with the body of each function replaced by a blank to fill in, ``return ...``."""
    lines = code.splitlines()
    for node in reversed(functions_in(code)):
        first = node.body[0]
        if first.lineno <= node.lineno:
            raise AuthoringError(f"Write the body of {node.name} on lines of its own: it is to be left blank.")
        blank = f"    return ...  # {words('check.blank', language)}"
        lines[_end_of_signature(lines, node) : node.end_lineno] = [blank]
    return "\n".join(lines)


def _end_of_signature(lines: list[str], node: ast.FunctionDef) -> int:
    """Return the number of the line after a function's signature, before any comment that opens its body."""
    end = node.body[0].lineno - 1
    while lines[end - 1].lstrip().startswith("#") or not lines[end - 1].strip():
        end -= 1
    return end


def _opening(edition: Edition, text: str, tags: list[str]) -> list[NotebookNode]:
    """Return the cells that open a side road of a chapter, or pose an exercise of a sheet that stands on one."""
    return (_side_exercise if edition.source.parent.name == "solutions" else _side_road)(edition, text, tags)


def _side_exercise(edition: Edition, text: str, tags: list[str]) -> list[NotebookNode]:
    """Return the cell that poses a side exercise: its heading is marked, and a line below says what the mark means."""
    heading, _, rest = text.partition("\n")
    if not heading.startswith("## "):
        raise AuthoringError(f"{edition.source_name}: a side exercise opens with a heading (##), not with {heading!r}.")
    mark, note = (words(f"editions.side_{name}", edition.language) for name in ("mark", "note"))
    space = "" if edition.language == "ja" else " "
    return [_text_cell(f"{heading}{space}{mark}\n\n*{note}*\n{rest}", tags)]


def _side_road(edition: Edition, text: str, tags: list[str]) -> list[NotebookNode]:
    """Return the cells that open a side road: a heading that JupyterLab shows closed, then the text under it.

    What stands under the heading, up to the next heading of its level or above, is shown once it is opened.
    """
    heading, _, rest = text.partition("\n")
    if not heading.startswith("### "):
        raise AuthoringError(f"{edition.source_name}: a side road opens with a heading (###), not with {heading!r}.")
    closed = _text_cell(heading, tags)
    closed.metadata["jp-MarkdownHeadingCollapsed"] = True
    return [closed, *([_text_cell(rest.strip(), [])] if rest.strip() else [])]


def _text_cell(source: str, tags: list[str]) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(source, metadata={"tags": tags} if tags else {})


def _code_cell(source: str, tags: list[str]) -> NotebookNode:
    return nbformat.v4.new_code_cell(source, metadata={"tags": tags} if tags else {})


def _folded(source: str, tags: list[str]) -> NotebookNode:
    """Return a cell that is not to be read: JupyterLab shows its first line alone, until somebody opens it."""
    return nbformat.v4.new_code_cell(source, metadata={"tags": tags, "jupyter": {"source_hidden": True}})


def _require_twins(edition: Edition, cells: list[NotebookNode]) -> None:
    def refuse(cell: NotebookNode, rule: str) -> None:
        raise AuthoringError(f"{edition.source_name}: {rule}:\n{cell.source[:200]}")

    texts = [(i, cell) for i, cell in enumerate(cells) if cell.cell_type != "code"]
    for _, cell in texts:
        if cell.cell_type == "raw" or cell.metadata.get("lang") not in LANGUAGES:
            refuse(cell, 'this text cell has no lang="ja" or lang="en"')
    for (i, first), (j, second) in zip(texts[::2], [*texts[1::2], (-1, None)], strict=False):
        if second is None or j != i + 1 or {first.metadata["lang"], second.metadata["lang"]} != set(LANGUAGES):
            refuse(first, "this text has no twin in the other language right beside it")
        elif first.metadata.get("tags") != second.metadata.get("tags"):
            refuse(first, "the twins have different tags")


def _give_ids(cells: list[NotebookNode]) -> None:
    """Give each cell an id that depends on its place and kind alone, so that a rebuild changes nothing."""
    for number, cell in enumerate(cells):
        cell["id"] = f"{cell.cell_type}-{number:03d}"


def inputs(edition: Edition, cells: list[NotebookNode]) -> dict[str, str]:
    """Return what a notebook's outputs depend on, a digest for each file by its name: nothing else makes it stale.

    These are the code of its cells, the pins, the building itself, and the files of the package that the code reaches.
    A notebook that shows progress or uses answers depends on the sheets, though not on what these import: it shows
    which exercises there are, and learners' own answers. One that shows all verdicts depends on the other notebooks.

    Raises:
        AuthoringError: if an import can't be followed.
    """
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    try:
        reached = files_reached(code, edition.source_name)
    except (NotFollowed, SyntaxError) as problem:
        raise AuthoringError(f"{edition.source_name}: {problem}") from problem
    files = {path for path in reached if path.parent not in _catalogues_of_others(edition.language)}
    files |= {ROOT / "constraints.txt", *(ROOT / "authoring").glob("*.py")}
    if edition.source.parent.name == "chapters" and PACKAGE / "exercises" / "sheets.py" in reached:
        files |= set((ROOT / "solutions").glob("[0-9]*.py"))
    found = {_name(path): _digest(path.read_bytes()) for path in sorted(files)}
    found["code"] = _digest(code.encode())
    if reads_verdicts(edition):
        others = [path for path in sorted(edition.target.parent.glob("[0-9]*.ipynb")) if path != edition.target]
        found["verdicts"] = _digest(json.dumps([_verdicts(path) for path in others], sort_keys=True).encode())
    return found


def digest_of_inputs(found: dict[str, str]) -> str:
    """Return one digest of all that `inputs` has found."""
    return _digest(json.dumps(found).encode())


def reads_verdicts(edition: Edition) -> bool:
    """Tell whether a notebook reads what the others have found, and so is built after them."""
    return "course_lib.claims.table" in edition.source.read_text(encoding="utf-8")


def _name(path: Path) -> str:
    """Return a file's path from the course's folder."""
    return path.relative_to(PACKAGE.parent if path.is_relative_to(PACKAGE) else ROOT).as_posix()


def _verdicts(path: Path) -> object:
    try:
        return claims_in(path)
    except ValueError as problem:  # not yet run: the notebook that reads it will say so
        return str(problem)


def _catalogues_of_others(language: Language) -> list[Path]:
    return [PACKAGE / "words" / code for code in LANGUAGES if code != language]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def digest_of_cells(cells: list[NotebookNode]) -> str:
    """Return a digest of what people write in a notebook: the kind and the source of each cell, no outputs."""
    total = hashlib.sha256()
    for cell in cells:
        total.update(f"{cell.cell_type}\0{cell.source}\0".encode())
    return total.hexdigest()[:16]
