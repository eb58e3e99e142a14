"""What a computation is called and what a step through it does, in words and short numbers."""

from __future__ import annotations

import numpy as np

from course_lib.engine.graph import ComputationGraph
from course_lib.words.catalogue import has_words, words
from course_lib.words.listing import clauses, listed
from course_lib.words.numbers import spoken

LARGEST, SMALLEST = 99_999.5, 0.00005
"""Between these a number is written out in its box; what lies beyond them would not fit in."""


def short(number: float) -> str:
    """Return a number in at most seven characters, to fit into its box: three digits, fewer where it is tiny."""
    size = abs(number)
    minus = "−" if number < 0 else ""
    if np.isnan(number):
        return "nan"
    if np.isinf(number):
        return f"{minus}∞"
    if size >= LARGEST:
        return f"<{minus}99999" if minus else ">99999"
    if size < SMALLEST:
        return "≈0" if size else "0"
    places = 3 if 0.0005 <= size < 1 else max(0, 2 - int(np.log10(size))) if size >= 1 else 4
    text = f"{size:.{places}f}"
    return minus + (text.rstrip("0").rstrip(".") if "." in text else text)


def digits(number: float) -> str:
    """Return a number with three digits, for a sentence."""
    text = f"{number:.3g}"
    return spoken(number, 3) if "e" in text else text.replace("-", "−")


def called(name: str) -> str:
    """Return what a node's name, or its operation, is called in the reader's language."""
    if name.startswith("^ "):
        return words("graph.power", exponent=name.removeprefix("^ "))
    return words(f"graph.names.{name}") if has_words(f"graph.names.{name}") else name


def walk_in_words(graph: ComputationGraph, step: int) -> str:
    """Return a sentence that says what this step forward or backward does.

    Args:
        graph: of the computation.
        step: from 0 to ``graph.steps``.
    """
    here = graph.node_at(step)
    names = [called(node.name) for node in graph.nodes]
    if here is None:
        return words("graph.start", result=names[-1])
    place = {"step": step, "steps": graph.steps, "name": names[here]}
    if step <= len(graph.computed):
        used = dict.fromkeys(edge.source for edge in graph.edges if edge.target == here)
        sources = listed(names[source] for source in used)
        return words("graph.forward", **place, sources=sources, value=digits(graph.nodes[here].data))
    if step == len(graph.computed) + 1:
        return words("graph.turn", **place)
    arrived, gradient = graph.arrived_gradients(step - 1), graph.nodes[here].grad
    parts = []
    for edge in graph.edges:
        if edge.target == here:
            part = gradient * edge.slope
            before = arrived[edge.source]
            arrived[edge.source] = total = (before or 0.0) + part
            sums = {"gradient": digits(gradient), "factor": digits(edge.slope), "part": digits(part)}
            entry = "graph.passes" if before is None else "graph.adds"
            parts.append(words(entry, source=names[edge.source], total=digits(total), **sums))
    text = words("graph.backward", **place, parts=clauses(parts))
    return words("graph.done", text=text) if step == graph.steps else text
