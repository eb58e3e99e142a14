"""Serving requests where student code runs: cells to run, functions to call; a line of JSON each way.

A request is ``{"cells": [(kind, source), ...], "at_once": bool}``, the kind being ``whole`` or ``definitions``, or
``{"function": name, "inputs": text of [tuple, ...]}``, with its number; the replies to it carry the number too. There
are no answers here to find; and whatever is replied is only compared with the right answers elsewhere.
"""

from __future__ import annotations

import ast
import builtins
import linecache
import re
import time
from collections.abc import Iterator
from types import CodeType
from typing import Any, TextIO

from .answers import Answer, answer
from .plain import read, write

SOON = 0.05  # seconds for which an answer may wait to be told together with others


def serve(requests: TextIO, replies: TextIO) -> None:
    """Serve each request in one namespace, as a notebook's cells share theirs, until ``requests`` ends."""
    namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
    for line in requests:
        request = read(line)
        told = time.monotonic()
        for reply in _replies(request, namespace):
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


def _replies(request: dict[str, Any], namespace: dict[str, Any]) -> Iterator[Answer]:
    for place, (kind, source) in enumerate(request.get("cells", ())):
        name = f"<cell {request['number']}.{place}>"
        yield run_cell(source, name, namespace, only_definitions=kind == "definitions")
    reply: Answer | None = None
    for inputs in read(request.get("inputs", "[]")):
        # Filling the memory takes long: once is enough.
        if reply is None or reply.error != "MemoryError":
            reply = call(namespace.get(request["function"]), inputs)
        yield reply


def run_cell(source: str, name: str, namespace: dict[str, Any], only_definitions: bool) -> Answer:
    """Run one cell; what goes wrong in it is noted and the next cell still runs."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)

    def run() -> None:
        exec(program(source, name, only_definitions), namespace)

    return answer(run, ())


def call(function: Any, inputs: tuple[Any, ...]) -> Answer:
    """Call what the student defined; ``error`` is ``missing`` where nothing of that name was defined."""
    if function is None:
        return Answer("error", error="missing")
    return answer(function, inputs)


def program(source: str, name: str, only_definitions: bool) -> CodeType:
    """Return a cell's program. Lines for the notebook alone, such as ``%matplotlib inline``, are passed over.

    ``only_definitions`` leaves of it what can hardly disturb others: imports, functions, classes and names for plain
    values.
    """

    def compiled(source: str) -> CodeType:
        if not only_definitions:
            return compile(source, name, "exec")
        tree = ast.parse(source, name)
        tree.body = [node for node in tree.body if _is_definition(node)]
        return compile(tree, name, "exec")

    try:
        return compiled(source)
    except SyntaxError:
        without = re.sub(r"^%%.*\n", "\n", source)
        without = re.sub(r"^([ \t]*)[%!].*$", r"\1pass", without, flags=re.MULTILINE)
        if without == source:
            raise
        return compiled(without)


def _is_definition(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return not node.decorator_list
    if isinstance(node, ast.Assign) and all(isinstance(target, ast.Name) for target in node.targets):
        return not any(isinstance(part, ast.Call | ast.Attribute | ast.Subscript) for part in ast.walk(node.value))
    return isinstance(node, ast.Import | ast.ImportFrom)
