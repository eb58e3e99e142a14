"""Answers that attack the grader: none gets a point, and none costs another answer or another student one.

Each case is an answer to the first exercise of a sheet whose other answers are right. All are graded as one class.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from course_lib.exercises.sheets import load_sheet
from course_lib.grading.confining.confinement import Limits
from course_lib.grading.confining.pool import worker
from course_lib.grading.confining.worker import INSIDE, Worker
from course_lib.grading.job import Job, grade
from rehearsal.learner import empty_sheet, fill, right_answers, save, source_as
from tests.conftest import ROOT
from tests.grading.test_class import SHEET, sandbox  # noqa: F401

pytestmark = pytest.mark.usefixtures("sandbox")

TARGET = "gradient_step"
RIGHT = "def gradient_step(x, gradient, rate):\n    return x - rate * gradient"
# Tight, so that what is without end is over soon.
LIMITS = Limits(seconds=3, cells=12, exercise=5, memory=2**28, reply=2**18)
ORPHAN = "gradient-course-orphan"


def inside(body: str) -> str:
    """Return an answer that does something in the function, and answers 0."""
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return f"def gradient_step(x, gradient, rate):\n{lines}    return 0"


def before(body: str, answer: str = "def gradient_step(x, gradient, rate):\n    return 0") -> str:
    """Return an answer whose cell does something before it defines the function."""
    return f"{body.strip()}\n\n{answer}"


# What a reply to the first call may look like, and the file that replies go through.
REPLY = """
import os, json
def reply(number, value):
    return json.dumps({"dict": [["number", number], ["kind", "value"], ["value", value]]}).encode() + b"\\n"
