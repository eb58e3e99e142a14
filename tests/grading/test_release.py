"""The learners' edition: no answer in it, and the instant checks work all the same; and the assignments for nbgrader."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from course_lib.__main__ import main
from course_lib.exercises.sheets import load_sheet, sheet_names
from course_lib.grading.release.answer_search import answers_given_away
from course_lib.grading.release.belonging import ROOT_FILES, USERS
from course_lib.grading.release.releasing import TOP, write_zip
from rehearsal.learner import right_answers, source_as
from tests.conftest import ROOT, nbgraders_python, need
from tests.grading.small_class import SHEET

EXERCISES = [(sheet, exercise) for sheet in map(load_sheet, sheet_names()) for exercise in sheet.exercises.values()]


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("released")
    assert main(["release", str(folder / "course.zip")]) == 0
    with zipfile.ZipFile(folder / "course.zip") as archive:
        archive.extractall(folder)
    return folder / TOP


def texts(folder):
    """Yield name and all the text of each file, of a notebook or JSON file as it reads once decoded."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
            if path.suffix in (".ipynb", ".json"):
                text = "\n".join(strings(json.loads(text)))
            yield path.relative_to(folder).as_posix(), text


def strings(data):
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        if all(isinstance(item, str) for item in data):
            yield "".join(data)
            return
        for item in data:
            yield from strings(item)
    elif isinstance(data, dict):
        for item in data.values():
            yield from strings(item)


