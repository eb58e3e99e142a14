"""The files of this package that a piece of code reaches: what it imports, what that imports, and so on.

It is read from the code, nothing is run. Followed are imports wherever they stand, the short names that `course_lib`
offers, full names in texts (``"course_lib.experiments.clinic"``), files and folders beside a module that it names
(``"digits.npz"``), and the catalogues of words whose entries are named (``"secant.title"``: ``secant.toml``).

So a built notebook, or a grade, is out of date just when something that it was made from has changed.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import course_lib

PACKAGE = Path(__file__).parents[1]
TOP = PACKAGE.name
# Modules that import what is named elsewhere, in full, where it is followed: `_HOMES`, and the trials of sheets.
NAMED_ELSEWHERE = ("course_lib/__init__.py", "course_lib/exercises/sheet.py")


class NotFollowed(ValueError):
    """An import whose target can't be told from the code, or is not there."""


def files_reached(code: str, origin: str = "this code") -> frozenset[Path]:
    """Return the files of the package that a piece of code reaches.

    Args:
        code: Python source.
        origin: what to call it in an error.

    Raises:
        NotFollowed: if an import of it, or of a module that it reaches, can't be followed.
        SyntaxError: if it is no Python.
    """
    found: set[Path] = set()
    waiting = list(_named(ast.parse(code), origin, None))
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            if path.suffix == ".py":
                waiting += _reached_from(path, path.stat().st_mtime_ns)
    return frozenset(found)


def files_of(names: Iterable[str]) -> frozenset[Path]:
    """Return the files that modules of the package reach, themselves among them.

    Args:
        names: full names of modules, or of something in one.

    Raises:
        NotFollowed: see `files_reached`.
    """
    return files_reached("\n".join(f"{name!r}" for name in names))


def digest(files: Iterable[Path]) -> str:
    """Return a digest of the names and contents of files of the package."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + _content(path, path.stat().st_mtime_ns))
    return total.hexdigest()[:16]


@cache
def _content(path: Path, changed: int) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


@cache
def _reached_from(path: Path, changed: int) -> tuple[Path, ...]:
    """Return what one file names; ``changed`` is when it was, so that an edit is seen."""
    origin = path.relative_to(PACKAGE.parent).as_posix()
    return tuple(_named(ast.parse(path.read_text(encoding="utf-8")), origin, path))


def _named(tree: ast.Module, origin: str, path: Path | None) -> set[Path]:
    found: set[Path] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found |= _module(alias.name, origin)
        elif isinstance(node, ast.ImportFrom):
            package = "" if node.level == 0 or path is None else _package(path, node.level)
            module = ".".join(part for part in (package, node.module) if part)
            for alias in node.names:
                # Either a module of that name, or something in the module.
                found |= _module(module if alias.name == "*" else f"{module}.{alias.name}", origin)
        elif isinstance(node, ast.Call) and origin not in NAMED_ELSEWHERE:
            _refuse_unknown(node, origin)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and path != PACKAGE / "__init__.py":
            found |= _in_text(node.value, origin, path)
    return found


def _package(path: Path, level: int) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).parts[:-level])


def _refuse_unknown(call: ast.Call, origin: str) -> None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("import_module", "__import__") and not (call.args and isinstance(call.args[0], ast.Constant)):
        raise NotFollowed(f"{origin}, line {call.lineno}: which module is imported here can't be told from the code.")


def _module(name: str, origin: str) -> set[Path]:
    """Return the file of a module, or of the module that something lies in, with the packages that do something."""
    first, *rest = name.split(".")
    if first != TOP:
        return set()
    if rest and rest[0] in course_lib._HOMES:
        return _module(course_lib._HOMES[rest[0]], origin) | {PACKAGE / "__init__.py"}
    found = {PACKAGE / "__init__.py"}
    place = PACKAGE
    for number, part in enumerate(rest):
        if (place / part / "__init__.py").is_file():
            place = place / part
            if _does_something(place / "__init__.py", (place / "__init__.py").stat().st_mtime_ns):
                found.add(place / "__init__.py")
        elif (place / f"{part}.py").is_file():
            return found | {place / f"{part}.py"}
        elif number == len(rest) - 1 and number:  # a name in a package's own file
            return found
        else:
            raise NotFollowed(f"{origin} names {name}, but there is no {part} in {'.'.join([TOP, *rest[:number]])}.")
    return found


@cache
def _does_something(opening: Path, changed: int) -> bool:
    """Tell whether a package's own file does more than say what lives there: if not, no result depends on it."""
    body = ast.parse(opening.read_text(encoding="utf-8")).body
    return any(not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) for node in body)


def _in_text(text: str, origin: str, path: Path | None) -> set[Path]:
    if re.fullmatch(rf"{TOP}(\.\w+)+", text):
        return _module(text, origin)
    found: set[Path] = set()
    if path is not None and re.fullmatch(r"[\w.-]+", text) and text.strip("."):
        beside = path.parent / text
        if beside.is_file() and beside.suffix != ".py":
            found.add(beside)
        elif beside.is_dir() and path.parent != PACKAGE / "words" and not (beside / "__init__.py").exists():
            found |= {file for file in beside.rglob("*") if file.is_file() and file.suffix not in (".py", ".pyc")}
    stem = re.match(r"(\w+)\.", text)
    claim = re.fullmatch(r"C(\d+)\.\d+", text)
    for name in (stem and stem[1], claim and f"chapter{int(claim[1]):02d}"):
        if name:
            found |= set(PACKAGE.glob(f"words/*/{name}.toml"))
    return found
