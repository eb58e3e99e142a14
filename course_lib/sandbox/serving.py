"""Serving requests where student code runs: cells to run, functions to call; a line of JSON each way.

A request is ``{"cells": [(part, source), ...], "at_once": bool, "lent": [library, ...]}``, see `Part` and `Lent`, or
``{"function": name, "inputs": text of [tuple, ...]}``, with its number; the replies to it carry the number too. There
are no answers here to find; and whatever is replied is only compared with the right answers elsewhere.
"""

from __future__ import annotations

import ast
import builtins
import codeop
import inspect
import linecache
import re
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import Any, Literal, TextIO

from .answers import REFUSALS, Answer, answer
from .plain import read, write
from .standins import Lender, Lent, offer_what_notebooks_have

# What of a cell is to run: all; all until something fails, as a notebook has it; only what can hardly disturb others,
# that is imports, functions, classes and names for plain values; or nothing, to see whether it is Python.
Part = Literal["whole", "until it fails", "definitions", "nothing"]

# Methods that run as soon as a class, or one that follows it, is there.
CALLED_BY_CLASSES = {"__init_subclass__", "__set_name__", "__class_getitem__", "__prepare__"}
PLAIN = (int, float, complex, str, bool, type(None), list, tuple, dict, set)
ENDING = ("MemoryError", "SystemExit")
SOON = 0.05  # seconds for which an answer may wait to be told together with others

# Like a notebook's, it keeps to `from __future__ import ...` once that has been said.
_compile = codeop.Compile()
_compile.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


def serve(requests: TextIO, replies: TextIO) -> None:
    """Serve each request in one namespace, as a notebook's cells share theirs, until ``requests`` ends."""
    notebook = sys.modules["__main__"] = ModuleType("__main__")  # which `import __main__` finds, as in a notebook
    namespace = vars(notebook)
    namespace["__builtins__"] = builtins
    cells = offer_what_notebooks_have(lambda line: run_cell(line, "<line>", namespace))
    by_calls: set[str] = set()
    for line in requests:
        request = read(line)
        told = time.monotonic()
        for reply in _replies(request, namespace, cells, by_calls):
            replies.write(_told(request["number"], reply) + "\n")
            # Quick answers are told together.
            if request.get("at_once") or time.monotonic() > told + SOON:
                replies.flush()
                told = time.monotonic()
        replies.flush()


def _told(number: int, reply: Answer) -> str:
    said = {name: value for name, value in vars(reply).items() if name == "value" or value}
    try:
        return write({"number": number, **said})
    except ValueError:  # a whole number of thousands of digits
        return _told(number, Answer("strange", error=type(reply.value).__name__, changed=reply.changed))


def _replies(
    request: dict[str, Any], namespace: dict[str, Any], cells: list[str], by_calls: set[str]
) -> Iterator[Answer]:
    for place, (part, source) in enumerate(request.get("cells", ())):
        name = f"<cell {request['number']}.{place}>"
        cells.append(source)
        yield run_cell(source, name, namespace, part, Lender(request["lent"]), by_calls)
    lent = {name: value for name, value in namespace.items() if type(value) is Lent}
    for name in lent:
        del namespace[name]
    reply: Answer | None = None
    for inputs in read(request.get("inputs", "[]")):
        # Filling the memory takes long: once is enough.
        if reply is None or reply.error != "MemoryError":
            reply = _naming_the_library(call(namespace.get(request["function"]), inputs), lent)
        yield reply
    namespace.update(lent)


def _naming_the_library(reply: Answer, lent: dict[str, Lent]) -> Answer:
    """Return a reply that says of which library a name is that was lent, where it says that there is no such name."""
    name = reply.message.split("'")[1:2] if reply.error == "NameError" else []
    if not name or name[0] not in lent:
        return reply
    said = answer(lent[name[0]].missing, ())
    return replace(reply, error=said.error, message=said.message)


