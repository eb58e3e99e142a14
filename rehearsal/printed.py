"""What a built notebook shows below its cells, as people read it; run as a script it lists what they can't read."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import nbformat

from authoring.editions import Edition, editions
from authoring.roads import main_road
from course_lib.words.catalogue import catalogue

JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
# A number such as 2.0e-19, and a power such as 10⁻¹⁹, $10^{-8}$ or h^-1.
E_NOTATION = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d+)?e[-−+]?\d+\b|[⁻]\s?[⁰¹²³⁴-⁹]|\^\{?\s?[-−]\s?[\d.]+")
# A word of English, which is no name in code: f(x), np.mean, True.
WORD = re.compile(r"(?<![\w.])(?!True|False|None)[A-Za-z]{3,}(?![\w.(=])")
CODE = "`…`"  # stands where code stood
# A place of the catalogue that lets such a number through.
PLACE = re.compile(r"\{\w+:[^}]*[eg]\}")


def lines_shown(edition: Edition) -> Iterator[tuple[int, str]]:
    """Yield the lines that the built notebook shows on the main road, each with the number of its code cell.

    They are what cells print, what stands for a result, and the sentences that describe the pictures.
    """
    notebook = nbformat.read(edition.target, as_version=4)
    road = {cell.id for cell in main_road(notebook.cells)}
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, 1):
        for output in cell.outputs if cell.id in road else ():
            alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
            for text in {output.get("text", ""), _result(output.get("data", {})), alt}:
                plain = re.sub(r"<[a-z/][^>]*>", " ", text)
                yield from ((number, line.strip()) for line in plain.splitlines() if line.strip())


def _result(data: dict[str, str]) -> str:
    """Return what a reader sees of a cell's result: its HTML, without code and addresses, else its plain text."""
    if "text/html" not in data:
        return data.get("text/plain", "")
    shown = re.sub(r"<style>.*?</style>", "", data["text/html"], flags=re.DOTALL)
    shown = re.sub(r"<code>.*?</code>", CODE, shown, flags=re.DOTALL)
    return html.unescape(re.sub(r"<(?:li|tr|br|div|p|ul|table)\b[^>]*>", "\n", shown).replace("\n\n", "\n"))


def english_under_japanese(edition: Edition) -> list[str]:
    """Return the lines in a Japanese notebook's outputs that are English: two words or more and no Japanese."""
    return [
        f"{edition.target_name}, code cell {number}: {line}"
        for number, line in lines_shown(edition)
        if not JAPANESE.search(line) and len(WORD.findall(line)) >= 2
    ]


def unreadable_numbers(edition: Edition) -> list[str]:
    """Return the lines with e-notation or a negative exponent, in outputs and in texts on the main road."""
    notebook = nbformat.read(edition.target, as_version=4)
    shown = [(f"code cell {number}", line) for number, line in lines_shown(edition)]
    shown += [
        ("text", line)
        for cell in main_road(notebook.cells)
        if cell.cell_type == "markdown"
        for line in re.sub(r"`[^`]*`", "", cell.source).splitlines()
    ]
    return [f"{edition.target_name}, {place}: {line}" for place, line in shown if E_NOTATION.search(line)]


def places_that_let_e_through(name: str) -> list[str]:
    """Return the entries of a file of the Japanese catalogue whose places may show e-notation."""
    return [
        f"{entry}: {place}"
        for entry, text in catalogue("ja").items()
        if entry.startswith(f"{name}.")
        for line in ([text] if isinstance(text, str) else text)
        for place in PLACE.findall(line)
    ]


if __name__ == "__main__":
    for one in editions():
        if one.target.is_file():
            found = unreadable_numbers(one) + (english_under_japanese(one) if one.language == "ja" else [])
            print(*found, sep="\n", end="\n" if found else "")
