"""Real handwritten digits: 1,797 small images, written by 13 people.

Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998
(https://archive.ics.uci.edu/dataset/80), licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). This is
their test set, the same 1,797 images in the same order as scikit-learn's ``load_digits``. Unchanged but for the way it
is packed: ``digits.npz`` holds the numbers 0 to 16 as bytes.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("digits.npz")
MOST_INK = 16


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Return the images and what digit each of them shows.

    Each pixel tells how much of its square is covered with ink. In the file that is a count out of 16; here it is a
    share, so that networks get numbers of a good size.

    Returns:
        (images, labels): images of shape (1797, 8, 8) from 0 (paper) to 1 (ink), labels of shape (1797,) from 0 to 9.
    """
    with np.load(FILE) as file:
        return file["images"] / MOST_INK, file["labels"].astype(int)
