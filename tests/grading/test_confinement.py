"""The sandbox: student code finds no answers, no network and nothing to write to, in whichever way it is had."""

from __future__ import annotations

import gc
import os
import re
import resource
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import tracemalloc
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest

from course_lib.__main__ import main
from course_lib.exercises.sheets import drawn_cases, load_sheet, sheet_names
from course_lib.grading.confining import availability, confinement, pool
from course_lib.grading.confining.availability import NoSandbox
from course_lib.grading.confining.confinement import Confined, Limits, Stopped, parse_reply
from course_lib.grading.confining.pool import Pool, require_sandbox
from course_lib.grading.confining.system_calls import ALLOWED, system_call_filter
from course_lib.grading.confining.worker import Way, Worker, WorkerLost
from course_lib.grading.job import Job, grade
from course_lib.sandbox.plain import write
from rehearsal.learner import right_answers
from tests.conftest import ROOT, need
from tests.grading.small_class import folder_of, notebook, zip_of
from tests.grading.test_class import sandbox  # noqa: F401

pytestmark = pytest.mark.usefixtures("sandbox")

PATIENT = Limits(seconds=60, cells=60, exercise=60)


@pytest.fixture
def confined():
    with Confined(PATIENT, pool.worker(PATIENT.scratch)) as running:
        yield running


def ask(confined, source):
    """Run the body of a function and return what it returns."""
    body = "\n".join(f"    {line}" for line in source.splitlines())
    assert confined.run_cell(f"import os, socket, ctypes\ndef probe():\n{body}").kind == "value"
    return confined.call("probe", ())


LOOK_ABOUT = """
import resource
return {
    "user": [*os.getresuid(), *os.getresgid()],
    "groups": os.getgroups(),
    "processes": os.listdir("/proc"),
    "files": [number for number in range(2000) if os.path.exists(f"/dev/fd/{number}") or is_open(number)],
    "capabilities": capabilities(),
    "environment": sorted(os.environ),
    "host": os.uname().nodename,
    "scratch": os.listdir("/scratch"),
    "memory": resource.getrlimit(resource.RLIMIT_AS),
    "suspects": {
        folder: os.listdir("/" + folder)
        for folder in ("home", "etc", "var", "tmp", "run", "sys", "mnt") if os.path.isdir("/" + folder)
    },
    "devices": sorted(os.listdir("/dev")),
}
"""
HELPERS = """
import ctypes, os
def is_open(number):
    try:
        os.fstat(number)
        return True
    except OSError:
        return False
def capabilities():
    header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    return ctypes.CDLL(None).capget(header, data), list(data)
"""


@pytest.mark.parametrize("way", [Way(warm, nobody) for warm in (True, False) for nobody in (True, False)], ids=str)
def test_in_each_way_the_inside_is_the_same(way):
    if way.nobody and os.geteuid() != 0:
        pytest.skip("not root")
    with closing(Worker(way)) as worker, Confined(PATIENT, worker) as confined:
        confined.run_cell(HELPERS)
        found = ask(confined, LOOK_ABOUT).value
        for forbidden in ("os.fork()", "socket.socket()", "os.kill(os.getpid(), 0)", "open('/usr/x', 'w')", "open('/proc/x', 'w')"):
            assert ask(confined, forbidden).kind == "error", forbidden
        assert ask(confined, "open('/scratch/x', 'w').write('x')\nreturn os.listdir('.')").value == ["x"]
    assert set(found["user"]) == {65534} and set(found["groups"]) <= {65534}
    assert found["processes"] == []
    # Input, output and errors lead nowhere; then the requests and the replies.
    assert found["files"] == [0, 1, 2, 3, 4]
    # A call that asks for capabilities is itself not allowed, so that it leaves the zeros in place.
    assert found["capabilities"] == (-1, [0] * 6)
    assert set(found["environment"]) <= {"HOME", "USER", "LOGNAME", "PATH", "LANG", "TMPDIR", "PWD", "OPENBLAS_NUM_THREADS", "OPENBLAS_CORETYPE", "PYTHONPATH", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "LC_CTYPE"}  # fmt: skip
    assert found["host"] == "sandbox" and found["scratch"] == []
    assert found["memory"] == (PATIENT.memory, PATIENT.memory)
    # Where the course or Python lies in such a folder, nothing else of that folder is there.
    needed = [Path(place) for place in (ROOT, sys.prefix, sys.base_prefix)]
    on_the_way = {str(path) for place in needed for path in (place, *place.parents)}
    for folder, inside in found["suspects"].items():
        assert inside and {f"/{folder}/{name}" for name in inside} <= on_the_way, folder
    assert found["devices"] == ["full", "null", "random", "urandom", "zero"]


