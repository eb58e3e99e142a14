"""Pictures taken of the course in use: a short film of a control for the READMEs, and what TensorBoard shows."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from PIL import Image, ImageDraw

from course_lib.controls.tensorboard_view import PICTURE
from course_lib.monitor.event_file import write_event_file
from course_lib.monitor.tensorboard_server import TensorBoardServer
from course_lib.words.language import LANGUAGES
from doors.browser import ROOT
from rehearsal.lab import find_browser, open_and_run_all, running_browser, running_lab

CONTROL = """\
from course_lib.controls.learning_rate import LearningRateControl
from course_lib.ground.landscapes import valley

LearningRateControl([valley()], rate=0.03, steps=20)"""

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
FRAMES = 36
MILLISECONDS = 110
WIDTH = 760
COLOURS = 256
HAND = [(0, 0), (0, 17), (4, 13), (7, 20), (10, 19), (7, 12), (13, 12)]
"""The outline of a pointer: pictures of a page hold none."""

CHAPTER = ROOT / "notebooks" / "en" / "08_seeing_gradients.ipynb"


def take_all() -> list[Path]:
    """Take the film in each language, and the picture of TensorBoard; return the files.

    Raises:
        RuntimeError: if no browser is found or JupyterLab does not start.
    """
    found = find_browser()
    if found is None:
        raise RuntimeError("Taking pictures needs Chromium.")
    files = [PICTURE]
    with running_browser(found) as browser:
        _tensorboard(browser)
        for language in LANGUAGES:
            files.append(ROOT / "docs" / "film" / f"control-{language}.gif")
            with tempfile.TemporaryDirectory() as scratch:
                notebook = Path(scratch) / language / "film.ipynb"  # the folder tells the language
                notebook.parent.mkdir()
                cells = [nbformat.v4.new_code_cell(CONTROL)]
                nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), notebook)
                with running_lab(Path(scratch)) as lab:
                    page = browser.new_context(viewport={"width": 1300, "height": 1000}).new_page()
                    open_and_run_all(page, lab, f"{language}/film.ipynb")
                    _film(page, files[-1])
    return files


def _film(page: Any, file: Path) -> None:
    """Drag the learning rate from small to large and back, and keep each step as a frame."""
    control = page.locator(".gradient-course-control")
    control.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = control.bounding_box()
    track = control.locator(".noUi-base").first.bounding_box()
    handle = control.locator(".noUi-handle").first.bounding_box()
    start, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    # Up to a rate at which the path goes from side to side.
    end = track["x"] + 0.84 * track["width"]
    page.mouse.move(start, y)
    page.mouse.down()
    frames = []
    for number in range(FRAMES):
        there = 1 - abs(2 * number / (FRAMES - 1) - 1)
        x = start + (end - start) * there
        page.mouse.move(x, y)
        page.wait_for_timeout(250)
        clip = {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}
        frame = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")
        outline = [(x - box["x"] + dx, y - box["y"] + dy) for dx, dy in HAND]
        ImageDraw.Draw(frame).polygon(outline, fill="white", outline="black")
        frames.append(frame.resize((WIDTH, round(frame.height * WIDTH / frame.width)), Image.Resampling.LANCZOS))
    page.mouse.up()
    # One palette for all frames, so that what stands still is the same in each; one of the widest span, and not of the
    # commonest colours, for the path is thin.
    sheet = Image.new("RGB", (WIDTH, 3 * frames[0].height))
    for place, number in enumerate((0, FRAMES // 4, FRAMES // 2)):
        sheet.paste(frames[number], (0, place * frames[0].height))
    palette = sheet.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    flat = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    flat[0].save(file, save_all=True, append_images=flat[1:], duration=MILLISECONDS, loop=0, optimize=True)


def _tensorboard(browser: Any) -> None:
    """Keep what TensorBoard shows of the run of chapter 8."""
    names: dict[str, Any] = {}
    for cell in nbformat.read(CHAPTER, as_version=4).cells:
        if "TensorBoardView" in cell.source:
            break
        if cell.cell_type == "code":
            exec(cell.source, names)
    with tempfile.TemporaryDirectory() as scratch:
        write_event_file(names["monitor"].measurements, scratch)
        with TensorBoardServer(scratch) as server:
            page = browser.new_context(viewport={"width": 1200, "height": 640}).new_page()
            page.goto(f"{server.address}?darkMode=false#histograms")
            page.locator("vz-histogram-timeseries path").nth(20).wait_for(timeout=60_000)
            page.wait_for_timeout(3_000)
            shown = Image.open(io.BytesIO(page.screenshot()))
    shown.convert("RGB").save(PICTURE, "webp", quality=80, method=6)
