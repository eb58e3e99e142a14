"""Rules of thumb: what each of the three panels says of a run, healthy, vanishing or exploding.

Every rule looks at one panel alone, and at borders that are round numbers. Chapter 08 measures how often they err.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from course_lib.monitor.gradient_monitor import BAR_EDGES, LayerMeasurement, Measurement

Sign = Literal["healthy", "vanishing", "exploding"]
Part = Literal["norm", "weights", "biases"]
Rule = Callable[[Sequence[Measurement]], Sign]


def by_histogram(measurements: Sequence[Measurement], near: float = 1e-4, large: float = 10.0) -> Sign:
    """Judge by the histograms: heaped at 0 is vanishing, extremely large numbers are exploding.

    Args:
        measurements: at least one; of several the typical one counts for vanishing, the worst for exploding.
        near: vanishing, if more than half of the first layer's gradients are smaller.
        large: exploding, if a single gradient anywhere is larger.
    """
    if max(largest(layer) for layer in _all(measurements)) > large:
        return "exploding"
    return "vanishing" if np.median([typical(first) for first, _ in _ends(measurements)]) < near else "healthy"


def by_norms(
    measurements: Sequence[Measurement], share: float = 0.1, large: float = 10.0, part: Part = "norm"
) -> Sign:
    """Judge by the norms: much smaller near the input than near the output is vanishing.

    Args:
        measurements: as for `by_histogram`.
        share: vanishing, if the first layer's norm is a smaller share of the last layer's.
        large: exploding, if the norm of any layer is larger.
        part: what to compare for vanishing: the norms of all a layer's gradients, or the typical size of those of its
            ``"weights"`` or of its ``"biases"`` alone.
    """
    if max(layer.norm for layer in _all(measurements)) > large:
        return "exploding"
    ends = [[getattr(first, part), getattr(last, part)] for first, last in _ends(measurements)]
    first, last = np.median(ends, axis=0)
    return "vanishing" if first < share * last else "healthy"


def by_updates(measurements: Sequence[Measurement], small: float = 1e-3, large: float = 0.1) -> Sign:
    """Judge by the update-to-weight ratios: hardly moving is vanishing, moving by leaps is exploding.

    Args:
        measurements: as for `by_histogram`.
        small: vanishing, if the first layer's ratio is smaller.
        large: exploding, if the ratio of any layer is larger.
    """
    if max(layer.ratio for layer in _all(measurements)) > large:
        return "exploding"
    return "vanishing" if np.median([first.ratio for first, _ in _ends(measurements)]) < small else "healthy"


def typical(layer: LayerMeasurement) -> float:
    """Return a size below which at least half of a layer's gradients lie, to a factor of 2."""
    so_far = np.cumsum(layer.histogram.sum(axis=0))
    return float(BAR_EDGES[np.searchsorted(so_far, so_far[-1] / 2) + 1])


def largest(layer: LayerMeasurement) -> float:
    """Return a size that none of a layer's gradients exceeds, to a factor of 2."""
    return float(BAR_EDGES[np.nonzero(layer.histogram.sum(axis=0))[0][-1] + 1])


RULES: dict[str, Rule] = {"histogram": by_histogram, "norms": by_norms, "updates": by_updates}


def _all(measurements: Sequence[Measurement]) -> list[LayerMeasurement]:
    return [layer for measurement in measurements for layer in measurement.layers.values()]


def _ends(measurements: Sequence[Measurement]) -> list[tuple[LayerMeasurement, LayerMeasurement]]:
    """Return the layer nearest to the input and that nearest to the output, each time."""
    layers = [list(measurement.layers.values()) for measurement in measurements]
    return [(each[0], each[-1]) for each in layers]
