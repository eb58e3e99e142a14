"""A learner's own functions, taken from the exercise sheets: those that are right, and the course's for the others."""

from __future__ import annotations

import ast
import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from course_lib.exercises.judging import judge
from course_lib.exercises.progress import solved
from course_lib.exercises.sheet import Exercise, Sheet
from course_lib.exercises.sheets import find_exercise
from course_lib.exercises.stored import VISIBLE_SEED
from course_lib.exercises.submission import Unreadable, read_submission
from course_lib.lab.folders import course_folder
from course_lib.sandbox.answers import answer
from course_lib.words.catalogue import words
from course_lib.words.language import Language, language

Function = Callable[..., Any]
Whose = Literal["yours", "not_solved", "not_right", "not_found"]


@dataclass(frozen=True)
class OwnFunctions(Mapping[str, Function]):
    """Functions by name, each the learner's own or the course's.

    Attributes:
        functions: what to call.
        whose: for each name ``"yours"``, or why it is the course's: ``"not_solved"`` yet, ``"not_right"`` any more, or
            ``"not_found"`` in the sheet.
        sheets: for each name the sheet that it belongs to.
    """

    functions: dict[str, Function]
    whose: dict[str, Whose]
    sheets: dict[str, str]

    def __getitem__(self, name: str) -> Function:
        return self.functions[name]

    def __iter__(self) -> Any:
        return iter(self.functions)

    def __len__(self) -> int:
        return len(self.functions)

    @property
    def yours(self) -> list[str]:
        """Names of those that are the learner's own."""
        return [name for name, whose in self.whose.items() if whose == "yours"]

    def __repr__(self) -> str:
        lines = [f"{name:32} {words(f'own_functions.{whose}')}" for name, whose in self.whose.items()]
        return "\n".join([self._heading(), *lines])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td style='text-align:left'>{'✓' if whose == 'yours' else '–'} <code>{html.escape(name)}</code></td>"
            f"<td style='text-align:left'>{html.escape(words(f'own_functions.{whose}'))}</td>"
            f"<td style='text-align:left'>{html.escape(self.sheets[name])}</td></tr>"
            for name, whose in self.whose.items()
        )
        return f"<p>{html.escape(self._heading())}</p><table>{rows}</table>"

    def _heading(self) -> str:
        return words("own_functions.heading", yours=len(self.yours), all=len(self))


def own_functions(course: Mapping[str, Function], exercises: Path | None = None) -> OwnFunctions:
    """Return for each name the learner's function where it is right, else the course's.

    Only functions that a `check` has found right once are tried, so that one without an end can't stop the notebook
    here; each is judged again, for it may have been changed since.

    Args:
        course: the course's functions by name; each is the name of an exercise.
        exercises: folder of the sheets in the reader's language; those in the reader's folder where not given.

    Raises:
        KeyError: if there is no exercise of some name.
    """
    folder = exercises or course_folder() / "exercises" / language()
    functions: dict[str, Function] = {}
    whose: dict[str, Whose] = {}
    sheets: dict[str, str] = {}
    defined: dict[str, dict[str, Any]] = {}
    for name, standing_in in course.items():
        found = find_exercise(name)
        if found is None:
            raise KeyError(f"No exercise is called {name}.")
        sheet, exercise = found
        if sheet.name not in defined:
            defined[sheet.name] = _definitions(folder / f"{sheet.name}.ipynb")
        own = defined[sheet.name].get(name)
        whose[name] = _whose(exercise, own)
        functions[name] = own if own is not None and whose[name] == "yours" else standing_in
        sheets[name] = _title(sheet, language())
    return OwnFunctions(functions, whose, sheets)


def _whose(exercise: Exercise, own: Function | None) -> Whose:
    if exercise.name not in solved():
        return "not_solved"
    if own is None:
        return "not_found"
    cases = exercise.cases(VISIBLE_SEED)
    verdict = judge(exercise, cases, [answer(own, inputs) for inputs in cases.inputs])
    return "yours" if verdict.outcome == "right" else "not_right"


def _definitions(path: Path) -> dict[str, Any]:
    """Return the functions that a sheet's notebook defines: what it imports and defines is run, and nothing else."""
    namespace: dict[str, Any] = {"__name__": path.stem, "np": np}
    try:
        cells = read_submission(path).cells
    except Unreadable:
        return {}
    for source in cells:
        try:
            tree = ast.parse(source)
            kept: list[ast.stmt] = [
                node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef)
            ]
            exec(compile(ast.Module(kept, []), str(path), "exec"), namespace)
        except Exception:  # a cell that does not work gives no function
            continue
    return namespace


def _title(sheet: Sheet, code: Language) -> str:
    return words("own_functions.sheet", code, chapter=int(sheet.name[:2]))
