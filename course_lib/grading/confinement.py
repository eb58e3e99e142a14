"""Running student code where it can do no harm: bubblewrap's namespaces around `course_lib.grading.sandbox`.

Inside there is Python, numpy and an empty scratch folder; no network, no answers, no other submission, no gradebook.
What comes out is text, read as plain data and never run.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from course_lib.grading.sandbox.answers import Answer
from course_lib.grading.sandbox.plain import read, write
from course_lib.grading.sheet import SOLUTIONS

INSIDE = Path(__file__).parent / "sandbox"
# Not /tmp: a course that lies there would be hidden by it, Python and all.
SCRATCH = "/scratch"

HOW_TO_GET = (
    "Student code runs in bubblewrap (the command bwrap), and it can't be used here: {why}. On Debian and Ubuntu "
    "install it with: apt-get install bubblewrap. It needs Linux; on macOS and Windows use a Linux machine, "
    "container or WSL. To run the submissions with nothing around them, as your own user, say --trust-submissions."
)

Ending = Literal["time limit", "ended", "too much output"]


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes:
        seconds: for one cell, or one call of a function.
        memory: bytes of address space.
        processes: processes and threads of the user.
        file_size: bytes of one file; `scratch` bounds them all.
        scratch: bytes in the writable folder.
        reply: bytes of one reply.
    """

    seconds: float = 5.0
    memory: int = 2**30
    processes: int = 64
    file_size: int = 2**24
    scratch: int = 2**25
    reply: int = 2**23


class NoSandbox(OSError):
    """Bubblewrap is missing or does not work here; the message says what to do."""


