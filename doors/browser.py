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
from typing import Any

from course_lib.words.catalogue import catalogue
from course_lib.words.language import LANGUAGES
from doors.compiled import STDLIB, with_bytecode
from doors.fonts import with_its_fonts
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
KERNEL = ["ssl", "sqlite3", "ipykernel", "comm", "pyodide_kernel", "jedi", "ipython", "micropip", "piplite"]
"""What the kernel wants, by the names that it has for it: what is not there yet it installs, one after the other."""

NOT_AT_FIRST = {"fonttools", "pytz"}
"""What Pyodide's list gives matplotlib besides: one to write PDF files (it says so then), and one for nothing."""

EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension", "anywidget"]
"""Of the extensions of JupyterLab that are installed here, those for readers: the others are its builders'."""

WELCOME = "notebooks/{language}/00_welcome.ipynb"
PAGES = Path(__file__).parent / "pages"


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
    out = out.resolve()
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
        files = {key: pyodide / str(package["file_name"]) for key, package in packages.items()}
        for wheel in (*_pure_wheels(work), *_kernels_wheels(), _course_wheel(work)):
            key = wheel.name.split("-")[0].lower().replace("_", "-")
            files[key], packages[key] = wheel, _entry(key, wheel)
        with_its_fonts(files["matplotlib"], work / files["matplotlib"].name)
        files["matplotlib"] = work / files["matplotlib"].name
        kept = _needed(packages)
        (work / "compiled").mkdir()
        wheels = [files[key] for key in kept if files[key].suffix == ".whl"]
        compiled = {path.name: path for path in with_bytecode(wheels, pyodide, work / "compiled")}
        shutil.copyfile(compiled[STDLIB], static / STDLIB)
        for key, package in kept.items():
            file = compiled.get(files[key].name, files[key])
            name = _name_of_its_own(file) if file.suffix == ".whl" else file.name
            shutil.copyfile(file, static / name)
            package |= {"file_name": name, "sha256": digest(file)}
        listed = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
        listed["packages"] = kept
        (static / "pyodide-lock.json").write_text(json.dumps(listed), encoding="utf-8")
    _leave_sliders_their_arrows(out / "build" / "schemas" / "all.json")
    _add_pages(out)


def extensions() -> Path:
    """Return the folder of the extensions of JupyterLab that are installed here."""
    return Path(sys.prefix) / "share" / "jupyter" / "labextensions"


def _write_settings(work: Path) -> None:
    """Write what JupyterLite reads: which pages to build, and how its kernel starts."""
    kernel = {
        "pyodideUrl": "./static/pyodide/pyodide.js",
        "loadPyodideOptions": {
            "lockFileURL": "./static/pyodide/pyodide-lock.json",
            # Loaded before the first cell: no cell has to install anything.
            "packages": [COURSE, *KERNEL],
            "env": {"HOME": "/home/pyodide", "GRADIENT_COURSE_FOLDER": "/drive"},
        },
    }
    config = {
        "appName": "∇",
        "exposeAppInBrowser": True,  # pages/loading.js asks it whether Python is there
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
        "settingsOverrides": {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}},
    }
    lite = {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}
    (work / "jupyter-lite.json").write_text(json.dumps(lite), encoding="utf-8")
    built = {"contents": ["contents"], "apps": ["notebooks", "lab"], "no_sourcemaps": True}
    built["cache_dir"] = str(work / "cache")
    built["ignore_sys_prefix"] = ["federated_extensions"]
    for name in EXTENSIONS:
        shutil.copytree(extensions() / name, work / "labextensions" / name)
    own = {"extra_labextensions_path": [str(work / "labextensions")]}
    settings = {"LiteBuildConfig": built, "FederatedExtensionAddon": own}
    (work / "jupyter_lite_config.json").write_text(json.dumps(settings), encoding="utf-8")


