"""What is right in the notebook is right in the gradebook: `check`, cell by cell in IPython, against `grade`.

Some 60 notebooks; ten thousand with ``python -m pytest tests/grading/test_one_verdict.py --hypothesis-profile=thorough``
(how to split them over several processes: ``conftest.py``).
"""

from __future__ import annotations

import ast
import builtins
import gc
import json
import re
import select
import sys
import types
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from course_lib.__main__ import main
from course_lib.exercises.checking import NOTEBOOK_SEED, Message
from course_lib.exercises.sheets import load_sheet
from course_lib.grading.confining import availability
from course_lib.grading.confining.confinement import Confined, Limits
from course_lib.grading.confining.notebook_lines import LONGEST, MOST, as_python, may_be_for_notebooks
from course_lib.grading.confining.pool import worker
from course_lib.grading.job import Job, grade
from course_lib.words.catalogue import words
from rehearsal.learner import right_answers, wrong_answers
from tests.grading.learners_notebooks import IMPORTS, notebooks
from tests.grading.test_class import SHEET, sandbox  # noqa: F401

pytestmark = pytest.mark.usefixtures("sandbox")

PARITY = sorted((Path(__file__).parent / "cases" / "parity").glob("*.ipynb"))
RIGHT = right_answers(SHEET)


def notebook(cells, sheet=SHEET):
    """Return a notebook's text from the sources of its code cells."""
    made = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in cells]
    course = {"source": f"solutions/{sheet}.py", "language": "en"}
    return json.dumps({"cells": made, "metadata": {"course": course}, "nbformat": 4, "nbformat_minor": 5})


def graded(cells, folder, seed=1, sheet=SHEET):
    path = folder / f"{sheet}.ipynb"
    path.write_text(notebook(cells, sheet), encoding="utf-8")
    return {row.exercise: row for row in grade(Job(str(path), seed)).grades}


@pytest.mark.parametrize("path", PARITY, ids=lambda path: path.stem)
def test_what_is_right_in_the_notebook_is_right_in_the_gradebook(path):
    rows = {row.exercise: row for row in grade(Job(str(path), 1)).grades}
    lost = {name: row for name, row in rows.items() if row.outcome != "right"}
    said = {"a36_renamed_function": ("not attempted", "`gradient_step2`"), "a47_fullwidth_space": ("error", "U+3000")}
    if path.stem not in said:
        assert not lost and sum(row.points for row in rows.values()) == 11
        return
    outcome, word = said[path.stem]
    assert list(lost) == ["gradient_step"] and sum(row.points for row in rows.values()) == 10
    assert lost["gradient_step"].outcome == outcome and word in lost["gradient_step"].sentence


@pytest.mark.parametrize("character", ["（", "−", "　", "“"])
def test_a_character_that_is_no_python_is_named_in_both_languages(character, tmp_path):
    cells = [IMPORTS, f"def gradient_step(x, gradient, rate):\n    return {character}x - rate * gradient"]
    row = graded(cells, tmp_path)["gradient_step"]
    assert f"U+{ord(character):04X}" in row.sentence and "Japanese input off" in row.sentence
    assert "日本語入力を切って" in words("grading.cell_character", "ja", character="x", code="U+3000", line="")


class NotebookShell(InteractiveShell):
    """A shell that takes ``%matplotlib inline``, as that of a notebook does."""

    def enable_gui(self, gui=None):
        pass


@pytest.fixture(scope="module")
def shell():
    """A notebook's own way of running cells."""
    gc.collect()
    gc.freeze()  # what was there before is not looked through at each reset
    yield NotebookShell(config=Config(HistoryManager={"enabled": False}))
    gc.unfreeze()


