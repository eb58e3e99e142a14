"""The catalogue: each entry in both languages, with the same places and the same numbers."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import numpy as np
import pytest

from course_lib.words.catalogue import catalogue, to_html, word_list, words
from course_lib.words.language import language, locale_language, set_language
from tests.course.test_editions import JAPANESE_LETTER, numbers_apart

ROOT = Path(__file__).parents[2]
JAPANESE, ENGLISH = catalogue("ja"), catalogue("en")


def lines(entry):
    return [entry] if isinstance(entry, str) else entry


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_entries():
    assert JAPANESE.keys() == ENGLISH.keys()


@pytest.mark.parametrize("name", sorted(JAPANESE.keys() & ENGLISH.keys()))
def test_entry_says_the_same_in_both_languages(name):
    japanese, english = lines(JAPANESE[name]), lines(ENGLISH[name])
    assert len(japanese) == len(english)
    for ours, theirs in zip(japanese, english, strict=True):
        assert ours and theirs
        assert places(ours) == places(theirs)
        plain = [re.sub(r"\{[^}]*\}", "", text) for text in (ours, theirs)]
        assert not numbers_apart(*plain), f"{ours}\n{theirs}"
        untranslated = not JAPANESE_LETTER.search(plain[0]) and re.search(r"[a-z]{4}", re.sub(r"`[^`]*`", "", plain[0]))
        assert not untranslated, f"not translated: {ours}"
        assert not JAPANESE_LETTER.search(plain[1]), f"Japanese in the English catalogue: {theirs}"


@pytest.mark.parametrize("entries", [JAPANESE, ENGLISH], ids=["ja", "en"])
def test_each_choice_is_answered_in_its_own_words(entries):
    """What is said twice is not heard twice by those who listen, and names no mistake."""
    answers = {name: lines(entry) for name, entry in entries.items() if name.endswith(".feedback")}
    assert len(answers) > 20
    assert [name for name, said in answers.items() if len(set(said)) < len(said)] == []


def asked_for():
    """Yield each name that code asks the catalogue for, as a pattern: a place in an f-string stands for anything."""
    for folder in ("course_lib", "chapters", "solutions"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("words", "word_list") and node.args:
                    asked = node.args[0]
                    for name in (asked.body, asked.orelse) if isinstance(asked, ast.IfExp) else (asked,):
                        if isinstance(name, ast.Constant):
                            yield path, re.escape(name.value)
                        elif isinstance(name, ast.JoinedStr):
                            parts = [getattr(part, "value", "") for part in name.values]
                            yield path, "".join(re.escape(p) if isinstance(p, str) else ".+" for p in parts)


def test_what_code_asks_for_is_there():
    asked = list(asked_for())
    assert len(asked) > 300
    for path, pattern in asked:
        there = any(re.fullmatch(pattern, name) for name in ENGLISH)
        assert there, f"{path.relative_to(ROOT)} asks for {pattern}"


SHARED = {"common", "check", "claims", "claim_table", "editions", "grading", "lab", "doors", "site"}


def test_a_file_is_called_as_the_module_or_the_chapter_that_it_serves():
    modules = {path.stem for path in (ROOT / "course_lib").rglob("*.py")}
    files = {name.split(".")[0] for name in ENGLISH}
    assert {name for name in files - modules - SHARED if not re.fullmatch(r"chapter\d\d[a-z]?", name)} == set()


def test_words_fills_places_in_the_readers_language(speak):
    speak("ja")
    assert "正解" in words("check.right")
    assert words("check.right", "en").startswith("Right")
    speak("en")
    assert words("check.hint", number=1, total=3, hint="{x}") == "Hint 1 of 3: {x}"


def test_negative_numbers_have_a_minus_and_codes_keep_their_hyphen(monkeypatch):
    entries = {"x.y": "{number:+.2f} {name}", "x.z": ["{number} {name}"]}
    monkeypatch.setattr("course_lib.words.catalogue.catalogue", lambda code: entries)
    assert words("x.y", number=-1.2, name="f(-2)") == "−1.20 f(-2)"
    assert words("x.y", number=np.float64(-0.5), name="") == "−0.50 "
    assert words("x.y", number=3, name="a-b") == "+3.00 a-b"
    assert word_list("x.z", number=np.int64(-3), name=-0.5) == ["−3 −0.5"]


def test_a_missing_entry_or_place_is_an_error():
    with pytest.raises(KeyError, match="nothing"):
        words("check.nothing")
    with pytest.raises(KeyError):
        words("check.hint", number=1)
    with pytest.raises(KeyError, match="one text"):
        word_list("check.right")


@pytest.mark.parametrize(
    "environment, expected",
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "ja_JP"}, "ja"),
    ],
)
def test_the_locale_decides(monkeypatch, environment, expected):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert locale_language() == expected


def test_the_folder_of_the_notebook_tells_the_language(tmp_path, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    (tmp_path / "ja").mkdir()
    monkeypatch.chdir(tmp_path / "ja")
    assert language() == "ja"
    monkeypatch.setenv("GRADIENT_COURSE_LANGUAGE", "en")
    assert language() == "en"


def test_set_language_wins_and_refuses_others(monkeypatch):
    monkeypatch.setattr("course_lib.words.language._chosen", None)
    set_language("ja")
    assert language() == "ja"
    with pytest.raises(ValueError, match="'fr'"):
        set_language("fr")


def test_to_html_shows_code_and_lets_no_markup_through():
    assert to_html("`x**2` < **y**") == "<code>x**2</code> &lt; <b>y</b>"
    assert "<script>" not in to_html("`<script>` **<script>**")
