"""Warm-up questions as cards for Anki, in the plain text that Anki imports.

The file's first lines say how it is to be read, as the manual of Anki describes (section "Importing", "Text files"):
what parts the fields, that they are HTML, which deck they go to, and which field holds the tags.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

import numpy as np

from course_lib.warmups.bank import IDEAS
from course_lib.warmups.idea import Idea, Question
from course_lib.words.catalogue import to_html, words
from course_lib.words.language import Language

TRIES = 20


def cards(language: Language, of_each: int = 2) -> str:
    """Return all ideas as cards: on the front the question with its choices, on the back the answer, and why.

    Each call gives the same text, so that Anki takes it in a second time without doubling cards.

    Args:
        language: ``"ja"`` or ``"en"``.
        of_each: how many cards an idea gets, each with numbers of its own; fewer where it has no numbers.
    """
    deck = words("cards.deck", language)
    head = ["#separator:tab", "#html:true", f"#deck:{deck}", "#tags column:3"]
    lines = [_line(idea, question) for idea in IDEAS for question in _different(idea, language, of_each)]
    return "\n".join([*head, *lines]) + "\n"


def _different(idea: Idea, language: Language, number: int) -> Iterable[Question]:
    """Return questions of one idea that differ in their text."""
    rng = np.random.default_rng(0)
    found: dict[str, Question] = {}
    for _ in range(TRIES):
        question = idea.ask(rng, language)
        if len(found) < number:
            found.setdefault(question.text, question)
    return found.values()


def _line(idea: Idea, question: Question) -> str:
    options = "".join(f"<li>{html.escape(option)}</li>" for option in question.options)
    front = f"{html.escape(question.text)}<ol>{options}</ol>"
    right = html.escape(question.options[question.right - 1])
    back = f"<b>{right}</b><br>{to_html(question.why[question.right - 1])}"
    return "\t".join([front, back, f"gradient::chapter{idea.chapter}"])
