"""A notebook is stale, and a grade is given anew, just when something that it was made from has changed."""

from __future__ import annotations

import shutil
import statistics
from collections import defaultdict
from functools import cache

import nbformat
import pytest

from authoring import building
from authoring.building import build, is_up_to_date, why_stale
from authoring.editions import AuthoringError, compose, editions
from authoring.keeping import cells_to_run
from course_lib.exercises.sheets import load_sheet
from course_lib.grading.book import fingerprint
from course_lib.sources import closure
from course_lib.sources.closure import PACKAGE, NotFollowed, files_of, files_reached


def names(files):
    return {path.relative_to(PACKAGE).as_posix() for path in files}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package in place of the course's; returns a function that writes a file of it."""
    place = tmp_path / "course_lib"

    def write(name, text=""):
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    monkeypatch.setattr(closure, "PACKAGE", place)
    write("__init__.py", "import sys")
    for name in ("room/__init__.py", "claims/__init__.py", "claims/claim.py"):
        write(name)
    write("room/b.py", "VALUE = 1")
    write("room/numbers.npz")
    write("words/ja/soup.toml")
    write("words/en/soup.toml")
    return write


def reached(package, code):
    place = package("__init__.py").parent
    return {path.relative_to(place).as_posix() for path in files_reached(code)} - {"__init__.py"}


@pytest.mark.parametrize(
    ("body", "also"),
    [
        ("import course_lib.room.b", {"room/b.py"}),
        ("from course_lib.room import b as c", {"room/b.py"}),
        ("from course_lib.room.b import VALUE", {"room/b.py"}),
        ("from .b import VALUE", {"room/b.py"}),
        ("def f():\n    from course_lib.room.b import VALUE", {"room/b.py"}),
        ("TRIAL = 'course_lib.room.b.VALUE'", {"room/b.py"}),
        ("from course_lib import claim", {"claims/claim.py"}),
        ("FILE = 'numbers.npz'", {"room/numbers.npz"}),
        ("words('soup.salt')", {"words/ja/soup.toml", "words/en/soup.toml"}),
        ("words(f'soup.{name}')", {"words/ja/soup.toml", "words/en/soup.toml"}),
        ("import numpy.linalg", set()),
        ("from importlib import import_module\nimport_module('torch')", set()),
    ],
)
def test_what_is_followed(package, body, also):
    package("room/a.py", body)
    assert reached(package, "from course_lib.room.a import f") == {"room/a.py", *also}


def test_a_package_counts_when_it_does_something(package):
    package("room/a.py")
    assert reached(package, "import course_lib.room.a") == {"room/a.py"}
    package("room/__init__.py", '"""What lives here."""\nNUMBER = 1')
    assert reached(package, "import course_lib.room.a") == {"room/a.py", "room/__init__.py"}


@pytest.mark.parametrize(
    "body",
    ["from importlib import import_module\nimport_module(name)", "__import__(name)", "from course_lib.room.gone import x", "import course_lib.gone"],
)
def test_what_can_t_be_followed_is_an_error(package, body):
    package("room/a.py", body)
    with pytest.raises(NotFollowed, match=r"a\.py"):
        reached(package, "from course_lib.room.a import f")


def test_an_edit_is_followed_at_once(package):
    path = package("room/a.py", "")
    assert reached(package, "import course_lib.room.a") == {"room/a.py"}
    path.write_text("import course_lib.room.b  # now")
    assert reached(package, "import course_lib.room.a") == {"room/a.py", "room/b.py"}


@pytest.fixture(scope="module")
def reach():
    """For each notebook the files of the package that its code reaches."""
    found = {}
    for edition in editions():
        code = "\n".join(cell.source for cell in compose(edition).cells if cell.cell_type == "code")
        found[edition.target_name] = names(files_reached(code, edition.source_name))
    return found


def test_a_change_makes_little_to_be_run_again():
    """Some modules reach everything, but most work is on those that reach one chapter; counted in whole notebooks."""
    again = defaultdict(float)
    reached = cache(lambda code: names(files_reached(code)))
    for edition in editions():
        cells = [cell.source for cell in compose(edition).cells if cell.cell_type == "code"]
        for file in reached("\n".join(cells)):
            again[file] += len(cells_to_run(cells, cells, [file], reached)) / len(cells)
    modules = sorted(names(PACKAGE.rglob("*.py")))
    counts = [again[module] for module in modules]
    assert statistics.mean(counts) < 6 and statistics.median(counts) <= 2


