"""The browser edition in a real browser, every other host blocked: chapters run, controls move, checks speak, answers stay.

The longer suite: it downloads Pyodide once and takes minutes a chapter. ``pytest tests/doors/browser_edition.py``.
"""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import subprocess
import sys
import threading

import pytest
from playwright.sync_api import expect

from doors.browser import build
from doors.pyodide import NotPyodide, check_release, put_together
from rehearsal.stages import CANVAS, SENTENCE
from tests.conftest import ROOT, need

pytestmark = pytest.mark.browser

ERRORS = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error'], .jupyter-widgets.jp-mod-error"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def release():
    """Pyodide's files, downloaded once and checked against its own list."""
    need(shutil.which("npm"), "This needs npm: on Debian and Ubuntu, apt-get install npm.")
    return put_together(ROOT / "build" / "pyodide")


@pytest.fixture(scope="module")
def site(release, tmp_path_factory):
    """The address of the browser edition, served on this machine."""
    out = tmp_path_factory.mktemp("site") / "browser"
    build(out, release)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def reader(site, browser):
    """A reader's own browser, which reaches this site alone."""
    context = browser.new_context(viewport={"width": 1300, "height": 900}, locale="ja-JP")
    strangers = []

    def only_here(route):
        if route.request.url.startswith((site, "data:", "blob:")):
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    page = context.new_page()
    yield page
    context.close()
    assert not strangers, f"pages ask other hosts: {strangers}"


def opened(page, site, notebook):
    page.goto(f"{site}/notebooks/index.html?path={notebook}")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=240_000)


def run_all(page):
    page.click(".lm-MenuBar >> text=Run")
    page.click(".lm-Menu-itemLabel >> text=Run All Cells")
    indicator = ".jp-Notebook-ExecutionIndicator[data-status={}]"
    page.wait_for_selector(indicator.format("busy"), state="attached", timeout=20_000)
    page.wait_for_selector(indicator.format("idle"), state="attached", timeout=400_000)


def test_the_first_page_leads_to_chapter_00_in_the_readers_language(site, reader):
    reader.goto(f"{site}/")
    reader.wait_for_url("**/notebooks/index.html?path=notebooks/ja/00_welcome.ipynb")
    # Python is loaded before the first cell, and a bar says so as long as it takes.
    bar = reader.locator("[role=status]", has_text="Python を読み込んでいます")
    bar.wait_for(timeout=30_000)
    bar.wait_for(state="detached", timeout=240_000)
    reader.locator(".jp-CodeCell .jp-InputArea-editor").first.click()
    reader.keyboard.press("Shift+Enter")
    reader.locator(".widget-hslider").first.wait_for(timeout=60_000)


@pytest.mark.parametrize(
    "notebook",
    [
        "notebooks/ja/00_welcome.ipynb",
        "notebooks/en/04_gradient_descent.ipynb",
        "notebooks/ja/06_when_gradients_go_wrong.ipynb",
    ],
)
def test_a_chapter_runs_from_beginning_to_end_and_its_control_moves(site, reader, notebook):
    opened(reader, site, notebook)
    run_all(reader)
    assert reader.locator(ERRORS).all_text_contents() == []
    # An error would have stopped the run, and the last cells would have no number.
    reader.evaluate("document.querySelectorAll('*').forEach((element) => { element.scrollTop = 1e7; })")
    reader.wait_for_timeout(1000)
    prompts = reader.locator(".jp-CodeCell .jp-InputPrompt").all_text_contents()
    assert any(re.fullmatch(r"\[\d+\]:", prompt) for prompt in prompts) and "[ ]:" not in prompts
    reader.evaluate("document.querySelectorAll('*').forEach((element) => { element.scrollTop = 0; })")
    slider = reader.locator(".widget-hslider").first
    slider.wait_for(timeout=60_000)
    control = reader.locator(".jp-OutputArea-child", has=slider).first
    picture, sentence = control.locator(CANVAS), control.locator(SENTENCE)
    drawn, said = picture.get_attribute("data-drawn"), sentence.text_content()
    slider.locator(".noUi-handle").focus()
    for _ in range(3):
        reader.keyboard.press("ArrowLeft")
    expect(picture).not_to_have_attribute("data-drawn", drawn, timeout=20_000)
    expect(sentence).not_to_have_text(said, timeout=20_000)


WRONG = "def gradient_step(x, gradient, rate):\n    return x\n"
UPHILL = "def gradient_step(x, gradient, rate):\n    return x + rate * gradient\n"
RIGHT = "def gradient_step(x, gradient, rate):\n    return x - rate * gradient\n"


def test_a_sheet_checks_an_answer_which_is_still_there_after_a_reload(site, reader):
    sheet = "exercises/ja/04_gradient_descent.ipynb"
    opened(reader, site, sheet)
    first = reader.locator(".jp-CodeCell").first
    first.locator(".cm-content").click()
    reader.keyboard.press("Shift+Enter")
    answer = reader.locator(".jp-CodeCell", has_text="def gradient_step").first
    said = []
    for text in (WRONG, UPHILL, RIGHT):
        answer.locator(".cm-content").click()
        reader.keyboard.press("Control+A")
        reader.keyboard.insert_text(text)
        reader.keyboard.press("Shift+Enter")
        check = reader.locator(".jp-CodeCell", has_text="check(gradient_step)").first
        check.locator(".cm-content").click()
        reader.keyboard.press("Control+Enter")
        verdict = check.locator(".jp-OutputArea-output")
        before = said[-1] if said else ""
        reader.wait_for_function(
            "([cell, before]) => { const out = cell.querySelector('.jp-OutputArea-output');"
            " return out && out.textContent.trim() && out.textContent !== before; }",
            arg=[check.element_handle(), before],
            timeout=60_000,
        )
        said.append(verdict.first.text_content())
    assert "✗" in said[0] and "✗" in said[1] and "✓" in said[2]
    assert "向き" in said[1], "the mistake is named"
    reader.keyboard.press("Control+S")
    reader.wait_for_timeout(3000)
    opened(reader, site, sheet)
    assert "x - rate * gradient" in reader.locator(".jp-CodeCell", has_text="def gradient_step").first.text_content()


def test_a_folder_that_is_not_the_release_is_refused(tmp_path, release):
    with pytest.raises(NotPyodide, match=r"pyodide\.js"):
        check_release(tmp_path)
    copy = tmp_path / "copy"
    shutil.copytree(release, copy, symlinks=True)
    damaged = next(copy.glob("numpy-*.whl"))
    damaged.write_bytes(damaged.read_bytes()[:-1])
    with pytest.raises(NotPyodide, match="numpy"):
        check_release(copy)


def test_the_command_says_what_is_missing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "doors", "browser", "--out", str(tmp_path / "out"), "--pyodide", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "Unpack Pyodide" in done.stderr
