"""Writing what a benchmark measured: a table to read and the same numbers for machines."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


def write_results(name: str, explanation: str, header: list[str], rows: list[list[object]], data: object) -> None:
    """Write ``results/NAME.md`` and ``results/NAME.json``, and print the table."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in (header, ["---"] * len(header), *rows)]
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    # Where other programs work on the machine too, all times are longer than they need be.
    machine += f", {os.cpu_count()} processors, wanted by {os.getloadavg()[2]:.1f} programs at a time"
    text = f"# {name}\n\n{explanation.strip()}\n\n" + "\n".join(lines) + f"\n\nMeasured on: {machine}.\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")
    (RESULTS / f"{name}.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(text)
