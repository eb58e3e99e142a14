"""Shared by the tests: a real JupyterLab, a real browser, and a learner's progress kept out of the way."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from rehearsal.lab import NO_BROWSER, find_browser, running_browser, running_lab

ROOT = Path(__file__).parents[1]
# Where nbgrader's own environment may lie; .ci/run makes the second.
NBGRADER = [os.environ.get("GRADIENT_COURSE_NBGRADER", ""), str(ROOT / "build/nbgrader-venv/bin/python")]


def need(tool: object, sentence: str) -> None:
    """Skip a test whose tool is missing, saying how to get it; where CI is set, fail."""
    if not tool:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(sentence)


def nbgraders_python() -> str | None:
    """Return the Python of nbgrader's own environment, if there is one."""
    return next((path for path in NBGRADER if path and Path(path).is_file()), None)


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIENT_COURSE_PROGRESS", str(tmp_path / "progress.json"))


@pytest.fixture
def speak(monkeypatch):
    """Return a function that sets the reader's language for one test."""
    return lambda code: monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", code)


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab on copies of the notebooks, so that a test's run leaves the course as it was."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "exercises"):
        shutil.copytree(ROOT / name, folder / name)
    with running_lab(folder) as lab:
        yield lab


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium, the one of the system."""
    path = find_browser()
    need(path, NO_BROWSER)
    with running_browser(path) as browser:
        yield browser


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield context.new_page()
    context.close()