class Stopped(Exception):
    """The process with the student's code gave no reply; ``ending`` says why."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending)
        self.ending: Ending = ending


class Confined:
    """One process for one submission. Use it in a ``with`` block; at its end nothing of the process is left."""

    def __init__(self, limits: Limits, trusted: bool = False) -> None:
        """Start the process.

        Args:
            limits: what it may use.
            trusted: run it with nothing around it, because the instructor said so.
        """
        self.limits = limits
        self._unread = b""
        self._process = subprocess.Popen(
            command(limits, trusted),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment() if trusted else {"PATH": os.environ.get("PATH", os.defpath)},
            cwd=tempfile.gettempdir(),
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._requests, self._replies = self._process.stdin, self._process.stdout
        os.set_blocking(self._replies.fileno(), False)

    def run_cell(self, source: str) -> Answer:
        """Run one cell of the notebook; see `sandbox`."""
        return self._ask({"cell": source})

    def call(self, function: str, inputs: tuple[Any, ...]) -> Answer:
        """Call a function that the notebook defined."""
        return self._ask({"function": function, "inputs": inputs})

    def _ask(self, request: dict[str, Any]) -> Answer:
        try:
            self._requests.write(write(request).encode() + b"\n")
            self._requests.flush()
        except OSError:
            raise Stopped("ended") from None
        return parse_reply(self._read_line(time.monotonic() + self.limits.seconds))

    def _read_line(self, deadline: float) -> bytes:
        with selectors.DefaultSelector() as selector:
            selector.register(self._replies, selectors.EVENT_READ)
            while b"\n" not in self._unread:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise Stopped("time limit")
                part = self._replies.read(65536)
                if not part:
                    raise Stopped("ended")
                self._unread += part
                if len(self._unread) > self.limits.reply:
                    raise Stopped("too much output")
        line, _, self._unread = self._unread.partition(b"\n")
        return line

    def __enter__(self) -> Confined:
        return self

    def __exit__(self, *exception: object) -> None:
        # Killing bubblewrap ends its process namespace, and with it all that the student's code started.
        self._process.kill()
        self._process.wait()
        self._replies.close()
        # A request that the process did not live to read is still waiting here.
        with contextlib.suppress(BrokenPipeError):
            self._requests.close()


def parse_reply(line: bytes) -> Answer:
    """Return the answer in a reply, whatever a hostile process wrote.

    Raises:
        Stopped: if it is no reply.
    """
    try:
        data = read(line.decode("utf-8"))
        answer = Answer(**data)
    except (ValueError, TypeError):
        raise Stopped("ended") from None
    texts = (answer.error, answer.message, answer.line)
    if (
        answer.kind in ("value", "blank", "error", "strange")
        and all(type(text) is str and len(text) <= 2000 for text in texts)
        and type(answer.changed) is tuple
        and all(type(place) is int for place in answer.changed)
    ):
        return answer
    raise Stopped("ended")


def require_sandbox() -> None:
    """Make sure that bubblewrap is here and works.

    Raises:
        NoSandbox: if not; the message says what is missing and how to get it.
    """
    if shutil.which("bwrap") is None:
        raise NoSandbox(HOW_TO_GET.format(why="it is not installed"))
    for place in _needed_folders():
        if SOLUTIONS.is_relative_to(place):
            raise NoSandbox(f"Student code could read the answers, since it needs {place}: move the course elsewhere.")
    try:
        with Confined(Limits(seconds=30)) as confined:
            if confined.run_cell("1").kind == "value":
                return
            why = "Python does not start in it"
    except Stopped:
        tried = subprocess.run(command(Limits(), False), stdin=subprocess.DEVNULL, capture_output=True, text=True)
        why = tried.stderr.strip().splitlines()[-1] if tried.stderr.strip() else "it gave no reply"
    raise NoSandbox(HOW_TO_GET.format(why=why))


def environment() -> dict[str, str]:
    """Return all the environment variables that student code sees."""
    settings = {
        "PYTHONPATH": f"{INSIDE.parent}{os.pathsep}{_packages()}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "HOME": SCRATCH,
        "TMPDIR": SCRATCH,
        "LANG": "C.UTF-8",
    }
    # Some processors need this one for right results.
    return settings | {name: os.environ[name] for name in ("OPENBLAS_CORETYPE",) if name in os.environ}


def command(limits: Limits, trusted: bool) -> list[str]:
    """Return the command that starts the process: bubblewrap and its arguments, or Python alone if trusted."""
    # -S and -P: no site packages but those named, nothing from the working folder.
    python = [sys.executable, "-S", "-s", "-P", "-m", "sandbox"]
    python += [str(limits.memory), str(limits.processes), str(limits.file_size)]
    if trusted:
        return python
    arguments = ["--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL"]
    arguments += ["--die-with-parent", "--new-session", "--hostname", "sandbox", "--clearenv"]
    for name, value in environment().items():
        arguments += ["--setenv", name, value]
    for place in _needed_folders():
        arguments += ["--ro-bind-try", place, place]
    for link in ("bin", "lib", "lib64"):
        if os.path.islink(f"/{link}"):
            arguments += ["--symlink", os.readlink(f"/{link}"), f"/{link}"]
        else:
            arguments += ["--ro-bind-try", f"/{link}", f"/{link}"]
    arguments += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
    arguments += ["--size", str(limits.scratch), "--tmpfs", SCRATCH, "--chdir", SCRATCH, "--remount-ro", "/"]
    return ["bwrap", *arguments, "--", *python]


def _needed_folders() -> list[str]:
    """Return the folders that Python, numpy and `sandbox` lie in, outer ones first, nothing else of the course."""
    numpy = importlib.util.find_spec("numpy")
    assert numpy is not None and numpy.origin is not None
    here = Path(numpy.origin).parent
    libraries = [here, here.with_name("numpy.libs")]
    interpreter = [Path(sys.executable).parent, Path(sys.executable).resolve().parent.parent, Path(sys.base_prefix)]
    return [str(place) for place in dict.fromkeys([Path("/usr"), *interpreter, *libraries, INSIDE])]


def _packages() -> Path:
    numpy = importlib.util.find_spec("numpy")
    assert numpy is not None and numpy.origin is not None
    return Path(numpy.origin).parents[1]
