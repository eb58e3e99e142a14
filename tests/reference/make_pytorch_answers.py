"""Write course_lib/experiments/pytorch_answers.json anew: ``python -m tests.reference.make_pytorch_answers``. Needs PyTorch."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from importlib.metadata import version
from io import StringIO
from unittest.mock import patch

import jupytext
import numpy as np

from course_lib.experiments import pytorch_answers
from tests.conftest import ROOT

CHAPTER = ROOT / "chapters" / "11_pytorch.py"


def code_cells() -> list[str]:
    """Return the code of the chapter, cell by cell."""
    return [cell.source for cell in jupytext.read(CHAPTER).cells if cell.cell_type == "code"]


def answers() -> dict[str, object]:
    """Run the chapter's cells and return, by the name of the function, what each one asks of PyTorch gives."""
    found: dict[str, object] = {}

    def recorded(ask):
        found[ask.__name__] = np.asarray(ask(), dtype=float)
        return found[ask.__name__]

    namespace: dict[str, object] = {}
    with patch.object(pytorch_answers, "in_pytorch", recorded), redirect_stdout(StringIO()):
        for code in code_cells():
            exec(code, namespace)  # the course's own cells
    return found


def main() -> None:
    kept = {"version": version("torch").partition("+")[0], "answers": {name: found.tolist() for name, found in answers().items()}}
    pytorch_answers.FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
