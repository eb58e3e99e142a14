"""Where the course is published is written once, and each link comes from there."""

from __future__ import annotations

import subprocess
from urllib.parse import parse_qs, urlsplit

import pytest

from doors.addresses import ADDRESSES, BINDER, COLAB, READMES, binder, colab, links, notebooks, pull, written
from tests.conftest import ROOT


@pytest.mark.parametrize("language", READMES)
def test_the_readmes_have_the_links_of_today(language):
    text = READMES[language].read_text(encoding="utf-8")
    assert text.count(BINDER) == text.count(COLAB) == 1
    assert written(text, language) == text, "python -m doors links writes them"
    for link in (binder, colab):
        assert link(f"notebooks/{language}/00_welcome.ipynb") in text


@pytest.mark.parametrize("language", READMES)
def test_a_new_address_gets_into_the_readmes(language, monkeypatch):
    monkeypatch.setitem(ADDRESSES, "repository", "somebody/gradients")
    text = written(READMES[language].read_text(encoding="utf-8"), language)
    assert text.count("somebody/gradients") == 2 and f"{BINDER}OWNER" not in text and f"{COLAB}OWNER" not in text


def test_the_address_is_written_nowhere_else():
    repository = ADDRESSES["repository"]
    listed = subprocess.run(["git", "grep", "--untracked", "-l", "-F", repository], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode > 1:
        pytest.skip("this is no clone")
    assert set(listed.stdout.split()) == {"README.md", "README.ja.md", "doors/addresses.toml"}


def test_each_notebook_has_its_three_links():
    lines = list(links())
    assert len(lines) == 4 * len(notebooks()) and len(notebooks()) == len(set(notebooks())) > 40
    assert all(lines[4 * number].split()[0] in " ".join(lines[4 * number + 1 : 4 * number + 4]) for number in range(len(notebooks())))


def test_a_link_to_a_hub_says_what_to_pull_and_what_to_open():
    link = urlsplit(pull("notebooks/ja/04 x.ipynb", "https://hub.example", "https://example.org/class?a=b&c"))
    assert link.path == "/hub/user-redirect/git-pull"
    said = {name: value for name, (value,) in parse_qs(link.query).items()}
    assert said == {
        "repo": "https://example.org/class?a=b&c",
        "branch": "main",
        "targetPath": "class",
        "urlpath": "lab/tree/class/notebooks/ja/04 x.ipynb",
    }