@contextmanager
def paused_run():
    """A run whose process can be looked at from outside, as it stands while student code runs."""
    with Confined(Limits(seconds=30), pool.worker(Limits().scratch)) as running:
        answers = running.run_cells([("whole", "1"), ("whole", "import time\ntime.sleep(600)")], at_once=True)
        next(answers)
        worker = psutil.Process(pool.worker(Limits().scratch)._process.pid)
        yield worker.children(recursive=True)[-1], worker


def test_seen_from_outside_the_run_has_no_rights_and_namespaces_of_its_own():
    with paused_run() as (run, worker):
        status = dict(line.split(":\t", 1) for line in Path(f"/proc/{run.pid}/status").read_text().splitlines() if ":\t" in line)
        assert {status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {"0" * 16}
        assert status["Seccomp"] == "2" and status["NoNewPrivs"] == "1"
        if os.geteuid() == 0:
            # The kernel's own root is nobody's: limits hold for this one.
            assert set(status["Uid"].split()) == {"65534"}
        waiting = [child for child in worker.children(recursive=True) if child != run]
        assert len(waiting) == 2  # bubblewrap and the Python that waits in it
        for kind in ("user", "pid", "mnt", "net", "ipc", "uts"):
            places = {os.readlink(f"/proc/{process.pid}/ns/{kind}") for process in (psutil.Process(), worker, *waiting)}
            assert os.readlink(f"/proc/{run.pid}/ns/{kind}") not in places, kind


def test_each_run_has_its_own_namespaces_and_an_empty_scratch_folder(confined):
    assert ask(confined, "open('left', 'w').write('x')\nreturn os.listdir('.')").value == ["left"]
    confined.run_cell("import numpy\nnumpy.left = 1")
    confined.__exit__()
    with Confined(PATIENT, pool.worker(PATIENT.scratch)) as other:
        assert ask(other, "import numpy\nreturn os.listdir('.'), hasattr(numpy, 'left')").value == ([], False)


@pytest.mark.parametrize("place", ["solutions", "exercises", "tests", "examples", "course_lib/ground/regression.py", ".git"])
def test_nothing_of_the_course_is_in_sight(confined, place):
    assert ask(confined, f"return os.path.exists({str(ROOT / place)!r})").value is False
    assert (ROOT / place).exists()


def test_no_answer_is_in_sight_anywhere(confined):
    found = ask(
        confined,
        "found = []\n"
        "for folder, _, files in os.walk('/'):\n"
        "    if not folder.startswith('/usr'):\n"
        "        found += [os.path.join(folder, name) for name in files if 'gradient' in name or 'regression' in name]\n"
        "return [name for name in found if 'site-packages/numpy' not in name and '/lib/python3' not in name]",
    ).value
    assert [name for name in found if not name.endswith("/bin/gradient-course")] == []


def test_the_courses_own_package_is_a_silent_stand_in(confined):
    assert ask(confined, "import course_lib\nreturn course_lib.check(3)").value is None
    given = ask(confined, "from course_lib.descent.gradient_descent import gradient_step\nreturn gradient_step(3.0, 2.0, 0.1)")
    assert given.error == "ModuleNotFoundError" and "course_lib" in given.message


@pytest.mark.parametrize("place", ["/x", "/tmp", "/usr/x", "/dev/x", "/dev/shm/x", "/proc/x", str(ROOT / "x"), os.path.dirname(os.__file__) + "/x"])
def test_nothing_but_the_scratch_folder_can_be_written(confined, place):
    assert ask(confined, f"open({place!r}, 'w')").kind == "error"


def test_scratch_is_bounded(confined):
    answer = ask(confined, "for i in range(99):\n    open(f'/scratch/{i}', 'w').write('x' * 2**20)")
    assert answer.error == "OSError"
    assert ask(confined, "open('/scratch/big', 'w').write('x' * 2**25)").error == "OSError"
    assert ask(confined, "for i in range(2000): open(f'/scratch/n{i}', 'w').close()").error == "OSError"


def test_no_network_not_even_to_this_machine(confined):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        assert ask(confined, f"socket.create_connection(('127.0.0.1', {port}), 1)").error == "PermissionError"
    assert ask(confined, "return os.listdir('/sys/class/net')").kind == "error"


def test_environment_of_the_grader_is_out_of_sight(monkeypatch):
    monkeypatch.setenv("SECRET", "x")
    with closing(Worker(pool.worker(2**25).way)) as worker, Confined(PATIENT, worker) as fresh:
        assert "SECRET" not in ask(fresh, "return dict(os.environ)").value


def test_limits_cannot_be_raised(confined):
    for name in ("AS", "NPROC", "NOFILE", "FSIZE", "CORE"):
        raise_it = f"import resource\nresource.setrlimit(resource.RLIMIT_{name}, (-1, -1))"
        assert ask(confined, raise_it).error == "ValueError"
    assert ask(confined, "return len(bytearray(2**31))").error == "MemoryError"


def test_the_list_of_system_calls_names_what_there_is():
    import pyseccomp

    known = [name for name in ALLOWED.split() if pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) >= 0]
    assert len(known) > 100 and len(ALLOWED.split()) == len(set(ALLOWED.split()))
    assert len(system_call_filter()) % 8 == 0
    dangerous = "fork vfork clone clone3 execve execveat socket socketpair ptrace kill tkill tgkill mount umount2 unshare setns bpf io_uring_setup keyctl memfd_create shmget perf_event_open userfaultfd process_vm_readv pidfd_open prctl ioctl fcntl flock"
    assert not set(dangerous.split()) & set(ALLOWED.split())


