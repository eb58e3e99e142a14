"""The cat story, round by round: the picture, what the classifier says, its weights, and how they change."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from course_lib.data.faces import CAT, KINDS, ear_mask
from course_lib.experiments.cat_story import HELD_OUT, CatStory, accuracies, cat_confidences
from course_lib.plots.picture import Picture
from course_lib.plots.style import BLACK, BLUE, GREEN, GREY, ORANGE, RED, course_style
from course_lib.words.catalogue import words

# White is a weight of 0; blue speaks for a cat, vermilion against it. The lightness tells how strongly.
WEIGHTS = LinearSegmentedColormap.from_list("weights", [RED, "#ffffff", BLUE])

SMALL = 11
CAT_EARS = ear_mask("cat")
DOG_EARS = ear_mask("dog") & ~CAT_EARS


class CatStoryPicture(Picture):
    """One round of the story above, the rounds so far below."""

    def __init__(self, story: CatStory) -> None:
        """Draw what stays.

        Args:
            story: all that happened.
        """
        super().__init__(9.0, 5.6)
        self.story = story
        self.weights = story.weights[:, CAT]
        self.curves = {
            "this_cat": 100 * cat_confidences(story),
            "held_out": 100 * accuracies(story),
            "cat_ears": self.weights[:, CAT_EARS].mean(axis=1),
            "dog_ears": self.weights[:, DOG_EARS].mean(axis=1),
        }
        with course_style():
            halves: Any = self.figure.subfigures(2, 1, height_ratios=[1.15, 1])
            drawing, picture, says, weights, change = halves[0].subplots(1, 5, width_ratios=[1, 1, 0.75, 1, 1])
            drawing.imshow(story.drawing, cmap="gray_r", vmin=0, vmax=1)
            _frame(drawing, words("cat_story.drawing"))
            picture.imshow(story.cat, cmap="gray_r", vmin=0, vmax=1)
            _frame(picture, words("cat_story.picture"))
            self._draw_confidence(says)
            self.weights_panel = _WeightsPanel(weights, words("cat_story.weights"))
            self.change_panel = _WeightsPanel(change, words("cat_story.change"))
            shares, ears = halves[1].subplots(1, 2)
            self.lines = {**self._draw_shares(shares), **self._draw_ears(ears)}
        self.moving = [
            *self.bars,
            *self.percent,
            *self.weights_panel.moving,
            *self.change_panel.moving,
            *self.lines.values(),
        ]

    def show(self, round_number: int) -> None:
        """Show the classifier after so many rounds.

        Args:
            round_number: from 0, the start, to the last round.
        """
        cat = self.curves["this_cat"][round_number]
        for bar, text, share in zip(self.bars, self.percent, (100 - cat, cat), strict=True):
            bar.set_height(share)
            text.set_text(f"{share:.0f} %")
            text.set_y(share + 2)
        before = self.weights[max(round_number - 1, 0)]
        self.weights_panel.show(self.weights[round_number])
        self.change_panel.show(self.weights[round_number] - before)
        for name, line in self.lines.items():
            line.set_data(np.arange(round_number + 1), self.curves[name][: round_number + 1])
            line.set_markevery([round_number])
        shown = self.story.shown_labels[max(round_number - 1, 0)]
        self.alt = words(
            f"cat_story.alt_{'start' if round_number == 0 else 'first' if round_number == 1 else 'later'}",
            round=round_number,
            says=words(f"cat_story.{'cat' if cat > 50 else 'dog'}"),
            confidence=max(cat, 100 - cat),
            shown=words(f"cat_story.{KINDS[shown]}"),
            number=HELD_OUT,
            **{name: curve[round_number] for name, curve in self.curves.items()},
        ).replace("-", "−")

    def _draw_confidence(self, axes: Axes) -> None:
        axes.set_title(words("cat_story.confidence"), fontsize=SMALL)
        axes.set(ylim=(0, 118), xlim=(-0.6, 1.6))
        axes.set_xticks([0, 1], [words("cat_story.dog"), words("cat_story.cat")])
        _percent_axis(axes)
        self.bars = list(axes.bar([0, 1], [0, 0], color=[ORANGE, BLUE], width=0.7))
        self.percent = [axes.text(place, 0, "", ha="center", va="bottom") for place in (0, 1)]

    def _draw_shares(self, axes: Axes) -> dict[str, Any]:
        axes.set(title=words("cat_story.getting_better"), ylim=(0, 104))
        _percent_axis(axes)
        lines = {
            "this_cat": axes.plot([], [], "-o", color=BLUE, lw=1.5, label=words("cat_story.this_cat"))[0],
            "held_out": axes.plot([], [], "--s", color=GREEN, label=words("cat_story.held_out"))[0],
        }
        self._draw_rounds(axes, "lower right")
        return lines

    def _draw_ears(self, axes: Axes) -> dict[str, Any]:
        reach = 1.15 * max(np.abs(self.curves[name]).max() for name in ("cat_ears", "dog_ears"))
        axes.set(title=words("cat_story.ear_weights"), ylim=(-reach, reach))
        axes.axhline(0, color=GREY, lw=1, ls=":")
        lines = {
            "cat_ears": axes.plot([], [], "-o", color=BLUE, label=words("cat_story.cat_ears"))[0],
            "dog_ears": axes.plot([], [], "--s", color=RED, label=words("cat_story.dog_ears"))[0],
        }
        self._draw_rounds(axes, "lower left")
        return lines

    def _draw_rounds(self, axes: Axes, place: Any) -> None:
        last = len(self.weights) - 1
        # Factors count on this axis, but it has a 0 too.
        axes.set_xscale("symlog", linthresh=1, linscale=0.4)
        ticks = [tick for tick in (0, 1, 10, 100, 1000) if tick <= last]
        axes.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
        axes.minorticks_off()
        axes.set(xlim=(-0.2, 1.3 * last), xlabel=words("cat_story.rounds"))
        axes.legend(loc=place, fontsize=10, handlelength=3.2)


class _WeightsPanel:
    """Weights, or their changes, as a picture with the outlines of a typical cat's and dog's ears."""

    def __init__(self, axes: Axes, title: str) -> None:
        _frame(axes, title)
        self.image = axes.imshow(np.zeros(CAT_EARS.shape), cmap=WEIGHTS, vmin=-1, vmax=1, interpolation="none")
        outlines = [
            axes.contour(ears, levels=[0.5], colors=BLACK, linewidths=1.3, linestyles=dashes)
            for ears, dashes in ((CAT_EARS, "-"), (DOG_EARS, ":"))
        ]
        self.strongest = axes.text(0.5, 0.02, "", transform=axes.transAxes, ha="center", va="bottom", fontsize=11)
        self.moving: list[Artist] = [self.image, *outlines, self.strongest]

    def show(self, weights: np.ndarray) -> None:
        """Show weights; the strongest has full colour, and its size is written below."""
        strongest = float(np.abs(weights).max())
        self.image.set_data(weights / strongest if strongest else weights)
        self.strongest.set_text(f"± {strongest:.3f}")


def _frame(axes: Axes, title: str) -> None:
    axes.set_title(title, fontsize=SMALL)
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set(visible=True, color=GREY)


def _percent_axis(axes: Axes) -> None:
    axes.set_yticks([0, 50, 100], ["0 %", "50 %", "100 %"])
    axes.axhline(50, color=GREY, lw=1, ls=":")
