"""Which exercises this learner has solved and which answers were chosen, kept in a small file beside the course."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from course_lib.lab.folders import course_folder
from course_lib.lab.whole_file import write_whole
from course_lib.words.catalogue import words

LARGEST = 1_000_000  # bytes; a whole course's progress is a hundredth of that


def progress_file() -> Path:
    """Return where progress is kept: ``GRADIENT_COURSE_PROGRESS``, else ``my-progress.json`` in the reader's folder."""
    chosen = os.environ.get("GRADIENT_COURSE_PROGRESS")
    return Path(chosen) if chosen else course_folder() / "my-progress.json"


def solved() -> set[str]:
    """Return the names of the exercises solved so far; none where there is no file yet.

    A file that holds something else, or is a link, is set aside, and the reader is told so.
    """
    return set(_kept()["solved"])


def answers() -> dict[str, int]:
    """Return the number of the answer chosen last for each question answered so far; see `solved` for the file."""
    return dict(_kept()["answers"])


def record_solved(name: str) -> None:
    """Note that an exercise is solved. A folder that can't be written to is no reason to stop a learner."""
    kept = _kept()
    if name not in kept["solved"]:
        _keep({**kept, "solved": sorted({*kept["solved"], name})})


def record_answer(question: str, number: int) -> None:
    """Note which answer was chosen for a question, by its number; see `record_solved`."""
    kept = _kept()
    if kept["answers"].get(question) != number:
        _keep({**kept, "answers": {**kept["answers"], question: number}})


def _kept() -> dict[str, Any]:
    path = progress_file()
    if not os.path.lexists(path):
        return {"solved": [], "answers": {}}
    try:
        return _read(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        _set_aside(path)
        return {"solved": [], "answers": {}}


def _keep(content: dict[str, Any]) -> None:
    with suppress(OSError):
        write_whole(progress_file(), json.dumps(content, indent=1) + "\n")


def _read(path: Path) -> dict[str, Any]:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        raise ValueError("no file that this course has written")
    content = json.loads(path.read_text(encoding="utf-8"))
    names, chosen = content["solved"], content.get("answers", {})
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise TypeError("no names of exercises")
    if not all(type(number) is int for number in chosen.values()):
        raise TypeError("no numbers of answers")
    return {"solved": names, "answers": chosen}


def _set_aside(path: Path) -> None:
    """Give a file another name, and tell the reader which; a link is renamed itself, what it leads to is left alone."""
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.stem}-set-aside-{number}{path.suffix}")):
        number += 1
    with suppress(OSError):
        path.rename(aside)
        print(words("check.progress_set_aside", file=path.name, aside=aside.name))