@pytest.mark.parametrize(
    "source, ending",
    [
        ("while True: pass", "time limit"),
        ("import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: time.sleep(1)", "time limit"),
        ("import os\nos._exit(0)", "ended"),
        ("import ctypes\nctypes.string_at(0)", "ended"),
        ("import os\nfor fd in range(3, 99):\n    try: os.write(fd, b'x' * 10**7)\n    except OSError: pass", "too much output"),
        ("import os\nos.write(4, b'hello\\n')", "out of turn"),
    ],
)
def test_what_stops_the_process_is_noticed(source, ending):
    with Confined(Limits(seconds=1), pool.worker(Limits().scratch)) as running, pytest.raises(Stopped) as stopped:
        running.run_cell(source)
    assert stopped.value.ending == ending


def test_a_process_that_does_not_read_its_requests_is_not_waited_for():
    with Confined(Limits(seconds=1), pool.worker(Limits().scratch)) as running:
        with pytest.raises(Stopped):
            running.run_cell("import time\ntime.sleep(600)")
        with pytest.raises(Stopped) as stopped:
            running.call("f", ("x" * 10**6,))
        assert stopped.value.ending == "time limit"


def test_what_is_printed_is_no_reply(confined):
    assert confined.run_cell("print('{}')\nimport os\nos.system('echo hi')\nos.write(1, b'{}\\n')").kind == "value"
    assert ask(confined, "return 3").value == 3


def test_silencing_the_course_does_not_silence_the_next_cell(confined):
    assert confined.run_cell("import sys\nsys.exit()").error == "SystemExit"
    assert confined.run_cell("x = 1").kind == "value"


