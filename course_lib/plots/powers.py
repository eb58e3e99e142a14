"""Logarithmic axes whose marks are written as people say them: 1, a ten-thousandth, a hundred-millionth."""

from __future__ import annotations

import math

from matplotlib.axes import Axes

from course_lib.words.catalogue import words
from course_lib.words.language import language


def power_of_ten(power: int) -> str:
    """Return a power of ten in the reader's language, without an exponent: 8 gives "100 million", −4 "1 / 10,000".

    Beyond a hundred quintillion few people know the names, and the zeros are counted.
    """
    if abs(power) > 20:
        return words("powers.many_zeros", zeros=power) if power > 0 else words("powers.small", zeros=-power - 1)
    # Japanese has a new name at every fourth zero, English at every third.
    zeros = 4 if language() == "ja" else 3
    name, left = divmod(abs(power), zeros)
    if zeros == 3 and abs(power) < 6:  # "10,000" is easier to read than "10 thousand"
        name, left = 0, abs(power)
    names = ["", *words("powers.names").split()]
    said = f"{10**left:,} {names[name]}"
    return (words("powers.one_part", of=said) if power < 0 else said).strip()


def say_powers(axes: Axes, most: int = 9) -> None:
    """Give an upright logarithmic axis marks at powers of ten, written as people say them, and no others.

    Args:
        axes: its limits are settled.
        most: at most so many marks.
    """
    low, high = (math.log10(end) for end in axes.get_ylim())
    step = next(step for step in (1, 2, 4, 8, 16) if (high - low) / step < most)
    powers = [power for power in range(math.ceil(low), math.floor(high) + 1) if power % step == 0]
    axes.set_yticks([10.0**power for power in powers], [power_of_ten(power) for power in powers])
    axes.minorticks_off()
