"""Which names a line of Python gives a value to, and which it needs."""

from __future__ import annotations

import ast


def opens_block(line: str) -> bool:
    """Tell whether the lines below this one stand further in."""
    return line.endswith(":")


def names_given(line: str) -> set[str]:
    """Return the names that get a value in a line, those of arguments among them."""
    nodes = _nodes(line)
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return stored | {node.arg for node in nodes if isinstance(node, ast.arg)}


def names_used(line: str) -> list[str]:
    """Return the names whose value a line needs; not those that get their value in a comprehension of its own."""
    nodes = _nodes(line)
    targets = [node.target for node in nodes if isinstance(node, ast.comprehension)]
    own = {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
    loaded = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    return [name for name in dict.fromkeys(loaded) if name not in own]


def _nodes(line: str) -> list[ast.AST]:
    # A `return` or a `break` alone can be read, though not run.
    return list(ast.walk(ast.parse(line.strip() + (" pass" if opens_block(line) else ""))))