def test_of_a_cell_only_its_definitions():
    source = "import math\nx = 3\ny = [1, 2]\nmath.pi = 3\ndef f(): return x + y[0]\nprint(1 / 0)\n@f\ndef g(): pass\nz = f()"
    with Confined(PATIENT, pool.worker(PATIENT.scratch)) as running:
        assert [answer.kind for answer in running.run_cells([("definitions", source)])] == ["value"]
        assert ask(running, "return [name for name in 'xyfgz' if name in globals()], math.pi > 3, f()").value == (["x", "y", "f"], True, 4)


# Where something outside goes wrong, the submission is not to blame.


def test_a_worker_that_is_killed_is_no_fault_of_the_submission():
    worker = Worker(pool.worker(2**25).way)
    with pytest.raises(WorkerLost), Confined(PATIENT, worker) as running:
        worker._process.kill()
        running.run_cell("import time\ntime.sleep(60)")


def test_a_worker_that_is_gone_is_replaced():
    with Confined(PATIENT, pool.worker(PATIENT.scratch)) as running:
        assert running.run_cell("1").kind == "value"
    gone = pool.worker(PATIENT.scratch)
    gone._process.kill()
    gone._process.wait()
    with Confined(PATIENT, pool.worker(PATIENT.scratch)) as running:
        assert running.run_cell("1").kind == "value"


def test_nothing_outlives_a_grader_that_is_killed(tmp_path):
    script = (
        "from course_lib.grading.confining.confinement import Confined, Limits\n"
        "from course_lib.grading.confining import pool\n"
        "with Confined(Limits(seconds=600), pool.worker(Limits().scratch)) as running:\n"
        "    print(pool.worker(2**25)._process.pid, flush=True)\n"
        "    running.run_cell('while True: pass')\n"
    )
    grader = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        worker = psutil.Process(int(grader.stdout.readline()))
        everybody = [worker, *worker.children(recursive=True)]
        assert len(everybody) == 4  # bubblewrap twice, the Python that waits, the run
    finally:
        grader.send_signal(signal.SIGKILL)
        grader.communicate()
    assert psutil.wait_procs(everybody, timeout=30)[1] == []


def test_a_fork_of_the_grader_takes_a_worker_of_its_own(confined):
    theirs = pool.worker(PATIENT.scratch)
    reading, writing = os.pipe()
    if os.fork() == 0:
        own = theirs.usable
        theirs.close()
        os.write(writing, b"mine" if own else b"theirs")
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        assert said.read() == b"theirs"
    os.wait()
    assert confined.run_cell("1").kind == "value"


# Replies


@pytest.mark.parametrize(
    "line",
    [
        b"", b"{}", b"null", b"[]", b"\xff", b'{"dict": []}', b'"ready"', b"3",
        b'{"dict": [["number", 1], ["kind", "right"], ["value", 1]]}',
        b'{"dict": [["number", 2], ["kind", "value"], ["value", 1]]}',
        b'{"dict": [["kind", "value"], ["value", 1]]}',
        b'{"dict": [["number", 1], ["kind", "value"], ["points", 3]]}',
        b'{"dict": [["number", 1], ["kind", "error"], ["error", 3]]}',
        b'{"dict": [["number", 1], ["kind", "error"], ["error", "\\ud800"]]}',
        b'{"dict": [["number", 1], ["kind", "value"], ["changed", [0]]]}',
        b'{"dict": [["number", 1], ["kind", ["value"]], ["value", 1]]}',
        b'{"dict": [["number", 1], ["kind", "value"], ["value", {"code": "1"}]]}',
        b'{"dict": [["number", 1], ["kind", "value"], ["value", {"array": [1, 2], "shape": [3], "kind": "f"}]]}',
        b'{"dict": [["number", 1], ["kind", "value"], ["value", {"array": ["x"], "shape": [1], "kind": "f"}]]}',
        b'{"dict": [["number", 1], ["kind", "value"], ["value", {"array": [], "shape": [0, 1e99], "kind": "f"}]]}',
        b'{"dict": [["number", 1], ["kind", "value"], ["value", ' + b"[" * 200 + b"]" * 200 + b"]]}",
        b"1" * 5000, b"[" * 50000,
    ],
)  # fmt: skip
def test_a_reply_that_is_none_is_refused(line):
    with pytest.raises(Stopped):
        parse_reply(line, 1)
    assert parse_reply(b'{"dict": [["number", 1], ["kind", "value"], ["value", 1]]}', 1).value == 1


