"""Average heights and weights of American women aged 30 to 39.

Source: The World Almanac and Book of Facts, 1975; known to users of R as the data set ``women`` (McNeil, Interactive
Data Analysis, 1977). Heights in inches and weights in pounds, converted here.
"""

from __future__ import annotations

import numpy as np

CENTIMETRES_PER_INCH = 2.54
KILOGRAMS_PER_POUND = 0.45359237

INCHES = tuple(range(58, 73))
POUNDS = (115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164)


def heights_and_weights() -> tuple[np.ndarray, np.ndarray]:
    """Return the heights in cm and the average weights in kg, each of shape (15,)."""
    return np.array(INCHES) * CENTIMETRES_PER_INCH, np.array(POUNDS) * KILOGRAMS_PER_POUND
