"""A walk through a notebook in a real JupyterLab: everything run, moved, answered and looked at, by keyboard."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image

from rehearsal.lab import IDLE, Lab, open_notebook, run_all
from rehearsal.stages import CANVAS, SENTENCE

ERRORS = (
    ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error'], "
    ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr'], .jupyter-widgets.jp-mod-error"
)
WINDOW = {"width": 1300, "height": 1200}
"""A window in which each control has room, so that its picture shows all of it."""
HIGH = {**WINDOW, "height": 3000}
"""The window through which a whole notebook is looked at, one screenful after the other."""
EMPTY = 300
"""Pixels: a stretch of a notebook with nothing in it that is higher than this is blank."""

IN_SIGHT = """top => {
  const panel = document.querySelector('.jp-Notebook .jp-WindowedPanel-outer');
  panel.scrollTop = top;
  const area = panel.getBoundingClientRect();
  const cells = [...panel.querySelectorAll('.jp-Cell-inputWrapper')];
  const inSight = part => {
    const {top, bottom} = part.getBoundingClientRect();
    return top < area.bottom && bottom >= area.top && part.checkVisibility({contentVisibilityAuto: true});
  };
  for (const part of panel.querySelectorAll('.jp-OutputArea-output, .jp-MarkdownOutput'))
    part.toggleAttribute('data-in-sight', inSight(part));
  const end = [...panel.querySelectorAll('.jp-Cell')].at(-1).getBoundingClientRect().bottom;
  return {
    cells: cells.flatMap((cell, number) => inSight(cell) ? [number] : []),
    clip: {x: area.x, y: area.y, width: panel.clientWidth, height: Math.min(area.bottom, end) - area.y},
    below: end > area.bottom && panel.scrollTop >= Math.floor(top) ? panel.scrollTop + area.height : null,
  };
}"""
"""Scroll an open notebook and mark what the cells then in sight show: JupyterLab draws nothing else."""

CUT = """() => {
  const panel = document.querySelector('.jp-Notebook .jp-WindowedPanel-outer');
  const edge = panel.getBoundingClientRect().left + panel.clientWidth;
  const wide = part => part.getBoundingClientRect().right > edge + 1 && part.checkVisibility();
  const scrolled = 'pre, code, table, mjx-container';
  const first = output => [...output.querySelectorAll('*')].find(part => wide(part) && !part.closest(scrolled));
  const found = [...document.querySelectorAll('[data-in-sight]')].map(first).filter(Boolean);
  return found.map(part => part.outerHTML.slice(0, 160));
}"""
"""What stands out beyond the notebook's right edge; code, tables and formulas have a bar to scroll them."""

SHOWN = """part => {
  const slider = part.closest('.widget-slider');
  const spoken = slider.classList.contains('gradient-course-spoken');
  return (spoken ? slider.nextElementSibling : slider.querySelector('.widget-readout')).textContent;
}"""
"""The number beside a slider's handle: tiny ones are written as people say them, in place of the slider's own."""

STRANGE = re.compile(r"[{}]|Traceback|\b(nan|None|inf)\b")
"""What no sentence says: a place of the catalogue left open, a number that is none."""


