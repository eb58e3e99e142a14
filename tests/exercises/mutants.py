"""Wrong answers that nobody thought of: a reference answer with one small thing changed, made mechanically.

Each change is one that a slip of the pen makes too: another operator, a border that is in or out, a constant off by
one, another axis, statements in another order, two arguments swapped, an absolute value lost.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

OTHER_OPERATORS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add, ast.Pow),
    ast.Div: (ast.FloorDiv, ast.Mult),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
ORDER_MATTERS = (ast.Sub, ast.Div, ast.Pow, ast.MatMult)
OTHER_COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
}
OTHER_NAMES = {
    "max": ("min",), "min": ("max",), "any": ("all",), "all": ("any",), "sum": ("mean",), "mean": ("sum", "median"),
    "argmax": ("argmin",), "argmin": ("argmax",), "zeros": ("ones",), "cos": ("sin",), "var": ("std",),
    "exp": ("exp2",), "tanh": ("sin", "arctan"), "isfinite": ("isnan", "isinf"), "norm": ("sum", "max"), "eigvalsh": ("diag",),
}  # fmt: skip
UNWRAPPED = {"abs", "sqrt", "float", "sum", "mean", "reversed", "exp", "tanh", "norm", "array"}


@dataclass(frozen=True)
class Mutant:
    """A changed reference answer: what was changed, and its source."""

    change: str
    source: str

    def make(self, namespace: dict[str, Any]) -> Callable[..., Any]:
        """Return the function that the source defines, with these names around it."""
        known = dict(namespace)
        exec(compile(self.source, "<mutant>", "exec"), known)
        return known[ast.parse(self.source).body[0].name]  # type: ignore[attr-defined]


def mutants(function: Callable[..., Any]) -> list[Mutant]:
    """Return all mutants of a function, each once."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    whole = ast.unparse(tree)
    made: dict[str, Mutant] = {}
    seen: Counter[str] = Counter()
    for place, node in enumerate(ast.walk(tree)):
        for replacement in _replacements(node, tree):
            changed = deepcopy(tree)
            target = next(one for number, one in enumerate(ast.walk(changed)) if number == place)
            _replace(changed, target, replacement)
            source = ast.unparse(ast.fix_missing_locations(changed))
            if source == whole or source in made:
                continue
            change = f"{_text(node)} => {_text(replacement)}"
            seen[change] += 1
            made[source] = Mutant(change if seen[change] == 1 else f"{change} #{seen[change]}", source)
    for change, source in _statements(tree):
        if source != whole and source not in made:
            seen[change] += 1
            made[source] = Mutant(change if seen[change] == 1 else f"{change} #{seen[change]}", source)
    return list(made.values())


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _replace(tree: ast.AST, target: ast.AST, replacement: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, deepcopy(replacement))
                return
            if isinstance(value, list) and any(one is target for one in value):
                setattr(parent, name, [deepcopy(replacement) if one is target else one for one in value])
                return


