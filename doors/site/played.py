"""Controls that move without Python: their states, worked out when the site is built and stored beside the pages.

``played.toml`` names the sliders of each control that move on the site, and how many places each has. What a page
shows of them is drawn by the same ``stage.js`` that draws the living control.
"""

from __future__ import annotations

import ast
import base64
import html
import itertools
import json
import multiprocessing
import os
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import nbformat
import numpy as np

from course_lib.controls.control import Control
from course_lib.controls.prediction import Prediction
from course_lib.words.catalogue import words
from course_lib.words.language import Language, set_language
from doors.site.pictures import Pictures
from doors.site.texts import SiteError

WANTED = tomllib.loads((Path(__file__).parent / "played.toml").read_text(encoding="utf-8"))
"""For each control, by the name of its class: its inputs and their places."""


@dataclass(frozen=True)
class Input:
    """A slider or a list of choices on a page.

    Attributes:
        label: what it sets.
        texts: the places that it has, as readers see them.
        start: number of the first place.
        slides: whether it is a slider.
    """

    label: str
    texts: tuple[str, ...]
    start: int
    slides: bool


@dataclass(frozen=True)
class Player:
    """A control's stored states.

    Attributes:
        inputs: what moves; the last one fastest in the order of the frames.
        files: a file of frames for each background; the first input chooses among them where there are several.
        frames: how many states are stored.
    """

    inputs: tuple[Input, ...]
    files: tuple[str, ...]
    frames: int


