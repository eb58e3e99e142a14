"""How often rules of thumb err: a table of rules and groups of runs, coloured by the share of wrong verdicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, GREY, ORANGE
from course_lib.words.catalogue import words
from course_lib.words.listing import listed, on_one_line, sentences

SHARE = LinearSegmentedColormap.from_list("share", ["white", ORANGE])
HEADING = 0.9
"""Height of the line above each half of the table; a row has the height 1."""


def rule_errors(
    wrong: Mapping[str, Mapping[str, int]], runs: Mapping[str, int], learn: Collection[str]
) -> Picture:
    """Draw the table: above the groups that learn, below those that never do, at the bottom all together.

    Args:
        wrong: for each rule, by its name in the catalogue (``rules.rule.NAME``), and each group
            (``rules.group.NAME``) how many runs it judged wrongly.
        runs: how many runs each group has.
        learn: the groups whose runs learn: what is wrong there is a false alarm, elsewhere an illness missed.
    """
    halves = {
        "alarm": [group for group in runs if group in learn],
        "missed": [group for group in runs if group not in learn],
    }

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        y, labels = 0.0, {}
        for kind, groups in halves.items():
            axes.text(-0.55, y, words(f"rule_errors.{kind}s"), ha="left", va="center")
            y += HEADING
            for group in groups:
                labels[y] = words(f"rule_errors.group.{group}")
                for column, rule in enumerate(wrong):
                    _draw_cell(axes, column, y, wrong[rule][group], runs[group], kind)
                y += 1
            y += 0.2
        axes.axhline(y - 0.6, color=GREY, lw=1)
        labels[y] = words("rule_errors.all")
        for column, counts in enumerate(wrong.values()):
            text = words("rule_errors.cell", wrong=sum(counts.values()), runs=sum(runs.values()))
            axes.text(column, y, text, ha="center", va="center")
        axes.set(xlim=(-0.6, len(wrong) - 0.4), ylim=(y + 0.6, -0.6))
        axes.set_yticks(list(labels), list(labels.values()))
        axes.set_xticks(range(len(wrong)), [words(f"rule_errors.rule.{rule}") for rule in wrong])
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_title(words("rule_errors.title"))
        return sentences(
            words(
                "rule_errors.alt",
                rule=on_one_line(words(f"rule_errors.rule.{rule}")),
                each=listed(f"{words(f'rule_errors.group.{group}')} {counts[group]} / {runs[group]}" for group in runs),
                wrong=sum(counts.values()),
                runs=sum(runs.values()),
            )
            for rule, counts in wrong.items()
        )

    return figure_picture(draw, 9.0, 5.4)


def _draw_cell(axes: Axes, column: int, y: float, wrong: int, runs: int, kind: str) -> None:
    """Draw what a rule got wrong in a group: its colour says how much, a word which kind of error it is."""
    axes.add_patch(Rectangle((column - 0.5, y - 0.5), 1, 1, facecolor=SHARE(wrong / runs), edgecolor="white", lw=2))
    text = words("rule_errors.cell", wrong=wrong, runs=runs)
    if wrong:
        text = words(f"rule_errors.{kind}", cell=text)
    axes.text(column, y, text, ha="center", va="center", color=BLACK if wrong else GREY)