def checked(shell, sheet, cells, by_statement=False):
    """Return what the last check of each answer says where the cells are run in order; nothing where none could run.

    Args:
        shell: see the fixture.
        sheet: its name.
        cells: their sources.
        by_statement: run each statement as a cell of its own, so that one that fails ends no more than itself.
    """
    shell.reset(new_session=False)
    shell.history_manager.input_hist_parsed[:] = [""]
    shell.user_ns.update(dict.fromkeys(["_", "__", "___"], ""))  # as when a notebook begins
    said = {}
    with capture_output(), warnings.catch_warnings(), np.errstate(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")
        patch.setattr(builtins, "input", lambda prompt="": "")  # a reader who presses Enter
        for shown in ("showtraceback", "showsyntaxerror", "_format_exception_for_storage"):
            patch.setattr(shell, shown, lambda *given, **options: None)  # nobody looks at it, and it takes most of the time
        for source in cells:
            for part in statements(shell, source) if by_statement else [source]:
                result = shell.run_cell(part, store_history=True).result
                if asked := re.search(r"^check\((\w+)\)\Z", part, flags=re.MULTILINE):
                    before = said.get(asked[1])
                    # Where an error comes before the check, nothing is known of the answer as it now is.
                    said[asked[1]] = result if isinstance(result, Message) else None
                    if said[asked[1]] and before and is_right(before) and result.text.startswith("The answers are right, but"):
                        # The library's import ends the cell in grading, and the function written before it stands.
                        said[asked[1]] = None
    return {name: said[name] for name in load_sheet(sheet).exercises if said.get(name)}


def statements(shell, source):
    """Return the statements of a cell, each with what stands above it."""
    try:
        body = ast.parse(shell.transform_cell(source)).body
    except SyntaxError:
        return [source]
    if source.startswith("%%"):
        return [source]
    lines = shell.transform_cell(source).splitlines()
    first = [min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))]) for node in body]
    return ["\n".join(lines[start - 1 : node.end_lineno]) for start, node in zip(first, body, strict=True)]


def disagreements(said, rows, by_statement=dict):
    """Return where `check` and `grade` say different things.

    Args:
        said: what each check said.
        rows: of the gradebook.
        by_statement: returns what each check says where each statement is a cell of its own: in grading one that fails
            ends no more than itself, so that more may be right there.
    """
    found = {name: (message, rows[name]) for name, message in said.items() if is_right(message) != (rows[name].outcome == "right")}
    if any(rows[name].outcome == "right" for name in found):
        also_right = {name for name, message in by_statement().items() if is_right(message) and rows[name].outcome == "right"}
        found = {name: both for name, both in found.items() if name not in also_right}
    return found


def is_right(message):
    return message.tone == "right"


