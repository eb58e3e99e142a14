"""By which way a sandbox can be had on this machine, and what is missing where there is none."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from course_lib.exercises.sheets import SOLUTIONS
from course_lib.grading.confining.confinement import Confined, Limits, Stopped
from course_lib.grading.confining.system_calls import system_call_filter
from course_lib.grading.confining.worker import Way, Worker, shown_folder

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
class NoSandbox(OSError):
    """There is no sandbox here; the message says what is missing and what to do."""


@dataclass(frozen=True)
class Found:
    """The best way that works here.

    Attributes:
        way: how the sandbox is had.
        tried: the sandbox in which that was tried, ready for use.
        trouble: what the better ways failed by; ``""`` for the best.
    """

    way: Way
    tried: Worker
    trouble: str


def find_way() -> Found:
    """Try the ways in which a sandbox can be had, the best first.

    Raises:
        NoSandbox: if none works; the message says what is missing and how to get it.
    """
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
    if SOLUTIONS.is_dir():
        require_out_of_sight(SOLUTIONS)
    troubles: list[str] = []
    for way in _ways():
        tried = _try(way)
        if isinstance(tried, Worker):
            return Found(way, tried, troubles[0] if troubles else "")
        troubles.append(tried)
    raise NoSandbox(HOW_TO_GET.format(why=f"bubblewrap does not work ({troubles[-1]})", remedy=_remedy()))


def require_out_of_sight(*places: Path) -> None:
    """Make sure that student code can't read what lies there.

    Raises:
        NoSandbox: if something lies in a folder without which Python does not run.
    """
    for place in places:
        if shown := shown_folder(place):
            raise NoSandbox(f"Student code could read {place}, since it needs {shown}: move it elsewhere.")


def _ways() -> list[Way]:
    users = (True, False) if os.geteuid() == 0 else (False,)
    return [Way(warm, nobody) for warm in (True, False) for nobody in users]


def _try(way: Way) -> Worker | str:
    """Return a sandbox in which a process started in this way, else what went wrong."""
    try:
        sandbox = Worker(way)
        with Confined(Limits(seconds=30), sandbox) as confined:
            if confined.run_cell("1").kind == "value":
                return sandbox
        return "Python does not run in it"
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
