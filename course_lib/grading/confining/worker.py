"""A grading worker's sandbox: bubblewrap around one warm Python, from which each submission's process is forked.

Bubblewrap gives a root in which only Python, numpy and `sandbox` can be seen, and no network. In it a child for each
submission goes into namespaces of its own. Where the kernel grants no namespaces within namespaces, bubblewrap and
Python are started for each submission anew: as tight, and slower.
"""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import subprocess
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from course_lib.grading.confining.system_calls import system_call_filter

INSIDE = Path(__file__).parents[2] / "sandbox"
# Not /tmp: a course that lies there would be hidden by it, Python and all.
SCRATCH = "/scratch"
# As ``python -m sandbox`` does it, without a way to what lies beside that folder.
START = f"""
import importlib.util, runpy, sys
spec = importlib.util.spec_from_file_location("sandbox", {str(INSIDE / "__init__.py")!r})
sys.modules["sandbox"] = importlib.util.module_from_spec(spec)
runpy.run_module("sandbox", run_name="__main__", alter_sys=True)
"""
PATIENCE = 60.0  # seconds that the machine may take to start Python, at its busiest
DEVICES = ("null", "zero", "full", "random", "urandom")


class WorkerLost(OSError):
    """The sandbox itself ended, from outside: the submission in it is not to blame."""


@dataclass(frozen=True)
class Way:
    """How the sandbox is had on this machine.

    Attributes:
        warm: fork each submission from a running Python; else start one for each.
        nobody: we are root, and bubblewrap is to make way for an ordinary user inside.
    """

    warm: bool
    nobody: bool


class Worker:
    """Bubblewrap with the Python that waits in it.

    Use it in a ``with`` block for each submission: where it is not warm, it ends with the submission.
    """

    def __init__(self, way: Way, scratch: int = 2**25) -> None:
        """Start it; it loads numpy while the caller goes on.

        Args:
            way: how the sandbox is had.
            scratch: bytes in the writable folder.

        Raises:
            OSError: if bubblewrap can't be started.
        """
        self.way = way
        self.scratch = scratch
        self._owner = os.getpid()
        self.control, inside = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.settimeout(PATIENCE)
        with inside:
            try:
                process = subprocess.Popen(
                    command(way, inside.fileno(), scratch),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    pass_fds=(inside.fileno(),),
                    env={"PATH": os.environ.get("PATH", os.defpath)},
                    cwd="/",
                    start_new_session=True,
                )
            except OSError:
                self.control.close()
                raise
        assert process.stderr is not None
        self._complaints = process.stderr
        self._process = process
        self.close = weakref.finalize(self, _end, process, self.control, self._owner)

    @property
    def usable(self) -> bool:
        """Whether it can take a submission from this process."""
        return self.close.alive and self._owner == os.getpid()

    @property
    def lost(self) -> bool:
        """Whether the waiting Python has ended, though nobody asked it to."""
        return not self.close.alive or self._process.poll() is not None

    def last_words(self) -> str:
        """End the sandbox and return the last line that bubblewrap or Python complained with."""
        if not self.close.alive:
            return "it was closed"
        self._process.kill()
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        self.close()
        return lines[-1] if lines else "it said nothing"

    def start(self, memory: int, file_size: int, requests: int, replies: int) -> None:
        """Start a process with limits that reads ``requests`` and writes ``replies``, in which student code may run.

        Raises:
            WorkerLost: if the sandbox is gone.
        """
        settings = {
            "memory": memory,
            "file_size": file_size,
            "filter": system_call_filter().hex(),
            "scratch": SCRATCH,
            "scratch_size": self.scratch,
        }
        with self._noticing_loss():
            socket.send_fds(self.control, [json.dumps(settings).encode()], [requests, replies])

    def stop(self) -> None:
        """End that process; returns when it is gone.

        Raises:
            WorkerLost: if the sandbox had ended before.
        """
        if self.usable:
            with self._noticing_loss():
                self.control.send(b"stop")
                if (said := self.control.recv(2**10)) != b"stopped":
                    raise ConnectionResetError(said.decode(errors="replace"))

    @contextmanager
    def _noticing_loss(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            said = str(problem) if problem.errno is None else ""
            raise WorkerLost(f"the sandbox ended: {said or self.last_words()}") from problem

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *exception: object) -> None:
        if not self.way.warm:
            self.close()


