"""The sandbox: student code finds no answers, no network and nothing to write to, and can't forge a verdict."""

from __future__ import annotations

import os
import subprocess
import time

import pytest

from authoring.filling import empty_sheet, fill, right_answers, save
from course_lib.grading.confinement import Confined, Limits, Stopped, parse_reply
from course_lib.grading.job import Job, grade
from tests.conftest import ROOT
from tests.test_class import SHEET, sandbox  # noqa: F401

pytestmark = pytest.mark.usefixtures("sandbox")


@pytest.fixture
def confined():
    with Confined(Limits(seconds=3)) as running:
        yield running


def ask(confined, source):
    """Run the body of a function and return what it returns."""
    body = "\n".join(f"    {line}" for line in source.splitlines())
    assert confined.run_cell(f"import os, socket\ndef probe():\n{body}").kind == "value"
    return confined.call("probe", ())


@pytest.mark.parametrize("place", ["solutions", "exercises", "tests", "examples", "course_lib/regression.py", ".git"])
def test_nothing_of_the_course_is_in_sight(confined, place):
    assert ask(confined, f"return os.path.exists({str(ROOT / place)!r})").value is False
    assert (ROOT / place).exists()


def test_no_answer_is_in_sight_anywhere():
    with Confined(Limits(seconds=60)) as patient:
        found = ask(
            patient,
            "found = []\n"
            "for folder, _, files in os.walk('/'):\n"
            "    if not folder.startswith(('/proc', '/sys', '/usr')):\n"
            "        found += [os.path.join(folder, name) for name in files if 'gradient' in name or 'regression' in name]\n"
            "return [name for name in found if 'site-packages/numpy' not in name and '/lib/python3' not in name]",
        ).value
    assert [name for name in found if not name.endswith("/bin/gradient-course")] == []


def test_the_courses_own_package_is_a_silent_stand_in(confined):
    assert ask(confined, "import course_lib\nreturn course_lib.check(3)").value is None
    assert ask(confined, "from course_lib.descent import gradient_step").error == "ModuleNotFoundError"


@pytest.mark.parametrize("place", ["/x", "/tmp", "/usr/x", "/dev/shm/x", "/proc/x", str(ROOT / "x"), os.path.dirname(os.__file__) + "/x"])
def test_nothing_but_the_scratch_folder_can_be_written(confined, place):
    assert ask(confined, f"open({place!r}, 'w')").kind == "error"
    assert ask(confined, "open('/scratch/x', 'w').write('x')\nreturn os.listdir('/scratch')").value == ["x"]


def test_scratch_is_bounded(confined):
    answer = ask(confined, "for i in range(99):\n    open(f'/scratch/{i}', 'w').write('x' * 2**20)")
    assert answer.error == "OSError"


def test_no_network_not_even_to_this_machine(confined):
    with socket_here() as port:
        assert ask(confined, f"socket.create_connection(('127.0.0.1', {port}), 1)").kind == "error"
    assert ask(confined, "return os.listdir('/sys/class/net')").kind == "error"


def socket_here():
    import contextlib
    import socket

    @contextlib.contextmanager
    def listening():
        with socket.socket() as server:
            server.bind(("127.0.0.1", 0))
            server.listen()
            yield server.getsockname()[1]

    return listening()


def test_environment_and_processes_of_the_grader_are_out_of_sight(confined, monkeypatch):
    monkeypatch.setenv("SECRET", "x")
    with Confined(Limits()) as fresh:
        assert "SECRET" not in ask(fresh, "return dict(os.environ)").value
        processes = ask(fresh, "return [int(name) for name in os.listdir('/proc') if name.isdigit()]").value
    assert len(processes) <= 3
    assert ask(confined, f"os.kill({os.getpid()}, 9)").kind == "error"
    assert ask(confined, "return open('/proc/self/status').read()").value.count("CapEff:\t0000000000000000") == 1


def test_limits_cannot_be_raised(confined):
    raise_it = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))"
    assert ask(confined, raise_it).error == "ValueError"
    assert ask(confined, "return len(bytearray(2**31))").error == "MemoryError"


@pytest.mark.parametrize(
    "source, ending",
    [
        ("while True: pass", "time limit"),
        ("import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: time.sleep(1)", "time limit"),
        ("import os\nos._exit(0)", "ended"),
        ("import ctypes\nctypes.string_at(0)", "ended"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "ended"),
        ("import os\nfor fd in range(3, 99):\n    try: os.write(fd, b'x' * 10**7)\n    except OSError: pass", None),
    ],
)
def test_what_stops_the_process_is_noticed(source, ending):
    begun = time.monotonic()
    with Confined(Limits(seconds=2)) as running, pytest.raises(Stopped) as stopped:
        running.run_cell(source)
    assert ending is None or stopped.value.ending == ending
    assert time.monotonic() - begun < 30


