"""Run all benchmarks, or those named: ``python -m benchmarks engines interaction``."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

# A benchmark is a module of this package that has a main() without arguments.
HERE = Path(__file__)
BENCHMARKS = sorted(
    path.stem
    for path in HERE.parent.glob("*.py")
    if path != HERE and "\ndef main() -> None:" in path.read_text("utf-8")
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Time the course against its peers.")
    parser.add_argument("names", nargs="*", help=f"which: {', '.join(BENCHMARKS)}; all of them if none is named")
    names = parser.parse_args().names or BENCHMARKS
    if unknown := set(names) - set(BENCHMARKS):
        parser.error(f"no benchmark called {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    for name in names:
        importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
