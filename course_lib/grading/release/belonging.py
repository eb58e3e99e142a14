"""What belongs into the learners' edition, as a list: whatever else lies in its folders stops the release.

A file belongs when something in the course leads to it: to a notebook its chapter or sheet, to a module what imports
it, to words the code that says them, to a picture the page that shows it. Nothing leads to a stray copy of an answer,
an editor's draft, a zip or a compiled file, whatever its name and wherever it lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from course_lib.exercises.sheets import sheet_names
from course_lib.sources.closure import PACKAGE, files_of, files_reached
from course_lib.words.language import LANGUAGES

ROOT = PACKAGE.parent
ROOT_FILES = (
    "LICENSE", "LICENSE-TEXT", "CHANGELOG.md", "CITATION.cff", "MANIFEST.in",
    "constraints.txt", "environment.yml", "pyproject.toml", "setup.py",
)  # fmt: skip
# README and Makefile of its own: those of the whole course tell of what is not in it.
LEARNERS = "course_lib/grading/release/learners"
OWN_FILES = ("Makefile", "README.ja.md", "README.md")
# What is read by the name of its folder, or of the module beside it.
IN_FOLDERS = (
    *(f"{LEARNERS}/{name}" for name in OWN_FILES),
    *(f"course_lib/grading/pages/templates/{name}.html" for name in ("base", "charts", "feedback", "report")),
    "course_lib/controls/stage.js",
    *(f"course_lib/lab/settings/{language}/overrides.json" for language in LANGUAGES),
)
# What uses the course: the notebooks, and what builds and serves them.
USERS = ("chapters", "solutions", "authoring", "doors")
# What is started, and not imported, by them.
STARTED = (
    "course_lib.__main__", "course_lib.lab.kernel_start", "course_lib.lab.on_colab", "course_lib.lab.stumbles",
    "course_lib.sandbox.__main__",
)  # fmt: skip


def strangers(names: Iterable[str]) -> list[str]:
    """Return the files that nothing in the course leads to, and those that are links.

    Args:
        names: of files, from the folder of the course, ``/`` between folders.
    """
    known = belonging()
    return [name for name in names if name not in known or (ROOT / name).is_symlink()]


def belonging() -> set[str]:
    """Return the names of all files that belong into the learners' edition, those that `release` makes left aside."""
    chapters = [path.stem for path in (ROOT / "chapters").glob("[0-9]*.py")]
    names = {*ROOT_FILES, *OWN_FILES, *IN_FOLDERS}
    for language in LANGUAGES:
        names |= {f"notebooks/{language}/{name}.ipynb" for name in chapters}
        names |= {f"exercises/{language}/{name}.ipynb" for name in sheet_names()}
    for name in OWN_FILES:
        names |= set(re.findall(r"docs/images/[\w.-]+", (ROOT / LEARNERS / name).read_text(encoding="utf-8")))
    return names | {path.relative_to(ROOT).as_posix() for path in _of_the_package()}


def _of_the_package() -> Iterator[Path]:
    reached = set(files_of(STARTED))
    for folder in USERS:
        for path in (ROOT / folder).rglob("*.py"):
            reached |= files_reached(path.read_text(encoding="utf-8"), path.name)
    modules = {path for path in reached if path.suffix == ".py"}
    for path in reached - modules:
        words = path.is_relative_to(PACKAGE / "words")
        if _speaks_all_languages(path) if words else _is_named_beside(path, modules):
            yield path
    yield from modules
    for module in modules:  # the room that it lies in, and the one around that
        yield from (room / "__init__.py" for room in module.parents if room.is_relative_to(PACKAGE))


def _speaks_all_languages(path: Path) -> bool:
    """Tell whether a file of words has its twins: one that has none is led to by chance, and says nothing here."""
    return all((PACKAGE / "words" / language / path.name).is_file() for language in LANGUAGES)


def _is_named_beside(path: Path, modules: set[Path]) -> bool:
    """Tell whether a module of the same folder names a file, not just the folder that it lies in."""
    beside = (module for module in modules if module.parent == path.parent)
    return any(f'"{path.name}"' in module.read_text(encoding="utf-8") for module in beside)
