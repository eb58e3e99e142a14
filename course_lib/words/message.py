"""A sentence that answers what somebody did: right, wrong, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from course_lib.words.catalogue import to_html
from course_lib.words.colours import BLUE, GREEN, RED

Tone = Literal["right", "wrong", "neutral"]

# Each with a sign, since colour alone must not carry the meaning.
TONES: dict[Tone, tuple[str, str]] = {
    "right": (GREEN, "✓"),
    "wrong": (RED, "✗"),
    "neutral": (BLUE, "○"),
}


@dataclass(frozen=True)
class Message:
    """A sentence for the learner, shown as a box in a notebook and as text elsewhere."""

    tone: Tone
    text: str

    def __repr__(self) -> str:
        return f"{TONES[self.tone][1]} {self.text}"

    def _repr_html_(self) -> str:
        colour, sign = TONES[self.tone]
        return (
            f"<div style='border-left:6px solid {colour};padding:0.4em 1em;margin:0.3em 0'>"
            f"<b>{sign}</b> {to_html(self.text)}</div>"
        )
