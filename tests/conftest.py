"""Shared by the tests: a real JupyterLab, a real browser, and a learner's progress kept out of the way."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from course_lib.lab import SETTINGS

ROOT = Path(__file__).parents[1]


def need(tool: str | None, sentence: str) -> None:
    """Skip a test whose tool is missing, saying how to get it; where CI is set, fail."""
    if not tool:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(sentence)


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIENT_COURSE_PROGRESS", str(tmp_path / "progress.json"))


@pytest.fixture
def speak(monkeypatch):
    """Return a function that sets the reader's language for one test."""
    return lambda code: monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", code)


@dataclass
class Lab:
    address: str
    token: str
    folder: Path

    def url(self, notebook: str) -> str:
        return f"{self.address}/lab/tree/{notebook}?token={self.token}&reset"


@pytest.fixture(scope="session")
def lab(tmp_path_factory) -> Iterator[Lab]:
    """A JupyterLab on copies of the notebooks, so that a test's run leaves the course as it was."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "exercises"):
        shutil.copytree(ROOT / name, folder / name)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}"]
    command += ["--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    command += [f"--LabApp.app_settings_dir={SETTINGS}"]
    settings = {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "GRADIENT_COURSE_PROGRESS": str(folder / "progress.json"),
    }
    log = folder / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, env={**os.environ, **settings})
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if server.poll() is not None:
                pytest.fail(f"JupyterLab ended:\n{log.read_text()[-2000:]}")
            try:
                urllib.request.urlopen(f"{address}/api", timeout=5).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        else:
            pytest.fail(f"JupyterLab did not answer within a minute:\n{log.read_text()[-2000:]}")
        yield Lab(address, token, folder)
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium, the one of the system."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    need(found, "The browser tests need Chromium: on Debian and Ubuntu, apt-get install chromium.")
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=[*quiet, "--disable-component-update"])
        yield running
        running.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield context.new_page()
    context.close()
