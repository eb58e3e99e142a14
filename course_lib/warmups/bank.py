"""All ideas that warm-ups ask for, in the order in which the chapters teach them."""

from __future__ import annotations

from course_lib.warmups import (
    blind_search,
    chain_products,
    chart_reading,
    deep_gradients,
    descent_steps,
    difference_quotients,
    first_steps,
    optimizer_steps,
    slope_reading,
    whole_course,
    zero_gradients,
)
from course_lib.warmups.idea import Idea

_BY_CHAPTER = (
    first_steps, slope_reading, blind_search, difference_quotients, descent_steps, chain_products, deep_gradients,
    optimizer_steps, chart_reading, zero_gradients, whole_course,
)  # fmt: skip

IDEAS: tuple[Idea, ...] = tuple(idea for module in _BY_CHAPTER for idea in module.IDEAS)


def earlier(chapter: str) -> list[Idea]:
    """Return the ideas that chapters before this one teach.

    Args:
        chapter: its number, ``"04"``.
    """
    return [idea for idea in IDEAS if idea.chapter < chapter]
