"""Where the notebooks lie: with the course's sources, in an installed package, or in a learner's own folder."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
# What lies in a learner's folder beside the notebooks; `course_lib.lab.handing_out` writes it.
MANIFEST = ".gradient-course.json"


def source_folder() -> Path | None:
    """Return the folder of the whole course or of the learners' edition; None where only the package is installed."""
    return PACKAGE.parent if (PACKAGE.parent / "pyproject.toml").is_file() else None


def shipped_folder() -> Path:
    """Return the folder that holds ``notebooks`` and ``exercises`` as they came with the course."""
    return source_folder() or PACKAGE / "handout"


def learners_folder() -> Path | None:
    """Return the folder around the current one that `gradient-course lab FOLDER` has made; None outside of such."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / MANIFEST).is_file()), None)


def course_folder() -> Path:
    """Return the folder in which the reader works: their notebooks, their answers and their progress are there.

    ``GRADIENT_COURSE_FOLDER`` names it where the surroundings don't tell, as in the browser edition.
    """
    if chosen := os.environ.get("GRADIENT_COURSE_FOLDER"):
        return Path(chosen)
    return learners_folder() or source_folder() or Path.cwd()
