"""Writing the notebooks: executed, with their outputs, and never over somebody's edit."""

from __future__ import annotations

import asyncio
import copy
import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from tqdm import tqdm

from authoring.editions import (
    AuthoringError,
    Edition,
    compose,
    digest_of_cells,
    digest_of_inputs,
    editions,
    inputs,
    reads_verdicts,
)
from authoring.keeping import cells_to_run, imports
from course_lib.lab.whole_file import write_whole
from course_lib.sources.closure import PACKAGE, files_reached

SECONDS_PER_CELL = 120
WIDGET = "application/vnd.jupyter.widget-view+json"


def build(only: str = "", force: bool = False, explain: bool = False) -> int:
    """Build what is missing or out of date; return how many notebooks could not be built.

    Args:
        only: build only the sources whose file name starts so, for instance ``"04"``.
        force: build all of them anew, over edits made by hand too.
        explain: print what makes each notebook stale, and build nothing.
    """
    wanted = editions(only)
    if not wanted:
        print(f"No source's name starts with {only!r}." if only else "There are no sources to build.")
        return 1
    problems: list[str] = []
    built = 0
    # What reads the verdicts of the others is looked at once they are built.
    for part in ([one for one in wanted if not reads_verdicts(one)], [one for one in wanted if reads_verdicts(one)]):
        todo = []
        for edition in part:
            try:
                if force or not is_up_to_date(edition):
                    todo.append(edition)
            except (AuthoringError, ValueError) as problem:
                problems.append(str(problem))
        if explain:
            print(*(f"{edition.target_name}: {why_stale(edition)}" for edition in todo), sep="\n")
            continue
        with tqdm(total=len(todo), desc="build", disable=not todo) as bar, ThreadPoolExecutor(os.cpu_count()) as pool:
            for result in pool.map(lambda edition: _build_one(edition, force), todo):
                bar.update()
                if result:
                    problems.append(result)
        built += len(todo)
    print(*(f"\n{problem}" for problem in problems), sep="\n")
    if not explain:
        print(f"{len(wanted) - built} up to date, {built} to build, {len(problems)} could not be built.")
    return len(problems)


def is_up_to_date(edition: Edition) -> bool:
    """Tell whether the built notebook is what its source gives.

    Raises:
        AuthoringError: if somebody has edited the built notebook; it names the file to edit instead.
    """
    built = _read_built(edition)
    return built is not None and dict(built.metadata["course"]) == dict(compose(edition).metadata["course"])


def why_stale(edition: Edition) -> str:
    """Return what has changed since a notebook was built: the names of files, ``code`` or ``text``."""
    built = _read_built(edition)
    if built is None:
        return "not built yet"
    fresh = compose(edition)
    if built.metadata["course"]["made_from"] == fresh.metadata["course"]["made_from"]:
        return "text"
    before = _inputs_of_built(edition).get(edition.target_name, {})
    now = inputs(edition, fresh.cells)
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    return ", ".join(changed) or "built elsewhere"


def _read_built(edition: Edition) -> NotebookNode | None:
    if not edition.target.is_file():
        return None
    try:
        built = nbformat.read(edition.target, as_version=4)
        edited = digest_of_cells(built.cells) != built.metadata["course"]["cells"]
    except Exception:  # not a notebook any more, or not one of ours
        edited = True
    if edited:
        raise AuthoringError(
            f"{edition.target} was edited by hand. It is built from {edition.source_name}: edit that file.\n"
            "  To throw the edit away: make build FORCE=1 (with ONLY=NN for one chapter)."
        )
    return built


# Several notebooks are built at once, but Python 3.11 now and then stumbles over code that two threads parse at once.
_ONE_AT_A_TIME = Lock()


def _build_one(edition: Edition, force: bool) -> str:
    try:
        with _ONE_AT_A_TIME:
            notebook = compose(edition)
            built = None if force else _read_built(edition)
            again = None if built is None else _to_run(edition, built, notebook)
        if built is None or again is None:
            execute(notebook, edition.target.parent)
        else:
            _run_some(notebook, built, again, edition.target.parent)
    except Exception as problem:
        return f"{edition.source_name} ({edition.language}): {problem}"
    write_whole(edition.target, nbformat.writes(notebook) + "\n")
    _note_inputs(edition, notebook)
    return ""


