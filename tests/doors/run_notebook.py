"""Runs all cells of a notebook within this Python and returns what they show; `run_notebook.mjs` calls it in Pyodide."""

import json
import os
import sys

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

PICTURES = ("image/png", "image/webp", "image/jpeg")


def run(name):
    """Return as JSON the outputs of each code cell of a notebook, given by its path below ``/drive``.

    A cell's outputs are its ``stdout``, ``stderr``, ``shown`` (a list of MIME bundles without pictures) and ``error``.
    """
    with open(f"/drive/{name}", encoding="utf-8") as file:
        cells = json.load(file)["cells"]
    os.chdir(os.path.dirname(f"/drive/{name}"))
    shell = InteractiveShell.instance()
    shell.history_manager.enabled = False
    outputs = []
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        with capture_output() as captured:
            shell.display_trap.hook = sys.displayhook  # the capturing one, also for a cell's last line
            result = shell.run_cell("".join(cell["source"]))
        error = result.error_before_exec or result.error_in_exec
        shown = [
            {kind: "" if kind in PICTURES else value for kind, value in output.data.items()}
            for output in captured.outputs
        ]
        outputs.append(
            {
                "stdout": captured.stdout,
                "stderr": captured.stderr,
                "shown": shown,
                "error": repr(error) if error is not None else "",
            }
        )
    return json.dumps(outputs, default=str)