def _replacements(node: ast.AST, tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what an expression may be replaced by."""
    match node:
        case ast.BinOp():
            for other in OTHER_OPERATORS.get(type(node.op), ()):
                yield ast.BinOp(node.left, other(), node.right)
            if isinstance(node.op, ORDER_MATTERS):
                yield ast.BinOp(node.right, node.op, node.left)
            yield node.left
            yield node.right
        case ast.Compare(left, [operator], [right]):
            for other in OTHER_COMPARISONS.get(type(operator), ()):
                yield ast.Compare(left, [other()], [right])
            yield ast.Constant(True)
            yield ast.Constant(False)
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.And() if isinstance(operator, ast.Or) else ast.Or(), values)
            yield from values
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.IfExp(_, body, otherwise):
            yield body
            yield otherwise
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() | float() as value):
            for other_value in dict.fromkeys((value + 1, value - 1, 0, 2 * value, 0.1 * value, 10 * value)):
                if other_value != value:
                    yield ast.Constant(other_value)
        case ast.Constant(str()):
            texts = [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            yield from (ast.Constant(text) for text in dict.fromkeys(texts) if text != node.value)
        case ast.Call():
            yield from _calls(node)
        case ast.Attribute(value, name):
            yield from (ast.Attribute(value, other_name) for other_name in OTHER_NAMES.get(name, ()))
            if name == "T":
                yield value
        case ast.Subscript(value):
            yield value
        case ast.Name(name, ast.Load()):
            arguments = [one.arg for one in tree.body[0].args.args]  # type: ignore[attr-defined]
            stored = [one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
            known = list(dict.fromkeys(arguments + stored))
            if name in known:
                yield from (ast.Name(other, ast.Load()) for other in known if other != name)
            yield from (ast.Name(other_name, ast.Load()) for other_name in OTHER_NAMES.get(name, ()))
        case ast.Tuple(elements, ast.Load()) if len(elements) > 1:
            yield ast.Tuple([*elements[1:], elements[0]], ast.Load())
            yield from elements


def _calls(node: ast.Call) -> Iterator[ast.expr]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in UNWRAPPED and node.args:
        yield node.args[0]
    if isinstance(node.func, ast.Attribute) and not node.args:  # a method such as x.sum()
        yield node.func.value
    if len(node.args) > 1:
        yield ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
        yield from node.args
    for place in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, node.keywords[:place] + node.keywords[place + 1 :])
    if name == "range" and len(node.args) == 1:
        one = ast.Constant(1)
        yield ast.Call(node.func, [one, *node.args], [])
        yield ast.Call(node.func, [ast.BinOp(node.args[0], ast.Sub(), one)], [])
        yield ast.Call(node.func, [ast.BinOp(node.args[0], ast.Add(), one)], [])


def _statements(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield changes of whole statements: left out, swapped with the next, a loop left early, a return bent."""
    for place, block in enumerate(_blocks(tree)):
        for i, statement in enumerate(block):
            told = _text(statement)[:60]
            if len(block) > 1:
                yield f"left out: {told}", _changed(tree, place, lambda same, i=i: same.pop(i))
            if i + 1 < len(block):
                yield f"swapped with the next: {told}", _changed(tree, place, lambda same, i=i: same.insert(i, same.pop(i + 1)))
            match statement:
                case ast.For() | ast.While():
                    last = _text(block[-1])
                    if isinstance(block[-1], ast.Return):
                        yield f"inside the loop: {last}", _changed(tree, place, lambda same, i=i: same[i].body.append(same[-1]))
                case ast.AugAssign(target, _, value):
                    stored = deepcopy(target)
                    for other in (ast.Assign([stored], value, lineno=0), ast.AugAssign(target, ast.Sub() if isinstance(statement.op, ast.Add) else ast.Add(), value)):
                        yield f"{told} => {_text(other)}", _changed(tree, place, lambda same, i=i, other=other: same.__setitem__(i, other))
                case ast.Return(ast.expr() as value):
                    for name in ("abs", "int", "np.round"):
                        bent = ast.Return(ast.Call(ast.Name(name, ast.Load()), [value], []))
                        yield f"{told} => {_text(bent)}", _changed(tree, place, lambda same, i=i, bent=bent: same.__setitem__(i, bent))
                    bent = ast.Return(ast.UnaryOp(ast.USub(), value))
                    yield f"{told} => {_text(bent)}", _changed(tree, place, lambda same, i=i, bent=bent: same.__setitem__(i, bent))


def _blocks(tree: ast.AST) -> list[list[ast.stmt]]:
    return [
        block
        for node in ast.walk(tree)
        if not isinstance(node, ast.Module)
        for name in ("body", "orelse")
        if isinstance(block := getattr(node, name, None), list) and block and isinstance(block[0], ast.stmt)
    ]


def _changed(tree: ast.Module, place: int, change: Callable[[Any], object]) -> str:
    copied = deepcopy(tree)
    block = _blocks(copied)[place]
    change(block)
    if not block:
        block.append(ast.Pass())
    return ast.unparse(ast.fix_missing_locations(copied))
