"""Writing the notebooks: executed, with their outputs, and never over somebody's edit."""

from __future__ import annotations

import asyncio
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from tqdm import tqdm

from authoring.editions import LAST, AuthoringError, Edition, compose, digest_of_cells, editions

SECONDS_PER_CELL = 120
WIDGET = "application/vnd.jupyter.widget-view+json"


def build(only: str = "", force: bool = False) -> int:
    """Build what is missing or out of date; return how many notebooks could not be built.

    Args:
        only: build only the sources whose file name starts so, for instance ``"04"``.
        force: build all of them anew, over edits made by hand too.
    """
    wanted = editions(only)
    if not wanted:
        print(f"No source's name starts with {only!r}." if only else "There are no sources to build.")
        return 1
    todo, problems = [], []
    for edition in wanted:
        try:
            if force or not is_up_to_date(edition):
                todo.append(edition)
        except AuthoringError as problem:
            problems.append(str(problem))
    last = [edition for edition in todo if edition.source.name.startswith(LAST)]
    with tqdm(total=len(todo), desc="build", disable=not todo) as bar, ThreadPoolExecutor(os.cpu_count()) as pool:
        for part in ([edition for edition in todo if edition not in last], last):
            for result in pool.map(_build_one, part):
                bar.update()
                if result:
                    problems.append(result)
    print(*(f"\n{problem}" for problem in problems), sep="\n")
    print(f"{len(wanted) - len(todo)} up to date, {len(todo)} to build, {len(problems)} could not be built.")
    return len(problems)


def is_up_to_date(edition: Edition) -> bool:
    """Tell whether the built notebook is what its source gives.

    Raises:
        AuthoringError: if somebody has edited the built notebook; it names the file to edit instead.
    """
    if not edition.target.is_file():
        return False
    try:
        built = nbformat.read(edition.target, as_version=4)
        course = built.metadata["course"]
        edited = digest_of_cells(built.cells) != course["cells"]
    except Exception:  # not a notebook any more, or not one of ours
        edited = True
    if edited:
        raise AuthoringError(
            f"{edition.target} was edited by hand. It is built from {edition.source_name}: edit that file.\n"
            "  To throw the edit away: make build FORCE=1 (with ONLY=NN for one chapter)."
        )
    fresh = compose(edition)
    return bool(dict(course) == dict(fresh.metadata["course"]))


def _build_one(edition: Edition) -> str:
    try:
        notebook = compose(edition)
        execute(notebook, edition.target.parent)
    except Exception as problem:
        return f"{edition.source_name} ({edition.language}): {problem}"
    draft = edition.target.with_suffix(".draft")
    nbformat.write(notebook, draft)
    draft.replace(edition.target)
    return ""


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