# Machines without a sandbox


@pytest.fixture
def chosen(monkeypatch):
    """A process that has not looked for a sandbox yet."""
    monkeypatch.setattr(pool, "POOL", Pool())
    return pool.POOL


@pytest.mark.parametrize("system, words", [("darwin", "macOS"), ("win32", "WSL"), ("freebsd14", "Linux machine")])
def test_on_another_system_it_says_where_to_grade(chosen, monkeypatch, system, words):
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(NoSandbox, match=words) as problem:
        require_sandbox()
    assert "--trust-submissions" in str(problem.value)


def test_without_libseccomp_it_says_how_to_get_it(chosen, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    system_call_filter.cache_clear()
    with pytest.raises(NoSandbox, match="apt-get install libseccomp2"):
        require_sandbox()


@pytest.mark.parametrize("setting, value, words", [(name, value, remedy.split(".")[0]) for name, value, remedy in availability.SETTINGS])
def test_where_the_kernel_forbids_namespaces_it_names_the_setting(chosen, monkeypatch, tmp_path, setting, value, words):
    (tmp_path / setting).parent.mkdir()
    (tmp_path / setting).write_text(value + "\n")
    monkeypatch.setattr(availability, "KERNEL", tmp_path)
    monkeypatch.setattr(availability, "_try", lambda way: "bwrap: No permissions to create a new namespace")
    with pytest.raises(NoSandbox, match="No permissions") as problem:
        require_sandbox()
    assert words in str(problem.value)


def test_without_warm_processes_it_says_so_and_goes_on(chosen, monkeypatch, capsys):
    real = availability._try
    monkeypatch.setattr(availability, "_try", lambda way: "no such luck" if way.warm else real(way))
    require_sandbox()
    said = capsys.readouterr().err
    assert "no such luck" in said and "slower" in said
    with Confined(PATIENT, pool.worker(PATIENT.scratch)) as running:
        assert running.run_cell("1").kind == "value" and not pool.worker(PATIENT.scratch).way.warm


def test_the_sandbox_that_was_tried_is_the_first_to_be_used(chosen):
    require_sandbox()
    tried = chosen.tried
    assert tried is not None and pool.worker(PATIENT.scratch) is tried and chosen.tried is None
    assert pool.worker(PATIENT.scratch) is tried
    other_size = pool.worker(2**20)
    assert other_size is not tried
    with Confined(PATIENT, tried) as running:
        assert running.run_cell("1").kind == "value"
    tried.close()
    other_size.close()


SHOW_WAY = (
    "from course_lib.grading.confining import pool\n"
    "from course_lib.grading.confining.confinement import Confined, Limits\n"
    "with Confined(Limits(seconds=60), pool.worker(2**25)) as running:\n"
    "    print(pool.worker(2**25).way, running.run_cell('1').kind)\n"
)


@pytest.fixture
def shown(tmp_path):
    """A folder that student code can see, since all of Python lies there."""
    place = Path("/usr/local/lib") / f"gradient-course-{os.getpid()}"
    try:
        place.mkdir()
    except OSError as problem:
        pytest.skip(f"only root can put something there: {problem}")
    yield place
    shutil.rmtree(place)


@pytest.mark.parametrize("which", ["submissions", "out", "zip", "link"])
def test_a_class_in_sight_of_student_code_is_not_graded(shown, which, tmp_path, capsys):
    place = folder_of((shown if which in ("submissions", "link") else tmp_path) / "class", {"aoi/04_gradient_descent.ipynb": notebook()})
    if which == "zip":
        place = zip_of(shown / "x.zip", {"aoi/04_gradient_descent.ipynb": notebook()})
    if which == "link":
        (tmp_path / "linked").symlink_to(place)
        place = tmp_path / "linked"
    out = shown / "out" if which == "out" else tmp_path / "out"
    assert main(["grade", str(place), "--out", str(out)]) == 2
    assert "Student code could read" in capsys.readouterr().err and not out.exists()


WHERE_AM_I = """
from course_lib.grading.confining import pool
from course_lib.grading.confining.confinement import Confined, Limits
import course_lib
with Confined(Limits(seconds=60), pool.worker(2**25)) as running:
    running.run_cell("import os, sys, importlib.util\\nsys.meta_path[:] = [one for one in sys.meta_path if type(one).__name__ != 'Finder']\\n"
        "sys.path.append(FOLDER)\\ndef seen():\\n    found = [name for name in ('course_lib.exercises', 'course_lib.experiments', 'words', 'exercises', 'experiments', 'grading') if importlib.util.find_spec(name)]\\n"
        "    return found, os.listdir(FOLDER + '/course_lib'), os.access(FOLDER + '/course_lib', os.W_OK)".replace("FOLDER", repr(FOLDER)))
    print(course_lib.__file__, running.call("seen", ()))
"""  # fmt: skip


def test_a_course_installed_where_pythons_packages_lie_is_out_of_sight(shown):
    shutil.copytree(ROOT / "course_lib", shown / "course_lib", ignore=shutil.ignore_patterns("__pycache__"))
    script = f"FOLDER = {str(shown)!r}\n{WHERE_AM_I}"
    tried = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=shown, env={**os.environ, "PYTHONPATH": str(shown)})
    assert f"{shown}/course_lib/__init__.py" in tried.stdout, tried.stderr
    assert "value=([], ['sandbox'], False)" in tried.stdout, tried.stdout


