"""What the documents say to type is there to be typed."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

PAGES = ("README.md", "README.ja.md", "docs/doors.md")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))


def commands(page):
    """Return what stands as code in a page: in blocks, line by line, and in sentences."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [*lines, *re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))]


@pytest.mark.parametrize("page", PAGES)
def test_make_knows_its_targets(page):
    named = [command.split()[1] for command in commands(page) if re.match(r"make [a-z]", command)]
    assert named and set(named) <= TARGETS


@pytest.mark.parametrize("page", PAGES)
def test_the_browser_edition_is_built_and_shown_by_two_commands(page):
    assert {"make browser", "make browser-serve"} <= set(commands(page))


def test_doors_knows_its_commands_and_the_files_are_there():
    said = commands("docs/doors.md")
    own = [command.split("-m doors ")[1].split()[0] for command in said if "-m doors " in command]
    assert own
    for command in own:
        subprocess.run([sys.executable, "-m", "doors", command, "--help"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    files = [file for command in said for file in re.findall(r"(?:tests|doors|benchmarks)/[\w/.-]+", command)]
    assert files and all((ROOT / file).exists() for file in files)


def test_the_first_screens_show_a_film_with_its_words():
    for language, page in (("en", "README.md"), ("ja", "README.ja.md")):
        top = "\n".join((ROOT / page).read_text(encoding="utf-8").splitlines()[:14])
        alt, name = re.findall(r"!\[([^\]]+)\]\(([^)]+\.gif)\)", top)[0]
        assert len(alt) > 30 and name == f"docs/film/control-{language}.gif"
        film = ROOT / name
        assert film.read_bytes()[:4] == b"GIF8" and film.stat().st_size < 1_500_000
