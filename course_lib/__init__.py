"""The gradient, in small pieces of code that read like their formulas.

The mathematics lies in rooms by concept, one concept a file; each room opens with what lives there. `course_lib.plots`
draws it, `course_lib.controls` lets you play with it, `course_lib.exercises` checks what you wrote.

What notebooks use most is offered here by its short name and imported when it is first used, so that importing the
package stays cheap.
"""

from __future__ import annotations

import sys
from importlib import import_module

_HOMES = {
    "check": "course_lib.exercises.checking",
    "hint": "course_lib.exercises.checking",
    "puzzle": "course_lib.controls.line_puzzle",
    "solution": "course_lib.exercises.model_answer",
    "claim": "course_lib.claims.claim",
    "course_seed": "course_lib.claims.claim",
    "set_language": "course_lib.words.language",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name == "__version__":  # said once, in pyproject.toml
        return import_module("importlib.metadata").version("gradient-course")
    if name not in _HOMES:
        raise AttributeError(f"module 'course_lib' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})


if "IPython" in sys.modules:  # in a notebook, a first stumble in Python is told in the learner's language
    import_module("course_lib.lab.stumbles").install()
