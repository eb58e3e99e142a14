"""Opening JupyterLab at the welcome notebook."""

from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from importlib.util import find_spec
from pathlib import Path

from course_lib.lab.folders import learners_folder, source_folder
from course_lib.lab.handing_out import hand_out
from course_lib.words.catalogue import words
from course_lib.words.language import Language, locale_language

SETTINGS = Path(__file__).parent / "settings"
KERNEL_START = Path(__file__).parent / "kernel_start.py"
"""What kernels run first, unless the learner's own environment names something else."""
FILES = "course_lib.lab.opened_notebooks.OpenedNotebooks"
"""How notebooks are opened and saved."""


def open_lab(
    language: Language | None = None,
    port: int | None = None,
    ip: str | None = None,
    folder: Path | None = None,
    copy_only: bool = False,
) -> int:
    """Start JupyterLab and open the welcome notebook; return when JupyterLab ends.

    Args:
        language: ``"ja"`` or ``"en"``; the locale decides where it is not given.
        port: port to listen on; JupyterLab's own choice where it is not given.
        ip: address to listen on, this machine alone where it is not given.
        folder: where the learner works; the notebooks are put there, or those in it brought up to date. Not given, the
            folder of the course, or, where only the package is installed, the learner's folder around the current one.
        copy_only: put the notebooks there and open nothing.

    Returns:
        JupyterLab's exit code.

    Raises:
        ValueError: if no folder is known, or JupyterLab is not installed.
        OSError: if the folder can't be written.
    """
    language = language or locale_language()
    source = source_folder()
    folder = folder or source or learners_folder()
    if folder is None:
        raise ValueError(words("lab.which_folder", language))
    folder = folder.resolve()
    if folder != source:
        print(hand_out(folder).told(folder, language), flush=True)
    if copy_only:
        return 0
    if find_spec("jupyterlab") is None:
        raise ValueError(words("lab.no_jupyterlab", language))
    browser = has_browser()
    if not browser:
        print(words("lab.no_browser", language), flush=True)
    environment = {"PYTHONSTARTUP": str(KERNEL_START), **os.environ}
    return subprocess.run(lab_command(language, port, ip, browser, folder), cwd=folder, env=environment).returncode


def lab_command(language: Language, port: int | None, ip: str | None, browser: bool, folder: Path) -> list[str]:
    """Return the command that starts JupyterLab in a folder; see `open_lab`."""
    welcome = f"notebooks/{language}/00_welcome.ipynb"
    command = [sys.executable, "-m", "jupyterlab", welcome, f"--ServerApp.root_dir={folder}"]
    # The whole address, so that it can be copied to a browser from the terminal.
    command.append(f"--LabApp.default_url=/lab/tree/{welcome}")
    # Our settings give the menus in the reader's language, and keep JupyterLab from asking a newcomer about news, and
    # from asking the network.
    command.append(f"--LabApp.app_settings_dir={SETTINGS / language}")
    command.append(f"--ServerApp.contents_manager_class={FILES}")
    if port is not None:
        # A port asked for is meant: rather an error than another one.
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if ip is not None:
        command.append(f"--ServerApp.ip={ip}")
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container root is who there is
    return command


def has_browser() -> bool:
    """Tell whether a browser can be opened here: on Linux that takes a display."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True
