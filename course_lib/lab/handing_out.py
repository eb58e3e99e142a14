"""Putting notebooks and sheets into a learner's folder, and newer ones later, without losing what the learner wrote."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from course_lib.lab.folders import MANIFEST, shipped_folder
from course_lib.lab.whole_file import write_whole
from course_lib.words.catalogue import words
from course_lib.words.language import Language

FOLDERS = ("notebooks", "exercises")


@dataclass(frozen=True)
class Shipped:
    """A file as it was put into the folder: digests of all of it, and of what people write in it."""

    file: str
    text: str


@dataclass
class HandOut:
    """What was done, each file by its name in the learner's folder.

    Attributes:
        placed: files that were not there.
        updated: files that the learner had not changed, replaced by newer ones.
        beside: for each file that the learner had changed, and that has a newer version, where that was put.
    """

    placed: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)

    def told(self, folder: Path, code: Language) -> str:
        """Return in the learner's language what was done."""
        lines = []
        if self.placed:
            lines.append(words("lab.placed", code, count=len(self.placed), folder=folder))
        if self.updated:
            lines.append(words("lab.updated", code, count=len(self.updated)))
            lines += [f"  {name}" for name in self.updated]
        if self.beside:
            lines.append(words("lab.beside", code, count=len(self.beside)))
            lines += [f"  {name} → {new}" for name, new in self.beside.items()]
        return "\n".join(lines or [words("lab.nothing_new", code, folder=folder)])


def hand_out(folder: Path) -> HandOut:
    """Put the course's notebooks and sheets into a folder, or bring those in it up to date.

    A file counts as changed by the learner where its cells say something else than those that were put there; that
    cells were run, and what they showed, is no change. All else in the folder, such as progress, is left alone.

    Args:
        folder: the learner's; made where it is missing.

    Raises:
        OSError: if the folder can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = _read_manifest(folder)
    done = HandOut()
    source = shipped_folder()
    for path in sorted(path for name in FOLDERS for path in (source / name).glob("*/[0-9]*.ipynb")):
        name = path.relative_to(source).as_posix()
        new = _describe(path)
        before = known.get(name)
        if not (folder / name).exists():
            done.placed.append(name)
            _copy(path, folder / name)
        elif before == new or _describe(folder / name) == new:
            pass  # nothing new, whatever the learner has made of it
        elif _untouched(folder / name, before):
            done.updated.append(name)
            _copy(path, folder / name)
        else:
            beside = _name_beside(folder, name, known)
            done.beside[name] = beside
            _copy(path, folder / beside)
            known[beside] = new
        known[name] = new
    write_whole(folder / MANIFEST, json.dumps({name: vars(one) for name, one in known.items()}, indent=1) + "\n")
    return done


def _name_beside(folder: Path, name: str, known: dict[str, Shipped]) -> str:
    """Return a name for the newer version: the next free one, or one whose content the learner has not changed."""
    place, _, file = name.rpartition("/")
    number = 1
    while True:
        # No chapter's name starts so: who looks for all chapters finds each once.
        beside = f"{place}/new-{'' if number == 1 else f'{number}-'}{file}"
        if not (folder / beside).exists() or _untouched(folder / beside, known.get(beside)):
            return beside
        number += 1


def _untouched(path: Path, before: Shipped | None) -> bool:
    return before is not None and _describe(path).text == before.text


def _describe(path: Path) -> Shipped:
    content = path.read_bytes()
    file = hashlib.sha256(content).hexdigest()
    try:
        cells = [[cell["cell_type"], "".join(cell["source"])] for cell in json.loads(content)["cells"]]
    except (ValueError, KeyError, TypeError):
        return Shipped(file, file)
    return Shipped(file, hashlib.sha256(json.dumps(cells).encode()).hexdigest())


def _read_manifest(folder: Path) -> dict[str, Shipped]:
    """Return what was put into the folder; nothing where that is not known, so that no file counts as untouched."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {name: Shipped(**one) for name, one in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, source.read_bytes())
