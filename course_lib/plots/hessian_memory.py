"""How much memory a gradient and a Hessian take, from small networks to the largest."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from course_lib.plots.picture import Picture, figure_picture
from course_lib.plots.style import BLUE, GREY, RED
from course_lib.words.catalogue import words

UNITS = ("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB")


def bytes_in_words(count: float) -> str:
    """Return a number of bytes in the unit that suits it, such as ``"5.2 PB"``."""
    power = min(int(math.log10(max(count, 1)) // 3), len(UNITS) - 1)
    return f"{count / 1000**power:.3g} {UNITS[power]}"


def hessian_memory(networks: Mapping[str, int]) -> Picture:
    """Return the picture: bytes against parameters, with some networks marked.

    Args:
        networks: names and numbers of parameters of three networks, from small to large.
    """

    def draw(figure: Figure) -> str:
        axes = figure.subplots()
        n = np.array([1.0, 1e12])
        axes.loglog(n, 8 * n, color=BLUE, label=words("hessian_memory.gradient"))
        axes.loglog(n, 8 * n**2, color=RED, label=words("hessian_memory.hessian"))
        axes.axhline(64e9, color=GREY, ls="--", lw=1.5)
        axes.text(1.5, 64e9, words("hessian_memory.computer"), va="bottom", color=GREY)
        for name, count in networks.items():
            axes.plot([count, count], [8 * count, 8 * float(count) ** 2], "o:", color="black", lw=1.2)
            axes.annotate(f"{name}: {bytes_in_words(8 * float(count) ** 2)}", (count, 8 * float(count) ** 2),
                          xytext=(-8, 6), textcoords="offset points", ha="right", fontsize=11)  # fmt: skip
        axes.set(title=words("hessian_memory.title"), xlabel=words("hessian_memory.parameters"))
        axes.set(ylabel=words("hessian_memory.bytes"), xlim=(1, 2e12), ylim=(8, 1e27))
        axes.legend(loc="lower right")
        small, middle, large = (bytes_in_words(8 * float(count) ** 2) for count in networks.values())
        return words(
            "hessian_memory.alt", digits=f"{min(networks.values()):,}", small=small, middle=middle, large=large
        )

    return figure_picture(draw, width=8.0, height=4.4)
