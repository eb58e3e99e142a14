"""The Colab edition: its first cell brings the course on Colab, and does nothing elsewhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import nbformat
import pytest

from course_lib.words.catalogue import words
from doors.addresses import WHEEL, colab, notebooks
from doors.colab import build as build_colab
from rehearsal.checkout import copy_of_course
from tests.conftest import ROOT
from tests.course.test_package import add_others, environment, plain
from tests.course.test_package import build as build_package

CHAPTER = "notebooks/ja/01_what_is_a_gradient.ipynb"
LIVE_VIEW = "application/vnd.jupyter.widget-view+json"
# What a kernel does with the cells of a notebook. On Colab, the module is there before the first of them, and once that
# is asked for, what is displayed, but not what a cell returns, is told what draws it.
SCRIPT = """
import json, os, sys, types
from IPython.core.interactiveshell import InteractiveShell
cells, there = json.load(sys.stdin)
if there:
    sys.modules["google.colab"] = types.ModuleType("google.colab")
    sys.modules["google.colab.output"] = output = types.ModuleType("google.colab.output")
    output.enable_custom_widget_manager = lambda: drawn.append(True)
shell = InteractiveShell.instance()
drawn, displayed, returned = [], [], []
shell.display_pub.publish = lambda data, *_, **__: displayed.append([bool(drawn), *data])
shell.displayhook.write_format_data = lambda data, *_: returned.append([*data])
for cell in cells:
    shell.run_cell(cell).raise_error()
told = {"folder": os.getcwd(), "home": [name for name in os.listdir() if name[0] != "."]}
told |= {"displayed": displayed, "returned": returned}
if "course_lib" in sys.modules:
    from course_lib.words.language import language
    told |= {"package": sys.modules["course_lib"].__file__, "language": language()}
print("\\n" + json.dumps(told))
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """The Colab edition, whose wheel is a file of this machine."""
    folder = tmp_path_factory.mktemp("colab")
    wheel = build_package("wheel", copy_of_course(folder / "source"), folder)
    build_colab(folder / "edition", wheel.as_uri())
    return folder / "edition"


def code(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def run(python, home, cells, there):
    """Run cells in a fresh process whose home is an empty folder, and return what came of it."""
    home.mkdir()
    own = plain(HOME=str(home), PIP_NO_INDEX="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    done = subprocess.run([python, "-c", SCRIPT], input=json.dumps([cells, there]), cwd=home, env=own, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_each_notebook_opens_with_the_cell_folded_to_a_title_in_its_language(edition):
    assert sorted(path.relative_to(edition).as_posix() for path in edition.rglob("*.ipynb")) == notebooks()
    for name in notebooks():
        first, *others = json.loads((edition / name).read_text(encoding="utf-8"))["cells"]
        source = json.loads((ROOT / name).read_text(encoding="utf-8"))["cells"]
        assert first["source"][0] == f"#@title {words('doors.colab', name.split('/')[1])}\n" and first["metadata"] == {"cellView": "form"}
        assert [cell["id"] for cell in others] == [cell["id"] for cell in source]
    nbformat.validate(nbformat.read(edition / CHAPTER, as_version=4))


def test_links_between_notebooks_lead_to_those_of_the_edition(edition):
    known = {colab(name) for name in notebooks()}
    found = 0
    for name in notebooks():
        cells = json.loads((edition / name).read_text(encoding="utf-8"))["cells"]
        text = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
        leads = re.findall(r"\]\(([^)#]+\.ipynb)", text)
        assert set(leads) <= known, name
        found += len(leads)
    assert found > 500


def test_elsewhere_the_cell_does_nothing(edition, tmp_path):
    done = run(sys.executable, tmp_path / "home", code(edition / CHAPTER)[:1], there=False)
    assert done == {"folder": str(tmp_path / "home"), "home": [], "displayed": [], "returned": []}


def test_on_colab_the_cell_brings_the_course_and_the_chapter_runs_after_it(edition, tmp_path):
    python = environment(tmp_path / "venv", sys.executable)
    add_others(tmp_path / "venv")
    (library,) = (tmp_path / "venv").glob("lib/*/site-packages")
    tell = [sys._base_executable, "-c", "import pip; print(pip.__path__[0])"]
    (library / "pip").symlink_to(subprocess.run(tell, check=True, capture_output=True, text=True).stdout.strip())
    cells = code(edition / CHAPTER)
    assert len(cells) > 8
    done = run(python, tmp_path / "home", cells, there=True)
    assert done["folder"] == str(tmp_path / "home/my-course/notebooks/ja") and done["language"] == "ja"
    assert done["package"].startswith(str(library))
    live = [kinds for ready, *kinds in done["displayed"] if ready and LIVE_VIEW in kinds]
    assert len(live) > 2 and all("text/html" in kinds for kinds in live)
    assert not [kinds for kinds in done["returned"] if LIVE_VIEW in kinds]


def test_the_wheel_comes_from_the_address_that_is_written_in_one_place():
    named = re.search(r"gradient_course-(.+)-py3-none-any\.whl$", WHEEL)
    assert named and f'version = "{named[1]}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