def _end(process: subprocess.Popen[bytes], control: socket.socket, owner: int) -> None:
    control.close()
    if os.getpid() != owner:  # a fork of the process that it belongs to
        return
    # Bubblewrap's end takes its process namespace with it, and all namespaces within that.
    process.kill()
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


def environment() -> dict[str, str]:
    """Return all the environment variables that student code sees."""
    settings = {
        "PYTHONPATH": str(_numpy_folder().parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "HOME": SCRATCH,
        "TMPDIR": SCRATCH,
        "LANG": "C.UTF-8",
        # Nobody is called so and nothing is started; they are there, as everywhere.
        "USER": "learner",
        "LOGNAME": "learner",
        "PATH": os.defpath,
    }
    # Some processors need the first for right results, and Windows needs the second to start Python.
    return settings | {name: os.environ[name] for name in ("OPENBLAS_CORETYPE", "SYSTEMROOT") if name in os.environ}


def python(*arguments: str) -> list[str]:
    """Return the command that starts `sandbox`: no site packages but those named, nothing from the working folder."""
    return [sys.executable, "-S", "-s", "-P", "-c", START, *arguments]


def command(way: Way, control: int, scratch: int = 2**25) -> list[str]:
    """Return the command that starts bubblewrap with the waiting Python in it.

    Args:
        way: how the sandbox is had.
        control: number of the socket through which the Python takes its orders.
        scratch: bytes in the writable folder, where it is bubblewrap's.
    """
    arguments = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    arguments += ["--die-with-parent", "--new-session", "--hostname", "sandbox", "--cap-drop", "ALL"]
    if way.nobody:
        # Just what it takes to stop being root, which is the first thing done inside.
        arguments += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        arguments += ["--unshare-user", "--uid", "65534", "--gid", "65534"]
    arguments += ["--clearenv"]
    for name, value in environment().items():
        arguments += ["--setenv", name, value]
    hidden: list[str] = []
    for place in needed_folders():
        if way.nobody:  # to be entered by an ordinary user, even where only root may outside
            for parent in reversed(Path(place).parents[:-1]):
                arguments += ["--perms", "0755", "--dir", str(parent)]
        arguments += ["--ro-bind-try", place, place]
        if INSIDE.is_relative_to(place) and place != str(INSIDE):  # installed where Python's packages lie
            arguments += ["--tmpfs", str(INSIDE.parent)]
            hidden = ["--remount-ro", str(INSIDE.parent)]
    for link in ("bin", "lib", "lib64"):
        if os.path.islink(f"/{link}"):
            arguments += ["--symlink", os.readlink(f"/{link}"), f"/{link}"]
        else:
            arguments += ["--ro-bind-try", f"/{link}", f"/{link}"]
    arguments += ["--tmpfs", "/dev"]
    for device in DEVICES:
        arguments += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    arguments += ["--remount-ro", "/dev"]
    if way.warm:
        # The waiting Python needs /proc to make namespaces. Each submission finds both of these empty and its own.
        arguments += ["--proc", "/proc", "--dir", SCRATCH]
    else:
        arguments += ["--dir", "/proc", "--perms", "1777", "--size", str(scratch), "--tmpfs", SCRATCH]
    arguments += [*hidden, "--chdir", SCRATCH, "--remount-ro", "/"]
    inside = python("warm" if way.warm else "once", str(control), *(["nobody"] if way.nobody else []))
    return ["bwrap", *arguments, "--", *inside]


def shown_folder(path: Path) -> str:
    """Return the folder in sight of student code in which a path lies, ``""`` where it lies in none."""
    return next((place for place in needed_folders() if path.resolve().is_relative_to(Path(place).resolve())), "")


def needed_folders() -> list[str]:
    """Return the folders that Python, numpy and `sandbox` lie in, outer ones first, nothing else of the course."""
    numpy = _numpy_folder()
    interpreter = [Path(sys.executable).parent, Path(sys.executable).resolve().parent.parent, Path(sys.base_prefix)]
    libraries = [numpy, numpy.with_name("numpy.libs")]
    return [str(place) for place in dict.fromkeys([Path("/usr"), *interpreter, *libraries, INSIDE])]


def _numpy_folder() -> Path:
    numpy = importlib.util.find_spec("numpy")
    assert numpy is not None and numpy.origin is not None
    return Path(numpy.origin).parent
