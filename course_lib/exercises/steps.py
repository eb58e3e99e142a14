"""A one-line answer written in steps: what stands inside its last operation gets a name and a line of its own.

``return x - rate * gradient`` becomes ``product = rate * gradient`` and ``return x - product``: the same work in the
same order, one thing a line. A list that is made in one line is made by a loop.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

WORDS: dict[type, str] = {
    ast.Add: "total",
    ast.Sub: "difference",
    ast.Mult: "product",
    ast.MatMult: "product",
    ast.Div: "quotient",
    ast.Pow: "power",
}
"""What the result of an operation is called."""


def in_steps(function: ast.FunctionDef) -> list[str]:
    """Return the lines of a function, a statement on each; an only one is taken apart where it can be.

    Names are those of the operations, so that a right answer and a wrong one that differ little differ in one line.
    """
    head, *lines = ast.unparse(function).splitlines()
    (last, *more) = function.body
    if more or not isinstance(last, ast.Return) or last.value is None:
        return [head, *lines]
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    steps = _of_list(last.value) if isinstance(last.value, ast.ListComp) else _of_operation(last.value, names)
    return [head, *(f"    {line}" for line in steps)]


def _of_list(whole: ast.ListComp) -> Iterator[str]:
    (loop,) = whole.generators
    yield "results = []"
    yield f"for {ast.unparse(loop.target)} in {ast.unparse(loop.iter)}:"
    yield f"    results.append({ast.unparse(whole.elt)})"
    yield "return results"


def _of_operation(whole: ast.expr, taken: set[str]) -> Iterator[str]:
    steps: dict[int, str] = {}
    for part in _parts(whole):
        name = _name(part)
        if name and name not in taken | {*steps.values()}:
            steps[id(part)] = name
            yield f"{name} = {ast.unparse(part)}"
    result = _Named(steps).visit(whole)
    several = result.elts if isinstance(result, ast.Tuple) else [result]
    yield f"return {', '.join(map(ast.unparse, several))}"


def _parts(whole: ast.expr) -> list[ast.expr]:
    """Return what the last operation works on."""
    match whole:
        case ast.BinOp():
            return [whole.left, whole.right]
        case ast.Call():
            return whole.args
        case ast.Subscript():
            return [whole.slice]
        case ast.Tuple():
            return whole.elts
    return []


def _name(part: ast.expr) -> str:
    """Return what a part's result is called; empty where the part is too small for a line of its own."""
    match part:
        case ast.BinOp():
            return WORDS.get(type(part.op), "")
        case ast.Compare():
            return "mask"
        case ast.Call(func=ast.Attribute(attr="sqrt")):
            return "root"
    return ""


class _Named(ast.NodeTransformer):
    """Puts names in the place of the parts that have one."""

    def __init__(self, steps: dict[int, str]) -> None:
        self.steps = steps

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the name of a part, and all else as it is."""
        return ast.Name(self.steps[id(node)]) if id(node) in self.steps else self.generic_visit(node)
