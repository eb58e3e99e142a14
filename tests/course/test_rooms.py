"""The house: rooms by concept, each opening with a sentence that says what lives there."""

from __future__ import annotations

import ast

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "course_lib"
ROOMS = [path for path in sorted(PACKAGE.rglob("__init__.py")) if path.parent != PACKAGE]


def test_nothing_lies_loose_at_the_root():
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("opening", ROOMS, ids=lambda path: path.parent.relative_to(PACKAGE).as_posix())
def test_each_room_opens_with_what_lives_there_and_nothing_else(opening):
    tree = ast.parse(opening.read_text(encoding="utf-8"))
    sentence = ast.get_docstring(tree)
    assert sentence and sentence.split("\n\n")[0].endswith(".")
    assert len(tree.body) == 1, "a name has one address: the file that it is written in"


def test_every_folder_of_code_is_a_room():
    assert {path.parent for path in PACKAGE.rglob("*.py")} == {path.parent for path in PACKAGE.rglob("__init__.py")}


def test_no_module_is_called_like_a_folder_beside_it():
    for path in PACKAGE.rglob("*.py"):
        assert not path.with_suffix("").is_dir(), f"{path} stands beside a folder of its name"
