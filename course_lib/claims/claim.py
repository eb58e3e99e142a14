"""Deciding a claim by measurement.

A notebook measures, then hands the numbers to `claim`. Each claim has evidence: statements about the numbers that are
true or false. If one is false the verdict that the text gives is no longer supported, and the notebook fails.
"""

from __future__ import annotations

import html
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from course_lib.words.catalogue import word_list, words
from course_lib.words.colours import BLUE

Verdict = Literal["holds", "caveat", "misleading"]

# Beside the text that a notebook shows, what is decided stands as data: for the table of all claims.
VERDICT_DATA = "application/vnd.gradient-course.verdict+json"


class ClaimError(AssertionError):
    """The measured numbers do not support the verdict that the text gives."""


@dataclass(frozen=True)
class Decision:
    """A claim's verdict with the evidence that decides it, ready to be shown in a notebook."""

    name: str
    verdict: Verdict
    statement: str
    evidence: tuple[tuple[str, bool], ...]

    def __repr__(self) -> str:
        lines = [f"{self.name} {self.statement}", f"→ {words(f'claims.{self.verdict}')}"]
        return "\n".join(lines + [f"  {'✓' if true else '✗'} {text}" for text, true in self.evidence])

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        count = len(self.evidence)
        data = {"claim": self.name, "statement": self.statement, "verdict": self.verdict, "evidence": count}
        return {"text/plain": repr(self), "text/html": self._repr_html_(), VERDICT_DATA: data}

    def _repr_html_(self) -> str:
        items = "".join(
            f"<li style='list-style:none'>{'✓' if true else '✗'} {html.escape(text)}</li>"
            for text, true in self.evidence
        )
        return (
            f"<div style='border-left:6px solid {BLUE};padding:0.3em 1em;margin:0.5em 0'>"
            f"<b>{self.name}</b> {html.escape(self.statement)}<br>"
            f"<b>→ {html.escape(words(f'claims.{self.verdict}'))}</b>"
            f"<ul style='margin:0.3em 0 0 0;padding-left:0.5em'>{items}</ul></div>"
        )


def claim(name: str, verdict: Verdict, evidence: Sequence[bool], **numbers: object) -> Decision:
    """Decide a claim of the syllabus by measured evidence.

    The words of claim C4.2 are in its chapter's catalogue: ``chapter04.C4_2.statement`` is one text,
    ``chapter04.C4_2.evidence`` a list with one text for each piece of evidence, with places for the ``numbers``.

    Args:
        name: the claim's name in the syllabus, for instance ``"C4.2"``.
        verdict: what the text says: ``"holds"``, ``"caveat"`` (holds with a caveat) or ``"misleading"`` (as stated).
        evidence: what was measured, as true or false statements that together support the verdict.
        **numbers: the measured numbers that the texts show.

    Returns:
        The decision, which a notebook shows as the cell's result.

    Raises:
        ClaimError: if a piece of evidence is false. Under ``GRADIENT_COURSE_CLAIMS`` (the file to which
            ``make claims`` has decisions written) it is recorded, and the notebook goes on.
    """
    chapter, _, number = name.removeprefix("C").partition(".")
    key = f"chapter{int(chapter):02d}.C{chapter}_{number}"
    texts = word_list(f"{key}.evidence", **numbers)
    if len(texts) != len(evidence):
        raise ValueError(f"{name} has {len(texts)} pieces of evidence in the catalogue but {len(evidence)} were given.")
    if not evidence:
        raise ValueError(f"{name} is given no evidence: a verdict needs a measurement.")
    truths = [bool(true) for true in evidence]
    decision = Decision(name, verdict, words(f"{key}.statement"), tuple(zip(texts, truths, strict=True)))
    record = os.environ.get("GRADIENT_COURSE_CLAIMS")
    if record:
        line = json.dumps({"claim": name, "seed": course_seed(), "verdict": verdict, "held": all(truths)})
        with open(record, "a", encoding="utf-8") as file:
            file.write(line + "\n")
    elif not all(truths):
        raise ClaimError(f"The numbers measured do not support the verdict given.\n{decision!r}")
    return decision


def course_seed() -> int:
    """Return the seed of the notebooks' random experiments: ``GRADIENT_COURSE_SEED``, else 0.

    Raises:
        ValueError: if the variable is set to something that is not a whole number of 0 or more.
    """
    text = os.environ.get("GRADIENT_COURSE_SEED", "0")
    if not text.isdecimal():
        raise ValueError(f"GRADIENT_COURSE_SEED must be a whole number of 0 or more, not {text!r}.")
    return int(text)
