"""The package that `pip install` makes: it holds all that learners need and no answer, and runs where the rest is not there."""

from __future__ import annotations

import email
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from course_lib.__main__ import main
from course_lib.exercises.sheets import cells, load_sheet, sheet_names
from course_lib.grading.release.answer_search import answers_given_away
from course_lib.grading.release.releasing import TOP
from rehearsal.checkout import copy_of_course
from rehearsal.learner import right_answers, source_as
from tests.conftest import ROOT, need

CHAPTER = "04_gradient_descent"
# Modules that Windows lacks; a blocked one that another library imports is for that library to do without.
UNIX_ONLY = ["fcntl", "resource", "pwd", "grp", "termios", "pty", "tty", "syslog"]
EXTRAS = ["jupyterlab", "tensorboard", "pyseccomp", "jinja2", "tqdm"]
# What only an instructor's machine imports, and JupyterLab's server alone.
INSTRUCTORS = ["course_lib.grading", "course_lib.sandbox.enclosure", "course_lib.lab.opened_notebooks"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
BUILD = "import sys; from setuptools import build_meta; print(getattr(build_meta, 'build_' + sys.argv[1])(sys.argv[2]))"


def build(kind, source, out):
    """Build a wheel or an sdist with setuptools alone, as pip does where it may not fetch anything."""
    answer = subprocess.run([sys.executable, "-c", BUILD, kind, str(out)], cwd=source, env=plain(), capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr[-3000:]
    return out / answer.stdout.splitlines()[-1]


def plain(**more):
    """Return an environment in which nothing leads to this checkout."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GRADIENT_COURSE", "PYTHON"))}
    return own | {"MPLBACKEND": "agg", "LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8"} | more


def contents(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A wheel and an sdist, built from a copy of the course."""
    folder = tmp_path_factory.mktemp("built")
    source = copy_of_course(folder / "source")
    (source / "build/lib/course_lib").mkdir(parents=True)
    (source / "build/lib/course_lib/of_a_build_before.py").write_text("")
    return build("wheel", source, folder), build("sdist", source, folder)


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The Python of a fresh environment with the wheel in it; all else it finds where these tests find it."""
    folder = tmp_path_factory.mktemp("installed")
    python = environment(folder / "venv", sys.executable)
    pip(python, "install", "--no-deps", "--no-index", built[0])
    add_others(folder / "venv")
    return python


def add_others(folder):
    """Let an environment find, after its own, the packages that these tests find."""
    library = next(folder.glob("lib/*/site-packages"))
    (library / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")


def environment(folder, python):
    subprocess.run([python, "-m", "venv", "--without-pip", folder], check=True, env=plain())
    return folder / "bin/python"


def pip(python, *arguments):
    outside = sys._base_executable
    has_pip = subprocess.run([outside, "-m", "pip", "--version"], capture_output=True).returncode == 0
    need(has_pip, "pip is not installed for the Python outside the environment: install python3-pip")
    answer = subprocess.run([outside, "-m", "pip", "--python", python, "-q", *arguments], env=plain(), capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr[-3000:]


def run(python, *arguments, cwd, **more):
    return subprocess.run([python, *arguments], cwd=cwd, env=plain(), capture_output=True, text=True, **more)


def course(python, *arguments, cwd):
    return run(python, "-m", "course_lib", *arguments, cwd=cwd)


def answers():
    """Return for each exercise of the sheet a wrong answer, then the right one."""
    right = right_answers(CHAPTER)
    exercises = load_sheet(CHAPTER).exercises
    return {name: [source_as(exercises[name].mistakes[0].implementation, name), right[name]] for name in right}


def code_cells():
    """Return the code cells of the chapter's source: all that its notebook runs."""
    found = cells((ROOT / f"chapters/{CHAPTER}.py").read_text(encoding="utf-8"))
    code = [source for header, _, source in found if "[markdown]" not in header]
    assert len(code) > 10
    return code


def learners_part(python, folder, blocked=(), instructors=INSTRUCTORS):
    """Import everything, run the chapter and check the sheet in another Python; return what came of it."""
    task = {"blocked": list(blocked), "instructors": list(instructors), "answers": answers()}
    task |= {"folder": str(folder / "notebooks/en"), "cells": code_cells()}
    script = shutil.copy(ROOT / "tests/course/learner_part.py", folder)
    answer = run(python, "-W", "error::SyntaxWarning", script, cwd=folder, input=json.dumps(task))
    assert answer.returncode == 0, answer.stderr[-3000:] + answer.stdout[-2000:]
    return json.loads(answer.stdout.splitlines()[-1])


def assert_all_went_well(done, folder):
    assert done["version"] == project()["version"]
    for name, (wrong, right) in done["said"].items():
        assert wrong == f"✗ {load_sheet(CHAPTER).exercises[name].mistakes[0].feedback['en']}" and right.startswith("✓")
    progress = json.loads((folder / "my-progress.json").read_text(encoding="utf-8"))
    assert set(progress["solved"]) == load_sheet(CHAPTER).exercises.keys()
    rooms = {name.split(".")[1] for name in done["modules"]}
    assert {"controls", "data", "descent", "engine", "exercises", "lab", "monitor", "networks", "plots", "words"} <= rooms


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_wheel_holds_all_of_the_package_and_the_notebooks(built):
    names = contents(built[0]).keys()
    for path in (ROOT / "course_lib").rglob("*"):
        if path.is_file() and path.suffix not in (".pyc", ".new"):
            assert path.relative_to(ROOT).as_posix() in names
    for folder in ("notebooks", "exercises"):
        for path in (ROOT / folder).rglob("[0-9]*.ipynb"):
            if ".ipynb_checkpoints" not in path.parts:
                assert f"course_lib/handout/{path.relative_to(ROOT).as_posix()}" in names
    assert "course_lib/of_a_build_before.py" not in names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"course_lib"}


def test_the_wheel_gives_no_answer_away_and_has_what_the_checks_need(built):
    held = {name.removeprefix("course_lib/handout/"): content for name, content in contents(built[0]).items()}
    assert answers_given_away(held) == []
    for sheet in sheet_names():
        assert f"course_lib/exercises/stored_cases/{sheet}.json" in held
    assert not [name for name in held if "solutions" in name]


def test_from_the_sdist_and_from_the_learners_edition_the_wheel_is_the_same(built, tmp_path):
    wheel, sdist = built
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    assert main(["release", str(tmp_path / "course.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "course.zip") as archive:
        archive.extractall(tmp_path)
    assert not (tmp_path / TOP / "solutions").exists()
    own = {name: content for name, content in contents(wheel).items() if name.startswith("course_lib/")}
    for source in (tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path / TOP):
        (tmp_path / "out").mkdir(exist_ok=True)
        other = contents(build("wheel", source, tmp_path / "out"))
        assert {name: content for name, content in other.items() if name.startswith("course_lib/")} == own


def test_the_wheel_asks_for_what_pyproject_names(built):
    described = email.message_from_bytes(next(text for name, text in contents(built[0]).items() if name.endswith("/METADATA")))
    asked = described.get_all("Requires-Dist")
    assert described["Version"] == project()["version"]
    assert sorted(name for name in asked if "extra ==" not in name) == sorted(project()["dependencies"])
    assert described.get_all("Provides-Extra") == [*project()["optional-dependencies"]]


def test_the_version_is_the_same_wherever_it_is_told(built):
    version = project()["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changes.partition("\n## ")[2].partition("\n")[0] == version
    assert f"-{version}" in built[0].name and f"-{version}" in built[1].name


def test_installed_it_works_with_a_learners_packages_alone_and_without_unix(installed, tmp_path):
    """All modules of the learner's part, a chapter's cells and a sheet, where extras and Unix's modules are not there."""
    folder = tmp_path / "my course"
    answer = course(installed, "lab", str(folder), "--copy-only", cwd=tmp_path)
    count = sum(len([*(ROOT / kind).glob("*/*.ipynb")]) for kind in ("notebooks", "exercises"))
    assert answer.returncode == 0 and str(count) in answer.stdout, answer.stderr
    done = learners_part(installed, folder, [*EXTRAS, *UNIX_ONLY])
    assert ROOT not in Path(done["package"]).parents and "site-packages" in done["package"]
    assert_all_went_well(done, folder)


def test_what_is_blocked_is_really_blocked(installed, tmp_path):
    """The instructor's rooms can't be imported then: were they among the rest, the test above would fail."""
    course(installed, "lab", str(tmp_path / "mine"), "--copy-only", cwd=tmp_path)
    for blocked, room in (("jinja2", "course_lib.grading.pages.reports"), ("resource", "course_lib.sandbox.enclosure")):
        left = [name for name in INSTRUCTORS if not room.startswith(name)]
        with pytest.raises(AssertionError, match=f"No module named '{blocked}"):
            learners_part(installed, tmp_path / "mine", [blocked], left)


def test_installed_with_everything_each_module_can_be_imported(installed, tmp_path):
    course(installed, "lab", str(tmp_path / "mine"), "--copy-only", cwd=tmp_path)
    done = learners_part(installed, tmp_path / "mine", instructors=[])
    package = ROOT / "course_lib"
    ours = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in package.rglob("*.py")}
    assert {*done["modules"], "course_lib", "course_lib.__main__", "course_lib.sandbox.__main__"} == ours


def test_installed_an_update_keeps_answers_and_progress(installed, tmp_path):
    folder = tmp_path / "mine"
    assert course(installed, "lab", str(folder), "--copy-only", cwd=tmp_path).returncode == 0
    (folder / "my-progress.json").write_text('{"solved": ["gradient_step"]}')
    sheet, chapter = (folder / f"{name}/en/{CHAPTER}.ipynb" for name in ("exercises", "notebooks"))
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("return ...", "return 1", 1), encoding="utf-8")
    mine = sheet.read_text(encoding="utf-8")
    # As if the folder had been made by an older version of the course.
    manifest = json.loads((folder / ".gradient-course.json").read_text())
    manifest[f"exercises/en/{CHAPTER}.ipynb"]["file"] = manifest[f"notebooks/en/{CHAPTER}.ipynb"]["file"] = "another"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (folder / ".gradient-course.json").write_text(json.dumps(manifest))
    # The folder need not be named again in the folder itself.
    answer = course(installed, "lab", "--copy-only", "--language", "en", cwd=folder / "notebooks")
    assert answer.returncode == 0, answer.stderr
    assert f"notebooks/en/{CHAPTER}.ipynb\n" in answer.stdout and f"exercises/en/{CHAPTER}.ipynb → exercises/en/new-{CHAPTER}.ipynb" in answer.stdout
    assert sheet.read_text(encoding="utf-8") == mine and (folder / "my-progress.json").read_text() == '{"solved": ["gradient_step"]}'
    assert chapter.read_bytes() == (ROOT / f"notebooks/en/{CHAPTER}.ipynb").read_bytes()


def test_installed_lab_asks_for_a_folder_where_none_is_known(installed, tmp_path):
    answer = course(installed, "lab", "--language", "en", cwd=tmp_path)
    assert answer.returncode == 2 and "Name the folder" in answer.stderr and not list(tmp_path.iterdir())


def test_an_editable_install_reads_everything_where_it_lies(tmp_path):
    """As `make setup` installs."""
    source = copy_of_course(tmp_path / "course")
    python = environment(tmp_path / "venv", sys.executable)
    add_others(tmp_path / "venv")
    pip(python, "install", "--no-deps", "--no-index", "--no-build-isolation", "--editable", source)
    assert not (source / "course_lib/handout").exists() and not (source / "course_lib/exercises/stored_cases").exists()
    tell = "import course_lib, course_lib.lab.folders as f, course_lib.exercises.sheets as s; print(f.shipped_folder(), s.SOLUTIONS.is_dir())"
    assert run(python, "-c", tell, cwd=tmp_path).stdout.split() == [str(source), "True"]
    assert course(python, "lab", "--copy-only", cwd=tmp_path).stdout == ""


def test_installed_instructors_commands_say_that_they_need_the_whole_course(installed, tmp_path):
    (tmp_path / "class/aoi").mkdir(parents=True)
    answer = course(installed, "release", "course.zip", cwd=tmp_path)
    assert answer.returncode == 2 and "Only the package is installed here" in answer.stderr
    answer = course(installed, "grade", "class", "--out", "out", cwd=tmp_path)
    assert answer.returncode == 2 and "this is the learners' edition" in answer.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["class"]


WITHOUT = "import sys; sys.modules[{!r}] = None; from course_lib.__main__ import main; sys.exit(main(sys.argv[1:]))"


@pytest.mark.parametrize(("missing", "extra", "command"), [
    ("tqdm", "grading", ["grade", "class", "--out", "out"]), ("jinja2", "grading", ["grade", "class", "--out", "out"]),
])  # fmt: skip
def test_a_command_that_lacks_a_package_says_in_one_sentence_which_extra_to_install(installed, tmp_path, missing, extra, command):
    answer = run(installed, "-c", WITHOUT.format(missing), *command, cwd=tmp_path)
    assert answer.returncode == 2 and answer.stderr.count("\n") == 1
    assert missing in answer.stderr and f"gradient-course[{extra}]" in answer.stderr


def test_lab_without_jupyterlab_says_so_after_the_notebooks_are_placed(installed, tmp_path):
    script = "import importlib.util as u, sys; f = u.find_spec; u.find_spec = lambda n: None if n == 'jupyterlab' else f(n); from course_lib.__main__ import main; sys.exit(main(sys.argv[1:]))"
    answer = run(installed, "-c", script, "lab", "mine", "--language", "en", cwd=tmp_path)
    assert answer.returncode == 2 and "gradient-course[lab]" in answer.stderr and (tmp_path / "mine/notebooks").is_dir()


def interpreter(version):
    """Return the Python of this version on PATH that runs, and has venv; None if there is none."""
    path = shutil.which(f"python{version}")
    tell = "import sys, venv; print('%d.%d' % sys.version_info[:2])"
    if path is None or subprocess.run([path, "-c", tell], env=plain(), capture_output=True, text=True).stdout.strip() != version:
        return None  # a name that leads nowhere is no interpreter either
    return path


def pins_of_learners(folder):
    """Write the pins without their hashes, which a wheel that was built here can't have, and return the file."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = folder / "pins.txt"
    pins.write_text("\n".join(line.rstrip(" \\") for line in lines if not line.startswith(" ")), encoding="utf-8")
    return pins


@pytest.mark.parametrize("version", PYTHONS)
def test_each_python_sets_up_imports_all_runs_a_chapter_and_checks_a_sheet(built, tmp_path, version):
    """With the pinned versions of what learners need, and nothing else installed."""
    outside = interpreter(version)
    if outside is None:  # not required, on CI neither: the summary names it
        pytest.skip(f"python{version} is not on this machine")
    python = environment(tmp_path / "venv", outside)
    pip(python, "install", "--only-binary", ":all:", "--constraint", pins_of_learners(tmp_path), built[0])
    assert run(python, "-c", "import tqdm", cwd=tmp_path).returncode and run(python, "-c", "import jupyterlab", cwd=tmp_path).returncode
    folder = tmp_path / "mine"
    answer = course(python, "lab", str(folder), "--copy-only", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert_all_went_well(learners_part(python, folder, UNIX_ONLY), folder)
