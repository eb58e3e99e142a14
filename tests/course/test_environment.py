"""What is installed: pyproject.toml, constraints.txt, environment.yml and docs/dependencies.md say the same."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
CONDA_PYTHON = "3.12"

# Imported where they happen to be installed, never at the top of a module of the course.
OPTIONAL = {"torch", "distributed", "authlib", "joserfc"}
# Run in the environment of doors/hub/constraints.txt alone; what they import besides, by the package that brings it.
OF_THE_HUB = ("doors/hub/", "tests/doors/lti_platform.py")
HUBS = {"jupyterhub": "jupyterhub", "tornado": "tornado", "ltiauthenticator": "jupyterhub-ltiauthenticator", "joserfc": "joserfc"}
# Imported by us, though it is this declared package that brings them.
COMES_WITH = {"ipython": "ipywidgets", "traitlets": "ipywidgets", "nbformat": "nbclient", "pyyaml": "jupytext", "packaging": "pytest", "psutil": "distributed"}


def requirements() -> dict[str, list[Requirement]]:
    """Return what pyproject.toml asks for, for everybody and for each extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = {"everybody": project["dependencies"], **project["optional-dependencies"]}
    return {group: [Requirement(text) for text in texts] for group, texts in lists.items()}


def declared() -> dict[str, list[str]]:
    return {group: [requirement.name for requirement in found] for group, found in requirements().items()}


def all_declared() -> set[str]:
    return {canonicalize_name(name) for names in declared().values() for name in names}


def declared_on(platform: str) -> set[str]:
    needed = [requirement for found in requirements().values() for requirement in found]
    return {need.name for need in needed if need.marker is None or need.marker.evaluate({"sys_platform": platform})}


def pinned(file: str = "constraints.txt") -> Iterator[tuple[Requirement, list[str]]]:
    """Yield each pin of a file with its hashes."""
    lines = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    for line in lines:
        pin, *hashes = line.split(" --hash=")
        yield Requirement(pin.strip()), [text.strip() for text in hashes]


def pins_for(python: str, platform: str, file: str = "constraints.txt") -> dict[str, str]:
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "sys_platform": platform,
        "os_name": "nt" if platform == "win32" else "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    versions: dict[str, str] = {}
    for requirement, _ in pinned(file):
        if requirement.marker is None or requirement.marker.evaluate(environment):
            assert requirement.name not in versions, f"{requirement.name} is pinned twice for {python} on {platform}"
            versions[requirement.name] = str(requirement.specifier)
    return versions


def environment_yml() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def pip_section() -> list[str]:
    (section,) = [part["pip"] for part in environment_yml()["dependencies"] if isinstance(part, dict)]
    return section


@pytest.mark.parametrize("file", ["constraints.txt", "doors/hub/constraints.txt"])
def test_each_pin_is_one_version_with_its_hashes(file):
    for requirement, hashes in pinned(file):
        assert re.fullmatch(r"==[0-9][^,*]*", str(requirement.specifier)), f"{requirement} is no pin"
        assert hashes, f"{requirement.name} has no hash"
        for text in hashes:
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", text), requirement.name


@pytest.mark.parametrize("file", ["constraints.txt", "doors/hub/constraints.txt", "environment.yml", "pyproject.toml"])
def test_no_file_holds_the_address_of_a_package_registry(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"(index-url|find-links|trusted-host|\bwww\.)", text)


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_all_that_is_declared_is_pinned_for_every_python_and_system(python, platform):
    assert declared_on(platform) <= pins_for(python, platform).keys()


def test_conda_gets_the_same_versions():
    pins = pins_for(CONDA_PYTHON, "linux")
    needed = {need.name: need for found in requirements().values() for need in found}
    expected = [f"{name}{pins[name]}" + (f"; {need.marker}" if need.marker else "") for name, need in sorted(needed.items())]
    assert pip_section() == [*expected, "-e ."], "the pip section of environment.yml should be the right-hand side"


