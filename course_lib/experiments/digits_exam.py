"""The exams of chapter 10: how many digits that it has not seen does a training script tell rightly?"""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.data.digits import digits
from course_lib.data.drawn_anew import drawn_anew

TRAINED_ON, HELD_BACK = 1000, 200
PASS = 0.85  # share of the held-back digits to be told rightly
CHANCE = 0.3  # below this next to nothing has been learnt: one in ten comes right by chance


def exam_digits(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Draw real digits, some to learn from and others held back, each drawn anew, the pixels in a shuffled order.

    As they are, the held-back digits could be looked up in a table of all digits: pixel by pixel, or where these are
    shuffled by how many of them are how grey. Drawn anew, they are in no table; so only learning helps.

    Args:
        rng: decides which digits, and the order of the pixels.

    Returns:
        (images, labels, held-back images, held-back labels); images of shape (n, 64) from 0 to 1, labels of shape (n,).
    """
    images, labels = digits()
    chosen = rng.permutation(len(images))[: TRAINED_ON + HELD_BACK]
    pixels = rng.permutation(64)
    images, labels = drawn_anew(images[chosen], rng).reshape(-1, 64)[:, pixels], labels[chosen]
    return images[:TRAINED_ON], labels[:TRAINED_ON], images[TRAINED_ON:], labels[TRAINED_ON:]


def tells_digits(about: int, given: Any, seed: int) -> str:
    """Judge what a training script answers to the digits that were held back.

    Args:
        about: which script; all are judged alike.
        given: for each of them the digit it is held for; any plain data is safe.
        seed: draws the digits.

    Returns:
        ``""`` where enough are right, else ``"no_digits"``, ``"still_guessing"`` or ``"learns_too_little"``.
    """
    _, _, _, labels = exam_digits(np.random.default_rng(seed))
    answers = _as_array(given)
    if answers is None or answers.shape != labels.shape or not np.isin(answers, np.arange(10)).all():
        return "no_digits"
    return _by_share(float(np.mean(answers == labels)))


def _by_share(share: float) -> str:
    if share >= PASS:
        return ""
    return "still_guessing" if share < CHANCE else "learns_too_little"


def _as_array(given: Any) -> np.ndarray | None:
    try:
        array = np.asarray(given)
    except ValueError:  # rows of unequal length
        return None
    return array.astype(float) if array.dtype.kind in "iuf" else None
