"""What this learner has solved, answered and predicted, kept in one small file beside the course."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from course_lib.lab.folders import course_folder
from course_lib.lab.whole_file import write_whole
from course_lib.words.catalogue import words

LARGEST = 1_000_000  # bytes; a whole course's progress is a hundredth of that


@dataclass(frozen=True)
class Predicted:
    """What was predicted for a question, and what happened, by the numbers of its choices, from 1.

    Attributes:
        chosen: the choice that was predicted.
        happened: the choice that came true; None as long as the learner has not compared the two.
    """

    chosen: int
    happened: int | None = None


def progress_file() -> Path:
    """Return where progress is kept: ``GRADIENT_COURSE_PROGRESS``, else ``my-progress.json`` in the reader's folder."""
    chosen = os.environ.get("GRADIENT_COURSE_PROGRESS")
    return Path(chosen) if chosen else course_folder() / "my-progress.json"


def solved() -> set[str]:
    """Return the names of the exercises solved so far; none where there is no file yet.

    A file that holds something else, or is a link, is set aside, and the reader is told so.
    """
    return set(_kept()["solved"])


def ordered() -> set[str]:
    """Return the names of the exercises whose lines were put in order: half of the way to solved; see `solved`."""
    return set(_kept()["ordered"])


def answers() -> dict[str, int]:
    """Return the number of the answer chosen last for each question answered so far; see `solved` for the file."""
    return dict(_kept()["answers"])


def predictions() -> dict[str, Predicted]:
    """Return the predictions made so far by the name of their question; see `solved` for the file."""
    return {name: Predicted(**one) for name, one in _kept()["predictions"].items()}


def record_solved(name: str) -> None:
    """Note that an exercise is solved. A folder that can't be written to is no reason to stop a learner."""
    kept = _kept()
    if name not in kept["solved"]:
        _keep({**kept, "solved": sorted({*kept["solved"], name})})


def record_ordered(name: str) -> None:
    """Note that an exercise's lines were put in order; see `record_solved`."""
    kept = _kept()
    if name not in kept["ordered"]:
        _keep({**kept, "ordered": sorted({*kept["ordered"], name})})


def record_answer(question: str, number: int) -> None:
    """Note which answer was chosen for a question, by its number; see `record_solved`."""
    kept = _kept()
    if kept["answers"].get(question) != number:
        _keep({**kept, "answers": {**kept["answers"], question: number}})


def record_prediction(question: str, predicted: Predicted) -> None:
    """Note what was predicted, and what happened where that is known; see `record_solved`."""
    kept = _kept()
    if kept["predictions"].get(question) != asdict(predicted):
        _keep({**kept, "predictions": {**kept["predictions"], question: asdict(predicted)}})


def _kept() -> dict[str, Any]:
    path = progress_file()
    if not os.path.lexists(path):
        return _nothing()
    try:
        return _read(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        _set_aside(path)
        return _nothing()


def _nothing() -> dict[str, Any]:
    return {"solved": [], "answers": {}, "predictions": {}, "ordered": []}


def _keep(content: dict[str, Any]) -> None:
    with suppress(OSError):
        write_whole(progress_file(), json.dumps(content, indent=1) + "\n")


def _read(path: Path) -> dict[str, Any]:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        raise ValueError("no file that this course has written")
    content = json.loads(path.read_text(encoding="utf-8"))
    names, chosen, predicted = content["solved"], content.get("answers", {}), content.get("predictions", {})
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise TypeError("no names of exercises")
    ordered_ones = content.get("ordered", [])
    if not isinstance(ordered_ones, list) or not all(isinstance(name, str) for name in ordered_ones):
        raise TypeError("no names of exercises whose lines are in order")
    if not all(type(number) is int for number in chosen.values()):
        raise TypeError("no numbers of answers")
    for one in predicted.values():
        if set(one) != {"chosen", "happened"} or type(one["chosen"]) is not int:
            raise TypeError("no prediction")
        if one["happened"] is not None and type(one["happened"]) is not int:
            raise TypeError("no number of what happened")
    return {"solved": names, "answers": chosen, "predictions": predicted, "ordered": ordered_ones}


def _set_aside(path: Path) -> None:
    """Give a file another name, and tell the reader which; a link is renamed itself, what it leads to is left alone."""
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.stem}-set-aside-{number}{path.suffix}")):
        number += 1
    with suppress(OSError):
        path.rename(aside)
        print(words("check.progress_set_aside", file=path.name, aside=aside.name))