def test_what_lies_beside_the_sandbox_can_not_be_imported_where_submissions_are_trusted():
    with Confined(PATIENT, None) as running:
        names = ["words", "exercises", "grading", "experiments", "plots"]
        found = ask(running, f"import importlib.util, sys\nreturn [name for name in {names} if importlib.util.find_spec(name)], 'sandbox' in sys.modules")
    assert found.value == ([], True)


@pytest.mark.parametrize("warm", [True, False])
def test_no_file_of_the_grader_is_open_in_a_run_however_many_it_has(warm):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if hard < 2000 else 2000, hard))
    opened = [os.open("/dev/null", os.O_RDONLY) for _ in range(700)]
    try:
        with closing(Worker(Way(warm, os.geteuid() == 0))) as worker, Confined(PATIENT, worker) as running:
            # Looked at one by one: the limit of the run says nothing of files that were open before.
            found = ask(running, "found = []\nfor number in range(5000):\n    try:\n        os.fstat(number)\n        found.append(number)\n    except OSError:\n        pass\nreturn found")
            assert found.value == [0, 1, 2, 3, 4]
    finally:
        for one in opened:
            os.close(one)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("files", [64, 100, 200])
def test_where_few_files_may_be_open_the_sandbox_works_and_grading_says_how_many_it_needs(files, tmp_path):
    folder_of(tmp_path / "class", {"aoi/04_gradient_descent.ipynb": notebook()})
    limited = f"ulimit -n {files}; exec {sys.executable} -m course_lib"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    checked = subprocess.run(["bash", "-c", f"{limited} check {tmp_path}/class/aoi/04_gradient_descent.ipynb"], capture_output=True, text=True, cwd=ROOT, env=environment)
    assert "gradient_step: right" in checked.stdout and "sandbox" not in checked.stderr, checked.stderr
    graded = subprocess.run(["bash", "-c", f"{limited} grade {tmp_path}/class --out {tmp_path}/out"], capture_output=True, text=True, cwd=ROOT, env=environment)
    assert graded.returncode == 2 and f"No more than {files} files" in graded.stderr and "ulimit -n" in graded.stderr


