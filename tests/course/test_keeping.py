"""After a small change only those cells of a notebook are run again that may show something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from authoring import building, editions
from authoring.building import build
from authoring.keeping import cells_to_run
from course_lib.sources import closure

LABEL = Path("label.toml")
CELLS = [
    "from pictures import steep\nground = steep(3)",
    "for step in range(3):\n    ground.walk(step)\nprint(ground)",
    "from words import label\nx = 1\nprint(label())",
    "print(x)",
    "x = 2",
    "print(x, max(1, 2))",
]


def reached(code):
    return {LABEL} if "label" in code else set()


def again(now, changed=()):
    return cells_to_run(CELLS, now, changed, reached)


def changed(place, code):
    return [code if i == place else cell for i, cell in enumerate(CELLS)]


@pytest.mark.parametrize(
    ("now", "files", "expected"),
    [
        (CELLS, [], set()),
        (CELLS, [Path("another.toml")], set()),
        # The cell that shows the label, and the one that uses the x made there: not those that use another x.
        (CELLS, [LABEL], {2, 3}),
        (changed(5, "print(x, min(1, 2))"), [], {4, 5}),
        # What is needed is run as well, though it shows what it showed.
        (changed(3, "print(x + ground)"), [], {0, 1, 2, 3}),
        # The second x is not made any more: who used it is run again.
        (changed(4, "y = 2"), [], {2, 3, 4, 5}),
        # A function sees what stands when it is called.
        (changed(2, "def label():\n    return x\nprint(label)"), [], {2, 3, 4, 5}),
        (changed(1, "for x in range(3):\n    print(x)"), [], {1}),
    ],
)
def test_cells_that_may_show_something_else(now, files, expected):
    assert again(now, files) == expected


def test_build_runs_those_and_keeps_the_others(tmp_path, monkeypatch):
    """A cell that counts how often it was run tells; it does so in a file, which no build can know of."""
    package = tmp_path / "course_lib"
    package.mkdir()
    for name, text in {"__init__.py": "", "a.py": "A = 'first'", "b.py": "B = 'other'"}.items():
        (package / name).write_text(text)
    count = "from pathlib import Path\nwith Path('runs.txt').open('a') as runs:\n    runs.write('{}')\n"
    use = "from course_lib.{0} import {1}\nprint({1})"
    cells = [count.format(name) + use.format(name, name.upper()) for name in "ab"]
    texts = '# %% [markdown] lang="ja"\n# あ\n\n# %% [markdown] lang="en"\n# a\n\n'
    source = tmp_path / "chapters" / "01_small.py"
    source.parent.mkdir()
    source.write_text(texts + "\n".join(f"# %%\n{cell}\n" for cell in cells), encoding="utf-8")
    for module in (editions, closure, building):
        monkeypatch.setattr(module, "PACKAGE", package)
    monkeypatch.setattr(editions, "ROOT", tmp_path)
    (tmp_path / "constraints.txt").write_text("")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    runs, notebook = (tmp_path / "notebooks" / "en" / name for name in ("runs.txt", "01_small.ipynb"))

    assert build() == 0 and runs.read_text() == "ab"
    (package / "b.py").write_text("B = 'new'")
    assert build() == 0 and runs.read_text() == "abb"
    shown = notebook.read_text(encoding="utf-8")
    assert "first" in shown and "new" in shown and "'other'" not in shown
    (tmp_path / "constraints.txt").write_text("another")
    assert build() == 0 and runs.read_text() == "abbab"