def _pure_wheels(work: Path) -> list[Path]:
    """Download the packages of `PURE` in the versions of constraints.txt, each compared with its hashes there."""
    pins = re.split(r"\n(?=[a-z0-9])", (ROOT / "constraints.txt").read_text(encoding="utf-8"))
    chosen = [pin for pin in pins if pin.partition("==")[0] in PURE]
    assert len(chosen) == len(PURE), f"constraints.txt pins {len(chosen)} of {sorted(PURE)}"
    (work / "pins.txt").write_text("\n".join(chosen) + "\n", encoding="utf-8")
    command = ["download", "-qq", "--no-deps", "--require-hashes", "--dest", "wheels", "-r", "pins.txt"]
    _run([*_pip(), *command, "--only-binary=:all:", "--platform=any", "--python-version=3.12", "--abi=none"], work)
    return sorted((work / "wheels").glob("*.whl"))


def _kernels_wheels() -> list[Path]:
    """Return the wheels that the kernel's extension brings along."""
    folder = extensions() / EXTENSIONS[1] / "static" / "pypi"
    return [path for path in sorted(folder.glob("*.whl")) if not path.name.startswith("widgetsnbextension")]


def _needed(packages: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the packages that the course or the kernel needs, and those that these need; a release has hundreds."""
    waiting, found = [COURSE, *KERNEL, "fonttools"], {}
    while waiting:
        key = waiting.pop().replace("_", "-")
        if key not in found:
            found[key] = dict(packages[key])
            found[key]["depends"] = [name for name in packages[key]["depends"] if name not in NOT_AT_FIRST]
            waiting += found[key]["depends"]
    return dict(sorted(found.items()))


def _name_of_its_own(wheel: Path) -> str:
    """Return a wheel's name with its digest in it: no browser then takes an older one from its cache."""
    project, version, rest = wheel.name.split("-", 2)
    return f"{project}-{version}-0{digest(wheel)[:8]}-{rest}"


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


def _entry(key: str, wheel: Path) -> dict[str, object]:
    """Return a wheel's entry in Pyodide's list of packages, but for the file."""
    version = wheel.name.split("-")[1]
    module, needs = PURE.get(key, ("course_lib", NEEDED) if key == COURSE else (key.replace("-", "_"), []))
    return {
        "name": key,
        "version": version,
        "install_dir": "site",
        "package_type": "package",
        "imports": [module],
        "depends": needs,
        "unvendored_tests": False,
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


def _add_pages(out: Path) -> None:
    """Add what is the course's own: the first page, the page of answers, and what happens before JupyterLite starts."""
    own = out / "static" / "course"
    own.mkdir()
    for path in PAGES.glob("*.js"):
        shutil.copyfile(path, own / path.name)
    entries = {code: catalogue(code) for code in LANGUAGES}
    texts = {
        code: {name.removeprefix("doors."): text for name, text in known.items() if name.startswith("doors.")}
        for code, known in entries.items()
    }
    (own / "texts.js").write_text(f"export const TEXTS = {json.dumps(texts, ensure_ascii=False, indent=1)};\n", "utf-8")
    written = {}
    for path in sorted((out / "files").glob("*/*/*.ipynb")):
        made = json.loads(path.read_text("utf-8"))["metadata"].get("course", {})
        written[path.relative_to(out / "files").as_posix()] = made.get("cells")
    (own / "notebooks.json").write_text(json.dumps(written, indent=1) + "\n", "utf-8")
    _insert(
        out / "config-utils.js",
        "  // rewrite the config\n",
        "  await (await import('./static/course/start.js')).prepare(config);\n",
    )
    for page in ("notebooks/index.html", "lab/index.html"):
        _insert(out / page, "</body>", '<script type="module" src="../static/course/loading.js"></script>\n')
    shutil.copyfile(PAGES / "answers.html", out / "answers.html")
    (out / "index.html").write_text(_first_page(), encoding="utf-8")


def _insert(file: Path, before: str, text: str) -> None:
    """Insert a text into one of JupyterLite's files."""
    whole = file.read_text(encoding="utf-8")
    assert whole.count(before) == 1, f"{file} has no single {before!r}"
    file.write_text(whole.replace(before, text + before), encoding="utf-8")


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
