"""The process in which student code runs: reads requests from standard input, a line each, and replies a line each.

A request is ``{"cell": source}`` or ``{"function": name, "inputs": tuple}``. The process holds no answers, so there is
nothing here to find; and whatever it replies is only compared with the right answers elsewhere.
"""

from __future__ import annotations

import builtins
import linecache
import os
import resource
import sys
import types
from typing import Any, TextIO

import numpy as np

from .answers import Answer, answer
from .plain import read, write


def main(memory: int, processes: int, file_size: int) -> None:
    """Serve requests until standard input ends."""
    # Hard limits: a process without privileges can't raise them again.
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NPROC, processes),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # what student code prints goes nowhere
        os.dup2(nothing, stream)
    serve(requests, replies)


def serve(requests: TextIO, replies: TextIO) -> None:
    """Run each request in one namespace, as a notebook's cells share theirs."""
    namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
    for number, line in enumerate(requests):
        request = read(line)
        if "cell" in request:
            reply = run_cell(request["cell"], f"<cell {number}>", namespace)
        else:
            reply = call(namespace.get(request["function"]), request["inputs"])
        replies.write(write(vars(reply)) + "\n")
        replies.flush()


def run_cell(source: str, name: str, namespace: dict[str, Any]) -> Answer:
    """Run one cell; what goes wrong in it is noted and the next cell still runs."""
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    return answer(lambda: exec(compile(source, name, "exec"), namespace), ())


def call(function: Any, inputs: tuple[Any, ...]) -> Answer:
    """Call what the student defined; ``error`` is ``missing`` where nothing of that name was defined."""
    if function is None:
        return Answer("error", error="missing")
    return answer(function, inputs)


class _Silent(types.ModuleType):
    """Stands where `course_lib` stands in the notebook: its checks and hints say nothing here."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *arguments, **options: None


if __name__ == "__main__":
    sys.modules["course_lib"] = _Silent("course_lib")
    # Loaded before the limits: numpy's libraries reserve memory and threads when they start.
    np.linalg.eigvalsh(np.eye(2))
    main(*map(int, sys.argv[1:]))
