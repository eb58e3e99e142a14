"""Asking student code, which runs where it can do no harm; see `worker` for the place and `sandbox` for its inside.

What comes out is text, read as plain data and never run.
"""

from __future__ import annotations

import os
import queue
import select
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args

from course_lib.grading.confining.worker import PATIENCE, Worker, WorkerLost, environment, python
from course_lib.sandbox.answers import Answer, Kind
from course_lib.sandbox.plain import TooMuch, read_untrusted, write
from course_lib.sandbox.serving import Part

Ending = Literal["time limit", "ended", "too much output", "out of turn"]

KINDS = get_args(Kind)
LONGEST_OF_A_CELL = 2**14  # bytes of the reply to a cell: the texts below, each letter as six signs
LONGEST_TEXT = 2000  # characters of a message, the name of an error or a line of code
# Most answers are those that others gave before, to the last digit: what a reply says is worked out once.
LONGEST_KEPT = 512  # bytes of a reply
MOST_KEPT = 1024


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Attributes:
        seconds: for one cell, or one call of a function.
        cells: seconds for all cells.
        exercise: seconds for all the calls of a function.
        memory: bytes of address space.
        file_size: bytes of one file; `scratch` bounds them all.
        scratch: bytes in the writable folder.
        reply: bytes of one reply.
        answers: bytes of all replies of a function together that are read as answers. Right ones have a tenth.
    """

    seconds: float = 5.0
    cells: float = 30.0
    exercise: float = 10.0
    memory: int = 2**29
    file_size: int = 2**24
    scratch: int = 2**25
    reply: int = 2**23
    answers: int = 2**16


class Stopped(Exception):
    """The process with the student's code gave no reply that counts; ``ending`` says why."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending)
        self.ending: Ending = ending


class Confined:
    """One process for one submission. Use it in a ``with`` block; at its end nothing of the process is left."""

    def __init__(self, limits: Limits, sandbox: Worker | None, lent: Sequence[str] = ()) -> None:
        """Start the process.

        Args:
            limits: what it may use.
            sandbox: where to run it; None to run it with nothing around it, because the instructor said so.
            lent: libraries in whose place something stands, see `sandbox.standins.Lent`.

        Raises:
            WorkerLost: if the sandbox ends while the process starts.
        """
        self.limits = limits
        self._lent = lent
        self._number = 0
        self._cells_left = limits.cells
        self._unread = bytearray()
        self._things = ExitStack()
        with ExitStack() as things:
            self._sandbox = sandbox
            self._requests, self._replies = self._start(things)
            first = self._first_line()
            if first != b"ready":
                raise WorkerLost(f"no process for a submission could be started: {first.decode(errors='replace')}")
            self._things = things.pop_all()

    def _start(self, things: ExitStack) -> tuple[int, int]:
        """Start the process and return our ends of its two pipes, which ``things`` will close and end."""
        if self._sandbox is None:
            process = _start_trusted(self.limits)
            assert process.stdin is not None and process.stdout is not None
            things.callback(process.stdout.close)
            things.callback(process.stdin.close)
            self._parts = _read_all(process.stdout.fileno(), things)
            things.callback(_end_group, process)
            return process.stdin.fileno(), process.stdout.fileno()
        theirs, requests = os.pipe()
        things.callback(os.close, requests)
        replies, theirs_too = os.pipe()
        things.callback(os.close, replies)
        os.set_blocking(requests, False)
        os.set_blocking(replies, False)
        try:
            self._sandbox.start(self.limits.memory, self.limits.file_size, theirs, theirs_too)
            things.callback(self._sandbox.stop)
        finally:
            os.close(theirs)
            os.close(theirs_too)
        return requests, replies

    def _first_line(self) -> bytes:
        try:
            return self._read_line(time.monotonic() + PATIENCE)
        except Stopped as stopped:
            return (self._sandbox.last_words() if self._sandbox else stopped.ending).encode()

    def run_cell(self, source: str) -> Answer:
        """Run one cell of the notebook; see `sandbox`."""
        return next(self.run_cells([("whole", source)]))

    def run_cells(self, cells: Sequence[tuple[Part, str]], at_once: bool = False) -> Iterator[Answer]:
        """Run cells.

        Args:
            cells: what of each is to run, see `sandbox.serving.Part`, and its source.
            at_once: tell of each as soon as it has run, so that it is known which one ended the process. That is
                slower: there and back takes longer than most cells.
        """
        began = time.monotonic()
        most = LONGEST_OF_A_CELL * len(cells)
        request = {"cells": list(cells), "at_once": at_once, "lent": list(self._lent)}
        yield from self._ask(request, len(cells), self._cells_left, most)
        self._cells_left -= time.monotonic() - began

    def call(self, function: str, inputs: tuple[Any, ...]) -> Answer:
        """Call a function that the notebook defined."""
        return next(self.call_all(function, write([inputs]), 1))

    def call_all(self, function: str, inputs: str, count: int) -> Iterator[Answer]:
        """Call a function on each of the inputs.

        Args:
            function: its name.
            inputs: the text of the list of inputs, as `sandbox.plain.write` writes it.
            count: how many they are.
        """
        request = {"function": function, "inputs": inputs}
        return self._ask(request, count, self.limits.exercise, self.limits.answers)

    def _ask(self, request: dict[str, Any], replies: int, seconds: float, most: int) -> Iterator[Answer]:
        self._number += 1
        last = time.monotonic() + seconds
        self._write(write({"number": self._number, **request}).encode() + b"\n")
        for _ in range(replies):
            line = self._read_line(min(last, time.monotonic() + self.limits.seconds))
            most -= len(line)
            if most < 0:  # all together, so that reading and comparing them takes the grader no time to speak of
                raise Stopped("too much output")
            yield parse_reply(line, self._number)

    def _write(self, data: bytes) -> None:
        # Never waiting longer than for a reply: a hostile process may leave its requests unread.
        deadline = time.monotonic() + self.limits.seconds
        if self._sandbox is None:
            writing = threading.Thread(target=_write_all, args=(self._requests, data), daemon=True)
            writing.start()
            writing.join(self.limits.seconds)
            if writing.is_alive():
                raise Stopped("time limit")
            return
        try:
            while data:
                if not select.select([], [self._requests], [], max(0.0, deadline - time.monotonic()))[1]:
                    raise Stopped("time limit")
                data = data[os.write(self._requests, data) :]
        except OSError:
            raise self._ended() from None

    def _read_line(self, deadline: float) -> bytes:
        searched = 0
        while (end := self._unread.find(b"\n", searched)) < 0:
            searched = len(self._unread)
            part = self._read(max(0.0, deadline - time.monotonic()))
            if not part:
                raise self._ended()
            self._unread += part
            if len(self._unread) > self.limits.reply:
                raise Stopped("too much output")
        line = bytes(self._unread[:end])
        del self._unread[: end + 1]
        return line

    def _read(self, seconds: float) -> bytes:
        """Return what comes next, nothing where the process has ended."""
        if self._sandbox is None:
            try:
                return self._parts.get(timeout=seconds)
            except queue.Empty:
                raise Stopped("time limit") from None
        if not select.select([self._replies], [], [], seconds)[0]:
            raise Stopped("time limit")
        return os.read(self._replies, 2**16)

    def _ended(self) -> Exception:
        if self._sandbox is not None and self._sandbox.lost:
            return WorkerLost(f"the sandbox ended: {self._sandbox.last_words()}")
        return Stopped("ended")

    def __enter__(self) -> Confined:
        return self

    def __exit__(self, *exception: object) -> None:
        self._things.close()


