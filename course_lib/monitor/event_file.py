"""TensorBoard's event files: what the gradient monitor measured, in the form that TensorBoard opens.

They are written with TensorBoard's own writer, so that what we write and what it reads can't drift apart. It needs no
TensorFlow, and comes with the program that shows the files anyway.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.monitor.gradient_monitor import BAR_EDGES, LayerMeasurement, Measurement

SCALARS = {
    "gradient_norm": "norm",
    "near_zero": "near_zero",
    "update_size": "update",
    "update_to_weight": "ratio",
}
"""Under which heading TensorBoard shows which number of a layer; the histograms stand under ``gradients``."""


def tensorboard_is_here() -> bool:
    """Tell whether TensorBoard is installed; in the browser edition it is not."""
    return importlib.util.find_spec("tensorboard") is not None


def write_event_file(measurements: Sequence[Measurement], folder: Path | str) -> Path:
    """Write measurements as one event file, with a curve or a histogram for each layer and quantity.

    Args:
        measurements: in order, of one training.
        folder: where to; TensorBoard shows the files of one folder as one run. It is made if it is not there.

    Returns:
        The file.

    Raises:
        ModuleNotFoundError: if TensorBoard is not installed.
    """
    try:
        from tensorboard.compat.proto.event_pb2 import Event
        from tensorboard.compat.proto.summary_pb2 import Summary
        from tensorboard.summary.writer.event_file_writer import EventFileWriter
    except ImportError as problem:
        raise ModuleNotFoundError(
            "Event files need TensorBoard: pip install tensorboard. All that they show is in the pictures too."
        ) from problem
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    writer = EventFileWriter(str(folder))
    for measurement in measurements:
        values = [Summary.Value(tag="error", simple_value=measurement.loss)]
        for layer, measured in measurement.layers.items():
            for heading, name in SCALARS.items():
                values.append(Summary.Value(tag=f"{heading}/{layer}", simple_value=getattr(measured, name)))
            values.append(Summary.Value(tag=f"gradients/{layer}", histo=_histogram(measured)))
        writer.add_event(Event(wall_time=time.time(), step=measurement.step, summary=Summary(value=values)))
    writer.close()
    (file,) = set(folder.iterdir()) - before
    return file


def buckets(histogram: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a histogram of sizes as one along the number line: left edges, right edges and counts, ascending.

    Args:
        histogram: shape (2, bars), as by `course_lib.monitor.gradient_monitor.size_histogram`.
    """
    positive, negative = histogram
    # The first bar holds the zeros: on the number line it begins at 0.
    edges = np.concatenate([[0.0], BAR_EDGES[1:]])
    left = np.concatenate([-edges[:0:-1], edges[:-1]])
    right = np.concatenate([-edges[-2::-1], edges[1:]])
    return left, right, np.concatenate([negative[::-1], positive])


def _histogram(measured: LayerMeasurement) -> Any:
    from tensorboard.compat.proto.histogram_pb2 import HistogramProto

    left, right, counts = buckets(measured.histogram)
    filled = np.nonzero(counts)[0]
    used = slice(filled[0], filled[-1] + 1)
    return HistogramProto(
        min=left[used][0],
        max=right[used][-1],
        num=float(counts.sum()),
        sum_squares=measured.norm**2,
        bucket_limit=right[used].tolist(),
        bucket=counts[used].astype(float).tolist(),
    )
