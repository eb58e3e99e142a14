"""The Colab edition: the same notebooks, each with one cell before all others that brings the course there."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import cast

from course_lib.words.catalogue import words
from course_lib.words.language import Language
from doors.addresses import WHEEL, colab, notebooks
from doors.browser import ROOT

# As `gradient-course lab` does elsewhere: a folder with the notebooks, so that language, map and progress find theirs.
CELL = """\
#@title {title}
import sys

if "google.colab" in sys.modules:
    %pip install --quiet {wheel}
    !"{{sys.executable}}" -m course_lib lab ~/my-course --copy-only > /dev/null
    %cd -q ~/my-course/{folder}
    from course_lib.lab.on_colab import install

    install()"""
# A link to another notebook; Colab knows no names inside of one.
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+\.ipynb)(#[^)\s]*)?\)")


def build(out: Path, wheel: str = WHEEL) -> None:
    """Write the Colab edition of all notebooks and sheets.

    Args:
        out: the folder to make; what is in it is replaced. It becomes the branch that ``addresses.toml`` names.
        wheel: address of the course's wheel.
    """
    shutil.rmtree(out, ignore_errors=True)
    for name in map(Path, notebooks()):
        notebook = json.loads((ROOT / name).read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = [_leading_there(name, line) for line in cell["source"]]
        notebook["cells"].insert(0, _first_cell(name, wheel))
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _first_cell(name: Path, wheel: str) -> dict[str, object]:
    """Return the cell that installs the course on Colab, does nothing elsewhere, and shows its title alone."""
    title = words("doors.colab", cast(Language, name.parent.name))
    source = CELL.format(title=title, wheel=wheel, folder=name.parent.as_posix()).splitlines(keepends=True)
    cell = {"cell_type": "code", "execution_count": None, "id": "colab", "metadata": {"cellView": "form"}}
    return {**cell, "outputs": [], "source": source}


def _leading_there(name: Path, line: str) -> str:
    """Return a line of a notebook's text with its links to other notebooks leading to those on Colab."""

    def there(found: re.Match[str]) -> str:
        path = (ROOT / name.parent / found[1]).resolve().relative_to(ROOT.resolve())
        return f"]({colab(path.as_posix())})"

    return LINK.sub(there, line)
