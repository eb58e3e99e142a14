"""Outputs and gradients of each layer as histograms on top of one another, for two ways to choose the weights."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_lib.networks.deep_signals import LayerSignals
from course_lib.plots.by_layer import LOOKS
from course_lib.plots.picture import Picture, figure_picture
from course_lib.words.catalogue import words
from course_lib.words.listing import sentences


def layer_histograms(signals: Mapping[str, LayerSignals]) -> Picture:
    """Draw a row for each network: its layers' outputs on the left, the gradients that come back on the right.

    Args:
        signals: for each network, by its name in the catalogue (``deep.histograms.NAME``), what its at most five
            layers showed. Gradients are drawn as multiples of the spread of those in the last layer.
    """

    def draw(figure: Figure) -> str:
        rows = []
        for row, (name, seen) in zip(figure.subplots(len(signals), 2, sharex="col"), signals.items(), strict=True):
            layers, unit = len(seen.outputs), seen.gradients[-1].std()
            _draw_layers(row[0], seen.outputs, np.linspace(-1, 1, 81))
            _draw_layers(row[1], [g / unit for g in seen.gradients], np.linspace(-3, 3, 81))
            title = words(f"layer_histograms.{name}")
            row[0].set(title=title, ylabel=words("layer_histograms.density"))
            row[1].set(title=title)
            spreads = seen.output_spreads
            rows.append(
                words(
                    "layer_histograms.row",
                    name=title,
                    layers=layers,
                    first=spreads[0],
                    last=spreads[-1],
                    share=seen.gradients[0].std() / unit,
                )
            )
        row[0].set_xlabel(words("layer_histograms.outputs"))
        row[1].set_xlabel(words("layer_histograms.gradients", layers=layers))
        figure.legend(*row[0].get_legend_handles_labels(), loc="outside lower center", ncols=layers)
        return sentences(rows)

    return figure_picture(draw, 9.0, 5.4)


def _draw_layers(axes: Axes, layers: list[np.ndarray], edges: np.ndarray) -> None:
    for number, (values, (colour, mark)) in enumerate(zip(layers, LOOKS, strict=False), start=1):
        density, _ = np.histogram(values, edges, density=True)
        label = words("layer_histograms.layer", number=number)
        axes.plot((edges[1:] + edges[:-1]) / 2, density, mark[1:], color=colour, lw=1.8, label=label)
    axes.set_ylim(0, None)
    axes.set_yticks([])