@settings(
    max_examples=60 if settings().max_examples <= 100 else settings().max_examples,
    derandomize=settings().max_examples <= 100,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(drawn=notebooks())
def test_check_and_grade_agree_on_notebooks_that_learners_write(drawn, shell, tmp_path_factory):
    sheet, cells = drawn
    folder = tmp_path_factory.getbasetemp()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIENT_COURSE_LANGUAGE", "en")
        patch.setenv("GRADIENT_COURSE_PROGRESS", str(folder / "progress.json"))
        patch.chdir(folder)
        rows = graded(cells, folder, NOTEBOOK_SEED, sheet)
        assert not disagreements(checked(shell, sheet, cells), rows, lambda: checked(shell, sheet, cells, by_statement=True))


def test_a_line_that_asks_what_a_notebook_remembers_ends_no_cell(shell, tmp_path, speak):
    """Where it does, the answer below it is not there, and the one written before it seems to stand."""
    speak("en")
    wrong = wrong_answers(SHEET, 0)["gradient_step"]
    cells = [IMPORTS, RIGHT["gradient_step"], f"In[1]\nprint(_)\nnp = None\n{wrong}", "check(gradient_step)"]
    said, rows = checked(shell, SHEET, cells), graded(cells, tmp_path)
    assert not disagreements(said, rows) and rows["gradient_step"].outcome == "wrong"


def test_the_comparison_sees_a_disagreement(shell, tmp_path, speak):
    speak("en")
    said = checked(shell, SHEET, [IMPORTS, RIGHT["gradient_step"], "check(gradient_step)"])
    rows = graded([IMPORTS, wrong_answers(SHEET, 0)["gradient_step"]], tmp_path)
    assert list(disagreements(said, rows)) == ["gradient_step"]


@pytest.mark.parametrize(
    "line",
    ["import matplotlib.pyplot as plt\nfig, (left, right) = plt.subplots(1, 2)\nwith plt.style.context('ggplot'):\n    left.plot([1, 2])\nfor line in left.lines: line.set(lw=2)",
     "from ipywidgets import interact, FloatSlider\n@interact(x=(0, 1))\ndef f(x):\n    return x\nclass Mine(FloatSlider):\n    pass\nMine().value = 3",
     "from tqdm.notebook import tqdm, trange\nassert list(tqdm([1, 2])) == [1, 2] and sum(trange(4)) == 6\nwith tqdm(total=3) as bar:\n    bar.update(1)",
     "from course_lib.controls.learning_rate import Slider\nimport course_lib.plots.hills as hills\nSlider(3).show(hills.draw())",
     "from IPython.display import display as show, HTML\nshow(HTML('x'))\ndisplay(3)\nhelp(len)\ninput('who?')\nget_ipython().system('ls')",
     "In[1]\nassert In[-1].startswith('In[1]') and _ih is In\nOut\n_oh\nprint(_, __, ___, _i, _ii, _iii)",
     "async def seven():\n    return 7\nassert await seven() == 7"],
)  # fmt: skip
def test_what_only_shows_is_silent(line, sandbox):  # noqa: F811
    with Confined(Limits(), worker(Limits().scratch)) as confined:
        assert confined.run_cell(line).kind == "value"


@pytest.mark.parametrize("use", ["X(3)", "3.0 - X", "np.ones(2) * X(3)", "float(X)", "np.exp(X(1))", "[1.0, X()]", "len(X())", "sum(X())", "1 if X() else 2"])
def test_nothing_is_computed_with_what_is_not_there_and_it_is_named(use, tmp_path):
    cells = [IMPORTS, f"from course_lib.descent.x import X\ndef gradient_step(x, gradient, rate):\n    return {use}"]
    row = graded(cells, tmp_path)["gradient_step"]
    assert (row.outcome, row.points) == ("error", 0) and "No module named 'course_lib'" in row.sentence


def test_a_helper_from_a_file_of_ones_own_is_named(tmp_path):
    answer = "from my_helpers import step\ndef gradient_step(x, gradient, rate):\n    return step(x, gradient, rate)"
    row = graded([IMPORTS, answer], tmp_path)["gradient_step"]
    assert row.outcome == "error" and "No module named 'my_helpers'" in row.sentence and "functions of your own" in row.sentence


def test_what_was_computed_with_a_library_that_is_not_there_names_the_library(tmp_path):
    answer = "import PIL\nsize = len(PIL.__name__)\ndef gradient_step(x, gradient, rate):\n    size\n    return x - rate * gradient"
    row = graded([IMPORTS, RIGHT["gradient_step"], answer], tmp_path)["gradient_step"]
    assert row.outcome == "error" and "No module named 'PIL'" in row.sentence


PIL_IN_A_CELL = [
    # Ends in the notebook behind the import, so that the answer written before it stands.
    ("len = 2\nimport PIL\nsize = len(PIL.__name__)\ndef gradient_step(x, gradient, rate):\n    size\n    return x - rate * gradient", True),
    ("import PIL\n1 / 0\ndef gradient_step(x, gradient, rate):\n    return x + rate * gradient", True),
    ("import PIL.Image\nfrom PIL import ImageFilter as own\nsize = [1, 2][own.BLUR.radius:]\nint('x')\ndef gradient_step(x, gradient, rate):\n    return x + rate * gradient", True),
    # Goes on in the notebook: the answer within it stands.
    ("import PIL\nshape = len(PIL.__name__)\nside = shape + 1\ndef gradient_step(x, gradient, rate):\n    return x + rate * gradient", False),
    ("def f(x, gradient, rate):\n    return x - rate * gradient\ndef gradient_step(x, gradient, rate):\n    return f(x, gradient, rate)\nfrom PIL import Image as f", False),
    ("import PIL\ndef side():\n    return PIL\nside().Image.new('L', (2, 2))\ndef gradient_step(x, gradient, rate):\n    return x + rate * gradient", False),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "earlier_stands"), PIL_IN_A_CELL)