@pytest.mark.parametrize("way", [Way(warm, nobody) for warm in (True, False) for nobody in (True, False)], ids=str)
def test_in_each_way_a_run_reaches_no_other_process_and_leaves_nothing_for_the_next(way, chosen):
    if way.nobody and os.geteuid() != 0:
        pytest.skip("not root")
    chosen.way = way
    end_it = "import resource\nfor process in range(1, 50):\n    try:\n        resource.prlimit(process, resource.RLIMIT_CPU, (0, 0))\n    except (OSError, ValueError):\n        continue\n    return process"
    with pool.worker(2**25) as worker, Confined(PATIENT, worker) as running:
        # Warm, the first process in its own world is the run itself.
        assert ask(running, "import resource\nreturn resource.prlimit(0, resource.RLIMIT_CORE)").value == (0, 0)
        assert ask(running, end_it.replace("range(1, 50)", "range(1 + (os.getpid() == 1), 50)")).value is None
        assert ask(running, "open('/scratch/left', 'w').write('x')\nreturn os.listdir('/scratch')").value == ["left"]
    with pool.worker(2**25) as worker, Confined(PATIENT, worker) as running:
        assert ask(running, "return os.listdir('/scratch')").value == []
    worker.close()


def test_on_a_system_that_really_forbids_namespaces():
    script = f"echo 0 > /proc/sys/user/max_user_namespaces && exec {sys.executable} -c '{SHOW_WAY}'".replace("('1')", '("1")')
    tried = subprocess.run(["unshare", "--user", "--map-current-user", "--keep-caps", "sh", "-c", script], capture_output=True, text=True, cwd=ROOT)
    if "NoSandbox" not in tried.stderr:
        need(None, f"a system without namespaces can't be had here: {tried.stderr}")
    assert "sysctl user.max_user_namespaces=10000" in tried.stderr and "--trust-submissions" in tried.stderr


def as_an_ordinary_user(*command, folder, **options):
    """Run a command as a user without any rights, to whom the course and Python are shown wherever they lie."""
    own = folder / "own"
    own.mkdir()
    os.chown(own, 4242, 4242)
    needed = [str(path) for path in dict.fromkeys((ROOT, Path(sys.prefix), Path(sys.base_prefix)))]
    blocked = {
        next(str(parent) for parent in [*reversed(path.parents), path] if not parent.stat().st_mode & 0o001): path
        for path in map(Path, needed)
        if any(not parent.stat().st_mode & 0o001 for parent in (*path.parents, path))
    }
    # In a view of the file system of its own: what lies where only root can go is put aside and shown again.
    script = ["set -e"]
    for number, path in enumerate(needed):
        script += [f"mkdir -p {folder}/{number}", f"mount --bind {path} {folder}/{number}"]
    script += [f"mount -t tmpfs -o mode=755 tmpfs {place}" for place in blocked]
    for number, path in enumerate(needed):
        if any(Path(path).is_relative_to(place) for place in blocked):
            script += [f"mkdir -p {path}", f"mount --bind {folder}/{number} {path}"]
    script.append("exec setpriv --reuid 4242 --regid 4242 --clear-groups --inh-caps=-all --bounding-set=-all " + shlex.join(command))
    environment = {**os.environ, "HOME": str(own), "TMPDIR": str(own), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        ["unshare", "--mount", "bash", "-c", "\n".join(script)], capture_output=True, text=True, cwd=ROOT, env=environment, **options
    )