class Tour:
    """One notebook, opened and run.

    Attributes:
        page: the browser's page.
        found: everything that is not as it should be, in words; empty is what a test hopes for.
    """

    def __init__(self, page: Any, folder: Path) -> None:
        """Take a page in which a notebook is open.

        Args:
            page: of Playwright.
            folder: where pictures of the screen go.
        """
        self.page, self.folder = page, folder
        folder.mkdir(parents=True, exist_ok=True)
        self.found: list[str] = []
        self._cells = 0
        page.on("pageerror", lambda error: self.found.append(f"JavaScript: {error}"))

    def run_all(self, lab: Lab, notebook: str) -> None:
        """Open a notebook, its side roads too, and run all its cells."""
        open_notebook(self.page, lab, notebook)
        # JupyterLab's body is of no height, and axe judges no colour of what lies in such a one.
        self.page.add_style_tag(content="body { height: 100vh }")
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:expand-all-headings')")
        self._cells = len(nbformat.read(lab.folder / notebook, as_version=4).cells)
        for _ in self.screenfuls():
            self.hear("before it is run")
        run_all(self.page)

    def hear(self, when: str) -> None:
        """Let axe look at what the cells in sight show."""
        # That nothing but its colour tells a link from text is JupyterLab's doing.
        options: Any = {"rules": {"link-in-text-block": {"enabled": False}}}
        context: Any = {"include": [["[data-in-sight]"]]}
        for rule in Axe().run(self.page, context=context, options=options).response["violations"]:
            if rule["impact"] in ("serious", "critical"):
                places = [node["html"][:160] for node in rule["nodes"]]
                self._find(f"axe, {when}, {rule['impact']}: {rule['id']}, {len(places)} times: {places[:3]}")

    def screenfuls(self, width: int = HIGH["width"]) -> Iterator[dict[str, Any]]:
        """Go through the notebook from its beginning to its end in a high window, waiting till each screenful rests.

        Args:
            width: of the window in pixels.

        Yields:
            ``cells``, the numbers of the cells in sight; ``clip``, where they are in the window.
        """
        self.page.set_viewport_size({**HIGH, "width": width})
        seen: set[int] = set()
        top: int | None = 0
        while top is not None:
            now = self._in_sight(top)
            seen.update(now["cells"])
            yield now
            top = now["below"]
        if seen != set(range(self._cells)):
            self._find(f"{self._cells} cells, of which {len(seen)} were seen")
        self.page.set_viewport_size(WINDOW)

    def look(self) -> None:
        """Look at all that the cells show: no error, no warning, nothing blank; as axe hears it; kept as pictures."""
        for text in self.page.locator(ERRORS).all_text_contents():
            self._find(f"error or warning: {text[:300]}")
        for number, screenful in enumerate(self.screenfuls()):
            blank = self.page.evaluate(
                """() => [...document.querySelectorAll('.jp-OutputArea-output[data-in-sight]')].filter(output => {
                  const images = [...output.querySelectorAll('img')];
                  if (images.some(image => !image.complete || image.naturalWidth === 0)) return true;
                  const canvases = [...output.querySelectorAll('.gradient-course-stage canvas')];
                  if (canvases.some(canvas => canvas.dataset.drawn === '0')) return true;
                  return !output.innerText.trim() && !images.length && !canvases.length && !output.querySelector('svg');
                }).map(output => output.outerHTML.slice(0, 200))"""
            )
            for html in blank:
                self._find(f"blank: {html}")
            picture = self.folder / f"notebook-{number:02}.png"
            self.page.screenshot(path=picture, clip=screenful["clip"])
            for start, rows in _empty_stretches(picture):
                self._find(f"blank: {rows} pixels from {start} on in {picture.name}")
            self.hear("run")

    def look_elsewhere(self) -> None:
        """Look again as others have it: in the dark theme, 900 pixels wide, and at 200 %, which halves the window."""
        change = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"
        for light, width in (("false", HIGH["width"]), ("true", 900), ("true", WINDOW["width"] // 2)):
            self.page.evaluate(change, "JupyterLab Light" if light == "true" else "JupyterLab Dark")
            self.page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg=light)
            what = f"{width}" if light == "true" else "dark"
            for number, screenful in enumerate(self.screenfuls(width)):
                self.page.screenshot(path=self.folder / f"{what}-{number:02}.png", clip=screenful["clip"])
                for html in self.page.evaluate(CUT):
                    self._find(f"cut off, {what}: {html}")
                if what == "dark":
                    self.hear(what)

    def move_everything(self) -> int:
        """Move each input of each control to both its ends, by keyboard; return how many controls there are."""
        controls = self.page.locator(".gradient-course-control")
        for number in range(controls.count()):
            self._move_control(controls.nth(number), number)
        return int(controls.count())

    def answer_everything(self) -> int:
        """Choose each answer of each question, by keyboard; return how many questions there are."""
        questions = self.page.locator(".gradient-course-quiz")
        for number in range(questions.count()):
            question = questions.nth(number)
            question.scroll_into_view_if_needed()
            height = question.bounding_box()["height"]
            said: set[str] = set()
            answers = question.locator("input[type=radio]")
            for answer in range(answers.count()):
                answers.nth(answer).focus()
                self.page.keyboard.press("Space")
                feedback = question.locator("[aria-live]")
                if self._comes(lambda feedback=feedback, said=said: feedback.inner_text() not in {"", *said}):
                    said.add(feedback.inner_text())
                else:
                    self.found.append(f"question {number}, answer {answer}: {feedback.inner_text()!r} is nothing new")
                if abs(question.bounding_box()["height"] - height) > 1:
                    self.found.append(f"question {number}, answer {answer}: what lies below jumps")
            question.screenshot(path=self.folder / f"question-{number}.png")
        return int(questions.count())

    def answer_exercise(self, cells: list[Any], place: int, answer: str, sign: str) -> None:
        """Write an answer into a sheet's cell, run it and its check, and expect a verdict that begins with a sign.

        Args:
            cells: the notebook's, as `nbformat` has them.
            place: the answer's.
            answer: the whole text of the cell.
            sign: ✓ or ✗.
        """
        cell = self.page.locator(".jp-Notebook .jp-Cell").nth(place)
        cell.scroll_into_view_if_needed()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(answer)
        self.page.keyboard.press("Shift+Enter")
        check = next(n for n in range(place + 1, len(cells)) if "check(" in cells[n].source)
        checked = self.page.locator(".jp-Notebook .jp-Cell").nth(check)
        checked.scroll_into_view_if_needed()
        checked.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        verdict = checked.locator(".jp-OutputArea-output").first
        if not self._comes(lambda: sign in verdict.inner_text(), seconds=30):
            self.found.append(f"no {sign} but {verdict.inner_text()!r} for {answer[:200]!r}")
        checked.screenshot(path=self.folder / f"{'right' if sign == '✓' else 'wrong'}.png")

    def _move_control(self, control: Any, number: int) -> None:
        control.scroll_into_view_if_needed()
        if not self._comes(lambda: int(control.locator(CANVAS).get_attribute("data-drawn") or 0) > 0):
            self.found.append(f"control {number}: no picture")
            return
        self.page.wait_for_timeout(300)
        for end, key in (("first", "Home"), ("last", "End")):
            for slider in _seen(control.locator(".widget-slider .noUi-handle")):
                self._press(control, slider, key, f"control {number}, slider, {key}")
            for choice in _seen(control.locator("select")):
                self._press(control, choice, key, f"control {number}, choice, {key}")
            control.screenshot(path=self.folder / f"control-{number}-{end}.png")
        for box in _seen(control.locator("input[type=checkbox]")):
            for _ in range(2):
                self._press(control, box, "Space", f"control {number}, box")
        for place, button in enumerate(_seen(control.locator("button"))):
            self._press(control, button, "Enter", f"control {number}, button {place}")
        control.screenshot(path=self.folder / f"control-{number}-buttons.png")

    def _press(self, control: Any, part: Any, key: str, what: str) -> None:
        part.focus()
        focused = part.evaluate("part => part === document.activeElement")
        height = control.bounding_box()["height"]
        self.page.keyboard.press(key)
        sentence, picture = control.locator(SENTENCE), control.get_by_role("img").first
        self.page.wait_for_timeout(150)
        now = self._rested(control)
        if not focused:
            self.found.append(f"{what}: can't be reached")
        if not now or STRANGE.search(now):
            self.found.append(f"{what}: says {now!r}")
        # The two are read one after the other, and something new may come in between.
        if not self._comes(lambda: picture.get_attribute("aria-label") == sentence.text_content()):
            self.found.append(f"{what}: sentence and picture differ")
        if abs(control.bounding_box()["height"] - height) > 1:
            self.found.append(f"{what}: what lies below jumps by {control.bounding_box()['height'] - height:.0f}")
        if part.get_attribute("role") == "slider":
            shown = part.evaluate(SHOWN)
            if part.get_attribute("aria-valuetext") != shown:
                self.found.append(f"{what}: shows {shown} and is read as {part.get_attribute('aria-valuetext')}")

    def _rested(self, control: Any) -> str:
        """Return the sentence of a control as soon as it and the picture have come to rest."""

        def state() -> tuple[str, str]:
            return control.locator(SENTENCE).text_content(), control.locator(CANVAS).get_attribute("data-drawn")

        deadline, before = time.monotonic() + 10, state()
        while time.monotonic() < deadline:
            self.page.wait_for_timeout(120)
            if (now := state()) == before and self.page.evaluate(IDLE):
                break
            before = now
        return before[0]

    def _in_sight(self, top: int) -> dict[str, Any]:
        """Scroll to a height; return what is in sight at rest: what is drawn may be higher than was thought."""
        before: dict[str, Any] = {}
        for _ in range(20):
            now: dict[str, Any] = self.page.evaluate(IN_SIGHT, top)
            if now == before:
                break
            before = now
            self.page.wait_for_timeout(500)
        return before

    def _find(self, what: str) -> None:
        """Keep what is not as it should be, once: a cell may be in two screenfuls."""
        if what not in self.found:
            self.found.append(what)

    def _comes(self, true: Any, seconds: float = 10) -> bool:
        """Tell whether something becomes true within some seconds."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if true():
                return True
            self.page.wait_for_timeout(50)
        return bool(true())


def _seen(parts: Any) -> list[Any]:
    return [parts.nth(number) for number in range(parts.count()) if parts.nth(number).is_visible()]


def _empty_stretches(picture: Path) -> list[tuple[int, int]]:
    """Return where each stretch of a picture begins that is too high to show nothing, and its height in pixels."""
    with Image.open(picture) as image:
        pixels = np.asarray(image.convert("RGB"))
    edges = np.flatnonzero((pixels[1:] != pixels[:-1]).any(axis=(1, 2))) + 1
    places = [0, *edges.tolist(), len(pixels)]
    return [(start, end - start) for start, end in itertools.pairwise(places) if end - start > EMPTY]
