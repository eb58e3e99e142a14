"""The browser edition beside the native one, on one machine and in one browser.

The first picture: a reader's new browser opens the first page, and runs chapter 00's first cell as soon as it can; the
native JupyterLab runs already when it is asked. Moves: every control of chapters 00 to 05, all in one notebook, which
both editions open; a key is pressed on a slider, and the clock stops when the browser has painted what comes of it.
"bare" is a slider like the control's first that moves a line of text: what the round trip to Python and back costs.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat

from benchmarks.interaction import BARE, CLOCK, Sliders, beside
from benchmarks.table import write_results
from doors.browser import ROOT, build
from doors.pyodide import put_together
from rehearsal.lab import IDLE, KERNEL, NO_BROWSER, find_browser, run_all, running_browser, running_lab
from rehearsal.served import Served
from rehearsal.stages import CANVAS

LEAST_MOVES = 45
WELCOME = "notebooks/en/00_welcome.ipynb"
TRIED = "notebooks/en/98_every_control.ipynb"
IMPORT = r"from (course_lib\.controls\.\w+) import (\w+Control)$"
SKIP = ".gradient-course-skip"  # opens a control without a prediction
ALL_CELLS = """() => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  notebook.notebookConfig = { ...notebook.notebookConfig, windowingMode: 'none' };
}"""
"""Keeps those cells in the page too that are far from what is seen."""

LOADED = 300_000
"""Milliseconds after which Python is not waited for any longer."""


def first_controls() -> dict[str, str]:
    """Return the controls of chapters 00 to 05: for each class its chapter and the code that shows it."""
    found = {}
    for chapter in sorted((ROOT / "chapters").glob("0[0-5]_*.py")):
        for module, made in re.findall(IMPORT, chapter.read_text("utf-8"), re.MULTILINE):
            found.setdefault(f"{chapter.name[:2]} {made}", f"from {module} import {made}\ncontrol = {made}()")
    return found


def main() -> None:
    """Measure, print and write ``results/browser``."""
    path = find_browser()
    if path is None:
        raise SystemExit(NO_BROWSER)
    controls = first_controls()
    measured: dict[str, Any] = {"native": {}, "browser edition": {}}
    with tempfile.TemporaryDirectory() as scratch:
        contents = Path(scratch) / "contents"
        for name in ("notebooks", "exercises"):
            shutil.copytree(ROOT / name, contents / name)
        cells = [nbformat.v4.new_code_cell(code + BARE) for code in controls.values()]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), contents / TRIED)
        build(Path(scratch) / "site", put_together(ROOT / "build" / "pyodide"), contents)
        with running_browser(path) as browser:
            with native(contents) as address:
                measure(browser, address, controls, measured["native"])
            with served(Path(scratch) / "site") as address:
                measure(browser, address, controls, measured["browser edition"])
    seconds = ("first_picture_s", "again_s")
    rows: list[list[object]] = [
        [f"from opening to the first picture{again}, s", *(one[key] for one in measured.values())]
        for key, again in zip(seconds, ("", ", the second time"), strict=True)
    ]
    for name in controls:
        for key in ("bare_median_ms", "median_ms", "bare_p95_ms", "p95_ms", "states", "frames", "lag_ms"):
            rows.append([f"{name}: {key.replace('_', ' ')}", *(one[name][key] for one in measured.values())])
    write_results("browser", __doc__ or "", ["", *measured], rows, measured)


@contextmanager
def native(folder: Path) -> Iterator[Callable[[str], str]]:
    """Run JupyterLab; yield what turns a notebook's path into its address."""
    with running_lab(folder) as lab:
        yield lab.url


@contextmanager
def served(folder: Path) -> Iterator[Callable[[str], str]]:
    """Serve the browser edition; yield what turns a notebook's path into its address."""
    site = Served(folder)
    yield lambda notebook: f"{site.address}/notebooks/index.html?path={notebook}"
    site.close()


def measure(browser: Any, address: Callable[[str], str], controls: dict[str, str], result: dict[str, Any]) -> None:
    """Measure one edition, and write down what was found as it comes."""
    context = browser.new_context(viewport={"width": 1300, "height": 900}, locale="en-GB")
    for key in ("first_picture_s", "again_s"):
        page = context.new_page()
        result[key] = round(first_picture(page, address(WELCOME)), 1)
        print(key, result[key], flush=True)
        page.close()
    page = context.new_page()
    page.goto(address(TRIED))
    page.wait_for_function(IDLE, timeout=LOADED, polling=100)
    page.evaluate(ALL_CELLS)
    run_all(page)
    page.evaluate(CLOCK)
    for number, name in enumerate(controls):
        bare, ours = (Sliders(page, page.locator(".jp-CodeCell").nth(number), output) for output in (0, 1))
        result[name] = beside(bare, ours, LEAST_MOVES)
        print(name, json.dumps(result[name]), flush=True)
    context.close()


def first_picture(page: Any, address: str) -> float:
    """Open a chapter, run its first cell once Python is there, open the control; return the seconds that it took."""
    begun = time.perf_counter()
    page.goto(address)
    cell = page.locator(".jp-CodeCell").first
    cell.wait_for(timeout=LOADED)
    page.wait_for_function(IDLE, timeout=LOADED, polling=50)
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    cell.locator(SKIP).click(timeout=LOADED)
    cell.locator(CANVAS).wait_for(timeout=LOADED)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