def _to_run(edition: Edition, built: NotebookNode, notebook: NotebookNode) -> set[int] | None:
    """Return the places of the code cells that must be run again; None if it can't be told."""
    was = built.metadata["course"]["made_from"]
    if was == notebook.metadata["course"]["made_from"]:
        return set()
    noted, now = _inputs_of_built(edition).get(edition.target_name, {}), inputs(edition, notebook.cells)
    changed = {name for name in noted.keys() | now.keys() if noted.get(name) != now.get(name)} - {"code"}
    # The pins, the building, the sheets and the verdicts of others concern every cell.
    if digest_of_inputs(noted) != was or not all(name.startswith(f"{PACKAGE.name}/") for name in changed):
        return None
    old, new = ([cell.source for cell in _code_cells(one)] for one in (built, notebook))
    files = {PACKAGE.parent / name for name in changed}
    try:
        return None if len(old) != len(new) else cells_to_run(old, new, files, files_reached)
    except SyntaxError:  # a cell that only IPython understands
        return None


def _run_some(notebook: NotebookNode, built: NotebookNode, again: set[int], folder: Path) -> None:
    """Run some code cells of a notebook, and of the others the imports alone: these keep the built one's outputs."""
    cells = _code_cells(notebook)
    if again:
        partly = nbformat.v4.new_notebook(cells=copy.deepcopy(cells))
        for place, cell in enumerate(partly.cells):
            if place not in again:
                cell.source = "\n".join(imports(cell.source).values())
        execute(partly, folder)
    for place, (old, new) in enumerate(zip(_code_cells(built), cells, strict=True)):
        new.outputs = partly.cells[place].outputs if place in again else old.outputs
        # As if all had been run: what was left out was not counted.
        for counted in (new, *(one for one in new.outputs if "execution_count" in one)):
            counted.execution_count = place + 1


def _code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


# What each notebook was made from, for those who want to know why it is stale: nothing else reads it.
INPUTS = "authoring/inputs.json"


def _inputs_of_built(edition: Edition) -> dict[str, dict[str, str]]:
    path = edition.root / INPUTS
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _note_inputs(edition: Edition, notebook: NotebookNode) -> None:
    with _ONE_AT_A_TIME:
        noted = _inputs_of_built(edition) | {edition.target_name: inputs(edition, notebook.cells)}
        lines = [f"{json.dumps(name)}: {json.dumps(files)}" for name, files in sorted(noted.items())]
        path = edition.root / INPUTS
        path.parent.mkdir(exist_ok=True)
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def execute(notebook: NotebookNode, folder: Path, environment: dict[str, str] | None = None) -> None:
    """Run all cells of a notebook in a fresh kernel, in place.

    Args:
        notebook: is given its outputs, without anything that differs from run to run.
        folder: where it runs; the folder's name tells the language.
        environment: variables to set besides.

    Raises:
        nbclient.exceptions.CellExecutionError: if a cell raises.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        client = NotebookClient(
            notebook,
            timeout=SECONDS_PER_CELL,
            kernel_name="python3",
            resources={"metadata": {"path": str(folder)}},
            record_timing=False,
            store_widget_state=False,
            extra_arguments=["--log-level=ERROR"],
        )
        own = {
            "GRADIENT_COURSE_PROGRESS": f"{scratch}/progress.json",
            # A glyph that a font lacks would be an empty box in somebody's notebook.
            "PYTHONWARNINGS": "error:Glyph",
        }
        # A loop of its own, closed at the end: nothing of one notebook is left when the next is run.
        asyncio.run(client.async_execute(env={**os.environ, **own, **(environment or {})}))
    notebook.metadata["language_info"] = {"name": "python"}  # without the version of whoever built it
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            # A widget's id is random, and without a kernel it leads nowhere: the picture beside it is kept.
            output.get("data", {}).pop(WIDGET, None)
