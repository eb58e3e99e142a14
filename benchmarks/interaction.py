"""Slider to picture in a real browser: every control of the course beside a slider that moves a label, and `interact`.

All stand in one notebook, so that they share the machine, the kernel and the page. A key is pressed on a slider; the
clock stops when the browser has painted what comes of it. A bare slider, which moves a line of text, stands above
each and takes every second turn, so that a noisy machine is noisy for both. It is a twin of the control's first
slider, as long and with the same places: in a drag both pass the same states, and where a slider has few places there
are few frames to show, for either. "states" says how many a second the hand passed; "lag", how long after the last of
them the last frame came. `interact` draws a new figure of a landscape, a path and its errors for each move, as most
courses do.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
import psutil

import course_lib.controls
from benchmarks.table import write_results
from course_lib.controls.control import Control
from rehearsal.lab import KERNEL, NO_BROWSER, find_browser, open_and_run_all, running_browser, running_lab

LEAST_MOVES = 60
"""Each control is moved so many times, shared out among its sliders: of fewer, one slow move would be the p95."""

DRAGS = 3
"""Of each slider, by turns with the bare one; frames are added up, of the lags it is the middle one that counts."""

DRAG_SECONDS = 3
REACH = 60
"""How far the hand goes to either side in a drag, in pixels; the way there and back takes it `TURN_SECONDS`."""

TURN_SECONDS = 1.5
MOVES = 1_000

BARE = """
from IPython.display import display
from ipywidgets import FloatLogSlider, FloatSlider, IntSlider, Label, SelectionSlider, VBox

def first_slider(widget):
    if isinstance(widget, (FloatLogSlider, FloatSlider, IntSlider, SelectionSlider)):
        return widget
    return next(filter(None, map(first_slider, getattr(widget, "children", ()))), None)

def bare_slider(like):
    kind = next(kind for kind in (FloatLogSlider, FloatSlider, IntSlider, SelectionSlider) if isinstance(like, kind))
    names = {"value", "min", "max", "base", "step", "options", "description", "readout", "readout_format"}
    slider, label = kind(**{name: getattr(like, name) for name in names & set(like.trait_names())}), Label("")
    slider.layout, slider.style = like.layout, like.style
    label.add_class("bare")
    slider.observe(lambda change: setattr(label, "value", str(change["new"])), "value")
    return VBox([slider, label])

display(bare_slider(first_slider(getattr(control, "widget", control))))
display(control)
"""
"""Shows what the cell made, ``control``, and above it a bare slider that is a twin of its first one."""

INTERACT = """
%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import FloatLogSlider, interactive
from course_lib.descent.gradient_descent import gradient_descent
from course_lib.ground.landscapes import valley

ground = valley()
x, y = np.meshgrid(np.linspace(-3, 3, 150), np.linspace(-2, 2, 150))
z = ground.f(np.stack([x, y], axis=-1))

def show(rate):
    path = gradient_descent(ground.gradient, ground.start, rate, 50)
    errors = ground.f(path)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4.2), layout="constrained")
    left.contourf(x, y, z, levels=16)
    left.contour(x, y, z, levels=16, colors="grey", linewidths=0.5)
    left.plot(*path.T, "o-")
    left.set(xlim=(-3, 3), ylim=(-2, 2), title="path")
    right.semilogy(errors, ".-")
    right.set(title="error", xlabel="step")
    plt.show()

control = interactive(show, rate=FloatLogSlider(0.1, min=-3, max=1, step=0.05))
"""

# Notes when a key goes down, when the frame is painted in which a picture or the bare label has changed, and each new
# place of a slider.
CLOCK = """
window.painted = []; window.moved = 0; window.states = 0; window.turned = 0;
const note = () => requestAnimationFrame(() => setTimeout(() => window.painted.push(performance.now())));
new MutationObserver(changes => {
  const shows = c => c.attributeName === 'data-drawn'
    || (c.type === 'childList' && c.target.closest('.bare'));
  if (changes.some(shows)) note();
  const moves = c => c.attributeName === 'style' && c.target.classList.contains('noUi-origin')
    && c.oldValue !== c.target.getAttribute('style');
  const states = changes.filter(moves).length;
  window.states += states;
  if (states) window.turned = performance.now();
}).observe(document.querySelector('.jp-Notebook'), {subtree: true, childList: true, attributes: true,
  attributeFilter: ['data-drawn', 'style'], attributeOldValue: true});