# With nothing around it a process is had on every system; on some, one can't wait for a pipe but in a thread.


def _end_group(process: subprocess.Popen[bytes]) -> None:
    # With it all that it started, if that has not left its group.
    with suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, 9)
    process.wait()


def _start_trusted(limits: Limits) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        python("trusted", str(limits.memory), str(limits.file_size)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env=environment(),
        cwd=tempfile.gettempdir(),
        start_new_session=True,
    )


def _read_all(pipe: int, things: ExitStack) -> queue.Queue[bytes]:
    """Return the parts of what comes out of a pipe, as they come, the last one empty; a few of them wait at most."""
    parts: queue.Queue[bytes] = queue.Queue(4)
    over = threading.Event()

    def read() -> None:
        part = b"?"
        while part and not over.is_set():
            part = os.read(pipe, 2**16)
            while not over.is_set():
                with suppress(queue.Full):
                    parts.put(part, timeout=0.1)
                    break

    reading = threading.Thread(target=read, daemon=True)
    reading.start()
    things.callback(reading.join, 1.0)  # what the process started and left behind may hold the pipe's other end
    things.callback(over.set)
    return parts


def _write_all(pipe: int, data: bytes) -> None:
    with suppress(OSError):  # it has ended: so its replies will tell
        while data:
            data = data[os.write(pipe, data) :]


def parse_reply(line: bytes, number: int) -> Answer:
    """Return the answer in a reply to the request of this number, whatever a hostile process wrote.

    The same reply may give the same answer again: nobody is to change what is in it.

    Raises:
        Stopped: if it is no reply to it.
    """
    return _parse_kept(line, number) if len(line) <= LONGEST_KEPT else _parse(line, number)


def _parse(line: bytes, number: int) -> Answer:
    try:
        data = read_untrusted(line.decode("utf-8"))
        texts = [data.get(name, "") for name in ("error", "message", "line")]
        changed = data.get("changed", ())
        if (
            data.pop("number") == number
            and data["kind"] in KINDS
            and all([type(text) is str and _is_text(text) for text in texts])
            and type(changed) is tuple
            and all(type(place) is int for place in changed)
        ):
            return Answer(**data)
    except TooMuch:
        raise Stopped("too much output") from None
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    raise Stopped("out of turn")


_parse_kept = lru_cache(MOST_KEPT)(_parse)


def _is_text(text: str) -> bool:
    """Tell whether a text is short enough, and can be written to a file: half a character, which JSON allows, can't."""
    if not 0 < len(text) <= LONGEST_TEXT:
        return not text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
