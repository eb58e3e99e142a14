"""Adam's running mean of squared gradients beside the curvature, one dot a parameter."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, BLUE
from course_lib.words.catalogue import words
from course_lib.words.numbers import spoken


def curvature_and_v(curvature: np.ndarray, v: np.ndarray, batch: int) -> Picture:
    """Return the picture: batch × v against the curvature, with the line where both are equal.

    Args:
        curvature: diagonal of the Hessian, shape (n,), all positive.
        v: Adam's v, shape (n,).
        batch: examples in a mini-batch.
    """
    ratio = float(np.median(batch * v / curvature))

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        axes.loglog(curvature, batch * v, "o", color=BLUE, ms=5, alpha=0.6, label=words("curvature_and_v.parameter"))
        ends = np.array([curvature.min(), curvature.max()])
        axes.loglog(ends, ends, color=BLACK, lw=1.5, label=words("curvature_and_v.equal"))
        axes.set(title=words("curvature_and_v.title"), xlabel=words("curvature_and_v.curvature"))
        axes.set_ylabel(words("curvature_and_v.v", batch=batch))
        ticks = [10.0**power for power in range(-6, 3) if ends[0] <= 10.0**power <= 2 * ends[1]]
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_ticks(ticks, [f"{tick:g}" if tick >= 1e-4 else f"{tick:.6f}".rstrip("0") for tick in ticks])
        axes.legend(loc="upper left")
        return words("curvature_and_v.alt", count=len(v), batch=batch, ratio=spoken(ratio))

    return figure_picture(draw, width=8.0, height=4.2)
