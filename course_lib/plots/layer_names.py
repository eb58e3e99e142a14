"""Layers by the names that readers know: "dense layer 1" and so on, in place of ``1.Dense``, ``3.Dense``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from course_lib.words.catalogue import has_words, words


def layer_names(layers: Sequence[str]) -> dict[str, str]:
    """Return for each layer what readers call it: its kind, and which of its kind it is.

    Args:
        layers: names as `course_lib.monitor.gradient_monitor.parameters_by_layer` gives them, from input to output,
            such as ``["1.Dense", "3.Dense"]``. A kind that readers don't know keeps its name.
    """
    counted: Counter[str] = Counter()
    names = {}
    for layer in layers:
        kind = layer.rpartition(".")[2]
        counted[kind] += 1
        entry = f"layer_names.{kind}"
        names[layer] = words(entry, number=counted[kind]) if has_words(entry) else layer
    return names
