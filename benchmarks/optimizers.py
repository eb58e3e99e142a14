"""The optimizers against numpy written by hand, in place, on a million parameters: one run, taking turns.

The hand-written steps use no memory but what the formula must remember and two arrays for intermediate results. Both
must make the same steps before anything is timed.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.table import write_results
from course_lib.optimizers.rules import OPTIMIZERS

Step = Callable[[Sequence[np.ndarray]], None]

PARAMETERS = 1_000_000
LAYOUTS = {"100 arrays": 100, "1 array": 1}
ROUNDS = 41
STEPS_A_TURN = 5
GOAL = 1.2


class InPlace:
    """Every optimizer at its default settings, one numpy call after the other, each with its ``out``."""

    def __init__(self, name: str, arrays: Sequence[np.ndarray]) -> None:
        self.rule = getattr(self, name.lower())
        self.arrays = arrays
        self.memory = [[np.zeros_like(x) for _ in range(3)] for x in arrays]
        self.free = np.empty_like(arrays[0]), np.empty_like(arrays[0])
        self.t = 0

    def step(self, gradients: Sequence[np.ndarray]) -> None:
        self.t += 1
        for x, g, memory in zip(self.arrays, gradients, self.memory, strict=True):
            self.rule(x, g, *memory, *self.free)

    def sgd(self, x, g, m, v, top, a, b):
        np.multiply(g, 0.01, out=a)
        np.subtract(x, a, out=x)

    def momentum(self, x, g, m, v, top, a, b):
        np.multiply(m, 0.9, out=m)
        np.add(m, g, out=m)
        np.multiply(m, 0.01, out=a)
        np.subtract(x, a, out=x)

    def nag(self, x, g, m, v, top, a, b):
        np.multiply(m, 0.9, out=m)
        np.add(m, g, out=m)
        np.multiply(m, 0.9, out=a)
        np.add(a, g, out=a)
        np.multiply(a, 0.01, out=a)
        np.subtract(x, a, out=x)

    def adagrad(self, x, g, m, v, top, a, b):
        np.multiply(g, g, out=a)
        np.add(v, a, out=v)
        np.sqrt(v, out=a)
        np.add(a, 1e-10, out=a)
        np.multiply(g, 0.01, out=b)
        np.divide(b, a, out=b)
        np.subtract(x, b, out=x)

    def rmsprop(self, x, g, m, v, top, a, b):
        np.multiply(g, g, out=a)
        np.multiply(a, 1 - 0.99, out=a)
        np.multiply(v, 0.99, out=v)
        np.add(v, a, out=v)
        np.sqrt(v, out=a)
        np.add(a, 1e-8, out=a)
        np.multiply(g, 0.01, out=b)
        np.divide(b, a, out=b)
        np.subtract(x, b, out=x)

    def adam(self, x, g, m, v, top, a, b):
        self._means(g, m, v, a)
        self._adam_step(x, m, v, a, b)

    def adamw(self, x, g, m, v, top, a, b):
        np.multiply(x, 1 - 0.001 * 0.01, out=x)
        self.adam(x, g, m, v, top, a, b)

    def amsgrad(self, x, g, m, v, top, a, b):
        self._means(g, m, v, a)
        np.maximum(top, v, out=top)
        self._adam_step(x, m, top, a, b)

    def _means(self, g, m, v, a):
        np.multiply(m, 0.9, out=m)
        np.multiply(g, 1 - 0.9, out=a)
        np.add(m, a, out=m)
        np.multiply(v, 0.999, out=v)
        np.multiply(g, g, out=a)
        np.multiply(a, 1 - 0.999, out=a)
        np.add(v, a, out=v)

    def _adam_step(self, x, m, v, a, b):
        np.divide(v, 1 - 0.999**self.t, out=a)
        np.sqrt(a, out=a)
        np.add(a, 1e-8, out=a)
        np.multiply(m, 0.001 / (1 - 0.9**self.t), out=b)
        np.divide(b, a, out=b)
        np.subtract(x, b, out=x)


def contestants(name: str, pieces: int) -> tuple[Step, Step, list[np.ndarray]]:
    """Return our step and the hand-written one, which have been seen to agree, and gradients to feed them."""
    rng = np.random.default_rng(0)
    ours = np.array_split(rng.standard_normal(PARAMETERS), pieces)
    ours, theirs = ([x.copy() for x in ours] for _ in range(2))
    gradients = [rng.standard_normal(x.shape) for x in ours]
    optimizer = next(kind() for kind in OPTIMIZERS if kind.__name__ == name)
    by_hand = InPlace(name, theirs)
    for _ in range(3):
        optimizer.update(ours, gradients)
        by_hand.step(gradients)
    for mine, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-10, atol=1e-12, err_msg=f"{name}: the steps differ")
    return (lambda gs: optimizer.update(ours, gs)), by_hand.step, gradients


def milliseconds(step: Step, gradients: list[np.ndarray]) -> float:
    begin = time.perf_counter()
    for _ in range(STEPS_A_TURN):
        step(gradients)
    return (time.perf_counter() - begin) / STEPS_A_TURN * 1000


def main() -> None:
    """Measure, and write ``results/optimizers.md`` and ``results/optimizers.json``."""
    rows: list[list[object]] = []
    data = []
    for layout, pieces in LAYOUTS.items():
        for name in [kind.__name__ for kind in OPTIMIZERS]:
            ours, by_hand, gradients = contestants(name, pieces)
            pairs = [(milliseconds(ours, gradients), milliseconds(by_hand, gradients)) for _ in range(ROUNDS)]
            mine, numpy = (statistics.median(column) for column in zip(*pairs, strict=True))
            ratio = statistics.median(a / b for a, b in pairs)
            rows.append([layout, name, f"{mine:.2f}", f"{numpy:.2f}", f"{ratio:.2f}", "yes" if ratio <= GOAL else "no"])
            data.append({"layout": layout, "optimizer": name, "ours_ms": mine, "numpy_ms": numpy, "ratio": ratio})
    explanation = (
        f"One step on {PARAMETERS:,} parameters, in ms: medians of {ROUNDS} turns of {STEPS_A_TURN} steps each, "
        "ours and numpy written by hand, in place, by turns; the ratio is the median of the turns' ratios. "
        f"The steps were seen to agree first. The goal is a ratio of at most {GOAL}. "
        "Of a large array ours moves a stretch at a time, so that intermediate results stay in the processor's cache."
    )
    header = ["layout", "optimizer", "ours", "numpy in place", "ratio", f"at most {GOAL}"]
    write_results("optimizers", explanation, header, rows, data)


if __name__ == "__main__":
    main()
