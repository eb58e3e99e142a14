"""Cards for Anki: the file reads as Anki's manual says, and holds each idea once or twice."""

from __future__ import annotations

import csv
import html
import io
import re

import numpy as np
import pytest

from course_lib.__main__ import main
from course_lib.warmups.bank import IDEAS
from course_lib.warmups.cards import cards
from course_lib.words.catalogue import to_html, words
from course_lib.words.language import LANGUAGES


def rows(text):
    """The cards as a reader of tab separated values has them."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.reader(io.StringIO("\n".join(lines)), delimiter="\t"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_is_a_card_with_front_back_and_tag(language):
    text = cards(language)
    head = text.splitlines()[:4]
    assert head == ["#separator:tab", "#html:true", f"#deck:{words('cards.deck', language)}", "#tags column:3"]
    found = rows(text)
    assert len(found) >= 2 * len(IDEAS) - 5 and all(len(row) == 3 for row in found)
    # Anki tells notes apart by their first field.
    assert len({front for front, _, _ in found}) == len(found)
    for front, back, tag in found:
        question, options = front.partition("<ol>")[0], re.findall("<li>(.*?)</li>", front)
        right = re.match("<b>(.*?)</b><br>.", back)
        assert question and len(options) >= 3 and right and options.count(right[1]) == 1
        assert re.fullmatch(r"gradient::chapter\d\db?", tag)
        assert not re.search(r"[{}]|`|\*\*", front + back)
    assert {tag.removeprefix("gradient::chapter") for _, _, tag in found} == {idea.chapter for idea in IDEAS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_back_of_a_card_is_the_right_answer_and_its_reason(language):
    found = {html.unescape(front.partition("<ol>")[0]): back for front, back, _ in rows(cards(language))}
    for idea in IDEAS:
        question = idea.ask(np.random.default_rng(0), language)  # the first that the cards draw
        right = question.right - 1
        back = f"<b>{html.escape(question.options[right])}</b><br>{to_html(question.why[right])}"
        assert found[question.text] == back, idea.name


def test_the_cards_are_the_same_each_time_and_as_many_as_wished():
    assert cards("en") == cards("en")
    assert len(rows(cards("en", 1))) == len(IDEAS) < len(rows(cards("en", 3)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_writes_a_file_and_never_over_another(tmp_path, capsys, language):
    target = tmp_path / "cards.txt"
    assert main(["cards", str(target), "--language", language]) == 0
    assert target.read_text(encoding="utf-8") == cards(language)
    assert str(len(rows(cards(language)))) in capsys.readouterr().out
    target.write_text("mine")
    assert main(["cards", str(target), "--language", language]) == 2
    assert target.read_text() == "mine" and "cards.txt" in capsys.readouterr().err
    assert main(["cards", str(tmp_path / "no" / "cards.txt"), "--language", language]) == 2
