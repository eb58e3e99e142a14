"""How often rules of thumb err: a table of rules and groups of runs, coloured by the share of wrong verdicts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLACK, ORANGE
from course_lib.words.catalogue import words
from course_lib.words.listing import listed, sentences

SHARE = LinearSegmentedColormap.from_list("share", ["white", ORANGE])


def rule_errors(wrong: Mapping[str, Mapping[str, int]], runs: Mapping[str, int]) -> Picture:
    """Draw the table.

    Args:
        wrong: for each rule, by its name in the catalogue (``rules.rule.NAME``), and each group
            (``rules.group.NAME``) how many runs it judged wrongly.
        runs: how many runs each group has.
    """
    groups = list(runs)

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        shares = np.array([[wrong[rule][group] / runs[group] for rule in wrong] for group in groups])
        axes.imshow(shares, cmap=SHARE, vmin=0, vmax=1, aspect="auto")
        for row, group in enumerate(groups):
            for column, rule in enumerate(wrong):
                text = words("rule_errors.cell", wrong=wrong[rule][group], runs=runs[group])
                axes.text(column, row, text, ha="center", va="center", color=BLACK)
        axes.set_xticks(range(len(wrong)), [words(f"rule_errors.rule.{rule}") for rule in wrong])
        axes.set_yticks(range(len(groups)), [words(f"rule_errors.group.{group}") for group in groups])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_title(words("rule_errors.title"))
        return sentences(
            words(
                "rule_errors.alt",
                rule=words(f"rule_errors.rule.{rule}").replace("\n", " "),
                each=listed(
                    f"{words(f'rule_errors.group.{group}')} {wrong[rule][group]} / {runs[group]}" for group in groups
                ),
            )
            for rule in wrong
        )

    return figure_picture(draw, 9.0, 4.2)