@pytest.fixture
def open_folder():
    """A folder that every user can enter; those of pytest are root's alone."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def test_as_an_ordinary_user(open_folder):
    """The same sandbox, started by a user without any rights."""
    if os.geteuid() != 0:
        pytest.skip("these tests are an ordinary user's already")
    tried = as_an_ordinary_user(sys.executable, "-c", SHOW_WAY, folder=open_folder)
    assert tried.stdout.strip() == "Way(warm=True, nobody=False) value", tried.stderr


def test_all_attacks_are_held_off_for_an_ordinary_user_as_for_root(open_folder):
    if os.geteuid() != 0:
        pytest.skip("these tests are an ordinary user's already")
    files = ["tests/grading/test_hostile.py", "tests/grading/test_confinement.py"]
    tried = as_an_ordinary_user(
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--basetemp", str(open_folder / "own/pytest"), "-rs", *files,
        folder=open_folder, timeout=500,
    )  # fmt: skip
    if "a sandbox that Linux provides" in tried.stdout:
        need(None, f"ordinary users can't have namespaces on this machine: {tried.stdout[-2000:]}")
    assert tried.returncode == 0, tried.stdout[-5000:] + tried.stderr[-2000:]
    passed = int(re.search(r"(\d+) passed", tried.stdout)[1])
    assert passed > 180, tried.stdout[-3000:]


def test_nothing_is_run_without_a_sandbox_unless_it_is_said(chosen, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    started = []
    monkeypatch.setattr(confinement.subprocess, "Popen", lambda *a, **k: started.append(a))
    with pytest.raises(NoSandbox):
        grade(Job(str(tmp_path / "x.ipynb"), 1))
    assert started == []


# Inputs that were made to keep the grader itself busy.
COSTLY = {
    "colliding keys": "{i * (2**61 - 1): 0 for i in range(1000)}",
    "too many colliding keys": "{i * (2**61 - 1): 0 for i in range(60_000)}",
    "deep": "deep(17)",
    "wide and deep": "[deep(16)] * 3000",
    "too deep": "deep(900)",
    "8 MB of text": "'x' * 8_000_000",
    "8 MB of numbers": "[0.123456789] * 700_000",
    "8 MB of an array": "__import__('numpy').full(900_000, 0.123456789)",
    "many values": "[0.5] * 65_000",
    "as much as is read": "[0.5] * 1300",
    "as much, deep": "[deep(10)] * 300",
    "as much, unlike": "[0.5, None, ()] * 500",
    "as much in keys that collide": "{i * (2**61 - 1): 0 for i in range(350)}",
    "many unlike values": "[0.5, 'x', None, (), True] * 13_000",
    "a huge number": "10**30",
    "a number of many digits": "10**4200",
    "huge numbers": "[10**30] * 20_000",
}


def test_right_answers_are_a_tenth_of_what_is_read():
    for sheet in sheet_names():
        for name in load_sheet(sheet).exercises:
            answers = [write(one.value) for one in drawn_cases(sheet, name, 1).expected if one.kind == "value"]
            assert sum(len(one) + 100 for one in answers) < Limits().answers / 8, name


@pytest.mark.parametrize("what", COSTLY)
def test_the_grader_spends_little_more_than_the_run_whatever_is_answered(what, tmp_path):
    right = right_answers("04_gradient_descent")
    helper = "def deep(levels):\n    value = 0\n    for _ in range(levels):\n        value = [value]\n    return value"
    cells = [helper, f"answer = {COSTLY[what]}", *(f"def {name}(*inputs):\n    return answer" for name in right)]
    path = folder_of(tmp_path, {"04_gradient_descent.ipynb": notebook(dict(enumerate(cells)))}) / "04_gradient_descent.ipynb"
    for name in right:
        drawn_cases("04_gradient_descent", name, 1)  # worked out once
    # What was there before is not looked through at each collection: in a grader that is little, in a run of tests much.
    gc.collect()
    gc.freeze()
    began = time.process_time()
    rows = grade(Job(str(path), 1)).grades
    spent = time.process_time() - began
    gc.unfreeze()
    assert spent < 1.0 and not [row for row in rows if row.points]


@pytest.mark.parametrize("what", ["8 MB of text", "many values", "as much, unlike"])
def test_the_graders_memory_is_flat_whatever_is_answered(what, tmp_path):
    cells = [f"answer = {COSTLY[what]}", *(f"def {name}(*inputs):\n    return answer" for name in right_answers("04_gradient_descent"))]
    path = folder_of(tmp_path, {"04_gradient_descent.ipynb": notebook(dict(enumerate(cells)))}) / "04_gradient_descent.ipynb"
    grade(Job(str(path), 1))
    tracemalloc.start()
    grade(Job(str(path), 1))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 40 * 2**20