def test_a_cell_ends_where_it_ends_with_the_library_that_grading_lacks(cell, earlier_stands, shell, tmp_path, speak):
    """Found by the comparison above: ``len = 2`` ended the cell in the notebook, where the answer before it stood."""
    speak("en")
    cells = [IMPORTS, RIGHT["gradient_step"], cell, "check(gradient_step)"]
    said, rows = checked(shell, SHEET, cells), graded(cells, tmp_path)
    assert not disagreements(said, rows) and (rows["gradient_step"].outcome == "right") is earlier_stands


LATER_NUMBER = "def change():\n    global n\n    n = 9\nchange()", "n += 1\ndef gradient_step(x, gradient, rate):\n    assert n == 2\n    return x - rate * gradient\nimport PIL"

COUNTED = LATER_NUMBER[1].removesuffix("\nimport PIL")


@pytest.mark.parametrize(
    "cells",
    [
        (*LATER_NUMBER, "check(gradient_step)\nn = 2"),
        ("import PIL.Image as Image\ndef gradient_step(x, gradient, rate):\n    Image.new\n    return x - rate * gradient", "check(gradient_step)"),
        ("import PIL\nsize = len(PIL.__name__)\ndef gradient_step(x, gradient, rate):\n    return size * 0 + x - rate * gradient", "check(gradient_step)"),
        ("import PIL\ndef gradient_step(x, gradient, rate, *, k=PIL):\n    return x - rate * gradient", "1 / 0\ndef gradient_step(x, gradient, rate):\n    return x + rate * gradient", "check(gradient_step)"),
        ("n = 1", "if (n := 3) > 2:\n    pass", COUNTED, "check(gradient_step)"),
        ("n = 1", LATER_NUMBER[0], COUNTED, "check(gradient_step)"),
        ("n = 1", "import __main__\n__main__.n = 4", COUNTED, "check(gradient_step)"),
    ],
)  # fmt: skip
def test_what_was_not_right_there_is_not_right_here(cells, shell, tmp_path, speak):
    """A name that a cell further down gives, one that means something of a library that grading has not, and one whose
    value a statement changes that is left out where an answer runs with definitions alone."""
    speak("en")
    said, rows = checked(shell, SHEET, [IMPORTS, *cells]), graded([IMPORTS, *cells], tmp_path)
    assert not disagreements(said, rows) and rows["gradient_step"].outcome in ("error", "wrong")


def test_of_several_assignments_to_an_answers_name_those_that_make_it_no_function_do_not_count(tmp_path):
    wrong, right = "def gradient_step(x, gradient, rate):\n    return x + rate * gradient", "def mine(x, gradient, rate):\n    return x - rate * gradient\ngradient_step = mine"
    assert graded([IMPORTS, wrong, right, "gradient_step = 0", "gradient_step = 3"], tmp_path)["gradient_step"].outcome == "right"
    assert graded([IMPORTS, right, wrong, "gradient_step = 0", "gradient_step = 3"], tmp_path)["gradient_step"].outcome == "wrong"


def test_what_is_written_for_a_library_that_may_be_missing_does_without(tmp_path):
    answer = "try:\n    from PIL import no_such_step as step\nexcept ImportError:\n    def step(x, gradient, rate):\n        return x - rate * gradient\n"
    row = graded([IMPORTS, answer + "def gradient_step(x, gradient, rate):\n    return step(x, gradient, rate)"], tmp_path)["gradient_step"]
    assert row.outcome == "right"


