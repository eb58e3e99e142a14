"""Write course_lib/experiments/kept_training.json anew: ``python -m tests.reference.make_kept_training``. Takes a minute."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from unittest.mock import patch

import jupytext

from course_lib.experiments import deep_learners
from course_lib.experiments.deep_learners import DeepLearners
from course_lib.experiments.kept_training import FILE
from tests.conftest import ROOT

CHAPTERS = ("06_when_gradients_go_wrong", "07_optimizers")
CALLS = ("DeepLearners", "best_of", "best_right")
"""What leads to training at several rates: cells from the first to the last with one of these are run."""


def code_cells(chapter: str) -> list[str]:
    """Return the code of a chapter's cells that the kept training needs."""
    cells = [cell.source for cell in jupytext.read(ROOT / "chapters" / f"{chapter}.py").cells if cell.cell_type == "code"]
    wanted = [number for number, code in enumerate(cells) if any(call in code for call in CALLS)]
    return cells[: wanted[-1] + 1]


def trained() -> dict[str, list[tuple[float, float, float]]]:
    """Run the chapters, and return by its name what each training at several rates gave."""
    found: dict[str, list[tuple[float, float, float]]] = {}
    names: list[str] = []
    named, whole = deep_learners.name_of_training, DeepLearners.best_of

    def naming(*about):
        names.append(named(*about))
        return names[-1]

    def recorded(self, *how, **more):
        results = whole(self, *how, **more)
        found[names[-1]] = [(rate, *each) for rate, each in results.items()]
        return results

    with patch.object(deep_learners, "name_of_training", naming), patch.object(DeepLearners, "best_of", recorded):
        for chapter in CHAPTERS:
            names_there: dict[str, object] = {}
            with redirect_stdout(StringIO()):
                for code in code_cells(chapter):
                    exec(code, names_there)  # the course's own cells
    return found


def main() -> None:
    """Train and write."""
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(results)}" for name, results in trained().items())
    FILE.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
