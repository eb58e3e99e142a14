"""Searching files that go to learners for answers; `releasing` says what counts as one."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass

from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.sources.functions import functions_in, source_of

# Shorter pieces, such as a name or a sum of two, are no answer by themselves.
SHORTEST_PIECE = 9
# The chapters, and the rooms whose code learners are to read.
ROOMS = ("data", "descent", "engine", "experiments", "ground", "monitor", "networks", "optimizers", "slopes")
TEACHING = ("notebooks/", *(f"course_lib/{room}/" for room in ROOMS))
PICTURES_AND_DATA = (".png", ".webp", ".npz")
SENTENCES = ("course_lib/exercises/stored_cases/", "course_lib/words/")


@dataclass(frozen=True)
class _Answer:
    exercise: str
    form: str  # of the whole body, layout and comments left aside
    shipped: str | None  # form of the broken script that learners are to mend, where they get one
    pieces: tuple[str, ...]  # what it returns where that says it all, without spaces


def answers_given_away(contents: dict[str, bytes]) -> list[str]:
    """Return a sentence for each answer found.

    Args:
        contents: content of each file by its name, ``/`` between folders.
    """
    answers = {answer.exercise: answer for answer in _answers()}
    found = []
    for name, content in contents.items():
        if "solutions" in name.split("/"):
            found.append(f"{name}: holds the answers themselves.")
            continue
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            if not name.endswith(PICTURES_AND_DATA):
                found.append(f"{name}: is no text in UTF-8, so that no answer can be looked for in it.")
            continue
        if name.startswith("exercises/"):
            found += [f"{name}: {problem}" for problem in _in_sheet(text, answers)]
        elif name.startswith(SENTENCES):
            found += [f"{name}: {problem}" for problem in _in_sentences(text, answers)]
        elif not name.startswith(TEACHING):
            found += [f"{name}: {problem}" for problem in _in_code(text, answers)]
    return found


def _in_sheet(text: str, answers: dict[str, _Answer]) -> Iterator[str]:
    """Yield what is wrong with an exercise notebook: it must be as shipped, in what it shows as in what it says."""
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            for function in _functions(source):
                # Not indented: a method may have an exercise's name and use what the learner wrote.
                answer = answers.get(function.name)
                if answer and function.col_offset == 0 and not _is_as_shipped(function, answer):
                    yield f"{function.name} is not blank. Build the sheet anew: make build FORCE=1."
            yield from _in_code(source, answers)
        outputs = json.dumps(cell.get("outputs", []), ensure_ascii=False)
        yield from _in_sentences(source + outputs, answers)


def _in_sentences(text: str, answers: dict[str, _Answer]) -> Iterator[str]:
    bare = _bare(text)
    for answer in answers.values():
        for piece in answer.pieces:
            if piece in bare:
                yield f"what {answer.exercise} returns is written out: {piece}"


def _in_code(text: str, answers: dict[str, _Answer]) -> Iterator[str]:
    for function in _functions(text):
        answer = answers.get(function.name)
        if answer is not None and _form(function) == answer.form:
            yield f"{function.name} is the answer."


def _answers() -> Iterator[_Answer]:
    for sheet in sheet_names():
        for exercise in load_sheet(sheet).exercises.values():
            (function,) = functions_in(source_of(exercise.reference))
            shipped = _form(functions_in(source_of(exercise.shipped))[0]) if exercise.shipped else None
            yield _Answer(exercise.name, _form(function), shipped, tuple(sorted(_pieces(function))))


def _pieces(function: ast.FunctionDef) -> set[str]:
    """Return what a function returns, where that says it all: not where it rests on what was computed before."""
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    computed = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None:
            used = {inner.id for inner in ast.walk(node.value) if isinstance(inner, ast.Name)}
            if not used & computed:
                found.add(_bare(ast.unparse(node.value)))
    return {piece for piece in found if len(piece) >= SHORTEST_PIECE}


def _functions(source: str) -> list[ast.FunctionDef]:
    """Return all functions of a text, those within others too; none where it is no Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def _form(function: ast.FunctionDef) -> str:
    body = [node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    return "\n".join(ast.dump(node) for node in body)


def _is_as_shipped(function: ast.FunctionDef, answer: _Answer) -> bool:
    if answer.shipped is not None:
        return _form(function) == answer.shipped
    (first, *rest) = function.body
    value = first.value if isinstance(first, ast.Return) else None
    return not rest and isinstance(value, ast.Constant) and value.value is ...


def _bare(text: str) -> str:
    return "".join(text.replace("`", "").replace("\\", "").split())
