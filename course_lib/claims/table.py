"""All claims of the course with their verdicts, gathered from what the chapters' notebooks have measured."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.claims.claim import VERDICT_DATA, Verdict
from course_lib.lab.folders import course_folder
from course_lib.words.catalogue import words
from course_lib.words.language import language

VERDICTS: tuple[Verdict, ...] = ("holds", "caveat", "misleading")
SIGNS: dict[Verdict, str] = {"holds": "○", "caveat": "△", "misleading": "✗"}


@dataclass(frozen=True)
class ClaimRow:
    """One claim as its notebook decided it.

    Attributes:
        name: its name in the syllabus, such as ``"C4.2"``.
        notebook: file name of the notebook without its ending.
        statement: what is claimed.
        verdict: what the measurement supports.
        evidence: how many pieces of evidence it rests on.
    """

    name: str
    notebook: str
    statement: str
    verdict: Verdict
    evidence: int


@dataclass(frozen=True)
class ClaimTable:
    """The claims of all chapters, in their order."""

    rows: tuple[ClaimRow, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many claims have this verdict."""
        return Counter(row.verdict for row in self.rows)[verdict]

    def __repr__(self) -> str:
        lines = [f"{SIGNS[row.verdict]} {row.name:5} {row.statement}" for row in self.rows]
        return "\n".join([self._heading(), *lines])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{row.name}</td><td style='text-align:left'>{html.escape(row.statement)}</td>"
            f"<td style='text-align:left;white-space:nowrap'>{SIGNS[row.verdict]} "
            f"{html.escape(words(f'claims.{row.verdict}'))}</td><td>{row.evidence}</td>"
            f"<td><a href='{row.notebook}.ipynb'>{row.notebook[:2]}</a></td></tr>"
            for row in self.rows
        )
        heads = "".join(f"<th>{html.escape(words(f'claim_table.{head}'))}</th>" for head in _HEADS)
        return f"<p>{html.escape(self._heading())}</p><table><tr>{heads}</tr>{rows}</table>"

    def _heading(self) -> str:
        counts = {verdict: self.count(verdict) for verdict in VERDICTS}
        return words("claim_table.heading", claims=len(self.rows), **counts)


_HEADS = ("claim", "statement", "verdict", "evidence", "chapter")


def claim_table(notebooks: Path | None = None) -> ClaimTable:
    """Return the verdicts that stand in the executed notebooks of the reader's language.

    A learner who has run a chapter again, with another seed for instance, gets the verdicts of that run.

    Args:
        notebooks: their folder; the reader's where not given.

    Raises:
        ValueError: if a claim's cell shows no verdict: its notebook must be run first.
    """
    rows = [
        ClaimRow(decided["claim"], path.stem, decided["statement"], decided["verdict"], decided["evidence"])
        for path in sorted((notebooks or course_folder() / "notebooks" / language()).glob("[0-9]*.ipynb"))
        for decided in claims_in(path)
    ]
    rows.sort(key=lambda row: [int(part) for part in row.name[1:].split(".")])
    return ClaimTable(tuple(rows))


def claims_in(path: Path) -> list[dict[str, Any]]:
    """Return what an executed notebook has decided: claim, statement, verdict and how much evidence, for each.

    Raises:
        ValueError: see `claim_table`.
    """
    return [
        _decided(name, path, cell)
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for name in cell["metadata"].get("tags", [])
        if re.fullmatch(r"C\d+\.\d+", name)
    ]


def _decided(name: str, path: Path, cell: dict[str, Any]) -> dict[str, Any]:
    for output in cell.get("outputs", []):
        data = output.get("data", {}).get(VERDICT_DATA, {})
        if data.get("claim") == name and data.get("verdict") in VERDICTS:
            return dict(data)
    raise ValueError(f"{path.name} shows no verdict on {name}: open it, run all its cells, save it, and come back.")
