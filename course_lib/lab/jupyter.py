"""Opening JupyterLab at the welcome notebook."""

from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from pathlib import Path

from course_lib.words.catalogue import words
from course_lib.words.language import Language, locale_language

ROOT = Path(__file__).parents[2]
SETTINGS = Path(__file__).parent / "settings"


def open_lab(language: Language | None = None, port: int | None = None, ip: str | None = None) -> int:
    """Start JupyterLab and open the welcome notebook; return when JupyterLab ends.

    Args:
        language: ``"ja"`` or ``"en"``; the locale decides where it is not given.
        port: port to listen on; JupyterLab's own choice where it is not given.
        ip: address to listen on, this machine alone where it is not given.

    Returns:
        JupyterLab's exit code.
    """
    language = language or locale_language()
    browser = has_browser()
    if not browser:
        print(words("lab.no_browser", language), flush=True)
    return subprocess.run(lab_command(language, port, ip, browser), cwd=ROOT).returncode


def lab_command(language: Language, port: int | None, ip: str | None, browser: bool) -> list[str]:
    """Return the command that starts JupyterLab; see `open_lab`."""
    welcome = f"notebooks/{language}/00_welcome.ipynb"
    command = [sys.executable, "-m", "jupyterlab", welcome, f"--ServerApp.root_dir={ROOT}"]
    # The whole address, so that it can be copied to a browser from the terminal.
    command.append(f"--LabApp.default_url=/lab/tree/{welcome}")
    # Our settings keep JupyterLab from asking a newcomer about news, and from asking the network.
    command.append(f"--LabApp.app_settings_dir={SETTINGS}")
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
