"""Who grades the submissions: this machine's workers, or those of a Dask scheduler on any number of machines.

Both are a `concurrent.futures.Executor`, so that nothing else of grading knows the difference.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from course_lib.grading.book.fingerprint import version
from course_lib.grading.confining.pool import require_sandbox
from course_lib.grading.job import Graded, Job, grade

SECONDS_TO_CONNECT = 20
FILES = 1024  # open at once
FEWEST_FILES = 300


@dataclass(frozen=True)
class Workforce:
    """Who grades.

    Attributes:
        open: makes the executor; a new one where the last has broken.
        size: how many submissions are graded at once.
        elsewhere: whether the workers are on other machines and don't see this one's files.
    """

    open: Callable[[], Executor]
    size: int
    elsewhere: bool = False


def this_machine(workers: int | None = None) -> Workforce:
    """Return the workers of this machine.

    A worker's work is done in a process of its own: threads are enough to wait for it.

    Args:
        workers: how many; one for each processor where not given.

    Raises:
        ValueError: if there is to be less than one.
    """
    size = workers if workers is not None else os.cpu_count() or 1
    if size < 1:
        raise ValueError(f"--workers must be at least 1, not {size}.")
    return Workforce(lambda: ThreadPoolExecutor(size), size)


def grade_sent(job: Job, content: bytes | None) -> Graded:
    """Grade a submission wherever a worker runs: what it needs is sent along as plain data, so no disk is shared.

    Args:
        job: what to grade.
        content: of the file; None where it is to be read from the job's path.

    Raises:
        NoSandbox: if there is none here and submissions are not trusted.
        WorkerLost: if the sandbox ends from outside, again and again.
    """
    if content is None:
        return grade(job)
    with tempfile.TemporaryDirectory(prefix="gradient-course-") as folder:
        # The name tells the sheet of a file that can't be read; what a zip calls it is no name for our disk.
        path = Path(folder) / f"{re.sub(r'[^A-Za-z0-9_.-]', '_', Path(job.path).stem)[:80]}.ipynb"
        path.write_bytes(content)
        return grade(replace(job, path=str(path)))


def require_files() -> None:
    """Let this process open as many files as grading needs.

    Raises:
        OSError: if it may not.
    """
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < FILES:
        soft = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft != resource.RLIM_INFINITY and soft < FEWEST_FILES:
        raise OSError(
            f"No more than {soft} files may be open at once here, and grading needs {FEWEST_FILES}: "
            f"raise the limit with ulimit -n {FILES}, then run the same command again."
        )


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


def end_at_once(code: int) -> NoReturn:
    """End this process, and what it started, without waiting for the submissions that still run.

    Args:
        code: the exit code.
    """
    for children in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, children.read_text().split()):
                # Submissions that run without a sandbox lead a group of their own.
                with suppress(OSError):
                    (os.killpg if os.getpgid(child) == child else os.kill)(child, signal.SIGKILL)
    sys.stdout.flush()
    os._exit(code)
