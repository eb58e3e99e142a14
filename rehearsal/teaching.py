"""What Python the course has taught by the time an exercise asks for it: read from the sheets and ``taught.toml``."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from authoring.editions import ROOT, Edition, compose
from authoring.roads import main_road
from course_lib.exercises.sheets import cells
from course_lib.words.language import LANGUAGES

TAUGHT = Path(__file__).with_name("taught.toml")

SYNTAX: dict[type[ast.AST], str] = {
    ast.Assign: "=",
    ast.AugAssign: "+=",
    ast.If: "if",
    ast.Compare: "<",
    ast.BoolOp: "and",
    ast.Not: "and",
    ast.For: "for",
    ast.Break: "break",
    ast.List: "list",
    ast.Subscript: "[0]",
    ast.Slice: "[1:]",
    ast.Tuple: "tuple",
    ast.Dict: "dict",
    ast.Lambda: "lambda",
    ast.ListComp: "comprehension",
    ast.GeneratorExp: "comprehension",
    ast.SetComp: "comprehension",
    ast.DictComp: "comprehension",
    ast.MatMult: "@",
    ast.Pow: "**",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.IfExp: "a if b else c",
    ast.While: "while",
    ast.keyword: "f(name=value)",
    ast.Is: "is",
    ast.IsNot: "is",
    ast.In: "in",
    ast.NotIn: "in",
    ast.JoinedStr: "f-string",
    ast.Starred: "*values",
    ast.ClassDef: "class",
    ast.Try: "try",
    ast.Raise: "raise",
    ast.With: "with",
    ast.Global: "global",
    ast.Nonlocal: "nonlocal",
}
"""What each kind of node of Python's grammar is called in ``taught.toml``; what is not here everybody can read."""

Needs = frozenset[str]


@dataclass(frozen=True)
class Posed:
    """An exercise as a sheet poses it.

    Attributes:
        name: of the function to write.
        side: whether it stands on a side road.
        needs: the syntax, and the names of Python and numpy, that the reference answer uses.
        shown: code that stands in the sheet's texts up to and with this exercise, in both editions.
    """

    name: str
    side: bool
    needs: Needs
    shown: Needs = field(repr=False)


@dataclass(frozen=True)
class Taught:
    """What one chapter teaches, with its sheet's texts.

    Attributes:
        syntax: each piece of syntax with a pattern of what explains it in the chapter's texts.
        names: names of Python and numpy, which stand in the chapter's texts as code.
    """

    syntax: dict[str, str]
    names: tuple[str, ...]

    @property
    def all(self) -> set[str]:
        """Syntax and names together."""
        return {*self.syntax, *self.names}


def taught() -> dict[str, Taught]:
    """Return what each chapter teaches, by the name of its file, in their order."""
    lists = tomllib.loads(TAUGHT.read_text(encoding="utf-8"))["taught"]
    return {
        name: Taught(dict(one.get("syntax", {})), tuple(one.get("names", ()))) for name, one in sorted(lists.items())
    }


def exercises(sheet: str) -> Iterator[Posed]:
    """Yield the exercises of ``solutions/SHEET.py`` in their order."""
    text = (ROOT / "solutions" / f"{sheet}.py").read_text(encoding="utf-8")
    seen = {language: "" for language in LANGUAGES}
    side = False
    for header, _, source in cells(text):
        if "[markdown]" in header:
            seen["ja" if 'lang="ja"' in header else "en"] += f"\n{source}"
            if re.search(r'"E\d+"', header):
                side = '"side"' in header
        elif '"answer"' in header or '"broken"' in header:
            shown = code_in(seen["ja"]) & code_in(seen["en"])
            for node in ast.parse(source).body:
                if isinstance(node, ast.FunctionDef):
                    yield Posed(node.name, side, needs(node), frozenset(shown))


def needs(function: ast.FunctionDef) -> Needs:
    """Return the syntax, and the names of Python and numpy, that a function uses.

    Its arguments' and its own names don't count, nor does what stands in them: what is asked of ``f`` in ``f(x)`` the
    exercise itself must say.
    """
    own = {arg.arg for arg in ast.walk(function) if isinstance(arg, ast.arg)}
    own |= {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.name for node in ast.walk(function) if isinstance(node, ast.FunctionDef)}
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.FunctionDef) and node is not function:
            found.add("def in def")
        found |= {name for kind, name in SYNTAX.items() if isinstance(node, kind)}
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
            found.add("[i, j]")
        if isinstance(node, ast.If) and node.orelse:
            found.add("else")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in own:
            found.add(node.func.id)
        if isinstance(node, ast.Attribute):
            whole = ast.unparse(node)
            found.add(whole if re.fullmatch(r"np(\.\w+)+", whole) else f".{node.attr}")
    # np.linalg is the way to np.linalg.norm, no name of its own.
    return frozenset(name for name in found if name != "np.linalg")


def code_in(text: str) -> set[str]:
    """Return the names that a text shows as code: ``abs``, ``np.exp``, ``.append`` and the like."""
    blocks = re.findall(r"```.*?```", text, flags=re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    found: set[str] = set()
    for code in (*blocks, *spans):
        found |= set(re.findall(r"np(?:\.\w+)+|\b[a-z]\w*", code))
        found |= {f".{name}" for name in re.findall(r"(?<!np)(?<!linalg)\.([A-Za-z]\w*)", code)}
    return found


def texts(name: str, language: str) -> str:
    """Return the text cells of a chapter and of its sheet that stand on the main road, in one language."""
    code = next(one for one in LANGUAGES if one == language)
    sources = (ROOT / folder / f"{name}.py" for folder in ("chapters", "solutions"))
    return "\n".join(
        cell.source
        for path in sources
        if path.is_file()
        for cell in main_road(compose(Edition(path, code)).cells)
        if cell.cell_type == "markdown"
    )
