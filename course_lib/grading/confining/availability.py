"""Whether there is a sandbox on this machine, by which way it is had, and what is missing where there is none."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import threading
from pathlib import Path

from course_lib.exercises.sheets import SOLUTIONS
from course_lib.grading.confining.system_calls import system_call_filter
from course_lib.grading.confining.worker import Way, Worker, needed_folders

HOW_TO_GET = (
    "Student code runs in a sandbox that Linux provides, and there is none here: {why}. {remedy} To run the "
    "submissions with nothing around them, as your own user, say --trust-submissions; do so only with code that you "
    "have read."
)
ELSEWHERE = (
    "On {system} nothing as safe is at hand: grade on a Linux machine, in a Linux virtual machine, or{wsl} with: "
    "apt-get install bubblewrap libseccomp2."
)
INSTALL = "On Debian and Ubuntu install it with: apt-get install bubblewrap."
KERNEL = Path("/proc/sys")
# Settings of the kernel that forbid namespaces, the value that allows them, and what to do.
SETTINGS = (
    ("user/max_user_namespaces", "0", "As root, allow them: sysctl user.max_user_namespaces=10000."),
    ("kernel/unprivileged_userns_clone", "0", "As root, allow them: sysctl kernel.unprivileged_userns_clone=1."),
    (
        "kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "AppArmor restricts them. Allow bubblewrap by the profile bwrap-userns-restrict of the package "
        "apparmor-profiles, or as root: sysctl kernel.apparmor_restrict_unprivileged_userns=0.",
    ),
)
IN_A_CONTAINER = (
    "In a container, start it with --cap-add SYS_ADMIN, --security-opt seccomp=unconfined and --security-opt "
    "apparmor=unconfined; in a virtual machine no such thing is needed."
)
SLOWER = (
    "Note: there are no namespaces within namespaces here ({why}), so that bubblewrap and Python start anew for each "
    "submission. That is just as tight, but several times slower."
)

_chosen: list[Way] = []
_tried: list[Worker] = []  # the sandbox in which the way was tried: the first that is needed
_here = threading.local()


class NoSandbox(OSError):
    """There is no sandbox here; the message says what is missing and what to do."""


def require_sandbox() -> None:
    """Make sure that the sandbox is here and works. Where it is only to be had at a price, say so.

    Raises:
        NoSandbox: if there is none; the message says what is missing and how to get it.
    """
    way, trouble = _find_way()
    _chosen[:] = [way]
    if not way.warm:
        print(SLOWER.format(why=trouble), file=sys.stderr)


def worker(scratch: int) -> Worker:
    """Return the worker of this thread, started where there is none yet.

    Args:
        scratch: bytes in the writable folder of each submission.

    Each thread has its own, since bubblewrap ends with the thread that started it and leaves nothing behind.

    Raises:
        NoSandbox: if there is no sandbox here.
    """
    if not _chosen:
        require_sandbox()
    way = _chosen[0]

    def fits(one: Worker | None) -> bool:
        return one is not None and one.usable and (one.way, one.scratch) == (way, scratch)

    running: Worker | None = getattr(_here, "worker", None)
    if not fits(running):
        running = _tried.pop() if _tried else None
    if running is None or not fits(running):
        running = Worker(way, scratch)
    _here.worker = running
    return running


def _find_way() -> tuple[Way, str]:
    """Return the best way that works here and what the better ones failed by."""
    if not sys.platform.startswith("linux"):
        system = {"darwin": "macOS", "win32": "Windows"}.get(sys.platform, platform.system())
        wsl = " in WSL," if sys.platform == "win32" else " in a container,"
        raise NoSandbox(HOW_TO_GET.format(why=f"this is {system}", remedy=ELSEWHERE.format(system=system, wsl=wsl)))
    if shutil.which("bwrap") is None:
        raise NoSandbox(HOW_TO_GET.format(why="bubblewrap (the command bwrap) is not installed", remedy=INSTALL))
    try:
        system_call_filter()
    except OSError as problem:
        raise NoSandbox(HOW_TO_GET.format(why=problem, remedy="")) from None
    for place in needed_folders():
        if SOLUTIONS.is_relative_to(place):
            raise NoSandbox(f"Student code could read the answers, since it needs {place}: move the course elsewhere.")
    troubles: list[str] = []
    for way in _ways():
        trouble = _try(way)
        if not trouble:
            return way, troubles[0] if troubles else ""
        troubles.append(trouble)
    raise NoSandbox(HOW_TO_GET.format(why=f"bubblewrap does not work ({troubles[-1]})", remedy=_remedy()))


def _ways() -> list[Way]:
    users = (True, False) if os.geteuid() == 0 else (False,)
    return [Way(warm, nobody) for warm in (True, False) for nobody in users]


def _try(way: Way) -> str:
    """Return what goes wrong when a submission's process is started in this way; ``""`` if nothing does."""
    from course_lib.grading.confining.confinement import Confined, Limits, Stopped

    try:
        with Worker(way) as sandbox:
            with Confined(Limits(seconds=30), sandbox=sandbox) as confined:
                if confined.run_cell("1").kind != "value":
                    return "Python does not run in it"
            _tried[:] = [sandbox]
            return ""
    except OSError as problem:
        return str(problem)
    except Stopped as stopped:
        return f"it stopped: {stopped.ending}"


def _remedy() -> str:
    for name, forbids, remedy in SETTINGS:
        path = KERNEL / name
        if path.is_file() and path.read_text().strip() == forbids:
            return remedy
    return IN_A_CONTAINER
