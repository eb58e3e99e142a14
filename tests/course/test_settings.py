"""Every environment variable that the course reads stands in docs/authoring.md, and every one that stands there is read."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"GRADIENT_COURSE_[A-Z]+(?:_[A-Z]+)*")
READERS = ("course_lib", "authoring", "rehearsal", "doors", "tests")


def read_by_code() -> set[str]:
    """The variables that Python or JavaScript of the course takes from its surroundings."""
    files = [path for folder in READERS for ending in ("py", "js") for path in (ROOT / folder).rglob(f"*.{ending}")]
    code = [path.read_text(encoding="utf-8") for path in files if path != Path(__file__)]
    return {name for text in code for name in re.findall(rf"environ(?:\.get\(|\[)['\"]({NAME.pattern})['\"]", text)}


def named_anywhere() -> set[str]:
    files = [path for folder in READERS for path in (ROOT / folder).rglob("*.py") if path != Path(__file__)]
    return {name for path in files for name in NAME.findall(path.read_text(encoding="utf-8"))}


def documented() -> list[str]:
    text = (ROOT / "docs/authoring.md").read_text(encoding="utf-8")
    return re.findall(rf"^\| `({NAME.pattern})` \| .+ \| .+ \|$", text, flags=re.MULTILINE)


def test_each_variable_that_is_read_is_documented_once_and_the_other_way_round():
    assert sorted(documented()) == sorted(read_by_code())


def test_no_other_variable_is_named():
    # A misspelt one would be set, and nobody would read it.
    assert named_anywhere() == set(documented())
