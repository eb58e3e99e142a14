"""Modules that are compiled already: each browser that begins afresh would compile them, and take seconds for it."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path

STDLIB = "python_stdlib.zip"
STUBS = ("jedi/third_party/django-stubs/", "jedi/third_party/typeshed/third_party/")
"""What completion knows of packages that are not there: a thousand small files, which take a second to unpack."""


def with_bytecode(wheels: Iterable[Path], pyodide: Path, work: Path) -> list[Path]:
    """Return copies of wheels, and of Python's own modules, that hold each module compiled too.

    Args:
        wheels: the packages.
        pyodide: folder of the release whose Python compiles.
        work: an empty folder; the copies lie there.

    Raises:
        subprocess.CalledProcessError: if Pyodide could not run.
        FileNotFoundError: if there is no Node to run it.
    """
    files = {pyodide / STDLIB: work / "stdlib"} | {wheel: work / "packages" / wheel.name for wheel in wheels}
    for file, folder in files.items():
        with zipfile.ZipFile(file) as archive:
            archive.extractall(folder, [name for name in archive.namelist() if not name.startswith(STUBS)])
    script = Path(__file__).with_name("compile.mjs")
    subprocess.run(["node", str(script), str(pyodide), str(work)], check=True, capture_output=True, text=True)
    return [_packed(folder, work / file.name) for file, folder in files.items()]


def _packed(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                # A fixed time: the same files make the same archive, which then keeps its name.
                member = zipfile.ZipInfo(path.relative_to(folder).as_posix(), (2020, 1, 1, 0, 0, 0))
                archive.writestr(member, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return target
