"""What is right in the notebook is right in the gradebook: `check`, cell by cell in IPython, against `grade`.

In CI some 25 notebooks; a thousand with ``python -m pytest tests/grading/test_one_verdict.py --hypothesis-profile=thorough``.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from course_lib.exercises.checking import NOTEBOOK_SEED, Message
from course_lib.exercises.sheets import load_sheet
from course_lib.grading.confining.confinement import Confined, Limits
from course_lib.grading.confining.notebook_lines import LONGEST, MOST, as_python, may_be_for_notebooks
from course_lib.grading.job import Job, grade
from course_lib.words.catalogue import words
from rehearsal.learner import right_answers, wrong_answers
from tests.grading.test_class import SHEET, sandbox  # noqa: F401

pytestmark = pytest.mark.usefixtures("sandbox")

PARITY = sorted((Path(__file__).parent / "cases" / "parity").glob("*.ipynb"))
EXERCISES = load_sheet(SHEET).exercises
RIGHT = right_answers(SHEET)
IMPORTS = "import numpy as np\nfrom course_lib import check, hint"


def notebook(cells):
    """Return a notebook's text from the sources of its code cells."""
    made = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in cells]
    course = {"source": f"solutions/{SHEET}.py", "language": "en"}
    return json.dumps({"cells": made, "metadata": {"course": course}, "nbformat": 4, "nbformat_minor": 5})


def graded(cells, folder, seed=1):
    path = folder / f"{SHEET}.ipynb"
    path.write_text(notebook(cells), encoding="utf-8")
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


# How learners write the answers: right, wrong, and with what stands around them.
OTHER_FORMS = {
    "gradient_step": [
        "gradient_step = lambda x, gradient, rate: x - rate * gradient",
        "def f(a, b):\n    return a * b\ndef gradient_step(x, gradient, rate):\n    return x - f(rate, gradient)",
        "%%time\ndef gradient_step(x, gradient, rate):\n    return x - rate * gradient",
        "def gradient_step(x, gradient, rate):\n    import matplotlib.pyplot as plt\n    return x - rate * gradient",
        "def gradient_step(x, gradient, rate):\n    return np.longdouble(x) - rate * gradient",
        "n = 2\nn -= 1\ndef gradient_step(x, gradient, rate):\n    return x - n * rate * gradient",
    ],
    "largest_stable_rate": [
        "n = 2\ndef largest_stable_rate(hessian):\n    return n / np.linalg.eigvalsh(hessian)[-1]",
        "def f(m):\n    return max(np.linalg.eigvalsh(m))\ndef largest_stable_rate(hessian):\n    return 2 / f(hessian)",
    ],
    "exponential_decay": [
        "n = 1\ndef exponential_decay(rate, step, decay):\n    return n * rate * decay ** step",
        "n = 3\ndef exponential_decay(rate, step, decay):\n    return n * rate * decay ** step",
        "def exponential_decay(rate, step, decay):\n    k = (step\n         % 1000000)\n    return rate * decay ** k",
        "def keep(f):\n    def wrapper(*inputs):\n        return f(*inputs)\n    return wrapper\n"
        "@keep\ndef exponential_decay(rate, step, decay):\n    return rate * decay ** step",
        "from tqdm import tqdm\ndef exponential_decay(rate, step, decay):\n    for i in tqdm(range(step), disable=True):\n"
        "        rate = rate * decay\n    return rate",
    ],
    "has_converged": [
        "def has_converged(errors, tolerance):\n    return np.bool_(len(errors) > 1 and abs(errors[-1] - errors[-2]) < tolerance)",
        "def has_converged(errors, tolerance):\n    return ...",
    ],
}  # fmt: skip

LINES = [
    "1 / 0", "undefined_name", "print(np.eye(2))", "display(np.eye(2))", "np.mean?", "?np.mean", "%matplotlib inline",
    "here = %pwd", "!true", "!true \\\n   and more", "x = 3", "n = 5", "f = 3", "min = 3", "sum = 0", "max = None",
    "np.array([1, 2]) @ np.array([1, 2, 3])", "import matplotlib.pyplot as plt", "from matplotlib import pyplot as plt, cm",
    "import ipywidgets", "from tqdm.auto import tqdm", "from IPython.display import HTML", "import no_such_library",
    "from course_lib.descent.gradient_descent import gradient_descent as theirs", "import course_lib.controls",
    "assert 1 == 2", "raise ValueError('a try-out')", "import math, random", "def f(x):\n    return x ** 2",
    "for i in range(3):\n    n = i", "get_ipython().run_line_magic('pwd', '')", "%time n = 4", "# nothing", "'text'",
    "import asyncio\nawait asyncio.sleep(0)", "n: int = 7", "np.set_printoptions(precision=3)", "del n", "help",
    "with open('no_such_file') as file:\n    file.read()", "import sys\nsys.exit()", "hint(gradient_step)",
    "check()", "from __future__ import annotations", "class Point:\n    x = 1", "x = np.random.default_rng(0).normal(size=3)",
]  # fmt: skip
BROKEN = ["x = (1,", "def f(:", "if True\n    pass", "x = ３", "    y = 1\n  z = 2"]


