"""Running the notebooks on other seeds, to see whether the claims' verdicts hold there too."""

from __future__ import annotations

import json
import os
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tqdm import tqdm

from authoring.building import execute
from authoring.editions import ROOT, Edition, compose, editions


def run_claims(seeds: int, only: str = "") -> int:
    """Run all chapters on seeds 1 … ``seeds`` and print for each claim how often its verdict held, and where it fell.

    Returns:
        How many claims' verdicts fell on a seed, and notebooks stopped before their end, together.
    """
    chapters = [
        edition for edition in editions(only) if edition.source.parent.name == "chapters" and edition.language == "en"
    ]
    runs = [(edition, seed) for seed in range(1, seeds + 1) for edition in chapters]
    held: dict[str, dict[int, bool]] = defaultdict(dict)
    stopped = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = tqdm(pool.map(lambda run: _run(*run), runs), total=len(runs), desc="claims")
        for (edition, seed), (decisions, problem) in zip(runs, results, strict=True):
            for decision in decisions:
                held[str(decision["claim"])][seed] = bool(decision["held"])
            if problem:
                stopped.append(f"{edition.source_name} with seed {seed} stopped: {problem}")
    for name in sorted(held, key=lambda name: [int(part) for part in name[1:].split(".")]):
        print(f"{name:6} held on {sum(held[name].values())} of {len(held[name])} seeds")
    fallen = [
        f"{name} did not hold with seed {', '.join(str(seed) for seed, true in by_seed.items() if not true)}"
        for name, by_seed in held.items()
        if not all(by_seed.values())
    ]
    print(*fallen, *stopped, sep="\n")
    return len(fallen) + len(stopped)


def _run(edition: Edition, seed: int) -> tuple[list[dict[str, object]], str]:
    with tempfile.TemporaryDirectory() as scratch:
        record = Path(scratch) / "claims.jsonl"
        settings = {"GRADIENT_COURSE_SEED": str(seed), "GRADIENT_COURSE_CLAIMS": str(record)}
        problem = ""
        try:
            execute(compose(edition), ROOT / "notebooks" / edition.language, settings)
        except Exception as error:
            problem = str(error)
        lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
        return [json.loads(line) for line in lines], problem
