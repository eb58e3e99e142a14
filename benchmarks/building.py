"""From a changed label to the built notebook, next to building the same notebooks whole: in a copy, whole commands.

The label is the one of chapter 4 that most cells stand behind: one of its claims is stated with it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.table import write_results
from rehearsal.checkout import copy_of_course

WORDS, LABEL = "course_lib/words/en/chapter04.toml", 'statement = "'
WAYS = {"the chapter alone": "make build ONLY=04", "the whole course": "make build"}
WHOLE = "make build ONLY=04 FORCE=1"


def main() -> None:
    """Measure, print and write ``results/building``."""
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_of_course(Path(folder) / "course", with_environment=True)
        _seconds(copy, "make build")  # up to date from here on
        times = {}
        for way, command in WAYS.items():
            words = copy / WORDS
            words.write_text(words.read_text("utf-8").replace(LABEL, f"{LABEL}Behold: ", 1), encoding="utf-8")
            times[way] = _seconds(copy, command)
        whole = _seconds(copy, WHOLE)
    rows: list[list[object]] = [
        [way, f"`{WAYS[way]}`", f"{taken:.1f}", f"{taken / whole:.2f}"] for way, taken in times.items()
    ]
    rows.append(["all cells of the chapter", f"`{WHOLE}`", f"{whole:.1f}", "1"])
    write_results("building", __doc__ or "", ["built", "command", "s", "ratio"], rows, {**times, "whole": whole})


def _seconds(copy: Path, command: str) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"} | {"PYTHONPATH": str(copy)}
    begun = time.perf_counter()
    subprocess.run(command, shell=True, check=True, cwd=copy, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
