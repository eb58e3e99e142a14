"""One engine in a process of its own, so that no engine's rubbish is collected on another's time.

Reads commands from standard input, one JSON list a line, and answers each with one line of JSON:
``["losses", n]`` trains n steps, ``["time", s]`` gives seconds a step over steps that take s seconds together, and
``["peak"]`` the megabytes by which memory has grown at its peak since the start.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
import time
from pathlib import Path

from benchmarks.engine_peers import MAKERS


def resident_megabytes() -> float:
    """Return the memory in use now, after what was freed has been given back."""
    if sys.platform != "linux":
        return 0.0
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(task: str, peer: str, *arguments: str) -> None:
    numbers = [int(a) if a.isdigit() else a for a in arguments]
    step = MAKERS[task][peer](*numbers)
    before = resident_megabytes()
    for line in sys.stdin:
        match json.loads(line):
            case ["losses", n]:
                answer: object = [step() for _ in range(n)]
            case ["time", seconds]:
                done, start, now = 0, time.perf_counter(), 0.0
                while now < seconds:
                    step()
                    done, now = done + 1, time.perf_counter() - start
                answer = now / done
            case ["peak"]:
                answer = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6 - before
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