def test_the_zip_holds_the_course_and_no_sheet_of_answers(released):
    names = {path.relative_to(released).as_posix() for path in released.rglob("*")}
    for needed in ("README.md", "README.ja.md", "LICENSE", "Makefile", "pyproject.toml", "constraints.txt", "course_lib/__init__.py", "course_lib/words/ja/check.toml"):
        assert needed in names
    for sheet in sheet_names():
        for language in ("ja", "en"):
            assert f"exercises/{language}/{sheet}.ipynb" in names
    tops = {name.split("/")[0] for name in names}
    assert not tops & {"solutions", "chapters", "tests", "examples", "authoring", "rehearsal", "benchmarks", "graded", "build", ".git", ".venv", "my-progress.json"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


COMMAND = re.compile(r"(?<![-\w])(make [a-z]+|gradient-course [a-z]+)(?=[\s`:.,;)]|$)")
NOT_IN_IT = ("build", "test", "claims", "grade", "bench", "check", "pins", "release", "report", "adjust", "export", "history")


def code_in(text):
    """Return what stands as code in a page: between backticks and in fenced blocks."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    return fenced + re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))


def what_learners_read(released):
    """Yield folder and text of each page and of each text cell of the learners' edition."""
    for path in sorted(released.glob("*.md")):
        yield path, path.read_text(encoding="utf-8")
    for path in sorted(released.glob("*/*/*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield path, "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def test_each_command_that_learners_are_told_can_be_run(released):
    makefile = (released / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE)
    assert sorted(targets) == ["clean", "help", "lab", "setup"]
    told = {}
    for path, text in what_learners_read(released):
        for code in code_in(text):
            for command in COMMAND.findall(code):
                told.setdefault(command, path)
    assert {"make lab", "make help", "gradient-course lab"} <= told.keys()
    for command, path in told.items():
        program, _, word = command.partition(" ")
        where = path.relative_to(released)
        if program == "make":
            assert word in targets, f"{where} tells to run {command}"
            answer = subprocess.run(["make", "--no-print-directory", "-n", word], cwd=released, capture_output=True, text=True)
            assert answer.returncode == 0, answer.stderr
        else:
            assert word in ("lab", "cards"), f"{where} tells to run {command}"
            told_how = [sys.executable, "-m", "course_lib", word, "--help"]
            subprocess.run(told_how, cwd=released, check=True, stdout=subprocess.DEVNULL)
    answer = subprocess.run(["make", "--no-print-directory", "help"], cwd=released, capture_output=True, text=True)
    assert [line.split()[1] for line in answer.stdout.splitlines()] == ["help", "setup", "lab", "clean"]


def test_each_file_that_learners_are_led_to_is_there(released):
    followed = 0
    for path, text in what_learners_read(released):
        for link in re.findall(r"\]\(([^)\s]+)\)|(?:href|src)=[\"']([^\"']+)[\"']", text):
            target = (link[0] or link[1]).partition("#")[0]
            if target and not re.match(r"[a-z]+:", target):
                followed += 1
                assert (path.parent / target).exists(), f"{path.relative_to(released)} leads to {target}"
        if path.suffix == ".md":
            for name in re.findall(r"`([\w./-]+/|[\w.-]+\.(?:yml|txt|toml|md))`", text):
                assert (released / name).exists(), f"{path.name} names {name}"
    assert followed > 50


@pytest.mark.parametrize("name", ["README.md", "README.ja.md", "Makefile"])
def test_the_readme_and_makefile_are_its_own_and_set_up_like_the_whole_course(released, name):
    own, whole = ((folder / name).read_text(encoding="utf-8") for folder in (released, ROOT))
    assert own != whole
    if name == "Makefile":
        rule = re.compile(r"^\$\(READY\):.*?(?=\n\n)|^lab:.*?(?=\n\n)", flags=re.DOTALL | re.MULTILINE)
        assert rule.findall(own) == rule.findall(whole) != []
    else:
        assert not [word for word in NOT_IN_IT if f"make {word}" in own or f"gradient-course {word}" in own]
        # The whole course shows the control in a film, the learners' edition in a picture that it holds.
        pictures = re.findall(r"^!\[[^]]{30,}\]\((docs/images/[\w.-]+)\)", own, flags=re.MULTILINE)
        assert pictures and all((released / picture).is_file() for picture in pictures)


def test_the_sources_of_the_notebooks_name_no_command_that_learners_lack():
    for path in [*(ROOT / "chapters").glob("*.py"), *(ROOT / "solutions").glob("*.py")]:
        for command in COMMAND.findall(path.read_text(encoding="utf-8")):
            assert command.partition(" ")[2] not in NOT_IN_IT, f"{path.name}: {command}"


def test_no_reference_answer_is_in_any_file(released):
    """The whole function, as its author wrote it, in no file but those of the course that teach the same function."""
    wanted = {exercise.name: squeeze(source_as(exercise.reference, exercise.name)) for _, exercise in EXERCISES}
    for name, text in texts(released):
        taught = re.fullmatch(r"course_lib/(engine|slopes|ground|descent|optimizers|networks|monitor|experiments|data)/\w+\.py|notebooks/.*", name)
        for exercise, answer in wanted.items():
            assert taught or answer not in squeeze(text), f"{name} has the answer to {exercise}"


def test_no_mistake_is_in_any_file(released):
    for name, text in texts(released):
        if not name.startswith(("notebooks/", "course_lib/")) or name.startswith(("course_lib/grading/", "course_lib/exercises/")):
            for _, exercise in EXERCISES:
                for mistake in exercise.mistakes:
                    assert f"def {mistake.name}(" not in text, name


def test_each_sheet_is_blank(released):
    for language in ("ja", "en"):
        for sheet in sheet_names():
            notebook = json.loads((released / "exercises" / language / f"{sheet}.ipynb").read_text(encoding="utf-8"))
            defined = {}
            for cell in notebook["cells"]:
                if cell["cell_type"] == "code":
                    for node in ast.parse("".join(cell["source"])).body:
                        if isinstance(node, ast.FunctionDef):
                            defined[node.name] = ast.unparse(node.body[-1])
            for name, exercise in load_sheet(sheet).exercises.items():
                assert (defined[name] == "return ...") is (exercise.shipped is None), name


def squeeze(text):
    return "".join(text.split())


def plant(place, what):
    """Return the contents of a zip into which an answer has slipped."""
    step = source_as(load_sheet(SHEET).exercises["gradient_step"].reference, "gradient_step")
    cell = {"cell_type": "code", "source": step, "outputs": []}
    return {
        "sheet": {f"exercises/en/{SHEET}.ipynb": json.dumps({"cells": [cell]}).encode()},
        "output": {f"exercises/en/{SHEET}.ipynb": json.dumps({"cells": [cell | {"source": "", "outputs": [{"text": [step]}]}]}).encode()},
        "hint": {f"course_lib/exercises/stored_cases/{SHEET}.json": json.dumps({"hint": "Write `x - rate * gradient`."}).encode()},
        "words": {"course_lib/words/en/check.toml": b'x = "Return x - rate*gradient."'},
        "script": {"docs/images/make.py": f"# hidden\n{step}".encode()},
        "solutions": {f"solutions/{SHEET}.py": b""},
        "utf-16": {"README.md": step.encode("utf-16")},
        "grading": {"course_lib/exercises/checking.py": step.encode()},
    }[what]


@pytest.mark.parametrize("what", ["sheet", "output", "hint", "words", "script", "solutions", "utf-16", "grading"])
def test_an_answer_that_slips_in_is_found(tmp_path, what):
    assert answers_given_away(plant(tmp_path, what))


def test_release_refuses_where_an_answer_would_be_in_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("course_lib.grading.release.releasing.learners_files", lambda: plant(tmp_path, "sheet").items())
    assert main(["release", str(tmp_path / "x.zip")]) == 2
    assert "gradient_step is not blank" in capsys.readouterr().err and not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A copy of all that a release is made from."""
    course = tmp_path_factory.mktemp("copied")
    for folder in ("course_lib", "notebooks", "exercises", "docs/images", *USERS):
        shutil.copytree(ROOT / folder, course / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ROOT_FILES:
        shutil.copy(ROOT / name, course)
    return course


ANSWER = "def gradient_step(x, gradient, rate):\n    return x - rate * gradient\n"
STRAYS = {
    "exercises/en/04_gradient_descent copy.ipynb": "{}",
    "exercises/en/answers.zip": "PK",
    "exercises/04_gradient_descent.ipynb": "{}",
    "exercises/en/notes.md": ANSWER.encode("utf-16"),
    "notebooks/ja/.04_gradient_descent.ipynb.swp": ANSWER,
    "notebooks/ja/05_backpropagation.ipynb~": ANSWER,
    "notebooks/my-progress.json": "{}",
    "docs/images/answers.png": ANSWER,
    "course_lib/answers.py": ANSWER,
    "course_lib/descent/gradient_step.py": ANSWER,
    "course_lib/descent/test_answers.py": f"from course_lib.descent.gradient_step import gradient_step\n{ANSWER}",
    "course_lib/exercises/sheets.pyc": ANSWER,
    "course_lib/words/en/answers.toml": 'x = "x"',
    "course_lib/words/en/check.toml.orig": 'x = "x"',
    "course_lib/data/answers.npz": b"PK",
    "course_lib/new_room/__init__.py": ANSWER,
    "course_lib/grading/pages/templates/report.html~": ANSWER,
    "course_lib/grading/pages/templates/answers.html": ANSWER,
    "course_lib/grading/release/learners/README.md.bak": ANSWER,
    "course_lib/lab/settings/answers.json": "{}",
    "course_lib/exercises/linked.py": None,
}


def release_of(course, zip):
    environment = {**os.environ, "PYTHONPATH": str(course), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "course_lib", "release", str(zip)]
    return subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)


def test_whatever_the_course_does_not_know_stops_a_release(copied, released, tmp_path):
    for name, content in STRAYS.items():
        (copied / name).parent.mkdir(exist_ok=True)
        if content is None:
            (copied / name).symlink_to(copied / "solutions" / f"{SHEET}.py")
        else:
            (copied / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    refused = release_of(copied, tmp_path / "x.zip")
    assert refused.returncode == 2 and not list(tmp_path.iterdir())
    assert set(refused.stderr.splitlines()[1:]) == STRAYS.keys()
    for name in STRAYS:
        (copied / name).unlink()
    (copied / "course_lib/new_room").rmdir()
    answer = release_of(copied, tmp_path / "x.zip")
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "x.zip").read_bytes() == (released.parent / "course.zip").read_bytes()


def test_a_file_that_belongs_and_is_a_link_stops_a_release(copied, tmp_path):
    (copied / "LICENSE").rename(copied / "licence")
    (copied / "LICENSE").symlink_to(copied / "solutions" / f"{SHEET}.py")
    refused = release_of(copied, tmp_path / "x.zip")
    (copied / "licence").replace(copied / "LICENSE")
    assert refused.returncode == 2 and refused.stderr.splitlines()[1:] == ["LICENSE"]


def test_a_zip_is_never_written_through_a_link(tmp_path):
    (tmp_path / "precious").write_text("precious")
    for name in ("x.zip", ".x.zip.new"):
        (tmp_path / name).symlink_to(tmp_path / "precious")
    write_zip(tmp_path / "x.zip", {"x": b"x"})
    assert (tmp_path / "precious").read_text() == "precious" and zipfile.is_zipfile(tmp_path / "x.zip")


TRY_ALL = """
import json, sys
from pathlib import Path
import course_lib, course_lib.exercises.sheets as sheets
assert Path(course_lib.__file__).is_relative_to({here!r}) and not sheets.SOLUTIONS.exists()
from course_lib import check, hint
for name, sources in json.load(sys.stdin).items():
    said = []
    for source in sources:
        space = {{"np": __import__("numpy")}}
        exec(source, space)
        said.append(repr(check(space[name])))
    said.append(repr(hint(space[name])))
    print(json.dumps([name, said]))
"""


def test_instant_checks_work_in_the_learners_edition(released, tmp_path):
    """In another process, where `course_lib` is the released one: the right answer, each mistake, a blank, a hint."""
    sources = {}
    for sheet, exercise in EXERCISES:
        if sheet.name not in ("00_welcome", SHEET):
            continue
        own = [right_answers(sheet.name)[exercise.name]]
        own += [source_as(mistake.implementation, exercise.name) for mistake in exercise.mistakes]
        sources[exercise.name] = [*own, f"def {exercise.name}(*inputs):\n    return ..."]
    environment = {**os.environ, "PYTHONPATH": str(released), "GRADIENT_COURSE_LANGUAGE": "en", "GRADIENT_COURSE_PROGRESS": str(tmp_path / "p.json")}
    answer = subprocess.run(
        [sys.executable, "-c", TRY_ALL.format(here=str(released))], cwd=released, env=environment, input=json.dumps(sources), capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stderr
    told = dict(json.loads(line) for line in answer.stdout.splitlines())
    for _, exercise in EXERCISES:
        if exercise.name in sources:
            right, *wrong, blank, hint = told[exercise.name]
            assert right.startswith("✓") and blank.startswith("○ Not attempted") and exercise.hints["en"][0] in hint
            assert wrong == [f"✗ {mistake.feedback['en']}" for mistake in exercise.mistakes]


def test_the_learners_edition_cannot_grade_and_says_so(released, tmp_path):
    (tmp_path / "aoi").mkdir()
    answer = subprocess.run(
        [sys.executable, "-m", "course_lib", "grade", str(tmp_path), "--out", str(tmp_path / "out")],
        cwd=released, env={**os.environ, "PYTHONPATH": str(released)}, capture_output=True, text=True,
    )  # fmt: skip
    assert answer.returncode == 2 and "this is the learners' edition" in answer.stderr


def test_the_same_course_gives_the_same_zip(released, tmp_path):
    assert main(["release", str(tmp_path / "again.zip")]) == 0
    assert (tmp_path / "again.zip").read_bytes() == (released.parent / "course.zip").read_bytes()


@pytest.fixture
def nbgrader(tmp_path):
    """Return a function that runs the real nbgrader in its own environment, in a course made by `release`."""
    python = nbgraders_python()
    need(python, "nbgrader is not installed: python3 -m venv build/nbgrader-venv, then its pip install nbgrader==0.9.6 numpy")
    with zipfile.ZipFile(released_for_nbgrader(tmp_path)) as archive:
        archive.extractall(tmp_path)
    course = tmp_path / "gradient-course-nbgrader"
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path / "c"), "JUPYTER_DATA_DIR": str(tmp_path / "d")}
    # Its kernel is this Python's; jupyter finds it beside the program.
    environment |= {"PATH": f"{Path(python).parent}{os.pathsep}{os.environ['PATH']}", "JUPYTER_PREFER_ENV_PATH": "1", "GRADIENT_COURSE_LANGUAGE": "en"}
    environment.pop("PYTHONWARNINGS", None)

    def command(*arguments, cwd=course):
        whole = [python, "-m", "nbgrader", *arguments, f"--Exchange.root={exchange}", "--course=gradient-course"]
        answer = subprocess.run(whole, cwd=cwd, env=environment, capture_output=True, text=True, timeout=180)
        assert answer.returncode == 0, answer.stderr[-3000:]
        return answer

    command.course, command.python, command.environment = course, python, environment
    return command


def released_for_nbgrader(folder):
    path = folder / "nbgrader.zip"
    assert main(["release", str(path), "--format", "nbgrader", "--seed", "3"]) == 0
    return path


SCORES = """
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    for one in book.assignment_submissions("{sheet}"):
        print(one.student.id, one.score, one.max_score, *[f"{{grade.name}}={{grade.score}}" for book_ in one.notebooks for grade in book_.grades])
"""


def test_the_real_nbgrader_generates_collects_and_grades(nbgrader, tmp_path):
    course = nbgrader.course
    nbgrader("generate_assignment", SHEET, "--create")
    release = json.loads((course / "release" / SHEET / f"{SHEET}.ipynb").read_text(encoding="utf-8"))
    text = "\n".join(strings(release))
    for name, source in right_answers(SHEET).items():
        assert squeeze(source) not in squeeze(text), name
        assert f"check({name})" in text
    assert "judge_here" not in text and text.count("return ...") == len(right_answers(SHEET))
    nbgrader("release_assignment", SHEET)

    # A learner fetches, answers, submits; the instructor collects.
    home = tmp_path / "learner"
    home.mkdir()
    nbgrader("fetch_assignment", SHEET, cwd=home)
    own = home / SHEET / f"{SHEET}.ipynb"
    answers = right_answers(SHEET)
    write_answers(own, answers | {"gradient_step": answers["gradient_step"].replace("-", "+")})
    nbgrader("submit", SHEET, cwd=home)
    nbgrader("collect", SHEET)
    collected = list((course / "submitted").glob(f"*/{SHEET}/{SHEET}.ipynb"))
    assert len(collected) == 1
    # Two more, collected otherwise: one all right, one untouched.
    for student, given in (("aoi", answers), ("tomo", {})):
        place = course / "submitted" / student / SHEET
        shutil.copytree(course / "release" / SHEET, place)
        write_answers(place / f"{SHEET}.ipynb", given)
    nbgrader("autograde", SHEET, "--create")
    answer = subprocess.run(
        [nbgrader.python, "-c", SCORES.format(sheet=SHEET)], cwd=course, env=nbgrader.environment, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stderr
    scores = {line.split()[0]: [float(number) for number in line.split()[1:3]] for line in answer.stdout.splitlines()}
    possible = sum(exercise.points for exercise in load_sheet(SHEET).exercises.values())
    step = load_sheet(SHEET).exercises["gradient_step"]
    assert scores["aoi"] == [possible, possible] and scores["tomo"] == [0, possible]
    assert scores[collected[0].parts[-3]] == [possible - step.points, possible]
    graded = "\n".join(strings(json.loads((course / "autograded" / collected[0].parts[-3] / SHEET / f"{SHEET}.ipynb").read_text(encoding="utf-8"))))
    assert step.mistakes[0].feedback["en"][:40] in graded


def write_answers(path, answers):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        for name, answer in answers.items():
            if cell["cell_type"] == "code" and f"def {name}(" in source and "return ..." in source:
                cell["source"] = re.sub(rf"def {name}\(.*?return \.\.\.[^\n]*", lambda _, answer=answer: answer, source, flags=re.DOTALL)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_nbgraders_hidden_inputs_are_not_the_visible_ones(tmp_path, capsys):
    assert main(["release", str(tmp_path / "x.zip"), "--format", "nbgrader", "--seed", "0"]) == 2
    assert "--seed must be at least 1" in capsys.readouterr().err


ASK = """
import sys
from course_lib import check, hint, puzzle, solution
from course_lib.exercises.shown_answers import answer_to, puzzle_for

def halvings(start, number):
    path = [start]
    for _ in range(number):
        start = start / 2
        path.append(start)
    return path

print(repr(puzzle(halvings)))
print(repr(check(halvings)))
print(repr(solution(halvings)))
"""


def asked_in(folder, tmp_path):
    """What a learner of this release is told, asking for lines to order, a check and the solution, after each other."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "GRADIENT_COURSE_LANGUAGE": "en", "GRADIENT_COURSE_PROGRESS": str(tmp_path / "p.json")}
    answer = subprocess.run([sys.executable, "-c", ASK], cwd=folder, env=environment, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_a_release_holds_no_lines_to_order_and_no_solutions(released, tmp_path):
    assert not (released / "course_lib/exercises/stored_answers").exists()
    all_text = "\n".join(text for _, text in texts(released))
    for _, exercise in EXERCISES:
        assert exercise.why["en"] not in all_text and exercise.why["ja"] not in all_text
    told = asked_in(released, tmp_path)
    assert "has not given it out" in told and "will show it later" in told and "✓" in told
    # Nothing is promised that is not there.
    assert "solution(halvings)" not in told


@pytest.mark.parametrize(("option", "puzzles", "solutions"), [("--with-puzzles", True, False), ("--with-solutions", False, True)])
def test_a_release_gives_out_what_it_is_told_to_and_says_so(option, puzzles, solutions, released, tmp_path, capsys):
    assert main(["release", str(tmp_path / "course.zip"), option]) == 0
    said = capsys.readouterr().out
    assert ("puzzle()" in said) is puzzles and ("solution()" in said) is solutions
    with zipfile.ZipFile(tmp_path / "course.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / TOP
    more = {name for name, _ in texts(folder)} - {name for name, _ in texts(released)}
    assert more == {f"course_lib/exercises/stored_answers/{sheet}.json" for sheet in sheet_names()}
    told = asked_in(folder, tmp_path)
    assert ("path.append(start)" in told.partition("✓")[0]) is puzzles
    assert ("path.append(start)" in told.partition("✓")[2] and load_sheet("00b_python").exercises["halvings"].why["en"] in told) is solutions
    for sheet, exercise in EXERCISES:
        stored = json.loads((folder / f"course_lib/exercises/stored_answers/{sheet.name}.json").read_text(encoding="utf-8"))
        assert (exercise.name in stored["answers"]) is solutions
        assert not (exercise.name in stored["puzzles"] and not puzzles)


@pytest.mark.parametrize("form", ["nbgrader", "gradescope"])
def test_other_forms_give_out_neither(form, tmp_path, capsys):
    assert main(["release", str(tmp_path / "x.zip"), "--format", form, "--with-puzzles"]) == 2
    assert "--format course" in capsys.readouterr().err and not (tmp_path / "x.zip").exists()
