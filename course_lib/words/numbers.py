"""A number as people read it aloud: no powers of ten, also where it is tiny or huge."""

from __future__ import annotations

import math

import numpy as np

from course_lib.words.catalogue import words
from course_lib.words.language import Language
from course_lib.words.language import language as readers_language

SMALLEST_PLAIN = 1e-6
LARGEST_PLAIN = 1e5
EXACTLY = 1e-9
"""A number that its digits give as closely as this, relatively, is written exactly: 0.1 + 0.2 is 0.3."""
UNIT_NAMES = ("fourth", "third", "second", "first")
UNITS: dict[Language, tuple[float, ...]] = {"ja": (1e12, 1e12, 1e8, 1e4), "en": (1e12, 1e9, 1e6, 1e3)}
"""What the units of the catalogue stand for: trillion, billion, million, thousand, and 兆, 億, 万."""


def spoken(number: float, digits: int = 2, language: Language | None = None) -> str:
    """Return a number for a sentence, rounded, without e-notation.

    0.2207 becomes ``0.22`` and 3893.2 ``3,893``; 2.0e-19 becomes "0.0…02 (18 zeros after the point)" and 1.26e6
    "1.3 million", in the words of the language. Zeros at the end are written only where they tell how far a number
    was rounded: 0.9996 becomes ``1.0``, and 1.0 becomes ``1``.

    Args:
        number: any number; a whole number (``int``) below 100,000 is given as it is.
        digits: how many digits count; what stands before the point is kept whole below 100,000.
        language: ``"ja"`` or ``"en"``; the reader's own where it is not given.
    """
    if math.isnan(number):
        return words("numbers.no_number", language)
    minus = "−" if number < 0 else ""
    size = abs(float(number))
    if isinstance(number, (int, np.integer)) and size < LARGEST_PLAIN:
        return f"{minus}{size:,.0f}"
    # Rounded first: 0.9996 has one digit before the point, and so has 1.0.
    whole = size
    size = float(f"{size:.{digits - 1}e}") if not LARGEST_PLAIN > size >= 10 ** (digits - 1) else size
    if size == 0:
        return "0"
    if math.isinf(size):
        return minus + words("numbers.infinite", language)
    if size >= LARGEST_PLAIN:
        return minus + _huge(size, digits, language or readers_language())
    places = digits - 1 - math.floor(math.log10(size))
    if size >= SMALLEST_PLAIN:
        written = f"{size:,.{max(places, 0)}f}"
        exact = places > 0 and math.isclose(size, whole, rel_tol=EXACTLY)
        return minus + (written.rstrip("0").rstrip(".") if exact else written)
    zeros = -math.floor(math.log10(size)) - 1
    figures = f"{size:.{digits - 1}e}".partition("e")[0].replace(".", "").rstrip("0")
    return minus + words("numbers.tiny", language, figures=figures, zeros=zeros)


def _huge(size: float, digits: int, language: Language) -> str:
    """Return a number of 100,000 or more by the language's own units, or by its digits where they end."""
    if size >= 1000 * UNITS[language][0]:
        return words("numbers.enormous", language, digits=math.floor(math.log10(size)) + 1)
    unit, name = next((unit, name) for unit, name in zip(UNITS[language], UNIT_NAMES, strict=True) if size >= unit)
    share = size / unit
    places = max(digits - 1 - math.floor(math.log10(share)), 0)
    return words(f"numbers.{name}", language, share=f"{share:,.{places}f}".removesuffix(".0"))