"""

# For each case: the answer, the outcomes that may come of it, and words of the sentence that says what happened.
CASES = {
    # Time
    "endless loop in the function": (inside("while True: pass"), "time limit", "loop"),
    "endless loop in the cell": (before("while True: pass"), "time limit", "loop"),
    "endless loop that survives all exceptions and signals": (
        inside(
            "import signal\n"
            "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
        ),
        "time limit",
        "loop",
    ),
    "sleep": (inside("import time\ntime.sleep(600)"), "time limit", "loop"),
    "a little too slow at every call": (inside("import time\ntime.sleep(2)"), "time limit", "loop"),
    # Memory
    "memory in the function": (inside("parts = []\nwhile True: parts.append(bytearray(2**24))"), "memory limit", "memory"),
    "memory in the cell": (before("parts = []\nwhile True: parts.append(bytearray(2**24))"), "memory limit", "memory"),
    "one huge array": (inside("import numpy as np\nreturn np.ones(10**10)"), "memory limit", "memory"),
    "memory behind the limit's back": (
        inside("import os\nfor i in range(99):\n    os.write(os.memfd_create('x'), b'x' * 2**20)"),
        "error",
        "PermissionError",
    ),
    "memory held in files of the scratch folder": (
        inside("for i in range(99): open(f'/scratch/{i}', 'w').write('x' * 2**20)"),
        "error",
        "No space left",
    ),
    "no limit for itself": (
        inside("import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))"),
        "error",
        "not allowed to raise",
    ),
    # Processes
    "fork bomb": (inside("import os\nwhile True: os.fork()"), "error", "PermissionError"),
    # What is refused ends its own statement; the function that follows is there, and answers 0.
    "fork bomb in the cell": (before("import os\nwhile True: os.fork()"), "wrong", "yours is 0"),
    "threads without end": (
        inside("import threading\nwhile True: threading.Thread(target=threading.Event().wait).start()"),
        "error",
        "thread",
    ),
    "another program": (inside("import subprocess\nsubprocess.run(['/bin/true'])"), "error", "PermissionError"),
    "another program in its place": (inside("import os\nos.execv('/bin/true', ['true'])"), "error", "PermissionError"),
    "outliving the run": (
        before(
            "import subprocess, sys\n"
            f"subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)', {ORPHAN!r}], start_new_session=True)"
        ),
        "wrong",
        "yours is 0",
    ),
    # Ends of the process
    "os._exit in the function": (inside("import os\nos._exit(0)"), "error", "ended"),
    "os._exit in the cell": (before("import os\nos._exit(0)"), "error", "ended"),
    "sys.exit in the function": (inside("import sys\nsys.exit()"), "error", "ends the whole program"),
    "sys.exit in the cell": (before("import sys\nsys.exit()"), "error", "SystemExit"),
    "segfault": (inside("import ctypes\nctypes.string_at(0)"), "error", "ended"),
    "abort": (inside("import os\nos.abort()"), "error", "ended"),
    "recursion": (inside("return gradient_step(x, gradient, rate)"), "error", "calls itself"),
    "recursion down to the end of the stack": (
        inside("import sys\nsys.setrecursionlimit(10**9)\nreturn gradient_step(x, gradient, rate)"),
        "error/memory limit/time limit",
        "",
    ),
    "a program too deep for Python to read": (before("x = " + "(" * 10**5), "error", ""),
    "an exception that is none of Python's": (
        inside("class Bad(Exception):\n    def __str__(self): raise self\nraise Bad"),
        "error",
        "Bad",
    ),
    "an exception that passes every net": (inside("raise KeyboardInterrupt"), "error", "ended"),
    "an exception with a message that no file can hold": (inside("raise ValueError('\\ud800' * 10**6)"), "error", "value"),
    "all files closed": (inside("import os\nos.closerange(0, 99)"), "error", "ended"),
    "orders read that are meant for the grader's own code": (inside("import os\nos.read(3, 10**6)"), "time limit", ""),
    # Forgeries
    "numpy says that all is equal": (
        before(
            "import numpy as np\n"
            "np.allclose = np.array_equal = np.isclose = np.abs = lambda *a, **k: True\n"
            "np.testing.assert_allclose = lambda *a, **k: None"
        ),
        "wrong",
        "",
    ),
    "builtins say that all is well": (
        before(
            "import builtins\n"
            "builtins.abs = builtins.max = builtins.float = builtins.range = lambda *a, **k: 0\n"
            "builtins.all = builtins.isinstance = lambda *a: True"
        ),
        "wrong/error",
        "",
    ),
    "an object equal to everything": (
        inside(
            "import numpy as np\n"
            "class Always:\n"
            "    def __eq__(self, other): return True\n"
            "    def __array__(self, *a, **k): return np.full(1, 2.8)\n"
            "    def __float__(self): return 2.8\n"
            "return Always()"
        ),
        "wrong",
        "another kind",
    ),
    "an array equal to everything": (
        inside(
            "import numpy as np\n"
            "class Always(np.ndarray):\n"
            "    def __eq__(self, other): return np.True_\n"
            "    def __sub__(self, other): return np.zeros_like(other)\n"
            "return np.asarray(x, dtype=float).view(Always)"
        ),
        "wrong",
        "another kind",
    ),
    "something that pretends to be an array": (
        inside(
            "import numpy as np\n"
            "class Liar:\n"
            "    __class__ = property(lambda self: np.float64)\n"
            "    def __getattr__(self, name): return lambda *a: 1 / 0\n"
            "return Liar()"
        ),
        "wrong",
        "another kind",
    ),
    "import hooks": (
        before(
            "import sys, types\n"
            "class Finder:\n"
            "    def find_spec(self, *a): raise SystemExit\n"
            "sys.meta_path.insert(0, Finder())\n"
            "fake = types.ModuleType('numpy')\n"
            "fake.array_equal = fake.allclose = lambda *a, **k: True\n"
            "sys.modules['numpy'] = fake"
        ),
        "wrong",
        "",
    ),
    "transformers of the notebook's code": (
        before("import ast\nget_ipython().ast_transformers.append(ast.NodeTransformer())"),
        "wrong",
        "yours is 0",
    ),
    "the harness rewritten": (
        before(
            "import sys\n"
            "for name, module in list(sys.modules.items()):\n"
            "    if name.startswith('sandbox'):\n"
            "        for value in list(vars(module).values()):\n"
            "            if hasattr(value, '__code__'):\n"
            "                try: value.__code__ = (lambda *a, **k: 'right').__code__\n"
            "                except ValueError: pass"
        ),
        "error",
        "",
    ),
    "its writing rewritten": (
        before("import json\njson.dumps = lambda *a, **k: '{\"outcome\": \"right\", \"points\": 100}'"),
        "error",
        "channel",
    ),
    "a hook on every call": (
        before("import sys\ndef hook(frame, event, value):\n    frame.f_locals.clear()\n    return hook\nsys.setprofile(hook)"),
        "wrong/error",
        "",
    ),
    "an alarm for those that come after": (
        inside("import signal\nsignal.signal(signal.SIGALRM, lambda *a: 1 / 0)\nsignal.setitimer(signal.ITIMER_REAL, 1e-3, 1e-3)"),
        "wrong/error",
        "",
    ),
    "numpy broken when called": (inside("import numpy as np\nnp.asarray = np.array = np.abs = np.exp = None"), "wrong/error", ""),
    "pickles": (inside("class Bomb:\n    def __reduce__(self): return (print, ('unpickled',))\nreturn Bomb()"), "wrong", "another kind"),
    # Replies
    "replies by hand": (
        before(REPLY, inside("for fd in range(3, 20):\n    try: os.write(fd, b''.join(reply(n, 2.8) for n in range(9)))\n    except OSError: pass\nos._exit(0)")),
        "error/wrong",
        "",
    ),
    "answered twice": (before(REPLY, inside("os.write(4, reply(2, 2.8))\nos.write(4, reply(2, 2.8))")), "wrong", ""),
    "answered out of turn": (before(REPLY, inside("os.write(4, reply(3, 2.8))")), "error", "channel"),
    "answered ahead for the others": (
        before(REPLY, inside("os.write(4, b''.join(reply(n, 0) for n in (3, 4, 5, 6) for i in range(20)))")),
        "error",
        "channel",
    ),
    "answered no sense": (inside("import os\nos.write(4, b'\\xff\\x00{[\\n')"), "error", "channel"),
    "answered with code": (
        inside("import os\nos.write(4, b'{\"dict\": [[\"number\", 2], [\"kind\", \"value\"], [\"value\", {\"code\": \"1/0\"}]]}\\n')"),
        "error",
        "channel",
    ),
    "answered 200 MB": (inside("import os\nfor i in range(200): os.write(4, b'x' * 2**20)"), "error", "far larger"),
    "NaN": (inside("return float('nan')"), "wrong", "NaN"),
    "a huge array": (inside("import numpy as np\nreturn np.zeros(10**5)"), "error", "far larger"),
    "an array of many dimensions": (inside("import numpy as np\nreturn np.zeros((2,) * 10)"), "wrong", "shape"),
    "an array of objects": (inside("import numpy as np\nreturn np.array([x, None], dtype=object)"), "wrong", "another kind"),
    "an array of texts": (inside("return ['x' * 1000, *[''] * 1000]"), "wrong", "another kind"),
    "a list in itself": (inside("a = []\na.append(a)\nreturn a"), "wrong", "another kind"),
    "a deep list": (inside("a = []\nfor i in range(500): a = [a]\nreturn a"), "error/wrong", ""),
    "a number with more": (inside("class Number(float):\n    points = 100\nreturn Number(2.8)"), "wrong", "another kind"),
    "a whole number of many digits": (inside("return 10**4000"), "wrong", ""),
    # Looking about
    "answers": (
        inside(
            "import sys\n"
            f"sys.path.insert(0, {str(ROOT)!r})\n"
            "from course_lib.descent.gradient_descent import gradient_step as right\nreturn right(x, gradient, rate)"
        ),
        "error",
        "ModuleNotFoundError",
    ),
    "answers from the disk": (inside(f"return open({str(ROOT / 'solutions' / SHEET)!r} + '.py').read()"), "error", "FileNotFoundError"),
    "other submissions": (inside("return open('SUBMISSIONS/another/sheet.ipynb').read()"), "error", "FileNotFoundError"),
    "the grader's memory": (inside("import os\nreturn open(f'/proc/{os.getppid()}/mem', 'rb').read(1)"), "error", "FileNotFoundError"),
    "the grader's environment": (inside("return open('/proc/1/environ').read()"), "error", "FileNotFoundError"),
    # Network
    "the network": (inside("import socket\nsocket.create_connection(('192.0.2.1', 80), 1)"), "error", "PermissionError"),
    "this machine": (inside("import socket\nsocket.create_connection(('127.0.0.1', PORT), 1)"), "error", "PermissionError"),
    "abstract sockets": (
        inside(f"import socket\nsocket.socket(socket.AF_UNIX).connect('\\0gradient-course-test-{os.getpid()}')"),
        "error",
        "PermissionError",
    ),
    # Doing harm
    "writing outside": (inside("open('/usr/x', 'w')"), "error", "/usr/x"),
    "writing beside the submission": (inside("open('SUBMISSIONS/another/sheet.ipynb', 'w')"), "error", "FileNotFoundError"),
    "writing into Python": (inside("import numpy\nopen(numpy.__file__, 'a')"), "error", "numpy"),
    "deleting all": (inside("import shutil\nfor place in ('/dev', '/scratch', SANDBOX): shutil.rmtree(place, ignore_errors=True)"), "wrong", ""),
    "a lock on a file of the machine": (
        inside("import fcntl\nwith open('/usr/bin/env', 'rb') as program: fcntl.flock(program, fcntl.LOCK_EX)"),
        "error",
        "PermissionError",
    ),
    "a lock on a part of a file": (
        inside("import fcntl\nwith open('/usr/bin/env', 'rb') as program: fcntl.lockf(program, fcntl.LOCK_SH)"),
        "error",
        "PermissionError",
    ),
    "killing all": (inside("import os\nos.kill(-1, 9)"), "error", "PermissionError"),
    "killing the parent": (inside("import os\nos.kill(os.getppid(), 9)"), "error", "PermissionError"),
    "tracing the parent": (
        inside("import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nif libc.ptrace(16, os.getppid(), 0, 0): raise OSError(ctypes.get_errno(), 'no')"),
        "error",
        "PermissionError",
    ),
    "a namespace of its own": (
        inside("import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nif libc.unshare(0x10000000): raise OSError(ctypes.get_errno(), 'no')"),
        "error",
        "PermissionError",
    ),
}  # fmt: skip

HARMLESS = {
    "200 MB printed": "def gradient_step(x, gradient, rate):\n    for i in range(20): print('x' * 10**6)\n    return x - rate * gradient",
    "a reply printed": "import sys\nprint('{}', file=sys.stderr)\nsys.stdout.close()\n\n" + RIGHT,
    "lines for the notebook alone": f"%matplotlib inline\n!pip install numpy\n\n{RIGHT}",
}


@pytest.fixture(scope="module")
def graded(sandbox, tmp_path_factory):  # noqa: F811
    """All cases as one class of two workers, an honest student at its end."""
    folder = tmp_path_factory.mktemp("class")
    with listening() as port:
        jobs = {}
        sources = {name: case[0] for name, case in CASES.items()} | HARMLESS | {"another": RIGHT}
        for name, source in sources.items():
            path = folder / name.replace(" ", "_") / "sheet.ipynb"
            source = source.replace("SUBMISSIONS", str(folder)).replace("PORT", str(port)).replace("SANDBOX", repr(str(INSIDE)))
            save(fill(empty_sheet(SHEET, "en"), right_answers(SHEET) | {TARGET: source}), path)
            jobs[name] = Job(str(path), 1, LIMITS)
        with ThreadPoolExecutor(2) as pool:
            results = dict(zip(jobs, pool.map(grade, jobs.values()), strict=True))
    return {name: {row.exercise: row for row in result.grades} for name, result in results.items()}


@contextlib.contextmanager
def listening():
    with socket.socket() as server, socket.socket(socket.AF_UNIX) as abstract:
        server.bind(("127.0.0.1", 0))
        server.listen()
        abstract.bind(f"\0gradient-course-test-{os.getpid()}")
        abstract.listen()
        yield server.getsockname()[1]


def others(rows):
    return {name: row.outcome for name, row in rows.items() if name != TARGET}


ALL_RIGHT = {name: "right" for name in load_sheet(SHEET).exercises if name != TARGET}


@pytest.mark.parametrize("name", CASES)
def test_no_point_is_forged_and_no_other_answer_loses_one(graded, name):
    _, outcomes, words = CASES[name]
    row = graded[name][TARGET]
    assert row.points == 0
    assert row.outcome in outcomes.split("/"), row.sentence
    assert row.sentence and words in row.sentence
    assert others(graded[name]) == ALL_RIGHT


@pytest.mark.parametrize("name", [*HARMLESS, "another"])
def test_what_does_no_harm_costs_nothing(graded, name):
    assert graded[name][TARGET].outcome == "right"
    assert others(graded[name]) == ALL_RIGHT


def test_sabotage_from_a_cell_of_its_own_costs_no_answer(tmp_path):
    notebook = fill(empty_sheet(SHEET, "en"), right_answers(SHEET))
    cell = next(cell for cell in notebook.cells if "answer" in cell.metadata.get("tags", []))
    notebook.cells.insert(1, type(cell)(cell | {"id": "sabotage", "source": "import numpy as np\nimport builtins\nnp.asarray = np.array = np.exp = None\nbuiltins.abs = max = min = float = None"}))
    save(notebook, tmp_path / "sheet.ipynb")
    rows = grade(Job(str(tmp_path / "sheet.ipynb"), 1, LIMITS)).grades
    assert {row.outcome for row in rows} == {"right"}


@pytest.mark.parametrize("spoiler", load_sheet(SHEET).exercises)
def test_a_call_that_spoils_numpy_costs_no_other_answer_in_whatever_place(spoiler, tmp_path):
    answers = right_answers(SHEET)
    wrong = next(name for name in answers if name != spoiler)
    answers[wrong] = f"def {wrong}(*inputs):\n    return 'nonsense'"
    answers[spoiler] = (
        f"def {spoiler}(*inputs):\n    import numpy as np, math, builtins\n"
        "    np.asarray = np.array = np.exp = np.cos = np.abs = math.cos = math.exp = builtins.abs = None\n"
        "    builtins.max = builtins.min = builtins.float = builtins.range = None"
    )
    save(fill(empty_sheet(SHEET, "en"), answers), tmp_path / "sheet.ipynb")
    rows = grade(Job(str(tmp_path / "sheet.ipynb"), 1, LIMITS)).grades
    assert {row.exercise for row in rows if row.outcome != "right"} == {spoiler, wrong}


def test_what_an_answers_own_cell_makes_and_another_deletes_costs_no_answer(tmp_path):
    answers = right_answers(SHEET)
    spoiler, wrong = [name for name in answers if name != TARGET][:2]
    answers[TARGET] = f"import numpy as np\nstep_of = np.multiply\n{RIGHT.replace('rate * gradient', 'step_of(rate, gradient)')}"
    answers[wrong] = f"def {wrong}(*inputs):\n    return 'nonsense'"
    answers[spoiler] += "\ndel step_of"
    save(fill(empty_sheet(SHEET, "en"), answers), tmp_path / "sheet.ipynb")
    rows = grade(Job(str(tmp_path / "sheet.ipynb"), 1, LIMITS)).grades
    assert {row.exercise for row in rows if row.outcome != "right"} == {wrong}


def test_a_sheet_all_wrong_takes_two_processes_and_not_one_for_each_answer(tmp_path, monkeypatch):
    answers = {name: f"def {name}(*inputs):\n    return 'nonsense'" for name in right_answers(SHEET)}
    save(fill(empty_sheet(SHEET, "en"), answers), tmp_path / "sheet.ipynb")
    started = []
    start = Worker.start
    monkeypatch.setattr(Worker, "start", lambda worker, *arguments: (started.append(worker), start(worker, *arguments)))
    rows = grade(Job(str(tmp_path / "sheet.ipynb"), 1, LIMITS)).grades
    assert {row.outcome for row in rows} == {"wrong"}
    assert len(started) == 2


def test_known_mistakes_are_known_from_the_one_process(tmp_path, monkeypatch):
    sheet = load_sheet(SHEET)
    mistakes = {name: exercise.mistakes[0] for name, exercise in sheet.exercises.items()}
    answers = {name: source_as(mistake.implementation, name) for name, mistake in mistakes.items()}
    save(fill(empty_sheet(SHEET, "en"), answers), tmp_path / "sheet.ipynb")
    started = []
    start = Worker.start
    monkeypatch.setattr(Worker, "start", lambda worker, *arguments: (started.append(worker), start(worker, *arguments)))
    rows = grade(Job(str(tmp_path / "sheet.ipynb"), 1, LIMITS)).grades
    assert {row.exercise: row.mistake for row in rows} == {name: mistake.name for name, mistake in mistakes.items()}
    assert len(started) == 1


def test_nothing_is_left_running(graded, tmp_path):
    save(fill(empty_sheet(SHEET, "en"), {TARGET: CASES["fork bomb"][0]}), tmp_path / "sheet.ipynb")
    grade(Job(str(tmp_path / "sheet.ipynb"), 1, LIMITS))
    sandboxed = psutil.Process(worker(LIMITS.scratch)._process.pid)
    # Bubblewrap outside, bubblewrap inside and the Python that waits.
    assert len(sandboxed.children(recursive=True)) == 2
    assert not [one for one in psutil.process_iter(["cmdline"]) if ORPHAN in (one.info["cmdline"] or ())]


def test_nothing_was_written_or_deleted_outside(graded):
    assert not Path("/usr/x").exists()
    assert (INSIDE / "__main__.py").exists() and Path("/dev/null").exists()


SABOTAGE = "[setattr(np, name, None) for name in ('asarray', 'array', 'exp', 'abs', 'dot', 'zeros', 'mean', 'maximum')]"
DEFINITIONS = {
    "a class body": f"class Innocent:\n    harm = {SABOTAGE}",
    "deep in a class body": "class Innocent:\n    class Inside:\n        for name in ('asarray', 'array', 'exp', 'abs'):\n            setattr(np, name, None)",
    "a default argument": f"def innocent(x={SABOTAGE}):\n    return x",
    "a default argument by name": f"def innocent(*, x={SABOTAGE}):\n    return x",
    "of a lambda": f"innocent = lambda x={SABOTAGE}: x",
    "an annotation": f"def innocent(x: {SABOTAGE}) -> {SABOTAGE}:\n    return x",
    "an annotated name": f"innocent: {SABOTAGE} = 3",
    "a metaclass": f"class Meta(type):\n    def __init__(self, *arguments):\n        {SABOTAGE}\nclass Innocent(metaclass=Meta):\n    pass",
    "a class that follows": f"class Base:\n    def __init_subclass__(cls):\n        {SABOTAGE}\nclass Innocent(Base):\n    pass",
    "a decorator": f"def harm(f):\n    {SABOTAGE}\n    return f\n@harm\ndef innocent(x):\n    return x",
}  # fmt: skip


@pytest.mark.parametrize("place", ["in a cell of its own", "in the cell of another answer"])
@pytest.mark.parametrize("kind", DEFINITIONS)
def test_sabotage_that_looks_like_a_definition_costs_no_other_answer(kind, place, tmp_path):
    sheet = "05_backpropagation"
    right = right_answers(sheet)
    spoiler = next(iter(right))
    cells = ["import numpy as np", *right.values()]
    if place == "in a cell of its own":
        cells.insert(1, DEFINITIONS[kind])
    else:
        cells[1] = f"{DEFINITIONS[kind]}\ndef {spoiler}(*inputs):\n    return 'nonsense'"
    rows = graded_cells(sheet, cells, tmp_path)
    assert {name for name, row in rows.items() if row.outcome != "right"} <= ({spoiler} if place != "in a cell of its own" else set())


def graded_cells(sheet, cells, folder, limits=LIMITS):
    made = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in cells]
    course = {"source": f"solutions/{sheet}.py", "language": "en"}
    content = {"cells": made, "metadata": {"course": course}, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{sheet}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    return {row.exercise: row for row in grade(Job(str(folder / f"{sheet}.ipynb"), 1, limits)).grades}


@pytest.mark.parametrize("harm", ["np.random.Generator = np.eye = np.arange = np.exp = None", "np.exp = np.zeros_like", "np.argmax = lambda *a, **k: 0\nnp.matmul = np.add"])
def test_sabotage_beside_the_digits_costs_no_other_answer(harm, tmp_path):
    right = right_answers("10_summary")
    spoiler = next(name for name in right if name.startswith("patient"))
    cells = [f"import numpy as np\n{harm}\ndef {spoiler}(*inputs):\n    return 'nonsense'", "import numpy as np", *(source for name, source in right.items() if name != spoiler)]
    rows = graded_cells("10_summary", cells, tmp_path, Limits())
    assert {name for name, row in rows.items() if row.outcome != "right"} == {spoiler}
