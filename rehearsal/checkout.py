"""A copy of the course in another folder, to be changed and built there."""

from __future__ import annotations

import shutil
from pathlib import Path

from authoring.editions import ROOT

LEFT_OUT = (
    *(".git", ".venv", "build", "graded", "my-progress.json"),
    *("*.egg-info", "__pycache__", ".*_cache", ".hypothesis"),
)  # fmt: skip


def copy_of_course(folder: Path, with_environment: bool = False) -> Path:
    """Copy what git would check out, so far as a build looks at it; return the folder.

    Args:
        folder: the copy, which must not be there yet.
        with_environment: link the environment that `make setup` made, so that `make` works there.
    """
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    if with_environment:
        (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder
