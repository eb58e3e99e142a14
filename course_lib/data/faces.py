"""Faces of cats and dogs, drawn by seed: pointed against floppy ears, small against large muzzles, whiskers.

No two drawings are alike: proportions vary, the face is shifted, the picture is noisy. A drawing is an array of
20 × 20 pixels, from 0 (paper) to 1 (black ink).
"""

from __future__ import annotations

from typing import Literal

import numpy as np

Kind = Literal["dog", "cat"]

SIZE = 20
KINDS: tuple[Kind, Kind] = ("dog", "cat")
DOG, CAT = 0, 1

# A face is drawn on a sheet that reaches from −1 to 1 both ways (y upward), finer than its pixels, which then take
# the mean of what they cover: so edges are soft.
_FINE = 4
_ticks = (np.arange(SIZE * _FINE) + 0.5) / (SIZE * _FINE) * 2 - 1
_X, _Y = np.meshgrid(_ticks, -_ticks)


def faces(n: int, rng: np.random.Generator, noise: float = 0.15, shift: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Draw faces, about half of them cats.

    Args:
        n: how many.
        rng: decides each one's kind, proportions, shift and noise.
        noise: standard deviation of the noise on each pixel (ink goes from 0 to 1).
        shift: how many pixels a face may lie off the middle, to either side, up or down.

    Returns:
        (images, labels): images of shape (n, 20, 20) from 0 to 1; labels of shape (n,), 1 (`CAT`) or 0 (`DOG`).
    """
    labels = rng.integers(0, 2, size=n)
    images = [draw_face(KINDS[label], rng, noise, shift) for label in labels]
    return np.array(images).reshape(n, SIZE, SIZE), labels


def draw_face(kind: Kind, rng: np.random.Generator, noise: float = 0.15, shift: int = 2) -> np.ndarray:
    """Draw one face.

    Args:
        kind: ``"cat"`` or ``"dog"``.
        rng: decides its proportions, shift and noise.
        noise: standard deviation of the noise on each pixel.
        shift: how many pixels it may lie off the middle, each way.

    Returns:
        Ink from 0 to 1, shape (20, 20).

    Raises:
        ValueError: for any other kind.
    """
    return photographed(clean_drawing(kind, rng), rng, noise, shift)


def clean_drawing(kind: Kind, rng: np.random.Generator) -> np.ndarray:
    """Draw one face as it would look on paper: finely, in the middle, without noise.

    Args:
        kind: ``"cat"`` or ``"dog"``.
        rng: decides its proportions.

    Returns:
        Ink from 0 to 1, shape (80, 80).

    Raises:
        ValueError: for any other kind.
    """
    if kind not in KINDS:
        raise ValueError(f"A face is that of a 'cat' or a 'dog', not {kind!r}.")
    width, fur = rng.uniform(0.5, 0.6), rng.uniform(0.2, 0.4)
    head = _ellipse(0, -0.12, width, 0.58)
    ears = _ears(kind, *rng.uniform(-0.06, 0.06, size=2))
    sheet = np.zeros_like(_X)
    sheet[head] = fur
    # A dog's ears hang over its head, a cat's stand behind it.
    sheet[ears if kind == "dog" else ears & ~head] = fur + 0.3
    eye = rng.uniform(0.2, 0.26)
    for side in (-1, 1):
        sheet[_ellipse(side * eye, 0.08, 0.07, 0.09)] = 1
    muzzle = rng.uniform(0.16, 0.2) if kind == "cat" else rng.uniform(0.24, 0.3)
    sheet[_ellipse(0, -0.38, 1.2 * muzzle, muzzle)] = 0.05
    sheet[_ellipse(0, -0.38 + muzzle / 2, muzzle / 2, muzzle / 3)] = 1
    if kind == "cat":
        droop = rng.uniform(-0.1, 0.1)
        sheet[_whisker(droop - 0.15) | _whisker(droop + 0.15)] = 1
    return sheet


def photographed(
    drawing: np.ndarray, rng: np.random.Generator, noise: float = 0.15, shift: int = 2
) -> np.ndarray:
    """Return a drawing as the classifier gets to see it: coarse, shifted, noisy.

    Args:
        drawing: ink from 0 to 1, shape (80, 80).
        rng: decides shift and noise.
        noise: standard deviation of the noise on each pixel.
        shift: how many pixels the face may lie off the middle, each way.

    Returns:
        Ink from 0 to 1, shape (20, 20).
    """
    pixels = _pixels(drawing)
    down, right = rng.integers(0, 2 * shift + 1, size=2)
    moved = np.pad(pixels, shift)[down : down + SIZE, right : right + SIZE]
    return np.clip(moved + noise * rng.standard_normal((SIZE, SIZE)), 0, 1)


def ear_mask(kind: Kind) -> np.ndarray:
    """Return which pixels are ears in a typical face of this kind that is not shifted: booleans, shape (20, 20)."""
    ears = _ears(kind) if kind == "dog" else _ears(kind) & ~_ellipse(0, -0.12, 0.55, 0.58)
    return _pixels(ears) >= 0.5


def _ears(kind: Kind, length: float = 0, lean: float = 0) -> np.ndarray:
    """Return where both ears lie on the sheet: pointed and on top, or hanging at the sides."""
    if kind == "cat":
        left, right = _pointed_ear(-_X, length, lean), _pointed_ear(_X, length, lean)
    else:
        left, right = (_ellipse(side * (0.62 + lean), -0.05, 0.17, 0.46 + length) for side in (-1, 1))
    return left | right


def _pointed_ear(x: np.ndarray, length: float, lean: float) -> np.ndarray:
    """Return the triangle between the head's top, its side and the tip of the ear."""
    tip_x, tip_y = 0.5 + lean, 0.84 + length
    right_of_inner_edge = (x - 0.08) * (tip_y - 0.3) >= (_Y - 0.3) * (tip_x - 0.08)
    left_of_outer_edge = (x - 0.58) * tip_y <= _Y * (tip_x - 0.58)
    return right_of_inner_edge & left_of_outer_edge & (_Y > 0)


def _ellipse(x: float, y: float, half_width: float, half_height: float) -> np.ndarray:
    return ((_X - x) / half_width) ** 2 + ((_Y - y) / half_height) ** 2 <= 1


def _whisker(slope: float) -> np.ndarray:
    """Return a whisker on either side of the muzzle, falling outward by ``slope``."""
    out = np.abs(_X)
    return (out > 0.28) & (out < 0.85) & (np.abs(_Y + 0.36 + slope * out * 1.5) < 0.025)


def _pixels(sheet: np.ndarray) -> np.ndarray:
    return sheet.reshape(SIZE, _FINE, SIZE, _FINE).mean(axis=(1, 3))
