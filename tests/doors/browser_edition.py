"""The browser edition in a real browser, every other host blocked: chapters run, controls move, checks speak, answers stay.

The longer suite: it downloads Pyodide once and takes minutes a chapter. ``pytest tests/doors/browser_edition.py``.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import zipfile

import pytest
from playwright.sync_api import expect

from doors.browser import build
from doors.pyodide import NotPyodide, check_release
from rehearsal.served import Served
from rehearsal.stages import CANVAS, SENTENCE
from rehearsal.tour import ERRORS
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

SKIP = ".gradient-course-skip"  # opens a control without a prediction
RUN = {"en": ("Run", "Run All Cells"), "ja": ("実行", "すべてのセルを実行")}
SHEET = "exercises/ja/04_gradient_descent.ipynb"
WRONG = "def gradient_step(x, gradient, rate):\n    return x\n"
UPHILL = "def gradient_step(x, gradient, rate):\n    return x + rate * gradient\n"
RIGHT = "def gradient_step(x, gradient, rate):\n    return x - rate * gradient\n"


def opened(page, site, notebook):
    page.goto(f"{site}/notebooks/index.html?path={notebook}")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
    page.wait_for_selector("html[data-python=there]", state="attached", timeout=400_000)


def run_all(page, language):
    menu, item = RUN[language]
    page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{menu}")).click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{item}$")).click()
    indicator = ".jp-Notebook-ExecutionIndicator[data-status={}]"
    page.wait_for_selector(indicator.format("busy"), state="attached", timeout=20_000)
    page.wait_for_selector(indicator.format("idle"), state="attached", timeout=900_000)


def cell_with(page, text):
    return page.locator(".jp-CodeCell", has_text=text).first


def write(page, cell, text):
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def saved(page, path):
    """Save a notebook, and wait until the browser has it."""
    before = stored(page).get(path, {}).get("last_modified")
    page.keyboard.press("Control+S")
    for _ in range(60):
        page.wait_for_timeout(500)
        if stored(page).get(path, {}).get("last_modified") != before:
            return
    pytest.fail(f"{path} was not saved")


def stored(page):
    """Return what this site keeps in the browser, by path."""
    return page.evaluate(
        "async () => { const { storedFiles } = await import(new URL('/static/course/stored.js', location));"
        " return Object.fromEntries((await storedFiles()).map((file) => [file.path, file])); }"
    )


def text_of(file):
    """Return what a stored file holds; Python's own files are kept as base64."""
    if file["format"] == "base64":
        return base64.b64decode(file["content"]).decode()
    return file["content"] if isinstance(file["content"], str) else json.dumps(file["content"])


def checked(page, text, before=""):
    """Write an answer, run it and its check, and return what the check says."""
    write(page, cell_with(page, "def gradient_step"), text)
    page.keyboard.press("Shift+Enter")
    check = cell_with(page, "check(gradient_step)")
    check.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        "([cell, before]) => { const out = cell.querySelector('.jp-OutputArea-output');"
        " return out && out.textContent.trim() && out.textContent !== before; }",
        arg=[check.element_handle(), before],
        timeout=60_000,
    )
    return check.locator(".jp-OutputArea-output").first.text_content()


def run_first_cell(page):
    page.locator(".jp-CodeCell").first.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")


@pytest.mark.parametrize(
    ("reader", "language", "loading", "menus"),
    [
        ("ja", "ja", "Python を読み込んでいます", ["ファイル", "編集", "表示"]),
        ("en", "en", "Loading Python", ["File", "Edit", "View"]),
    ],
    indirect=["reader"],
)
def test_the_first_page_leads_to_chapter_00_in_the_readers_language(site, reader, language, loading, menus):
    reader.goto(f"{site}/")
    reader.wait_for_url(f"**/notebooks/index.html?path=notebooks/{language}/00_welcome.ipynb")
    # Python is loaded before the first cell, and a bar says so as long as it takes.
    bar = reader.locator("[role=status]", has_text=loading)
    bar.wait_for(timeout=30_000)
    reader.wait_for_timeout(1000)
    assert bar.is_visible(), "Python is not there within a second"
    bar.wait_for(state="detached", timeout=400_000)
    shown = reader.locator("#menu-panel .lm-MenuBar-itemLabel").all_text_contents()
    assert [name.split("(")[0].strip() for name in shown[:3]] == menus
    run_first_cell(reader)
    first = reader.locator(".jp-CodeCell").first
    first.locator(SKIP).click(timeout=60_000)
    first.locator(".widget-hslider").wait_for(timeout=60_000)
    first.locator(CANVAS).wait_for(timeout=60_000)
    assert "font cache" not in first.text_content()


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
    run_all(reader, notebook.split("/")[1])
    assert reader.locator(ERRORS).all_text_contents() == []
    # An error would have stopped the run, and the last cells would have no number.
    reader.evaluate("document.querySelectorAll('*').forEach((element) => { element.scrollTop = 1e7; })")
    reader.wait_for_timeout(1000)
    prompts = reader.locator(".jp-CodeCell .jp-InputPrompt").all_text_contents()
    assert any(re.fullmatch(r"\[\d+\]:", prompt) for prompt in prompts) and "[ ]:" not in prompts
    reader.evaluate("document.querySelectorAll('*').forEach((element) => { element.scrollTop = 0; })")
    reader.locator(SKIP).first.click(timeout=60_000)
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


