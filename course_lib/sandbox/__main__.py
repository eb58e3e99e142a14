"""What waits in the sandbox, Python and numpy loaded, and forks a process for each run of student code.

The process is the first in namespaces of its own, with an empty scratch folder; it gives up all rights and then runs
student code. The one that waits never reads what a submission writes; it only hands pipes on.

It takes orders from the grader through a socket, a packet each: settings with files → start; anything → stop, answered
when the process is gone with all that belonged to it; the end of the socket → stop and end.

``python -m sandbox warm SOCKET [nobody]`` is the waiting process; with ``once`` in place of ``warm`` its runs have no
namespaces of their own, for where namespaces within namespaces can't be had: then it serves one submission only.
``trusted MEMORY FILE_SIZE`` serves standard input as a single run with nothing around it but the two limits, because
the instructor said so.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np
import numpy.fft
import numpy.linalg
import numpy.polynomial
import numpy.random

from . import standins
from .serving import serve

if sys.platform != "win32":
    import fcntl

    from . import enclosure

CONTROL = 3  # the number of the one file that the waiting process keeps, after those of every process
TELLING = 5  # and that through which a run tells of trouble before it begins, after its requests and replies
MOST_FILES = 2**20  # the kernel gives no higher numbers, as it comes


def attend(control: socket.socket, fork: Callable[[], int]) -> None:
    """Start one run after the other as the grader orders, until its socket ends.

    Args:
        control: the socket.
        fork: `os.fork` or `enclosure.fork_into_namespaces`.
    """
    while True:
        packet, files, *_ = socket.recv_fds(control, 2**16, 2)
        if not packet:
            return
        child = start_run(json.loads(packet), files, fork)
        for file in files:
            os.close(file)
        stop = control.recv(64)
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        if not stop:
            return
        control.send(b"stopped")


def start_run(settings: dict[str, Any], files: list[int], fork: Callable[[], int]) -> int:
    """Start a process in which student code runs and return its number; 0 where that failed, which the grader is told.

    Args:
        settings: ``memory``, ``file_size``, ``filter``, ``scratch`` and ``scratch_size``.
        files: where requests come from, and where replies go.
        fork: see `attend`.
    """
    user, group = os.getuid(), os.getgid()
    try:
        child = fork()
    except OSError as trouble:
        os.write(files[1], f"{trouble}\n".encode())
        return 0
    if child == 0:
        with _telling():
            requests, replies, _ = _keep_only([*files, files[1]])
            if fork is enclosure.fork_into_namespaces:
                enclosure.furnish_namespaces(user, group, settings["scratch"], settings["scratch_size"])
            enclosure.limit(settings["memory"], settings["file_size"])
            enclosure.give_up_rights(bytes.fromhex(settings["filter"]))
        # Alike for all, so that a submission that draws at random without a seed is graded alike each time.
        random.seed(0)
        np.random.seed(0)
        with suppress(BaseException):
            _serve(requests, replies)
        os._exit(0)
    return child


def _serve(requests: int, replies: int) -> None:
    with os.fdopen(requests, encoding="utf-8") as asked, os.fdopen(replies, "w", encoding="utf-8") as told:
        told.write("ready\n")
        told.flush()
        serve(asked, told)


def _keep_only(files: list[int]) -> list[int]:
    """Leave no file open but these; return their new numbers. What is printed goes nowhere."""
    nothing = os.open(os.devnull, os.O_RDWR)
    kept = [nothing, nothing, nothing, *files]
    # First out of the way, so that no move overwrites what is still to be moved.
    moved = [fcntl.fcntl(file, fcntl.F_DUPFD, len(kept)) for file in kept]
    for number, file in enumerate(moved):
        os.dup2(file, number)
    os.closerange(len(kept), MOST_FILES)
    return list(range(3, len(kept)))


@contextmanager
def _telling() -> Iterator[None]:
    """Tell the grader of trouble through the last file that `_keep_only` keeps, and end."""
    try:
        yield
    except OSError as trouble:
        with suppress(OSError):
            os.write(TELLING, f"{trouble}\n".encode())
        os._exit(1)
    os.close(TELLING)


def _serve_trusted(memory: int, file_size: int) -> None:
    requests, replies = (os.dup(stream) for stream in (0, 1))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    if sys.platform != "win32":
        # macOS knows no limit of memory.
        with suppress(ValueError, OSError):
            enclosure.limit(memory, file_size)
    _serve(requests, replies)


if __name__ == "__main__":
    standins.put_in_place()
    # Before any limit: numpy's libraries reserve memory when they start.
    np.linalg.eigvalsh(np.eye(2))
    if sys.argv[1] == "trusted":
        _serve_trusted(*map(int, sys.argv[2:]))
    else:
        if sys.argv[3:] == ["nobody"]:
            enclosure.become_nobody()
        enclosure.refuse_tracing()
        # What is here now is never looked at again by the collector, so that children share its memory.
        gc.freeze()
        fork = enclosure.fork_into_namespaces if sys.argv[1] == "warm" else os.fork
        # Whatever number the grader had for it, and whatever else came along.
        os.dup2(int(sys.argv[2]), CONTROL)
        os.closerange(CONTROL + 1, MOST_FILES)
        attend(socket.socket(fileno=CONTROL), fork)