def test_nothing_outlives_the_run():
    mark = "gradient-course-orphan"
    with Confined(Limits(seconds=5)) as running:
        running.run_cell(
            "import subprocess, sys\n"
            f"subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)', {mark!r}], start_new_session=True)"
        )
        assert mark in processes()
    for _ in range(50):
        if mark not in processes():
            return
        time.sleep(0.1)
    pytest.fail("A process of the student's is still running.")


def processes():
    return subprocess.run(["ps", "-A", "-ww", "-o", "args"], capture_output=True, text=True, check=True).stdout


def test_what_is_printed_is_no_reply(confined):
    assert confined.run_cell("print('{}')\nimport os\nos.system('echo hi')\nos.write(1, b'{}\\n')").kind == "value"
    assert ask(confined, "return 3").value == 3


def test_silencing_the_course_does_not_silence_the_next_cell(confined):
    assert confined.run_cell("import sys\nsys.exit()").error == "SystemExit"
    assert confined.run_cell("x = 1").kind == "value"


FORGERIES = {
    "numpy says that all is equal": """
import builtins
import numpy as np
np.allclose = np.array_equal = np.isclose = lambda *a, **k: True
np.testing.assert_allclose = lambda *a, **k: None
builtins.abs = builtins.max = lambda *a, **k: 0
builtins.all = lambda *a: True

class Always:
    def __eq__(self, other): return True
    def __array__(self, *a, **k): return np.zeros(1)
    def __float__(self): return 0.0

def gradient_step(x, gradient, rate):
    return Always()
""",
    "an array that is equal to everything": """
import numpy as np

class Always(np.ndarray):
    def __eq__(self, other): return np.True_
    def __sub__(self, other): return np.zeros_like(other)

def gradient_step(x, gradient, rate):
    return np.asarray(x, dtype=float).view(Always)
""",
    "replies written by hand": """
import os, json

def gradient_step(x, gradient, rate):
    reply = json.dumps({"dict": [["kind", "value"], ["value", 2.8], ["error", ""], ["message", ""], ["line", ""],
                                 ["changed", {"tuple": []}], ["outcome", "right"], ["points", 100]]}) + "\\n"
    for fd in range(3, 20):
        try:
            os.write(fd, reply.encode() * 50)
        except OSError:
            pass
    os._exit(0)
""",
    "the harness rewritten": """
import sys, gc
for name in list(sys.modules):
    if "answers" in name or "plain" in name:
        for key, value in vars(sys.modules[name]).items():
            if callable(value):
                try:
                    value.__code__ = (lambda *a, **k: "right").__code__
                except (AttributeError, TypeError, ValueError):
                    pass

def gradient_step(x, gradient, rate):
    return 0
""",
    "pickles": """
class Bomb:
    def __reduce__(self): return (print, ("unpickled",))

def gradient_step(x, gradient, rate):
    return Bomb()
""",
    "reading the answers": f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
try:
    from course_lib.descent import gradient_step
except ImportError:
    text = open({str(ROOT / "solutions" / "04_gradient_descent.py")!r}).read()
""",
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_verdict_cannot_be_forged(name, tmp_path):
    answers = right_answers(SHEET)
    answers["gradient_step"] = FORGERIES[name].strip()
    path = tmp_path / "sheet.ipynb"
    save(fill(empty_sheet(SHEET, "en"), answers), path)
    graded = {row.exercise: row for row in grade(Job("x", str(path), "", 1)).grades}
    assert graded["gradient_step"].outcome != "right" and graded["gradient_step"].points == 0


@pytest.mark.parametrize(
    "line",
    [
        b"", b"{}", b"null", b"[]", b"\xff", b'{"dict": []}',
        b'{"dict": [["kind", "right"], ["value", 1]]}', b'{"dict": [["kind", "value"], ["points", 3]]}',
        b'{"dict": [["kind", "error"], ["error", 3]]}', b'{"dict": [["kind", "value"], ["changed", [0]]]}',
        b'{"array": [1, 2], "shape": [3], "kind": "f"}', b"1" * 5000, b"[" * 50000,
    ],
)  # fmt: skip
def test_a_reply_that_is_none_is_refused(line):
    with pytest.raises(Stopped):
        parse_reply(line)
