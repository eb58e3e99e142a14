"""What the gradient monitor costs: training with it against training without it, in one run, taking turns.

The network is the MLP 64-128-64-10 on handwritten digits, batch 64; a turn is one epoch of 29 steps through the
training loop. The monitor measures all five quantities of every layer in each step that it measures. Both must make the
same steps before anything is timed.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from benchmarks.table import write_results
from course_lib.data.digits import digits
from course_lib.monitor.gradient_monitor import GradientMonitor
from course_lib.networks.layers import Dense, ReLU, Sequential
from course_lib.networks.losses import softmax_cross_entropy
from course_lib.networks.training import History, train
from course_lib.optimizers.rules import SGD, Adam, Momentum

ROUNDS = 41
GOAL = 1.15
EVERY = (1, 5, 10, 20)
DEFAULT = 10
OPTIMIZERS = {"SGD": lambda: SGD(0.01), "Momentum": lambda: Momentum(0.01), "Adam": lambda: Adam(0.001)}


def main() -> None:
    """Measure, print and write ``results/monitor``."""
    images, labels = digits()
    x = images.reshape(len(images), -1)
    rows: list[list[object]] = []
    data = []
    for name, make in OPTIMIZERS.items():
        ways: list[int] = [0, *EVERY]
        losses = {every: one_epoch(x, labels, make, every)[1].losses for every in ways}
        assert all(found == losses[0] for found in losses.values()), "measuring changed the training"
        times: dict[int, list[float]] = {every: [] for every in ways}
        for turn in range(ROUNDS):
            for every in ways if turn % 2 else reversed(ways):
                times[every].append(one_epoch(x, labels, make, every)[0])
        bare = statistics.median(times[0])
        for every in EVERY:
            ratio = statistics.median(a / b for a, b in zip(times[every], times[0], strict=True))
            goal = ("yes" if ratio <= GOAL else "no") if every == DEFAULT else ""
            rows.append([name, every, f"{bare:.0f}", f"{statistics.median(times[every]):.0f}", f"{ratio:.2f}", goal])
            data.append({"optimizer": name, "every": every, "step_us": bare, "ratio": ratio})
    explanation = (
        f"{__doc__}\nMedians of {ROUNDS} turns, in microseconds of processor time a step; "
        "the ratio is the median of the turns' ratios. "
        f"The goal, a ratio of at most {GOAL}, is for the monitor as it comes: one step of every {DEFAULT}."
    )
    header = ["optimizer", "one step of every", "without, µs a step", "with", "ratio", f"at most {GOAL}"]
    write_results("monitor", explanation, header, rows, data)


def one_epoch(x: np.ndarray, labels: np.ndarray, make: Callable, every: int) -> tuple[float, History]:
    """Train for one epoch; return the microseconds a step took, and the history. With 0 nothing is measured."""
    rng = np.random.default_rng(0)
    network = Sequential(Dense(64, 128, rng), ReLU(), Dense(128, 64, rng), ReLU(), Dense(64, 10, rng))
    callbacks = [GradientMonitor(network, every)] if every else []
    optimizer = make()
    begun = time.process_time()
    history = train(
        network, softmax_cross_entropy, x, labels, optimizer, epochs=1, batch_size=64, rng=rng, callbacks=callbacks
    )
    return (time.process_time() - begun) / len(history.losses) * 1e6, history


if __name__ == "__main__":
    main()
