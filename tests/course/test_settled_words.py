"""One word for one thing: the table in docs/words.md holds in all files that are done."""

from __future__ import annotations

import re

import pytest

from rehearsal.settled_words import breaches, lines_of, sources, unsettled


@pytest.mark.parametrize("path", sources(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_words_are_as_settled(path):
    assert not list(breaches(path))


def test_the_table_is_read():
    patterns = unsettled()
    assert len(patterns) > 30 and patterns["一番"] == "いちばん" and patterns["でたらめ"] == "ランダム"
    assert all(re.compile(pattern) for pattern in patterns)


@pytest.mark.parametrize(
    "text",
    ["一番よい", "二つの坂", "コンピュータは", "パラメータを", "調節つまみを回す", "1 歩進むと", "山をこえる", "うしろ", "傾き -1.20", "＋3", "3回", "20 ％", "傾き(m)", "明らかに"],
)
def test_a_breach_is_found_in_every_kind_of_text(tmp_path, text):
    source = tmp_path / "01_x.py"
    source.write_text(
        f'# %% [markdown] lang="ja"\n# {text}\n\n# %%\n# ja: {text}\n# en: x\n\n# %% tags=["grading"]\nja="これは {text}"\n'
    )
    assert [line.split(":")[1] for line in breaches(source)] == ["2", "5", "9"]
    page = tmp_path / "README.ja.md"
    page.write_text(f"{text}\n\n```sh\nmake # {text}\n```\n{text}\n")
    assert [line.split(":")[1] for line in breaches(page)] == ["1", "4", "6"]
    catalogue = tmp_path / "x.toml"
    catalogue.write_text(f'[a]\nb = "{text}です"\n')
    assert list(breaches(catalogue))


@pytest.mark.parametrize(
    "text",
    ["いちばん 一つずつ もう一つ 2 つ", "コンピューター", "一歩、11 歩進む、0.1 歩進む、1 歩目", "声が聞こえる", "掛けた数、続けた", "3〜4、2026-11", "傾き −1.2", "第3章　3 回", "簡単に", "`x[-1]`と`(2回)`", "$-1$"],
)
def test_what_is_settled_is_no_breach(tmp_path, text):
    source = tmp_path / "01_x.py"
    source.write_text(f'# %% [markdown] lang="ja"\n# {text}\n')
    assert not list(breaches(source)) and list(lines_of(source))


@pytest.mark.parametrize(
    "text, found",
    [('It is called "learning".', True), ('“learning” and `print("x")`', False), ('[a](x.ipynb "y") <a id="b"></a>', False)],
)
def test_a_straight_quotation_mark_is_found_in_english(tmp_path, text, found):
    source = tmp_path / "01_x.py"
    source.write_text(f'# %% [markdown] lang="en"\n# {text}\n\n# %%\nprint("x")\n')
    assert bool(list(breaches(source))) is found
