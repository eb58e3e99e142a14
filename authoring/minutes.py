"""How long a chapter takes: its words, its code, its pictures and what there is to play with, in minutes."""

from __future__ import annotations

import re

from nbformat import NotebookNode

from authoring.editions import Edition, compose
from authoring.roads import main_road
from course_lib.words.language import Language

UNITS_PER_MINUTE: dict[Language, float] = {"ja": 320, "en": 138}
"""Reading speed of a text that is to be understood: letters in Japanese, words in English."""
LINES_OF_CODE = 15
"""Lines of open code read in a minute."""
TO_RUN, TO_ANSWER, TO_PLAY, TO_SEE_A_CLAIM = 0.4, 0.8, 2.5, 0.6
"""Minutes to run a cell; to answer a question with a choice; to play with a control; to read a claim's box."""
TO_WRITE = 1.5
"""Minutes to write one short function and have it checked."""


def minutes(edition: Edition) -> float:
    """Return how many minutes a notebook takes on the main road, side roads left out."""
    return sum(_of_cell(cell, edition.language) for cell in main_road(compose(edition).cells))


def _of_cell(cell: NotebookNode, language: Language) -> float:
    tags = cell.metadata.get("tags", [])
    if cell.cell_type == "markdown":
        return length(cell.source, language) / UNITS_PER_MINUTE[language]
    if "answer" in tags:
        return TO_WRITE
    if cell.metadata.get("jupyter", {}).get("source_hidden"):
        return TO_SEE_A_CLAIM
    if "WarmUp(" in cell.source:
        return 0  # it may be skipped, as side roads may, and says itself that it takes a minute
    if "Quiz(" in cell.source:
        return TO_ANSWER
    predicted = TO_ANSWER if "predict(" in cell.source else 0
    if any(re.fullmatch(r"W\d+\.\d+", tag) for tag in tags):
        return TO_PLAY + predicted
    lines = [line for line in cell.source.splitlines() if line.strip()]
    return TO_RUN + len(lines) / LINES_OF_CODE + predicted


def length(text: str, language: Language) -> int:
    """Return how much there is to read: letters in Japanese, words in English; marks and targets of links left out."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<[^>]+>|\$+[^$]*\$+|^\|[ |:-]+\|$", " ", text, flags=re.MULTILINE)
    if language == "en":
        return len(re.findall(r"[\w’']+", text))
    return len(re.findall(r"[A-Za-z]+|\d+|[ぁ-ヿ一-鿿々]", text))
