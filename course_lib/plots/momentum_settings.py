"""Steps needed, and sideways travel, at every rate and every momentum: two maps of the settings."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import ORANGE, RED
from course_lib.words.catalogue import words


def momentum_settings(
    rates: np.ndarray,
    momenta: np.ndarray,
    steps: np.ndarray,
    sideways: np.ndarray,
    best_rate: float,
    best_momentum: tuple[float, float],
) -> Picture:
    """Draw both maps; white is where the ball flew away or did not arrive.

    Args:
        rates: shape (r,), ascending by equal factors.
        momenta: shape (m,), ascending.
        steps: how many steps are needed, shape (m, r); NaN or infinite where it did not arrive.
        sideways: the length of the way across the valley, shape (m, r).
        best_rate: best without momentum, by theory.
        best_momentum: best rate and momentum, by theory.
    """
    arrived = np.isfinite(steps)

    def draw(figure: Figure) -> str:
        left, right = figure.subplots(1, 2, sharey=True)
        for axes, values, name in ((left, steps, "steps"), (right, sideways, "sideways")):
            _map(figure, axes, np.where(arrived, values, np.nan))
            axes.plot(
                best_rate,
                0,
                "o",
                color=RED,
                ms=11,
                mec="white",
                clip_on=False,
                label=words("momentum_settings.best_sgd"),
            )
            axes.plot(
                *best_momentum, "*", color=ORANGE, ms=17, mec="black", label=words("momentum_settings.best_momentum")
            )
            axes.set(title=words(f"momentum_settings.{name}"), xlabel=words("common.rate"), xscale="log")
            axes.set_xticks([0.03, 0.1, 0.3, 1, 3], ["0.03", "0.1", "0.3", "1", "3"])
            axes.minorticks_off()
        left.set_ylabel(words("optimizer_race.setting.momentum"))
        handles, labels = left.get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=2)
        row, column = np.unravel_index(np.nanargmin(np.where(arrived, steps, np.nan)), steps.shape)
        return words(
            "momentum_settings.alt_settings",
            tried=steps.size,
            least=steps[row, column],
            rate=rates[column],
            momentum=momenta[row],
            none=np.nanmin(np.where(arrived[0], steps[0], np.nan)),
        )

    def _map(figure: Figure, axes: Axes, values: np.ndarray) -> None:
        mesh = axes.pcolormesh(rates, momenta, values, norm=LogNorm(), cmap="cividis", shading="nearest")
        bar = figure.colorbar(mesh, ax=axes)
        low, high = np.nanmin(values), np.nanmax(values)
        ticks = [tick for tick in (1, 3, 10, 30, 100, 300, 1000, 3000) if low <= tick <= high]
        bar.set_ticks(ticks, labels=[f"{tick:,}" for tick in ticks])
        bar.minorticks_off()

    return figure_picture(draw, 9.0, 4.2)
