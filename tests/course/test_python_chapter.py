"""Python in 40 minutes: what its texts say of code is what the code does."""

from __future__ import annotations

import contextlib
import io
import re

import numpy as np
import pytest

from authoring.editions import Edition, compose, editions
from course_lib.lab.stumbles import stumble
from course_lib.words.catalogue import word_list, words
from course_lib.words.language import LANGUAGES

SOURCE = next(edition.source for edition in editions("00b") if edition.source.parent.name == "chapters")
CELLS = {language: compose(Edition(SOURCE, language)).cells for language in LANGUAGES}
CODE = [cell.source for cell in CELLS["en"] if cell.cell_type == "code"]
each_language = pytest.mark.parametrize("language", LANGUAGES)


def text(language):
    return "\n".join(cell.source for cell in CELLS[language] if cell.cell_type == "markdown")


def shown_by(code, names=None):
    """What a piece of code prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {} if names is None else names)
    return printed.getvalue()


def cell_with(start):
    (found,) = [code for code in CODE if start in code]
    return found


def right_option(name, language):
    return word_list(f"chapter00b.{name}.options", language)[int(words(f"chapter00b.{name}.right", language)) - 1]


@each_language
def test_the_first_program_shows_what_the_quiz_calls_right(language):
    program = cell_with("throw = 8.0\nthrow = throw - 1.5")
    assert f"```python\n{program}\n```" in text(language)
    assert shown_by(program).strip() == right_option("quiz_names", language)


@each_language
def test_a_function_that_only_prints_gives_back_nothing(language):
    names = {}
    shown = shown_by("def how_far_off(throw):\n    print(throw - 5.0)\n\nfirst = how_far_off(8.0)", names)
    assert names["first"] is None and shown.strip() == "3.0"
    assert right_option("quiz_return", language).startswith("None")


@each_language
def test_indenting_the_print_shows_every_round(language):
    loop = cell_with("for miss in [3.0, 1.5, 0.5]")
    shown = shown_by(loop.replace("\nprint(total)", "\n    print(total)")).split()
    assert re.findall(r"\d\.\d", right_option("quiz_loop", language)) == shown == ["3.0", "4.5", "5.0"]


@each_language
def test_the_loop_is_traced_as_it_runs(language):
    loop = cell_with("for miss in [3.0, 1.5, 0.5]")
    seen = shown_by(loop.replace("total + miss", "total + miss\n    print(miss, total)")).splitlines()[:-1]
    table = text(language).partition("| `total = 0` |")[2]
    rows = re.findall(r"^\| .+ \| (\d\.\d) \| (\d\.\d) \|$", table, flags=re.MULTILINE)
    assert [f"{miss} {total}" for miss, total in rows] == [*seen, seen[-1]]


@each_language
def test_the_error_is_told_as_python_and_the_course_tell_it(language, speak):
    speak(language)
    with pytest.raises(SyntaxError) as error:
        compile("print(2throw)", "a cell", "exec")
    assert f"SyntaxError: {error.value.msg}" in text(language)
    said = stumble(error.value)
    # The Japanese text quotes the sentence, the English one says it in its own words.
    assert said.partition("名前を")[0] in text(language) if language == "ja" else "`2 * x`" in said
    assert "# print(2throw)" in CODE


@each_language
def test_the_tables_multiply_as_the_rule_says(language):
    sums = re.findall(r"(\d+) × (\d+) \+ (\d+) × (\d+) = (\d+)", text(language))
    assert len(sums) == 4
    product = np.array([[1, 2], [3, 4]]) @ np.array([[10, 20], [30, 40]])
    assert [int(total) for *_, total in sums] == [a * b + c * d for a, b, c, d in (map(int, s[:4]) for s in sums)]
    assert [int(total) for *_, total in sums] == product.ravel().tolist()


def test_the_cells_run_from_top_to_bottom():
    names = {}
    shown = [shown_by(code, names) for code in CODE if "Quiz" not in code]
    assert "[8.0, 6.5, 5.75, 5.375]" in "".join(shown) and names["best"] == 0.5