def test_a_cell_that_takes_the_transformer_long_is_left_as_it_is():
    for source in ("!a\n" * (MOST + 1), "!a" + " " * LONGEST, "a" * 15_000 + " b?", "a" + ".a" * 7000 + " b?"):
        assert not may_be_for_notebooks(source) and as_python(source) == source
    assert "get_ipython" in as_python("!a\n" * MOST)


def hide_bubblewrap(monkeypatch, folder):
    monkeypatch.setenv("PATH", str(folder))


def be_windows(monkeypatch, folder):
    """Take away what only Unix has; one can't wait for a pipe there."""
    monkeypatch.setattr(availability, "sys", types.SimpleNamespace(platform="win32"))
    monkeypatch.setattr(select, "select", lambda *given: pytest.fail("a pipe was waited for"))
    for name in ("resource", "fcntl", "pwd", "termios"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("takes_away", [None, hide_bubblewrap, be_windows])
def test_a_learner_is_told_beforehand_what_grading_will_say(takes_away, language, tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    wrong = wrong_answers(SHEET, 0)["exponential_decay"]
    ending = "def largest_stable_rate(hessian):\n    import os\n    os._exit(0)"
    cells = [IMPORTS, *RIGHT.values(), wrong, ending, "import matplotlib.pyplot as plt\nplt.plot([1])"]
    rows = graded(cells, tmp_path, NOTEBOOK_SEED)
    assert Counter(row.outcome for row in rows.values()) == {"right": len(RIGHT) - 2, "wrong": 1, "error": 1}
    if takes_away:
        takes_away(monkeypatch, tmp_path)
    assert main(["check", str(tmp_path / f"{SHEET}.ipynb")]) == 1
    said, told = capfd.readouterr()
    assert said.splitlines() == [f"{row.exercise}: {row.outcome}. {row.sentence}" for row in rows.values()]
    assert (words("grading.runs_here", language) in told) is (takes_away is not None)


def test_the_code_of_a_notebook_is_run_by_check_alone_where_there_is_no_sandbox(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / f"{SHEET}.ipynb").write_text(notebook([IMPORTS, *RIGHT.values()]), encoding="utf-8")
    assert main(["check", str(tmp_path / f"{SHEET}.ipynb")]) == 0
    assert main(["grade", str(tmp_path / f"{SHEET}.ipynb"), "--out", str(tmp_path / "out")]) == 2


def test_once_its_time_is_over_no_other_name_is_looked_for_in_a_submission(tmp_path):
    path = tmp_path / f"{SHEET}.ipynb"
    path.write_text(notebook([IMPORTS, RIGHT["gradient_step"].replace("gradient_step", "gradient_step2")]), encoding="utf-8")
    soon, late = (grade(Job(str(path), 1, longest=longest)).grades[0] for longest in (60.0, 0.0))
    assert "`gradient_step2`" in soon.sentence and late.outcome == "time limit" and "`gradient_step2`" not in late.sentence


@pytest.mark.parametrize("bound", ["def gradient_step2(x, gradient, rate): return", "gradient_step2 = lambda x, gradient, rate:"])
def test_a_function_that_is_right_under_another_name_is_named(bound, tmp_path):
    row = graded([IMPORTS, f"{bound} x - rate * gradient"], tmp_path)["gradient_step"]
    assert row.outcome == "not attempted" and "`gradient_step2`" in row.sentence


@pytest.mark.parametrize("line", ["import os, getpass; os.environ['PATH'].split(':'), os.environ['HOME'], getpass.getuser()", "import matplotlib; print(matplotlib.__version__)"])
def test_what_every_machine_and_library_says_of_itself_is_there(line, tmp_path):
    cells = [IMPORTS, f"def gradient_step(x, gradient, rate):\n    {line}\n    return x - rate * gradient"]
    assert graded(cells, tmp_path)["gradient_step"].outcome == "right"


@pytest.mark.parametrize("above", ["import __main__\nn = 7", "n = 7\nimport sys, __main__\nassert sys.modules['__main__'] is __main__"])
def test_a_notebook_knows_itself_as_main(above, shell, tmp_path, speak):
    speak("en")
    cells = [IMPORTS, f"{above}\ndef gradient_step(x, gradient, rate):\n    assert __main__.n == 7\n    return x - rate * gradient", "check(gradient_step)"]
    assert is_right(checked(shell, SHEET, cells)["gradient_step"]) and graded(cells, tmp_path)["gradient_step"].outcome == "right"


LIBRARIES = {
    "a constant": "import PIL\nk = len(PIL.__name__)\ndef ANSWER\n    k\n",
    "at second hand": "import PIL\nsize = len(PIL.__name__)\nk = size + 1\ndef ANSWER\n    k\n",
    "by a helper": "import PIL\ndef size():\n    return len(PIL.__name__)\nk = size()\ndef ANSWER\n    k\n",
    "in a default": "import PIL\nk = len(PIL.__name__)\ndef ANSWER2\n    k\n",
    "in a default given by name": "import PIL\ndef gradient_step(x, gradient, rate, *, k=PIL):\n    k\n",
    "a colour": "import matplotlib.pyplot as plt\nk = len(plt.rcParams)\ndef ANSWER\n    k + 1\n",
    "the course": "from course_lib.descent.gradient_descent import gradient_descent\ndef ANSWER\n    gradient_descent.__name__\n",
    "within": "def ANSWER\n    import PIL\n",
    "a shell's line": "k = !echo 3\ndef ANSWER\n    len(k)\n",
    "a notebook's line": "k = %pwd\ndef ANSWER\n    len(k)\n",
    "a file that was run": "%run own_helpers.py\ndef ANSWER\n    own_helper()\n",
}
HARMLESS = {
    "no more": "import PIL\nk = len(PIL.__name__)\nk = 3\ndef ANSWER\n    k\n",
    "a bar of progress": "from tqdm.auto import tqdm\nk = 0\nfor i in tqdm([1], disable=True):\n    k = i\ndef ANSWER\n    k\n",
    "in a style": "import matplotlib.pyplot as plt\nwith plt.style.context('ggplot'):\n    k = 3\ndef ANSWER\n    k\n",
    "the course, unused": "def ANSWER\n    from course_lib.descent.gradient_descent import gradient_descent\n",
    "a control": "from course_lib.controls.quiz import Quiz\ndef ANSWER\n    Quiz\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", [*LIBRARIES, *HARMLESS])
def test_a_library_that_grading_does_not_have_is_named_by_check_beforehand(kind, shell, tmp_path, speak, monkeypatch):
    speak("en")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own_helpers.py").write_text("def own_helper():\n    return 3\n", encoding="utf-8")
    source = (LIBRARIES | HARMLESS)[kind].replace("ANSWER2", "gradient_step(x, gradient, rate, k=k):").replace("ANSWER", "gradient_step(x, gradient, rate):")
    cells = [IMPORTS, f"{source}    return x - rate * gradient", "check(gradient_step)"]
    said, rows = checked(shell, SHEET, cells), graded(cells, tmp_path, NOTEBOOK_SEED)
    assert not disagreements(said, rows)
    assert is_right(said["gradient_step"]) is (kind in HARMLESS)
    others = {"a colour": "matplotlib", "the course": "course_lib", "a file that was run": "own_helpers.py"}
    library = others.get(kind, "IPython" if kind.endswith("line") else "PIL")
    assert kind in HARMLESS or f"of {library}" in said["gradient_step"].text


REFUSED = {
    "a thread": "import threading\ndef ANSWER\n    own = threading.Thread(target=len, args=([],))\n    own.start()\n    own.join()\n",
    "a thread, by name": "from threading import Thread as T\ndef ANSWER\n    own = T(target=len, args=([],))\n    own.start()\n    own.join()\n",
    "a thread's class": "import threading\nclass Own(threading.Thread):\n    pass\ndef ANSWER\n    own = Own()\n    own.start()\n    own.join()\n",
    "a timer": "import threading\ndef ANSWER\n    own = threading.Timer(0, len, ([],))\n    own.start()\n    own.join()\n",
    "a pool": "import multiprocessing\ndef ANSWER\n    with multiprocessing.Pool(1) as own:\n        own.map(abs, [1])\n",
    "a pool of threads": "from multiprocessing.pool import ThreadPool\ndef ANSWER\n    with ThreadPool(1) as own:\n        own.map(abs, [1])\n",
    "a process": "import multiprocessing as mp\ndef ANSWER\n    own = mp.Process(target=len, args=([],))\n    own.start()\n    own.join()\n",
    "a queue": "import multiprocessing as mp\ndef ANSWER\n    mp.Queue()\n",
    "a pool of futures": "import concurrent.futures\ndef ANSWER\n    with concurrent.futures.ProcessPoolExecutor(1) as own:\n        list(own.map(abs, [1]))\n",
    "a program": "import subprocess\ndef ANSWER\n    subprocess.run(['true'])\n",
    "a program, by a helper": "import subprocess\ndef helper():\n    subprocess.run(['true'])\ndef ANSWER\n    helper()\n",
    "a program, within": "def ANSWER\n    import subprocess as own\n    (lambda: own.run(['true']))()\n",
    "a program above": "import subprocess\nk = len(subprocess.run(['true']).args)\ndef ANSWER\n    k\n",
    "a program above, for a name that was there": "k = 2\nimport subprocess\nk = subprocess.run(['true']).returncode\ndef ANSWER\n    k\n",
    "a program's result": "import subprocess\nk = subprocess.run(['true'])\ndef ANSWER\n    k.args\n",
    "a program in a default": "import subprocess\ndef gradient_step(x, gradient, rate, k=subprocess.run(['true']).returncode):\n    k\n",
    "a shell": "import os\ndef ANSWER\n    os.popen('true').read()\n",
    "a fork": "import os\ndef ANSWER\n    own = os.fork()\n    if not own:\n        os._exit(0)\n    os.waitpid(own, 0)\n",
    "asyncio": "import asyncio\nasync def own():\n    return 1\ndef ANSWER\n    asyncio.run(own())\n",
    "a loop": "import asyncio\ndef ANSWER\n    asyncio.new_event_loop().close()\n",
    "a loop above": "import asyncio\nloop = asyncio.new_event_loop()\ndef ANSWER\n    loop.close()\n",
    "a lock above": "import multiprocessing\nlock = multiprocessing.Lock()\ndef ANSWER\n    with lock:\n        pass\n",
    "shared numbers": "from multiprocessing import Array\ndef ANSWER\n    Array('d', 3)\n",
    "a socket": "import socket\ndef ANSWER\n    socket.socket().close()\n",
}
NOT_REFUSED = {
    "a pool of threads that does each task at once": "from concurrent.futures import ThreadPoolExecutor\ndef ANSWER\n    with ThreadPoolExecutor(2) as own:\n        list(own.map(abs, [1]))\n",
    "await": "import asyncio\nasync def own():\n    await asyncio.sleep(0)\n    return 1\nk = await own()\ndef ANSWER\n    k\n",
    "a lock": "import threading\nlock = threading.Lock()\ndef ANSWER\n    with lock:\n        threading.active_count()\n",
    "os.system": "import os\ndef ANSWER\n    os.system('true')\n    os.path.join('a', os.getcwd())\n",
    "how many processors": "import multiprocessing\ndef ANSWER\n    multiprocessing.cpu_count()\n",
    "unused": "import subprocess, threading\nfrom subprocess import run\nsubprocess.run(['true'])\ndef ANSWER\n    from threading import Thread\n",
    "a program's result in an attribute": "import subprocess\nclass Own:\n    pass\nk = 2\nOwn.k = subprocess.run(['true']).returncode\ndef ANSWER\n    k\n",
    "another run": "from subprocess import run\ndef run():\n    return 3\ndef ANSWER\n    run()\n",
    "a parameter of a helper": "import subprocess\nk = subprocess.run(['true']).returncode\ndef again(k):\n    return k\ndef gradient_step(x, gradient, rate, *, k=again(1)):\n    k\n",
    "a parameter": "from subprocess import run as rate\ndef helper(rate):\n    return rate\ndef ANSWER\n    helper(rate)\n",
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", [*REFUSED, *NOT_REFUSED])
def test_what_grading_refuses_is_named_by_check_beforehand_and_in_feedback(kind, language, shell, tmp_path, speak):
    speak(language)
    source = (REFUSED | NOT_REFUSED)[kind].replace("ANSWER", "gradient_step(x, gradient, rate):")
    cells = [IMPORTS, f"{source}    return x - rate * gradient", "check(gradient_step)"]
    said = checked(shell, SHEET, cells)["gradient_step"]
    (tmp_path / f"{SHEET}.ipynb").write_text(notebook(cells).replace('"en"', f'"{language}"'), encoding="utf-8")
    row = {row.exercise: row for row in grade(Job(str(tmp_path / f"{SHEET}.ipynb"), NOTEBOOK_SEED)).grades}["gradient_step"]
    assert is_right(said) is (row.outcome == "right") is (kind in NOT_REFUSED), (said, row)
    for told in (said.text, row.sentence) if kind in REFUSED else ():
        assert all(word in told for word in (("threads", "processes", "network") if language == "en" else ("スレッド", "プロセス", "ネットワーク")))


@pytest.mark.parametrize(
    "opening", ["open('/no/file')", "open('nothing.csv')", "import os; os.remove('/no/file')", "raise FileNotFoundError('where is my file?')"]
)
def test_a_file_that_is_missing_is_not_taken_for_something_refused(opening, tmp_path):
    cells = [IMPORTS, f"def gradient_step(x, gradient, rate):\n    {opening}\n    return x - rate * gradient"]
    row = graded(cells, tmp_path)["gradient_step"]
    assert row.outcome == "error" and "FileNotFoundError" in row.sentence and "threads" not in row.sentence


@pytest.mark.parametrize("language", ["ja", "en"])
def test_one_array_that_is_too_large_is_thought_of(language, tmp_path):
    cells = [IMPORTS, "def gradient_step(x, gradient, rate):\n    return np.ones(10**8) * x"]
    (tmp_path / f"{SHEET}.ipynb").write_text(notebook(cells).replace('"en"', f'"{language}"'), encoding="utf-8")
    row = {row.exercise: row for row in grade(Job(str(tmp_path / f"{SHEET}.ipynb"), 1)).grades}["gradient_step"]
    assert row.outcome == "memory limit" and ("array" if language == "en" else "配列") in row.sentence


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_a_star_import_does_to_pythons_own_names_is_said(language, shell, tmp_path, speak):
    speak(language)
    body = "def gradient_step(x, gradient, rate):\n    return x - rate * {}(gradient, 10**9)"
    for name, star in (("min", True), ("max", True), ("min", False)):
        cells = [IMPORTS, "from numpy import *" * star, body.format(name) if star else body.format(name).replace("min", "divmod"), "check(gradient_step)"]
        said = checked(shell, SHEET, cells)["gradient_step"].text
        (tmp_path / f"{SHEET}.ipynb").write_text(notebook(cells).replace('"en"', f'"{language}"'), encoding="utf-8")
        told = {row.exercise: row for row in grade(Job(str(tmp_path / f"{SHEET}.ipynb"), NOTEBOOK_SEED)).grades}["gradient_step"]
        assert ("import numpy as np" in said) is ("import numpy as np" in told.sentence) is star, (said, told)
