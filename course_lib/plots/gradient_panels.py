"""What the gradient monitor saw: the error on top left, then the three panels of histograms, norms and updates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from matplotlib.text import Text

from course_lib.monitor.gradient_monitor import BAR_EDGES, LayerMeasurement, Measurement
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLACK, GREEN, GREY, RED, course_style
from course_lib.words.catalogue import words
from course_lib.words.listing import listed

LOSSES = (1e-3, 1e3)
NORMS = (1e-9, 1e5)
RATIOS = (1e-9, 1e3)
SIZES = (1e-13, 2e6)
HEALTHY = (2e-3, 3e-2)
"""The band of update-to-weight ratios that chapter 08 measures, in green."""
DASHES = ("-", (0, (6, 2)), (0, (3, 1.5)), (0, (1, 1.2)))


class GradientPanels(Picture):
    """The four panels of one run; `show` goes to one of its measured steps."""

    def __init__(
        self,
        measurements: Sequence[Measurement],
        losses: Sequence[float],
        broke_at: int | None = None,
        untreated: Sequence[float] = (),
        band: bool = False,
    ) -> None:
        """Draw the whole run.

        Args:
            measurements: of `course_lib.monitor.gradient_monitor.GradientMonitor`, at least one.
            losses: error of each step.
            broke_at: the step in which the run broke off, if it did.
            untreated: errors of another run, to compare with, drawn in grey.
            band: whether to show the band of healthy ratios.
        """
        super().__init__(9.0, 6.6)
        self.measurements = measurements
        self.losses = losses
        self.broke_at = broke_at
        self.layers = list(measurements[0].layers)
        steps = np.array([measurement.step for measurement in measurements])
        with course_style():
            (errors, sizes), (norms, ratios) = self.figure.subplots(2, 2)
            colours = mpl.colormaps["viridis"](np.linspace(0, 0.85, len(self.layers)))
            self._draw_errors(errors, untreated)
            self._bars, self._shares = _draw_sizes(sizes, self.layers, colours)
            longest = max(len(losses), len(untreated), 2)
            for axes, name, limits in ((norms, "norm", NORMS), (ratios, "ratio", RATIOS)):
                _time_axes(axes, words(f"gradient_panels.{name}s"), longest, limits)
                for number, layer in enumerate(self.layers):
                    values = np.array([getattr(m.layers[layer], name) for m in measurements])
                    look = {"color": colours[number], "dashes": DASHES[number % len(DASHES)]}
                    axes.plot(
                        steps, np.clip(values, *limits), color=look["color"], ls=look["dashes"], lw=2, label=layer,
                        marker="o" if len(steps) == 1 else None, clip_on=False,
                    )  # fmt: skip
            if band:
                ratios.axhspan(*HEALTHY, color=GREEN, alpha=0.18, lw=0)
            handles, names = norms.get_legend_handles_labels()
            columns = len(names) if len(names) <= 6 else 5
            self.figure.legend(
                handles, names, loc="outside lower center", ncols=columns, handlelength=1.8, columnspacing=1.2
            )
            _time_axes(errors, words("gradient_panels.errors"), longest, LOSSES)
            self._now = [axes.axvline(0, color=BLACK, lw=1.2) for axes in (errors, norms, ratios)]
        moving: list[Artist] = [*self._now, *self._bars, *self._shares]
        self.moving = moving
        self.show(steps[-1])

    def show(self, step: int) -> None:
        """Go to the measured step that is nearest to ``step``."""
        here = min(self.measurements, key=lambda measurement: abs(measurement.step - step))
        for line in self._now:
            line.set_xdata([here.step, here.step])
        for row, layer in enumerate(self.layers):
            counts = here.layers[layer].histogram.sum(axis=0)
            top = len(self.layers) - 1 - row
            heights = 0.85 * counts / max(counts.max(), 1)
            self._bars[row].set_xy(_outline(heights, top))
            self._shares[row].set_text(words("gradient_panels.near_zero", share=100 * here.layers[layer].near_zero))
        self.alt = self._in_words(here)

    def _draw_errors(self, axes: Axes, untreated: Sequence[float]) -> None:
        if len(untreated):
            axes.plot(np.clip(untreated, *LOSSES), color=GREY, ls=":", lw=1.8, label=words("gradient_panels.untreated"))
        axes.plot(np.clip(self.losses, *LOSSES), color=RED, lw=2, label=words("gradient_panels.this_run"))
        if self.broke_at is not None:
            axes.plot([max(self.broke_at - 1, 0)], [LOSSES[1]], "x", color=RED, ms=12, mew=3, clip_on=False)
        if len(untreated):
            axes.legend(loc="upper right")

    def _in_words(self, here: Measurement) -> str:
        def each(number: Callable[[LayerMeasurement], str]) -> str:
            return listed(f"{name} {number(m)}" for name, m in here.layers.items())

        text = words(
            "gradient_panels.alt",
            step=here.step,
            loss=here.loss,
            norms=each(lambda m: f"{m.norm:.1e}"),
            ratios=each(lambda m: "–" if np.isnan(m.ratio) else f"{m.ratio:.1e}"),
            shares=each(lambda m: f"{100 * m.near_zero:.0f} %"),
        )
        if any(np.isnan(m.ratio) for m in here.layers.values()):
            text += " " + words("gradient_panels.no_weights")
        if self.broke_at is not None:
            text += " " + words("gradient_panels.broke", step=self.broke_at)
        return text


def _time_axes(axes: Axes, title: str, longest: int, limits: tuple[float, float]) -> None:
    axes.set(title=title, xlabel=words("common.step"), xlim=(0, longest - 1), ylim=limits, yscale="log")
    low, high = (round(np.log10(limit)) for limit in limits)
    powers = range(low, high + 1, 2 if high - low > 6 else 1)
    labels = [f"$10^{{{power}}}$" for power in powers]
    if limits != LOSSES:
        labels[0] = "0"  # what is 0 has no place on such an axis: it lies on its lower edge, which says so
    axes.set_yticks([10.0**power for power in powers], labels)
    axes.minorticks_off()


def _draw_sizes(axes: Axes, layers: Sequence[str], colours: np.ndarray) -> tuple[list[Polygon], list[Text]]:
    """Make a row for each layer, the input's on top, with bars that are empty as yet."""
    bars, shares = [], []
    for row in range(len(layers)):
        top = len(layers) - 1 - row
        (bar,) = axes.fill(*_outline(np.zeros(len(BAR_EDGES) - 1), top).T, color=colours[row], lw=0)
        axes.axhline(top, color=GREY, lw=0.6)
        bars.append(bar)
        across = axes.get_yaxis_transform()
        shares.append(axes.text(0.99, top + 0.12, "", ha="right", fontsize=11, transform=across))
    # On the right there is room for the shares near zero.
    axes.set(title=words("gradient_panels.histograms"), xscale="log", xlim=(SIZES[0], 1e11), ylim=(-0.05, len(layers)))
    ticks = [3e-13, 1e-9, 1e-6, 1e-3, 1, 1e3]
    axes.set_xticks(ticks, ["0", "$10^{-9}$", "$10^{-6}$", "$10^{-3}$", "1", "$10^{3}$"])
    axes.minorticks_off()
    axes.set_yticks(np.arange(len(layers)) + 0.3, layers[::-1], fontsize=11)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(words("gradient_panels.size"))
    return bars, shares


def _outline(heights: np.ndarray, base: float) -> np.ndarray:
    """Return the corners of a row of bars that stands at ``base``."""
    edges = np.clip(BAR_EDGES, *SIZES)
    edges[0] = SIZES[0]  # the first bar holds the zeros too
    x = np.repeat(edges, 2)
    y = np.concatenate([[0.0], np.repeat(heights, 2), [0.0]])
    return np.column_stack([x, base + y])
