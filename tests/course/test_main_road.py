"""The main road asks for nothing that was not taught before: Python, numpy, words."""

from __future__ import annotations

import ast
import re

import pytest

from course_lib.exercises.sheets import sheet_names
from course_lib.words.language import LANGUAGES
from rehearsal import teaching
from rehearsal.teaching import SYNTAX, code_in, exercises, needs, taught, texts

SHEETS = sheet_names()


def known_before(sheet):
    """What the chapters up to this one, and its own, teach."""
    return set().union(*(one.all for name, one in taught().items() if name <= sheet))


@pytest.mark.parametrize("sheet", SHEETS)
def test_an_exercise_of_the_main_road_asks_for_nothing_that_was_not_taught(sheet):
    posed = list(exercises(sheet))
    assert posed
    missing = {
        one.name: sorted(one.needs - known_before(sheet) - one.shown) for one in posed if not one.side
    }
    assert not {name: what for name, what in missing.items() if what}


@pytest.mark.parametrize("name", taught())
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_chapter_is_said_to_teach_stands_in_its_texts(name, language):
    text = texts(name, language)
    one = taught()[name]
    assert text and not set(one.names) - code_in(text)
    for syntax, pattern in one.syntax.items():
        assert re.search(pattern, text), f"{name} ({language}) does not explain {syntax}: no {pattern}"
        assert syntax in {*SYNTAX.values(), "else", "[i, j]", "def in def"}


@pytest.mark.parametrize("sheet", SHEETS)
def test_side_exercises_come_after_those_of_the_main_road(sheet):
    sides = [one.side for one in exercises(sheet)]
    assert sides == sorted(sides) and not sides[0]


def function(code):
    return ast.parse(code).body[0]


@pytest.mark.parametrize(
    "code, expected",
    [
        ("def f(x):\n    return 2 * x", set()),
        ("def f(x):\n    total = 0\n    for v in x:\n        total += v\n    return total", {"=", "+=", "for"}),
        ("def f(g, x):\n    return g(abs(x))", {"abs"}),
        ("def f(x):\n    return np.linalg.norm(x, axis=0)[0]", {"np.linalg.norm", "f(name=value)", "[0]"}),
        ("def f(x):\n    return np.abs(x).ravel()", {"np.abs", ".ravel"}),
        ("def f(x):\n    return [v for v in x if v not in x]", {"comprehension", "<", "in"}),
        ("def f(x):\n    def g(y):\n        return y\n    return g(x)", {"def in def"}),
        ("def f(x):\n    return x[0, 1:]", {"[0]", "[1:]", "tuple", "[i, j]"}),
        ("def f(x):\n    if x:\n        return 1\n    else:\n        return 0", {"if", "else"}),
    ],
)
def test_needs_are_read_from_the_code(code, expected):
    assert needs(function(code)) == expected


def test_what_a_sheet_shows_counts_from_there_on():
    assert {"np.linalg.norm", "abs", ".append", ".T"} <= code_in(
        "`np.linalg.norm(x)` and `abs(3)`\n```python\npath.append(1)\n```\n`A.T`"
    )
    assert "np.exp" not in code_in("np.exp without marks")


def test_a_construct_that_nobody_taught_is_noticed(tmp_path, monkeypatch):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions/01_new.py").write_text(
        '# %% [markdown] lang="ja" tags=["E1"]\n# 問題\n\n# %% [markdown] lang="en" tags=["E1"]\n# Exercise\n\n'
        '# %% tags=["answer"]\ndef f(x):\n    while x > 1:\n        x = np.cbrt(x)\n    return x\n\n'
        '# %% [markdown] lang="ja" tags=["E1", "side"]\n# 問題\n\n# %% [markdown] lang="en" tags=["E1", "side"]\n# More\n\n'
        '# %% tags=["answer"]\ndef g(x):\n    return np.cbrt(x)\n'
    )
    monkeypatch.setattr(teaching, "ROOT", tmp_path)
    first, second = exercises("01_new")
    assert first.needs - known_before("01") == {"while", "np.cbrt"} and not first.side
    assert second.side and second.name == "g"


def test_what_a_side_road_shows_is_not_taught(tmp_path, monkeypatch):
    (tmp_path / "chapters").mkdir()
    pair = '# %% [markdown] lang="ja"{0}\n# {1}\n\n# %% [markdown] lang="en"{0}\n# {1}\n\n'
    (tmp_path / "chapters/01_new.py").write_text(
        pair.format("", "# A\n#\n# `np.cbrt`")
        + pair.format(' tags=["side"]', "### B\n#\n# `np.sinh`")
        + pair.format("", "`np.cosh`")
        + pair.format("", "## C\n#\n# `np.sign`")
    )
    monkeypatch.setattr(teaching, "ROOT", tmp_path)
    assert code_in(texts("01_new", "en")) & {"np.cbrt", "np.sinh", "np.cosh", "np.sign"} == {"np.cbrt", "np.sign"}
