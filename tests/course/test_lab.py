"""`gradient-course lab` opens JupyterLab at the welcome notebook, with or without a display, as root too."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from course_lib.__main__ import main
from course_lib.lab.jupyter import SETTINGS, has_browser, lab_command
from tests.conftest import ROOT


def test_command_names_the_welcome_notebook_of_the_language():
    for language in ("ja", "en"):
        command = lab_command(language, None, None, True, ROOT)
        assert f"notebooks/{language}/00_welcome.ipynb" in command and "--no-browser" not in command
        assert (ROOT / "notebooks" / language / "00_welcome.ipynb").is_file()
        assert f"--LabApp.app_settings_dir={SETTINGS / language}" in command
        assert (SETTINGS / language / "overrides.json").is_file()


def test_port_and_address_asked_for_are_meant(monkeypatch):
    command = lab_command("en", 8899, "0.0.0.0", False, ROOT)
    assert {"--ServerApp.port=8899", "--ServerApp.port_retries=0", "--ServerApp.ip=0.0.0.0", "--no-browser"} <= {*command}
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--allow-root" in lab_command("en", None, None, True, ROOT)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--allow-root" not in lab_command("en", None, None, True, ROOT)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere a browser needs no display")
def test_without_a_display_there_is_no_browser(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not has_browser()


def test_an_unknown_language_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["lab", "--language", "fr"])
    assert "'fr'" in capsys.readouterr().err


def answered(address):
    """Return the status that an address answers with; it is printed a moment before anybody listens there."""
    for _ in range(50):
        try:
            with urllib.request.urlopen(address, timeout=30) as page:
                return page.status
        except urllib.error.URLError as problem:
            if not isinstance(problem.reason, ConnectionRefusedError):
                raise
            time.sleep(0.2)
    return None


def test_lab_starts_and_prints_an_address_that_answers(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"JUPYTER_DATA_DIR": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path), "LANG": "ja_JP.UTF-8"}
    environment.pop("LC_ALL", None)
    log = tmp_path / "log"
    with log.open("w") as output:
        command = [sys.executable, "-m", "course_lib", "lab", "--port", str(port)]
        running = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, env=environment, start_new_session=True)
    try:
        for _ in range(300):
            found = re.search(rf"http://127\.0\.0\.1:{port}/lab\S*token=\w+", log.read_text())
            if found or running.poll() is not None:
                break
            time.sleep(0.2)
        assert found, log.read_text()
        assert "画面が見つからない" in log.read_text() and "notebooks/ja/00_welcome.ipynb" in found[0]
        assert answered(found[0]) == 200
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(30)
