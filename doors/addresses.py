"""The links that lead to the course where others run it: Binder, Colab, a JupyterHub; made from ``addresses.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import course_lib
from course_lib.words.language import Language
from doors.browser import ROOT, WELCOME

READMES: dict[Language, Path] = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}
BINDER = "https://mybinder.org/v2/gh/"
COLAB = "https://colab.research.google.com/github/"
ADDRESSES: dict[str, str] = tomllib.loads((Path(__file__).parent / "addresses.toml").read_text(encoding="utf-8"))
WHEEL = ADDRESSES["wheel"].format(version=course_lib.__version__)
"""Where the wheel of this version lies."""


def binder(notebook: str) -> str:
    """Return the link that opens a notebook, given by its path in the course, on Binder."""
    return f"{BINDER}{ADDRESSES['repository']}/{ADDRESSES['branch']}?{_query(urlpath=f'lab/tree/{notebook}')}"


def colab(notebook: str) -> str:
    """Return the link that opens a notebook of the Colab edition."""
    return f"{COLAB}{ADDRESSES['repository']}/blob/{ADDRESSES['colab']}/{notebook}"


def pull(notebook: str, hub: str = ADDRESSES["hub"], repository: str = ADDRESSES["class"]) -> str:
    """Return the link that pulls the class's repository into a learner's home on a JupyterHub, and opens a notebook.

    Args:
        notebook: its path in that repository.
        hub: address of the JupyterHub.
        repository: address that git pulls from; its branch is ``main``.
    """
    pulled = _query(repo=repository, branch="main", targetPath="class", urlpath=f"lab/tree/class/{notebook}")
    return f"{hub}/hub/user-redirect/git-pull?{pulled}"


def notebooks() -> list[str]:
    """Return the paths of all notebooks and sheets, from the folder of the course."""
    found = [path for folder in ("notebooks", "exercises") for path in (ROOT / folder).glob("*/[0-9]*.ipynb")]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


def links() -> Iterator[str]:
    """Yield for each notebook and sheet a line with its path, then one with each link to it."""
    for notebook in notebooks():
        yield from (notebook, *(f"  {link(notebook)}" for link in (binder, colab, pull)))


def written(readme: str, language: Language) -> str:
    """Return a README's text with the links of today to Binder and to Colab."""
    welcome = WELCOME.format(language=language)
    for start, link in ((BINDER, binder(welcome)), (COLAB, colab(welcome))):
        readme = re.sub(rf"{re.escape(start)}[^)\s]*", link, readme)
    return readme


def _query(**values: str) -> str:
    return urlencode(values, safe="/:")
