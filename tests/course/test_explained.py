"""A sign of mathematics is explained before it is used, on the main road where it is used there."""

from __future__ import annotations

import re

import pytest

from authoring.editions import Edition, compose, editions
from authoring.glossary import GLOSSARY
from authoring.roads import main_road
from course_lib.words.language import LANGUAGES

CHAPTERS = sorted({e.source for e in editions() if e.source.parent.name == "chapters" and e.source.stem != GLOSSARY})

# What a sign looks like, and the words that explain it, in Japanese and in English. Signs of junior high school
# (+ − × ÷ = √ x²) need no explanation.
SIGNS = {
    "f(x)": (r"(?<![\w.])f\(x", r"f に x を入れたとき出てくる数が f\(x\)", r"What f gives for x is written f\(x\)"),
    "∂": (r"∂|\\partial", r"∂ は「ラウンド」", r"The sign ∂ is"),
    "η": (r"η|\\eta", r"（イータ）", r"Greek letter eta"),
    "←": (r"\\leftarrow", r"矢印は「右を計算して", r"The arrow means"),
    "transposed": (r"\\mathsf T", r"（転置）は", r"\(transposed\)"),
    "∝": (r"∝", r"∝ は「比例する」", r"∝ means"),
    "∑": (r"∑|\\sum", r"（シグマ）は「全部足す」", r"sign .{0,9} \(sigma\) means"),
    "^": (r"(?<=\w|\)) ?\^ ?(?=\(歩数|\(step)", r"\^ は、左の数を", r"the sign \^ means"),
    "±": (r"±", r"± の数は", r"The number after ± is"),
    "log": (r"\blog\(|\\log", r"の対数にマイナスを付けた", r"is the logarithm of"),
    "sin": (r"\bsin x|\\sin", r"sin x（サイン）", r"sin x, the sine"),
    "tanh": (r"tanh\(|\\tanh", r"tanh（ハイパボリック", r"tanh \(the hyperbolic"),
    "β": (r"β|\\beta", r"（ベータ", r"\(beta"),
    "κ": (r"κ|\\kappa", r"（カッパ）", r"\(kappa\)"),
    "μ": (r"μ|\\mu\b", r"（ミュー）", r"\(mu\)"),
}


def texts(language):
    """The texts of all chapters in order: which is it, is it on the main road, does it open its chapter, what it says."""
    for source in CHAPTERS:
        cells = compose(Edition(source, language)).cells
        road = {cell.id for cell in main_road(cells)}
        for cell in cells:
            if cell.cell_type == "markdown":
                text = re.sub(r"\[([^\]]*)\]\([^)]*\)|```.*?```|`[^`]*`", r"\1", cell.source, flags=re.DOTALL)
                yield f"{source.stem}, {cell.id}", cell.id in road, cell is cells[0], text.replace("**", "")


TEXTS = {language: list(texts(language)) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_explained_before_it_is_used(sign, language):
    look, *explained = SIGNS[sign]
    explanation = explained[LANGUAGES.index(language)]
    # The opening of a chapter may say that a sign will come.
    used = [(place, main) for place, (_, main, opens, text) in enumerate(TEXTS[language]) if not opens and re.search(look, text)]
    told = [(place, main) for place, (_, main, _, text) in enumerate(TEXTS[language]) if re.search(explanation, text)]
    assert used and told, "never used" if not used else "never explained"
    assert told[0][0] <= used[0][0], f"used in {TEXTS[language][used[0][0]][0]}, explained in {TEXTS[language][told[0][0]][0]}"
    on_road = [place for place, main in used if main]
    if on_road:
        assert any(main and place <= on_road[0] for place, main in told), f"no explanation on the main road before {TEXTS[language][on_road[0]][0]}"
