"""The engines against their peers: one run, each engine in a process of its own, taking turns.

Peers get an environment of their own in ``build/bench-venv``; the course's engine runs in it too, on the same numpy.
Before anything is timed, all must give the same loss curve.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.engine_peers import MAKERS
from benchmarks.table import write_results

ROOT = Path(__file__).parents[1]
ENVIRONMENT = ROOT / "build" / "bench-venv"
# tinygrad: a release that runs on LLVM's library where there is no clang; dezero asks for matplotlib.
PEERS = ["autograd", "dezero", "matplotlib", "micrograd", "mygrad", "numpy", "tinygrad==0.10.3", "torch==2.13.0"]
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
ROUNDS = 41
BLOCK = 0.02  # seconds that an engine works before it is another's turn
OPTIMIZERS = ("SGD", "Momentum", "Adam")
DEPTHS = (10, 100, 1000, 5000)


def peers_python() -> Path:
    """Return the Python of the peers' environment, made at first use."""
    python = ENVIRONMENT / "bin" / "python"
    wanted = "\n".join(PEERS)
    stamp = ENVIRONMENT / "ready"
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"Setting up the peers in {ENVIRONMENT} (once, some minutes) ...")
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", ENVIRONMENT], check=True)
        outside = Path(sys.base_prefix) / "bin" / "python3"  # the course's own environment has no pip
        pip = [outside, "-m", "pip", "--python", python, "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *PEERS], check=True)
        stamp.write_text(wanted)
    return python


@dataclass
class Runner:
    """An engine at work on a task; ``trouble`` says why it can't take part."""

    peer: str
    process: subprocess.Popen[str]
    seconds: list[float] = field(default_factory=list)
    trouble: str = ""

    def ask(self, *command: object) -> Any:
        assert self.process.stdin and self.process.stdout and self.process.stderr
        try:
            self.process.stdin.write(json.dumps(command) + "\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline())
        except (OSError, json.JSONDecodeError):
            self.process.wait()
            lines = self.process.stderr.read().strip().splitlines()
            self.trouble = lines[-1] if lines else "ended without a word"
            return None

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def start(python: Path, task: str, peer: str, *arguments: object) -> Runner:
    command = [python, "-m", "benchmarks.engine_worker", task, peer, *map(str, arguments)]
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    settings = {**os.environ, **ONE_THREAD, "LLVM": "1"}
    return Runner(peer, subprocess.Popen(command, cwd=ROOT, env=settings, text=True, **pipes))


def race(python: Path, task: str, *arguments: object, compared: int) -> list[Runner]:
    """Let all engines of a task run, agreement of their loss curves first; those in trouble drop out with a reason."""
    runners = [start(python, task, peer, *arguments) for peer in MAKERS[task]]
    try:
        curves = [runner.ask("losses", compared) for runner in runners]
        for runner, curve in zip(runners, curves, strict=True):
            # tinygrad keeps Adam's settings in single precision; all others agree to 1e-6.
            if curve is not None and not np.allclose(curve, curves[0], rtol=1e-5, atol=0):
                runner.trouble = f"its loss curve differs: {curve[-1]:.9g} for {curves[0][-1]:.9g} at the end"
        for number in range(ROUNDS):
            for runner in runners if number % 2 else runners[::-1]:
                if not runner.trouble:
                    runner.seconds.append(runner.ask("time", BLOCK))
    finally:
        for runner in runners:
            runner.process.kill()
            runner.process.communicate()
    return runners


def peak_megabytes(python: Path, peer: str, layers: int) -> float:
    """Return how much memory one step at this depth takes beyond the weights, in a fresh process."""
    runner = start(python, "depth", peer, layers)
    try:
        runner.ask("losses", 1)
        peak: float = runner.ask("peak")
        return peak
    finally:
        runner.process.kill()
        runner.process.communicate()


def main() -> None:
    python = peers_python()
    rows: list[list[object]] = []
    numbers: dict[str, Any] = {}

    def report(what: str, runners: list[Runner]) -> None:
        course = next(runner for runner in runners if runner.peer == "course")
        numbers[what] = {}
        for runner in runners:
            if runner.trouble:
                rows.append([what, runner.peer, "could not run", runner.trouble.replace("|", "/")])
            else:
                # Round by round, so that a slow moment of the machine strikes both numbers of a ratio.
                ratios = [a / b for a, b in zip(runner.seconds, course.seconds, strict=True)]
                ratio = f"{statistics.median(ratios):.2f}"
                rows.append([what, runner.peer, f"{1e3 * runner.median:.3g} ms", ratio])
            numbers[what][runner.peer] = {"seconds": runner.seconds, "trouble": runner.trouble}

    report("moons demo, one step", race(python, "moons", compared=8))
    for optimizer in OPTIMIZERS:
        report(f"MLP step, {optimizer}", race(python, "mlp", optimizer, compared=20))
    for layers in DEPTHS:
        report(f"depth {layers}", race(python, "depth", layers, compared=2))
    for peer in MAKERS["depth"]:
        few, many = (peak_megabytes(python, peer, layers) for layers in DEPTHS[-2:])
        kilobytes = 1e3 * (many - few) / (DEPTHS[-1] - DEPTHS[-2])
        numbers.setdefault("peak memory", {})[peer] = kilobytes
        rows.append(["peak memory a layer", peer, f"{kilobytes:.3g} kB", ""])
    explanation = (
        "The course's engines and their peers, double precision, one thread, each in a process of its own, taking "
        f"turns; medians of {ROUNDS} rounds. All loss curves agreed to 1e-5 before anything was timed. The last column "
        "is the time as a multiple of the course's in the same round. Depth: layers of width 32 with tanh, forward and "
        "backward."
    )
    write_results("engines", explanation, ["task", "engine", "time", "÷ course"], rows, numbers)


if __name__ == "__main__":
    main()
