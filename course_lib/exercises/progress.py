"""What this learner has solved, answered, predicted and got wrong, kept in one small file beside the course."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
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


@dataclass(frozen=True)
class Asked:
    """When a warm-up asked for an idea last, and whether the answer was right."""

    day: date
    right: bool


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


def asked() -> dict[str, Asked]:
    """Return for each idea that warm-ups have asked for when that was last; see `solved` for the file."""
    kept = _kept()["warmups"]["asked"]
    return {idea: Asked(date.fromisoformat(one["day"]), one["right"]) for idea, one in kept.items()}


def mistakes() -> dict[str, date]:
    """Return when `check` last named a mistake, by exercise and mistake: ``"gradient_step.uphill"``."""
    return {name: date.fromisoformat(day) for name, day in _kept()["warmups"]["mistakes"].items()}


def concept_choices() -> dict[str, dict[str, str]]:
    """Return the choices in the tests before and after the course, by form and idea; see `solved` for the file."""
    return {form: dict(chosen) for form, chosen in _kept()["tests"].items()}


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


def record_asked(idea: str, one: Asked) -> None:
    """Note that a warm-up asked for an idea, and whether the answer was right; see `record_solved`."""
    _keep_of_warmups("asked", idea, {"day": one.day.isoformat(), "right": one.right})


def record_mistake(exercise: str, mistake: str, day: date) -> None:
    """Note which mistake `check` has named, and when: warm-ups come back to it; see `record_solved`."""
    _keep_of_warmups("mistakes", f"{exercise}.{mistake}", day.isoformat())


def _keep_of_warmups(part: str, name: str, value: object) -> None:
    kept = _kept()
    noted = kept["warmups"]
    if noted[part].get(name) != value:
        _keep({**kept, "warmups": {**noted, part: {**noted[part], name: value}}})


def record_choice(form: str, idea: str, choice: str) -> None:
    """Note what was chosen for an idea in a test before or after; see `record_solved`."""
    kept = _kept()
    chosen = {**kept["tests"].get(form, {}), idea: choice}
    _keep({**kept, "tests": {**kept["tests"], form: chosen}})


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
    return {
        "solved": [],
        "ordered": [],
        "answers": {},
        "predictions": {},
        "warmups": {"asked": {}, "mistakes": {}},
        "tests": {},
    }


def _keep(content: dict[str, Any]) -> None:
    with suppress(OSError):
        write_whole(progress_file(), json.dumps(content, indent=1) + "\n")


def _read(path: Path) -> dict[str, Any]:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        raise ValueError("no file that this course has written")
    content = json.loads(path.read_text(encoding="utf-8"))
    kept = {name: content.get(name, empty) for name, empty in _nothing().items()}  # older files know less
    for names in (content["solved"], kept["ordered"]):
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise TypeError("no names of exercises")
    if not all(type(number) is int for number in kept["answers"].values()):
        raise TypeError("no numbers of answers")
    for one in kept["predictions"].values():
        if set(one) != {"chosen", "happened"} or type(one["chosen"]) is not int:
            raise TypeError("no prediction")
        if one["happened"] is not None and type(one["happened"]) is not int:
            raise TypeError("no number of what happened")
    if not all(isinstance(choice, str) for form in kept["tests"].values() for choice in form.values()):
        raise TypeError("no choices of a test")
    return {**kept, "warmups": _read_warmups(kept["warmups"])}


def _read_warmups(noted: Any) -> dict[str, Any]:
    for one in noted["asked"].values():
        if set(one) != {"day", "right"} or type(one["right"]) is not bool:
            raise TypeError("no answer in a warm-up")
    for day in (*(one["day"] for one in noted["asked"].values()), *noted["mistakes"].values()):
        date.fromisoformat(day)
    return {"asked": noted["asked"], "mistakes": noted["mistakes"]}


def _set_aside(path: Path) -> None:
    """Give a file another name, and tell the reader which; a link is renamed itself, what it leads to is left alone."""
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.stem}-set-aside-{number}{path.suffix}")):
        number += 1
    with suppress(OSError):
        path.rename(aside)
        print(words("check.progress_set_aside", file=path.name, aside=aside.name))