@st.composite
def notebooks(draw):
    """The cells of a sheet, as a learner fills it: lines of all kinds in and between the cells of the answers."""
    some = st.lists(st.sampled_from(LINES), max_size=2)
    wrong = [wrong_answers(SHEET, number) for number in range(3)]
    cells = [IMPORTS]
    for name in EXERCISES:
        cells += draw(st.lists(st.sampled_from(LINES + BROKEN), max_size=1))
        forms = [RIGHT[name], RIGHT[name], *OTHER_FORMS.get(name, ()), *(answers[name] for answers in wrong)]
        form = draw(st.sampled_from(forms))
        before = [] if form.startswith("%%") else draw(some)
        cells.append("\n".join([*before, form, *draw(some)]))
        cells.append(f"check({name})")
    return cells


@pytest.fixture(scope="module")
def shell():
    """A notebook's own way of running cells."""
    return InteractiveShell(config=Config(HistoryManager={"enabled": False}))


def checked(shell, cells):
    """Return what each check says where the cells are run in order; nothing for a check that could not be run."""
    shell.reset(new_session=False)
    said = {}
    with capture_output(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for source in cells:
            result = shell.run_cell(source).result
            if isinstance(result, Message):
                said[source.removeprefix("check(").removesuffix(")")] = result
    return {name: said[name] for name in EXERCISES if name in said}


def disagreements(said, rows):
    """Return where `check` and `grade` say different things."""
    found = {}
    for name, message in said.items():
        if message.text.startswith("The answers are right, but"):  # it says itself that grading may say otherwise
            continue
        if (message.tone == "right") != (rows[name].outcome == "right"):
            found[name] = (message, rows[name])
    return found


@settings(
    max_examples=25 if settings().max_examples <= 100 else 1000,
    derandomize=settings().max_examples <= 100,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(cells=notebooks())
def test_check_and_grade_agree_on_notebooks_that_learners_write(cells, shell, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIENT_COURSE_LANGUAGE", "en")
        patch.setenv("GRADIENT_COURSE_PROGRESS", str(tmp_path_factory.getbasetemp() / "progress.json"))
        said = checked(shell, cells)
    rows = graded(cells, tmp_path_factory.getbasetemp(), NOTEBOOK_SEED)
    assert not disagreements(said, rows)


def test_the_comparison_sees_a_disagreement(shell, tmp_path, speak):
    speak("en")
    said = checked(shell, [IMPORTS, RIGHT["gradient_step"], "check(gradient_step)"])
    rows = graded([IMPORTS, wrong_answers(SHEET, 0)["gradient_step"]], tmp_path)
    assert list(disagreements(said, rows)) == ["gradient_step"]


@pytest.mark.parametrize(
    "line",
    ["import matplotlib.pyplot as plt\nfig, (left, right) = plt.subplots(1, 2)\nwith plt.style.context('ggplot'):\n    left.plot([1, 2])\nfor line in left.lines: line.set(lw=2)",
     "from ipywidgets import interact, FloatSlider\n@interact(x=(0, 1))\ndef f(x):\n    return x\nclass Mine(FloatSlider):\n    pass\nMine().value = 3",
     "from tqdm.notebook import tqdm, trange\nassert list(tqdm([1, 2])) == [1, 2] and sum(trange(4)) == 6\nwith tqdm(total=3) as bar:\n    bar.update(1)",
     "from course_lib.controls.learning_rate import Slider\nimport course_lib.plots.hills as hills\nSlider(3).show(hills.draw())",
     "from IPython.display import display as show, HTML\nshow(HTML('x'))\ndisplay(3)\nhelp(len)\ninput('who?')\nget_ipython().system('ls')",
     "async def seven():\n    return 7\nassert await seven() == 7"],
)  # fmt: skip
def test_what_only_shows_is_silent(line, sandbox):  # noqa: F811
    with Confined(Limits()) as confined:
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


def test_a_cell_that_takes_the_transformer_long_is_left_as_it_is():
    for source in ("!a\n" * (MOST + 1), "!a" + " " * LONGEST):
        assert not may_be_for_notebooks(source) and as_python(source) == source
    assert "get_ipython" in as_python("!a\n" * MOST)