def all_players(notebooks: list[tuple[Language, Path]], out: Path) -> dict[Path, dict[str, Player]]:
    """Work out and store the states of all controls in these notebooks.

    Args:
        notebooks: each with its language.
        out: the site's folder; the states go to ``frames/``, their backgrounds to ``pictures/``.

    Returns:
        For each notebook its players by cell.
    """
    languages = sorted({language for language, _ in notebooks})
    # Processes of their own: a process speaks one language from beginning to end.
    fresh = multiprocessing.get_context("spawn")
    workers = max(1, (os.cpu_count() or 1) // max(1, len(languages)))
    pools = {code: ProcessPoolExecutor(workers, fresh, _begin, (code,)) for code in languages}
    try:
        jobs = {path: pools[language].submit(_players_of, path, out) for language, path in notebooks}
        return {path: job.result() for path, job in jobs.items()}
    finally:
        for pool in pools.values():
            pool.shutdown(cancel_futures=True)


def _begin(language: Language) -> None:
    set_language(language)
    # What controls keep of a learner is not that of whoever builds the site.
    os.environ["GRADIENT_COURSE_PROGRESS"] = str(Path(tempfile.mkdtemp()) / "progress.json")


def _players_of(path: Path, out: Path) -> dict[str, Player]:
    cells = nbformat.read(path, as_version=4).cells
    players = {}
    for number, cell in enumerate(cells):
        if shows_control(cells, number):
            control = _control_of(cells, number)
            wanted = WANTED.get(type(control).__name__)
            if control is not None and wanted:
                players[cell.id] = _store(control, wanted, out, "-".join([*path.parts[-3:-1], path.stem, cell.id]))
    return players


def shows_control(cells: list[nbformat.NotebookNode], number: int) -> bool:
    """Tell whether a cell shows a control: it has a picture, and uses what is imported from the room of controls."""
    kinds = {kind for output in cells[number].get("outputs", []) for kind in output.get("data", {})}
    if "image/png" not in kinds:
        return False
    imported = {
        alias.name
        for cell in cells[: number + 1]
        if cell.cell_type == "code"
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("course_lib.controls.")
        for alias in node.names
    }
    used = {node.id for node in ast.walk(ast.parse(cells[number].source)) if isinstance(node, ast.Name)}
    return bool(imported & used)


def _control_of(cells: list[nbformat.NotebookNode], number: int) -> Control[Any] | None:
    """Return the control that a cell makes with what is imported above it; None where it needs more than that."""
    above = [node for cell in cells[:number] if cell.cell_type == "code" for node in ast.parse(cell.source).body]
    own = ast.parse(cells[number].source).body
    last = own.pop()
    if not isinstance(last, ast.Expr):
        return None
    imports = [node for node in above if isinstance(node, (ast.Import, ast.ImportFrom))]
    names: dict[str, Any] = {}
    try:
        exec(compile(ast.Module([*imports, *own], []), "cell", "exec"), names)
        made = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    except NameError:
        return None
    made = made.control if isinstance(made, Prediction) else made  # the site plays what opens
    return made if isinstance(made, Control) else None


def _store(control: Control[Any], wanted: dict[str, Any], out: Path, name: str) -> Player:
    """Store a control's states along its wanted inputs, those of them that it shows."""
    shown = set(_widgets(control.widget))
    wanted = {key: how for key, how in wanted.items() if getattr(control, how if key == "apart" else key) in shown}
    apart = wanted.get("apart")
    places = {key: _places(getattr(control, key), how) for key, how in wanted.items() if key != "apart"}
    whole = [(None, None)] if apart is None else list(_options(getattr(control, apart)))
    inputs = [] if apart is None else [_input(getattr(control, apart), [value for _, value in whole])]
    inputs += [_input(getattr(control, key), values) for key, values in places.items()]
    (out / "frames").mkdir(parents=True, exist_ok=True)
    pictures = Pictures(out / "pictures")
    files, count = [], 0
    for number, (_, value) in enumerate(whole):
        if apart is not None:
            getattr(control, apart).value = value
        rows = list(itertools.product(*places.values()))
        columns = dict(zip(places, zip(*rows, strict=True), strict=True))
        stored = control.frames(**columns)
        background, _, _ = pictures.store(base64.b64decode(stored["background"].partition(",")[2]))
        files.append(f"{name}-{number}.json")
        count += len(rows)
        (out / "frames" / files[-1]).write_text(_packed(stored, f"../pictures/{background}"), encoding="utf-8")
    return Player(tuple(inputs), tuple(files), count)


def _widgets(widget: Any) -> Iterator[Any]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _widgets(child)


def _packed(stored: dict[str, Any], background: str) -> str:
    """Return frames as JSON in which a command that many frames share stands once."""
    commands: dict[str, int] = {}
    frames = []
    for frame in stored["frames"]:
        written = [json.dumps(command, ensure_ascii=False, separators=(",", ":")) for command in frame["drawing"]]
        frames.append([frame["alt"], [commands.setdefault(command, len(commands)) for command in written]])
    still = {"background": background, **{key: stored[key] for key in ("width", "height", "lines")}}
    rest = json.dumps({**still, "frames": frames}, ensure_ascii=False, separators=(",", ":"))
    return f'{rest[:-1]},"commands":[{",".join(commands)}]}}'


def _options(widget: Any) -> Iterator[tuple[str, Any]]:
    for option in widget.options:
        yield option if isinstance(option, tuple) else (str(option), option)


def _places(widget: Any, how: int | list[Any] | str) -> list[Any]:
    """Return the values that an input takes: those listed, all of them, or so many evenly spread over its range."""
    if isinstance(widget, widgets.Checkbox):
        return [False, True]
    if hasattr(widget, "options"):
        values = [value for _, value in _options(widget)]
        return values if how == "all" or isinstance(how, int) else [value for value in values if value in how]
    if isinstance(how, list):
        return sorted({*how, widget.value})
    count = round((widget.max - widget.min) / widget.step) + 1 if how == "all" else int(how)
    if isinstance(widget, widgets.FloatLogSlider):
        spread = [widget.base**power for power in np.linspace(widget.min, widget.max, count)]
    else:
        steps = np.round(np.linspace(0, widget.max - widget.min, count) / widget.step)
        spread = [round(float(widget.min + step * widget.step), 10) for step in steps]
    whole = isinstance(widget, widgets.IntSlider)
    # Where the control stands at first is one of them: the page begins with the notebook's picture.
    near = min(spread, key=lambda value: abs(value - widget.value))
    spread[spread.index(near)] = widget.value
    return [int(value) if whole else float(value) for value in dict.fromkeys(spread)]


def _input(widget: Any, values: list[Any]) -> Input:
    if isinstance(widget, widgets.Checkbox):
        return Input(widget.description, ("☐", "☑"), int(widget.value), False)
    if hasattr(widget, "options"):
        names = {id(value): name for name, value in _options(widget)}
        texts = [names[id(value)] for value in values]
        slides = isinstance(widget, widgets.SelectionSlider)
    else:
        form = getattr(widget, "readout_format", "d")
        texts = [format(value, form).replace("-", "−") for value in values]
        slides = True
    start = next(number for number, value in enumerate(values) if _same(value, widget.value))
    return Input(widget.description.strip(), tuple(texts), start, slides)


def _same(one: Any, other: Any) -> bool:
    # A landscape is itself alone; numbers and names may be written twice.
    return one is other or (isinstance(one, (int, float, str)) and one == other)


def markup(player: Player, still: str, language: Language, root: str, cell: str) -> str:
    """Return the HTML of a player: its inputs, and below them its picture as it stands at first.

    The inputs are closed until the script has the frames; without a script the picture remains.
    """
    rows = []
    for number, one in enumerate(player.inputs):
        name = f"{cell}-input-{number}"
        if one.slides:
            entry = (
                f'<input type="range" id="{name}" min="0" max="{len(one.texts) - 1}" value="{one.start}" disabled '
                f"data-texts='{html.escape(json.dumps(one.texts, ensure_ascii=False))}'>"
                f'<output for="{name}">{html.escape(one.texts[one.start])}</output>'
            )
        else:
            options = "".join(
                f"<option{' selected' if place == one.start else ''}>{html.escape(text)}</option>"
                for place, text in enumerate(one.texts)
            )
            entry = f'<select id="{name}" disabled>{options}</select>'
        label = one.label or words("site.show", language)
        rows.append(f'<div class="input"><label for="{name}">{html.escape(label)}</label> {entry}</div>')
    note = words("site.played" if len(player.inputs) > 1 else "site.played_one", language)
    files = " ".join(f"{root}frames/{file}" for file in player.files)
    return (
        f'<div class="player" data-frames="{files}"><div class="inputs">{"".join(rows)}</div>'
        f'<div class="stage">{still}</div><p class="note">{note}</p></div>\n'
    )


def check_played(players: dict[Path, dict[str, Player]]) -> None:
    """Raise a `SiteError` where a control of the syllabus stands still."""
    for path, found in players.items():
        cells = nbformat.read(path, as_version=4).cells
        for number, cell in enumerate(cells):
            tagged = any(tag.startswith("W") for tag in cell.metadata.get("tags", []))
            if tagged and shows_control(cells, number) and cell.id not in found:
                raise SiteError(f"{path}: the control of {cell.id} does not move; list its inputs in played.toml")
