"""The browser edition: the same notebooks and the same package, run by Pyodide in the reader's own browser.

`build` makes a folder of files that any web server can serve. Nothing in it asks another host for anything.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from course_lib.words.catalogue import catalogue
from course_lib.words.language import LANGUAGES
from doors.pyodide import CORE, check_release, digest

ROOT = Path(__file__).parents[1]
COURSE = "gradient-course"
PURE = {
    "anywidget": ("anywidget", ["ipywidgets", "psygnal", "typing-extensions"]),
    "comm": ("comm", ["traitlets"]),
    "ipywidgets": ("ipywidgets", ["comm", "ipython", "jupyterlab-widgets", "traitlets"]),
    "jupyterlab-widgets": ("jupyterlab_widgets", []),
    "matplotlib-fontja": ("matplotlib_fontja", ["matplotlib"]),
    "psygnal": ("psygnal", []),
    "tqdm": ("tqdm", []),
    "typing-extensions": ("typing_extensions", []),
}
"""What the course needs and Pyodide does not have: each one's module and what it needs; pure Python, from our pins."""

NEEDED = ["anywidget", "ipywidgets", "matplotlib", "matplotlib-fontja", "numpy", "pillow", "tqdm"]
LEFT_OUT = {"pandas", "pyarrow", "scikit-learn", "scipy"}
"""Packages of a release that the course never imports, and that are as large as all others together."""

WELCOME = "notebooks/{language}/00_welcome.ipynb"


def build(out: Path, pyodide: Path, contents: Path = ROOT) -> None:
    """Build the browser edition.

    Args:
        out: the folder to make; what is in it is replaced.
        pyodide: folder of an unpacked Pyodide release; see `doors.pyodide`.
        contents: folder that holds ``notebooks`` and ``exercises``.

    Raises:
        NotPyodide: if ``pyodide`` is not the release that the course is built for.
        subprocess.CalledProcessError: if the wheel or the pages can't be built; with what the tool said.
    """
    packages = check_release(pyodide)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        for folder in ("notebooks", "exercises"):
            for path in sorted((contents / folder).glob("*/[0-9]*.ipynb")):
                copy = work / "contents" / path.relative_to(contents)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
        _write_settings(work)
        shutil.rmtree(out, ignore_errors=True)
        lite = Path(sys.executable).with_name("jupyter-lite")
        _run([str(lite), "build", "--output-dir", str(out)], work)
        static = out / "static" / "pyodide"
        static.mkdir(parents=True)
        for name in CORE:
            shutil.copyfile(pyodide / name, static / name)
        kept = {key: package for key, package in packages.items() if package["name"] not in LEFT_OUT}
        for package in kept.values():
            shutil.copyfile(pyodide / str(package["file_name"]), static / str(package["file_name"]))
        for wheel in (*_pure_wheels(work), _course_wheel(work)):
            shutil.copyfile(wheel, static / wheel.name)
            kept |= _entry(static / wheel.name)
        listed = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
        listed["packages"] = kept
        (static / "pyodide-lock.json").write_text(json.dumps(listed), encoding="utf-8")
    _leave_sliders_their_arrows(out / "build" / "schemas" / "all.json")
    for page in ("notebooks/index.html", "lab/index.html"):
        _say_that_python_loads(out / page)
    (out / "index.html").write_text(_first_page(), encoding="utf-8")