def run_cell(
    source: str,
    name: str,
    namespace: dict[str, Any],
    part: Part = "whole",
    lender: Lender | None = None,
    by_calls: set[str] | None = None,
) -> Answer:
    """Run one cell, statement by statement: one that fails ends no more than itself.

    What is told is the first error, or that of a definition, which is then missing. A cell that can't be read as Python
    does nothing at all, and where all memory is taken or the program's end is asked for, the cell ends there.

    Args:
        source: of the cell.
        name: by which its errors are known.
        namespace: of the notebook.
        part: what of it is to run.
        lender: of libraries that learners have and grading has not; for imports that stand by themselves, not for one
            whose failure something is written against.
        by_calls: names that a call may give to something else, as far as that is known; what is found is added.
    """
    lender = lender or Lender(())
    by_calls = set() if by_calls is None else by_calls
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    statements: list[ast.stmt] = []
    told = answer(lambda: statements.extend(_statements(source, name, part)), ())
    for statement in statements:
        if part == "definitions":
            by_calls |= {given for node in ast.walk(statement) if isinstance(node, ast.Global) for given in node.names}
            if not _is_definition(statement):
                # `own.n = 4` gives a name of this notebook too where `own` is `__main__`.
                nodes = [node for node in ast.walk(statement) if isinstance(node, ast.Attribute)]
                attributes = [node.attr for node in nodes if isinstance(node.ctx, ast.Store)]
                _forget_plain_values(namespace, {*_names_given(statement), *attributes, *by_calls})
                continue
        with lender if isinstance(statement, ast.Import | ast.ImportFrom) else nullcontext():
            one = answer(partial(_run, statement, name, namespace), ())
        if one.kind == "error" and (told.kind != "error" or isinstance(statement, ast.FunctionDef)):
            told = one
        library = one.message.removeprefix("No module named ").strip("'") if one.error == "ModuleNotFoundError" else ""
        if library in lender.libraries:  # in the notebook it did not fail, and something came of it
            namespace.update(dict.fromkeys(_names_given(statement), Lent(library)))
        elif re.match(REFUSALS, f"{one.error}: {one.message}"):  # so too; what a name meant before it means no more
            for given in _names_given(statement):
                namespace.pop(given, None)
        elif one.error in ENDING or (part == "until it fails" and one.kind == "error"):
            break
    return told


def _names_given(statement: ast.stmt) -> list[str]:
    """Return the names that a statement gives to what comes of it."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    nodes = ast.walk(statement)
    return [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def _forget_plain_values(namespace: dict[str, Any], names: set[str]) -> None:
    """Take away the plain values of names to which a statement that is left out may give others.

    With the older value an answer could be right here that is wrong in the notebook.
    """
    for name in names:
        if name in namespace and type(namespace[name]) in PLAIN:
            del namespace[name]


def call(function: Any, inputs: tuple[Any, ...]) -> Answer:
    """Call what the student defined.

    ``error`` is ``missing`` where nothing of that name was defined, ``overwritten`` where it is no function.
    """
    if function is None:
        return Answer("error", error="missing")
    if not callable(function):
        return Answer("error", error="overwritten", message=type(function).__name__)
    return answer(function, inputs)


def _statements(source: str, name: str, part: Part) -> list[ast.stmt]:
    """Return the statements of a cell; none where it is only to be seen whether it is Python."""
    body = ast.parse(source, name).body
    return [] if part == "nothing" else body


def _run(statement: ast.stmt, name: str, namespace: dict[str, Any]) -> None:
    code = _compile(ast.Module([statement], []), name, "exec")  # type: ignore[arg-type]
    if not code.co_flags & inspect.CO_COROUTINE:
        exec(code, namespace)
        if isinstance(statement, ast.FunctionDef):
            _refuse_what_is_lent(namespace.get(statement.name))
        return
    # `await` outside a function, as notebooks allow: there is nothing here to wait for.
    coroutine = eval(code, namespace)
    with suppress(StopIteration):
        while True:
            coroutine.send(None)


def _refuse_what_is_lent(function: Any) -> None:
    """Raise ModuleNotFoundError where a parameter stands for something lent when nothing else is given."""
    named = getattr(function, "__kwdefaults__", None) or {}
    for default in (*(getattr(function, "__defaults__", None) or ()), *named.values()):
        if type(default) is Lent:
            default.missing()


def _is_definition(node: ast.stmt) -> bool:
    """Tell whether a statement only gives names to things, so that nothing of the student's runs with it.

    What stands behind the colons of parameters and names is taken away: it would be worked out, and says nothing.
    """
    if isinstance(node, ast.FunctionDef):
        parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
        for parameter in parameters:
            if parameter is not None:
                parameter.annotation = None
        node.returns = None
        defaults = [one for one in (*node.args.defaults, *node.args.kw_defaults) if one is not None]
        return not node.decorator_list and all(map(_is_plain, defaults))
    if isinstance(node, ast.ClassDef):
        names = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
        inside = [part for part in node.body if not isinstance(part, ast.Expr | ast.Pass)]
        no_more = not node.keywords and not node.decorator_list and not names & CALLED_BY_CLASSES
        return no_more and all(map(_is_plain, node.bases)) and all(map(_is_definition, inside))
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if isinstance(node, ast.AnnAssign):
            node.annotation = ast.copy_location(ast.Constant(None), node.annotation)
        return all(isinstance(target, ast.Name) for target in targets) and (node.value is None or _is_plain(node.value))
    if isinstance(node, ast.AugAssign):
        return isinstance(node.target, ast.Name) and _is_plain(node.value)
    if isinstance(node, ast.Delete):
        return all(isinstance(target, ast.Name) for target in node.targets)
    return isinstance(node, ast.Import | ast.ImportFrom)


def _is_plain(value: ast.expr) -> bool:
    """Tell whether to work out a value calls nothing; the inside of a `lambda` is for later."""
    if isinstance(value, ast.Lambda):
        return all(map(_is_plain, filter(None, (*value.args.defaults, *value.args.kw_defaults))))
    return not any(isinstance(part, ast.Call | ast.Attribute | ast.Subscript | ast.Await) for part in ast.walk(value))
