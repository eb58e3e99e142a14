"""Where submissions are graded: by this machine's workers, or by those of a Dask scheduler on any number of machines.

Both are a `concurrent.futures.Executor`, so that nothing else of grading knows the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from course_lib.grading.book.fingerprint import version
from course_lib.grading.confining.confinement import require_sandbox

SECONDS_TO_CONNECT = 20


@dataclass(frozen=True)
class Workforce:
    """Who grades.

    Attributes:
        open: makes the executor; a new one where the last has broken.
        size: how many submissions are graded at once.
        elsewhere: whether the workers may not see this machine's files.
    """

    open: Callable[[], Executor]
    size: int
    elsewhere: bool = False


def this_machine(workers: int | None) -> Workforce:
    """Return the workers of this machine, one for each processor where no number is given.

    A worker's work is done in a process of its own: threads are enough to wait for it.
    """
    size = workers or os.cpu_count() or 1
    return Workforce(lambda: ThreadPoolExecutor(size), size)


@contextmanager
def dask_workers(address: str, trusted: bool = False) -> Iterator[Workforce]:
    """Offer the workers of a Dask scheduler.

    Args:
        address: of the scheduler, such as ``tcp://10.0.0.1:8786``.
        trusted: let them work with no sandbox around the submissions.

    Raises:
        ValueError: if Dask is not installed here, or the workers have another version of the course.
        OSError: if nobody answers at the address, no worker is there, or one has no sandbox.
    """
    try:
        connect: Any = import_module("distributed").Client
    except ImportError:
        raise ValueError("--scheduler needs Dask: pip install distributed, here and on each worker.") from None
    try:
        client = connect(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as problem:
        raise OSError(f"No Dask scheduler answers at {address}: {problem}.") from problem
    with client:
        versions = client.run(version)
        if not versions:
            raise OSError(f"The Dask scheduler at {address} has no workers: start some with dask worker {address}.")
        odd = sorted(name for name, theirs in versions.items() if theirs != version())
        if odd:
            raise ValueError(f"The workers {', '.join(odd)} have other sheets or another version of the course.")
        bare = [f"{name}: {why}" for name, why in client.run(what_is_missing).items() if why and not trusted]
        if bare:
            raise OSError(f"Not every worker can shut submissions in. {bare[0]}")
        size = sum(client.nthreads().values())
        yield Workforce(lambda: client.get_executor(), size, elsewhere=True)


def what_is_missing() -> str:
    """Return why this machine can't shut submissions in, ``""`` where it can."""
    try:
        require_sandbox()
    except OSError as problem:
        return str(problem)
    return ""