def test_what_some_notebooks_reach(reach):
    chapter4, sheet4 = reach["notebooks/ja/04_gradient_descent.ipynb"], reach["exercises/ja/04_gradient_descent.ipynb"]
    assert {"descent/schedules.py", "words/ja/chapter04.toml", "words/ja/descent_path.toml", "controls/learning_rate.py"} <= chapter4
    assert "exercises/judging.py" in sheet4
    for notebook, files in reach.items():
        assert not {file for file in files if file.startswith("grading/")}, notebook
    assert "data/digits.npz" in reach["notebooks/en/08_seeing_gradients.ipynb"]
    assert "experiments/clinic_patients.py" not in chapter4


def test_a_trial_reaches_the_layers_it_trains():
    assert {"experiments/clinic.py", "networks/layers.py", "engine/tape.py"} <= names(files_of(["course_lib.experiments.clinic_patients.try_treatment"]))


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of two pages, one of which uses a module, with the real package copied beside it."""
    monkeypatch.setattr("authoring.editions.ROOT", tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "course_lib", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(closure, "PACKAGE", tmp_path / "course_lib")
    monkeypatch.setattr("authoring.editions.PACKAGE", tmp_path / "course_lib")
    (tmp_path / "constraints.txt").write_text("")
    (tmp_path / "chapters").mkdir()
    for name, code in (("01_plain", "print(1)"), ("02_uses", "import course_lib.descent.schedules\nprint(2)")):
        text = f'# %% [markdown] lang="ja"\n# # 章\n# %% [markdown] lang="en"\n# # A page\n\n# %%\n{code}\n'
        (tmp_path / "chapters" / f"{name}.py").write_text(text)
    build()
    return tmp_path


def stale():
    return {edition.target_name for edition in editions() if not is_up_to_date(edition)}


def test_touching_a_module_makes_those_stale_that_reach_it(course, capsys):
    assert not stale()
    for name in ("descent/schedules.py", "grading/pages/reports.py"):
        path = course / "course_lib" / name
        path.write_text(path.read_text() + "\n# a comment\n")
    assert stale() == {"notebooks/ja/02_uses.ipynb", "notebooks/en/02_uses.ipynb"}
    assert why_stale(editions("02")[0]) == "course_lib/descent/schedules.py"
    capsys.readouterr()
    assert build(explain=True) == 0
    assert "notebooks/en/02_uses.ipynb: course_lib/descent/schedules.py\n" in capsys.readouterr().out
    assert stale(), "explaining builds nothing"


def test_where_only_texts_changed_nothing_is_executed(course, monkeypatch):
    source = course / "chapters" / "02_uses.py"
    before = nbformat.read(editions("02")[1].target, 4)
    source.write_text(source.read_text().replace("A page", "Another page"))
    assert stale() == {"notebooks/en/02_uses.ipynb"} and why_stale(editions("02")[1]) == "text"
    monkeypatch.setattr(building, "execute", lambda *given: pytest.fail("executed"))
    assert build() == 0 and not stale()
    after = nbformat.read(editions("02")[1].target, 4)
    assert after.cells[0].source.startswith("# Another page")
    assert [cell.get("outputs") for cell in after.cells] == [cell.get("outputs") for cell in before.cells]


def test_pins_make_all_stale(course):
    (course / "constraints.txt").write_text("numpy==1")
    assert len(stale()) == 4


def test_an_import_that_can_t_be_followed_stops_the_build(course, capsys):
    source = course / "chapters" / "01_plain.py"
    source.write_text(source.read_text() + "\nfrom course_lib.descent.nowhere import x\n")
    with pytest.raises(AuthoringError, match="nowhere"):
        compose(editions("01")[0])
    assert build() == 2
    assert "nowhere" in capsys.readouterr().out


@pytest.mark.parametrize(("touched", "again"), [("networks/layers.py", True), ("grading/pages/reports.py", False), ("words/en/clinic.toml", False)])
def test_a_changed_layer_gives_trials_anew_and_refuses_workers_with_another(tmp_path, monkeypatch, touched, again):
    shutil.copytree(PACKAGE, tmp_path / "course_lib", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(closure, "PACKAGE", tmp_path / "course_lib")
    tried = next(one for one in load_sheet("08_seeing_gradients").exercises.values() if one.trial is not None)
    before = fingerprint._trial(tried), fingerprint.version.__wrapped__()
    path = tmp_path / "course_lib" / touched
    path.write_text(path.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
    after = fingerprint._trial(tried), fingerprint.version.__wrapped__()
    assert [old != new for old, new in zip(before, after, strict=True)] == [again, again]


def test_all_that_judges_has_a_say_in_whether_a_grade_still_stands():
    reached = {path.relative_to(PACKAGE).as_posix() for path in files_of(["course_lib.exercises.judging"])}
    judges = {name for name in reached if name.startswith("exercises/")} - {"exercises/__init__.py", "exercises/sheet.py"}
    assert "exercises/comparing.py" in judges and judges <= set(fingerprint.JUDGES)