def test_conda_gets_python_and_pip_from_conda_forge_alone():
    assert environment_yml()["channels"] == ["conda-forge"]
    plain = [part for part in environment_yml()["dependencies"] if isinstance(part, str)]
    assert plain == [f"python={CONDA_PYTHON}", "pip"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lowest = project["requires-python"].removeprefix(">=")
    assert tuple(map(int, lowest.split("."))) <= tuple(map(int, CONDA_PYTHON.split(".")))


def test_the_page_on_dependencies_gives_each_its_reason_in_its_section():
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    _, *sections, optional, _ = page.split("\n## ")
    assert [*declared()] == ["everybody", "lab", "grading", "site", "development"]
    headings = [re.search(r"\(`(\w+)`\)$", section.partition("\n")[0]) for section in sections]
    assert [heading[1] if heading else "everybody" for heading in headings] == [*declared()]
    for section, names in [*zip(sections, declared().values(), strict=True), (optional, sorted(OPTIONAL))]:
        explained = re.findall(r"^- \*\*(.+?)\*\*.*?: \w.{10}", section, flags=re.MULTILINE)
        assert sorted(explained) == sorted(names)


SOURCES = [
    path
    for folder in ("course_lib", "authoring", "doors", "tests", "chapters", "solutions")
    for path in (ROOT / folder).rglob("*.py")
]


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each module imported in a file, by its first name, and whether that happens at the top of the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [] if node.level else [str(node.module)]
        else:
            continue
        for module in modules:
            yield module.split(".")[0], id(node) in top


installed = cache(packages_distributions)


def packages_of(module: str) -> set[str]:
    return {canonicalize_name(name) for name in installed().get(module, [])}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_import_is_declared(path):
    for module, at_top in imports(path):
        if module in sys.stdlib_module_names or (ROOT / module).is_dir() or module == "__future__":
            continue
        if module in HUBS and path.relative_to(ROOT).as_posix().startswith(OF_THE_HUB):
            assert HUBS[module] in pins_for("3.12", "linux", "doors/hub/constraints.txt")
            continue
        if module in OPTIONAL:
            assert not at_top, f"{module} is optional: import it where it is used"
            continue
        assert packages_of(module) & (all_declared() | COMES_WITH.keys()), f"{module} is not declared in pyproject.toml"


@pytest.mark.parametrize(("name", "bringer"), COMES_WITH.items())
def test_what_comes_with_another_package_really_does(name, bringer):
    assert bringer in all_declared()
    needed = [Requirement(text) for text in requires(bringer) or []]
    always = {canonicalize_name(need.name) for need in needed if need.marker is None or "extra" not in str(need.marker)}
    assert name in always


# Who may import, inside a function or not, what an extra brings; the rest of the course lives on what everybody has.
NEEDS_EXTRA = {
    "course_lib/grading": "grading",
    "course_lib/lab/opened_notebooks.py": "lab",
    "course_lib/monitor/event_file.py": "lab",
    "course_lib/monitor/tensorboard_server.py": "lab",
    "course_lib/networks/training.py": "lab",
}


def test_the_course_itself_needs_nothing_that_only_development_brings_and_its_rooms_no_others_extra():
    used = set()
    for path in (ROOT / "course_lib").rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        place = next((place for place in NEEDS_EXTRA if name == place or name.startswith(f"{place}/")), None)
        here = {canonicalize_name(one) for one in declared()["everybody"]}
        here |= {name for name, bringer in COMES_WITH.items() if bringer in here}
        extra = {canonicalize_name(one) for one in declared()[NEEDS_EXTRA[place]]} if place else set()
        for module, _ in imports(path):
            brought = packages_of(module) - {"gradient-course"}
            if brought and module not in sys.stdlib_module_names and module not in OPTIONAL:
                assert brought & (here | extra), f"{name} imports {module}"
                if not brought & here:
                    used.add(place)
    assert used == NEEDS_EXTRA.keys(), "those that need no extra any more"