def _write_settings(work: Path) -> None:
    """Write what JupyterLite reads: which pages to build, and how its kernel starts."""
    kernel = {
        "pyodideUrl": "./static/pyodide/pyodide.js",
        "loadPyodideOptions": {
            "lockFileURL": "./static/pyodide/pyodide-lock.json",
            # Loaded before the first cell: no cell has to install anything.
            "packages": [COURSE],
            "env": {"HOME": "/home/pyodide", "GRADIENT_COURSE_FOLDER": "/drive"},
        },
    }
    config = {
        "appName": "∇",
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
        "settingsOverrides": {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}},
    }
    lite = {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}
    (work / "jupyter-lite.json").write_text(json.dumps(lite), encoding="utf-8")
    built = {"contents": ["contents"], "apps": ["notebooks", "lab"], "no_sourcemaps": True}
    built["cache_dir"] = str(work / "cache")
    (work / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": built}), encoding="utf-8")


def _pure_wheels(work: Path) -> list[Path]:
    """Download the packages of `PURE` in the versions of constraints.txt, each compared with its hashes there."""
    pins = re.split(r"\n(?=[a-z0-9])", (ROOT / "constraints.txt").read_text(encoding="utf-8"))
    chosen = [pin for pin in pins if pin.partition("==")[0] in PURE]
    assert len(chosen) == len(PURE), f"constraints.txt pins {len(chosen)} of {sorted(PURE)}"
    (work / "pins.txt").write_text("\n".join(chosen) + "\n", encoding="utf-8")
    command = ["download", "-qq", "--no-deps", "--require-hashes", "--dest", "wheels", "-r", "pins.txt"]
    _run([*_pip(), *command, "--only-binary=:all:", "--platform=any", "--python-version=3.12", "--abi=none"], work)
    return sorted((work / "wheels").glob("*.whl"))


def _course_wheel(work: Path) -> Path:
    """Build the course's wheel without the notebooks, which the site holds anyway."""
    command = [*_pip(), "wheel", "-qq", "--no-deps", "--no-build-isolation"]
    _run([*command, "--wheel-dir", str(work / "course"), str(ROOT)], work)
    (whole,) = (work / "course").glob("*.whl")
    slim = work / whole.name
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(slim, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            if not member.filename.startswith("course_lib/handout/"):
                target.writestr(member, source.read(member))
    return slim


def _entry(wheel: Path) -> dict[str, dict[str, object]]:
    """Return a wheel's entry in Pyodide's list of packages."""
    name, version = wheel.name.split("-")[:2]
    key = name.lower().replace("_", "-")
    module, needs = PURE.get(key, ("course_lib", NEEDED))
    return {
        key: {
            "name": key,
            "version": version,
            "file_name": wheel.name,
            "install_dir": "site",
            "sha256": digest(wheel),
            "package_type": "package",
            "imports": [module],
            "depends": needs,
            "unvendored_tests": False,
        }
    }


def _leave_sliders_their_arrows(schemas: Path) -> None:
    """Keep the notebook from taking a slider's arrow keys to fold headings, as this JupyterLab does (4.6 does not)."""
    found = 0
    plugins = json.loads(schemas.read_text(encoding="utf-8"))
    for plugin in plugins:
        for shortcut in plugin["schema"].get("jupyter.lab.shortcuts", []):
            folds = shortcut["command"].startswith("notebook:move-cursor-heading-")
            if folds and shortcut["selector"].endswith(":focus"):
                shortcut["selector"] += ":not([role=slider])"
                found += 1
    assert found == 2, f"{schemas} has {found} such keys, not 2"
    schemas.write_text(json.dumps(plugins), encoding="utf-8")


def _say_that_python_loads(page: Path) -> None:
    """Let a page say that Python is being loaded, until it is there."""
    texts = {code: str(catalogue(code)["doors.loading"]) for code in LANGUAGES}
    script = (Path(__file__).parent / "loading.js").read_text(encoding="utf-8")
    script = script.replace("TEXTS", json.dumps(texts, ensure_ascii=False))
    html = page.read_text(encoding="utf-8")
    page.write_text(html.replace("</body>", f"<script>\n{script}</script>\n</body>"), encoding="utf-8")


def _first_page() -> str:
    """Return the page that leads to chapter 00 in the reader's language, also where no script runs."""
    links = {code: f"notebooks/index.html?path={WELCOME.format(language=code)}" for code in LANGUAGES}
    items = "".join(
        f'<p><a lang="{code}" href="{links[code]}">{catalogue(code)["doors.open"]}</a></p>' for code in LANGUAGES
    )
    return (
        '<!doctype html>\n<html lang="ja">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>∇</title>\n'
        # The other pages look for their settings in this element, here too.
        '<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{}</script>\n'
        f"<script>location.replace({json.dumps(links)}[navigator.language.startsWith('ja') ? 'ja' : 'en'])</script>"
        "</head>\n"
        f"<body>{items}</body>\n</html>\n"
    )


def _pip() -> list[str]:
    """Return the pip of the Python outside: the course's own environment has none."""
    return ["python3", "-m", "pip", "--python", sys.executable]


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)
        done.check_returncode()
