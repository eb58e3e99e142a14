"""Slider to picture in a real browser: our control against `interact` with a new figure each time.

Both show the same landscape, path and error curve at the same size. A key is pressed on the slider; the clock stops
when the browser has loaded the new picture. The two take turns, so that a noisy machine is noisy for both.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from pathlib import Path

import nbformat

from benchmarks.table import write_results
from rehearsal.lab import NO_BROWSER, find_browser, open_and_run_all, running_browser, running_lab

KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
ROUNDS = 60
DRAG_SECONDS = 3

OURS = """
from course_lib.controls.learning_rate import LearningRateControl
from course_lib.ground.landscapes import valley

control = LearningRateControl([valley()])
control.steps.value = 50
control
"""

INTERACT = """
%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import FloatLogSlider, interact
from course_lib.descent.gradient_descent import gradient_descent
from course_lib.ground.landscapes import valley

ground = valley()
x, y = np.meshgrid(np.linspace(-3, 3, 150), np.linspace(-2, 2, 150))
z = ground.f(np.stack([x, y], axis=-1))

@interact(rate=FloatLogSlider(0.1, min=-3, max=1, step=0.05))
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
"""

# Notes when a key goes down on a slider and when a picture has been loaded after it.
CLOCK = """
window.loads = [];
document.addEventListener('load', e => {
  if (e.target.tagName === 'IMG') window.loads.push(performance.now());
}, true);
document.addEventListener('keydown', () => { window.pressed = performance.now(); window.loads = []; }, true);
"""


def main() -> None:
    """Measure, print and write ``results/interaction``."""
    path = find_browser()
    if path is None:
        raise SystemExit(NO_BROWSER)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, code in (("ours", OURS), ("interact", INTERACT)):
            notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)], metadata=KERNEL)
            nbformat.write(notebook, folder / f"{name}.ipynb")
        with running_lab(folder) as lab, running_browser(path) as browser:
            pages = {}
            for name in ("ours", "interact"):
                pages[name] = browser.new_context(viewport={"width": 1300, "height": 900}).new_page()
                open_and_run_all(pages[name], lab, f"{name}.ipynb")
                pages[name].evaluate(CLOCK)
            times: dict[str, list[float]] = {name: [] for name in pages}
            for round_ in range(ROUNDS + 5):
                for name, page in pages.items():
                    milliseconds = press(page, "ArrowRight" if round_ % 40 < 20 else "ArrowLeft")
                    if round_ >= 5:  # the first ones warm up
                        times[name].append(milliseconds)
            frames = {name: drag(page) for name, page in pages.items()}
    result = {
        name: {
            "median_ms": round(statistics.median(times[name]), 1),
            "p95_ms": round(statistics.quantiles(times[name], n=20)[-1], 1),
            "frames_per_second_in_a_drag": round(frames[name], 1),
        }
        for name in times
    }
    ratios = {
        "median": result["ours"]["median_ms"] / result["interact"]["median_ms"],
        "p95": result["ours"]["p95_ms"] / result["interact"]["p95_ms"],
        "frames": result["ours"]["frames_per_second_in_a_drag"] / result["interact"]["frames_per_second_in_a_drag"],
    }
    rows = [
        ["slider to picture, median ms", *(result[name]["median_ms"] for name in result), f"{ratios['median']:.2f}"],
        ["slider to picture, 95th percentile ms", *(result[name]["p95_ms"] for name in result), f"{ratios['p95']:.2f}"],
        [
            "pictures a second in a drag",
            *(result[name]["frames_per_second_in_a_drag"] for name in result),
            f"{ratios['frames']:.2f}",
        ],
    ]
    write_results("interaction", __doc__, ["", "our control", "interact, new figure", "ratio"], rows, result)
    print(json.dumps(result, indent=1))


def press(page, key: str) -> float:
    """Press a key on the rate's slider and return the milliseconds until the new picture is there."""
    page.locator(".widget-slider .noUi-handle").first.focus()
    page.keyboard.press(key)
    page.wait_for_function("() => window.loads.length > 0", timeout=10_000, polling=5)
    milliseconds = page.evaluate("() => window.loads[0] - window.pressed")
    page.wait_for_timeout(120)  # let what is still under way come to rest
    return float(milliseconds)


def drag(page) -> float:
    """Drag the rate's slider to and fro and return how many pictures a second appeared."""
    handle = page.locator(".widget-slider .noUi-handle").first.bounding_box()
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("() => { window.loads = []; window.begun = performance.now(); }")
    moves = 0
    while page.evaluate("() => performance.now() - window.begun") < 1000 * DRAG_SECONDS:
        page.mouse.move(x + 60 * ((moves % 40) / 20 - 1), y)
        moves += 1
    count, milliseconds = page.evaluate("() => [window.loads.length, performance.now() - window.begun]")
    page.mouse.up()
    return 1000 * count / milliseconds


if __name__ == "__main__":
    main()
