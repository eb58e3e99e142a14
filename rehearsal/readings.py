"""The order of Japanese dictionaries, for the glossary and the test that holds it."""

from __future__ import annotations

import unicodedata

ROWS = {f"{first}行": first for first in "あかさたなはまやらわ"}
SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
VOWELS = {vowel: f"{vowel}{line}" for vowel, line in (
    ("あ", "かさたなはまやらわ"), ("い", "きしちにひみり"), ("う", "くすつぬふむゆる"),
    ("え", "けせてねへめれ"), ("お", "こそとのほもよろを"),
)}  # fmt: skip


def gojuon(reading: str) -> tuple[str, str]:
    """Return what to sort a reading by, in the order of Japanese dictionaries (五十音順).

    Voiced and small kana count as the plain ones, a long mark as the vowel before it; where two readings are then the
    same, the reading as it is written decides.

    Args:
        reading: in hiragana.
    """
    bare = "".join(letter for letter in unicodedata.normalize("NFD", reading) if letter not in "\u3099\u309a")
    plain = ""
    for letter in bare.translate(SMALL):
        if letter == "ー" and plain:
            letter = next((vowel for vowel, line in VOWELS.items() if plain[-1] in line), letter)
        if "ぁ" <= letter <= "ん":
            plain += letter
    return plain, reading


def row_of(reading: str) -> str:
    """Return the row of the table of kana that a reading begins in, such as か行."""
    first = gojuon(reading)[0][0]
    return max((name for name, start in ROWS.items() if start <= first), key=lambda name: ROWS[name])
