"""A real JupyterLab and a real browser, for tests and benchmarks."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from course_lib.lab.jupyter import FILES, SETTINGS
from course_lib.words.language import Language

ROOT = Path(__file__).parents[1]
SECONDS_TO_START = 60
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
IDLE = """() => {
  const context = window.jupyterapp?.shell.currentWidget?.context?.sessionContext;
  const kernel = context?.isReady && context.session?.kernel;
  return Boolean(kernel) && kernel.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},  # the browser edition looks for a kernel of this language
}
NO_BROWSER = "This needs Chromium: on Debian and Ubuntu, apt-get install chromium fonts-noto-cjk."


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab.

    Attributes:
        address: where it listens.
        token: lets a browser in.
        folder: what it shows.
    """

    address: str
    token: str
    folder: Path

    def url(self, notebook: str) -> str:
        """Return the address of a notebook, given by its path in `folder`."""
        return f"{self.address}/lab/tree/{notebook}?token={self.token}&reset"

    def end_kernels(self) -> None:
        """End all kernels, as nobody looks at their notebooks any more."""
        for session in json.load(self._ask("GET", "/api/sessions")):
            self._ask("DELETE", f"/api/sessions/{session['id']}").close()

    def _ask(self, method: str, path: str) -> Any:
        headers = {"Authorization": f"token {self.token}"}
        return urllib.request.urlopen(urllib.request.Request(self.address + path, method=method, headers=headers))


@contextmanager
def running_lab(
    folder: Path, language: Language = "en", app: str = "jupyterlab", python: str = sys.executable
) -> Iterator[Lab]:
    """Run a JupyterLab that shows ``folder`` and keeps everything of its own there too; its menus speak ``language``.

    Args:
        folder: holds notebooks.
        language: ``"ja"`` or ``"en"``.
        app: ``"notebook"`` runs Jupyter Notebook instead.
        python: runs it, and its kernels; that of another environment finds the course all the same.

    Raises:
        RuntimeError: if it does not start; with the end of its log.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    command = [python, "-m", app, "--no-browser", "--allow-root", f"--ServerApp.port={port}"]
    command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    command += [f"--LabApp.app_settings_dir={SETTINGS / language}", f"--ServerApp.contents_manager_class={FILES}"]
    command += ["--LabApp.expose_app_in_browser=True"]
    own = {
        name: str(folder / ".lab" / name)
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
    }
    own["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    own["GRADIENT_COURSE_PROGRESS"] = str(folder / "progress.json")
    log = folder / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, env={**os.environ, **own})
    try:
        lab = Lab(f"http://127.0.0.1:{port}", token, folder)
        deadline = time.monotonic() + SECONDS_TO_START
        while not _answers(lab):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.2)
        yield lab
    finally:
        server.terminate()
        server.wait(30)


def _answers(lab: Lab) -> bool:
    try:
        urllib.request.urlopen(f"{lab.address}/api", timeout=5).close()
    except (urllib.error.URLError, OSError):
        return False
    return True


def find_browser() -> str | None:
    """Return the path of the system's Chromium, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def running_browser(path: str) -> Iterator[Any]:
    """Run a headless Chromium, given by its path, as Playwright's browser."""
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*quiet, "--disable-component-update"])
        yield browser
        browser.close()


@contextmanager
def page_of_cells(browser: Any, lab: Lab, cells: Iterable[str], predicting: bool = False) -> Iterator[Any]:
    """Write a notebook ``cells.ipynb`` of these cells of code, run it, and show it in a fresh page.

    Raises:
        AssertionError: at the end, if the page has complained.
    """
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=code, metadata=KERNEL), lab.folder / "cells.ipynb")
    page = browser.new_context(viewport={"width": 1300, "height": 900}).new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_and_run_all(page, lab, "cells.ipynb", predicting)
    yield page
    page.context.close()
    assert complaints == []


def open_notebook(page: Any, lab: Lab, notebook: str) -> None:
    """Open a notebook in JupyterLab; return when its kernel is ready."""
    page.goto(lab.url(notebook))
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    wait_until_idle(page)


def open_and_run_all(page: Any, lab: Lab, notebook: str, predicting: bool = False) -> None:
    """Open a notebook in JupyterLab and run all its cells; see `run_all`."""
    open_notebook(page, lab, notebook)
    run_all(page, predicting)


def run_all(page: Any, predicting: bool = False) -> None:
    """Run all cells of the open notebook; return when the kernel is idle again.

    Args:
        page: of Playwright.
        predicting: leave controls that ask for a prediction closed; else all are opened without one.
    """
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    # Only the signs beside the cells are looked at: a chapter's text may speak of [*] too.
    signs = "[...document.querySelectorAll('.jp-Notebook .jp-InputPrompt')]"
    page.wait_for_function(f"() => !{signs}.some(sign => sign.innerText.includes('[*]'))", timeout=120_000)
    wait_until_idle(page)
    if not predicting:
        page.evaluate("document.querySelectorAll('.gradient-course-skip').forEach(button => button.click())")
        page.wait_for_selector(".gradient-course-prediction:not(:has(.gradient-course-control))", state="detached")


def wait_until_idle(page: Any) -> None:
    """Return when the kernel of the open notebook has nothing to do, whatever language the menus are in."""
    page.wait_for_function(IDLE, timeout=120_000, polling=100)
