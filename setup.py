"""What pyproject.toml can't say: a wheel also holds the notebooks and sheets.

It is the learners' edition: what their checks need is in it in place of the answers, wherever it is built.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent


class BuildWithNotebooks(build_py):
    """Build the package with notebooks in ``course_lib/handout``; an editable install reads them where they lie."""

    def run(self) -> None:
        """Build into ``build_lib``, afresh, so that nothing stays in it from the build before."""
        if self.editable_mode:
            return super().run()
        built = Path(self.build_lib) / "course_lib"
        shutil.rmtree(built, ignore_errors=True)
        super().run()
        for folder in ("notebooks", "exercises"):
            for path in sorted((HERE / folder).glob("*/[0-9]*.ipynb")):
                copy = built / "handout" / path.relative_to(HERE)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
        store_cases(built / "exercises" / "stored_cases")


def store_cases(folder: Path) -> None:
    """Write what the checks need of each sheet; the learners' edition has it already, and no answers."""
    sys.path.insert(0, str(HERE))
    from course_lib.exercises.sheets import SOLUTIONS, load_sheet
    from course_lib.exercises.storing import store

    for path in sorted(SOLUTIONS.glob("[0-9]*.py")):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{path.stem}.json").write_text(store(load_sheet(path.stem)), encoding="utf-8")


setup(cmdclass={"build_py": BuildWithNotebooks})
