"""Adam's running mean of squared gradients beside the curvature, one dot a parameter."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE
from course_lib.words.catalogue import words


def curvature_and_v(curvature: np.ndarray, v: np.ndarray, rank: float, spread: float) -> Picture:
    """Return the picture.

    Args:
        curvature: diagonal of the Hessian, shape (n,).
        v: Adam's v, shape (n,).
        rank: their rank correlation.
        spread: by what factor √v differs between parameters of like curvature.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        axes.loglog(np.abs(curvature), np.sqrt(v), "o", color=BLUE, ms=5, alpha=0.6)
        axes.set(title=words("curvature_and_v.title"), xlabel=words("curvature_and_v.curvature"))
        axes.set_ylabel(words("curvature_and_v.root_v"))
        return words("curvature_and_v.alt", count=len(v), rank=rank, spread=spread)

    return figure_picture(draw, width=8.0, height=4.2)