def test_a_sheet_checks_an_answer_which_is_still_there_after_a_reload_and_so_is_progress(site, reader):
    opened(reader, site, SHEET)
    run_first_cell(reader)
    said = [""]
    for text in (WRONG, UPHILL, RIGHT):
        said.append(checked(reader, text, said[-1]))
    assert "✗" in said[1] and "✗" in said[2] and "✓" in said[3]
    assert "向き" in said[2], "the mistake is named"
    saved(reader, SHEET)
    opened(reader, site, SHEET)
    assert "x - rate * gradient" in cell_with(reader, "def gradient_step").text_content()
    assert json.loads(text_of(stored(reader)["my-progress.json"]))["solved"] == ["gradient_step"]


def test_answers_are_downloaded_and_brought_back_into_another_browser(site, reader, browser_kept_here, tmp_path):
    opened(reader, site, SHEET)
    run_first_cell(reader)
    checked(reader, RIGHT)
    saved(reader, SHEET)
    with reader.expect_popup() as other:
        reader.get_by_role("link", name="私の答え").click()
    answers = other.value
    with answers.expect_download() as download:
        answers.locator("#download").click()
    packed = tmp_path / "answers.zip"
    download.value.save_as(packed)
    with zipfile.ZipFile(packed) as archive:
        assert archive.testzip() is None
        assert {SHEET, "my-progress.json"} <= set(archive.namelist())
        sources = ["".join(cell["source"]) for cell in json.loads(archive.read(SHEET))["cells"]]
    assert any("x - rate * gradient" in source for source in sources)
    # Packed anew by another program, with compression.
    again = tmp_path / "again.zip"
    with zipfile.ZipFile(packed) as archive, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
        for name in archive.namelist():
            target.writestr(name, archive.read(name))
    context = browser_kept_here()
    page = context.new_page()
    page.goto(f"{site}/answers.html?language=ja")
    page.get_by_text("まだ何も保存されていません。").wait_for()
    page.set_input_files("#chosen", again)
    page.get_by_role("status").filter(has_text="元に戻しました").wait_for()
    opened(page, site, SHEET)
    assert "x - rate * gradient" in cell_with(page, "def gradient_step").text_content()
    # What differs here stays beside it, and no other file is taken for answers.
    write(page, cell_with(page, "def gradient_step"), UPHILL)
    saved(page, SHEET)
    page.goto(f"{site}/answers.html?language=en")
    page.set_input_files("#chosen", {"name": "no.zip", "mimeType": "application/zip", "buffer": b"nothing"})
    page.get_by_role("status").filter(has_text="Nothing was changed").wait_for()
    page.set_input_files("#chosen", packed)
    page.get_by_role("status").filter(has_text="brought back").wait_for()
    kept = stored(page)
    assert "x + rate * gradient" in text_of(kept["exercises/ja/old-04_gradient_descent.ipynb"])
    assert "x - rate * gradient" in text_of(kept[SHEET])
    assert json.loads(text_of(kept["my-progress.json"]))["solved"] == ["gradient_step"]
    context.close()


def test_answers_survive_an_update_of_the_site_and_the_newer_notebooks_are_found(built, release, reader, tmp_path):
    """Two sheets are saved, one written in and one only run; then the site has newer ones."""
    served = Served(built)
    only_run = "exercises/ja/03_computing_a_gradient.ipynb"
    opened(reader, served.address, SHEET)
    write(reader, cell_with(reader, "def gradient_step"), RIGHT)
    saved(reader, SHEET)
    opened(reader, served.address, only_run)
    run_first_cell(reader)
    reader.locator(".jp-CodeCell .jp-InputPrompt", has_text="[1]").first.wait_for(timeout=60_000)
    saved(reader, only_run)
    assert {SHEET, only_run} <= set(stored(reader))

    for folder in ("notebooks", "exercises"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name in (SHEET, only_run):
        changed = json.loads((tmp_path / name).read_text(encoding="utf-8"))
        changed["cells"][0]["source"] = ["# 新しい題\n"]
        changed["metadata"]["course"]["cells"] = "0123456789abcdef"
        (tmp_path / name).write_text(json.dumps(changed), encoding="utf-8")
    build(tmp_path / "site", release, tmp_path)
    served.folder = tmp_path / "site"

    opened(reader, served.address, SHEET)
    assert "x - rate * gradient" in cell_with(reader, "def gradient_step").text_content()
    assert reader.get_by_text("新しい題").count() == 0
    beside = SHEET.replace("04_", "new-04_")
    assert {SHEET, beside} <= set(stored(reader)) and only_run not in stored(reader)
    for name in (only_run, beside):
        opened(reader, served.address, name)
        reader.get_by_role("heading", name="新しい題").wait_for(timeout=30_000)
    assert not [path for path in stored(reader) if "new-2-" in path], "the newer one is put beside once"
    served.close()


def test_all_modules_are_compiled_and_nothing_is_there_that_nobody_needs(built):
    static = built / "static" / "pyodide"
    listed = json.loads((static / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {path.name for path in static.glob("*.whl")} == {one["file_name"] for one in listed.values() if one["file_name"].endswith(".whl")}
    assert {"numpy", "matplotlib", "gradient-course", "pyodide-kernel"} <= set(listed) and not {"pandas", "scipy", "pytz"} & set(listed)
    for path in (*static.glob("*.whl"), static / "python_stdlib.zip"):
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
        modules = {name for name in names if name.endswith(".py")}
        bare = {name for name in modules if {f"{name}c", re.sub(r"([^/]+)\.py$", r"__pycache__/\1.cpython-312.pyc", name)}.isdisjoint(names)}
        assert not bare, f"{path.name}: {sorted(bare)[:5]}"


def test_a_package_that_was_changed_is_refused(tmp_path, release):
    copy = tmp_path / "copy"
    shutil.copytree(release, copy, symlinks=True)
    damaged = next(copy.glob("numpy-*.whl"))
    damaged.write_bytes(damaged.read_bytes()[:-1])
    with pytest.raises(NotPyodide, match="numpy"):
        check_release(copy)
