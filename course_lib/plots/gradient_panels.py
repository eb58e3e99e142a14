"""What the gradient monitor saw: the norms alone, or the error with histograms, norms and updates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from matplotlib.text import Text

from course_lib.monitor.gradient_monitor import BAR_EDGES, LayerMeasurement, Measurement
from course_lib.plots.layer_names import layer_names
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLACK, GREEN, GREY, RED, course_style
from course_lib.plots.tables import Table, table
from course_lib.words.catalogue import words
from course_lib.words.listing import listed
from course_lib.words.numbers import spoken

LOSSES = (1e-3, 1e3)
NORMS = (1e-9, 1e5)
RATIOS = (1e-9, 1e3)
SIZES = (1e-13, 2e6)
HEALTHY = (2e-3, 3e-2)
"""The band of update-to-weight ratios that chapter 08 measures, in green."""
DASHES = ("-", (0, (6, 2)), (0, (3, 1.5)), (0, (1, 1.2)))


class GradientPanels(Picture):
    """The panels of one run; `show` goes to one of its measured steps."""

    def __init__(
        self,
        measurements: Sequence[Measurement],
        losses: Sequence[float],
        broke_at: int | None = None,
        untreated: Sequence[float] = (),
        band: bool = False,
        norms_only: bool = False,
    ) -> None:
        """Draw the whole run.

        Args:
            measurements: of `course_lib.monitor.gradient_monitor.GradientMonitor`, at least one.
            losses: error of each step.
            broke_at: the step in which the run broke off, if it did.
            untreated: errors of another run, to compare with, drawn in grey.
            band: whether to show the band of healthy ratios.
            norms_only: whether to show the panel of the norms alone, for a first meeting.
        """
        super().__init__(9.0, 4.0 if norms_only else 6.6)
        self.measurements = measurements
        self.losses = losses
        self.broke_at = broke_at
        self.layers = list(measurements[0].layers)
        self.names = layer_names(self.layers)
        self._bars: list[Polygon] = []
        self._shares: list[Text] = []
        with course_style():
            self._colours = mpl.colormaps["viridis"](np.linspace(0, 0.85, len(self.layers)))
            longest = max(len(losses), len(untreated), 2)
            if norms_only:
                norms = self.figure.subplots()
                over_time = [norms]
            else:
                (errors, sizes), (norms, ratios) = self.figure.subplots(2, 2)
                over_time = [errors, norms, ratios]
                self._draw_errors(errors, untreated)
                _time_axes(errors, words("gradient_panels.errors"), longest, LOSSES)
                self._bars, self._shares = _draw_sizes(sizes, list(self.names.values()), self._colours)
                self._draw_layers(ratios, "ratio", longest, RATIOS)
                if band:
                    ratios.axhspan(*HEALTHY, color=GREEN, alpha=0.18, lw=0)
            self._draw_layers(norms, "norm", longest, NORMS)
            self._name_layers(norms, beside=norms_only)
            self._now = [axes.axvline(0, color=BLACK, lw=1.2) for axes in over_time]
        moving: list[Artist] = [*self._now, *self._bars, *self._shares]
        self.moving = moving
        self.show(measurements[-1].step)

    def show(self, step: int) -> None:
        """Go to the measured step that is nearest to ``step``."""
        here = self._here = min(self.measurements, key=lambda measurement: abs(measurement.step - step))
        for line in self._now:
            line.set_xdata([here.step, here.step])
        for row, (bar, share) in enumerate(zip(self._bars, self._shares, strict=True)):
            layer = here.layers[self.layers[row]]
            counts = layer.histogram.sum(axis=0)
            heights = 0.85 * counts / max(counts.max(), 1)
            bar.set_xy(_outline(heights, len(self.layers) - 1 - row))
            share.set_text(words("gradient_panels.near_zero", share=100 * layer.near_zero))
        self.alt = self._in_words(here)

    def tables(self) -> list[Table]:
        """Return what each panel shows at this step, and the error of all steps measured."""
        kinds = ["norm"] if not self._bars else ["norm", "ratio", "near_zero"]
        columns = [words("gradient_panels.layer"), *(words(f"gradient_panels.table.{kind}") for kind in kinds)]
        layers = self._here.layers.items()
        rows = [(self.names[layer], *(_written(getattr(m, kind)) for kind in kinds)) for layer, m in layers]
        errors = [(measurement.step, measurement.loss) for measurement in self.measurements]
        return [
            table(words("gradient_panels.table.at", step=self._here.step), columns, rows),
            table(words("common.error_curve"), [words("common.step"), words("common.error")], errors),
        ]

    def _draw_layers(self, axes: Axes, name: str, longest: int, limits: tuple[float, float]) -> None:
        """Draw what was measured of each layer, ``"norm"`` or ``"ratio"``, over the steps."""
        _time_axes(axes, words(f"gradient_panels.{name}s"), longest, limits)
        steps = [measurement.step for measurement in self.measurements]
        for number, layer in enumerate(self.layers):
            values = np.array([getattr(m.layers[layer], name) for m in self.measurements])
            axes.plot(
                steps, np.clip(values, *limits), color=self._colours[number], ls=DASHES[number % len(DASHES)], lw=2,
                label=self.names[layer], marker="o" if len(steps) == 1 else None, clip_on=False,
            )  # fmt: skip

    def _name_layers(self, axes: Axes, beside: bool) -> None:
        """Say which line is which layer's: beside the one panel, or below all four."""
        lines, names = axes.get_legend_handles_labels()
        if beside:
            ends = {0: "input_side", len(names) - 1: "output_side"}
            names = [
                words(f"gradient_panels.{ends[number]}", layer=name) if number in ends else name
                for number, name in enumerate(names)
            ]
            self.figure.legend(lines, names, loc="outside right center", handlelength=2.6)
            return
        columns = 3 if len(names) == 6 else min(len(names), 5)
        self.figure.legend(lines, names, loc="outside lower center", ncols=columns, handlelength=2.6, columnspacing=1.2)

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
            return listed(
                words("gradient_panels.of_layer", layer=self.names[layer], number=number(measured))
                for layer, measured in here.layers.items()
            )

        norms = each(lambda m: spoken(m.norm))
        if not self._bars:
            return words("gradient_panels.alt_norms", step=here.step, loss=spoken(here.loss), norms=norms)
        text = words(
            "gradient_panels.alt",
            step=here.step,
            loss=spoken(here.loss),
            norms=norms,
            ratios=each(lambda m: "–" if np.isnan(m.ratio) else spoken(m.ratio)),
            shares=each(lambda m: f"{100 * m.near_zero:.0f} %"),
        )
        if any(np.isnan(m.ratio) for m in here.layers.values()):
            text += " " + words("gradient_panels.no_weights")
        if self.broke_at is not None:
            text += " " + words("gradient_panels.broke", step=self.broke_at)
        return text


def _written(number: float) -> str:
    """Return a number for a table; a ratio to weights that are all 0 is none."""
    return "–" if np.isnan(number) else spoken(number, 3)


def _time_axes(axes: Axes, title: str, longest: int, limits: tuple[float, float]) -> None:
    axes.set(title=title, xlabel=words("common.step"), xlim=(0, longest - 1), ylim=limits, yscale="log")
    low, high = (round(np.log10(limit)) for limit in limits)
    powers = range(low, high + 1, 2 if high - low > 6 else 1)
    # No powers of ten: readers count zeros, as the text has taught them.
    labels = [f"{10.0**power:.{max(-power, 0)}f}" if power < 3 else f"{10**power:,}" for power in powers]
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
    axes.set_xticks([3e-13, 1e-6, 1, 1e3], ["0", "0.000001", "1", "1,000"])
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