document.addEventListener('load', event => { if (event.target.tagName === 'IMG') note(); }, true);
document.addEventListener('keydown', () => { window.moved = performance.now(); window.painted = []; }, true);
"""


def every_control() -> list[type[Control[Any]]]:
    """Return the course's controls in the order of their modules' names."""
    for module in pkgutil.iter_modules(course_lib.controls.__path__):
        importlib.import_module(f"course_lib.controls.{module.name}")
    return sorted(Control.__subclasses__(), key=lambda control: control.__module__)


def main() -> None:
    """Measure, print and write ``results/interaction``."""
    path = find_browser()
    if path is None:
        raise SystemExit(NO_BROWSER)
    controls = every_control()
    codes = {"interact, new figure": INTERACT}
    codes |= {made.__name__: f"from {made.__module__} import *\ncontrol = {made.__name__}()" for made in controls}
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        cells = [nbformat.v4.new_code_cell(code + BARE) for code in codes.values()]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), folder / "all.ipynb")
        with running_lab(folder) as lab, running_browser(path) as browser:
            page = browser.new_context(viewport={"width": 1300, "height": 900}).new_page()
            open_and_run_all(page, lab, "all.ipynb")
            page.evaluate(CLOCK)
            for number, name in enumerate(codes):
                bare, ours = (Sliders(page, page.locator(".jp-CodeCell").nth(number), output) for output in (0, 1))
                result[name] = beside(bare, ours)
                print(name, json.dumps(result[name]), flush=True)
                if name == "LearningRateControl":
                    result["memory"] = memory(page, ours)
                    print(json.dumps(result["memory"]), flush=True)
    for made in controls:
        control = made()
        times = [timed(control.update) for _ in range(9)]
        result[made.__name__]["mathematics_ms"] = round(statistics.median(times), 1)
    keys = list(next(iter(result.values())))
    rows = [
        [name, *(measured.get(key, "") for key in keys), measured.get("mathematics_ms", "")]
        for name, measured in result.items()
        if name != "memory"
    ]
    header = ["", *(key.replace("_", " ") for key in keys), "mathematics ms"]
    write_results("interaction", __doc__, header, rows, result)


def timed(action: Any) -> float:
    """Return how many milliseconds an action takes."""
    begun = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - begun)


class Sliders:
    """The sliders of an output of a cell."""

    def __init__(self, page: Any, cell: Any, output: int) -> None:
        self.page, self.cell = page, cell
        self.handles = cell.locator(".jp-OutputArea-child").nth(output).locator(".widget-slider .noUi-handle")

    def press(self, number: int, key: str) -> float | None:
        """Press a key on a slider; return the milliseconds until it is painted, None where nothing came of it."""
        self.handles.nth(number).focus()
        self.page.keyboard.press(key)
        try:
            self.page.wait_for_function("() => window.painted.length > 0", timeout=1_500, polling=5)
        except Exception:
            return None
        milliseconds = self.page.evaluate("() => window.painted[0] - window.moved")
        self.page.wait_for_timeout(60)  # let what is still under way come to rest
        return float(milliseconds)

    def drag(self, number: int = 0) -> tuple[float, float, float]:
        """Drag a slider to and fro; return places and frames a second, and how late the last frame came, in ms."""
        self.cell.scroll_into_view_if_needed()
        handle = self.handles.nth(number).bounding_box()
        x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.evaluate("() => { window.painted = []; window.states = 0; window.begun = performance.now(); }")
        # As fast as the clock says, however often the hand can be moved: no drag passes more places than another.
        while (elapsed := self.page.evaluate("() => performance.now() - window.begun") / 1000) < DRAG_SECONDS:
            self.page.mouse.move(x + REACH * to_and_fro(elapsed / TURN_SECONDS), y)
        self.page.wait_for_timeout(700)
        seen = "() => [window.states, window.painted.length, window.painted.at(-1) - window.turned]"
        states, frames, lag = self.page.evaluate(seen)
        self.page.mouse.up()
        return states / DRAG_SECONDS, frames / DRAG_SECONDS, max(lag, 0.0)


def to_and_fro(turns: float) -> float:
    """Return where a hand is after so many turns: from 0 to 1, back, on to −1, and back to 0 in each."""
    return 4 * abs((turns + 0.75) % 1 - 0.5) - 1


def beside(bare: Sliders, ours: Sliders, least_moves: int = LEAST_MOVES) -> dict[str, float]:
    """Return what the sliders of a control measure, pressed so many times in all, and the bare slider between them."""
    ours.cell.scroll_into_view_if_needed()
    ours.page.wait_for_timeout(500)
    times: list[float] = []
    bare_times: list[float] = []
    numbers = [number for number in range(ours.handles.count()) if ours.handles.nth(number).is_visible()]
    for number in numbers:
        for turn in range(least_moves // len(numbers) + 3):
            key = "ArrowRight" if turn % 10 < 5 else "ArrowLeft"
            took, bare_took = ours.press(number, key), bare.press(0, key)
            if turn >= 3 and bare_took is not None:  # the first ones warm up
                bare_times.append(bare_took)
                times += [] if took is None else [took]
    drags = [(*ours.drag(), *bare.drag()) for _ in range(DRAGS)]
    states, frames, lags, bare_states, bare_frames, bare_lags = zip(*drags, strict=True)
    median, bare_median = statistics.median(times), statistics.median(bare_times)
    high, bare_high = (statistics.quantiles(some, n=20)[-1] for some in (times, bare_times))
    return {
        "bare_median_ms": round(bare_median, 1),
        "bare_p95_ms": round(bare_high, 1),
        "median_ms": round(median, 1),
        "p95_ms": round(high, 1),
        "p95_ratio": round(high / bare_high, 2),
        "bare_states": round(statistics.mean(bare_states), 1),
        "states": round(statistics.mean(states), 1),
        "bare_frames": round(statistics.mean(bare_frames), 1),
        "frames": round(statistics.mean(frames), 1),
        "frames_ratio": round(sum(frames) / sum(bare_frames), 2),
        "bare_lag_ms": round(statistics.median(bare_lags), 1),
        "lag_ms": round(statistics.median(lags), 1),
        "moves": len(times),
    }


def memory(page: Any, sliders: Sliders) -> dict[str, float]:
    """Return the memory of kernel and page, in MB, before and after many moves."""
    kernels = [p for p in psutil.Process(os.getpid()).children(recursive=True) if "ipykernel" in " ".join(p.cmdline())]
    devtools = page.context.new_cdp_session(page)

    def now() -> tuple[float, float]:
        devtools.send("HeapProfiler.collectGarbage")
        used = devtools.send("Runtime.getHeapUsage")["usedSize"]
        return sum(p.memory_info().rss for p in kernels) / 1e6, used / 1e6

    for turn in range(MOVES // 10):
        sliders.press(0, "ArrowRight" if turn % 10 < 5 else "ArrowLeft")
    kernel, heap = now()
    for turn in range(MOVES):
        sliders.press(0, "ArrowRight" if turn % 10 < 5 else "ArrowLeft")
    kernel_after, heap_after = now()
    return {
        "kernel_mb": round(kernel, 1),
        "kernel_mb_after": round(kernel_after, 1),
        "kernel_ratio": round(kernel_after / kernel, 3),
        "page_mb": round(heap, 1),
        "page_mb_after": round(heap_after, 1),
        "page_ratio": round(heap_after / heap, 3),
        "moves": MOVES,
    }


if __name__ == "__main__":
    main()
