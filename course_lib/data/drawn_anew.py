"""Images drawn anew: each a little turned, stretched, shifted, paler and noisier, so that none is what it was."""

from __future__ import annotations

import numpy as np

TURN = 0.05
"""At most so much is an image turned, in radians: about 3 degrees."""
STRETCH = 0.03
"""At most by such a share is it stretched or squeezed, in height and in width."""
SHIFT = 0.2
"""At most by such a part of a pixel is it shifted, up or down and sideways."""
PALEST = 0.85
"""To such a share of its ink at least is it left."""
NOISE = 0.05
"""Standard deviation of what is added to each pixel."""


def drawn_anew(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return images that people and networks still read, while no pixel is what it was.

    Args:
        images: shape (n, height, width), from 0 (paper) to 1 (ink); left as they are.
        rng: decides what happens to each.

    Returns:
        Same shape, from 0 to 1, in steps of 0.01.
    """
    n, height, width = images.shape
    turned = rng.uniform(-TURN, TURN, (n, 1, 1))
    tall, wide = 1 + rng.uniform(-STRETCH, STRETCH, (2, n, 1, 1))
    down, right = rng.uniform(-SHIFT, SHIFT, (2, n, 1, 1))
    rows, columns = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
    from_middle = rows - (height - 1) / 2, columns - (width - 1) / 2
    y = tall * (np.cos(turned) * from_middle[0] - np.sin(turned) * from_middle[1]) + (height - 1) / 2 + down
    x = wide * (np.sin(turned) * from_middle[0] + np.cos(turned) * from_middle[1]) + (width - 1) / 2 + right
    paler = rng.uniform(PALEST, 1, (n, 1, 1)) * between_pixels(images, y, x)
    return np.round(np.clip(paler + rng.normal(0, NOISE, images.shape), 0, 1), 2)


def between_pixels(images: np.ndarray, y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the ink at places that need not lie on a pixel: the mean of the four around it, the nearer the more.

    Args:
        images: shape (n, height, width); around them there is paper.
        y: rows to look at, shape (n, height, width), from -2 to height + 1.
        x: columns, likewise.

    Source: bilinear interpolation.
    """
    paper = np.pad(images, ((0, 0), (2, 2), (2, 2)))
    top, left = np.floor(y).astype(int), np.floor(x).astype(int)
    lower, righter = y - top, x - left
    which = np.arange(len(images))[:, np.newaxis, np.newaxis]

    def ink(row: np.ndarray, column: np.ndarray) -> np.ndarray:
        inked: np.ndarray = paper[which, row + 2, column + 2]
        return inked

    above = (1 - righter) * ink(top, left) + righter * ink(top, left + 1)
    below = (1 - righter) * ink(top + 1, left) + righter * ink(top + 1, left + 1)
    between: np.ndarray = (1 - lower) * above + lower * below
    return between
