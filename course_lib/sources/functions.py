"""The functions in a piece of code: finding one, and writing other lines in its place."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Sequence


def functions_in(code: str) -> list[ast.FunctionDef]:
    """Return the functions that a piece of code defines, those within others left aside.

    Raises:
        SyntaxError: if it is no Python.
    """
    return [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]


def function_in(code: str, name: str) -> ast.FunctionDef:
    """Return a function that a piece of code defines.

    Raises:
        KeyError: if it defines none of this name.
        SyntaxError: if it is no Python.
    """
    for function in functions_in(code):
        if function.name == name:
            return function
    raise KeyError(name)


def source_of(function: Callable[..., object]) -> str:
    """Return the source of a function, its decorators with it, as far to the left as it goes."""
    return textwrap.dedent(inspect.getsource(function))


def with_lines(code: str, first: int, last: int | None, lines: Sequence[str]) -> str:
    """Return code in which some lines stand in place of others.

    Args:
        code: the code.
        first: number of the first line to take out, counted from 1 as `ast` does.
        last: number of the last.
        lines: what stands there instead.
    """
    whole = code.splitlines()
    whole[first - 1 : last] = lines
    return "\n".join(whole)
