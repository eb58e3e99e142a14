"""The cell that decides a claim, run with something replaced: does the claim notice a fault in the mathematics?"""

from __future__ import annotations

import ast
import importlib
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stdout
from typing import Any
from unittest.mock import patch

import jupytext

from authoring.editions import ROOT
from course_lib.claims.claim import Decision


def run_claim(
    name: str, replaced: Mapping[str, object] | None = None, change: Callable[[str], str] | None = None
) -> Decision:
    """Run the cell that decides a claim, after the cells above it that it needs.

    Needed is a cell that gives a value to a name which the claim's cell, or a cell needed by it, uses.

    Args:
        name: of the claim, ``"C4.2"``.
        replaced: dotted names of the package and what to put there instead, for instance
            ``{"course_lib.descent.gradient_descent.gradient_descent": faulty}``. Wherever the package or the cells
            hold the same object under that name, it is replaced.
        change: takes the code of the cells that are run and returns it with a fault in it; for faults in the data or
            the settings that stand in the cells themselves.

    Returns:
        What the claim decided.

    Raises:
        ClaimError: if the claim's numbers don't support its verdict: the fault was noticed.
        ValueError: if no chapter decides the claim, or ``change`` changed nothing.
    """
    chapter = int(name.removeprefix("C").partition(".")[0])
    (path,) = (ROOT / "chapters").glob(f"{chapter:02d}_*.py")
    codes = cells_for(name, [(c.source, c.metadata.get("tags", [])) for c in _code_cells(path)])
    code = "\n".join(codes)
    if change is not None:
        changed = change(code)
        if changed == code:
            raise ValueError(f"The fault planted for {name} changed nothing in its cells.")
        code = changed
    tree = ast.parse(code)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr), f"The cell of {name} must end with its claim."
    # Imported before anything is replaced: a module first imported meanwhile would keep the fault for good.
    imports: list[ast.stmt] = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    exec(compile(ast.Module(imports, []), str(path), "exec"), {})  # the course's own cells
    names: dict[str, Any] = {"__name__": "chapter"}
    with _replaced(replaced or {}), redirect_stdout(io.StringIO()):
        exec(compile(tree, str(path), "exec"), names)  # the course's own cells
        decision = eval(compile(ast.Expression(last.value), str(path), "eval"), names)
    assert isinstance(decision, Decision)
    return decision


def cells_for(name: str, cells: list[tuple[str, list[str]]]) -> list[str]:
    """Return the code of the cells that a claim's cell needs, in order, its own last.

    Args:
        name: of the claim.
        cells: the code and the tags of each code cell of a chapter, in order.
    """
    places = [place for place, (_, tags) in enumerate(cells) if name in tags]
    if not places:
        raise ValueError(f"No cell is tagged {name}.")
    wanted = cells[: places[-1] + 1]
    chosen = [wanted[-1][0]]
    needed = _used(chosen[0])
    for code, _ in reversed(wanted[:-1]):
        if _given(code) & needed:
            kept = _without_shows(code)
            chosen.insert(0, kept)
            needed |= _used(kept)
    return chosen


def _code_cells(path: Any) -> list[Any]:
    return [cell for cell in jupytext.read(path, fmt="py:percent").cells if cell.cell_type == "code"]


def _given(code: str) -> set[str]:
    """Return the names to which a cell gives a value."""
    found = _names(code, ast.Store)
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
    return found


def _used(code: str) -> set[str]:
    return _names(code, ast.Load)


def _names(code: str, context: type[ast.expr_context]) -> set[str]:
    nodes = ast.walk(ast.parse(code))
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, context)}


def _without_shows(code: str) -> str:
    """Return a cell without its last line where that only shows something: a picture, a control, another claim."""
    body = ast.parse(code).body
    if body and isinstance(body[-1], ast.Expr):
        lines = code.splitlines()
        return "\n".join(lines[: body[-1].lineno - 1])
    return code


@contextmanager
def _replaced(replaced: Mapping[str, object]) -> Iterator[None]:
    """Put other objects in the package's place, under every module that holds them by name."""
    with ExitStack() as stack:
        for dotted, other in replaced.items():
            room, _, name = dotted.rpartition(".")
            home, owner = _owner(room)
            original = getattr(home, name)
            stack.enter_context(patch.object(home, name, other))
            if not owner:
                continue
            others = [module for key, module in sys.modules.items() if key.startswith("course_lib")]
            for module in others:
                if module is not home and vars(module).get(name) is original:
                    stack.enter_context(patch.object(module, name, other))
        yield


def _owner(room: str) -> tuple[Any, bool]:
    """Return the module, or the class in a module, that a dotted name leads to; and whether it is a module."""
    try:
        return importlib.import_module(room), True
    except ModuleNotFoundError:
        module, _, name = room.rpartition(".")
        return getattr(importlib.import_module(module), name), False
