"""The map of the course: a path over a mountain with a station for each chapter, marked by what has been solved."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, GREEN, GREY, GROUND, YELLOW
from course_lib.words.catalogue import catalogue, words
from course_lib.words.language import language
from course_lib.words.listing import on_one_line, sentences


def progress_map(shares: Mapping[str, float]) -> Picture:
    """Return the map.

    Args:
        shares: for each sheet by its name, such as ``"04_gradient_descent"``, the share of its exercises solved, from
            0 to 1. A chapter without a sheet is shown as still to come.

    Raises:
        ValueError: if a share is not from 0 to 1.
    """
    for name, share in shares.items():
        if not 0 <= share <= 1:
            raise ValueError(f"The share of exercises solved must be from 0 to 1, but {name} has {share}.")
    share_of = {name.partition("_")[0]: share for name, share in shares.items()}

    def draw(figure: Figure) -> str:
        chapters = _chapters()
        complete = sum(share_of.get(code) == 1 for code in chapters)
        ax = figure.subplots()
        _draw_mountain(ax, len(chapters))
        told = []
        for place, (code, chapter) in enumerate(chapters.items()):
            share = share_of.get(code)
            _draw_station(ax, place, len(chapters), code, chapter, share)
            key = "progress_map.alt_to_come" if share is None else "progress_map.alt_station"
            places = {"number": code, "chapter": on_one_line(chapter), "percent": _percent(share or 0.0)}
            told.append(words(key, **places))
        ax.set_title(words("progress_map.title", complete=complete, total=len(chapters)))
        return words("progress_map.alt", total=len(chapters), stations=sentences(told))

    return figure_picture(draw, 9.0, 4.6)


def _chapters() -> dict[str, str]:
    """Return the short name of each chapter, as its own file of words gives it, by its number such as ``"04"``."""
    found = (re.fullmatch(r"chapter(\d\d[a-z]?)\.short", name) for name in sorted(catalogue(language())))
    return {name[1]: words(name[0]) for name in found if name}


def _summit(stations: int) -> float:
    """Return where the path is highest: two thirds of the way, past the chapters that are the steepest climb."""
    return 2 / 3 * (stations - 1)


def _path_height(x: float | np.ndarray, stations: int) -> np.ndarray:
    away = np.asarray(x) - _summit(stations)
    # A long way up, a shorter way down.
    return 1.4 + 2.2 * np.exp(-((away / np.where(away < 0, 3.6, 2.2)) ** 2))


def _draw_mountain(ax: Axes, stations: int) -> None:
    x = np.linspace(-0.7, stations - 0.3, 300)
    ax.fill_between(x, _path_height(x, stations), color=GROUND(0.85))
    ax.plot(x, _path_height(x, stations), color=GREY, lw=3)
    ax.set(xlim=(x[0], x[-1]), ylim=(0.4, 4.7))
    ax.axis("off")


def _draw_station(ax: Axes, place: int, stations: int, code: str, chapter: str, share: float | None) -> None:
    y = float(_path_height(place, stations))
    known = share is not None
    ax.plot(place, y, "o", ms=28, color="white", mec=BLACK if known else GREY, mew=1.5, ls="none")
    if share == 1:
        ax.plot(place, y, "o", ms=28, color=GREEN, mec=BLACK, mew=1.5)
    elif share:
        # A slice of the disc, clockwise from the top.
        ax.plot(place, y, marker=Path.wedge(90 - 360 * share, 90), ms=26, color=YELLOW, mec="none")
    ax.text(place, y, code, ha="center", va="center", color=BLACK if known else GREY)
    # Names stand above and below the path in turn, so that neighbours have room, and lean away from the path.
    above = place % 2 == 0
    uphill = np.sign(_summit(stations) - place)
    state = words("progress_map.to_come") if share is None else _state(share)
    lines = [chapter, state] if above else [state, chapter]
    ax.annotate(
        "\n".join(lines),
        (place, y),
        xytext=(-15 * uphill, 19) if above else (12 * uphill, -19),
        textcoords="offset points",
        ha="center",
        va="bottom" if above else "top",
        fontsize=11,
        color=BLACK if known else GREY,
    )


def _state(share: float) -> str:
    return words("progress_map.complete") if share == 1 else words("progress_map.percent", percent=_percent(share))


def _percent(share: float) -> int:
    # Rounded down: 100 % is for those who have solved everything.
    return int(100 * share)
