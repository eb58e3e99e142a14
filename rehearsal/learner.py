"""Filling in a sheet, as a learner would: for the tests and for the example class."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from authoring.editions import ROOT, compose, editions, function_names
from course_lib.exercises.sheet import Mistake, Sheet
from course_lib.exercises.sheets import load_sheet
from course_lib.sources.functions import function_in, functions_in, source_of, with_lines
from course_lib.words.language import Language


def empty_sheet(name: str, language: Language) -> NotebookNode:
    """Return a sheet's notebook as learners get it, without outputs."""
    source = ROOT / "solutions" / f"{name}.py"
    return compose(next(found for found in editions(name) if found.source == source and found.language == language))


def fill(notebook: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    """Write answers into a sheet's blank cells, in place.

    Args:
        notebook: the sheet.
        answers: for a function's name the source to put in place of its blank.
    """
    for cell in notebook.cells:
        if "answer" in cell.metadata.get("tags", []):
            for name in function_names(cell.source):
                if name in answers:
                    cell.source = _replace_function(cell.source, name, answers[name])
    return notebook


def right_answers(name: str) -> dict[str, str]:
    """Return the source of each reference answer of a sheet."""
    exercises = load_sheet(name).exercises
    return {exercise: source_as(exercises[exercise].reference, exercise) for exercise in exercises}


def wrong_answers(name: str, number: int) -> dict[str, str]:
    """Return for each exercise the source of its mistake of this number, counted round from 0."""
    answers = {}
    for exercise in load_sheet(name).exercises.values():
        mistake = exercise.mistakes[number % len(exercise.mistakes)]
        answers[exercise.name] = source_as(wrong_function(load_sheet(name), mistake), exercise.name)
    return answers


def wrong_function(sheet: Sheet, mistake: Mistake) -> Callable[..., object]:
    """Return a function that makes a mistake: its own, else that of the sheet's other mistake of that name."""
    every = [other for exercise in sheet.exercises.values() for other in exercise.mistakes]
    alike = [other for other in every if other.name == mistake.name]
    return next(other.implementation for other in (mistake, *alike) if other.implementation is not None)


def source_as(function: Callable[..., object], name: str) -> str:
    """Return a function's source without decorators, under another name."""
    source = source_of(function)
    (node,) = functions_in(source)
    text = "\n".join(source.splitlines()[node.lineno - 1 : node.end_lineno])
    return text.replace(f"def {node.name}(", f"def {name}(", 1)


def save(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook, as JupyterLab would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def _replace_function(cell: str, name: str, source: str) -> str:
    found = function_in(cell, name)
    return with_lines(cell, found.lineno, found.end_lineno, source.splitlines())
