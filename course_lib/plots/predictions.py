"""The predictions a learner made, chapter by chapter: which came true, and whether later ones did more often."""

from __future__ import annotations

import re
from collections.abc import Mapping

from matplotlib.figure import Figure

from course_lib.exercises.progress import Predicted
from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREEN, GREY
from course_lib.words.catalogue import catalogue, words
from course_lib.words.language import language
from course_lib.words.listing import sentences
from course_lib.words.message import Message

ENOUGH = 6
"""With so many predictions compared, those of the first half are set beside those of the second."""


def predictions_by_chapter(predictions: Mapping[str, Predicted]) -> Picture | Message:
    """Return a picture of all predictions that the course asks for, or a sentence as long as none was compared.

    Args:
        predictions: what was predicted and what happened, by the name of the question, such as
            ``"chapter04.predict_rate"``.
    """
    asked = _asked()
    compared = [name for name in asked if name in predictions and predictions[name].happened is not None]
    waiting = [name for name in asked if name in predictions and predictions[name].happened is None]
    if not compared:
        return Message("neutral", words("predictions.none", waiting=len(waiting), asked=len(asked)))

    def came_true(names: list[str]) -> int:
        return sum(predictions[name].chosen == predictions[name].happened for name in names)

    half = len(compared) // 2
    early, late = compared[:half], compared[half:]
    kept = {"right": came_true(compared), "compared": len(compared), "asked": len(asked)}
    halves = {"early": len(early), "early_right": came_true(early), "late": len(late), "late_right": came_true(late)}
    sentence = words("predictions.halves" if len(compared) >= ENOUGH else "predictions.few", **kept, **halves)

    def draw(figure: Figure) -> str:
        ax = figure.subplots()
        levels = {"came_true": 2, "otherwise": 1, "open": 0}
        looks = {"came_true": (GREEN, "o"), "otherwise": (BLUE, "s"), "open": (GREY, "_")}
        for place, name in enumerate(asked):
            what = _what_came(predictions.get(name))
            colour, mark = looks[what]
            ax.plot(place, levels[what], mark, color=colour, ms=14, mew=3)
        ax.set_title(words("predictions.title", **kept))
        ax.set_yticks(list(levels.values()), [words(f"predictions.{what}") for what in levels])
        ax.set_xticks(range(len(asked)), [str(_chapter(name)) for name in asked])
        ax.set(xlabel=words("predictions.chapter"), xlim=(-0.6, len(asked) - 0.4), ylim=(-0.5, 2.5))
        figure.supxlabel(sentence, fontsize=12)
        return words("predictions.alt", marks=sentences(_told(name, predictions) for name in asked), sentence=sentence)

    return figure_picture(draw, 9.0, 3.2)


def _asked() -> list[str]:
    """Return the names of all questions that ask for a prediction, in the order of the chapters."""
    found = (re.fullmatch(r"(chapter\d\d\.predict_\w+)\.question", name) for name in catalogue(language()))
    return sorted((name[1] for name in found if name), key=_chapter)


def _chapter(name: str) -> int:
    return int(name.removeprefix("chapter")[:2])


def _what_came(one: Predicted | None) -> str:
    if one is None or one.happened is None:
        return "open"
    return "came_true" if one.chosen == one.happened else "otherwise"


def _told(name: str, predictions: Mapping[str, Predicted]) -> str:
    return words(f"predictions.{_what_came(predictions.get(name))}_told", chapter=_chapter(name))
