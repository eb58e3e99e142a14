"""First stumbles in Python are told in the learner's language, in the notebook, below Python's own message."""

from __future__ import annotations

import ast
import builtins

import nbformat
import pytest
from nbclient import NotebookClient

from authoring.editions import Edition, compose, editions
from course_lib.lab.jupyter import KERNEL_START
from course_lib.lab.stumbles import stumble
from course_lib.words.catalogue import words

DEFINE = "def double(x):\n    return "

STUMBLES = [
    (DEFINE + "2 × x", "sign", {"sign": "×", "plain": "*"}),
    (DEFINE + "2　*　x", "wide_blank", {}),
    ("def double(x):\n　　return 2 * x", "wide_blank", {}),
    (DEFINE + "２ * x", "sign", {"sign": "２", "plain": "2"}),
    (DEFINE + "（2 * x）", "sign", {"sign": "（", "plain": "("}),
    (DEFINE + "2＊x", "sign", {"sign": "＊", "plain": "*"}),
    ("def double(x)：\n    return 2 * x", "sign", {"sign": "：", "plain": ":"}),
    (DEFINE + "2 − x", "sign", {"sign": "−", "plain": "-"}),
    ("print(“two”)", "sign", {"sign": "“", "plain": '"'}),
    (DEFINE + "2 * x。", "sign", {"sign": "。", "plain": "."}),
    ("x = 2 ★ 3", "strange_sign", {"sign": "★", "plain": ""}),
    ("def double(x):\nreturn 2 * x", "indent_missing", {}),
    ("x = 1\n  y = 2", "indent_unexpected", {}),
    ("def double(x):\n    y = 1\n  return y", "indent_uneven", {}),
    (DEFINE + "2x", "times_missing", {}),
    (DEFINE + "... 2 * x", "dots_left", {}),
    ("def double(x)\n    return 2 * x", "colon", {}),
    ("for i in range(3)\n    print(i)", "colon", {}),
    ("return 2", "return_outside", {}),
    (DEFINE + "(2 * x", "bracket_open", {"sign": "("}),
    (DEFINE + "2 * x)", "bracket_extra", {"sign": ")"}),
    ("print('two)", "quote_open", {}),
    ("if x = 2:\n    print(x)", "equals", {}),
    ("2 * x = 4", "assign", {}),
    ("x = [1 2]", "comma", {}),
    ("Return 2", "capital", {"word": "Return", "plain": "return"}),
    ("If 1 > 0:\n    print(1)", "capital", {"word": "If", "plain": "if"}),
    ("x = * 3", "unreadable", {}),
    ("dubble(2)", "unknown_name", {"name": "dubble"}),
    ("Print(2)", "capital", {"word": "Print", "plain": "print"}),
    ("x = true", "capital", {"word": "true", "plain": "True"}),
    ("x = 3\n2(x + 1)", "number_called", {}),
    ("x = 2.0\nx ^ 2", "caret", {}),
    ("import numpy as np\nnp.ones(2) ^ 2", "caret", {}),
]


def error_of(source):
    with pytest.warns(SyntaxWarning) if "2(x" in source else _nothing():
        try:
            exec(compile(source, "<cell>", "exec"), {})
        except BaseException as error:
            return error
    raise AssertionError("no error")


class _nothing:
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return False


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("source", "name", "places"), STUMBLES, ids=[source for source, *_ in STUMBLES])
def test_each_stumble_has_its_sentence(source, name, places, language, speak):
    speak(language)
    assert stumble(error_of(source)) == words(f"stumbles.{name}", **places)


@pytest.mark.parametrize("source", ["1 / 0", "[1][3]", "len(3)", "def f():\n    x += 1\nf()"])
def test_other_errors_are_left_to_python(source):
    assert stumble(error_of(source)) == ""


def test_the_notebook_says_it_below_python_s_message(tmp_path):
    """In a real kernel: after the course is imported, and once a stumble; what works is not commented on."""
    cells = ["from course_lib import check", DEFINE + "（2 * x）", "check(double)", "1 + 1", "1 / 0"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    folder = tmp_path / "ja"
    folder.mkdir()
    NotebookClient(notebook, allow_errors=True, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    kinds = [[output["output_type"] for output in cell.outputs] for cell in notebook.cells]
    assert kinds == [[], ["error", "display_data"], ["error", "display_data"], ["execute_result"], ["error"]]
    assert "日本語入力を切って、半角の" in notebook.cells[1].outputs[1]["data"]["text/plain"]
    assert "<div" in notebook.cells[1].outputs[1]["data"]["text/html"]
    assert "`double` という名前は、まだ作られていません" in notebook.cells[2].outputs[1]["data"]["text/plain"]


def test_a_cell_of_the_middle_run_first_is_told_about_the_cells_above(tmp_path, monkeypatch):
    """In a kernel of the course's JupyterLab that has just been started anew."""
    monkeypatch.setenv("PYTHONSTARTUP", str(KERNEL_START))
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", "ja")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("claim('C1.1', 'holds', [True])")])
    NotebookClient(notebook, allow_errors=True, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    error, told = notebook.cells[0].outputs
    assert error["ename"] == "NameError" and "上から順に実行" in told["data"]["text/plain"]


def names_from_elsewhere(source):
    """The names that a cell uses and does not make."""
    nodes = list(ast.walk(ast.parse(source)))
    made = {name.asname or name.name for node in nodes if isinstance(node, ast.ImportFrom) for name in node.names}
    made |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return {node.id for node in nodes if isinstance(node, ast.Name)} - made - set(dir(builtins))


CHAPTERS = sorted({edition.source for edition in editions() if edition.source.parent.name == "chapters"})


@pytest.mark.parametrize("source", CHAPTERS, ids=lambda path: path.stem)
def test_a_question_or_a_control_runs_alone(source):
    """Right after a restart, before any other cell."""
    for cell in compose(Edition(source, "en")).cells:
        plays = any(tag.startswith("W") for tag in cell.metadata.get("tags", []))
        if cell.cell_type == "code" and (plays or "Quiz(" in cell.source or "predict(" in cell.source):
            assert not names_from_elsewhere(cell.source)


def test_names_from_elsewhere_are_found():
    assert names_from_elsewhere("from a import b\nx = b(1)\nx") == set()
    assert names_from_elsewhere("x = Quiz(1)\nprint(x)") == {"Quiz"}
