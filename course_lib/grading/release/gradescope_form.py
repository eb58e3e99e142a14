"""The course as an autograder of Gradescope: a zip with ``setup.sh``, ``run_autograder``, the course and its answers.

Gradescope runs a submission in a container of its own, beside the grader. What `docs/security.md` promises holds there
only where that container lets the sandbox work; `docs/grading.md` says which walls fall away where it does not.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from course_lib.exercises.sheets import SOLUTIONS
from course_lib.grading.release.belonging import ROOT
from course_lib.grading.release.releasing import LEFT_OUT, write_zip
from course_lib.lab.folders import source_folder

KINDS = (".py", ".toml", ".json", ".npz", ".html")  # of files that grading reads
SETUP = """#!/usr/bin/env bash
# Gradescope runs this once, when the autograder is uploaded.
set -e
base=${AUTOGRADER:-/autograder}
apt-get update
apt-get install -y bubblewrap libseccomp2 python3 python3-venv
python=python3
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  apt-get install -y python3.11 python3.11-venv || {
    echo "The course needs Python 3.11 or later: choose a newer Ubuntu as base image of the autograder."; exit 1; }
  python=python3.11
fi
$python -m venv "$base/venv"
"$base/venv/bin/python" -m pip install -r "$base/source/requirements.txt" -c "$base/source/constraints.txt"
"""
RUN = """#!/usr/bin/env bash
# Gradescope runs this for each submission, and reads results/results.json.
base=${{AUTOGRADER:-/autograder}}
python=${{PYTHON:-$base/venv/bin/python}}
exec 2>&1
cd "$base/source" || exit 1
rm -rf "$base/class" "$base/graded" "$base/results/results.json"
mkdir -p "$base/class" "$base/results"
cp -r "$base/submission" "$base/class/learner"
walls=
{without}"$python" -m course_lib grade "$base/class" --out "$base/graded" --workers 1 --seed {seed} \\
  --results "$base/results/results.json" $walls
test -f "$base/results/results.json"
"""
WITHOUT = """# Chosen by --trust-submissions: without a sandbox nothing stands between submission and grader.
sandbox="from course_lib.grading.confining.pool import require_sandbox; require_sandbox()"
"$python" -c "$sandbox" || walls=--trust-submissions
"""


def release_for_gradescope(path: Path, seed: int, trusted: bool) -> None:
    """Write the autograder: for the instructor alone, it has the answers.

    Args:
        path: the zip to write.
        seed: draws the inputs; not 0, which the visible checks use.
        trusted: where their container has no sandbox, run submissions with nothing around them; else none is graded.

    Raises:
        ValueError: if the seed is that of the visible checks, or the course is not whole.
        OSError: if the zip can't be written.
    """
    if seed < 1:
        raise ValueError("--seed must be at least 1: the seed 0 draws the inputs that learners see.")
    if source_folder() is None:
        raise ValueError("Only the package is installed here: make the autograder in the folder of the whole course.")
    if not any(SOLUTIONS.glob("[0-9]*.py")):
        raise ValueError("The answers are not here: this is the learners' edition. Make it with the whole course.")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["grading"]]
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    contents = {
        "setup.sh": SETUP,
        "run_autograder": RUN.format(seed=seed, without=WITHOUT if trusted else ""),
        "requirements.txt": "\n".join(needed) + "\n",
        # Without their hashes, which pip wants for all or none; the lines of hashes begin with a blank.
        "constraints.txt": "\n".join(line.rstrip(" \\") for line in pins if not line.startswith(" ")) + "\n",
    }
    files = [*SOLUTIONS.glob("[0-9]*.py"), *(ROOT / "course_lib").rglob("*")]
    own = {
        file.relative_to(ROOT).as_posix(): file.read_bytes()
        for file in sorted(files)
        if file.suffix in KINDS and file.is_file() and not LEFT_OUT & set(file.parts)
    }
    write_zip(path, {name: text.encode() for name, text in contents.items()} | own, private=True)
