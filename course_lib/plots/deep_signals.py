"""A deep network looked into: gradient norms by layer, and the spread of outputs and gradients in each layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, PowerNorm
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D

from course_lib.networks.dead_units import count_silent
from course_lib.networks.deep_signals import LayerSignals
from course_lib.plots.picture import Picture
from course_lib.plots.powers import power_of_ten
from course_lib.plots.style import BLUE, GREY, RED, course_style
from course_lib.words.catalogue import words
from course_lib.words.listing import sentences
from course_lib.words.numbers import spoken

DEEPEST = 50
"""The axes reach so many layers."""

NORMS = (1e-20, 1e12)
BAND = 1000.0
"""The bands at both ends of the axis of norms, where a dot says "beyond", are as wide as this factor."""
OUTPUTS = (-3.0, 3.0)
POWERS = (-24.0, 12.0)
BINS = 48

View = Literal["vanishing", "gradients", "everything"]
"""What is drawn: the gradients that come back, of small sizes; the same of all sizes; weights and histograms too."""


class DeepSignals(Picture):
    """What goes forward and comes back through up to 50 layers, the layer next to the input on the left."""

    weights: Line2D | None = None

    def __init__(self, view: View = "everything") -> None:
        """Make the axes; `show` fills them.

        Args:
            view: ``"vanishing"`` and ``"gradients"`` are one panel, for those who see it for the first and second time.
        """
        everything = view == "everything"
        super().__init__(9.0, 6.4 if everything else 3.9)
        with course_style():
            grid = self.figure.add_gridspec(2 if everything else 1, 2, height_ratios=[1.15, 1] if everything else [1])
            norms = self.figure.add_subplot(grid[0, :])
            norms.set(title=words("deep_signals.norms"), yscale="log", xlim=(0, DEEPEST + 1), ylim=NORMS)
            norms.set(xlabel=words("deep_signals.layer_of"))
            highest = 0 if view == "vanishing" else 12
            powers = range(-20, highest + 1, 8 if everything else 4)
            norms.set_yticks([10.0**power for power in powers], [power_of_ten(power) for power in powers])
            norms.grid(axis="y", color=GREY, alpha=0.25, lw=0.8)
            (self.outputs,) = norms.plot([], [], "o-", color=BLUE, ms=5, label=words("deep_signals.by_outputs"))
            norms.set_ylim(NORMS[0] / BAND, 10 if view == "vanishing" else NORMS[1] * BAND)
            _say_beyond(norms, "below", NORMS[0])
            if view != "vanishing":
                _say_beyond(norms, "above", NORMS[1])
            if not everything:
                self.moving = [self.outputs]
                return
            # Open squares over full dots: where both are alike, both are seen.
            (self.weights,) = norms.plot(
                [], [], "s", color=RED, ms=7, mfc="none", mew=0.9, label=words("deep_signals.by_weights")
            )
            norms.legend(loc="upper right", ncols=2, bbox_to_anchor=(1, 0.93))
            lower = [self.figure.add_subplot(grid[1, column]) for column in (0, 1)]
            self.output_histograms = _histograms(lower[0], words("deep_signals.outputs"), OUTPUTS, BLUE)
            self.gradient_histograms = _histograms(lower[1], words("deep_signals.gradients"), POWERS, RED)
            lower[0].set_yticks([-3, -2, -1, 0, 1, 2, 3], ["≤ −3", "−2", "−1", "0", "1", "2", "≥ 3"])
            ticks = np.arange(-20, 13, 8)
            lower[1].set_yticks(ticks, [power_of_ten(int(tick)) for tick in ticks])
        self.moving = [self.output_histograms, self.gradient_histograms, self.outputs, self.weights]

    def show(self, signals: LayerSignals, setting: str, counts_silent: bool) -> None:
        """Show one forward and one backward pass.

        Args:
            signals: of at most 50 layers.
            setting: the network in words, for the sentence below the picture.
            counts_silent: whether to say how many neurons give 0 for all samples, as for ReLU.
        """
        norms = signals.gradient_norms
        layers = np.arange(1, len(norms) + 1)
        self.outputs.set_data(layers, _within(norms))
        if self.weights:
            self.weights.set_data(layers, _within(signals.weight_norms))
            self.output_histograms.set_data(shares(signals.outputs, *OUTPUTS))
            with np.errstate(divide="ignore"):
                powers = [np.log10(np.abs(g)) for g in signals.gradients]
            self.gradient_histograms.set_data(shares(powers, *POWERS))
        said = [setting, self._sentence(norms)]
        if counts_silent:
            silent = sum(count_silent(out) for out in signals.outputs)
            units = sum(out.shape[1] for out in signals.outputs)
            said.append(words("deep_signals.silent", silent=silent, units=units))
        self.alt = sentences(said)

    def _sentence(self, norms: np.ndarray) -> str:
        first, last = norms[0], norms[-1]
        if len(norms) == 1:
            return words("deep_signals.alt.one", first=spoken(first))
        if last == 0 or first == 0:
            return words("deep_signals.alt.nothing")
        ratio = first / last
        borders = [(1e-3, "vanishes"), (0.25, "shrinks"), (4.0, "level"), (1e3, "grows"), (np.inf, "explodes")]
        kind = next(name for border, name in borders if ratio <= border)
        factor = ratio ** (1 / (len(norms) - 1))
        return words(
            f"deep_signals.alt.{kind}", first=spoken(first), last=spoken(last), layers=len(norms), factor=factor
        )


def shares(layers: Sequence[np.ndarray], low: float, high: float) -> np.ndarray:
    """Return a histogram for each layer: which share of its numbers lies in which bin.

    Numbers beyond the ends count in the last bins; infinite ones (the logarithm of 0) are left out.

    Args:
        layers: arrays of any shapes, at most 50.
        low: where the first bin begins.
        high: where the last bin ends.

    Returns:
        Array of shape (48, 50), the lowest bin first; layers that there are not are ``nan``.
    """
    found = np.full((BINS, DEEPEST), np.nan)
    sizes = [array.size for array in layers]
    numbers = np.concatenate([array.ravel() for array in layers])
    column = np.repeat(np.arange(len(layers)), sizes)
    finite = np.isfinite(numbers)
    row = np.clip((numbers[finite] - low) / (high - low) * BINS, 0, BINS - 1).astype(int)
    counts = np.bincount(column[finite] * BINS + row, minlength=len(layers) * BINS).reshape(len(layers), BINS)
    found[:, : len(layers)] = (counts / np.array(sizes)[:, np.newaxis]).T
    return found


def _within(norms: np.ndarray) -> np.ndarray:
    """Return norms to draw: those beyond the axis in the middle of the band at its end, so that none is missing."""
    middle = BAND**0.5
    return np.where(norms < NORMS[0], NORMS[0] / middle, np.where(norms > NORMS[1], NORMS[1] * middle, norms))


def _say_beyond(axes: Axes, end: str, border: float) -> None:
    """Shade the band beyond a border of the axis of norms, and write there that its dots lie farther out."""
    outward = 1 / BAND if end == "below" else BAND
    axes.axhspan(*sorted((border, border * outward)), color=GREY, alpha=0.25, lw=0)
    axes.text(DEEPEST, border * outward**0.5, words(f"deep_signals.{end}"), ha="right", va="center", fontsize=10)


def _histograms(axes: Axes, title: str, ends: tuple[float, float], colour: str) -> AxesImage:
    """Set up a panel with a column for each layer, the darker the more of its numbers lie there."""
    shades = LinearSegmentedColormap.from_list("shares", ["#ffffff", colour, "#000000"])
    axes.set(title=title, xlabel=words("deep_signals.layer"), xlim=(0, DEEPEST + 1))
    # Between 0.5 and 50.5: each column is centred on its layer's number.
    extent = (0.5, DEEPEST + 0.5, *ends)
    return axes.imshow(
        np.full((BINS, DEEPEST), np.nan),
        cmap=shades,
        norm=PowerNorm(0.5, 0, 1),
        extent=extent,
        origin="lower",
        aspect="auto",
        interpolation="none",
    )
