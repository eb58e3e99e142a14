"""The glossary's terms, and the link that leads from a term's first use in a chapter to its row there.

Sources name a term and no more; the link is put in when a notebook is composed. A use is a text in which both editions
name the term, in plain text or as the whole of a bold phrase: so the editions have the same links, and a word that
only looks like a term in one language ("weight" in kilograms) is none. First means first on the main road; only a term
that the chapter names nowhere but on side roads has its link there.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

from authoring.roads import main_road
from course_lib.words.language import LANGUAGES, Language

GLOSSARY = "99_glossary"

ROW = re.compile(r'^# \| <a id="(.+?)"></a>\*\*(.+?)\*\* \|', flags=re.MULTILINE)

# Other forms in which texts name a term, by its anchor.
FORMS: dict[Language, dict[str, tuple[str, ...]]] = {
    "ja": {
        "exponential-growth": ("指数的",),
        "gradient-clipping": ("クリッピング",),
        "histogram": ("分布",),
        "learning-rate-schedule": ("スケジュール",),
        "local-minimum": ("局所的な最小値",),
        "xavier-initialization": ("Xavier",),
    },
    "en": {
        "batch-normalization": ("BatchNorm",),
        "convergence": ("converge", "converged", "converges"),
        "divergence": ("diverge", "diverged", "diverges"),
        "exploding-gradient": ("exploding",),
        "exponential-growth": ("exponential",),
        "gradient-clipping": ("clipping",),
        "landscape": ("ground",),
        "layer-normalization": ("LayerNorm",),
        "learning-rate-schedule": ("schedule",),
        "logarithmic-scale": ("logarithmic axis", "logarithmic axes", "logarithmic"),
        "saturation": ("saturate", "saturated", "saturates"),
        "standardization": ("standardize", "standardized"),
        "training": ("learning",),
        "transpose": ("transposed",),
        "update-to-weight-ratio": ("update ÷ weights",),
        "vanishing-gradient": ("vanishing",),
        "weight-initialization": ("initial weights",),
        "xavier-initialization": ("Xavier",),
    },
}

# What is neither linked nor has a link put into it: code, formulas, links, HTML, headings.
CLOSED = re.compile(
    r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]+\$|\[[^\]\n]*\]\([^)\n]*\)|<[^>\n]+>|^#{1,6} .*?$",
    re.DOTALL | re.MULTILINE,
)
BOLD = re.compile(r"\*\*(.+?)\*\*")


def glossary_of(root: Path) -> str:
    """Return the source of the glossary of the course in this folder, nothing where it has none."""
    path = root / "chapters" / f"{GLOSSARY}.py"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def link_first_uses(cells: dict[Language, list[NotebookNode]], glossary: str) -> None:
    """Put the links into the texts of a chapter, in place.

    Args:
        cells: of each edition, the same cells in the same order.
        glossary: its source.
    """
    patterns = {language: _pattern(glossary, language) for language in LANGUAGES}
    texts = {language: [cell for cell in cells[language] if cell.cell_type == "markdown"] for language in LANGUAGES}
    road = {cell.id for cell in main_road(cells["ja"])}
    pairs = list(zip(*(texts[language] for language in LANGUAGES), strict=True))
    pairs.sort(key=lambda pair: pair[0].id not in road)  # those of the main road first, each in its order
    linked = {anchor for cell in texts["ja"] for anchor in re.findall(rf"\({GLOSSARY}\.ipynb#(.+?)\)", cell.source)}
    for pair in pairs:
        places = [
            uses(cell.source, *patterns[language]) for cell, language in zip(pair, LANGUAGES, strict=True)
        ]
        both = {anchor for anchor in places[0] if anchor in places[1]} - linked
        for cell, found in zip(pair, places, strict=True):
            for (start, end), anchor in sorted(((found[anchor], anchor) for anchor in both), reverse=True):
                named = cell.source[start:end]
                cell.source = f"{cell.source[:start]}[{named}]({GLOSSARY}.ipynb#{anchor}){cell.source[end:]}"
        linked |= both


def uses(text: str, pattern: re.Pattern[str], anchors: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Return for the anchor of each term that a text names where the first use stands that a link can go around."""
    closed = [match.span() for match in CLOSED.finditer(text)]
    bold = [match.span() for match in BOLD.finditer(text)]
    found: dict[str, tuple[int, int]] = {}
    for match in pattern.finditer(text):
        start, end = match.span()
        if any(first < end and start < last for first, last in closed):
            continue
        for first, last in bold:
            if first < start and end < last:
                # Markdown takes ** beside a bracket for bold in some places only: the link goes around all of it.
                start, end = (first, last) if (first + 2, last - 2) == (start, end) else (0, 0)
        if end:
            found.setdefault(_anchor(match[0], anchors), (start, end))
    return found


def _anchor(named: str, anchors: dict[str, str]) -> str:
    for form in (named, named[:1].lower() + named[1:]):
        for bare in (form, form.removesuffix("s"), form.removesuffix("es")):
            if bare in anchors:
                return anchors[bare]
    raise KeyError(named)


@cache
def _pattern(glossary: str, language: Language) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what matches any form of any term, the longest first, and the anchor of each form."""
    anchors = terms(glossary, language)
    forms = sorted(anchors, key=len, reverse=True)
    each = [_japanese(form) if language == "ja" else _english(form) for form in forms]
    return re.compile("|".join(each) or r"(?!)"), anchors


def terms(glossary: str, language: Language) -> dict[str, str]:
    """Return the anchor of each form of each term: of "stochastic gradient descent (SGD)" both forms."""
    japanese, _, english = glossary.partition('# %% [markdown] lang="en"')
    found: dict[str, str] = {}
    for anchor, term in ROW.findall(japanese if language == "ja" else english):
        forms = [form.strip() for form in re.split(r"[（）()]", term) if form.strip()]
        found |= dict.fromkeys([*forms, *FORMS[language].get(anchor, ())], anchor)
    return found


def _japanese(form: str) -> str:
    """Return a pattern for a form that is no part of a longer word: words end where the script changes."""
    kinds = ("一-鿿々", "ァ-ヶー", "A-Za-z0-9")
    before = next((kind for kind in kinds if re.match(f"[{kind}]", form)), "")
    after = next((kind for kind in kinds if re.search(f"[{kind}]$", form)), "てたるまばれ")
    return (f"(?<![{before}])" if before else "") + re.escape(form) + f"(?![{after}])"


def _english(form: str) -> str:
    """Return a pattern for a form, its plural too, that is no part of a longer word or name."""
    first = f"[{form[0]}{form[0].upper()}]"
    return rf"(?<![\w-])(?<![Dd]eep )(?<![Mm]achine ){first}{re.escape(form[1:])}(?:e?s)?(?![\w-])"
