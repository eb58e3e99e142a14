"""What an answer uses that grading does not have or refuses, so that `check` says so beforehand."""

from __future__ import annotations

import ast
import dis
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import numpy as np

from course_lib.exercises.refused import refused_in, refuses
from course_lib.sandbox.standins import SHOWING

# Rooms of the course whose things are looked at; nothing is computed with them.
COURSE_SHOWS = tuple(f"course_lib.{room}" for room in ("controls", "plots", "words", "lab"))
COMPUTED = (bool, int, float, complex, str, list, tuple, dict, set, np.ndarray, np.generic)


def borrowed_name(function: object) -> tuple[str, str] | None:
    """Return a name that a function uses, or one that it calls, with the library it is of that grading does not have.

    What is right with it here would be an error there. Libraries that only show things do no harm there, unless
    something is computed with what they give. The library is ``""`` for what is refused there of Python's own.
    """
    waiting, seen = [function], set()
    made: dict[str, str] | None = None  # looked for where something is found that may have been computed
    while waiting:
        one = waiting.pop()
        one = getattr(one, "__wrapped__", one)  # what a decorator such as lru_cache stands around
        code = getattr(one, "__code__", None)
        if code is None:  # an object of the learner's that can be called
            one = vars(type(one)).get("__call__", one)
            code = getattr(one, "__code__", None)
        if not isinstance(code, CodeType) or code in seen:
            continue
        seen.add(code)
        known = getattr(one, "__globals__", {})
        if getattr(one, "__defaults__", None) or getattr(one, "__kwdefaults__", None):
            made = _made_with(known) if made is None else made
            if (library := made.get(f"def {code.co_name}")) is not None:
                return code.co_name, library
        for name in dict.fromkeys(_imported(code)):
            if not _is_offered(name, known):
                return name, name.partition(".")[0]
        used = list(_used(one, code, known))
        around = known | dict(used)
        if refused := next(filter(None, (refused_in(part, around) for part in _codes(code))), ""):
            return refused, ""
        for name, value in used:
            home = value.__name__ if isinstance(value, ModuleType) else str(getattr(value, "__module__", ""))
            if not _is_offered(home, known):
                return name, home.partition(".")[0]
            if getattr(value, "__globals__", known) is not known and home == known.get("__name__"):  # by `%run`
                return name, Path(value.__code__.co_filename).name
            if getattr(value, "__globals__", None) is known:
                waiting.append(value)
            elif isinstance(value, COMPUTED) and known.get(name) is value:
                made = _made_with(known) if made is None else made
                if name in made:
                    return name, made[name]
    return None


def _imported(code: CodeType) -> list[str]:
    """Return the modules that a function, or one within it, imports when it runs; of the course those that it uses."""
    found: list[str] = []
    for one in _codes(code):
        module, bound = "", {}
        for step in dis.get_instructions(one):
            if step.opname == "IMPORT_NAME":
                module = str(step.argval)
                found.append(module)
            elif step.opname.startswith("STORE_"):
                bound[step.argval] = module
            elif step.opname != "IMPORT_FROM":
                module = ""
        names = {name for inner in _codes(one) for name in _loaded(inner, "LOAD_")}
        used = {module for name, module in bound.items() if name in names}
        found = [name for name in found if name.partition(".")[0] != "course_lib" or name in used]
    return found


def _used(function: object, code: CodeType, known: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Return what a function uses of what was defined around it, and its parameters' values where none is given."""
    defaults = getattr(function, "__defaults__", None) or ()
    yield from zip(code.co_varnames[code.co_argcount - len(defaults) : code.co_argcount], defaults, strict=True)
    yield from (getattr(function, "__kwdefaults__", None) or {}).items()
    for name, cell in zip(code.co_freevars, getattr(function, "__closure__", None) or (), strict=False):
        with suppress(ValueError):  # nothing in it yet
            yield name, cell.cell_contents
    for part in _codes(code):
        yield from ((name, known[name]) for name in _loaded(part, "LOAD_GLOBAL", "LOAD_NAME") if name in known)


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Return the code of a function and of all within it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _loaded(code: CodeType, *kinds: str) -> Iterator[str]:
    """Return the names that code reads, in order."""
    for step in dis.get_instructions(code):
        if step.opname.startswith(kinds) and step.opname not in ("LOAD_ATTR", "LOAD_METHOD", "LOAD_CONST"):
            yield from step.argval if isinstance(step.argval, tuple) else (step.argval,)


def _is_offered(module: str, known: dict[str, Any]) -> bool:
    """Tell whether a module, or that of a thing, is there when a sheet is graded; all that the notebook defines is."""
    top = module.partition(".")[0]
    if module == known.get("__name__") or top in ("", "None", "builtins", "__main__", "numpy"):
        return True
    if top == "course_lib":
        return module.startswith(COURSE_SHOWS)
    return top in sys.stdlib_module_names or top in SHOWING


def _made_with(known: dict[str, Any]) -> dict[str, str]:
    """Return for each name of the notebook that was computed with a library that grading does not have, that library.

    ``def NAME`` stands for what a function's parameters are where nothing is given, ``""`` for what is refused there.

    Args:
        known: all names of the notebook; among them ``In``, the cells that have run.
    """
    libraries = {"get_ipython": "IPython"}  # which `x = !ls` and `x = %pwd` stand for
    cells = known.get("In")
    for source in filter(lambda cell: isinstance(cell, str), cells if isinstance(cells, list) else ()):
        with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            for statement in ast.parse(source).body:
                _follow(statement, libraries, known)
    return libraries


def _follow(statement: ast.stmt, libraries: dict[str, str], known: dict[str, Any]) -> None:
    """Note which names a statement makes with which library, and which ones no longer."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        for alias in statement.names:
            module = alias.name if isinstance(statement, ast.Import) else statement.module or ""
            name = alias.asname or alias.name.partition(".")[0]
            top = module.partition(".")[0]
            libraries.pop(name, None)
            # A bar of progress is gone through as what it was given.
            if top != "tqdm" and (top in SHOWING or not _is_offered(module, known)):
                libraries[name] = top
        return
    nodes = list(ast.walk(statement))
    loaded = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    stored = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        stored = [statement.name]
    if isinstance(statement, ast.FunctionDef):
        own = {node.arg for node in nodes if isinstance(node, ast.arg)}  # whatever else is called so
        loaded = [name for name in loaded if name not in own]
        # Worked out when the function is defined, which there it then is not.
        defaults = [one for one in (*statement.args.defaults, *statement.args.kw_defaults) if one is not None]
        needed = [node.id for one in defaults for node in ast.walk(one) if isinstance(node, ast.Name)]
        libraries.pop(f"def {statement.name}", None)
        libraries.update((f"def {statement.name}", libraries[name]) for name in needed if name in libraries)
        if any(refuses(one, known) for one in defaults):
            libraries[f"def {statement.name}"] = ""
    if isinstance(statement, ast.AugAssign):
        loaded += stored
    source = next((libraries[name] for name in loaded if name in libraries), "" if refuses(statement, known) else None)
    for name in stored:
        libraries.pop(name, None)
        # In a block that only begins with a library, such as `with plt.style.context(...)`, nothing need come of it.
        if source is not None and (_is_value(statement) or source not in SHOWING):
            libraries[name] = source


def _is_value(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign)
