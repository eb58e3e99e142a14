"""Slips in a formula: a plus for a minus, parentheses missing, an absolute value lost, `return` inside the loop.

Each is made in the right answer, and known by what comes out: see `slips`. In which part of the formula is not told.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

Function = Callable[..., Any]

OTHER_SIGN = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
OTHER_BORDER = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
OTHER_WAY = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
OTHER_NAME = {
    "min": ("max", "min_for_max"), "max": ("min", "min_for_max"), "minimum": ("maximum", "min_for_max"),
    "maximum": ("minimum", "min_for_max"), "argmin": ("argmax", "min_for_max"), "argmax": ("argmin", "min_for_max"),
    "any": ("all", "any_for_all"), "all": ("any", "any_for_all"),
    "sum": ("mean", "sum_for_mean"), "mean": ("sum", "sum_for_mean"),
}  # fmt: skip
LOST = {"abs": "size_lost", "sqrt": "root_lost"}
STRONG = {ast.Mult: 1, ast.Div: 1, ast.FloorDiv: 1, ast.MatMult: 1, ast.Pow: 2}  # comes before + and −


def formula_slips(reference: Function) -> Iterator[tuple[str, Function]]:
    """Yield the slips that can be made in a right answer: the name of each, and the function that has it."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(reference)))
    except (OSError, SyntaxError):  # made by no `def`
        return
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef):
        return
    for place, node in enumerate(ast.walk(tree)):
        for name, change in (*_in_expressions(node), *_in_statements(node)):
            changed = deepcopy(tree)
            change(next(one for number, one in enumerate(ast.walk(changed)) if number == place))
            known = dict(reference.__globals__)
            exec(compile(ast.fix_missing_locations(changed), "<slip>", "exec"), known)
            yield name, known[function.name]


Changes = Iterator[tuple[str, Callable[[Any], object]]]


def _in_expressions(node: ast.AST) -> Changes:
    """Yield what may be done to an expression: its name, and what changes the expression in place."""
    match node:
        case ast.BinOp(left, operator, right):
            if other := OTHER_SIGN.get(type(operator)):
                name = "plus_for_minus" if isinstance(operator, ast.Add | ast.Sub) else "times_for_over"
                yield name, _setting("op", other())
            if isinstance(operator, ast.Div):
                yield "whole_division", _setting("op", ast.FloorDiv())
            if isinstance(operator, ast.Pow):
                yield "power_lost", lambda same: _become(same, same.left)
            if isinstance(operator, ast.Mult):
                yield "plus_for_times", _setting("op", ast.Add())
            if isinstance(left, ast.BinOp) and _is_stronger(operator, left.op):
                yield "parentheses", _regroup_left
            if isinstance(right, ast.BinOp) and not _is_stronger(right.op, operator):
                yield "parentheses", _regroup_right
            if isinstance(operator, ast.Add | ast.Sub) and isinstance(right, ast.BinOp) and type(right.op) in STRONG:
                yield "parentheses_too_many", _regroup_right
                if isinstance(right.op, ast.Mult):
                    yield "parentheses_too_many", _group_left_with_the_last
            if isinstance(operator, ast.Add | ast.Sub | ast.Mult | ast.Div):
                yield "part_left_out", lambda same: _become(same, same.left)
                yield "part_left_out", lambda same: _become(same, same.right)
        case ast.Compare(ops=[comparison]) if type(comparison) in OTHER_BORDER:
            for name, others in (("border", OTHER_BORDER), ("other_way", OTHER_WAY)):
                yield name, _setting("ops", [others[type(comparison)]()])
        case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=[_, *_]) if called in LOST:
            yield LOST[called], lambda same: _become(same, same.args[0])
        case ast.Name(id=called) if called in OTHER_NAME:
            yield OTHER_NAME[called][1], _setting("id", OTHER_NAME[called][0])
        case ast.Attribute(attr=called) if called in OTHER_NAME:
            yield OTHER_NAME[called][1], _setting("attr", OTHER_NAME[called][0])
        case ast.keyword("axis", ast.Constant(0 | 1 as axis)):
            yield "other_axis", _setting("value", ast.Constant(1 - axis))
        case ast.UnaryOp(ast.USub(), _):
            yield "plus_for_minus", lambda same: _become(same, same.operand)


def _in_statements(node: ast.AST) -> Changes:
    """Yield what may be done to a block of statements, and to one that gathers."""
    body = getattr(node, "body", None)
    if isinstance(body, list) and isinstance(body[-1], ast.Return):
        for place, statement in enumerate(body):
            if isinstance(statement, ast.For):
                yield "return_in_loop", _returning_within(place)
                yield "return_in_loop", _returning_within(place, only=True)
    if isinstance(node, ast.AugAssign):
        yield "overwritten", lambda same: _become(same, ast.Assign([same.target], same.value, lineno=0))


def _setting(name: str, value: object) -> Callable[[Any], object]:
    return lambda same: setattr(same, name, value)


def _returning_within(place: int, only: bool = False) -> Callable[[Any], object]:
    """Return what puts the `return` at the end into the loop at a place too, or there only."""
    return lambda same: same.body[place].body.append(same.body.pop() if only else same.body[-1])


def _is_stronger(one: ast.operator, other: ast.operator) -> bool:
    return STRONG.get(type(one), 0) > STRONG.get(type(other), 0)


def _become(node: Any, other: ast.AST) -> None:
    """Make a node of a tree another one."""
    node.__class__, node.__dict__ = other.__class__, other.__dict__


def _regroup_left(node: Any) -> None:
    """Of ``(a - b) / c`` make ``a - b / c``."""
    inner = node.left
    _become(node, ast.BinOp(inner.left, inner.op, ast.BinOp(inner.right, node.op, node.right)))


def _regroup_right(node: Any) -> None:
    """Of ``a / (b * c)`` make ``a / b * c``, of ``a * (b - c)`` ``a * b - c``, and of ``a - b * c`` ``(a - b) * c``."""
    inner = node.right
    _become(node, ast.BinOp(ast.BinOp(node.left, node.op, inner.left), inner.op, inner.right))


def _group_left_with_the_last(node: Any) -> None:
    """Of ``a - b * c`` make ``(a - c) * b``."""
    inner = node.right
    _become(node, ast.BinOp(ast.BinOp(node.left, node.op, inner.right), inner.op, inner.left))
