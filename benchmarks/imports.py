"""What `import course_lib` costs next to `import numpy` alone: whole processes, taking turns, the median of each."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from benchmarks.table import write_results

ROUNDS = 21


def main() -> None:
    """Measure, print and write ``results/imports``."""
    times: dict[str, list[float]] = {"import numpy": [], "import numpy, course_lib": []}
    for _ in range(ROUNDS):
        for code, found in times.items():
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            found.append(1000 * (time.perf_counter() - begun))
    numpy, both = (statistics.median(found) for found in times.values())
    rows = [[f"{numpy:.0f}", f"{both:.0f}", f"{both / numpy:.2f}"]]
    data = {"numpy_ms": numpy, "numpy_and_course_lib_ms": both}
    write_results("imports", __doc__ or "", ["import numpy, ms", "import numpy, course_lib, ms", "ratio"], rows, data)


if __name__ == "__main__":
    main()
