"""Which cells of a notebook must be run again, and which keep what they have shown.

A cell must be run again if its code has changed, or a file that its code reaches; and with it every cell that shares a
value with it, since one uses what the other has made. The imports of the cells that are not run are made all the same.
"""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path


def cells_to_run(
    before: Sequence[str], now: Sequence[str], changed: Collection[Path], reached: Callable[[str], Collection[Path]]
) -> set[int]:
    """Return the places of the code cells that must be run again.

    Args:
        before: the code of each cell when the notebook was built; as many as now.
        now: the code of each cell now.
        changed: the files that have changed since.
        reached: tells which files a piece of code reaches.

    Raises:
        SyntaxError: if a cell is no Python.
    """
    imported = [imports(code) for code in now]
    again = set()
    for place, code in enumerate(now):
        used = _mentioned(code)
        lines = [line for made in imported for name, line in made.items() if name in used]
        if before[place] != code or set(changed) & set(reached("\n".join([*lines, code]))):
            again.add(place)
    # Those that use what has changed: what a changed cell makes no more is missed all the same.
    shared = [*_shared_values(tuple(before)), *_shared_values(tuple(now))]
    again = _grown(again, shared, lambda place, other: place < other)
    # And those that make what is used.
    return _grown(again, _shared_values(tuple(now)), lambda place, other: place > other)


def _grown(cells: set[int], values: list[set[int]], then: Callable[[int, int], bool]) -> set[int]:
    """Return cells and all others to which one of them leads by a value that they share."""
    waiting, found = [*cells], set()
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting += [other for value in values if place in value for other in value if then(place, other)]
    return found


@cache
def imports(code: str) -> dict[str, str]:
    """Return the import statements of a cell, each by the name that it makes."""
    statements = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Import | ast.ImportFrom))
    return {
        (alias.asname or alias.name).split(".")[0]: ast.unparse(statement)
        for statement in statements
        for alias in statement.names
    }


@cache
def _shared_values(cells: tuple[str, ...]) -> list[set[int]]:
    """Return for each value of each name the cells that make and use it: until a cell gives the name another value."""
    imported = set().union(*(imports(code) for code in cells))
    # Nobody makes these, nobody can change them.
    imported |= set(dir(builtins))
    finished: list[set[int]] = []
    current: dict[str, set[int]] = {}
    later: dict[str, set[int]] = {}  # functions see the value that stands when they are called
    for place, code in enumerate(cells):
        made: set[str] = set()
        for name, kind in _in_order(ast.parse(code).body):
            if name in imported:
                continue
            if kind == "makes" and name not in made:
                finished.append(current.get(name, set()))
                current[name] = {place} | later.get(name, set())
                made.add(name)
            elif kind == "uses":
                current.setdefault(name, set()).add(place)
            elif kind == "uses later":
                later.setdefault(name, set()).add(place)
                current.setdefault(name, set()).add(place)
    return [*finished, *current.values()]


def _in_order(statements: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Yield which names statements use and make, in the order in which they do."""
    for statement in statements:
        match statement:
            case ast.For(target=target, iter=values):
                yield from _in_order([ast.Assign([target], values, lineno=0)])
                yield from _in_order([*statement.body, *statement.orelse])
            case ast.With(items=items):
                for item in items:
                    opened, name = item.context_expr, item.optional_vars
                    yield from _in_order([ast.Assign([name], opened, lineno=0) if name else ast.Expr(opened)])
                yield from _in_order(statement.body)
            case _:
                yield from _of_one(ast.unparse(statement))


def _of_one(statement: str) -> Iterator[tuple[str, str]]:
    table = symtable.symtable(statement, "cell", "exec")
    inner = [symbol.get_name() for one in _below(table) for symbol in one.get_symbols() if symbol.is_global()]
    function = statement.lstrip("@").startswith(("def ", "class "))
    yield from ((name, "uses later" if function else "uses") for name in inner)
    symbols = table.get_symbols()
    yield from ((symbol.get_name(), "uses") for symbol in symbols if symbol.is_referenced())
    yield from ((symbol.get_name(), "makes") for symbol in symbols if symbol.is_assigned())


def _below(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _below(child)


@cache
def _mentioned(code: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
